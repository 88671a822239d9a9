"""Reading amendments with the movements they change: what one proposes and lacks, and what applied ones altered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from thidua.apps.movements.mapping import (
    amendment_facts_of,
    approval_of,
    cards,
    new_targets_of,
    printed_units,
)
from thidua.apps.movements.models import Alteration, Movement, Target
from thidua.apps.movements.queries import GoalLine, goal_line
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Amendment, PlanVersion
from thidua.apps.plans.queries import amendments_visible_to, current_version
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor
from thidua.core.movements import may_approve_amendment, may_propose_amendment
from thidua.core.plans.life import Difference, version_differences
from thidua.core.plans.matching import match_units, suggest_owner
from thidua.core.verdicts import Verdict

OPEN = ("prepared", "proposed")


@dataclass(frozen=True)
class NewTarget:
    """A target that the amendment brings: its line, who leads it, and whether that is only suggested."""

    goal: GoalLine
    owner: UUID | None
    is_suggested: bool


@dataclass(frozen=True)
class NewName:
    """A name that the amendment prints for the first time, with the units it stands for."""

    printed: str
    units: tuple[UUID, ...]


@dataclass(frozen=True)
class AmendmentView:
    """All that the page of an amendment on its way shows, by the rules that its proposal asks."""

    version: PlanVersion
    differences: list[Difference]
    verdict: Verdict
    targets: list[NewTarget]
    names: list[NewName]
    units: list[Unit]


def amendment_view(amendment: Amendment, day: date) -> AmendmentView:
    """What an amendment on its way proposes, lacks, and asks. A constant number of queries."""
    movement = Movement.objects.select_related("plan", "unit").get(plan=amendment.plan_id)
    version = current_version(amendment.draft)
    reading, before = reading_of(version), reading_of(amendment.base)
    units = list(units_of(amendment.commune, day).exclude(kind="commune"))
    directory = cards(units)
    owned = dict(movement.assignments.values_list("item", "owner_id"))
    matched = {
        row.printed: tuple(unit.id for unit in row.units.all()) for row in movement.matchings.prefetch_related("units")
    }
    targets = [
        NewTarget(goal_line(at, item), owned.get(key) or suggest_owner(item["text"], directory), key not in owned)
        for item, at in new_targets_of(movement, reading)
        for key in [UUID(item["id"])]
    ]
    known = set(printed_units(before))
    names = [
        NewName(name, matched[name] if name in matched else _meant(name, directory))
        for name in printed_units(reading)
        if name not in known
    ]
    return AmendmentView(
        version,
        version_differences(before, reading),  # type: ignore[arg-type]
        may_propose_amendment(amendment_facts_of(amendment, movement, version, reading)),
        targets,
        names,
        units,
    )


def _meant(name: str, directory: list) -> tuple[UUID, ...]:
    match = match_units(name, directory)
    return tuple(match.units) if match.sure else ()


def may_approve(amendment: Amendment, actor: Actor, now: datetime) -> Verdict:
    """The approval's own question, for pages and lists. Four queries."""
    movement = Movement.objects.select_related("plan").get(plan=amendment.plan_id)
    proposal = approval_of(amendment, movement, current_version(amendment.draft), actor, now)
    return may_approve_amendment(actor, proposal, (amendment.prepared_by, amendment.draft.sign_recorded_by))


def on_their_way(actor: Actor) -> list[Amendment]:
    """Amendments that somebody prepares or waits to have approved, oldest first, for the actors who see them."""
    return list(amendments_visible_to(actor).filter(state__in=OPEN).order_by("prepared_at"))


def applied_to(movement: Movement) -> QuerySet[Amendment]:
    """The amendments that a movement has followed, the first first."""
    rows = Amendment.objects.filter(plan=movement.plan_id, state="applied")
    return rows.select_related("draft", "requester_unit").order_by("ordinal")


def alterations_of(target: Target) -> QuerySet[Alteration]:
    """What amendments changed of a target, the last first."""
    rows = Alteration.objects.filter(movement=target.movement_id, item=str(target.id)).select_related(
        "amendment__draft"
    )
    return rows.order_by("-amendment__ordinal", "ordinal")


def withdrawn_targets(movement: Movement) -> QuerySet[Target]:
    """Targets of the plan that an amendment took out, in the order of their numbers."""
    rows = movement.targets.filter(parent__isnull=True, withdrawn_on__isnull=False)
    return rows.select_related("withdrawn_by__draft").order_by("number")


def news_of_units(movement: Movement, items: Iterable[UUID]) -> list[Alteration]:
    """What the last amendment changed of the given targets, limits and duties."""
    last = applied_to(movement).last()
    if last is None:
        return []
    rows = Alteration.objects.filter(amendment=last, item__in=[str(item) for item in items])
    return list(rows.select_related("amendment__draft").order_by("ordinal"))
