"""Tổng quan phong trào: will we make it? Before the launch: what is still missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.movements import queries, services
from thidua.apps.movements.queries import amendments as amended
from thidua.apps.plans.queries import visible_to as plans_visible_to
from thidua.core.permits import Act, may
from thidua.core.plans.library import theme_owner
from thidua.web.desk.calendar.lines import line_of
from thidua.web.desk.movements import words
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.forms import AttachForm
from thidua.web.desk.movements.track import track_of


@require_safe
def movement(request: HttpRequest, id: UUID) -> HttpResponse:
    """The overview of a launched or closed movement, or the state of its preparation."""
    found = movement_asked(request, id)
    if found.state in ("draft", "proposed"):
        return _preparing(request, found)
    lines = queries.overview(found)
    deadlines = [line_of(row, request.today) for row in found.deadlines.all()]
    state = request.GET.get("tt", "")
    context = {
        "movement": found,
        "lines": lines if state in ("", "idle") else [],
        "all_lines": lines,
        "state": state,
        "chips": [(tone, word, len(lines) if tone == "idle" else 0) for tone, word in words.TARGET_STATES],
        "key_dates": _key_dates(deadlines),
        "track": track_of(found.starts_on, found.ends_on, request.today, [row.day for row in deadlines if row.day]),
        "may_see_plan": plans_visible_to(request.actor).filter(pk=found.plan_id).exists(),
        "amendments": list(amended.applied_to(found)),
        "withdrawn": list(amended.withdrawn_targets(found)),
        "may_close": may(request.actor, Act.MOVEMENT_CLOSE, commune=found.commune),
    } | _people(request, found)
    return render(request, "desk/movements/overview.html", context | _papers(request, found))


def _key_dates(deadlines: list[Any]) -> list[Any]:
    coming = sorted((row for row in deadlines if row.day and row.left >= 0), key=lambda row: row.day)
    return coming[:3]


def _people(request: HttpRequest, found: Any) -> dict[str, Any]:
    """Units of the movement with what they have said, and the actor's own among them."""
    parts = queries.participants_of_launched(found)
    taken = [part for part in parts if part.acknowledged_at]
    own = queries.units_of_actor(found, request.actor)
    return {
        "participants": [
            (part, bool(may(request.actor, Act.DUTY_READ, commune=found.commune, unit=part.unit_id))) for part in parts
        ],
        "taken": len(taken),
        "may_see_all": bool(may(request.actor, Act.DUTY_READ, unit=found.unit_id, commune=found.commune)),
        "own_units": [unit for unit in own if may(request.actor, Act.DUTY_ACKNOWLEDGE, unit=unit.id)],
        "left": len(parts) - len(taken),
    }


def _papers(request: HttpRequest, found: Any) -> dict[str, Any]:
    links = list(found.links.all())
    return {
        "themes": [(_theme_of(link.launched_by, found.unit), link.name) for link in links if link.kind == "theme"],
        "linked": [link for link in links if link.kind != "theme"],
        "phases": list(found.phases.all()),
        "attachments": list(queries.attachments_of(found)),
        "attach_form": AttachForm() if may(request.actor, Act.MOVEMENT_ASSIGN, commune=found.commune) else None,
    }


def _theme_of(level: str, unit: Any) -> str:
    """Whose theme of the year it is, by name for the ward itself and what stands above it."""
    named = {"commune": unit, "province": unit.parent} if unit.kind == "commune" else {"province": unit}
    whose = named.get(level)
    return whose.name[:1].lower() + whose.name[1:] if whose else theme_owner(level)


def _preparing(request: HttpRequest, found: Any) -> HttpResponse:
    """What is still missing before the launch, and the next step."""
    view = queries.launch_view(found, request.today)
    context = {
        "movement": found,
        "view": view,
        "missing": words.mends(found, [] if view.verdict else view.verdict.reasons),
        "may_assign": may(request.actor, Act.MOVEMENT_ASSIGN, commune=found.commune),
        "may_confirm": may(request.actor, Act.LAUNCH_CONFIRM, commune=found.commune),
        "why_back": queries.sent_back([found.id]).get(found.id, "") if found.state == "draft" else "",
    }
    return render(request, "desk/movements/preparing.html", context)


@require_POST
def close_movement(request: HttpRequest, id: UUID) -> HttpResponse:
    """The clerk ends the movement; nothing is entered any more."""
    found = movement_asked(request, id, Act.MOVEMENT_CLOSE)
    send_once(
        request,
        {"act": "close", "movement": id},
        lambda: services.close_movement(found, by=request.actor, now=request.now),
    )
    messages.success(request, _("Đã kết thúc phong trào."))
    return redirect("desk:movement", id=id)
