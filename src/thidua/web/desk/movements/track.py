"""The strip of months under the lead: what has passed, today, the time limits. Positions are attributes of SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH = 1200
_MOST_MONTHS = 14


@dataclass(frozen=True)
class Track:
    """Labels of equal cells; positions in units of the drawing, as text because figures of a page get points."""

    labels: list[str]
    by_month: bool
    width: str
    past: str
    now: str
    marks: list[str]
    passed: int


def track_of(start: date | None, end: date | None, today: date, days: Iterable[date]) -> Track | None:
    """The strip between two days; months when they are few, else years. None when an end is not known."""
    if not start or not end or end < start:
        return None
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    by_month = months <= _MOST_MONTHS
    cells = _months(start, months) if by_month else [date(year, 1, 1) for year in range(start.year, end.year + 2)]
    at = min(max(_place(today, cells), 0), WIDTH)
    return Track(
        labels=[str(cell.month if by_month else cell.year) for cell in cells[:-1]],
        by_month=by_month,
        width=str(WIDTH),
        past=str(at),
        now=str(min(at, WIDTH - 3)),
        marks=[str(min(_place(day, cells), WIDTH - 3)) for day in sorted(set(days)) if cells[0] <= day < cells[-1]],
        passed=sum(cell <= today for cell in cells[:-1]),
    )


def _months(start: date, count: int) -> list[date]:
    """First days of `count` months and of the one after."""
    found = [start.replace(day=1)]
    for _ in range(count):
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found


def _place(day: date, cells: list[date]) -> int:
    """Where a day stands when every cell is equally wide."""
    if day < cells[0]:
        return 0
    for at in range(len(cells) - 1):
        first, after = cells[at], cells[at + 1]
        if day < after:
            return round((at + (day - first) / (after - first)) * WIDTH / (len(cells) - 1))
    return WIDTH
