"""The signed paper comes back: its number, date, signer and scan are recorded from what stands on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from thidua.apps.files.services import store_file
from thidua.apps.journal.services import Refused, require
from thidua.apps.plans.queries import current_version, reading
from thidua.apps.plans.services import Signature, check_signature, open_amendment, record_signature
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS
from thidua.core.viet.dates import short_date
from thidua.formats import guard
from thidua.formats.child import look_over_limited
from thidua.formats.refusals import Refusal, refusal
from thidua.web.desk.plans.access import own_address, plan_in_scope
from thidua.web.desk.plans.checking import launch_address
from thidua.web.desk.plans.forms import SignForm

_ENDINGS = {".pdf": guard.PDF, ".png": guard.PNG, ".jpg": guard.JPEG, ".jpeg": guard.JPEG}


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
        return redirect(back or launch_address(request, plan))
    context = {
        "title": "Ghi bản ký",
        "plan": plan,
        "form": form,
        "form_errors": form.is_bound and bool(form.errors),
        "next": back,
    }
    return render(request, "desk/plans/sign.html", context, status=422 if form.is_bound else 200)


def _known(plan: Any) -> dict[str, str]:
    """What is already known of the signature: recorded before, else as the paper prints it. The words of an amended
    plan print the signature of the plan, not that of the paper that amends it."""
    if plan.sign_recorded_at is None and open_amendment(plan):
        return {}
    signer = (reading(current_version(plan)).get("signatory") or {}).get("name")
    return {
        "number": plan.number,
        "symbol": plan.symbol,
        "signed_on": short_date(plan.signed_on) if plan.signed_on else "",
        "signer": plan.signer or signer or "",
    }


def _recorded(request: HttpRequest, plan: Any, form: SignForm) -> bool:
    """Record the signature; False when something was refused, with the sentence at its field."""
    sent = form.cleaned_data
    try:
        paper = Signature(sent["number"], sent["symbol"], sent["signed_on"], sent["signer"])
        check_signature(plan, paper, scan_sent=bool(sent["scan"]), today=request.today)
        checked = _checked_scan(sent["scan"]) if sent["scan"] else None
        with atomic():
            scan = checked and store_file(**checked, commune=plan.commune, by=request.actor, now=request.now)
            paper = replace(paper, scan=scan)
            record_signature(plan, paper, by=request.actor, now=request.now, today=request.today)
    except (Refused, Refusal) as error:
        if isinstance(error, Refused) and not any(reason.field for reason in error.verdict.reasons):
            raise
        form.refuse(error, field="scan")
        return False
    return True


def _checked_scan(sent: Any) -> dict[str, Any]:
    """The bytes of a signed copy with the name and type to store. Raises Refusal."""
    data = sent.read()
    guard.check_size(data)
    name, _ = guard.check_file_name(sent.name)
    if _ENDINGS.get(guard.extension(name)) != guard.sniff(data):
        raise refusal("A05", "Bản ký phải là tệp .pdf, .png hoặc .jpg, đúng với phần mở rộng của tên tệp.")
    return {"data": data, "name": name, "media_type": look_over_limited(data, name)}
