"""Seats: who holds which role in which unit, from which day to which."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thidua.apps.journal.services import Writing, require, writing
from thidua.apps.people.models import Account, Person
from thidua.apps.people.services import Particulars, add_person, close_account, may_manage
from thidua.apps.units.models import CouncilSeat, Seat, SeatRole, Unit, UnitKind
from thidua.apps.units.services.tree import still_there
from thidua.core.actors import Actor, Role
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no
from thidua.core.viet.dates import short_date


def take_seat(
    person: Person,
    unit: Unit,
    role: str,
    *,
    by: Actor,
    now: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Seat:
    """Give a person a role in a unit. Nobody gives a role to themselves; only an administrator makes administrators."""
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    require(_may_give(person, role, by, unit))
    with writing(unit.commune, by=by, now=now) as journal:
        row = Unit.objects.get(pk=unit.pk)
        who = Person.objects.get(pk=person.pk)
        require(_fits(who, row, role, from_on, to_on))
        return place_seat(who, row, role, from_on=from_on, to_on=to_on, journal=journal)


def seat_new_person(
    particulars: Particulars, *, unit: Unit, role: str, by: Actor, now: datetime, namesake_ok: bool = False
) -> Person:
    """Add a person together with the first role: both or neither."""
    with transaction.atomic():
        person = add_person(particulars, commune=unit.commune, by=by, now=now, namesake_ok=namesake_ok)
        take_seat(person, unit, role, by=by, now=now)
    return person


def place_seat(
    person: Person, unit: Unit, role: str, *, journal: Writing, from_on: date | None = None, to_on: date | None = None
) -> Seat:
    """The part of seating that happens inside the lock; the founding and imports call it too."""
    seat = Seat.objects.create(person=person, unit=unit, role=role, from_on=from_on, to_on=to_on)
    content = {"person": person.pk, "unit": unit.pk, "role": role, "from_on": from_on, "to_on": to_on}
    journal.record(Event.SEAT_TAKEN, seat.pk, content)
    return seat


def _may_give(person: Person, role: str, by: Actor, unit: Unit) -> Verdict:
    if by.person is not None and by.person == person.pk:
        return no("own_seat", "Nhờ người khác ghi vai trò cho chính mình.", field="person")
    if role == Role.ADMIN and not by.is_program and not by.holds(Role.ADMIN, commune=unit.commune):
        return no("no_permit", "Chỉ quản trị hệ thống giao vai trò quản trị hệ thống.", field="role")
    return YES


def _fits(person: Person, unit: Unit, role: str, from_on: date | None, to_on: date | None) -> Verdict:
    if role not in SeatRole.values:
        return no("D34", "Chọn vai trò trong danh sách.", field="role")
    if role == Role.CITY_OFFICER and unit.kind != UnitKind.CITY:
        return no("D34", "Vai trò cán bộ thành phố chỉ giao ở đơn vị thành phố.", field="role")
    if person.erased_at or person.commune != unit.commune:
        return no("D35", "Chọn người trong cùng xã, phường.", field="person")
    if from_on and to_on and to_on < from_on:
        return no("D16", "Ngày cuối phải từ ngày đầu trở đi.", field="to_on")
    if unit.to_on and (to_on is None or to_on > unit.to_on):
        message = "{name} kết thúc ngày {day}. Chọn đơn vị đang hoạt động."
        return no("wrong_step", message, field="unit", name=unit.name, day=short_date(unit.to_on))
    begins = from_on or date.min
    held = Seat.objects.filter(still_there(begins), person=person, unit=unit, role=role)
    if to_on:
        held = held.filter(Q(from_on__isnull=True) | Q(from_on__lte=to_on))
    if held.exists():
        return no("already", "{name} đang giữ vai trò này ở đơn vị.", field="role", name=person.name)
    return YES


def leave_seat(seat: Seat, *, last_day: date, by: Actor, now: datetime) -> Seat:
    """End a seat. The rights go with it at the next request after that day."""
    require(may(by, Act.UNIT_MANAGE, commune=seat.unit.commune))
    if seat.role == Role.ADMIN:
        require(may_manage(seat.person, by, now=now))
    if by.person is not None and by.person == seat.person_id:
        require(no("own_seat", "Nhờ người khác kết thúc vai trò của chính mình."))
    with writing(seat.unit.commune, by=by, now=now) as journal:
        row = Seat.objects.select_related("unit").get(pk=seat.pk)
        if row.to_on is not None and row.to_on <= last_day:
            require(no("wrong_step", "Vai trò này đã kết thúc ngày {day}.", day=short_date(row.to_on)))
        if row.from_on and last_day < row.from_on:
            message = "Vai trò bắt đầu ngày {day}; ngày cuối phải từ ngày đó trở đi."
            require(no("D16", message, field="last_day", day=short_date(row.from_on)))
        _leave(row, last_day, journal)
    return row


def _leave(row: Seat | CouncilSeat, last_day: date, journal: Writing) -> None:
    row.to_on = max(last_day, row.from_on or last_day)
    row.save(update_fields=["to_on"])
    content = {"person": row.person_id, "role": row.role, "last_day": row.to_on}
    if isinstance(row, Seat):
        journal.record(Event.SEAT_LEFT, row.pk, content | {"unit": row.unit_id})
    else:
        journal.record(Event.COUNCIL_CHANGED, row.council_id, content | {"left": row.pk})


def retire_person(person: Person, *, last_day: date, by: Actor, now: datetime) -> int:
    """Somebody leaves the office: every seat and place on a council ends, and the account closes once the last day is
    over. Returns how many seats ended."""
    require(may(by, Act.UNIT_MANAGE, commune=person.commune))
    require(may_manage(person, by, now=now))
    if by.person is not None and by.person == person.pk:
        require(no("own_seat", "Nhờ người khác kết thúc vai trò của chính mình."))
    with transaction.atomic():
        ended = _leave_all(person, last_day, by=by, now=now)
        account = Account.objects.filter(person=person, is_active=True).first()
        if account and last_day < timezone.localdate(now):
            close_account(account, by=by, now=now)
    return ended


def _leave_all(person: Person, last_day: date, *, by: Actor, now: datetime) -> int:
    with writing(person.commune, by=by, now=now) as journal:
        later = still_there(last_day + timedelta(days=1))
        seats = list(Seat.objects.filter(later, person=person, unit__commune=person.commune))
        places = list(CouncilSeat.objects.filter(later, person=person, council__commune=person.commune))
        for row in [*seats, *places]:
            _leave(row, last_day, journal)
    return len(seats) + len(places)
