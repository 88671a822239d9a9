"""Lịch các mốc."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.apps.journal.services import require
from thidua.apps.movements.queries import deadlines_of, peaks_visible_to
from thidua.core.actors import Role
from thidua.core.permits import Act, may
from thidua.web.desk.calendar.lines import line_of
from thidua.web.desk.calendar.months import months_of

_WARD_STAFF = (Role.ADMIN, Role.CLERK, Role.CHAIR)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All time limits by month; own ones first for units, all of them for the ward's staff."""
    require(may(request.actor, Act.CALENDAR_READ))
    own = request.GET.get("cua", "") == "toi" or (
        "cua" not in request.GET and not request.actor.holds(*_WARD_STAFF, Role.CITY_OFFICER)
    )
    lines = [line_of(row, request.today) for row in deadlines_of(request.actor, own=own)]
    past = [line for line in lines if line.day and line.left < 0]
    coming = [line for line in lines if line.day and line.left >= 0]
    shown = [*past, *coming] if request.GET.get("qua") else coming
    context = {
        "own": own,
        "with_past": bool(request.GET.get("qua")),
        "past": past,
        "coming": coming,
        "months": months_of(
            sorted(shown, key=lambda line: line.day), request.today, peaks=peaks_visible_to(request.actor)
        ),
        "without_day": [line for line in lines if line.day is None],
    }
    return render(request, "desk/calendar/calendar.html", context)
