"""Days that come again: from the recurrence of the plan contract to the days due in a span of time."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

_MONTHS_IN = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
# School terms by month: September to January, February to May. The ministry fixes the days of each school year.
_TERMS = ((9, 5), (2, 4))


def due_dates(recurrence: Mapping[str, object], start: date, end: date) -> tuple[date, ...]:
    """The days due from `start` to `end`, both included, in order.

    `recurrence` has `every` (week, month, quarter, half_year, year, term) and may have `month` (of the period, from 1),
    `day` and `weekday` (1 = Monday). What is left out means the end: last month of the period, last day of the month,
    Sunday. Day 31 of a shorter month is its last day. Raises ValueError for a recurrence that is not in the contract.
    """
    every = recurrence.get("every")
    weekday = _number(recurrence, "weekday", 1, 7)
    if every == "week":
        return _weekly(weekday or 7, start, end)
    month = _number(recurrence, "month", 1, 12)
    day = _number(recurrence, "day", 1, 31)
    due = (_day_in(first, length, month, day) for first, length in _periods(every, start.year - 1, end.year))
    return tuple(sorted(found for found in due if start <= found <= end))


def _weekly(weekday: int, start: date, end: date) -> tuple[date, ...]:
    first = start + timedelta(days=(weekday - start.isoweekday()) % 7)
    return tuple(first + timedelta(days=step) for step in range(0, (end - first).days + 1, 7))


def _periods(every: object, first_year: int, last_year: int) -> Iterator[tuple[date, int]]:
    """First days of the periods and their length in months."""
    if every != "term" and every not in _MONTHS_IN:
        raise ValueError(f"a recurrence every {every!r} is not in the plan contract")
    for year in range(first_year, last_year + 1):
        if every == "term":
            yield from ((date(year, month, 1), length) for month, length in _TERMS)
        else:
            length = _MONTHS_IN[str(every)]
            yield from ((date(year, month, 1), length) for month in range(1, 13, length))


def _day_in(first: date, length: int, month: int | None, day: int | None) -> date:
    """The day within a period; in a monthly recurrence a month says nothing."""
    offset = length if month is None or length == 1 else month
    if offset > length:
        raise ValueError(f"month {offset} of a period of {length} months")
    years, index = divmod(first.month - 1 + offset - 1, 12)
    year, number = first.year + years, index + 1
    last = monthrange(year, number)[1]
    return date(year, number, min(day or last, last))


def _number(recurrence: Mapping[str, object], key: str, least: int, most: int) -> int | None:
    value = recurrence.get(key)
    if value is None:
        return None
    if not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{key} of a recurrence lies between {least} and {most}, not {value!r}")
    return value
