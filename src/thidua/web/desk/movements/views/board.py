"""Phong trào: which movements are running, being prepared, ended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.apps.journal.services import require
from thidua.apps.movements import queries
from thidua.core.permits import Act, may
from thidua.web.desk.people.paging import words_asked

_CHIPS = (("launched", "busy"), ("proposed", "wait"), ("draft", "draft"), ("closed", "good"))


@require_safe
def movements(request: HttpRequest) -> HttpResponse:
    """The list with counts, searched without marks, filtered by state."""
    require(may(request.actor, Act.MOVEMENT_READ))
    words, state = words_asked(request), request.GET.get("tt", "")
    state = state if state in queries.STATE_LABELS else ""
    found = list(queries.board(request.actor, words=words))
    order = [name for name, _ in _CHIPS]
    shown = sorted((row for row in found if state in ("", row.state)), key=lambda row: order.index(row.state))
    chips = [(name, icon, queries.STATE_LABELS[name], sum(row.state == name for row in found)) for name, icon in _CHIPS]
    context = {
        "words": words,
        "state": state,
        "chips": chips,
        "found": found,
        "rows": shown,
        "running": sum(row.state == "launched" for row in found),
        "preparing": sum(row.state in ("draft", "proposed") for row in found),
        "may_file": may(request.actor, Act.PLAN_FILE),
    }
    return render(request, "desk/movements/board.html", context)
