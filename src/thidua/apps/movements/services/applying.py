"""What an approved amendment does to the running movement: rows keep their ids, what changed is told, nothing is lost.

Called inside the transaction of the approval. Targets, limits and duties that are no longer in the plan stay as rows
with the day from which they do not hold; only units whose work changed are told again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from thidua.apps.movements.mapping import first_and_last_day, inner_targets, participants_of, printed_units
from thidua.apps.movements.models import Alteration, Assignment, Deadline, Duty, Movement, Participant, Target
from thidua.apps.movements.services.deadlines import deadlines_of_plan
from thidua.apps.movements.services.duties import duties_for, limits_of_tasks, new_target
from thidua.apps.movements.services.launching import write_phases_and_links
from thidua.apps.plans.mapping import Reading
from thidua.apps.plans.models import Amendment
from thidua.core.plans.life import Difference

_TARGET = ("label", "group", "text", "folded", "measures", "source", "parent_id")
_DEADLINE = ("kind", "what", "words", "bound", "choice", "weekend", "due", "due_on", "closes_at", "to", "via", "upward")
_TOLD = ("what", "due", "bound", "closes_at", "to", "via")
"""Fields of a limit whose change a unit must hear of."""


@dataclass
class _Work:
    """One application: what it follows, and what it found on the way."""

    movement: Movement
    amendment: Amendment
    before: Reading
    after: Reading
    choices: dict[str, Any]
    today: date
    assigned: dict[UUID, Assignment] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    past: set[UUID] = field(default_factory=set)
    changed: set[UUID] = field(default_factory=set)
    touched: set[UUID] = field(default_factory=set)


def follow_amendment(
    movement: Movement,
    amendment: Amendment,
    readings: tuple[Reading, Reading],
    choices: dict[str, Any],
    differences: list[Difference],
    *,
    now: datetime,
    today: date,
) -> dict[str, int]:
    """Bring the movement from the first of `readings` to the second. Returns counts for the journal."""
    work = _Work(movement, amendment, *readings, choices, today)
    work.changed = {UUID(row.top) for row in differences if row.part in ("targets", "tasks") and row.kind != "moved"}
    _write_alterations(work, differences)
    _follow_period(work)
    _write_phases_anew(work, differences)
    forget_unused(movement, work.after)
    rows = movement.assignments.select_related("owner", "officer").prefetch_related("supporters")
    work.assigned = {row.item: row for row in rows}
    _follow_targets(work)
    _follow_deadlines(work)
    _follow_duties(work)
    return {"alterations": len(differences), "units": _tell_units(work, now)}


def _write_alterations(work: _Work, differences: list[Difference]) -> None:
    told: list[dict[str, str]] = []
    for row in differences:
        common = {"part": row.part, "kind": row.kind, "item": row.holder, "name": row.inside or row.name}
        if row.kind in ("added", "removed"):
            told.append(common | {"before" if row.kind == "removed" else "after": row.whole})
        told += [common | {"label": one.label, "before": one.before, "after": one.after} for one in row.changes]
    Alteration.objects.bulk_create(
        Alteration(movement=work.movement, amendment=work.amendment, since=work.today, ordinal=at, **one)
        for at, one in enumerate(told)
    )


def _follow_period(work: _Work) -> None:
    """The movement's own days follow the plan's where the plan's have changed; days set by hand stay otherwise."""
    before, after = work.before["period"] or {}, work.after["period"] or {}
    for name, column, end in (("from", "starts_on", 0), ("to", "ends_on", 1)):
        day = first_and_last_day(after.get(name))[end]
        if before.get(name) != after.get(name) and day:
            setattr(work.movement, column, day)
    work.movement.save(update_fields=["starts_on", "ends_on"])


def _write_phases_anew(work: _Work, differences: list[Difference]) -> None:
    """Phases and links have nothing that hangs on them: when one changed, all are written again."""
    if any(row.part in ("phases", "linked_movements", "themes") for row in differences):
        work.movement.phases.all().delete()
        work.movement.links.all().delete()
        write_phases_and_links(work.movement, work.after)


def _follow_targets(work: _Work) -> None:
    known = {row.id: row for row in work.movement.targets.all()}
    number = max((row.number for row in known.values()), default=0)
    wanted: list[tuple[Reading, Target | None]] = []
    for item in work.after["targets"]:
        target, number = _put(work, item, None, known, number)
        if (own := work.assigned.get(target.id)) and target.owner_id is None:
            target.owner_id, target.officer_id = own.owner_id, own.officer_id
            target.save(update_fields=["owner", "officer"])
            target.supporters.set(own.supporters.all())
        work.targets.append(target)
        wanted += [(part, target) for part in inner_targets(item)]
    for part, parent in wanted:
        target, number = _put(work, part, parent, known, number)
        if target.owner_id is None and parent:
            target.owner_id, target.officer_id = parent.owner_id, parent.officer_id
            target.save(update_fields=["owner", "officer"])
    for gone in [row for row in known.values() if row.withdrawn_on is None]:
        gone.withdrawn_on, gone.withdrawn_by = work.today, work.amendment
        gone.save(update_fields=["withdrawn_on", "withdrawn_by"])


