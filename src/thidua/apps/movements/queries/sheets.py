"""What each unit has to do, in five parts with days, shares and places: as launched, and before it as it would be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from thidua.apps.movements.mapping import deadline_of, measures_of, participants_of
from thidua.apps.movements.models import Duty, Movement
from thidua.apps.movements.queries.movement import goal_line, goal_of
from thidua.apps.movements.queries.sharing import OwnShare, shares_by_unit
from thidua.apps.movements.services.deadlines import deadlines_of_plan
from thidua.apps.movements.services.duties import written_for
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import heirs, lineage
from thidua.core.calendar.deadlines import closing_day, last_working_day
from thidua.core.movements.sheets import AssignedLine, AssignedTable, Part, PlanNamed, Sheet, SheetLine, SheetShare
from thidua.core.plans.places import Sections
from thidua.core.viet.dates import short_date

_PARTS = {"leads_target": Part.LEADS, "supports_target": Part.COOPERATES, "reports": Part.REPORTS}


@dataclass(frozen=True)
class Entry:
    """One duty with its line on the sheet."""

    duty: Duty
    line: SheetLine


@dataclass(frozen=True)
class UnitSheet:
    """The sheet of one unit: its duties by part, its shares, and the same as plain values for papers."""

    unit: Unit
    parts: dict[Part, list[Entry]]
    shares: list[OwnShare]
    sheet: Sheet


class Sheets:
    """Sheets of one movement; duties, shares and the plan's text are read once, in at most nine queries."""

    def __init__(self, movement: Movement, day: date) -> None:
        self._movement = movement
        version = current_version(movement.plan)
        self._sections = Sections(version.text)
        self._duties: dict[UUID, list[Duty]] = defaultdict(list)
        for duty in self._all_duties(version, day):
            self._duties[duty.unit_id].append(duty)
        self._shares = shares_by_unit(movement)

    def _all_duties(self, version: object, day: date) -> list[Duty]:
        movement = self._movement
        if movement.state in ("launched", "closed"):
            return list(movement.duties.select_related("target__owner", "target__officer", "deadline"))
        reading = reading_of_version(version)
        deadlines = deadlines_of_plan(movement, reading, version.choices, day)  # type: ignore[attr-defined]
        return written_for(movement, reading, deadlines).duties

    @property
    def units(self) -> list[Unit]:
        """Units that have a part today, successors in the stead of units that have ended, in Vietnamese order."""
        movement = self._movement
        launched = movement.state in ("launched", "closed")
        told = set(movement.participants.values_list("unit_id", flat=True)) if launched else participants_of(movement)
        found: dict[UUID, Unit] = {}
        for unit in Unit.objects.filter(id__in=told):
            later = Unit.objects.filter(id__in=heirs(unit), to_on__isnull=True) if unit.to_on else [unit]
            found |= {one.id: one for one in later}
        return sorted(found.values(), key=lambda unit: unit.sort_key)

    def of(self, unit: Unit) -> UnitSheet:
        """The sheet of a unit with what it took over from the units it succeeds. One query for a unit without any."""
        own = {unit.id} | lineage(unit)
        parts: dict[Part, list[Entry]] = {part: [] for part in Part}
        for duty in (duty for ident in own for duty in self._duties.get(ident, ())):
            part = _PARTS.get(duty.kind) or Part(duty.role)
            parts[part].append(Entry(duty, self._line(duty, part)))
        parts[Part.REPORTS].sort(key=lambda entry: entry.line.due_on or date.max)
        shares = [share for ident in own for share in self._shares.get(ident, ())]
        lines = {part: tuple(entry.line for entry in entries) for part, entries in parts.items()}
        movement = self._movement
        given = tuple(
            SheetShare(share.number, share.name, share.words, share.common, share.note, share.was)
            for share in shares
            if not share.taken_back
        )
        sheet = Sheet(unit.name, movement.unit.name, movement.name, plan_named(movement), lines, given)
        return UnitSheet(unit, parts, shares, sheet)

    def _line(self, duty: Duty, part: Part) -> SheetLine:
        target, limit = duty.target, duty.deadline
        value = deadline_of(limit) if limit else None
        day = closing_day(value) if value else None
        working = last_working_day(value) if value and day else None
        goal = goal_of(target) if target else None
        leads = part is Part.LEADS and target is not None
        return SheetLine(
            text=goal.name if goal else duty.text,
            number=goal.number if goal else None,
            goal="; ".join(goal.goals) if goal else "",
            due=limit.words if limit else "",
            due_on=day,
            working_day=working if working != day else None,
            officer=target.officer.name if leads and target.officer else "",
            owner=target.owner.shown if target and not leads and target.owner else "",
            product=duty.product,
            place=self._sections.of({"source": duty.source}),
        )


