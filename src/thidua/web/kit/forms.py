"""Forms whose messages say what to do with the name of the field, never "this field is required"."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _

from thidua.core.viet.dates import read_date, short_date
from thidua.core.viet.text import hidden_characters
from thidua.formats.guard import check_length
from thidua.formats.refusals import Refusal

_PICKED = (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)
_NO_ID = ("invalid", "null_characters_not_allowed")


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
        listed = _("%(choose)s trong danh sách") % {"choose": choose}
        wrong = choose if isinstance(field, forms.FileField) else listed
        return {"required": choose, "invalid_choice": listed, "invalid_pk_value": listed, "invalid": wrong}
    messages = {"required": _("Nhập %(name)s") % {"name": name}}
    if isinstance(field, forms.CharField):
        # Django fills the figures in when it knows them; the label may hold a percent sign of its own.
        told = _("dài %(show_value)d ký tự, tối đa %(limit_value)d.")
        messages["max_length"] = f"{label.replace('%', '%%')} {told}"
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
            if isinstance(field, forms.CharField) and field.strip:
                _refuse_hidden(field, str(field.label or name))

    def add_error(self, field: str | None, error: Any) -> None:
        """A choice that is not even an id is told like one that is not in the list: the model's word is English."""
        chosen = self.fields.get(field) if field else None
        if isinstance(chosen, forms.ModelChoiceField) and getattr(error, "code", "") in _NO_ID:
            error = chosen.error_messages["invalid_choice"]
        super().add_error(field, error)


def _refuse_hidden(field: forms.CharField, label: str) -> None:
    """Control and turning signs are told by their place (annex D04), in the stead of Django's word on NUL alone."""

    def check(value: Any) -> None:
        if isinstance(value, str) and (hidden := hidden_characters(value)):
            words = _("%(label)s: có ký tự không nhìn thấy ở vị trí %(place)d. Gõ lại.")
            raise ValidationError(words % {"label": label, "place": hidden[0]}, code="D04")

    kept = [each for each in field.validators if not isinstance(each, ProhibitNullCharactersValidator)]
    field.validators = [*kept, check]


class SentFile(forms.FileField):
    """A file that is refused by its size before a byte of it is read; an empty one is left to the reader's word."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if sent:
            try:
                check_length(sent.size)
            except Refusal as refused:
                raise ValidationError(refused.text, code=refused.reason.code) from refused
        return sent


class PaperDateField(forms.CharField):
    """A whole day, read by the one reader of dates: 05/12/2026 is 5 December."""

    def to_python(self, value: Any) -> date | None:
        typed = super().to_python(value)
        if not typed:
            return None
        answer = read_date(typed)
        if answer.refusal:
            raise forms.ValidationError(answer.refusal.text, code=answer.refusal.code)
        if answer.day is None:
            raise forms.ValidationError(_("Ghi đủ ngày, tháng, năm, ví dụ 05/12/2026."), code="G53")
        return answer.day

    def prepare_value(self, value: Any) -> Any:
        return short_date(value) if isinstance(value, date) else value


def _own(kind: type) -> dict[str, Any]:
    return kind.__dict__.get("default_error_messages", {})
