"""Reorganisation in mid-year: units become one, or one becomes several, on a day. What follows what is kept for ever,
so that duties and honours find the unit that answers for them now (`queries.heirs`, `queries.lineage`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from thidua.apps.journal.services import Writing, require, writing
from thidua.apps.units.models import Seat, SeatRole, Succession, Unit
from thidua.apps.units.particulars import UnitParticulars
from thidua.apps.units.services.seats import place_seat
from thidua.apps.units.services.tree import (
    close_unit,
    may_end,
    place_unit,
    still_there,
)
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import clean


def merge_units(
    predecessors: Sequence[Unit],
    successor: Unit | UnitParticulars,
    *,
    on: date,
    by: Actor,
    now: datetime,
    basis: str = "",
    keep_people: bool = True,
) -> Unit:
    """Units become `successor` (a new one, beside the first of them, or one that is there) from the day `on`.

    The predecessors, their seats and places in blocks end the day before. With `keep_people` their people hold the same
    role in the successor from `on`, except heads, who are appointed anew.
    """
    rows = _of_one_commune(predecessors, by)
    if isinstance(successor, UnitParticulars):
        require(refuse(successor.check()))
    with writing(rows[0].commune, by=by, now=now) as journal:
        rows = list(Unit.objects.filter(pk__in=[row.pk for row in rows]).order_by("sort_key"))
        require(_may_merge(rows, successor, on))
        content = {str(row.pk): close_unit(row, on - timedelta(days=1)) for row in rows}
        heir = _heir(successor, rows, on, journal)
        _follow(rows, heir, on=on, basis=basis)
        if keep_people:
            _move_people([ident for told in content.values() for ident in told["seats"]], heir, on, journal)
        told = {"into": heir.pk, "on": on, "basis": clean(basis), "ended": content}
        journal.record(Event.UNITS_MERGED, heir.pk, told)
    return heir


def split_unit(
    unit: Unit, parts: Sequence[UnitParticulars], *, on: date, by: Actor, now: datetime, basis: str = ""
) -> list[Unit]:
    """One unit becomes several new ones from the day `on`. Units below it hang under the first of them.

    Its people are seated by hand: nobody can guess who goes where.
    """
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    require(refuse([reason for part in parts for reason in part.check()]))
    with writing(unit.commune, by=by, now=now) as journal:
        row = Unit.objects.select_related("parent").get(pk=unit.pk)
        if len(parts) < 2:
            require(no("too_few", "Nhập ít nhất hai đơn vị mới."))
        require(may_end(row, on - timedelta(days=1)))
        content = close_unit(row, on - timedelta(days=1))
        begun = [replace(part, from_on=on) for part in parts]
        made = [place_unit(part, parent=row.parent, journal=journal, similar_ok=True) for part in begun]
        for part in made:
            _follow([row], part, on=on, basis=basis, children=part is made[0])
        told = {"into": [part.pk for part in made], "on": on, "basis": clean(basis), "ended": content}
        journal.record(Event.UNIT_SPLIT, row.pk, told)
    return made


def _of_one_commune(units: Sequence[Unit], by: Actor) -> list[Unit]:
    if not units:
        require(no("D01", "Chọn các đơn vị sáp nhập.", field="predecessors"))
    for unit in units:
        require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    if len({unit.commune for unit in units}) > 1:
        require(no("D35", "Chỉ sáp nhập các đơn vị trong cùng xã, phường.", field="predecessors"))
    return list(units)


def _may_merge(rows: list[Unit], successor: Unit | UnitParticulars, on: date) -> Verdict:
    verdict = YES
    for row in rows:
        verdict &= may_end(row, on - timedelta(days=1))
    if not isinstance(successor, Unit):
        return verdict
    heir = Unit.objects.get(pk=successor.pk)
    if heir.pk in {row.pk for row in rows}:
        message = "{name} vừa là đơn vị cũ vừa là đơn vị nhận. Bỏ chọn ở danh sách đơn vị cũ."
        return verdict & no("circle", message, field="successor", name=heir.name)
    if heir.parent_id in {row.pk for row in rows}:
        message = "{name} đang thuộc một đơn vị cũ. Chuyển {name} sang đơn vị cấp trên khác trước."
        return verdict & no("circle", message, field="successor", name=heir.name)
    if heir.commune != rows[0].commune:
        return verdict & no("D35", "Chọn đơn vị nhận trong cùng xã, phường.", field="successor")
    if (heir.to_on and heir.to_on < on) or (heir.from_on and heir.from_on > on):
        message = "{name} không hoạt động vào ngày {day}."
        return verdict & no("wrong_step", message, field="successor", name=heir.name, day=short_date(on))
    return verdict


def _heir(successor: Unit | UnitParticulars, rows: list[Unit], on: date, journal: Writing) -> Unit:
    standing = any(row.is_standing_office for row in rows)
    if isinstance(successor, Unit):
        heir = Unit.objects.get(pk=successor.pk)
        if standing and not heir.is_standing_office:
            heir.is_standing_office = True
            heir.save(update_fields=["is_standing_office"])
            content = {"before": {"is_standing_office": False}, "after": {"is_standing_office": True}}
            journal.record(Event.UNIT_CHANGED, heir.pk, content)
        return heir
    values = replace(successor, from_on=on, is_standing_office=successor.is_standing_office or standing)
    ending = {row.pk for row in rows}
    beside = next(row for row in rows if row.parent_id not in ending)
    return place_unit(values, parent=beside.parent, journal=journal, similar_ok=True)


def _follow(rows: list[Unit], heir: Unit, *, on: date, basis: str, children: bool = True) -> None:
    """Write what follows what, and hang the units below under the heir."""
    for row in rows:
        Succession.objects.create(predecessor=row, successor=heir, on=on, basis=basis)
        if children:
            Unit.objects.filter(still_there(on), parent=row).exclude(pk=heir.pk).update(parent=heir)


def _move_people(ended: Sequence[UUID], heir: Unit, on: date, journal: Writing) -> None:
    """Seat in the heir whoever would have stayed: `ended` are the seats that the merger cut short, and no others."""
    there = set(Seat.objects.filter(unit=heir, to_on__isnull=True).values_list("person_id", "role"))
    moving: dict[tuple[UUID, str], Seat] = {}
    for seat in Seat.objects.filter(pk__in=ended).exclude(role=SeatRole.UNIT_HEAD).select_related("person"):
        if seat.to_on < on:
            moving.setdefault((seat.person_id, seat.role), seat)
    for (who, role), seat in sorted(moving.items(), key=str):
        if (who, role) not in there:
            place_seat(seat.person, heir, role, from_on=on, journal=journal)
