"""The signed paper comes back: its number, date, signer and scan are recorded from what stands on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from thidua.apps.files.services import store_file
from thidua.apps.journal.services import Refused, require
from thidua.apps.movements.queries import movement_of_plan
from thidua.apps.plans.queries import current_version, reading
from thidua.apps.plans.services import record_signature
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS
from thidua.core.viet.dates import short_date
from thidua.formats.refusals import Refusal
from thidua.formats.signed_scan import check_signed_scan
from thidua.web.desk.plans.access import own_address, plan_in_scope
from thidua.web.desk.plans.forms import SignForm


@require_http_methods(["GET", "POST"])
def sign_plan(request: HttpRequest, id: UUID) -> HttpResponse:
    """The form of the signature and its recording; then back to `?next=`, or to the launch."""
    plan = plan_in_scope(request, id)
    require(may(request.actor, Act.PLAN_SIGN, commune=plan.commune))
    require(PLAN_STEPS.may_move(plan.state, "sign"))
    back = own_address(request.GET.get("next", "")) or own_address(request.POST.get("next", ""))
    form = SignForm(request.POST or None, request.FILES or None, initial=_known(plan))
    if request.method == "POST" and form.is_valid() and _recorded(request, plan, form):
        messages.success(request, "Đã ghi bản ký của kế hoạch.")
        return redirect(back or _launch_address(plan))
    context = {
        "title": "Ghi bản ký",
        "plan": plan,
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "next": back,
    }
    return render(request, "desk/plans/sign.html", context, status=422 if form.is_bound else 200)
