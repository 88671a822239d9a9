"""Phases lie in order inside the movement, none over another; each has a review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.movements.phases import PhaseRow, check_phases, review_name

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
ONE = PhaseRow("Giai đoạn 1", "Làm điểm", FIRST, date(2027, 12, 31), date(2027, 12, 15))
TWO = PhaseRow("Giai đoạn 2", "Nhân rộng", date(2028, 1, 1), LAST, date(2030, 11, 30))


def told(*rows, span=(FIRST, LAST)):
    return [(reason.code, reason.field) for reason in check_phases(rows, *span).reasons]


def test_two_phases_with_reviews_are_taken_without_a_word():
    assert check_phases([ONE, TWO], FIRST, LAST).reasons == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"label": ""}, ("D01", "label-0")),
        ({"starts_on": None}, ("D01", "starts_on-0")),
        ({"ends_on": None}, ("D01", "ends_on-0")),
        ({"ends_on": date(2025, 12, 31)}, ("D15", "ends_on-0")),
        ({"starts_on": date(2025, 12, 31)}, ("outside", "starts_on-0")),
        ({"ends_on": date(2031, 1, 1), "review_on": None}, ("outside", "ends_on-0")),
        ({"review_on": date(2025, 6, 1)}, ("review_early", "review_on-0")),
        ({"review_on": date(2028, 12, 15)}, ("review_late", "review_on-0")),
    ],
)
def test_what_is_wrong_stands_at_its_field(change, reason):
    assert told(replace(ONE, **change)) == [reason]


def test_phases_over_one_another_or_out_of_order_are_refused():
    assert told(ONE, replace(TWO, starts_on=ONE.ends_on)) == [("overlap", "starts_on-1")]
    assert told(TWO, ONE) == [("overlap", "starts_on-1")]


def test_a_gap_and_a_missing_review_only_warn():
    found = check_phases([replace(ONE, review_on=None), replace(TWO, starts_on=date(2028, 2, 1))], FIRST, LAST)
    assert found
    assert [reason.code for reason in found.reasons] == ["gap", "no_review"]


def test_open_ends_of_the_movement_bind_nothing():
    assert check_phases([ONE, TWO], None, None)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=6))
def test_no_day_lies_in_two_phases_that_were_taken(spans):
    rows = [
        PhaseRow(f"Giai đoạn {at}", "", FIRST + timedelta(days=start), FIRST + timedelta(days=start + length))
        for at, (start, length) in enumerate(spans, 1)
    ]
    if check_phases(rows, FIRST, LAST):
        days = [FIRST + timedelta(days=at) for start, length in spans for at in range(start, start + length + 1)]
        assert len(days) == len(set(days))
        assert days == sorted(days)


def test_the_last_review_is_the_final_one():
    assert [review_name(at, [ONE, TWO]) for at in (0, 1)] == ["Sơ kết Giai đoạn 1", "Tổng kết phong trào"]
