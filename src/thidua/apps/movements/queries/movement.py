"""Reading movements, each query scoped to what the actor may see."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.models import Entry
from thidua.apps.movements.mapping import (
    deadline_of,
    facts_of,
    measures_of,
    participants_of,
    printed_units,
    proposal_of,
)
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
from thidua.apps.people.models import Person
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import heirs, lineage, units_of
from thidua.core.actors import Actor, Role
from thidua.core.events import Event
from thidua.core.movements import LaunchFacts, may_confirm, may_propose
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
    rows = (
        visible_to(actor)
        .select_related("unit", "plan")
        .annotate(
            target_count=Count(
                "targets",
                filter=Q(targets__parent__isnull=True, targets__withdrawn_on__isnull=True),
                distinct=True,
            ),
            participant_count=Count("participants", distinct=True),
            acknowledged_count=Count(
                "participants", filter=Q(participants__acknowledged_at__isnull=False), distinct=True
            ),
        )
    )
    for word in fold(words).split():
        rows = rows.filter(folded__contains=word)
    return rows.filter(state=state) if state else rows


@dataclass(frozen=True)
class GoalLine:
    """One line of the assignment table or the overview: a target in words."""

    id: UUID
    number: int
    label: str
    group: str
    name: str
    text: str
    goals: tuple[str, ...]
    source: dict[str, Any]

    @property
    def more(self) -> int:
        """How many measures besides the first."""
        return max(len(self.goals) - 1, 0)


def goal_line(number: int, item: dict[str, Any]) -> GoalLine:
    """A target of a reading (or of a launched row put in its form) as a line."""
    goals = tuple(goal_sentence(measure) for measure in item["measures"])
    return GoalLine(
        id=UUID(str(item["id"])),
        number=number,
        label=item.get("label") or "",
        group=item.get("group") or "",
        name=short_name(item),
        text=item["text"],
        goals=goals,
        source=item.get("source") or {},
    )


@dataclass(frozen=True)
class AssignmentLine:
    goal: GoalLine
    assignment: Assignment | None


def assignment_lines(movement: Movement) -> list[AssignmentLine]:
    """The table of Phân công: each target of the current reading with its owner and helpers. Five queries."""
    reading = reading_of_version(current_version(movement.plan))
    rows = {
        row.item: row for row in movement.assignments.select_related("owner", "officer").prefetch_related("supporters")
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


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of persons who acted, by id."""
    return dict(Person.objects.filter(id__in=[who for who in people if who]).values_list("id", "name"))


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
    facts = facts_of(movement, version, reading)
    told = list(Unit.objects.filter(id__in=participants_of(movement)))
    deadlines = deadlines_of_plan(movement, reading, version.choices, day)
    deadlines.sort(key=lambda row: row.due_on or date.max)
    return LaunchView(facts, may_propose(facts), assignment_lines(movement), told, deadlines)


@dataclass(frozen=True)
class TargetLine:
    """One row of the overview. No figure has been reported yet in this version, and the page says so."""

    target: Target
    goal: GoalLine
    owners: list[Unit]


def overview(movement: Movement) -> list[TargetLine]:
    """All targets in force of a launched movement in the order of the plan. Constant number of queries."""
    own = movement.targets.filter(parent__isnull=True, withdrawn_on__isnull=True)
    rows = list(own.select_related("owner", "officer"))
    now = _today_owners({row.owner for row in rows if row.owner})
    return [TargetLine(row, goal_of(row), now.get(row.owner_id, [])) for row in rows]


def _today_owners(units: Iterable[Unit]) -> dict[UUID, list[Unit]]:
    """Who answers today: the unit itself, or its successors when it has ended."""
    found: dict[UUID, list[Unit]] = {}
    for unit in units:
        later = heirs(unit) if unit.to_on else set()
        found[unit.id] = list(Unit.objects.filter(id__in=later, to_on__isnull=True)) if later else [unit]
    return found


def owners_today(row: Target) -> list[Unit]:
    """Who answers for a target today: its owner, or the owner's successors."""
    return _today_owners([row.owner])[row.owner_id] if row.owner else []


def goal_of(row: Target) -> GoalLine:
    """A launched target as a line."""
    item = {"id": row.id, "label": row.label, "group": row.group, "text": row.text, "source": row.source}
    return goal_line(row.number, item | {"measures": measures_of(row.measures)})


def measures_of_target(row: Target) -> list[dict[str, Any]]:
    """The measures of a launched target (contract, `measures`), figures exact."""
    return measures_of(row.measures)


def operators_of(row: Target) -> list[str]:
    """The rule of each measure of a target (contract, operator), in the order of `goal_of(row).goals`."""
    return [measure["operator"] for measure in measures_of(row.measures)]


def place_in_plan(target: Target) -> tuple[str, list[int]]:
    """The words of the plan a target was read from, and its first and last line; ("", []) for one added by hand. One
    that an amendment took out stands in the version before that amendment."""
    source = target.source or {}
    if not source.get("chars"):
        return "", []
    start, end = source["chars"]
    withdrawn = target.withdrawn_by
    version = withdrawn.base if withdrawn else current_version(target.movement.plan)
    return version.text[start:end], source["lines"]


