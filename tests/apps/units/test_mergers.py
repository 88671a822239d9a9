"""Reorganisation in mid-year: what ends, what follows, who sits where."""

from __future__ import annotations

import json
from datetime import date

import pytest

from builders import a_unit
from cast import TODAY
from thidua.apps.honours.models import Honour
from thidua.apps.honours.queries import held_by_unit
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import Account
from thidua.apps.units.models import Block, BlockSeat, Seat, Succession, Unit
from thidua.apps.units.queries import actor_of, heirs, lineage
from thidua.apps.units.services import UnitParticulars, merge_units, split_unit
from thidua.core.actors import Role

ON, EVE = date(2026, 7, 1), date(2026, 6, 30)
NEW = UnitParticulars("office", "Phòng Kinh tế - Giáo dục")


def _codes(refused):
    return [reason.code for reason in refused.value.verdict.reasons]


def _merge(cast, now, successor=NEW, by=None, units=None, **more):
    units = units or [cast.economy, cast.school]
    return merge_units(units, successor, on=ON, by=(by or cast.clerk).actor, now=now, basis="NQ 12/NQ-HĐND", **more)


def test_a_merger_ends_the_old_units_the_day_before(cast, now):
    block = Block.objects.create(commune=cast.ward.id, unit=cast.ward, name="Khối 1")
    BlockSeat.objects.create(block=block, unit=cast.school, role="head")
    heir = _merge(cast, now)
    for old in (cast.economy, cast.school):
        assert Unit.objects.get(pk=old.pk).to_on == EVE
        assert set(Seat.objects.filter(unit=old).values_list("to_on", flat=True)) == {EVE}
    assert BlockSeat.objects.get().to_on == EVE
    assert (heir.from_on, heir.parent_id, heir.commune) == (ON, cast.ward.id, cast.ward.id)
    assert heirs(cast.economy) == {heir.pk}
    assert lineage(heir) == {cast.economy.pk, cast.school.pk}
    assert set(Succession.objects.values_list("basis", flat=True)) == {"NQ 12/NQ-HĐND"}


def test_rights_move_on_the_day_itself(cast, now):
    heir = _merge(cast, now)
    account = Account.objects.get(pk=cast.officer.account.pk)
    assert actor_of(account, EVE).units == {cast.economy.pk}
    assert actor_of(account, ON).units == {heir.pk}
    head = Account.objects.get(pk=cast.head.account.pk)
    assert actor_of(head, EVE).holds(Role.UNIT_HEAD)
    assert not actor_of(head, ON).seats


def test_people_may_be_left_to_be_seated_by_hand(cast, now):
    heir = _merge(cast, now, keep_people=False)
    assert not Seat.objects.filter(unit=heir).exists()


def test_a_unit_that_is_there_takes_others_in(cast, now):
    heir = _merge(cast, now, successor=cast.office, units=[cast.economy])
    assert heir.pk == cast.office.pk and heir.to_on is None
    assert actor_of(cast.officer.account, ON).units == {cast.office.pk}
    assert Seat.objects.filter(unit=heir, person=cast.clerk.person).count() == 1


def test_the_standing_office_stays_standing(cast, now):
    assert _merge(cast, now, units=[cast.office, cast.economy]).is_standing_office


def test_units_below_hang_under_the_heir(cast, now):
    below = a_unit("Tổ một cửa", parent=cast.economy)
    heir = _merge(cast, now)
    assert Unit.objects.get(pk=below.pk).parent_id == heir.pk


def test_honours_follow_through_two_mergers(cast, now):
    Honour.objects.create(
        commune=cast.ward.id, unit=cast.school, form="Giấy khen", year=2025, decision_number="1", decided_on=TODAY
    )
    heir = _merge(cast, now)
    last = merge_units([heir], cast.office, on=date(2026, 9, 1), by=cast.clerk.actor, now=now)
    assert held_by_unit(last).count() == 1
    assert heirs(cast.school) == {heir.pk, cast.office.pk}


