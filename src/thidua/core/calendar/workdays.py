"""Working days of an office: Monday to Friday, less public holidays, plus weekend days worked in exchange.

Every answer is None when it would need a year whose holidays are not known.
"""

from __future__ import annotations

from datetime import date, timedelta

from thidua.core.calendar.holidays import Extra, holiday_year

__all__ = [
    "Extra",
    "add_working_days",
    "is_working_day",
    "next_working_day",
    "previous_working_day",
    "working_days_between",
]

_ONE_DAY = timedelta(days=1)


def is_working_day(day: date, extra: Extra | None = None) -> bool | None:
    """Whether offices work that day; `extra` holds what an administrator changed."""
    if extra and day in extra:
        return extra[day] is None
    known = holiday_year(day.year)
    if known is None:
        return None
    return day in known.worked or (day.weekday() < 5 and day not in known.off)


def previous_working_day(day: date, extra: Extra | None = None) -> date | None:
    """The last working day before `day`."""
    return add_working_days(day, -1, extra)


def next_working_day(day: date, extra: Extra | None = None) -> date | None:
    """The first working day after `day`."""
    return add_working_days(day, 1, extra)


def add_working_days(day: date, count: int, extra: Extra | None = None) -> date | None:
    """The `count`-th working day after `day`, before it when negative; `day` itself never counts (0 gives it back)."""
    step = _ONE_DAY if count > 0 else -_ONE_DAY
    left = abs(count)
    while left:
        day += step
        works = is_working_day(day, extra)
        if works is None:
            return None
        left -= works
    return day


def working_days_between(start: date, end: date, extra: Extra | None = None) -> int | None:
    """Working days after `start` up to and including `end`; negative when `end` comes first.

    So `working_days_between(d, add_working_days(d, n)) == n`.
    """
    if end < start:
        backwards = working_days_between(end - _ONE_DAY, start - _ONE_DAY, extra)
        return None if backwards is None else -backwards
    count = 0
    for ordinal in range(start.toordinal() + 1, end.toordinal() + 1):
        works = is_working_day(date.fromordinal(ordinal), extra)
        if works is None:
            return None
        count += works
    return count