def key_in_plan(target: Target) -> str:
    """Where the check page marks the target: by its place in the newest version; a part by the place of its whole."""
    whole = str(target.parent_id or target.id)
    reading = reading_of_version(current_version(target.movement.plan))
    return next((f"d-{at}" for at, item in enumerate(reading["targets"], 1) if item["id"] == whole), "")


def target_of(movement: Movement, number: int) -> Target | None:
    """One target with all its page needs."""
    return (
        movement.targets.filter(number=number)
        .select_related("owner", "officer", "parent", "movement__plan", "withdrawn_by__base")
        .prefetch_related(
            "supporters", Prefetch("sub_targets", Target.objects.filter(withdrawn_on__isnull=True).order_by("number"))
        )
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
    return DutySheet(unit, groups["leads_target"], groups["supports_target"], groups["duty"], reports, participants)


def _own_units(actor: Actor) -> dict[UUID, Unit]:
    """Every unit whose duties the actor's units carry: themselves and what they succeed, each with the actor's unit."""
    own: dict[UUID, Unit] = {}
    for unit in Unit.objects.filter(id__in=actor.units):
        own |= dict.fromkeys(lineage(unit) | {unit.id}, unit)
    return own


@dataclass(frozen=True)
class Waiting:
    """A movement whose duties `unit`, one of the actor's own, has not yet taken; `told_at` by the launch."""

    movement: Movement
    unit: Unit
    told_at: datetime


def waiting_for_acknowledgement(actor: Actor) -> list[Waiting]:
    """Launched movements in which a unit of the actor has not yet said that it took its duties, each once."""
    own = {
        ident: unit
        for ident, unit in _own_units(actor).items()
        if may(actor, Act.DUTY_ACKNOWLEDGE, commune=unit.commune, unit=unit.id)
    }
    if not own:
        return []
    rows = Participant.objects.filter(unit__in=own, acknowledged_at__isnull=True, movement__state="launched")
    found = {
        (row.movement_id, own[row.unit_id].id): Waiting(row.movement, own[row.unit_id], row.told_at)
        for row in rows.select_related("movement").order_by("told_at")
    }
    return list(found.values())


def not_acknowledged(actor: Actor) -> QuerySet[Participant]:
    """Units that the actor's communes still wait for, oldest launch first."""
    return (
        Participant.objects.filter(
            movement__in=visible_to(actor).filter(state="launched"), acknowledged_at__isnull=True
        )
        .select_related("unit")
        .order_by("told_at", "unit__sort_key")
    )


def deadlines_of(actor: Actor, *, own: bool, after: datetime | None = None) -> QuerySet[Deadline]:
    """Time limits of launched movements the actor sees, only those of the actor's units when `own`, in the order they
    close. `after` leaves out what closed before that instant and what has no day."""
    rows = Deadline.objects.filter(movement__in=visible_to(actor).filter(state="launched")).select_related("movement")
    if after:
        rows = rows.filter(closes_at__gt=after)
    if own:
        rows = rows.filter(id__in=Duty.objects.filter(unit__in=_own_units(actor)).values("deadline"))
    return rows.order_by(F("closes_at").asc(nulls_last=True), "what")


def target_numbers(movements: Iterable[UUID]) -> dict[UUID, list[int]]:
    """Numbers of the plan's own targets, by movement."""
    found: dict[UUID, list[int]] = defaultdict(list)
    own = Target.objects.filter(movement__in=list(movements), parent__isnull=True, withdrawn_on__isnull=True)
    rows = own.order_by("number")
    for movement, number in rows.values_list("movement_id", "number"):
        found[movement].append(number)
    return found


def sent_back(movements: Iterable[UUID]) -> dict[UUID, str]:
    """Why a launch was last taken back, for those movements where it was."""
    rows = Entry.objects.filter(subject__in=list(movements), event=Event.LAUNCH_WITHDRAWN.value).order_by(
        "commune", "seq"
    )
    return {row.subject: json.loads(row.content)["content"].get("why", "") for row in rows}


def files_visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """Files attached to the movements the actor may see."""
    movements = visible_to(actor).values("id")
    return StoredFile.objects.filter(id__in=Attachment.objects.filter(movement__in=movements).values("file"))


def attachments_of(movement: Movement) -> QuerySet[Attachment]:
    """Files that go with a movement, in the order of their titles."""
    return movement.attachments.select_related("file").order_by("title", "id")


def deadline_value(row: Deadline) -> Any:
    """The calendar's value of a stored time limit."""
    return deadline_of(row)


def may_confirm_launch(movement: Movement, actor: Actor, now: datetime) -> Verdict:
    """The launch's own question, for pages and lists. Two queries."""
    return may_confirm(actor, proposal_of(movement, current_version(movement.plan), actor, now))


def names_of_movements(idents: Iterable[UUID]) -> dict[UUID, str]:
    """Names of movements by id, for a page of the journal. One query."""
    return dict(Movement.objects.filter(pk__in=set(idents)).values_list("pk", "name"))
