"""Public holidays by year, from `lexicon/holidays.toml`. A year outside the table is not known, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from thidua.core import lexicons
from thidua.core.calendar.lunar import LunarDate, to_solar

Extra = Mapping[date, str | None]
"""Days an administrator changed: a name makes a day off, None makes it a working day, even a Saturday."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One year's days off with their names, the weekend days worked in exchange, and how sure that is.

    `declared` = fixed by the government; `expected` = by rule, the government has still to choose some days.
    """

    off: Mapping[date, str]
    worked: frozenset[date]
    certainty: Literal["declared", "expected"]
    source: str


def holiday_year(year: int) -> HolidayYear | None:
    """The holidays of a year, None for a year outside the table."""
    table = lexicons.load("holidays")
    return _holiday_year(year) if table["first_year"] <= year <= table["last_year"] else None


def holiday_name(day: date, extra: Extra | None = None) -> str | None:
    """What an office celebrates that day, None on other days and in years outside the table."""
    if extra and day in extra:
        return extra[day]
    known = holiday_year(day.year)
    return known.off.get(day) if known else None


@cache
def _holiday_year(year: int) -> HolidayYear:
    table = lexicons.load("holidays")
    for declared in table["declared"]:
        if declared["year"] == year:
            off = {date.fromisoformat(day): name for day, name in declared["off"].items()}
            return HolidayYear(MappingProxyType(off), frozenset(declared["worked"]), "declared", declared["source"])
    off = {day: rule["name"] for rule in table["holiday"] for day in _days(rule, year)}
    source = "; ".join(dict.fromkeys(rule["source"].partition(":")[0] for rule in table["holiday"]))
    return HolidayYear(MappingProxyType(_with_compensation(off)), frozenset(), "expected", source)


def _days(rule: Mapping[str, Any], year: int) -> list[date]:
    """The days one rule gives in a year."""
    if year < rule.get("from_year", year):
        return []
    if "lunar" in rule:
        month, day = map(int, rule["lunar"].split("-"))
        main = to_solar(LunarDate(year, month, day))
    else:
        month_and_day = rule["solar"] if "solar" in rule else rule["by_year"].get(str(year))
        if month_and_day is None:
            return []
        main = date.fromisoformat(f"{year}-{month_and_day}")
    return [main + step * _ONE_DAY for step in range(-rule.get("before", 0), rule.get("after", 0) + 1)]


def _with_compensation(off: Mapping[date, str]) -> dict[date, str]:
    """A holiday on a weekend day is made good on the next working day. Source: labour code 2019, article 111(3)."""
    days = dict(off)
    for holiday in sorted(off):
        if holiday.weekday() >= 5:
            free = holiday
            while free.weekday() >= 5 or free in days:
                free += _ONE_DAY
            days[free] = f"Nghỉ bù {off[holiday]}"
    return days
