"""Khối, cụm thi đua: units that compete with one another, with a head and deputies, from day to day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from thidua.apps.journal.services import Writing, require, writing
from thidua.apps.people.wording import check_line, match_key
from thidua.apps.units.models import Block, BlockRole, BlockSeat, Unit
from thidua.apps.units.services.tree import still_there
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import clean


def form_block(
    name: str, *, unit: Unit, members: Mapping[UUID, str], by: Actor, now: datetime, from_on: date | None = None
) -> Block:
    """Form a block led from `unit` (the commune or city). `members` maps unit ids to roles (head, deputy, member)."""
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    require(refuse(check_line(name, field="name", label="Tên khối", most=160)))
    with writing(unit.commune, by=by, now=now) as journal:
        require(_name_is_free(name, unit.commune))
        require(_members_fit(members, unit.commune, from_on))
        block = Block.objects.create(commune=unit.commune, unit=unit, name=clean(name), from_on=from_on)
        journal.record(Event.BLOCK_FORMED, block.pk, {"name": block.name, "unit": unit.pk, "from_on": from_on})
        _seat(block, members, from_on, journal)
    return block


def set_block_members(block: Block, members: Mapping[UUID, str], *, from_on: date, by: Actor, now: datetime) -> Block:
    """From `from_on` the block has exactly these members in these roles. Seats that change end the day before."""
    require(may(by, Act.UNIT_MANAGE, commune=block.commune))
    with writing(block.commune, by=by, now=now) as journal:
        row = Block.objects.get(pk=block.pk)
        require(_may_change(row, from_on))
        require(_members_fit(members, row.commune, from_on))
        present = list(BlockSeat.objects.filter(still_there(from_on), block=row))
        kept = {seat.unit_id for seat in present if members.get(seat.unit_id) == seat.role and seat.to_on is None}
        ended = [seat for seat in present if seat.unit_id not in kept]
        _end(ended, from_on)
        _seat(row, {unit: role for unit, role in members.items() if unit not in kept}, from_on, journal, ended)
    return row


def end_block(block: Block, *, last_day: date, by: Actor, now: datetime) -> Block:
    """The block ends with all its places."""
    require(may(by, Act.UNIT_MANAGE, commune=block.commune))
    with writing(block.commune, by=by, now=now) as journal:
        row = Block.objects.get(pk=block.pk)
        require(_may_change(row, last_day))
        _end(
            list(BlockSeat.objects.filter(still_there(last_day + timedelta(days=1)), block=row)),
            last_day + timedelta(1),
        )
        row.to_on = last_day
        row.save(update_fields=["to_on"])
        journal.record(Event.BLOCK_CHANGED, row.pk, {"last_day": last_day})
    return row


def _end(seats: list[BlockSeat], from_on: date) -> None:
    """Seats that began earlier end the day before; those that would begin later are taken back."""
    last_day = from_on - timedelta(days=1)
    for seat in seats:
        if seat.from_on and seat.from_on > last_day:
            seat.delete()
        else:
            seat.to_on = last_day
            seat.save(update_fields=["to_on"])


def _seat(
    block: Block,
    members: Mapping[UUID, str],
    from_on: date | None,
    journal: Writing,
    ended: Sequence[BlockSeat] = (),
) -> None:
    for unit, role in members.items():
        BlockSeat.objects.create(block=block, unit_id=unit, role=role, from_on=from_on)
    left = [seat.unit_id for seat in ended]
    if members or left:
        content = {"seated": {str(unit): role for unit, role in members.items()}, "left": left, "from_on": from_on}
        journal.record(Event.BLOCK_CHANGED, block.pk, content)


def _name_is_free(name: str, commune: UUID) -> Verdict:
    for known in Block.objects.filter(commune=commune, to_on__isnull=True):
        if match_key(known.name) == match_key(name):
            return no("D06", '"{known}" đã có.', field="name", known=known.name)
    return YES


def _may_change(block: Block, day: date) -> Verdict:
    if block.to_on:
        return no("wrong_step", "Khối đã kết thúc ngày {day}.", day=short_date(block.to_on))
    if block.from_on and day < block.from_on:
        message = "Khối bắt đầu ngày {day}; chọn ngày từ đó trở đi."
        return no("D16", message, field="from_on", day=short_date(block.from_on))
    return YES


def _members_fit(members: Mapping[UUID, str], commune: UUID, from_on: date | None) -> Verdict:
    roles = list(members.values())
    if not members:
        return no("D01", "Chọn các đơn vị của khối.", field="members")
    if set(roles) - set(BlockRole.values):
        return no("D34", "Chọn vai trò trong danh sách.", field="members")
    if roles.count(BlockRole.HEAD) > 1:
        return no("two_heads", "Khối chỉ có một Trưởng khối.", field="members")
    found = Unit.objects.filter(commune=commune, pk__in=members)
    there = found.filter(still_there(from_on)) if from_on else found.filter(to_on__isnull=True)
    if there.count() != len(members):
        return no("D35", "Chọn các đơn vị đang hoạt động của xã, phường.", field="members")
    return YES
