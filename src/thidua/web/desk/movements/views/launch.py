"""Phát động: one page to read once, then proposed by the clerk and confirmed by somebody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.movements import queries, services
from thidua.apps.units.queries import holders
from thidua.core.actors import Role
from thidua.core.permits import Act, may
from thidua.web.desk.calendar.lines import line_of, together
from thidua.web.desk.movements import words
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.kit.templatetags.kit import vn_datetime


@require_http_methods(["GET", "HEAD", "POST"])
def launch(request: HttpRequest, id: UUID) -> HttpResponse:
    """The preview; a POST proposes the launch."""
    movement = movement_asked(request, id, Act.LAUNCH_CONFIRM)
    if movement.state in ("launched", "closed"):
        return redirect("desk:movement", id=id)
    if request.method == "POST":
        return _propose(request, movement)
    view = queries.launch_view(movement, request.today)
    able = bool(may(request.actor, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    context = {
        "movement": movement,
        "view": view,
        "missing": words.mends(movement, () if view.verdict else view.verdict.reasons, able=able),
        "warnings": words.mends(movement, view.verdict.reasons if view.verdict else (), able=able),
        "deadlines": together(line_of(row, request.today) for row in view.deadlines),
        "steps": words.steps_of(movement),
        "step_now": 4,
        "why_back": queries.sent_back([id]).get(id, "") if movement.state == "draft" else "",
        "attachments": list(queries.attachments_of(movement)),
        "recipients": queries.recipient_names(movement),
    } | _second_person(request, movement)
    return render(request, "desk/movements/launch.html", context)


def _second_person(request: HttpRequest, movement: Any) -> dict[str, Any]:
    """Who proposed, whether the actor may confirm, and who else could."""
    may_propose = may(request.actor, Act.LAUNCH_PROPOSE, commune=movement.commune)
    if movement.state != "proposed":
        return {"may_propose": may_propose}
    able = {
        person
        for role in (Role.CLERK, Role.CHAIR)
        for person in holders(movement.commune, role, request.today)
        if person.id != movement.proposed_by
    }
    return {
        "may_propose": may_propose,
        "may_confirm": queries.may_confirm_launch(movement, request.actor, request.now),
        "proposer": queries.names_of([movement.proposed_by]).get(movement.proposed_by, ""),
        "able": sorted(able, key=lambda person: person.sort_key),
    }


def _propose(request: HttpRequest, movement: Any) -> HttpResponse:
    send_once(
        request,
        {"act": "propose", "movement": movement.id},
        lambda: services.propose_launch(movement, by=request.actor, now=request.now),
    )
    messages.success(request, _("Đã đề nghị phát động. Chờ một người khác xác nhận."))
    return redirect("desk:launch", id=movement.id)


@require_POST
def confirm_launch(request: HttpRequest, id: UUID) -> HttpResponse:
    """The second person launches. A second press tells when it was done (annex D28)."""
    movement = movement_asked(request, id, Act.LAUNCH_CONFIRM)
    if movement.state == "launched":
        at = vn_datetime(movement.launched_at)
        messages.info(request, _("Phong trào đã phát động lúc %(at)s; không gửi lần hai.") % {"at": at})
        return redirect("desk:movement", id=id)
    send_once(
        request,
        {"act": "confirm", "movement": id},
        lambda: services.launch_movement(movement, by=request.actor, now=request.now, today=request.today),
    )
    messages.success(request, _("Đã phát động. Mỗi đơn vị thấy phần việc của mình ở Việc hôm nay."))
    return redirect("desk:movement", id=id)


@require_POST
def withdraw_launch(request: HttpRequest, id: UUID) -> HttpResponse:
    """Back to assigning, with a word."""
    movement = movement_asked(request, id, Act.LAUNCH_CONFIRM)
    services.withdraw_launch(movement, request.POST.get("why", ""), by=request.actor, now=request.now)
    messages.success(request, _("Đã đưa về bước phân công. Lý do hiện ở Việc hôm nay của Thường trực."))
    return redirect("desk:movement", id=id)
