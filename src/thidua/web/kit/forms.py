"""Forms whose messages say what to do with the name of the field, never "this field is required"."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

_PICKED = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)


def _lower_first(label: str) -> str:
    """'Ngày ký' -> 'ngày ký'; 'UBND phường' stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _plain_messages(field: forms.Field, label: str) -> dict[str, str]:
    """Messages by the kind of a field; `label` is the name that the person sees."""
    name = _lower_first(label)
    if isinstance(field, forms.BooleanField):
        return {"required": _("Đánh dấu ô: %(label)s") % {"label": label}}
    if isinstance(field, _PICKED):
        choose = _("Chọn %(name)s") % {"name": name}
        return {"required": choose, "invalid_choice": _("%(choose)s trong danh sách") % {"choose": choose}}
    messages = {"required": _("Nhập %(name)s") % {"name": name}}
    if isinstance(field, forms.DateField):
        messages["invalid"] = _("%(label)s phải viết dạng 05/12/2026") % {"label": label}
    elif isinstance(field, forms.DecimalField | forms.IntegerField):
        messages["invalid"] = _("%(label)s phải là số, ví dụ 1.652,8") % {"label": label}
    return messages


class PlainForm(forms.Form):
    """A form whose default messages follow the house wording; a message written at a field stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            defaults = {code: words for kind in reversed(type(field).__mro__) for code, words in _own(kind).items()}
            for code, words in _plain_messages(field, str(field.label or name)).items():
                if field.error_messages.get(code) == defaults.get(code):
                    field.error_messages[code] = words


def _own(kind: type) -> dict[str, Any]:
    return kind.__dict__.get("default_error_messages", {})
