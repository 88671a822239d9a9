"""Phân công: who answers for each target and task, and whom the plan means by the names it prints."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import Refused
from thidua.apps.movements import services
from thidua.core.movements.kinds import check_kind, default_span
from thidua.core.permits import Act
from thidua.web.desk.movements.asked import movement_asked
from thidua.web.desk.movements.filling import Filled, fill
from thidua.web.desk.movements.table import AssignPage
from thidua.web.desk.movements.words import steps_of
from thidua.web.kit.controls import error_links
from thidua.web.kit.templatetags.kit import vn_datetime


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, id: UUID) -> HttpResponse:
    """The tables and the head. A press on one of the filling buttons gives the page back, unsaved."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    if movement.state != "draft":
        return _closed(request, movement)
    if request.method != "POST":
        return _show(request, movement, AssignPage(movement, request.today))
    page = AssignPage(movement, request.today, request.POST)
    if "do" in request.POST:
        return _show(request, movement, page, filled=fill(page, request.POST))
    return _save(request, movement, page)


def _closed(request: HttpRequest, movement: Any) -> HttpResponse:
    if movement.state == "proposed":
        messages.info(request, _("Đang chờ xác nhận phát động. Rút đề nghị trước khi sửa phân công."))
        return redirect("desk:launch", id=movement.id)
    return redirect("desk:movement", id=movement.id)


def _save(request: HttpRequest, movement: Any, page: AssignPage) -> HttpResponse:
    table = page.table
    status = 422
    try:
        if table is not None:
            movement = services.save_assignments(
                movement, table, by=request.actor, now=request.now, today=request.today
            )
            return _saved(request, movement, page)
    except Refused as refused:
        status = 409 if any(reason.code == "D30" for reason in refused.verdict.reasons) else 422
        page.take(refused.verdict.reasons)
    return _show(request, movement, page, status=status)


def _saved(request: HttpRequest, movement: Any, page: AssignPage) -> HttpResponse:
    if "next" not in request.POST:
        messages.success(request, _("Đã lưu lúc %(at)s.") % {"at": vn_datetime(request.now)})
        return redirect("desk:assign", id=movement.id)
    if page.ask_for_owners():
        messages.info(request, _("Đã lưu. Giao nốt các chỉ tiêu đánh dấu bên dưới để phát động."))
        return _show(request, movement, page, status=422)
    return redirect("desk:launch", id=movement.id)


def _show(
    request: HttpRequest, movement: Any, page: AssignPage, *, status: int = 200, filled: Filled | None = None
) -> HttpResponse:
    if first := next((row for row in page.lines if row.errors), None):
        first.open = True
    page.put_in_words()
    waiting = [row.suggested for row in page.lines if row.suggested]
    links = _links(page)
    context = {
        "movement": movement,
        "page": page,
        "choices": page.choices,
        "filled": filled,
        "base": request.POST.get("base", "") if filled else movement.revision,
        "suggested": len(waiting),
        "sure": sum(found.sure for found in waiting),
        "links": links,
        "form_errors": bool(links),
        "steps": steps_of(movement),
        "step_now": 3,
    } | (_bar(request) if filled else {})
    context |= _left_open(page) | _span(request, movement)
    return render(request, "desk/movements/assign.html", context, status=status)


def _left_open(page: AssignPage) -> dict[str, int]:
    """How many lines wait for somebody."""
    return {
        "without": sum(not row.owner for row in page.rows),
        "tasks_without": sum(not row.owner for row in page.tasks),
        "unmatched": sum(not row.chosen for row in page.names),
    }


def _span(request: HttpRequest, movement: Any) -> dict[str, Any]:
    """The usual days of the kind while none are typed, and what its rule says of those that are."""
    typed = movement.starts_on or movement.ends_on
    return {
        "usual": None if typed else default_span(movement.kind, request.today),
        "kind_notes": check_kind(movement.kind, movement.starts_on, movement.ends_on).reasons,
    }


def _bar(request: HttpRequest) -> dict[str, Any]:
    """What stood in the bar and which lines were ticked, kept through a press."""
    sent = request.POST
    helpers = sent.getlist("all_support")
    owner, officer = sent.get("all_owner", ""), sent.get("all_officer", "")
    bar = {"owner": owner, "officer": officer, "helpers": helpers, "down_helpers": "down_helpers" in sent}
    return {"bar": bar, "picked": sent.getlist("pick")}


def _links(page: AssignPage) -> list[tuple[str, str]]:
    links = [("", text) for text in page.other] + error_links(page.head)
    return links + [(f"chu-tri-{row.key}", text) for row in page.lines for text in row.errors]
