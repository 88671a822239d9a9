"""The form that begins an amendment."""

from __future__ import annotations

from typing import Any

from django import forms

from thidua.apps.plans.queries import PAPER_KINDS
from thidua.web.desk.plans.forms import ACCEPT, RefileForm
from thidua.web.kit.forms import SentFile


class UnitChoiceField(forms.ModelChoiceField):
    """A unit by its whole name."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.name


class AmendForm(RefileForm):
    """Why a running plan is amended, who asked, what will be signed, and the new text when there is one."""

    reason = forms.CharField(
        label="Lý do sửa đổi",
        help_text="Ví dụ: cấp trên giao lại chỉ tiêu thu ngân sách.",
        max_length=500,
        error_messages={"required": "Ghi lý do sửa đổi", "max_length": "Lý do sửa đổi tối đa 500 ký tự."},
        widget=forms.Textarea,
    )
    requester_unit = UnitChoiceField(
        label="Đơn vị đề nghị",
        queryset=None,
        required=False,
        empty_label="Không phải đơn vị trong danh sách",
        widget=forms.Select(attrs={"class": "in"}),
    )
    requester = forms.CharField(
        label="Người hoặc cơ quan đề nghị khác",
        help_text="Ghi khi không chọn đơn vị ở ô trên, ví dụ: Ủy ban nhân dân thành phố.",
        max_length=300,
        required=False,
    )
    kind = forms.ChoiceField(label="Văn bản sửa đổi sẽ ký", choices=PAPER_KINDS)
    file = SentFile(
        label="Tệp kế hoạch sau sửa đổi",
        help_text="Bản đầy đủ sau khi sửa. Để trống nếu chỉ đổi vài con số, ngày: sửa tay ở trang Kiểm tra.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    field_order = ("reason", "requester_unit", "requester", "kind", "file")

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requester_unit"].queryset = units
