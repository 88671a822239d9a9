"""Forms of the movement pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.apps.movements.queries import ATTACHMENT_KINDS, KIND_CHOICES
from thidua.formats.child import look_over_limited
from thidua.formats.guard import check_file_name
from thidua.formats.refusals import Refusal
from thidua.web.kit.forms import PaperDateField, PlainForm, SentFile


class MovementForm(PlainForm):
    """Name, kind and days of a movement in preparation."""

    name = forms.CharField(label=_lazy("Tên phong trào"), max_length=500)
    kind = forms.ChoiceField(label=_lazy("Loại"), choices=KIND_CHOICES)
    starts_on = PaperDateField(label=_lazy("Từ ngày"), required=False)
    ends_on = PaperDateField(label=_lazy("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        length = _("Tên dài quá %(limit_value)d ký tự; bài vừa nhập %(show_value)d ký tự.")
        self.fields["name"].error_messages["max_length"] = length


class AttachForm(PlainForm):
    """A file that goes with the movement. `cleaned_data` holds its bytes, checked name and found type."""

    title = forms.CharField(label=_lazy("Tên tài liệu"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_lazy("Loại tài liệu"), choices=ATTACHMENT_KINDS, required=False)
    file = SentFile(label=_lazy("Tệp"), help_text=_lazy("Word, Excel, PDF hoặc ảnh, dưới 25 MB."))

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        data = upload.read()
        try:
            name, _notes = check_file_name(upload.name)
            found = look_over_limited(data, name)
        except Refusal as refused:
            raise forms.ValidationError(refused.text, code=refused.reason.code) from refused
        self.cleaned_data |= {"data": data, "name": name, "media_type": found}
        return upload
