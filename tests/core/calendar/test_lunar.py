"""The lunar calendar against published days."""

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


@pytest.mark.parametrize(
    "lunar", [LunarDate(2026, 1, 31), LunarDate(2026, 6, 1, leap=True), LunarDate(2026, 13, 1), LunarDate(1900, 1, 1)]
)
def test_what_does_not_exist_is_refused(lunar):
    with pytest.raises(ValueError, match="lunar date"):
        to_solar(lunar)


def test_outside_the_compared_years_nothing_is_said():
    with pytest.raises(ValueError, match="2000-2070"):
        to_lunar(date(2072, 6, 1))
