"""Chỉ tiêu: what exactly was promised, by whom, and where the plan says so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thidua.apps.movements import queries
from thidua.apps.movements.queries.amendments import alterations_of
from thidua.apps.movements.queries.sharing import shares_of_target
from thidua.apps.plans.queries import visible_to as plans_visible_to
from thidua.core.movements import may_share
from thidua.core.permits import Act, may
from thidua.web.desk.movements.asked import movement_asked
from thidua.web.desk.movements.words import rule_in_words


@require_safe
def target(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """One target, or one part of one."""
    movement = movement_asked(request, id)
    row = queries.target_of(movement, n)
    if row is None:
        raise Http404
    goal, numbers = queries.goal_of(row), queries.target_numbers([movement.id]).get(movement.id, [])
    quotation, lines = queries.place_in_plan(row)
    context = {
        "movement": movement,
        "row": row,
        "goal": goal,
        "rules": list(zip(goal.goals, map(rule_in_words, queries.operators_of(row)), strict=True)),
        "owners": queries.owners_today(row),
        "shared": shares_of_target(movement, row.id, queries.measures_of_target(row)),
        "may_share": _may_share(request, movement, row),
        "parts": [(part, queries.goal_of(part)) for part in row.sub_targets.all()],
        "quotation": quotation,
        "lines": lines,
        "alterations": list(alterations_of(row)),
        "place": queries.key_in_plan(row),
        "may_see_plan": plans_visible_to(request.actor).filter(pk=movement.plan_id).exists(),
        "before": max((number for number in numbers if number < n), default=None),
        "after": min((number for number in numbers if number > n), default=None) if row.parent_id is None else None,
    }
    return render(request, "desk/movements/target.html", context)


def _may_share(request: HttpRequest, movement: Any, row: Any) -> bool:
    able = may(request.actor, Act.TARGET_SHARE, commune=movement.commune) and may_share(movement.state)
    return bool(able) and row.withdrawn_on is None
