"""The Vietnamese lunar calendar (UTC+7), computed from the moon and the sun.

A month begins on the day of a new moon; month 11 holds the winter solstice; in a year of 13 months the first month in
which the sun enters no new twelfth of its path repeats the number before it. Vietnam reckons at UTC+7 and China at
UTC+8, so a new moon shortly before midnight divides them: Tết 2030 is 02/02 in Vietnam and 03/02 in China.
Formulas: J. Meeus, Astronomical Algorithms, chapters 25 (sun, low accuracy) and 49 (new moon), good to about two
minutes for the moon and a quarter of an hour for the sun. The first days agree with the full series through 2070.
Floats are right here: these are angles and instants, never figures that anyone reports.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from math import radians, sin
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 2000, 2070
_SYNODIC_MONTH = 29.530588861
_NEW_MOON_2000 = 2451550.09766
_ORDINAL_OF_JULIAN_DAY = 1721424.5
_UTC7 = 7 / 24
# Earth time runs ahead of the clock by about 70 s in these decades (63 s in 2000, 69 s in 2025).
_CLOCK_LAG = 70 / 86400

# Amplitude in days and multiples of the sun's anomaly, the moon's anomaly, the moon's latitude and the node; the first
# number of each row is the power of the shrinking eccentricity of the earth's orbit. Meeus, table in chapter 49.
_MOON_TERMS = (
    (0, -0.40720, 0, 1, 0, 0),
    (1, 0.17241, 1, 0, 0, 0),
    (0, 0.01608, 0, 2, 0, 0),
    (0, 0.01039, 0, 0, 2, 0),
    (1, 0.00739, -1, 1, 0, 0),
    (1, -0.00514, 1, 1, 0, 0),
    (2, 0.00208, 2, 0, 0, 0),
    (0, -0.00111, 0, 1, -2, 0),
    (0, -0.00057, 0, 1, 2, 0),
    (1, 0.00056, 1, 2, 0, 0),
    (0, -0.00042, 0, 3, 0, 0),
    (1, 0.00042, 1, 0, 2, 0),
    (1, 0.00038, 1, 0, -2, 0),
    (1, -0.00024, -1, 2, 0, 0),
    (0, -0.00017, 0, 0, 0, 1),
)


class LunarDate(NamedTuple):
    """A day of the lunar calendar; `leap` marks the second month of the same number."""

    year: int
    month: int
    day: int
    leap: bool = False


def to_lunar(day: date) -> LunarDate:
    """The lunar date of a solar day. Raises ValueError outside 2000-2070."""
    _check(day.year, FIRST_YEAR)
    place = day.toordinal()
    year, month = next(
        (year, month)
        for year in (day.year, day.year - 1)
        for month in _months(year)
        if month.start <= place < month.start + month.length
    )
    return LunarDate(year, month.number, place - month.start + 1, month.leap)


def to_solar(lunar: LunarDate) -> date:
    """The solar day of a lunar date. Raises ValueError for a month or day that this year does not have."""
    for number, leap, start, length in _months(lunar.year):
        if (number, leap) == (lunar.month, lunar.leap) and 1 <= lunar.day <= length:
            return date.fromordinal(start + lunar.day - 1)
    raise ValueError(f"no such lunar date: {lunar}")


def leap_month(year: int) -> int | None:
    """The number of the month that comes twice in a lunar year, or None."""
    return next((number for number, leap, _, _ in _months(year) if leap), None)


class _Month(NamedTuple):
    number: int
    leap: bool
    start: int
    length: int


@cache
def _months(year: int) -> tuple[_Month, ...]:
    """The months of a lunar year, first days as ordinals: the end of one round of the sun and the start of the next."""
    _check(year, FIRST_YEAR - 1)
    this_round, next_round = _round(year), _round(year + 1)
    return this_round[_first_of_year(this_round) :] + next_round[: _first_of_year(next_round)]


def _check(year: int, first_year: int) -> None:
    if not first_year <= year <= LAST_YEAR:
        raise ValueError(f"lunar dates are known for {FIRST_YEAR}-{LAST_YEAR} only, not for {year}")


def _first_of_year(months: tuple[_Month, ...]) -> int:
    return next(place for place, month in enumerate(months) if month.number == 1)


@cache
def _round(year: int) -> tuple[_Month, ...]:
    """The 12 or 13 months from the month of the solstice before `year` to the one of its own December, excluded."""
    starts = [_new_moon(count) for count in range(_month_of_solstice(year - 1), _month_of_solstice(year) + 1)]
    twelfths = [_sun(start) // 30 for start in starts]
    leap = next((i for i in range(1, 13) if twelfths[i] == twelfths[i + 1]), None) if len(starts) == 14 else None
    months = []
    for place, (start, end) in enumerate(pairwise(starts)):
        number = (place - (leap is not None and place >= leap) + 10) % 12 + 1
        months.append(_Month(number, place == leap, start, end - start))
    return tuple(months)


def _month_of_solstice(year: int) -> int:
    """The count of the new moon that begins the month holding the December solstice, the sun at 270 degrees."""
    near = round((date(year, 12, 21).toordinal() + _ORDINAL_OF_JULIAN_DAY - _NEW_MOON_2000) / _SYNODIC_MONTH)
    return next(n for n in range(near - 2, near + 2) if _sun(_new_moon(n)) < 270 <= _sun(_new_moon(n + 1)))


@cache
def _new_moon(count: int) -> int:
    """The day (ordinal, UTC+7) of the new moon `count` after the first one of 2000."""
    t = count / 1236.85
    shrink = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * count)
    moon = radians(201.5643 + 385.81693528 * count + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * count - 0.0016118 * t * t)
    node = radians(124.7746 - 1.56375588 * count)
    instant = _NEW_MOON_2000 + _SYNODIC_MONTH * count + 0.00015437 * t * t
    for power, amplitude, a, b, c, d in _MOON_TERMS:
        instant += amplitude * shrink**power * sin(a * sun + b * moon + c * latitude + d * node)
    return int(instant - _CLOCK_LAG + _UTC7 - _ORDINAL_OF_JULIAN_DAY)


def _sun(day: int) -> float:
    """The apparent longitude of the sun in degrees at the midnight that begins a day in UTC+7."""
    t = (day + _ORDINAL_OF_JULIAN_DAY - _UTC7 + _CLOCK_LAG - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = (1.914602 - 0.004817 * t) * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    wobble = 0.00569 + 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return (280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre - wobble) % 360
