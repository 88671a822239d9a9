"""What each unit has to do, as rows not yet saved: written at the launch, shown to the clerk before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from thidua.apps.movements.mapping import closing_instant, inner_targets, measures_text, participants_of
from thidua.apps.movements.models import Assignment, Deadline, Duty, Movement, Target
from thidua.apps.plans.mapping import Reading
from thidua.core.movements import DutyKind
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold


@dataclass(frozen=True)
class Written:
    """Targets (the plan's own, then their parts), time limits and duties of a movement."""

    targets: list[Target]
    parts: list[Target]
    deadlines: list[Deadline]
    duties: list[Duty]


def written_for(row: Movement, reading: Reading, deadlines: list[Deadline]) -> Written:
    """Everything the launch writes from the reading and the assignments; `deadlines` are those of the plan. A constant
    number of queries."""
    rows = row.assignments.select_related("owner", "officer").prefetch_related("supporters")
    assigned = {found.item: found for found in rows}
    targets, parts = _targets(row, reading, assigned)
    limits = [*deadlines, *limits_of_tasks(row, reading, assigned)]
    return Written(targets, parts, limits, duties_for(row, reading, assigned, targets, limits))


def duties_for(
    row: Movement,
    reading: Reading,
    assigned: Mapping[UUID, Assignment],
    targets: list[Target],
    limits: list[Deadline],
) -> list[Duty]:
    """What every unit has to do: `targets` are the plan's own, `limits` those of the plan and of its tasks."""
    own = {limit.item: limit for limit in limits}
    duties = [
        *_duties_of_targets(row, targets, assigned),
        *_duties_of_tasks(row, reading, assigned, own),
        *_duties_of_plan(row, reading, limits),
    ]
    for ordinal, duty in enumerate(duties):
        duty.ordinal = ordinal
    return duties


def _targets(row: Movement, reading: Reading, assigned: Mapping[UUID, Assignment]) -> tuple[list[Target], list[Target]]:
    """The targets of the plan, then their sub-targets at any depth; numbers run on, so that 1 to n are the plan's own.

    Duties are given for whole targets; a part follows its whole."""
    made: list[Target] = []
    for number, item in enumerate(reading["targets"], 1):
        target = new_target(row, item, number, None)
        if own := assigned.get(target.id):
            target.owner, target.officer = own.owner, own.officer
        made.append(target)
    inner = [
        (child, parent) for parent, item in zip(made, reading["targets"], strict=True) for child in inner_targets(item)
    ]
    parts = []
    for number, (item, parent) in enumerate(inner, len(made) + 1):
        child = new_target(row, item, number, parent)
        child.owner, child.officer = parent.owner, parent.officer
        parts.append(child)
    return made, parts


def new_target(row: Movement, item: Reading, number: int, parent: Target | None) -> Target:
    """A target as the reading tells it, not saved."""
    return Target(
        id=UUID(item["id"]),
        movement=row,
        parent=parent,
        number=number,
        label=(item.get("label") or "")[:40],
        group=(item.get("group") or "")[:400],
        text=item["text"],
        folded=fold(item["text"]),
        measures=measures_text(item["measures"]),
        source=item.get("source") or {},
    )


def _duties_of_targets(row: Movement, targets: list[Target], assigned: Mapping[UUID, Assignment]) -> Iterator[Duty]:
    for target in targets:
        common = {"movement": row, "text": target.text, "target": target, "item": target.id, "source": target.source}
        if target.owner_id:
            yield Duty(unit=target.owner, kind=DutyKind.LEADS_TARGET.value, role="lead", **common)
        for unit in assigned[target.id].supporters.all() if target.id in assigned else ():
            yield Duty(unit=unit, kind=DutyKind.SUPPORTS_TARGET.value, role="coordinate", **common)


def _led(reading: Reading, assigned: Mapping[UUID, Assignment]) -> Iterator[tuple[Reading, Assignment]]:
    """Tasks that somebody answers for."""
    for item in reading["tasks"]:
        own = assigned.get(UUID(item["id"]))
        if own is not None and own.owner_id is not None:
            yield item, own


def limits_of_tasks(row: Movement, reading: Reading, assigned: Mapping[UUID, Assignment]) -> list[Deadline]:
    """The due day of each task that has one, as a time limit of its own."""
    return [_limit(row, item, own) for item, own in _led(reading, assigned) if own.due_on]


def _duties_of_tasks(
    row: Movement, reading: Reading, assigned: Mapping[UUID, Assignment], limits: Mapping[UUID | None, Deadline]
) -> Iterator[Duty]:
    for item, own in _led(reading, assigned):
        common = {
            "movement": row, "kind": DutyKind.DUTY.value, "text": item["text"], "item": own.item,
            "deadline": limits.get(own.item), "product": own.product, "source": item.get("source") or {},
        }  # fmt: skip
        yield Duty(unit=own.owner, role="lead", **common)
        yield from (Duty(unit=unit, role="coordinate", **common) for unit in own.supporters.all())


def _limit(row: Movement, item: Reading, own: Assignment) -> Deadline:
    limit = Deadline(
        movement=row,
        item=own.item,
        kind="other",
        what=item["text"],
        words=f"chậm nhất ngày {short_date(own.due_on)}",
        bound="by",
        due=own.due_on.isoformat(),
        due_on=own.due_on,
        source=item.get("source") or {},
    )
    limit.closes_at = closing_instant(limit)
    return limit


def _duties_of_plan(row: Movement, reading: Reading, limits: list[Deadline]) -> list[Duty]:
    """Duties of the units the plan names, and one reporting duty per unit that a deadline is set for.

    A deadline that names nobody is everybody's, unless it is the ward's own report upward: the standing office's.
    """
    units = {found.printed: list(found.units.all()) for found in row.matchings.prefetch_related("units")}
    duties = [
        Duty(
            movement=row, unit=unit, kind=DutyKind.DUTY.value, role=duty["role"], text=duty["text"],
            item=UUID(duty["id"]), source=duty.get("source") or {},
        )
        for assignment in reading["assignments"]
        for unit in units.get(assignment["unit"][:400], ())
        for duty in assignment["duties"]
    ]  # fmt: skip
    who = {UUID(item["id"]): item.get("who") or [] for item in reading["deadlines"]}
    everybody = participants_of(row)
    standing = row.unit.children.filter(is_standing_office=True).values_list("id", flat=True).first()
    for deadline in [limit for limit in limits if limit.item in who]:
        named = {unit.id for name in who.get(deadline.item, ()) for unit in units.get(name[:400], ())}
        if deadline.upward:
            named = named or ({standing} if standing else set())
        duties += [
            Duty(
                movement=row, unit_id=unit, kind=DutyKind.REPORTS.value, role="perform", text=deadline.what,
                deadline=deadline, item=deadline.item, source=deadline.source,
            )
            for unit in sorted(named or everybody, key=str)
        ]  # fmt: skip
    return duties
