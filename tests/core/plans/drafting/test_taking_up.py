"""Lines of the plan above in the ward's own draft, and the matrix that tells which are there."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from draft_plans import CITY, WARD, ids, plan_of, plans
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.plans.drafting import Frame, blank_plan, from_higher, next_year, take_up
from thidua.core.plans.drafting.coverage import compare_plans
from thidua.core.plans.drafting.taking_up import ward_words

FRAME = Frame("Phường Bến Ngọc", "Thành phố Hải Thành", 2027, "seed")


def missing(higher: Any, own: Any) -> list[str]:
    return [row.higher for row in compare_plans(higher, own) if row.standing == "missing" and row.higher]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("cây xanh trên địa bàn thành phố Hải Thành đạt 5.000", "cây xanh trên địa bàn phường đạt 5.000"),
        ("toàn thành phố", "toàn phường"),
        ("Sở Nội vụ thành phố", "Sở Nội vụ thành phố"),
        ("thành phố giao", "thành phố giao"),
    ],
)
def test_only_the_area_of_the_plan_becomes_the_ward(text: str, own: str) -> None:
    assert ward_words(text, "phường Bến Ngọc") == own
    assert ward_words(text, "") == text


def test_the_matrix_tells_targets_duties_and_limits() -> None:
    rows = compare_plans(plan_of(CITY, "c"), plan_of(WARD))
    assert [(row.part, row.standing, row.higher) for row in rows if row.higher] == [
        ("targets", "changed", "targets/0"),
        ("targets", "missing", "targets/1"),
        ("tasks", "missing", "tasks/0"),
        ("tasks", "missing", "assignments/0/duties/0"),
        ("deadlines", "taken_up", "deadlines/0"),
    ]


def test_a_limit_later_than_the_higher_one_is_told_and_an_earlier_one_is_taken_up() -> None:
    higher, own = plan_of(CITY, "c"), plan_of(CITY)
    own["deadlines"][0]["date"] = "2027-12-20"
    (late,) = [row for row in compare_plans(higher, own) if row.part == "deadlines"]
    assert (late.standing, late.changes[0]) == ("changed", "hạn muộn hơn cấp trên")
    own["deadlines"][0]["date"] = "2027-12-01"
    (early,) = [row for row in compare_plans(higher, own) if row.part == "deadlines"]
    assert early.standing == "taken_up"


def test_what_is_missing_comes_in_with_what_to_look_at() -> None:
    higher, own = plan_of(CITY, "c"), next_year(plan_of(WARD), 2027, seed="s")[0]
    grown = take_up(higher, own, missing(higher, own), seed="s")
    assert missing(higher, grown) == []
    assert [target["label"] for target in grown["targets"]] == ["(1)", "(2)", "(3)"]
    assert grown["targets"][-1]["text"] == "Trồng 5.000 cây xanh trên địa bàn phường."
    assert any(note["code"] == "level_of_higher" for note in grown["x_notes"])


def test_limits_come_five_working_days_before_those_above() -> None:
    own = take_up(plan_of(CITY, "c"), blank_plan(FRAME), ["deadlines/0"], seed="s")
    assert (own["deadlines"][0]["date"], own["deadlines"][0]["when"]) == ("2027-12-08", "trước ngày 08/12/2027")


def test_a_draft_from_above_rests_on_it_and_misses_nothing() -> None:
    higher = plan_of(CITY, "c")
    draft = from_higher(higher, FRAME)
    assert draft["legal_bases"][0]["number"] == "08/KH-UBND"
    assert missing(higher, draft) == []
    assert draft["document"]["issuer"]["name"] == "Ủy ban nhân dân phường Bến Ngọc"


@given(
    plans(),
    st.sets(
        st.sampled_from(["targets/0", "targets/1", "tasks/0", "deadlines/0", "assignments/0/duties/0", "tasks/99"])
    ),
)
def test_taking_up_twice_is_taking_up_once_and_loses_nothing(own: Any, paths: set[str]) -> None:
    higher, before = plan_of(CITY, "c"), copy.deepcopy(own)
    once = take_up(higher, own, sorted(paths), seed="s")
    assert take_up(higher, once, sorted(paths), seed="s") == once
    assert own == before
    assert set(ids(own)) <= set(ids(once))
    assert len(ids(once)) == len(set(ids(once)))
    assert len(set((once.get("x_origins") or {}).values())) == len(paths - {"tasks/99"})


def test_a_blank_plan_takes_only_what_two_plans_share() -> None:
    one, other = plan_of(WARD), plan_of(WARD.replace("sạch hơn năm 2025", "đẹp hơn"))
    draft = blank_plan(FRAME, [one, other])
    assert [row["text"] for row in draft["requirements"]] == [one["requirements"][0]["text"]]
    assert draft["purposes"] == []
    assert draft["period"]["to"] == "2027-12-31"
