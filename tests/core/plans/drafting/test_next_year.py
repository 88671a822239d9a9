"""The plan of the year before moved on to the next: words, days, grounds, and what a person has to confirm."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from draft_plans import WARD, ids, plan_of, plans
from hypothesis import given

from thidua.core.plans.drafting import next_year, plan_year
from thidua.core.plans.drafting.years import moved_date, moved_words
from thidua.core.plans.identity import LISTS


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("thi đua năm 2026", "thi đua năm 2027"),
        ("trước ngày 05/12/2026", "trước ngày 05/12/2027"),
        ("trước ngày 15/01/2027", "trước ngày 15/01/2028"),
        ("tăng 5% so với năm 2025", "tăng 5% so với năm 2026"),
        ("giai đoạn 2026-2030", "giai đoạn 2026-2030"),
        ("năm học 2025-2026", "năm học 2026-2027"),
        ("chuẩn nghèo 2022 - 2025", "chuẩn nghèo 2022 - 2025"),
        ("Kế hoạch số 08/KH-UBND ngày 09/01/2026", "Kế hoạch số 08/KH-UBND ngày 09/01/2026"),
        ("Nghị quyết Đại hội Đảng bộ năm 2026", "Nghị quyết Đại hội Đảng bộ năm 2026"),
        ("đến năm 2030 đạt 60%", "đến năm 2030 đạt 60%"),
        ("quý IV/2026", "quý IV/2027"),
    ],
)
def test_years_of_the_plan_move_and_years_of_documents_and_terms_stay(text: str, moved: str) -> None:
    assert moved_words(text, 2026, 1) == moved


@pytest.mark.parametrize(
    ("iso", "moved"),
    [("2024-02-29", "2025-02-28"), ("2026-12-05", "2027-12-05"), ("2026-Q3", "2027-Q3"), ("hằng năm", "hằng năm")],
)
def test_days_move_to_the_same_day(iso: str, moved: str) -> None:
    assert moved_date(iso, 1) == moved


def test_the_next_plan_is_whole_and_says_what_to_confirm() -> None:
    old = plan_of(WARD)
    draft, notes = next_year(old, 2027, seed="s")
    document = draft["document"]
    assert (document["number"], document["date"], document["title"]) == (
        None,
        None,
        "Phát động phong trào thi đua năm 2027",
    )
    assert draft["targets"][0]["measures"][0].get("baseline") == 95
    assert "baseline" not in draft["targets"][1]["measures"][0]
    told = {note.code: note for note in notes}
    assert told["basis_of_last_year"].item == draft["legal_bases"][1]["id"]
    assert "Chủ nhật" in told["deadline_day_off"].text and "03/12" in told["deadline_day_off"].text
    assert told["year_left"].item == draft["purposes"][0]["id"]
    assert draft["legal_bases"][1]["date"] == "2026-01-09"


@given(plans())
def test_no_item_is_lost_and_every_id_is_new_and_knows_its_origin(old: Any) -> None:
    draft, notes = next_year(old, 2027, seed="s")
    assert {name: len(draft[name]) for name in LISTS} == {name: len(old[name]) for name in LISTS}  # type: ignore[literal-required]
    assert not set(ids(draft)) & set(ids(old))
    assert sorted((draft.get("x_origins") or {}).values()) == sorted(ids(old))
    assert {note.item for note in notes} <= set(ids(draft))


@given(plans())
def test_the_same_call_gives_the_same_plan_and_leaves_the_old_one_alone(old: Any) -> None:
    before = copy.deepcopy(old)
    assert next_year(old, 2027, seed="s") == next_year(old, 2027, seed="s")
    assert old == before
    assert set(ids(next_year(old, 2027, seed="other")[0])).isdisjoint(ids(next_year(old, 2027, seed="s")[0]))


@given(plans())
def test_the_year_is_the_asked_one_and_a_plan_of_that_year_keeps_its_words(old: Any) -> None:
    draft, _ = next_year(old, 2027, seed="s")
    assert plan_year(draft) == 2027
    again, notes = next_year(draft, 2027, seed="t")
    for name in ("purposes", "requirements", "tasks"):
        assert [row["text"] for row in again[name]] == [row["text"] for row in draft[name]]  # type: ignore[literal-required]
    assert [row.get("date") for row in again["deadlines"]] == [row.get("date") for row in draft["deadlines"]]
    assert notes == ()
