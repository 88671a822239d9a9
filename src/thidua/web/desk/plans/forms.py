"""Forms of plan papers. What a rule refuses is put at the field it belongs to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from thidua.apps.journal.services import Refused
from thidua.core.viet.dates import read_date
from thidua.formats.refusals import Refusal
from thidua.web.kit.forms import PlainForm, SentFile

ACCEPT = ".docx,.doc,.odt,.rtf,.txt,.md,.pdf,.png,.jpg,.jpeg"


class PlanChoiceField(forms.ModelChoiceField):
    """A plan by its number and title."""

    def label_from_instance(self, obj: Any) -> str:
        number = f"{obj.number}/{obj.symbol}: " if obj.number else ""
        return f"{number}{obj.title[:110]}"


class _PaperForm(PlainForm):
    def refuse(self, error: Refused | Refusal, *, field: str) -> None:
        """Show the sentences of a refusal, each at its own field, else at `field`."""
        reasons = error.verdict.reasons if isinstance(error, Refused) else error.reasons
        for reason in reasons:
            self.add_error(reason.field if reason.field in self.fields else field, reason.text)


class FileForm(_PaperForm):
    """A document to be read as a new plan."""

    file = SentFile(
        label="Văn bản kế hoạch",
        help_text="Word (.docx, .doc, .odt, .rtf), PDF, tệp chữ (.txt, .md) hoặc ảnh chụp (.png, .jpg), dưới 25 MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    higher = PlanChoiceField(
        label="Thực hiện kế hoạch cấp trên",
        help_text="Chọn nếu kế hoạch cấp trên đã có trong thư viện; có thể chọn sau.",
        queryset=None,
        required=False,
        empty_label="Chưa chọn",
        widget=forms.Select(attrs={"class": "in"}),
    )
    from_above = forms.BooleanField(label="Đây là kế hoạch của cấp trên, nạp để đối chiếu", required=False)
    again = forms.BooleanField(label="Vẫn nạp thành kế hoạch mới", required=False)

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["higher"].queryset = plans


class RefileForm(_PaperForm):
    """A new version of the same paper."""

    file = SentFile(
        label="Bản mới của văn bản",
        help_text="Các chỉ tiêu, mốc giống bản cũ được nhận lại; phần đã phân công giữ nguyên.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    reason = forms.CharField(
        label="Lý do sửa đổi",
        help_text="Ví dụ: lãnh đạo điều chỉnh chỉ tiêu 3 sau khi họp.",
        max_length=500,
        error_messages={"max_length": "Lý do sửa đổi tối đa 500 ký tự."},
        widget=forms.Textarea,
    )
    requester = forms.CharField(
        label="Ai đề nghị", help_text="Ví dụ: Phó Chủ tịch phụ trách văn hóa.", max_length=300, required=False
    )


class SignForm(_PaperForm):
    """What stands on the signed paper."""

    number = forms.CharField(label="Số văn bản", help_text="Chỉ phần số, ví dụ 15", max_length=20, required=False)
    symbol = forms.CharField(label="Ký hiệu", help_text="Ví dụ KH-UBND", max_length=60, required=False)
    signed_on = forms.CharField(label="Ngày ký", help_text="Viết dạng 05/12/2026", required=False)
    signer = forms.CharField(label="Người ký", max_length=160, required=False)
    scan = SentFile(
        label="Bản ký",
        help_text="Bản quét hoặc PDF có chữ ký, dấu; dưới 25 MB.",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean_signed_on(self) -> date | None:
        typed = self.cleaned_data["signed_on"].strip()
        if not typed:
            return None
        answer = read_date(typed)
        if answer.refusal:
            raise forms.ValidationError(answer.refusal.text)
        if answer.day is None:
            raise forms.ValidationError("Ngày ký phải đủ ngày, tháng, năm, ví dụ 05/12/2026")
        return answer.day


class HigherForm(_PaperForm):
    """Which plan of the level above this one carries out."""

    higher = PlanChoiceField(
        label="Kế hoạch cấp trên",
        queryset=None,
        required=False,
        empty_label="Không có trong thư viện",
        widget=forms.Select(attrs={"class": "in"}),
    )

    def __init__(self, *args: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["higher"].queryset = plans
