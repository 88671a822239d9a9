"""The lunar calendar against published days."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.calendar.lunar import LunarDate, leap_month, to_lunar, to_solar


@pytest.mark.parametrize(
    ("year", "first_day"),
    [
        (2007, date(2007, 2, 17)),  # one day before China
        (2008, date(2008, 2, 7)),
        (2020, date(2020, 1, 25)),
        (2023, date(2023, 1, 22)),
        (2024, date(2024, 2, 10)),
        (2025, date(2025, 1, 29)),
        (2026, date(2026, 2, 17)),
        (2027, date(2027, 2, 6)),
        (2028, date(2028, 1, 26)),
        (2029, date(2029, 2, 13)),
        (2030, date(2030, 2, 2)),  # one day before China: new moon at 23:07 in Vietnam
        (2031, date(2031, 1, 23)),
    ],
)
def test_new_year(year, first_day):
    assert to_solar(LunarDate(year, 1, 1)) == first_day
    assert to_lunar(first_day) == LunarDate(year, 1, 1)


TET_FROM_2000 = """\
5/2 24/1 12/2 1/2 22/1 9/2 29/1 17/2 7/2 26/1
14/2 3/2 23/1 10/2 31/1 19/2 8/2 28/1 16/2 5/2
25/1 12/2 1/2 22/1 10/2 29/1 17/2 6/2 26/1 13/2
2/2 23/1 11/2 31/1 19/2 8/2 28/1 15/2 4/2 24/1
12/2 1/2 22/1 10/2 30/1 17/2 6/2 26/1 14/2 2/2
23/1
"""
"""First days of the years 2000 to 2050 as published calendars of Vietnam give them."""


def test_new_year_of_half_a_century():
    first_days = [to_solar(LunarDate(2000 + place, 1, 1)) for place in range(51)]
    assert [f"{day.day}/{day.month}" for day in first_days] == TET_FROM_2000.split()


def test_leap_months_of_half_a_century():
    leaps = "2001-4 2004-2 2006-7 2009-5 2012-4 2014-9 2017-6 2020-4 2023-2 2025-6 2028-5 2031-3 2033-11 2036-6 2039-5"
    found = [f"{year}-{leap_month(year)}" for year in range(2000, 2051) if leap_month(year)]
    assert " ".join(found) == f"{leaps} 2042-2 2044-7 2047-5 2050-3"


@pytest.mark.parametrize(
    ("year", "month"),
    [
        (2020, 4),
        (2023, 2),
        (2024, None),
        (2025, 6),
        (2026, None),
        (2027, None),
        (2028, 5),
        (2029, None),
        (2030, None),
        (2031, 3),
    ],
)
def test_leap_months(year, month):
    assert leap_month(year) == month


@pytest.mark.parametrize(
    ("solar", "lunar"),
    [
        (date(2025, 4, 7), LunarDate(2025, 3, 10)),
        (date(2026, 4, 26), LunarDate(2026, 3, 10)),
        (date(2025, 7, 25), LunarDate(2025, 6, 1, leap=True)),
        (date(2025, 1, 28), LunarDate(2024, 12, 29)),
        (date(2026, 2, 16), LunarDate(2025, 12, 29)),
        (date(2026, 9, 25), LunarDate(2026, 8, 15)),
    ],
)
def test_known_days(solar, lunar):
    assert to_lunar(solar) == lunar
    assert to_solar(lunar) == solar


@given(st.dates(date(2000, 1, 1), date(2070, 12, 31)))
def test_there_and_back(day):
    assert to_solar(to_lunar(day)) == day


@given(st.dates(date(2000, 1, 1), date(2070, 12, 30)))
def test_the_next_day_is_the_next_or_the_first(day):
    today, tomorrow = to_lunar(day), to_lunar(date.fromordinal(day.toordinal() + 1))
    assert tomorrow.day == today.day + 1 or (tomorrow.day == 1 and today.day in (29, 30))


def test_no_day_of_the_calendar_has_moved():
    """All days there are. They were compared once with the full series; whoever moves one has to compare again."""
    days = map(date.fromordinal, range(date(2000, 1, 1).toordinal(), date(2071, 1, 1).toordinal()))
    told = [f"{day} {tuple(to_lunar(day))}" for day in days]
    told += [f"{to_solar(LunarDate(2070, 12, day))} 12-{day}" for day in range(1, 30)]
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
    assert digest == "d4d602b6e75ab8d46d1ae23629e554b9d2a5e1f2b924b2fa06c3c7f9dd1eafac"


@pytest.mark.parametrize(
    "lunar", [LunarDate(2026, 1, 31), LunarDate(2026, 6, 1, leap=True), LunarDate(2026, 13, 1), LunarDate(1900, 1, 1)]
)
def test_what_does_not_exist_is_refused(lunar):
    with pytest.raises(ValueError, match="lunar date"):
        to_solar(lunar)


@pytest.mark.parametrize("day", [0, 30])
def test_a_month_begins_with_one_and_ends_with_its_last_day(day):
    with pytest.raises(ValueError, match=rf"^no such lunar date: .*day={day}"):
        to_solar(LunarDate(2025, 12, day))


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2071, 1, 1), date(2072, 6, 1)])
def test_outside_the_compared_years_nothing_is_said(day):
    with pytest.raises(ValueError, match=f"^lunar dates are known for 2000-2070 only, not for {day.year}$"):
        to_lunar(day)
