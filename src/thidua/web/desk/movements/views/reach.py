"""Lan tỏa: which units have opened, taken and passed on; whom to telephone; words to remind with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.files.services import store_file
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.units.queries import visible_to as units_visible_to
from thidua.core.movements.reach import reminder
from thidua.core.permits import Act
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.launch_forms import PassingForm
from thidua.web.desk.movements.views.duties import show_duties

NAMED = 6
"""Units that a reminder names; the rest are counted."""


@require_safe
def reach(request: HttpRequest, id: UUID) -> HttpResponse:
    """The sentence, the units that are behind first."""
    movement = movement_asked(request, id, Act.REACH_READ)
    lines = queries.reach_lines(movement, request.today)
    behind = [line for line in lines if line.missing in ("open", "take")]
    url = request.build_absolute_uri(reverse("desk:package", args=[id]))
    context = {
        "movement": movement,
        "reach": queries.reach_of(lines),
        "lines": lines,
        "behind": behind,
        "reminder": reminder(movement.name, missing=_named(behind), url=url) if behind else "",
    }
    return render(request, "desk/launching/reach.html", context)


def _named(lines: list[Any]) -> str:
    names = [line.unit.shown for line in lines[:NAMED]]
    more = len(lines) - len(names)
    return ", ".join(names) + (_(" và %(n)s đơn vị khác") % {"n": more} if more else "")


@require_POST
def pass_on(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """A unit has told its people."""
    movement = movement_asked(request, id)
    own = get_object_or_404(units_visible_to(request.actor), pk=unit)
    form = PassingForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_duties(request, movement, own, passing=form, status=422)
    sent = form.cleaned_data
    content = {"act": "pass_on", "movement": id, "unit": unit, "how": sent["how"], "people": sent["people"]}
    try:
        send_once(request, content | {"on": str(sent["passed_on"])}, lambda: _store(request, movement, unit, sent))
    except Refused as refused:
        if any(reason.code == "no_permit" for reason in refused.verdict.reasons):
            raise
        form.take(refused.verdict.reasons)
        return show_duties(request, movement, own, passing=form, status=422)
    messages.success(request, _("Đã ghi phổ biến."))
    return redirect("desk:duties", id=id, unit=unit)


def _store(request: HttpRequest, movement: Any, unit: UUID, sent: dict[str, Any]) -> None:
    by, now = request.actor, request.now
    file = store_file(**sent["file"], commune=movement.commune, by=by, now=now) if sent["file"] else None
    told = services.PassedOn(sent["people"], sent["passed_on"], sent["how"], file)
    services.pass_on(movement, unit, told, by=by, now=now, today=request.today)
