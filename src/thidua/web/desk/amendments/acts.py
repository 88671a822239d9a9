"""What people do with an amendment on its way: owners, proposal, approval, sending back, giving up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.movements import services
from thidua.apps.movements.queries.amendments import amendment_view
from thidua.apps.plans.services import send_back_amendment as send_back
from thidua.core.permits import Act
from thidua.web.desk.amendments.preparing import amendment_asked, amendment_page
from thidua.web.desk.movements.asked import send_once
from thidua.web.kit.templatetags.kit import vn_datetime


def _back(row: Any) -> HttpResponse:
    return redirect("desk:amendment", row.plan_id, row.pk)


@require_POST
def assign_amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """Who leads each new target, whom each new name means. What was sent comes back with the reason when refused."""
    row = amendment_asked(request, id, amendment, Act.AMENDMENT_PREPARE)
    view = amendment_view(row, request.today)
    owners = {new.goal.id: _unit(request.POST.get(f"owner-{new.goal.id}", "")) for new in view.targets}
    matched = {
        new.printed: [unit for text in request.POST.getlist(f"name-{at}") if (unit := _unit(text))]
        for at, new in enumerate(view.names)
    }
    try:
        services.assign_amendment(row, owners, matched, by=request.actor, now=request.now, today=request.today)
    except Refused as refused:
        reasons = refused.verdict.reasons
        if not any(reason.field for reason in reasons):
            raise
        sent: dict[str, Any] = {name: request.POST[name] for name in request.POST if name.startswith("owner-")}
        sent |= {name: request.POST.getlist(name) for name in request.POST if name.startswith("name-")}
        errors = [(reason.field, reason.text) for reason in reasons]
        return amendment_page(request, row, sent=sent, errors=errors, status=422)
    messages.success(request, f"Đã lưu phân công lúc {vn_datetime(request.now)}.")
    return _back(row)


def _unit(text: str) -> UUID | None:
    """The id in a field; None for an empty one and for what is no id."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def propose_amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """The clerk asks a second person."""
    row = amendment_asked(request, id, amendment, Act.AMENDMENT_PREPARE)
    content = {"act": "propose", "amendment": amendment}
    act = {"by": request.actor, "now": request.now, "today": request.today}
    send_once(request, content, lambda: services.propose_amendment(row, **act))
    messages.success(request, "Đã đề nghị duyệt sửa đổi. Chờ một người khác duyệt.")
    return _back(row)


@require_POST
def approve_amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """The second person approves; a second press tells when it was done."""
    row = amendment_asked(request, id, amendment, Act.AMENDMENT_APPROVE)
    if row.state == "applied":
        messages.info(request, f"Sửa đổi đã duyệt lúc {vn_datetime(row.approved_at)}; không áp dụng lần hai.")
        return _back(row)
    act = {"by": request.actor, "now": request.now, "today": request.today}
    content = {"act": "approve", "amendment": amendment}
    send_once(request, content, lambda: services.approve_amendment(row, **act))
    messages.success(request, "Đã duyệt sửa đổi. Đơn vị có việc thay đổi nhận lại nhiệm vụ ở Việc hôm nay.")
    return _back(row)


@require_POST
def send_back_amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """The proposal goes back with a word."""
    row = amendment_asked(request, id, amendment, Act.AMENDMENT_APPROVE)
    why = request.POST.get("why", "")
    content = {"act": "send_back", "amendment": amendment, "why": why}
    send_once(request, content, lambda: send_back(row, why, by=request.actor, now=request.now))
    messages.success(request, "Đã trả lại sửa đổi để sửa.")
    return _back(row)


@require_POST
def withdraw_amendment(request: HttpRequest, id: UUID, amendment: UUID) -> HttpResponse:
    """The clerk gives the amendment up."""
    row = amendment_asked(request, id, amendment, Act.AMENDMENT_PREPARE)
    content = {"act": "withdraw", "amendment": amendment}
    send_once(request, content, lambda: services.withdraw_amendment(row, by=request.actor, now=request.now))
    messages.success(request, "Đã rút sửa đổi. Kế hoạch và phong trào giữ nguyên như trước.")
    return _back(row)
