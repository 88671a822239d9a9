"""Forms of what surrounds a launch: phases, peaks, recipients, passing on, invitations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thidua.apps.movements.queries import CHANNEL_CHOICES, JOIN_KIND_CHOICES
from thidua.core.calendar.anniversaries import Anniversary, anniversaries, between
from thidua.core.movements.peaks import PeakRow
from thidua.core.movements.phases import PhaseRow
from thidua.core.verdicts import Reason
from thidua.core.viet.dates import short_date
from thidua.core.viet.numbers import read_number
from thidua.formats.child import look_over_limited
from thidua.formats.guard import check_file_name
from thidua.formats.refusals import Refusal
from thidua.web.kit.forms import PaperDateField, PlainForm, SentFile

_AREA = {"rows": "3"}


class ReasonForm(PlainForm):
    """A form that takes the reasons of a refusal, each at its field, else above all."""

    def take(self, reasons: Iterable[Reason]) -> None:
        for reason in reasons:
            self.add_error(reason.field if reason.field in self.fields else None, reason.text)


class WholeNumberField(forms.CharField):
    """A count, read by the one reader of numbers: 1.240 and 1240 are the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **options)

    def to_python(self, value: Any) -> int | None:
        typed = super().to_python(value)
        if not typed:
            return None
        answer = read_number(typed[:40])
        # The point groups and the comma is decimal, as papers write; with a comma it is no count.
        whole = [row.value for row in answer.readings if row.value == row.value.to_integral_value()]
        if answer.refusal or not whole or "," in typed:
            raise forms.ValidationError(_("%(label)s phải là số nguyên, ví dụ 1.240.") % {"label": self.label})
        return int(whole[0])

    def run_validators(self, value: Any) -> None:
        """The letters were looked at while they were letters."""


class PhaseForm(ReasonForm):
    """One row of phases. A row that is left empty is no phase."""

    label = forms.CharField(label=_lazy("Giai đoạn"), required=False, max_length=80)
    name = forms.CharField(label=_lazy("Nội dung chính"), required=False, max_length=300)
    starts_on = PaperDateField(label=_lazy("Từ ngày"), required=False)
    ends_on = PaperDateField(label=_lazy("Đến hết ngày"), required=False)
    review_on = PaperDateField(label=_lazy("Ngày sơ kết"), required=False)

    @property
    def is_empty(self) -> bool:
        return not any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields)

    @property
    def row(self) -> PhaseRow:
        return PhaseRow(**self.cleaned_data)


class PeakForm(ReasonForm):
    """One peak."""

    name = forms.CharField(label=_lazy("Tên đợt cao điểm"), max_length=200)
    anniversary = forms.ChoiceField(
        label=_lazy("Ngày kỷ niệm"),
        help_text=_lazy("Ngày có dấu * là ngày truyền thống, chưa đối chiếu với văn bản."),
        required=False,
    )
    occasion = forms.CharField(
        label=_lazy("Ngày của địa phương"),
        help_text=_lazy("Chỉ ghi khi không có trong danh sách, ví dụ ngày truyền thống của phường."),
        max_length=160,
        required=False,
    )
    starts_on = PaperDateField(label=_lazy("Từ ngày"))
    ends_on = PaperDateField(label=_lazy("Đến hết ngày"))
    what = forms.CharField(
        label=_lazy("Việc cần làm"), max_length=1000, required=False, widget=forms.Textarea(attrs=_AREA)
    )

    def __init__(self, *args: Any, span: tuple[date | None, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dated = {row.key: day for row, day in reversed(list(between(*span)))} if all(span) else {}
        days = [(row.key, _named(row, dated.get(row.key))) for row in anniversaries()]
        self.fields["anniversary"].choices = [("", _("Không gắn với ngày nào trong danh sách")), *days]

    @property
    def row(self) -> PeakRow:
        return PeakRow(**self.cleaned_data)


def _named(row: Anniversary, day: date | None) -> str:
    """'Tết Nguyên đán (1/1 âm lịch, 06/02/2027)'; a star where the source was not held against a text."""
    when = f"{row.short}, {short_date(day)}" if row.is_lunar and day else row.short
    return f"{row.name} ({when})" + ("" if row.sure else " *")


class ProofForm(ReasonForm):
    """A form with a file that proves something; its bytes are looked over before they are kept."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload:
            return None
        data = upload.read()
        try:
            name, _notes = check_file_name(upload.name)
            found = look_over_limited(data, name)
        except Refusal as refused:
            raise forms.ValidationError(refused.text, code=refused.reason.code) from refused
        return {"data": data, "name": name, "media_type": found}


class SendingForm(ProofForm):
    """How, when, and with what proof the chosen recipients got the paper."""

    channel = forms.ChoiceField(label=_lazy("Cách gửi"), choices=CHANNEL_CHOICES)
    sent_on = PaperDateField(label=_lazy("Ngày gửi"))
    receipt = forms.CharField(
        label=_lazy("Bằng chứng"),
        help_text=_lazy("Số trong sổ giao văn bản, mã trên trục liên thông; dòng Lưu: ký hiệu lưu."),
        max_length=160,
        required=False,
    )
    file = SentFile(label=_lazy("Tệp bằng chứng"), required=False)


class UnitPlanForm(ReasonForm):
    """A unit's own plan under a movement."""

    file = SentFile(label=_lazy("Kế hoạch của đơn vị"), help_text=_lazy("Word, PDF có chữ hoặc tệp chữ, dưới 25 MB."))

    def take(self, reasons: Iterable[Reason]) -> None:
        """All of them concern the file."""
        for reason in reasons:
            self.add_error("file", reason.text)


class PassingForm(ProofForm):
    """A unit has told its people."""

    passed_on = PaperDateField(label=_lazy("Ngày phổ biến"), required=False)
    people = WholeNumberField(label=_lazy("Số người được phổ biến"), required=False)
    how = forms.CharField(
        label=_lazy("Hình thức"), help_text=_lazy("Ví dụ: họp tổ dân phố, nhóm Zalo."), max_length=200, required=False
    )
    file = SentFile(label=_lazy("Tệp minh chứng"), required=False)


class LinkForm(ReasonForm):
    """A link to join by."""

    kinds = forms.MultipleChoiceField(
        label=_lazy("Ai được tham gia"), choices=JOIN_KIND_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    days = WholeNumberField(label=_lazy("Dùng được trong (ngày)"), initial=30)
    uses = WholeNumberField(label=_lazy("Số lượt nhiều nhất"), initial=200)
    label = forms.CharField(label=_lazy("Ghi chú"), max_length=120, required=False)
