"""What a template must know about a form field: which shape it has, what describes it, where an error leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField, widgets

_GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def shape(field: BoundField) -> str:
    """'group' (radios, boxes), 'check', 'file', 'area' or 'line'."""
    widget = field.field.widget
    if isinstance(widget, _GROUPS):
        return "group"
    if isinstance(widget, widgets.CheckboxInput):
        return "check"
    if isinstance(widget, widgets.FileInput):
        return "file"
    return "area" if isinstance(widget, widgets.Textarea) else "line"


def described_by(field: BoundField, *, echo: bool = False) -> str:
    """Ids of hint, error and echo of a field, in reading order; '' when it has none."""
    if not field.auto_id:
        return ""
    parts = (("goi-y", field.help_text), ("loi", field.errors), ("doc-lai", echo))
    return " ".join(f"{field.auto_id}-{part}" for part, present in parts if present)


def control_attrs(field: BoundField, *, echo: bool = False, **extra: str) -> dict[str, str]:
    """Attributes for `field.as_widget`: class by shape, figures to the right, descriptions, then `extra`."""
    own = field.field.widget.attrs
    classes = str(own.get("class", "")).split()
    if shape(field) in ("line", "area"):
        classes = ["in", *classes] if "in" not in classes else classes
        if own.get("inputmode") in ("decimal", "numeric") and "num" not in classes:
            classes.append("num")
    # Django's ten rows push the next question off the screen.
    rows = {"rows": "4"} if shape(field) == "area" and str(own.get("rows")) == "10" else {}
    attrs = rows | ({"class": " ".join(classes)} if classes else {})
    if ids := described_by(field, echo=echo):
        attrs["aria-describedby"] = ids
    return attrs | extra


def anchor(field: BoundField) -> str:
    """Id of the first thing in a field that can be focused: radios have no single control."""
    return f"{field.auto_id}_0" if shape(field) == "group" else str(field.id_for_label or field.auto_id)


def _form_links(form: BaseForm) -> Iterable[tuple[str, str]]:
    yield from (("", str(message)) for message in form.non_field_errors())
    yield from ((anchor(field), str(message)) for field in form for message in field.errors)


def error_links(forms: BaseForm | Iterable[Any]) -> list[tuple[str, str]]:
    """(id of the control or '', message) for a form, a formset or a list of both, in reading order."""
    if isinstance(forms, BaseForm):
        return list(_form_links(forms))
    whole = forms.non_form_errors() if isinstance(forms, BaseFormSet) else ()
    return [("", str(message)) for message in whole] + [link for form in forms for link in error_links(form)]
