"""What differs between the kinds of movement: days that are asked for, length, phases, the block."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.movements.kinds import RULES, Kind, check_kind, default_review, default_span, school_year_name

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))


def codes(verdict):
    return [reason.code for reason in verdict.reasons]


def test_every_kind_has_a_rule_and_a_hint():
    assert set(RULES) == set(Kind)
    assert all(rule.hint for rule in RULES.values())


@pytest.mark.parametrize(
    ("kind", "first", "last", "allowed", "told"),
    [
        ("annual", date(2026, 1, 1), date(2026, 12, 31), True, []),
        ("annual", None, None, True, []),
        ("annual", date(2026, 7, 1), date(2027, 3, 31), True, ["kind_year"]),
        ("annual", date(2026, 1, 1), date(2030, 12, 31), False, ["kind_length"]),
        ("campaign", date(2026, 4, 1), date(2026, 5, 19), True, []),
        ("campaign", date(2026, 1, 1), date(2026, 12, 31), True, ["kind_long"]),
        ("campaign", date(2026, 4, 1), None, False, ["kind_days"]),
        ("campaign", None, None, False, ["kind_days"]),
        ("thematic", date(2026, 1, 1), date(2027, 12, 31), True, []),
        ("thematic", date(2026, 1, 1), date(2030, 12, 31), True, ["no_phase"]),
        ("thematic", None, date(2030, 12, 31), True, ["kind_start"]),
        ("school_year", date(2026, 9, 5), date(2027, 5, 31), True, []),
        ("school_year", date(2026, 1, 1), date(2026, 12, 31), True, ["kind_school"]),
        ("block", date(2026, 1, 1), date(2026, 12, 31), True, ["no_block"]),
    ],
)
def test_each_kind_asks_for_its_own_days(kind, first, last, allowed, told):
    found = check_kind(kind, first, last)
    assert (bool(found), codes(found)) == (allowed, told)


def test_a_block_without_members_stops_the_launch_and_one_with_members_does_not():
    days = (date(2026, 1, 1), date(2026, 12, 31))
    assert codes(check_kind("block", *days, block_members=0)) == ["empty_block"]
    assert not check_kind("block", *days, block_members=0)
    assert check_kind("block", *days, block_members=6).reasons == ()


def test_phases_answer_the_question_of_a_long_movement():
    days = (date(2026, 1, 1), date(2030, 12, 31))
    assert codes(check_kind("thematic", *days, phases=2)) == []


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 9, 5), date(2027, 5, 31), "2026-2027"),
        (date(2026, 8, 15), date(2027, 8, 31), "2026-2027"),
        (date(2026, 9, 5), date(2027, 9, 1), ""),
        (date(2026, 1, 1), date(2026, 5, 31), ""),
        (date(2026, 9, 5), None, ""),
    ],
)
def test_the_name_of_a_school_year(first, last, name):
    assert school_year_name(first, last) == name


@given(st.sampled_from(list(Kind)), DAYS)
def test_a_default_span_is_one_that_its_own_kind_takes_without_a_word(kind, day):
    span = default_span(kind, day)
    if span is None:
        assert kind in (Kind.CAMPAIGN, Kind.THEMATIC)
        return
    assert span[0] <= span[1]
    assert set(codes(check_kind(kind, *span))) <= {"no_block"}


@given(st.sampled_from(list(Kind)), DAYS, st.integers(0, 4000))
def test_the_answer_never_raises_and_a_refusal_names_a_field(kind, first, length):
    found = check_kind(kind, first, first + timedelta(days=length))
    assert found or all(reason.field for reason in found.reasons)


def test_a_campaign_is_reviewed_a_fortnight_after_it_ends():
    assert default_review("campaign", date(2026, 5, 19)) == date(2026, 6, 3)
    assert default_review("thematic", date(2027, 12, 31)) == date(2027, 12, 31)
