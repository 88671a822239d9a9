"""Units: added, corrected, ended; what stands in the tree."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from builders import a_unit
from cast import TODAY
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.units.models import Block, BlockSeat, Seat, Unit
from thidua.apps.units.queries import tree_of, visible_to
from thidua.apps.units.services import UnitParticulars, add_unit, change_unit, end_unit

STATION = UnitParticulars("health_station", "Trạm Y tế phường Bến Ngọc", "Trạm Y tế")
LAST = date(2026, 6, 30)


def _codes(refused):
    return [reason.code for reason in refused.value.verdict.reasons]


def _add(cast, now, particulars=STATION, by=None, parent=None, **more):
    return add_unit(particulars, parent=parent or cast.ward, by=(by or cast.clerk).actor, now=now, **more)


def test_adding_works_and_is_journalled(cast, now):
    row = _add(cast, now)
    assert (row.commune, row.parent_id, row.to_on) == (cast.ward.id, cast.ward.id, None)
    entry = Entry.objects.get(event="unit.added")
    assert json.loads(entry.content)["content"]["name"] == row.name


def test_adding_refuses_the_stranger(cast, now):
    for member in (cast.stranger, cast.officer, cast.chair, cast.city_officer):
        with pytest.raises(Refused):
            _add(cast, now, by=member)
    assert not Unit.objects.filter(name=STATION.name).exists()


@pytest.mark.parametrize("name", ["Trường Tiểu học Bến Ngọc", "trường  tiểu học bến ngọc", "Trường Tiểu học Bến Ngọc"])
def test_a_name_stands_once_under_its_parent(cast, now, name):
    with pytest.raises(Refused) as refused:
        _add(cast, now, UnitParticulars("school", name))
    assert _codes(refused) == ["D06"]
    assert "Trường Tiểu học Bến Ngọc" in refused.value.verdict.text


def test_the_same_name_elsewhere_is_asked_about(cast, now):
    twin = UnitParticulars("residential_group", "Tổ dân phố số 1")
    with pytest.raises(Refused) as refused:
        _add(cast, now, twin, parent=cast.office)
    assert _codes(refused) == ["D07"]
    assert _add(cast, now, twin, parent=cast.office, similar_ok=True).parent == cast.office


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (UnitParticulars("office", ""), "D01"),
        (UnitParticulars("office", "x" * 201), "D03"),
        (UnitParticulars("office", "Phòng\x07 A"), "D04"),
        (UnitParticulars("palace", "Phòng A"), "D34"),
        (UnitParticulars("commune", "Phường Mới"), "D34"),
    ],
)
def test_bad_values_are_refused(cast, now, wrong, code):
    with pytest.raises(Refused) as refused:
        _add(cast, now, wrong)
    assert _codes(refused) == [code]
    assert not Entry.objects.exists()


def test_changing_and_hanging_elsewhere(cast, now):
    changed = change_unit(
        cast.group_one,
        UnitParticulars("residential_group", "Tổ dân phố số 01"),
        parent=cast.office,
        by=cast.admin.actor,
        now=now,
    )
    assert (changed.name, changed.parent_id) == ("Tổ dân phố số 01", cast.office.id)
    told = json.loads(Entry.objects.get(event="unit.changed").content)["content"]
    assert told["before"]["name"] == "Tổ dân phố số 1"
    change_unit(
        changed, UnitParticulars("residential_group", "Tổ dân phố số 01"), parent=None, by=cast.admin.actor, now=now
    )
    assert Entry.objects.filter(event="unit.changed").count() == 1


def test_no_unit_hangs_under_itself_or_in_another_ward(cast, now):
    below = _add(cast, now, parent=cast.office)
    values = UnitParticulars("office", cast.office.name)
    for parent, code in ((cast.office, "circle"), (below, "circle"), (cast.other_office, "D35")):
        with pytest.raises(Refused) as refused:
            change_unit(cast.office, values, parent=parent, by=cast.clerk.actor, now=now)
        assert _codes(refused) == [code]


def test_changing_refuses_the_stranger_and_another_kind_of_root(cast, now):
    with pytest.raises(Refused):
        change_unit(cast.office, STATION, parent=None, by=cast.stranger.actor, now=now)
    with pytest.raises(Refused):
        change_unit(cast.ward, UnitParticulars("office", "Phòng A"), parent=None, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        change_unit(cast.office, UnitParticulars("commune", "Phường B"), parent=None, by=cast.clerk.actor, now=now)


def test_ending_ends_seats_and_places_in_blocks(cast, now):
    block = Block.objects.create(commune=cast.ward.id, unit=cast.ward, name="Khối 1")
    BlockSeat.objects.create(block=block, unit=cast.economy, role="member")
    end_unit(cast.economy, last_day=LAST, by=cast.clerk.actor, now=now)
    assert Unit.objects.get(pk=cast.economy.pk).to_on == LAST
    assert set(Seat.objects.filter(unit=cast.economy).values_list("to_on", flat=True)) == {LAST}
    assert BlockSeat.objects.get().to_on == LAST
    assert Entry.objects.filter(event="unit.ended").count() == 1
    with pytest.raises(Refused) as twice:
        end_unit(cast.economy, last_day=LAST, by=cast.clerk.actor, now=now)
    assert _codes(twice) == ["wrong_step"]


def test_ending_refuses_the_stranger_children_roots_and_days_before_the_first(cast, now):
    below = _add(cast, now, parent=cast.office)
    young = a_unit("Phòng Mới", parent=cast.ward, from_on=date(2026, 7, 1))
    for unit, by in (
        (cast.economy, cast.stranger), (cast.office, cast.clerk), (cast.ward, cast.clerk), (young, cast.clerk)
    ):  # fmt: skip
        with pytest.raises(Refused):
            end_unit(unit, last_day=LAST, by=by.actor, now=now)
    end_unit(below, last_day=LAST - timedelta(days=1), by=cast.clerk.actor, now=now)
    end_unit(cast.office, last_day=LAST, by=cast.clerk.actor, now=now)


def test_nothing_is_added_under_what_ends(cast, now):
    end_unit(cast.economy, last_day=LAST, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        _add(cast, now, parent=cast.economy)
    assert _codes(refused) == ["wrong_step"]


def test_a_name_is_free_again_after_its_unit_ended(cast, now):
    end_unit(cast.school, last_day=LAST, by=cast.clerk.actor, now=now)
    assert _add(cast, now, UnitParticulars("school", cast.school.name, from_on=date(2026, 7, 1)))


def test_the_tree_is_drawn_in_one_query(cast, now, django_assert_num_queries):
    below = _add(cast, now, parent=cast.office)
    actor = cast.clerk.actor
    with django_assert_num_queries(1):
        drawn = tree_of(visible_to(actor), TODAY)
    names = [(branch.unit.name, branch.depth) for branch in drawn]
    assert names[0] == ("Phường Bến Ngọc", 0)
    assert names[names.index(("Phòng Văn hóa - Xã hội", 1)) + 1] == (below.name, 2)
    assert {branch.unit.pk: branch.people for branch in drawn}[cast.economy.pk] == 2
