"""A table of moves: what may move, what a refusal says, and the picture drawn from the same table."""

from __future__ import annotations

import pytest

from thidua.core.movements import MOVEMENT_STEPS
from thidua.core.plans.life import AMENDMENT_STEPS, PLAN_STEPS, may_amend, may_correct
from thidua.core.steps import Move, Steps

DOOR = Steps(
    "Cửa",
    {"open": "Đang mở", "shut": "Đang đóng", "locked": "Đã khóa"},
    {"close": Move(frozenset({"open"}), "shut"), "lock": Move(frozenset({"open", "shut"}), "locked")},
)
TABLES = [DOOR, MOVEMENT_STEPS, PLAN_STEPS, AMENDMENT_STEPS]


def test_a_move_from_its_origin_is_allowed():
    assert DOOR.may_move("open", "close")
    assert DOOR.after("close") == "shut"


def test_a_refusal_says_where_the_thing_stands_and_from_where_it_could():
    verdict = DOOR.may_move("locked", "lock")
    assert not verdict
    assert verdict.reasons[0].code == "wrong_step"
    assert verdict.text == "Cửa đang ở bước “Đã khóa”. Việc này chỉ làm được khi: đang mở, đang đóng."


@pytest.mark.parametrize("steps", TABLES)
def test_every_move_is_between_known_states(steps):
    for move in steps.moves.values():
        assert move.origins <= set(steps.labels)
        assert move.target in steps.labels


@pytest.mark.parametrize("steps", TABLES)
def test_the_picture_shows_every_move_once(steps):
    rows = steps.diagram().splitlines()
    assert rows[0] == "stateDiagram-v2"
    assert len(rows) - 1 == sum(len(move.origins) for move in steps.moves.values()) == len(set(rows)) - 1


def test_the_picture_is_what_mermaid_reads():
    assert DOOR.diagram() == (
        "stateDiagram-v2\n    open --> shut: close\n    open --> locked: lock\n    shut --> locked: lock"
    )


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", True), ("checked", True), ("signed", True), ("issued", False), ("closed", False), ("discarded", False)],
)
def test_a_reading_is_corrected_until_the_plan_is_issued(state, allowed):
    assert bool(may_correct(state)) is allowed


def test_only_an_issued_plan_is_amended_once_at_a_time():
    assert may_amend("issued", is_open=False)
    assert [may_amend(state, is_open=False).reasons[0].code for state in ("draft", "closed")] == ["wrong_step"] * 2
    assert may_amend("issued", is_open=True).reasons[0].code == "amendment_open"
