"""Exact comparison: what counts, what does not, and where a difference is said to be."""

from __future__ import annotations

from decimal import Decimal

from thidua.core.plans.writing import Difference, plan_differences


def test_what_speaks_of_one_text_is_no_difference() -> None:
    one = {"objective": {"text": "Xanh", "source": {"lines": [1, 1]}, "confidence": 1, "as_read": "Xnh", "id": "a"}}
    two = {"objective": {"text": "Xanh"}, "x_text": "...", "input": {"file": "a"}, "warnings": [{"text": "b"}]}
    assert plan_differences(one, two) == []


def test_nothing_is_told_in_several_ways() -> None:
    one = {"block": None, "phases": [], "recipients": [{"name": "VT", "archive": False, "note": None}]}
    assert plan_differences(one, {"recipients": [{"name": "VT"}]}) == []


def test_figures_are_compared_by_their_value() -> None:
    assert plan_differences({"a": [97.5, 2]}, {"a": [Decimal("97.50"), Decimal(2)]}) == []
    assert plan_differences({"a": Decimal(1)}, {"a": Decimal("1.01")}) == [Difference("a", Decimal(1), Decimal("1.01"))]


def test_an_entry_too_many_shifts_no_other() -> None:
    one = {"tasks": [{"text": "a"}, {"text": "b"}, {"text": "c"}]}
    two = {"tasks": [{"text": "a"}, {"text": "c"}]}
    assert plan_differences(one, two) == [Difference("tasks[1]", {"text": "b"}, None)]
    assert plan_differences(two, one) == [Difference("tasks[1]", None, {"text": "b"})]


def test_the_order_counts_save_where_mentions_are_collected() -> None:
    pair, turned = [{"name": "a"}, {"name": "b"}], [{"name": "b"}, {"name": "a"}]
    assert plan_differences({"channels": pair}, {"channels": turned}) == []
    assert plan_differences({"recipients": pair}, {"recipients": turned}) != []


def test_a_difference_has_the_whole_path() -> None:
    one = {"targets": [{"text": "x", "measures": [{"value": 1, "unit": "%"}]}]}
    two = {"targets": [{"text": "x", "measures": [{"value": 1, "unit": "xã"}]}]}
    assert [found.path for found in plan_differences(one, two)] == ["targets[0].measures[0].unit"]
