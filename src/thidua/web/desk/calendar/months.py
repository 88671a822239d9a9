"""The months of the calendar page: lines of each month, its public holidays, first and full moon."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from thidua.core.calendar.holidays import holiday_year
from thidua.core.calendar.lunar import to_lunar
from thidua.web.desk.calendar.lines import DeadlineLine


@dataclass(frozen=True)
class Holiday:
    """Days off that belong together: the first, the last, and what is celebrated."""

    first: date
    last: date
    name: str


@dataclass(frozen=True)
class Month:
    """One month; `expected` when the government has not yet fixed its days off."""

    first: date
    lines: list[DeadlineLine]
    holidays: list[Holiday]
    expected: bool
    new_moons: list[date]
    full_moons: list[date]
    peaks: list[Any]

    @property
    def title(self) -> str:
        return f"Tháng {self.first.month}/{self.first.year}"


def months_of(lines: Iterable[DeadlineLine], today: date, *, peaks: Iterable[Any] = ()) -> list[Month]:
    """Every month that has a line or a peak, and the current one, in order.

    A peak stands in the month it begins in, one that runs already in the current month.
    """
    found = {today.replace(day=1): []} | {
        first: list(rows)
        for first, rows in groupby((line for line in lines if line.day), key=lambda line: line.day.replace(day=1))
    }
    high: dict[date, list[Any]] = {}
    for line in peaks:
        if line.peak.ends_on >= today:
            high.setdefault(max(line.peak.starts_on, today).replace(day=1), []).append(line)
    return [_month(first, found.get(first, []), high.get(first, [])) for first in sorted(found | high)]


def _month(first: date, lines: list[DeadlineLine], peaks: list[Any]) -> Month:
    days = [first + timedelta(days=at) for at in range(monthrange(first.year, first.month)[1])]
    known = holiday_year(first.year)
    off = [(day, known.off[day]) for day in days if day in known.off] if known else []
    return Month(
        first=first,
        lines=lines,
        holidays=list(_together(off)),
        expected=bool(known and known.certainty == "expected" and off),
        new_moons=[day for day in days if _moon(day) == 1],
        full_moons=[day for day in days if _moon(day) == 15],
        peaks=peaks,
    )


def _together(off: list[tuple[date, str]]) -> Iterator[Holiday]:
    """Days of one celebration that follow one another, as one."""
    for name, rows in groupby(off, key=lambda pair: pair[1]):
        days = [day for day, _ in rows]
        yield Holiday(days[0], days[-1], name)


def _moon(day: date) -> int | None:
    try:
        return to_lunar(day).day
    except ValueError:
        return None
