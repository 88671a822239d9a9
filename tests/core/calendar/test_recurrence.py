"""Days that come again, in the form of the plan contract."""

from datetime import date

import pytest

from thidua.core.calendar.deadlines import due_dates

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("recurrence", "expected"),
    [
        ({"every": "quarter", "month": 3, "day": 15}, ["03-15", "06-15", "09-15", "12-15"]),
        ({"every": "half_year", "month": 6, "day": 15}, ["06-15", "12-15"]),
        ({"every": "half_year", "month": 1, "day": 10}, ["01-10", "07-10"]),
        ({"every": "year", "month": 12, "day": 5}, ["12-05"]),
        ({"every": "year"}, ["12-31"]),
        ({"every": "quarter"}, ["03-31", "06-30", "09-30", "12-31"]),
        ({"every": "term"}, ["01-31", "05-31"]),
        ({"every": "term", "month": 4, "day": 20}, ["05-20", "12-20"]),
        ({"every": "year", "month": 2, "day": 30}, ["02-28"]),
        ({"every": "quarter", "month": 1, "day": 1}, ["01-01", "04-01", "07-01", "10-01"]),
        ({"every": "term", "month": 1}, ["02-28", "09-30"]),
    ],
)
def test_within_one_year(recurrence, expected):
    assert [f"{day:%m-%d}" for day in due_dates(recurrence, *YEAR)] == expected


def test_a_period_that_began_in_the_year_before_counts():
    assert due_dates({"every": "term"}, date(2026, 1, 1), date(2026, 1, 31)) == (date(2026, 1, 31),)


def test_every_month_has_its_day_or_its_last():
    days = due_dates({"every": "month", "day": 31}, *YEAR)
    assert [day.day for day in days] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@pytest.mark.parametrize(("weekday", "expected"), [(5, [4, 11]), (1, [7, 14]), (None, [6, 13])])
def test_every_week(weekday, expected):
    days = due_dates({"every": "week", "weekday": weekday}, date(2026, 12, 1), date(2026, 12, 14))
    assert [day.day for day in days] == expected


def test_the_week_after_the_end_is_not_due():
    assert due_dates({"every": "week", "weekday": 1}, date(2026, 12, 7), date(2026, 12, 13)) == (date(2026, 12, 7),)


def test_both_ends_are_included_and_an_empty_span_has_none():
    every_month = {"every": "month", "day": 15}
    assert due_dates(every_month, date(2026, 3, 15), date(2026, 4, 15)) == (date(2026, 3, 15), date(2026, 4, 15))
    assert due_dates(every_month, date(2026, 3, 16), date(2026, 4, 14)) == ()
    assert due_dates({"every": "week"}, date(2026, 3, 16), date(2026, 3, 1)) == ()


@pytest.mark.parametrize(
    ("recurrence", "words"),
    [
        ({}, "a recurrence every None is not in the plan contract"),
        ({"every": "day"}, "a recurrence every 'day' is not in the plan contract"),
        ({"every": "quarter", "month": 4}, "month 4 of a period of 3 months"),
        ({"every": "year", "month": 13}, "month of a recurrence lies between 1 and 12, not 13"),
        ({"every": "year", "month": 0}, "month of a recurrence lies between 1 and 12, not 0"),
        ({"every": "month", "day": 32}, "day of a recurrence lies between 1 and 31, not 32"),
        ({"every": "month", "day": 0}, "day of a recurrence lies between 1 and 31, not 0"),
        ({"every": "month", "day": "1"}, "day of a recurrence lies between 1 and 31, not '1'"),
        ({"every": "week", "weekday": 0}, "weekday of a recurrence lies between 1 and 7, not 0"),
        ({"every": "week", "weekday": 8}, "weekday of a recurrence lies between 1 and 7, not 8"),
    ],
)
def test_what_the_contract_does_not_know_is_refused(recurrence, words):
    with pytest.raises(ValueError, match=f"^{words}$"):
        due_dates(recurrence, *YEAR)
