"""Reading movements, each query scoped to what the actor may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from thidua.apps.movements.mapping import deadline_of, facts_of, measures_of, participants_of, printed_units
from thidua.apps.movements.models import (
    Assignment,
    Attachment,
    Deadline,
    Duty,
    Matching,
    Movement,
    MovementKind,
    MovementState,
    Participant,
    Target,
)
from thidua.apps.movements.services.deadlines import deadlines_of_plan
from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import heirs, lineage, people_in, units_of
from thidua.core.actors import Actor, Role
from thidua.core.movements import LaunchFacts, may_propose
from thidua.core.permits import Act, may
from thidua.core.plans.sentences import goal_sentence, short_name
from thidua.core.verdicts import Verdict
from thidua.core.viet.text import fold

KIND_CHOICES = MovementKind.choices
STATE_LABELS = dict(MovementState.choices)
_WARD_STAFF = (Role.ADMIN, Role.CLERK, Role.CHAIR)


def visible_to(actor: Actor) -> QuerySet[Movement]:
    """Movements of the actor's communes: all for ward staff, launched and closed ones for units; a launched movement of
    the city is seen by the communes under it."""
    communes = [commune for commune in actor.communes if may(actor, Act.MOVEMENT_READ, commune=commune)]
    staffed = [commune for commune in communes if actor.holds(*_WARD_STAFF, commune=commune)]
    live = ("launched", "closed")
    from_above = Q(unit__kind="city", unit__children__id__in=communes, state__in=live)
    return Movement.objects.filter(
        Q(commune__in=staffed) | Q(commune__in=communes, state__in=live) | from_above
    ).distinct()


def board(actor: Actor, *, words: str = "", state: str = "") -> QuerySet[Movement]:
    """Movements for the list page with their counts."""
    rows = visible_to(actor).select_related("unit", "plan").annotate(
        target_count=Count("targets", filter=Q(targets__parent__isnull=True), distinct=True),
        participant_count=Count("participants", distinct=True),
        acknowledged_count=Count(
            "participants", filter=Q(participants__acknowledged_at__isnull=False), distinct=True
        ),
    )
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(state=state) if state else rows


def plans_without_movement(commune: UUID) -> QuerySet[Plan]:
    """Checked or signed papers that have not become a movement yet."""
    return Plan.objects.filter(commune=commune, state__in=("checked", "signed"), movement__isnull=True)


@dataclass(frozen=True)
class GoalLine:
    """One line of the assignment table or the overview: a target in words."""

    id: UUID
    number: int
    label: str
    name: str
    text: str
    goals: tuple[str, ...]
    source: dict[str, Any]


def goal_line(number: int, item: dict[str, Any]) -> GoalLine:
    """A target of a reading (or of a launched row put in its form) as a line."""
    goals = tuple(goal_sentence(measure) for measure in item["measures"])
    return GoalLine(
        UUID(str(item["id"])), number, item.get("label") or "", short_name(item), item["text"], goals, item.get("source") or {}
    )


@dataclass(frozen=True)
class AssignmentLine:
    goal: GoalLine
    assignment: Assignment | None


def assignment_lines(movement: Movement) -> list[AssignmentLine]:
    """The table of Phân công: each target of the current reading with its owner and helpers. Five queries."""
    reading = reading_of_version(current_version(movement.plan))
    rows = {
        row.item: row
        for row in movement.assignments.select_related("owner", "officer").prefetch_related("supporters")
    }
    return [
        AssignmentLine(goal_line(at, item), rows.get(UUID(item["id"]))) for at, item in enumerate(reading["targets"], 1)
    ]


def matching_lines(movement: Movement) -> list[Matching]:
    """Printed names of the plan with the units they stand for, in the order of the plan."""
    order = {name: at for at, name in enumerate(printed_units(reading_of_version(current_version(movement.plan))))}
    rows = movement.matchings.prefetch_related("units")
    return sorted(rows, key=lambda row: order.get(row.printed, 999))


def unit_choices(movement: Movement, day: date) -> list[Unit]:
    """Units that may own or support a target: those of the commune that exist on `day`."""
    return list(units_of(movement.commune, day).exclude(kind="commune"))


def officer_choices(unit: Unit, day: date) -> QuerySet[Any]:
    """Persons who may be named for a target of `unit`."""
    return people_in(unit, day)


@dataclass(frozen=True)
class LaunchView:
    """Everything the launch page shows: the verdict with reasons, counts, and who will be told."""

    facts: LaunchFacts
    verdict: Verdict
    lines: list[AssignmentLine]
    participants: list[Unit]
    deadlines: list[Deadline]


def launch_view(movement: Movement, day: date) -> LaunchView:
    """The preview of a launch, by the same rules the launch itself asks."""
    version = current_version(movement.plan)
    reading = reading_of_version(version)
    facts = facts_of(movement, reading, version.choices)
    told = list(Unit.objects.filter(id__in=participants_of(movement)))
    deadlines = sorted(deadlines_of_plan(movement, reading, version.choices, day), key=lambda row: row.due_on or date.max)
    return LaunchView(facts, may_propose(facts), assignment_lines(movement), told, deadlines)


@dataclass(frozen=True)
class TargetLine:
    """One row of the overview. No figure has been reported yet in this version, and the page says so."""

    target: Target
    goal: GoalLine
    owners: list[Unit]


def overview(movement: Movement) -> list[TargetLine]:
    """All targets of a launched movement in the order of the plan. Constant number of queries."""
    rows = list(movement.targets.filter(parent__isnull=True).select_related("owner", "officer"))
    now = _today_owners({row.owner for row in rows if row.owner})
    return [TargetLine(row, goal_of(row), now.get(row.owner_id, [])) for row in rows]


def _today_owners(units: Iterable[Unit]) -> dict[UUID, list[Unit]]:
    """Who answers today: the unit itself, or its successors when it has ended."""
    found: dict[UUID, list[Unit]] = {}
    for unit in units:
        later = heirs(unit) if unit.to_on else set()
        found[unit.id] = list(Unit.objects.filter(id__in=later, to_on__isnull=True)) if later else [unit]
    return found


def goal_of(row: Target) -> GoalLine:
    """A launched target as a line."""
    item = {"id": row.id, "label": row.label, "text": row.text, "measures": measures_of(row.measures), "source": row.source}
    return goal_line(row.number, item)


def target_of(movement: Movement, number: int) -> Target | None:
    """One target with all its page needs."""
    return (
        movement.targets.filter(number=number)
        .select_related("owner", "officer", "parent", "movement__plan")
        .prefetch_related("supporters", Prefetch("sub_targets", Target.objects.order_by("number")))
        .first()
    )


def participants_of_launched(movement: Movement) -> list[Participant]:
    """Units of the movement, those that have not acknowledged first."""
    rows = movement.participants.select_related("unit").order_by("unit__sort_key")
    return sorted(rows, key=lambda row: row.acknowledged_at is not None)


def units_of_actor(movement: Movement, actor: Actor) -> list[Unit]:
    """The actor's own units that have a part in this movement, successors of participants included."""
    part = set(movement.participants.values_list("unit_id", flat=True))
    own = Unit.objects.filter(id__in=actor.units)
    return [unit for unit in own if unit.id in part or lineage(unit) & part]


