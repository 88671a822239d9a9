"""The table of anniversaries: whole, in order, and lunar days where they fall."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.core.calendar.anniversaries import anniversaries, anniversary, between
from thidua.core.calendar.holidays import holiday_name
from thidua.core.viet.text import fold


def test_keys_are_unique_and_everything_has_a_source():
    keys = [row.key for row in anniversaries()]
    assert len(keys) == len(set(keys)) > 15
    assert all(row.source and row.name and row.says for row in anniversaries())


def test_what_plans_say_is_folded_already():
    assert all(words == fold(words) for row in anniversaries() for words in row.says)


@pytest.mark.parametrize(
    ("key", "year", "day"),
    [
        ("tet", 2026, date(2026, 2, 17)),
        ("tet", 2030, date(2030, 2, 2)),
        ("hung_kings", 2026, date(2026, 4, 26)),
        ("national", 2027, date(2027, 9, 2)),
        ("culture", 2025, None),
        ("culture", 2026, date(2026, 11, 24)),
        ("tet", 1990, None),
    ],
)
def test_the_day_of_a_year(key, year, day):
    assert anniversary(key).on(year) == day


def test_verified_ones_are_public_holidays():
    for row in anniversaries():
        if row.sure:
            assert holiday_name(row.on(2027)), row.key


def test_between_two_days_in_order():
    found = [row.key for row, _day in between(date(2026, 4, 26), date(2026, 5, 19))]
    assert found == ["hung_kings", "south_liberated", "labour", "hai_phong", "uncle_ho"]
