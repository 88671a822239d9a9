"""Việc hôm nay: the first sentence is the answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.apps.journal.services import require
from thidua.core.permits import Act, may
from thidua.web.desk.today.desk import Desk
from thidua.web.desk.today.tasks import tasks_of


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for the signed-in person, what comes next, whom others wait for."""
    require(may(request.actor, Act.DESK_READ))
    desk = Desk(request.actor, today=request.today, now=request.now)
    tasks = tasks_of(desk)
    context = {
        "tasks": tasks,
        "urgent": tasks[0] if tasks else None,
        "coming": desk.coming,
        "waiting": _waiting(desk),
        "peaks": desk.peaks,
        "running": [(row, desk.numbers.get(row.id, [])) for row in desk.running],
        "may_file": may(request.actor, Act.PLAN_FILE),
        "may_see_movements": may(request.actor, Act.MOVEMENT_READ),
    }
    return render(request, "desk/today/today.html", context)


def _waiting(desk: Desk) -> list[dict[str, Any]]:
    """Others we wait for: the second person of a launch, units that have not taken their duties."""
    if not desk.is_staff:
        return []
    proposed = [row for row in desk.in_state("proposed") if row.proposed_by == desk.actor.person]
    rows: list[dict[str, Any]] = [{"movement": row, "since": row.proposed_at, "units": []} for row in proposed]
    return rows + [
        {"movement": row, "since": row.launched_at, "units": [part.unit for part in desk.not_acknowledged[row.id]]}
        for row in desk.running
        if row.id in desk.not_acknowledged
    ]