def plan_named(movement: Movement) -> PlanNamed:
    """The plan of a movement as its papers name it."""
    plan = movement.plan
    return PlanNamed(plan.title, plan.number or "", plan.symbol or "", plan.signed_on)


def assigned_table(movement: Movement) -> AssignedTable:
    """All assignments of a movement, targets then tasks: as launched, before it as stored. Seven queries at most."""
    if movement.state in ("launched", "closed"):
        targets, tasks = _launched_lines(movement)
    else:
        targets, tasks = _drafted_lines(movement)
    return AssignedTable(movement.unit.name, movement.name, plan_named(movement), tuple(targets), tuple(tasks))


def _launched_lines(movement: Movement) -> tuple[list[AssignedLine], list[AssignedLine]]:
    rows = movement.targets.filter(parent__isnull=True, withdrawn_on__isnull=True).select_related("owner", "officer")
    targets = []
    for row in rows.prefetch_related("supporters").order_by("number"):
        item = {"id": row.id, "text": row.text, "measures": measures_of(row.measures)}
        goal = goal_line(row.number, item)
        targets.append(_assigned(goal.name, "; ".join(goal.goals), row))
    tasks: dict[UUID, list[Duty]] = defaultdict(list)
    given = {row.item for row in movement.assignments.filter(kind="task")}
    for duty in movement.duties.filter(kind="duty", item__in=given).select_related("unit", "deadline"):
        tasks[duty.item].append(duty)
    lines = []
    for duties in tasks.values():
        leads = [duty for duty in duties if duty.role == "lead"]
        helpers = ", ".join(duty.unit.shown for duty in duties if duty.role != "lead")
        limit = duties[0].deadline
        due = short_date(limit.due_on) if limit and limit.due_on else ""
        owner = ", ".join(duty.unit.shown for duty in leads)
        lines.append(AssignedLine(duties[0].text, duties[0].product, owner, "", helpers, due))
    return targets, lines


def _drafted_lines(movement: Movement) -> tuple[list[AssignedLine], list[AssignedLine]]:
    reading = reading_of_version(current_version(movement.plan))
    stored = movement.assignments.select_related("owner", "officer").prefetch_related("supporters")
    rows = {row.item: row for row in stored}
    targets, tasks = [], []
    for number, item in enumerate(reading["targets"], 1):
        goal = goal_line(number, item)
        targets.append(_assigned(goal.name, "; ".join(goal.goals), rows.get(goal.id)))
    for item in reading["tasks"]:
        row = rows.get(UUID(item["id"]))
        due = short_date(row.due_on) if row and row.due_on else ""
        tasks.append(_assigned(item["text"], row.product if row else "", row, due))
    return targets, tasks


def _assigned(text: str, goal: str, row: object, due: str = "") -> AssignedLine:
    owner, officer = getattr(row, "owner", None), getattr(row, "officer", None)
    helpers = ", ".join(unit.shown for unit in row.supporters.all()) if row else ""  # type: ignore[attr-defined]
    return AssignedLine(text, goal, owner.shown if owner else "", officer.name if officer else "", helpers, due)
