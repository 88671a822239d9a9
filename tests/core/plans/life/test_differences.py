"""Two versions told apart: by the items' ids, each changed leaf once, in words that a person reads."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from life_plans import LEAVES, Plan, a_plan, item_of, versions

from thidua.core.plans.identity import items
from thidua.core.plans.life import outline, told, version_differences, yearly_differences
from thidua.core.plans.life.differences import PLACE
from thidua.core.plans.life.marking import pieces


def differences(old: Plan, new: Plan) -> Any:
    return version_differences(old, new)  # type: ignore[arg-type]


def changed(**leaves: Any) -> Plan:
    """The plan with `ident__field=value` leaves set."""
    plan = a_plan()
    for name, value in leaves.items():
        ident, field = name.split("__")
        item_of(plan, ident)[field] = value
    return plan


def id_of(path: str) -> str:
    return next(item["id"] for where, item in items(a_plan()) if where == path)


@given(versions())
@settings(max_examples=60, deadline=None)
def test_a_version_against_itself_gives_nothing(plan: Plan) -> None:
    assert differences(plan, copy.deepcopy(plan)) == []


@given(versions(), versions())
@settings(max_examples=80, deadline=None)
def test_turning_the_two_round_turns_added_and_removed(one: Plan, other: Plan) -> None:
    there, back = differences(one, other), differences(other, one)

    def of(kind: str, rows: Any) -> set[str]:
        return {row.item for row in rows if row.kind == kind}

    assert of("added", there) == of("removed", back)
    assert of("removed", there) == of("added", back)
    assert of("changed", there) == of("changed", back)


@given(st.sets(st.sampled_from(LEAVES), max_size=12))
@settings(max_examples=80, deadline=None)
def test_every_changed_leaf_is_told_once(leaves: set[tuple[str, str]]) -> None:
    new = changed(**{f"{ident}__{name}": f"{ident} khác hẳn" for ident, name in leaves})
    found = [
        (row.item, field)
        for row in differences(a_plan(), new)
        for change in row.changes
        for field in change.fields
        if field != PLACE
    ]
    assert sorted(found) == sorted(leaves)


@given(versions(), versions())
@settings(max_examples=60, deadline=None)
def test_no_change_says_the_same_before_and_after(one: Plan, other: Plan) -> None:
    for row in differences(one, other):
        assert all(change.before != change.after for change in row.changes), row


def test_a_goal_is_told_as_a_sentence_and_its_text_apart() -> None:
    first = id_of("targets/0/measures/0")
    new = changed(**{f"{first}__value": Decimal(55), f"{id_of('targets/0')}__text": "Hộ dùng nước sạch đạt 55%"})
    text, goal = differences(a_plan(), new)
    (sentence,) = goal.changes
    assert (sentence.label, sentence.before, sentence.after) == ("Đích", "từ 61% trở lên", "từ 55% trở lên")
    assert (goal.inside, goal.holder, goal.top) == ("Hộ dùng nước sạch", id_of("targets/0"), id_of("targets/0"))
    assert [piece.kind for piece in text.changes[0].pieces] == ["same", "gone", "come"]
    assert told([text, goal]) == "đổi 1 chỉ tiêu"


def test_a_figure_that_no_sentence_shows_is_told_in_full() -> None:
    first = id_of("targets/0/measures/0")
    (row,) = differences(a_plan(), changed(**{f"{first}__basis": "share"}))
    assert row.changes[0].before != row.changes[0].after


def test_what_only_stands_elsewhere_has_moved() -> None:
    new = a_plan()
    new["targets"].append(new["targets"].pop(0))
    (row,) = differences(a_plan(), new)
    assert (row.kind, row.item, row.changes[0].before, row.changes[0].after) == (
        "moved", id_of("targets/0"), "thứ 1", "thứ 6",
    )  # fmt: skip
    assert told([row]) == "chuyển chỗ 1 chỉ tiêu"


def test_another_label_is_a_move_and_not_a_change() -> None:
    (row,) = differences(a_plan(), changed(**{f"{id_of('targets/1')}__label": "(9)"}))
    assert row.kind == "moved"


def test_a_part_that_became_a_target_has_moved() -> None:
    new = a_plan()
    part = new["targets"][2]["sub_targets"].pop()
    new["targets"].append(part)
    (row,) = differences(a_plan(), new)
    assert (row.kind, row.item) == ("moved", part["id"])


def test_what_lies_in_a_thing_that_came_is_told_with_it() -> None:
    old = a_plan()
    gone = old["targets"].pop(2)
    (row,) = differences(old, a_plan())
    assert (row.kind, row.item, row.whole) == ("added", gone["id"], gone["text"])
    (row,) = differences(a_plan(), old)
    assert (row.kind, row.item) == ("removed", gone["id"])


def test_a_date_that_moved_reads_day_first() -> None:
    (row,) = differences(a_plan(), changed(**{f"{id_of('deadlines/0')}__date": "2026-09-12"}))
    assert [(one.label, one.before, one.after) for one in row.changes] == [("Ngày", "05/09/2026", "12/09/2026")]
    assert row.heading == "Thời hạn"


def test_the_sum_names_each_thing_once() -> None:
    new = a_plan()
    for target in new["targets"][:3]:
        target["measures"][0]["value"] += 1
        target["measures"][1]["value"] += 1
    new["tasks"].pop()
    new["deadlines"].append(
        {"id": "new", "kind": "report", "when": "ngày 1/8", "date": "2026-08-01", "what": "Rà soát"}
    )
    assert told(differences(a_plan(), new)) == "đổi 3 chỉ tiêu, thêm 1 hạn, bỏ 1 nhiệm vụ"
    assert told([]) == "không khác gì"


def test_years_are_matched_by_their_words() -> None:
    last, this = a_plan(), a_plan()
    for _, item in items(this):
        item["id"] = f"other-{item['id']}"
    this["targets"][0]["measures"][0]["value"] = Decimal(99)
    found = yearly_differences(last, this)  # type: ignore[arg-type]
    assert told(found) == "đổi 1 chỉ tiêu"
    assert item_of(this, "other-i1")["id"] == "other-i1", "the given plans stay as they were"


some_words = st.lists(st.sampled_from(["ba", "bốn", "năm", "sáu"]))


@given(some_words, some_words)
def test_pieces_make_both_texts(before: list[str], after: list[str]) -> None:
    found = pieces(" ".join(before), " ".join(after))
    assert " ".join(one.text for one in found if one.kind != "come").split() == before
    assert " ".join(one.text for one in found if one.kind != "gone").split() == after


@given(versions())
@settings(max_examples=30, deadline=None)
def test_the_outline_holds_every_target_and_limit(plan: Plan) -> None:
    lines = dict(outline(plan))  # type: ignore[arg-type]
    for target in plan["targets"]:
        assert any(target["text"] in line for _, line in lines["Chỉ tiêu"])
    assert len(lines.get("Thời hạn", ())) == len(plan["deadlines"])