def _put(
    work: _Work, item: Reading, parent: Target | None, known: dict[UUID, Target], number: int
) -> tuple[Target, int]:
    """The row of an item, made or brought up to date, and the highest number so far."""
    target = known.pop(UUID(item["id"]), None)
    if target is None:
        target = new_target(work.movement, item, number + 1, parent)
        target.save(force_insert=True)
        return target, number + 1
    fresh = new_target(work.movement, item, target.number, parent)
    for name in _TARGET:
        setattr(target, name, getattr(fresh, name))
    target.withdrawn_on, target.withdrawn_by = None, None
    target.save()
    return target, number


def _follow_deadlines(work: _Work) -> None:
    """Limits by item and day. A single limit that moved keeps its row; what is past already is left as it was."""
    fresh: dict[UUID, list[Deadline]] = defaultdict(list)
    of_plan = deadlines_of_plan(work.movement, work.after, work.choices, work.today)
    for row in [*of_plan, *limits_of_tasks(work.movement, work.after, work.assigned)]:
        fresh[row.item].append(row)
    known: dict[UUID | None, list[Deadline]] = defaultdict(list)
    for row in work.movement.deadlines.all():
        known[row.item].append(row)
    for item in {*fresh, *known}:
        _follow_limit(work, known.get(item, []), fresh.get(item, []))


def _follow_limit(work: _Work, old: list[Deadline], new: list[Deadline]) -> None:
    by_day = {row.due: row for row in old}
    same = [(by_day[row.due], row) for row in new if row.due in by_day]
    gone = [row for row in old if row.due not in {one.due for one in new}]
    come = [row for row in new if row.due not in by_day]
    if len(gone) == len(come) == 1 and len(old) == len(new) == 1:
        same, gone, come = [(gone[0], come[0])], [], []
    for row, wanted in same:
        _move(work, row, wanted)
    for row in gone:
        if row.due_on and row.due_on < work.today:
            work.past.add(row.id)
        else:
            row.withdrawn_on = work.today
            row.save(update_fields=["withdrawn_on"])
    for row in come:
        if row.due_on is None or row.due_on >= work.today or not old:
            row.save(force_insert=True)
            work.changed.add(row.id)
            work.deadlines.append(row)


def _move(work: _Work, row: Deadline, wanted: Deadline) -> None:
    if any(getattr(row, name) != getattr(wanted, name) for name in _TOLD):
        work.changed.add(row.id)
    if row.due_on != wanted.due_on:
        row.moved_from = row.due_on
    for name in (*_DEADLINE, "source"):
        setattr(row, name, getattr(wanted, name))
    row.save()
    work.deadlines.append(row)


def _follow_duties(work: _Work) -> None:
    """Duties are composed as the launch does; one that is there already keeps its id, and its unit hears nothing."""
    known = {_key(row): row for row in work.movement.duties.all()}
    for duty in duties_for(work.movement, work.after, work.assigned, work.targets, work.deadlines):
        row = known.pop(_key(duty), None)
        if (
            row is None
            or (row.text, row.role) != (duty.text, duty.role)
            or {duty.item, duty.deadline_id} & work.changed
        ):
            work.touched.add(duty.unit_id)
        row = row or duty
        for name in ("text", "role", "source", "product", "ordinal"):
            setattr(row, name, getattr(duty, name))
        row.save()
    for row in known.values():
        if row.deadline_id not in work.past:
            work.touched.add(row.unit_id)
            row.withdrawn_on = work.today
            row.save(update_fields=["withdrawn_on"])


def _key(duty: Duty) -> tuple[UUID, str, UUID | None, UUID | None]:
    return duty.unit_id, duty.kind, duty.item, duty.deadline_id


def forget_unused(movement: Movement, reading: Reading) -> None:
    """Keep no owner and no printed name that the plan does not have (any more)."""
    movement.assignments.exclude(
        item__in=[UUID(item["id"]) for item in [*reading["targets"], *reading["tasks"]]]
    ).delete()
    movement.matchings.exclude(printed__in=printed_units(reading)).delete()


def _tell_units(work: _Work, now: datetime) -> int:
    """Units whose work changed acknowledge again, new ones for the first time. Returns how many."""
    there = {row.unit_id: row for row in work.movement.participants.all()}
    fresh = (participants_of(work.movement) | work.touched) - set(there)
    for unit in sorted(fresh, key=str):
        Participant.objects.create(movement=work.movement, unit_id=unit, told_at=now)
    for unit in work.touched & set(there):
        row = there[unit]
        row.told_at, row.acknowledged_by, row.acknowledged_at = now, None, None
        row.save()
    return len(work.touched | fresh)
