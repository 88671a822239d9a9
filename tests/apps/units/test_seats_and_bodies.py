"""Seats, blocks, councils, and the founding of an installation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import a_person
from cast import TODAY
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import Account, Person
from thidua.apps.units.models import Block, BlockSeat, Council, CouncilSeat, Seat, Unit
from thidua.apps.units.queries import actor_of, block_seats, council_seats, holders
from thidua.apps.units.services import (
    FirstOfficer,
    end_block,
    end_council,
    form_block,
    form_council,
    found_commune,
    found_installation,
    leave_council,
    leave_seat,
    retire_person,
    seat_on_council,
    set_block_members,
    take_seat,
)
from thidua.core.actors import Role

LATER = date(2026, 7, 1)


def _codes(refused):
    return [reason.code for reason in refused.value.verdict.reasons]


@pytest.fixture
def mai(cast):
    return a_person("Nguyễn Thị Mai", commune=cast.ward)


# Seats


def test_a_seat_gives_rights_and_is_journalled(cast, mai, now):
    take_seat(mai, cast.school, "officer", by=cast.clerk.actor, now=now)
    assert list(holders(cast.ward.id, Role.OFFICER, TODAY).filter(pk=mai.pk)) == [mai]
    assert Entry.objects.filter(event="seat.taken").count() == 1
    with pytest.raises(Refused) as twice:
        take_seat(mai, cast.school, "officer", by=cast.clerk.actor, now=now)
    assert _codes(twice) == ["already"]


@pytest.mark.parametrize(
    "given",
    [
        ("mai", "school", "officer", "stranger", "no_permit"),
        ("mai", "school", "officer", "officer", "no_permit"),
        ("mai", "school", "admin", "clerk", "no_permit"),
        ("clerk", "school", "officer", "clerk", "own_seat"),
        ("mai", "school", "king", "clerk", "D34"),
        ("mai", "school", "city_officer", "clerk", "D34"),
        ("stranger", "school", "officer", "clerk", "D35"),
    ],
)
def test_seats_that_cannot_be_given(cast, mai, now, given):
    who, unit, role, by, code = given
    person = mai if who == "mai" else getattr(cast, who).person
    with pytest.raises(Refused) as refused:
        take_seat(person, getattr(cast, unit), role, by=getattr(cast, by).actor, now=now)
    assert _codes(refused) == [code]
    assert not Entry.objects.exists()


def test_an_administrator_makes_administrators(cast, mai, now):
    assert take_seat(mai, cast.ward, "admin", by=cast.admin.actor, now=now).role == "admin"


def test_days_of_a_seat(cast, mai, now):
    take_seat(mai, cast.school, "officer", to_on=date(2026, 3, 31), by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        take_seat(mai, cast.school, "officer", from_on=date(2026, 3, 31), by=cast.clerk.actor, now=now)
    take_seat(mai, cast.school, "officer", from_on=date(2026, 4, 1), by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        take_seat(mai, cast.office, "officer", from_on=LATER, to_on=TODAY, by=cast.clerk.actor, now=now)
    assert _codes(refused) == ["D16"]


def test_leaving_a_seat(cast, now):
    seat = Seat.objects.get(person=cast.officer.person)
    for member in (cast.stranger, cast.head):
        with pytest.raises(Refused):
            leave_seat(seat, last_day=TODAY, by=member.actor, now=now)
    leave_seat(seat, last_day=TODAY, by=cast.clerk.actor, now=now)
    assert not actor_of(cast.officer.account, TODAY + timedelta(days=1)).seats
    assert Entry.objects.filter(event="seat.left").count() == 1
    with pytest.raises(Refused) as twice:
        leave_seat(seat, last_day=TODAY, by=cast.clerk.actor, now=now)
    assert _codes(twice) == ["wrong_step"]


def test_somebody_who_leaves_the_office_loses_all_seats_and_the_account(cast, now):
    council = Council.objects.create(commune=cast.ward.id, name="Hội đồng")
    CouncilSeat.objects.create(council=council, person=cast.officer.person, role="member")
    yesterday = TODAY - timedelta(days=1)
    assert retire_person(cast.officer.person, last_day=yesterday, by=cast.clerk.actor, now=now) == 2
    assert not Account.objects.get(pk=cast.officer.account.pk).is_active
    assert not cast.officer.actor.seats
    assert retire_person(cast.officer.person, last_day=yesterday, by=cast.clerk.actor, now=now) == 0
    for member in (cast.stranger, cast.head):
        with pytest.raises(Refused):
            retire_person(cast.head.person, last_day=yesterday, by=member.actor, now=now)


# Blocks


def _block(cast, now, by=None, **more):
    members = {cast.school.pk: "head", cast.economy.pk: "member"}
    return form_block("Khối 1", unit=cast.ward, members=members, by=(by or cast.clerk).actor, now=now, **more)


def test_a_block_is_formed_changed_and_ended(cast, now):
    block = _block(cast, now)
    set_block_members(
        block, {cast.school.pk: "head", cast.office.pk: "deputy"}, from_on=LATER, by=cast.clerk.actor, now=now
    )
    told = {(seat.unit.name, seat.role, seat.from_on, seat.to_on) for seat in BlockSeat.objects.select_related("unit")}
    assert told == {
        (cast.school.name, "head", None, None),
        (cast.economy.name, "member", None, date(2026, 6, 30)),
        (cast.office.name, "deputy", LATER, None),
    }
    assert [seat.role for seat in block_seats([block], LATER)[block.pk]] == ["head", "deputy"]
    end_block(block, last_day=date(2026, 12, 31), by=cast.clerk.actor, now=now)
    assert Block.objects.get().to_on == date(2026, 12, 31)
    assert not BlockSeat.objects.filter(to_on__isnull=True).exists()
    events = list(Entry.objects.order_by("seq").values_list("event", flat=True))
    assert events == ["block.formed", "block.changed", "block.changed", "block.changed"]
    with pytest.raises(Refused):
        set_block_members(block, {cast.school.pk: "head"}, from_on=LATER, by=cast.clerk.actor, now=now)


def test_setting_the_same_members_again_changes_nothing(cast, now):
    block = _block(cast, now)
    before = Entry.objects.count()
    set_block_members(
        block, {cast.school.pk: "head", cast.economy.pk: "member"}, from_on=LATER, by=cast.clerk.actor, now=now
    )
    assert Entry.objects.count() == before
    assert BlockSeat.objects.count() == 2


def test_blocks_that_cannot_be(cast, now):
    for member in (cast.stranger, cast.officer):
        with pytest.raises(Refused):
            _block(cast, now, by=member)
    _block(cast, now)
    with pytest.raises(Refused) as twice:
        _block(cast, now)
    assert _codes(twice) == ["D06"]
    for members, code in (
        ({}, "D01"),
        ({cast.school.pk: "head", cast.office.pk: "head"}, "two_heads"),
        ({cast.school.pk: "king"}, "D34"),
        ({cast.other_office.pk: "head"}, "D35"),
    ):
        with pytest.raises(Refused) as refused:
            form_block("Khối 2", unit=cast.ward, members=members, by=cast.clerk.actor, now=now)
        assert _codes(refused) == [code]


# Councils


def test_a_council_is_formed_seated_left_and_ended(cast, mai, now):
    council = form_council("Hội đồng Thi đua - Khen thưởng", commune=cast.ward.id, by=cast.clerk.actor, now=now)
    chair = seat_on_council(council, cast.chair.person, "chair", by=cast.clerk.actor, now=now)
    seat_on_council(council, mai, "secretary", by=cast.clerk.actor, now=now)
    assert [seat.role for seat in council_seats(council, TODAY)] == ["chair", "secretary"]
    for person, role, code in ((mai, "member", "already"), (cast.head.person, "chair", "two_heads")):
        with pytest.raises(Refused) as refused:
            seat_on_council(council, person, role, by=cast.clerk.actor, now=now)
        assert _codes(refused) == [code]
    leave_council(chair, last_day=TODAY, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        leave_council(chair, last_day=TODAY, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as second:
        form_council("Hội đồng khác", commune=cast.ward.id, by=cast.clerk.actor, now=now)
    assert _codes(second) == ["already"]
    end_council(council, last_day=LATER, by=cast.clerk.actor, now=now)
    assert not CouncilSeat.objects.filter(to_on__isnull=True).exists()
    with pytest.raises(Refused):
        end_council(council, last_day=LATER, by=cast.clerk.actor, now=now)
    assert Entry.objects.filter(event="council.changed").count() == 4


def test_councils_refuse_the_stranger(cast, mai, now):
    council = form_council("Hội đồng", commune=cast.ward.id, by=cast.clerk.actor, now=now)
    seat = seat_on_council(council, mai, "member", by=cast.clerk.actor, now=now)
    for member in (cast.stranger, cast.officer):
        for act in (
            lambda by: form_council("Hội đồng 2", commune=cast.ward.id, by=by, now=now),
            lambda by: seat_on_council(council, cast.head.person, "member", by=by, now=now),
            lambda by: leave_council(seat, last_day=TODAY, by=by, now=now),
            lambda by: end_council(council, last_day=TODAY, by=by, now=now),
        ):
            with pytest.raises(Refused) as refused:
                act(member.actor)
            assert _codes(refused) == ["no_permit"]
    for person, role, code in ((cast.stranger.person, "member", "D35"), (cast.head.person, "king", "D34")):
        with pytest.raises(Refused) as refused:
            seat_on_council(council, person, role, by=cast.clerk.actor, now=now)
        assert _codes(refused) == [code]


# Founding

OFFICER = FirstOfficer("Vũ Thị Hương", "huong.vt", "sông Lạch Tray mùa nước", "Trưởng phòng")


def test_founding_a_ward(db, now):
    founded = found_installation("Phường Bến Ngọc", OFFICER, standing_office="Phòng Văn hóa - Xã hội", now=now)
    assert (founded.place.commune, founded.place.parent, founded.place.kind) == (founded.place.pk, None, "commune")
    assert founded.office.is_standing_office
    actor = actor_of(founded.opened.account, TODAY)
    assert actor.holds(Role.ADMIN, unit=founded.place.pk) and actor.holds(Role.CLERK, unit=founded.office.pk)
    assert founded.opened.first_password is None
    assert Entry.objects.order_by("seq").first().event == "ward.founded"
    assert list(verify_all()) == []
    with pytest.raises(Refused) as twice:
        found_installation("Phường Khác", OFFICER, now=now)
    assert _codes(twice) == ["G14"]
    assert Unit.objects.count() == 2


def test_founding_a_city_and_its_communes(db, now):
    city = found_installation("Thành phố Hải Thành", FirstOfficer("Hoàng Gia Thịnh", "thinh.hg"), kind="city", now=now)
    by = actor_of(city.opened.account, TODAY)
    assert by.holds(Role.CITY_OFFICER) and city.opened.first_password
    ward = found_commune(city.place, "Phường Bến Ngọc", OFFICER, by=by, now=now)
    assert (ward.place.parent, ward.place.commune) == (city.place, ward.place.pk)
    assert actor_of(ward.opened.account, TODAY).communes == {ward.place.pk}
    with pytest.raises(Refused) as twice:
        found_commune(city.place, "phường bến ngọc", FirstOfficer("A", "abc"), by=by, now=now)
    assert _codes(twice) == ["D06"]
    with pytest.raises(Refused):
        found_commune(city.place, "Phường Cửa Trại", OFFICER, by=actor_of(ward.opened.account, TODAY), now=now)
    assert list(verify_all()) == []


@pytest.mark.parametrize(
    ("name", "officer", "code"),
    [
        ("", OFFICER, "D01"),
        ("Phường A", FirstOfficer("", "abc", "sông Lạch Tray mùa nước"), "D01"),
        ("Phường A", FirstOfficer("Hương", "x", "sông Lạch Tray mùa nước"), "username_form"),
        ("Phường A", FirstOfficer("Hương", "huong", "123456"), "D65"),
    ],
)
def test_a_founding_that_fails_leaves_nothing(db, now, name, officer, code):
    with pytest.raises(Refused) as refused:
        found_installation(name, officer, now=now)
    assert _codes(refused) == [code]
    assert not Unit.objects.exists() and not Person.objects.exists() and not Entry.objects.exists()
