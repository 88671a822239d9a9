"""The sheet of one unit: what it leads, cooperates in, advises on, performs and reports, and that it has taken it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.journal.services import require
from thidua.apps.movements import queries, services
from thidua.apps.movements.queries.amendments import news_of_units
from thidua.apps.movements.queries.sheets import Sheets, UnitSheet
from thidua.apps.units.queries import visible_to as units_visible_to
from thidua.core.movements.sheets import PART_LABELS, Part
from thidua.core.permits import Act, may
from thidua.web.desk.amendments.told import STATUS
from thidua.web.desk.calendar.lines import line_of
from thidua.web.desk.movements.asked import looked_at, movement_asked, send_once
from thidua.web.desk.movements.launch_forms import PassingForm


@require_safe
def duties(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """The sheet, made for a phone and for paper."""
    movement = movement_asked(request, id)
    own = get_object_or_404(units_visible_to(request.actor), pk=unit)
    require(may(request.actor, Act.DUTY_READ, commune=movement.commune, unit=unit))
    looked_at(request, movement)
    return show_duties(request, movement, own)


def show_duties(
    request: HttpRequest, movement: Any, own: Any, *, passing: PassingForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; `passing` is a refused form of passing on."""
    sheet = queries.duty_sheet(movement, own)
    found = Sheets(movement, request.today).of(own)
    taken = sheet.acknowledged
    context = {
        "movement": movement,
        "unit": own,
        "sheet": sheet,
        "parts": [(part, PART_LABELS[part], found.parts[part]) for part in Part if part is not Part.REPORTS],
        "count": {part.value: len(found.parts[part]) for part in Part},
        "shares": found.shares,
        "drafted": movement.state in ("draft", "proposed"),
        "news": _news(movement, sheet),
        "taken": taken,
        "taken_by": queries.names_of([taken.acknowledged_by]).get(taken.acknowledged_by, "") if taken else "",
        "may_take": may(request.actor, Act.DUTY_ACKNOWLEDGE, commune=movement.commune, unit=own.id),
        "passings": queries.passings_of(movement, own),
        "passing_form": passing or PassingForm(initial={"passed_on": request.today}),
        "form_errors": passing,
    }
    return render(request, "desk/movements/duties.html", context | _reports(request, found), status=status)


def _reports(request: HttpRequest, found: UnitSheet) -> dict[str, Any]:
    """Time limits of the unit, those to come and those that are past."""
    limits = [entry.duty.deadline for entry in found.parts[Part.REPORTS] if entry.duty.deadline]
    lines = [line_of(limit, request.today) for limit in limits]
    return {
        "reports": lines,
        "coming": [line for line in lines if line.left is None or line.left >= 0],
        "past": [line for line in lines if line.left is not None and line.left < 0],
    }


def _news(movement: Any, sheet: Any) -> list[Any]:
    """What the last amendment changed of this unit's work, each row with its tone and word."""
    rows = [*sheet.leads, *sheet.supports, *sheet.duties, *sheet.reports]
    found = news_of_units(movement, {row.item for row in rows})
    for row in found:
        row.tone = STATUS[row.kind]
    return found


@require_POST
def acknowledge(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """ "Đã nhận nhiệm vụ"."""
    movement = movement_asked(request, id)
    get_object_or_404(units_visible_to(request.actor), pk=unit)
    send_once(
        request,
        {"act": "acknowledge", "movement": id, "unit": unit},
        lambda: services.acknowledge_duties(movement, unit, by=request.actor, now=request.now),
    )
    messages.success(request, _("Đã nhận nhiệm vụ. Các mốc báo cáo nằm ở Việc hôm nay."))
    return redirect("desk:duties", id=id, unit=unit)
