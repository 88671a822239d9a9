"""Time limits of a plan as rows: recurring ones become one row per day they fall on, within the movement's own span."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from thidua.apps.movements.mapping import closing_instant, first_and_last_day
from thidua.apps.movements.models import Deadline, Movement
from thidua.apps.plans.mapping import Reading
from thidua.core.calendar import deadlines as calendar
from thidua.core.viet.text import fold

LONGEST = timedelta(days=366)
"""A movement whose end is not known gets its recurring limits for one year."""

_UPWARD = ("thanh pho", "tinh", "cap tren", "so noi vu", "ban thi dua")


def deadlines_of_plan(row: Movement, reading: Reading, choices: dict[str, Any], today: date) -> list[Deadline]:
    """Rows for the launch, not saved. A limit counted from an event ("05 ngày sau khi ...") has no day yet."""
    made = []
    for item in reading["deadlines"]:
        choice = choices.get(item["id"], {})
        for due in _days(row, item, today):
            made.append(_row(row, item, due, choice))
    return made


def _days(row: Movement, item: Reading, today: date) -> list[str]:
    if item.get("date"):
        return [item["date"]]
    if item.get("recurrence"):
        start = row.starts_on or today
        end = row.ends_on or start + LONGEST
        return [day.isoformat() for day in calendar.due_dates(item["recurrence"], start, end)]
    return [""]


def _row(row: Movement, item: Reading, due: str, choice: dict[str, str]) -> Deadline:
    deadline = Deadline(
        movement=row,
        item=UUID(item["id"]),
        kind=item["kind"],
        what=item["what"],
        words=item["when"][:300],
        bound=item.get("bound") or "by",
        choice=choice.get("choice", ""),
        weekend=choice.get("weekend", "keep"),
        due=due,
        due_on=first_and_last_day(due)[1],
        to=(item.get("to") or "")[:300],
        via=(item.get("via") or "")[:300],
        upward=is_upward(item),
        source=item.get("source") or {},
    )
    if due:
        deadline.closes_at = closing_instant(deadline)
    return deadline


def is_upward(item: Reading) -> bool:
    """Whether the limit binds the ward towards the level above, not its units."""
    to = fold(item.get("to") or "")
    return any(word in to for word in _UPWARD) and "phuong" not in to and "xa " not in to
