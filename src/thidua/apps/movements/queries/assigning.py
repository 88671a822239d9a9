"""What the page of Phân công shows: targets and tasks with who has them, who is suggested and why, who can be named."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from thidua.apps.movements.mapping import cards, measures_of
from thidua.apps.movements.models import Assignment, Movement, Target
from thidua.apps.movements.queries.movement import AssignmentLine, GoalLine, goal_line, unit_choices
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Seat, Unit
from thidua.apps.units.queries import heirs, on_day
from thidua.core.movements.suggestions import Adviser, LastYear, Suggestion


@dataclass(frozen=True)
class Staff:
    """Somebody who may be named for a target of the unit: seated in it on the day."""

    person: UUID
    name: str
    role: str
    has_account: bool


@dataclass(frozen=True)
class AssignView:
    """Lines of targets and tasks, suggestions by item, the units that can be chosen and the people seated in them."""

    targets: list[AssignmentLine]
    tasks: list[AssignmentLine]
    suggestions: dict[UUID, Suggestion]
    units: list[Unit]
    staff: dict[UUID, list[Staff]] = field(default_factory=dict)

    def usual_officer(self, unit: UUID) -> Staff | None:
        """Who is named unless somebody says otherwise: the one officer with an account, else the head."""
        able = [person for person in self.staff.get(unit, ()) if person.has_account]
        officers = [person for person in able if person.role == "officer"]
        heads = [person for person in able if person.role == "unit_head"]
        return officers[0] if len(officers) == 1 else next(iter(heads), None)


def assign_view(movement: Movement, day: date) -> AssignView:
    """Everything for the page; a constant number of queries for a tree without mergers."""
    reading = reading_of_version(current_version(movement.plan))
    stored = movement.assignments.select_related("owner", "officer").prefetch_related("supporters")
    rows = {row.item: row for row in stored}
    units = unit_choices(movement, day)
    adviser = Adviser(reading, cards(units), last_year_of(movement))
    items = [*reading["targets"], *reading["tasks"]]
    found = {UUID(item["id"]): adviser.suggest(item) for item in items}
    return AssignView(
        targets=[_line(at, item, rows) for at, item in enumerate(reading["targets"], 1)],
        tasks=[_line(at, item | {"measures": []}, rows) for at, item in enumerate(reading["tasks"], 1)],
        suggestions={item: suggestion for item, suggestion in found.items() if suggestion},
        units=units,
        staff=staff_of(movement, day),
    )


def _line(at: int, item: dict[str, Any], rows: dict[UUID, Assignment]) -> AssignmentLine:
    goal: GoalLine = goal_line(at, item)
    return AssignmentLine(goal, rows.get(goal.id))


def last_year_of(movement: Movement) -> list[LastYear]:
    """Who answered for what in the movement of this kind that the commune launched last; successors for ended units.
    Three queries, and one chain of mergers for each unit that has ended."""
    last = (
        Movement.objects.filter(commune=movement.commune, kind=movement.kind, state__in=("launched", "closed"))
        .exclude(pk=movement.pk)
        .order_by("-launched_at")
        .first()
    )
    if last is None:
        return []
    rows = Target.objects.filter(movement=last, parent__isnull=True, owner__isnull=False).select_related("owner")
    today: dict[UUID, UUID | None] = {}
    found = []
    for row in rows.prefetch_related("supporters"):
        if row.owner_id not in today:
            today[row.owner_id] = _heir(row.owner)
        metric = next((measure["metric"] for measure in measures_of(row.measures)), row.text)
        helpers = tuple(unit.id for unit in row.supporters.all())
        if owner := today[row.owner_id]:
            found.append(LastYear(metric, owner, last.name, helpers))
    return found


def _heir(unit: Unit) -> UUID | None:
    """The unit itself while it exists, else its one successor."""
    if unit.to_on is None:
        return unit.id
    later = list(Unit.objects.filter(id__in=heirs(unit), to_on__isnull=True).values_list("id", flat=True))
    return later[0] if len(later) == 1 else None


def staff_of(movement: Movement, day: date) -> dict[UUID, list[Staff]]:
    """Everybody who may be named for a target, by unit, sorted by name. One query."""
    seats = Seat.objects.filter(on_day(day), unit__commune=movement.commune, person__erased_at__isnull=True)
    rows = seats.order_by("person__sort_key").values_list(
        "unit_id", "person_id", "person__name", "role", "person__account__is_active"
    )
    found: dict[UUID, dict[UUID, Staff]] = {}
    for unit, person, name, role, active in rows:
        found.setdefault(unit, {}).setdefault(person, Staff(person, name, role, bool(active)))
    return {unit: list(people.values()) for unit, people in found.items()}
