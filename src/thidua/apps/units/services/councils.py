"""Hội đồng Thi đua - Khen thưởng: who sits on it, in which role, from which day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Person
from thidua.apps.people.wording import check_line
from thidua.apps.units.models import Council, CouncilRole, CouncilSeat
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import clean

_ONE_ONLY = {CouncilRole.CHAIR: "Hội đồng chỉ có một Chủ tịch."}


def form_council(name: str, *, commune: UUID, by: Actor, now: datetime, from_on: date | None = None) -> Council:
    """Form the council of a commune. The one of before has to end first."""
    require(may(by, Act.UNIT_MANAGE, commune=commune))
    require(refuse(check_line(name, field="name", label="Tên hội đồng", most=160)))
    with writing(commune, by=by, now=now) as journal:
        if Council.objects.filter(commune=commune, to_on__isnull=True).exists():
            require(no("already", "Đang có một hội đồng. Kết thúc hội đồng đó trước."))
        council = Council.objects.create(commune=commune, name=clean(name), from_on=from_on)
        journal.record(Event.COUNCIL_FORMED, council.pk, {"name": council.name, "from_on": from_on})
    return council


def end_council(council: Council, *, last_day: date, by: Actor, now: datetime) -> Council:
    """The council ends with all its seats."""
    require(may(by, Act.UNIT_MANAGE, commune=council.commune))
    with writing(council.commune, by=by, now=now) as journal:
        row = Council.objects.get(pk=council.pk)
        require(_runs(row))
        if row.from_on and last_day < row.from_on:
            require(no("D16", "Hội đồng bắt đầu ngày {day}.", field="last_day", day=short_date(row.from_on)))
        for seat in CouncilSeat.objects.filter(council=row, to_on__isnull=True):
            seat.to_on = max(last_day, seat.from_on or last_day)
            seat.save(update_fields=["to_on"])
        row.to_on = last_day
        row.save(update_fields=["to_on"])
        journal.record(Event.COUNCIL_CHANGED, row.pk, {"last_day": last_day})
    return row


def seat_on_council(
    council: Council, person: Person, role: str, *, by: Actor, now: datetime, from_on: date | None = None
) -> CouncilSeat:
    """Give a person a place on the council."""
    require(may(by, Act.UNIT_MANAGE, commune=council.commune))
    with writing(council.commune, by=by, now=now) as journal:
        row = Council.objects.get(pk=council.pk)
        who = Person.objects.get(pk=person.pk)
        require(_runs(row) & _fits(row, who, role, from_on))
        seat = CouncilSeat.objects.create(council=row, person=who, role=role, from_on=from_on)
        content = {"seated": seat.pk, "person": who.pk, "role": role, "from_on": from_on}
        journal.record(Event.COUNCIL_CHANGED, row.pk, content)
    return seat


def leave_council(seat: CouncilSeat, *, last_day: date, by: Actor, now: datetime) -> CouncilSeat:
    """End one place on the council."""
    require(may(by, Act.UNIT_MANAGE, commune=seat.council.commune))
    with writing(seat.council.commune, by=by, now=now) as journal:
        row = CouncilSeat.objects.get(pk=seat.pk)
        if row.to_on:
            require(no("wrong_step", "Đã thôi tham gia Hội đồng từ {day}.", day=short_date(row.to_on)))
        if row.from_on and last_day < row.from_on:
            message = "Tham gia từ ngày {day}; ngày cuối phải từ ngày đó trở đi."
            require(no("D16", message, field="last_day", day=short_date(row.from_on)))
        row.to_on = last_day
        row.save(update_fields=["to_on"])
        journal.record(Event.COUNCIL_CHANGED, row.council_id, {"left": row.pk, "last_day": last_day})
    return row


def _runs(council: Council) -> Verdict:
    if council.to_on:
        return no("wrong_step", "Hội đồng đã kết thúc ngày {day}.", day=short_date(council.to_on))
    return YES


def _fits(council: Council, person: Person, role: str, from_on: date | None) -> Verdict:
    if role not in CouncilRole.values:
        return no("D34", "Chọn vai trò trong danh sách.", field="role")
    if person.erased_at or person.commune != council.commune:
        return no("D35", "Chọn người trong cùng xã, phường.", field="person")
    if council.from_on and from_on and from_on < council.from_on:
        return no("D16", "Hội đồng bắt đầu ngày {day}.", field="from_on", day=short_date(council.from_on))
    seated = CouncilSeat.objects.filter(council=council, to_on__isnull=True)
    if seated.filter(person=person).exists():
        return no("already", "{name} đang ở trong Hội đồng.", field="person", name=person.name)
    if role in _ONE_ONLY and seated.filter(role=role).exists():
        return no("two_heads", _ONE_ONLY[CouncilRole(role)], field="role")
    return YES