@dataclass(frozen=True)
class DutySheet:
    """What one unit has to do in one movement."""

    unit: Unit
    leads: list[Duty]
    supports: list[Duty]
    duties: list[Duty]
    reports: list[Duty]
    participants: list[Participant]

    @property
    def acknowledged(self) -> Participant | None:
        rows = [row for row in self.participants if row.acknowledged_at]
        return rows[0] if rows and len(rows) == len(self.participants) else None


def duty_sheet(movement: Movement, unit: Unit) -> DutySheet:
    """Duties of a unit and of the units it succeeds, by kind. Constant number of queries."""
    own = {unit.id} | lineage(unit)
    groups: dict[str, list[Duty]] = defaultdict(list)
    rows = movement.duties.filter(unit__in=own).select_related("target", "deadline")
    for row in rows:
        groups[row.kind].append(row)
    reports = sorted(groups["reports"], key=lambda row: (row.deadline.due_on if row.deadline else None) or date.max)
    participants = list(movement.participants.filter(unit__in=own))
    return DutySheet(
        unit, groups["leads_target"], groups["supports_target"], groups["duty"], reports, participants
    )


def waiting_for_acknowledgement(actor: Actor) -> list[Participant]:
    """Launched movements in which a unit of the actor has not yet said that it took its duties."""
    own: set[UUID] = set()
    for unit in Unit.objects.filter(id__in=actor.units):
        if may(actor, Act.DUTY_ACKNOWLEDGE, commune=unit.commune, unit=unit.id):
            own |= {unit.id} | lineage(unit)
    return list(
        Participant.objects.filter(unit__in=own, acknowledged_at__isnull=True, movement__state="launched").select_related(
            "movement", "unit"
        )
    )


def coming_deadlines(actor: Actor, start: date, end: date | None = None) -> QuerySet[Deadline]:
    """Time limits of launched movements that concern the actor: all of the commune for ward staff, else the own ones."""
    rows = Deadline.objects.filter(
        movement__in=visible_to(actor).filter(state="launched"), due_on__gte=start
    ).select_related("movement")
    if end:
        rows = rows.filter(due_on__lte=end)
    if not actor.holds(*_WARD_STAFF):
        rows = rows.filter(duties__unit__in=actor.units).distinct()
    return rows.order_by("due_on", "what")


def attachments_of(movement: Movement) -> QuerySet[Attachment]:
    """Files that go with a movement."""
    return movement.attachments.select_related("file")


def deadline_value(row: Deadline) -> Any:
    """The calendar's value of a stored time limit."""
    return deadline_of(row)
