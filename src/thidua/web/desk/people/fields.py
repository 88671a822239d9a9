"""Fields and forms of the setting pages. What a value may be, the services say, to every door alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from thidua.apps.journal.services import Refused
from thidua.core.verdicts import Reason
from thidua.web.kit.forms import PaperDateField, PlainForm


class Line(forms.CharField):
    """A line as it was typed, hidden signs and all: the service says what is wrong with it."""

    def __init__(self, label: Any, *, size: str = "", optional: bool = False, **options: Any) -> None:
        super().__init__(label=label, required=False, strip=False, **options)
        self.validators = []
        self.size, self.optional = size, optional


class DayField(PaperDateField):
    """A whole day in a narrow field with its hint."""

    def __init__(self, label: Any, *, optional: bool = False, **options: Any) -> None:
        options.setdefault("help_text", _("Viết dạng 05/12/2026"))
        super().__init__(label=label, required=not optional, **options)
        self.size, self.optional = "s", optional


class PersonField(forms.ModelChoiceField):
    """A person by name and position."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.position})" if obj.position else str(obj.name)


class UnitField(forms.ModelChoiceField):
    """A unit by its full name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class SettingForm(PlainForm):
    """A form that carries the refusal of a service back to its fields."""

    codes: AbstractSet[str] = frozenset()

    def refuse(self, refused: Refused) -> None:
        """Each sentence at its field, else above the form. A missing permit is a page of its own: raised again."""
        self.codes = {reason.code for reason in refused.verdict.reasons}
        for reason in refused.verdict.reasons:
            if reason.code == "no_permit" and reason.field not in self.fields:
                raise refused
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)

    def renew(self, mark: str) -> None:
        """After D30 the page shows what is stored now: saving once more is done knowingly."""
        if "D30" in self.codes:
            self.data = self.data.copy()
            self.data["seen"] = mark

    def add_reasons(self, reasons: Iterable[Reason]) -> None:
        """Sentences of a rule, each at its field; those of fields that are wrong already are left out."""
        for reason in reasons:
            if reason.field in self.fields and reason.field not in self.errors:
                self.add_error(reason.field, reason.text)

    def content(self) -> Mapping[str, object]:
        """What was sent, as the journal of form keys compares it."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


def _plain(value: Any) -> object:
    if hasattr(value, "values_list"):
        return sorted(str(row.pk) for row in value)
    return value if value is None or isinstance(value, str | bool | int | date) else str(getattr(value, "pk", value))