def test_the_merger_is_journalled(cast, now):
    heir = _merge(cast, now)
    told = json.loads(Entry.objects.get(event="units.merged").content)["content"]
    assert told["into"] == str(heir.pk)
    assert set(told["ended"]) == {str(cast.economy.pk), str(cast.school.pk)}


def test_a_merger_twice_does_no_harm(cast, now):
    _merge(cast, now)
    before = Entry.objects.count(), Unit.objects.count(), Succession.objects.count()
    with pytest.raises(Refused) as refused:
        _merge(cast, now)
    assert _codes(refused) == ["wrong_step", "wrong_step"]
    assert (Entry.objects.count(), Unit.objects.count(), Succession.objects.count()) == before


def test_mergers_that_cannot_be(cast, now):
    ended = a_unit("Phòng cũ", parent=cast.ward, to_on=date(2026, 1, 1))
    below = a_unit("Tổ một cửa", parent=cast.economy)
    for units, successor, code in (
        ([cast.economy, cast.other_office], NEW, "no_permit"),
        ([cast.ward], NEW, "wrong_step"),
        ([cast.economy], cast.economy, "circle"),
        ([cast.economy], below, "circle"),
        ([cast.economy], ended, "wrong_step"),
        ([cast.economy], cast.other_office, "D35"),
        ([cast.economy], UnitParticulars("office", ""), "D01"),
    ):
        with pytest.raises(Refused) as refused:
            _merge(cast, now, successor=successor, units=units)
        assert _codes(refused) == [code]
    with pytest.raises(Refused) as refused:
        merge_units([], NEW, on=ON, by=cast.clerk.actor, now=now)
    assert _codes(refused) == ["D01"]
    assert not Succession.objects.exists()


def test_the_stranger_merges_and_splits_nothing(cast, now):
    for member in (cast.stranger, cast.officer, cast.chair):
        with pytest.raises(Refused):
            _merge(cast, now, by=member)
        with pytest.raises(Refused):
            split_unit(cast.economy, [NEW, NEW], on=ON, by=member.actor, now=now)


def test_a_split_makes_new_units_that_both_follow(cast, now):
    parts = [UnitParticulars("office", "Phòng Kinh tế"), UnitParticulars("office", "Phòng Hạ tầng")]
    made = split_unit(cast.economy, parts, on=ON, basis="QĐ 5", by=cast.clerk.actor, now=now)
    assert heirs(cast.economy) == {unit.pk for unit in made}
    assert all(unit.from_on == ON and unit.parent_id == cast.ward.id for unit in made)
    assert Unit.objects.get(pk=cast.economy.pk).to_on == EVE
    assert Entry.objects.filter(event="unit.split").count() == 1
    with pytest.raises(Refused):
        split_unit(cast.economy, parts, on=ON, by=cast.clerk.actor, now=now)


def test_a_split_needs_two_parts_with_names_of_their_own(cast, now):
    for parts, code in (([NEW], "too_few"), ([NEW, NEW], "D06"), ([NEW, UnitParticulars("office", " ")], "D01")):
        with pytest.raises(Refused) as refused:
            split_unit(cast.economy, parts, on=ON, by=cast.clerk.actor, now=now)
        assert _codes(refused) == [code]
    assert not Entry.objects.exists()


def test_who_left_the_day_before_does_not_come_back_with_the_merger(cast, now):
    Seat.objects.filter(person=cast.officer.person).update(to_on=EVE)
    heir = _merge(cast, now)
    assert not Seat.objects.filter(unit=heir, person=cast.officer.person).exists()


def test_every_seat_that_a_merger_gives_is_in_the_journal(cast, now):
    heir = _merge(cast, now)
    given = set(map(str, Seat.objects.filter(unit=heir).values_list("pk", flat=True)))
    told = {str(row.subject) for row in Entry.objects.filter(event="seat.taken")}
    assert given and given == told
