"""The beginning of a new plan: blank, from last year's plan, from the plan above, or from both."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.queries import answered
from thidua.apps.journal.services import Refused, once
from thidua.apps.plans.queries import last_year_plans, visible_to
from thidua.apps.plans.services import Beginning, begin_draft
from thidua.web.desk.drafts.writing import STEPS
from thidua.web.desk.plans.access import issuing_unit
from thidua.web.desk.plans.forms import PlanChoiceField
from thidua.web.kit.forms import PlainForm

_WAYS = (
    ("last_year", "Chép từ năm trước: đổi năm và ngày, giữ mọi mục, đánh dấu chỗ cần xác nhận"),
    ("higher", "Từ kế hoạch của thành phố: nhận chỉ tiêu, nhiệm vụ, hạn của cấp trên"),
    ("blank", "Trang trắng: các mục cố định của kế hoạch"),
)
_LATE_IN_YEAR = 9
"""From this month on the next year's plan is what is usually begun."""


class BeginForm(PlainForm):
    """Which way, for which year, from which papers."""

    way = forms.ChoiceField(label="Bắt đầu từ", choices=_WAYS, widget=forms.RadioSelect)
    year = forms.CharField(label="Năm của kế hoạch mới", max_length=4)
    last_year = PlanChoiceField(
        label="Kế hoạch năm trước",
        queryset=None,
        required=False,
        empty_label="Chưa chọn",
        widget=forms.Select(attrs={"class": "in"}),
    )
    higher = PlanChoiceField(
        label="Kế hoạch cấp trên",
        help_text="Chọn thêm khi chép từ năm trước thì có bảng đối chiếu: đã nhận, có thay đổi, còn thiếu.",
        queryset=None,
        required=False,
        empty_label="Chưa chọn",
        widget=forms.Select(attrs={"class": "in"}),
    )

    def __init__(self, *args: Any, own: Any, plans: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_year"].queryset = own
        self.fields["higher"].queryset = plans

    def clean_year(self) -> int:
        typed = self.cleaned_data["year"].strip()
        if not typed.isascii() or not typed.isdigit() or len(typed) != 4:
            raise forms.ValidationError("Năm ghi đủ 4 chữ số, ví dụ 2027.")
        return int(typed)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        way = sent.get("way")
        if way == "last_year" and not sent.get("last_year") and "last_year" not in self.errors:
            self.add_error("last_year", "Chọn kế hoạch năm trước để chép.")
        if way == "higher" and not sent.get("higher") and "higher" not in self.errors:
            self.add_error("higher", "Chọn kế hoạch cấp trên để nhận nội dung.")
        return sent


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The form, and the act. A second press of the same page opens what the first one made."""
    unit = issuing_unit(request)
    own = last_year_plans(request.actor).filter(commune=unit.commune)
    plans = visible_to(request.actor).order_by("-from_above", "-signed_on", "-filed_at")
    year = request.today.year + (request.today.month >= _LATE_IN_YEAR)
    form = BeginForm(request.POST or None, own=own, plans=plans, initial={"year": str(year)})
    known = answered(request.actor, request.POST.get("once", ""))
    if known and "draft" in (made := json.loads(known.answer)):
        return redirect("desk:write_draft", made["draft"])
    if request.method == "POST" and form.is_valid():
        try:
            return _opened(request, form, unit)
        except Refused as error:
            reasons = error.verdict.reasons
            if not any(reason.field in form.fields for reason in reasons):
                raise
            for reason in reasons:
                form.add_error(reason.field if reason.field in form.fields else None, reason.text)
    context = {
        "title": "Soạn kế hoạch",
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "has_own": own.exists(),
        "has_plans": plans.exists(),
        "steps": [{"label": label} for label in STEPS],
        "step_now": 1,
    }
    return render(request, "desk/drafts/begin.html", context, status=422 if form.is_bound else 200)


def _opened(request: HttpRequest, form: BeginForm, unit: Any) -> HttpResponse:
    sent = form.cleaned_data
    last = sent["last_year"] if sent["way"] == "last_year" else None
    higher = sent["higher"] if sent["way"] != "blank" else None
    beginning = Beginning(sent["year"], last, higher)

    def act() -> dict[str, str]:
        made = begin_draft(beginning, unit=unit, by=request.actor, now=request.now, today=request.today)
        return {"draft": str(made.plan.pk)}

    key = request.POST.get("once", "")[:64]
    content = {
        "way": sent["way"],
        "year": sent["year"],
        "last": str(last and last.pk),
        "higher": str(higher and higher.pk),
    }
    made = once(key, content, act, by=request.actor, now=request.now) if key else act()
    if last and higher:
        messages.success(request, "Đã chép từ năm trước. Xem nội dung của cấp trên còn thiếu ở bảng này.")
        return redirect("desk:plan_coverage", made["draft"])
    return redirect("desk:write_draft", made["draft"])
