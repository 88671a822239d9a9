"""A time limit as pages show it: the last good day with its weekday, the plan's own words, what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.apps.movements.queries import deadline_value
from thidua.core.calendar.deadlines import closing_day, last_working_day, sentence
from thidua.core.calendar.lunar import to_lunar
from thidua.core.viet.dates import WEEKDAYS, near_date


@dataclass(frozen=True)
class DeadlineLine:
    """`day` is the last good day, None for a limit counted from an event; `working_day` only when it is another day."""

    row: Any
    day: date | None
    what: str
    closing: str
    working_day: date | None
    left: int | None

    @property
    def weekday(self) -> str:
        """'Thứ Sáu', and the year when it is another than today's."""
        if self.day is None or self.left is None:
            return ""
        name = WEEKDAYS[self.day.weekday()]
        other = self.day.year != (self.day - timedelta(days=self.left)).year
        return name[:1].upper() + name[1:] + (f" {self.day.year}" if other else "")

    @property
    def short(self) -> str:
        """'04/12' for a column of days."""
        return f"{self.day:%d/%m}" if self.day else ""

    @property
    def near(self) -> str:
        return near_date(self.day) if self.day else ""

    @property
    def lunar(self) -> str:
        """'25/10 âm lịch', nothing outside the years that are known."""
        try:
            found = to_lunar(self.day) if self.day else None
        except ValueError:
            return ""
        return _("%(day)s/%(month)s âm lịch") % {"day": found.day, "month": found.month} if found else ""

    @property
    def when(self) -> str:
        """How far away: 'Hôm nay', 'Còn 4 ngày', 'Đã qua'."""
        if self.left is None:
            return _("Chưa có ngày")
        if self.left <= 0:
            return _("Hôm nay") if self.left == 0 else _("Đã qua")
        return ngettext("Còn %(days)s ngày", "Còn %(days)s ngày", self.left) % {"days": self.left}


@dataclass(frozen=True)
class Repeated:
    """Lines of one time limit that comes again: the first, how many more, and the last of them."""

    first: DeadlineLine
    more: int
    last: DeadlineLine


def together(lines: Iterable[DeadlineLine]) -> list[Repeated]:
    """Lines of the same item of the plan as one, in the order of their first days."""
    found: dict[object, list[DeadlineLine]] = {}
    for line in lines:
        found.setdefault(line.row.item or line.row.id, []).append(line)
    return [Repeated(rows[0], len(rows) - 1, rows[-1]) for rows in found.values()]


def line_of(row: Any, today: date) -> DeadlineLine:
    """A stored time limit as a line; `today` is the day in Vietnam."""
    value = deadline_value(row)
    day = closing_day(value)
    working = last_working_day(value)
    what = row.what[:1].upper() + row.what[1:]
    left = (day - today).days if day else None
    return DeadlineLine(row, day, what, sentence(value), working if working != day else None, left)
