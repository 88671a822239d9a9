"""Working days around weekends, Tết and the edge of what is known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.calendar.workdays import (
    add_working_days,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 4), True),
        (date(2026, 12, 5), False),
        (date(2026, 12, 15), True),
        (date(2025, 12, 15), True),
        (date(2026, 1, 10), True),  # a Saturday worked for 02/01
        (date(2026, 1, 2), False),
        (date(2026, 2, 20), False),
        (date(2026, 11, 24), False),
        (date(2024, 12, 31), None),
        (date(2032, 1, 1), None),
    ],
)
def test_is_working_day(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2026, 12, 5), date(2026, 12, 4), date(2026, 12, 7)),
        (date(2026, 12, 4), date(2026, 12, 3), date(2026, 12, 7)),
        (date(2027, 2, 7), date(2027, 2, 4), date(2027, 2, 12)),
        (date(2026, 2, 18), date(2026, 2, 13), date(2026, 2, 23)),
        (date(2031, 12, 31), date(2031, 12, 30), None),
        (date(2025, 1, 1), None, date(2025, 1, 2)),
    ],
)
def test_neighbours(day, before, after):
    assert previous_working_day(day) == before
    assert next_working_day(day) == after


def test_ten_working_days_over_tet():
    assert add_working_days(date(2026, 2, 9), 10) == date(2026, 3, 2)
    assert working_days_between(date(2026, 2, 9), date(2026, 3, 2)) == 10


def test_days_an_administrator_adds():
    extra = {date(2026, 12, 7): "Nghỉ bão", date(2026, 12, 5): None}
    assert is_working_day(date(2026, 12, 5), extra) is True
    assert next_working_day(date(2026, 12, 5), extra) == date(2026, 12, 8)
    assert is_working_day(date(2040, 1, 2), {date(2040, 1, 2): None}) is True


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(-200, 200))
def test_adding_and_counting_agree(day, count):
    other = add_working_days(day, count)
    assert other
    assert working_days_between(day, other) == count


def test_counting_past_what_is_known_gives_nothing():
    assert working_days_between(date(2031, 12, 1), date(2032, 1, 15)) is None
    assert working_days_between(date(2032, 1, 15), date(2031, 12, 1)) is None
    assert add_working_days(date(2031, 12, 1), 60) is None
