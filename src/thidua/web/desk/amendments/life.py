"""The life of a plan as a line of steps with days and names, and where a paper of an amendment belongs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from thidua.apps.movements.queries import names_of
from thidua.apps.movements.queries import visible_to as movements_visible_to
from thidua.apps.plans.queries import amended_by, amendment_of_draft, checked_last
from thidua.core.plans.life import PLAN_STEPS

_SIGNED = ("signed", "issued", "closed")


@dataclass
class LifeStep:
    """One step: its words, the day, who did it (an id, then a name), and where it leads."""

    label: str
    on: date | None = None
    who: UUID | None = None
    name: str = ""
    url: str = ""
    done: bool = True


def life_line(request: HttpRequest, plan: Any) -> list[LifeStep]:
    """The steps of a plan: those taken with day and name, then those still to come. At most five queries."""
    steps = [LifeStep(PLAN_STEPS.labels["draft"], _day(plan.filed_at), plan.filed_by), _checked(plan)]
    if plan.state in _SIGNED and plan.signed_on:
        number = "/".join(filter(None, (plan.number, plan.symbol)))
        steps.append(LifeStep(f"Đã ký số {number}", plan.signed_on, plan.sign_recorded_by))
    else:
        steps.append(LifeStep(PLAN_STEPS.labels["signed"], done=False))
    steps += _in_force(request, plan)
    names = names_of([step.who for step in steps])
    for step in steps:
        step.name = names.get(step.who, "") if step.who else ""
    return steps


def _checked(plan: Any) -> LifeStep:
    checked = checked_last(plan)
    past = plan.state in ("checked", *_SIGNED)
    who, when = checked if checked and past else (None, None)
    return LifeStep(
        PLAN_STEPS.labels["checked"], _day(when), who, done=past and (bool(checked) or plan.state != "signed")
    )


def _in_force(request: HttpRequest, plan: Any) -> list[LifeStep]:
    """Issue, amendments and end, from the movement that carries the plan out."""
    issued, closed = PLAN_STEPS.labels["issued"], PLAN_STEPS.labels["closed"]
    if plan.state not in ("issued", "closed"):
        return [LifeStep(issued, done=False), LifeStep(closed, done=False)]
    movement = movements_visible_to(request.actor).filter(plan=plan).first()
    steps = [LifeStep(issued, _day(movement and movement.launched_at), movement and movement.launched_by)]
    steps += [
        LifeStep(
            f"Sửa đổi lần {row.ordinal}", _day(row.approved_at), row.approved_by,
            url=reverse("desk:amendment", args=[plan.pk, row.pk]),
        )
        for row in amended_by(request.actor, plan)
    ]  # fmt: skip
    if plan.state == "closed":
        return [*steps, LifeStep(closed, _day(movement and movement.closed_at), movement and movement.closed_by)]
    return [*steps, LifeStep(closed, done=False)]


def _day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def amendment_address(request: HttpRequest, plan: Any) -> str:
    """The page of the amendment whose paper this plan is; '' for a plan that stands for itself."""
    found = amendment_of_draft(request.actor, plan)
    return reverse("desk:amendment", args=[found.plan_id, found.pk]) if found else ""
