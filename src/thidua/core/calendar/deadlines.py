"""Deadlines: the words of the paper, the clerk's choice, and the instant from which a report is late.

The instant is exclusive: the midnight in Vietnam that ends the last good day, as UTC. Nothing is ever 23:59:59.
"Trước ngày 05/12" is read strictly (the last good day is 04/12) until the clerk says that the office means "hết ngày
05/12".
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from thidua.core.calendar.holidays import Extra, holiday_name
from thidua.core.calendar.recurrence import due_dates
from thidua.core.calendar.workdays import is_working_day, next_working_day, previous_working_day
from thidua.core.verdicts import Reason
from thidua.core.viet.dates import WEEKDAYS, near_date, paper_date, short_date

__all__ = [
    "GRACE",
    "VIETNAM",
    "Deadline",
    "choice_question",
    "closes_at",
    "closing_day",
    "days_left",
    "due_dates",
    "due_span",
    "is_late",
    "last_working_day",
    "needs_choice",
    "sentence",
    "weekend_question",
]

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
GRACE = timedelta(minutes=10)
"""How long an upload that began in time may take to arrive."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as a plan sets it.

    `words` as printed; `bound` trước ngày / chậm nhất, đến hết ngày / vào ngày; `date` ISO, partial (`2025-09`, `2027`)
    or a quarter (`2026-Q3`); `choice` how the clerk reads "trước", None until asked; `weekend` what happens when the
    last day is no working day: it stays (the stricter default) or rolls to the next working day.
    """

    words: str
    bound: Literal["before", "by", "on"]
    date: str
    choice: Literal["strict", "inclusive"] | None = None
    weekend: Literal["keep", "roll"] = "keep"


def due_span(text: str) -> tuple[date, date] | None:
    """First and last day of a day, month, quarter or year in ISO form, None if the text is none of them."""
    iso = paper_date(text)
    if iso is None:
        return None
    year, _, rest = iso.partition("-")
    if rest.startswith("Q"):
        last_month = 3 * int(rest[1:])
        return date(int(year), last_month - 2, 1), _month_end(int(year), last_month)
    if len(rest) == 5:
        return date.fromisoformat(iso), date.fromisoformat(iso)
    first, last = (int(rest), int(rest)) if rest else (1, 12)
    return date(int(year), first, 1), _month_end(int(year), last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def closing_day(deadline: Deadline, extra: Extra | None = None) -> date | None:
    """The last good day in Vietnam; None when the date cannot be read.

    A month, quarter or year lasts to its end; strictly before it means the day before it begins. Rolling needs a year
    whose holidays are known; otherwise the day stays, which is the stricter side.
    """
    day = _written_closing_day(deadline)
    if day and deadline.weekend == "roll" and is_working_day(day, extra) is False:
        return next_working_day(day, extra) or day
    return day


def _written_closing_day(deadline: Deadline) -> date | None:
    span = due_span(deadline.date)
    if span is None:
        return None
    strict = deadline.bound == "before" and deadline.choice != "inclusive"
    return span[0] - _ONE_DAY if strict else span[1]


def closes_at(deadline: Deadline, extra: Extra | None = None) -> datetime | None:
    """The first instant that is too late, in UTC: "trước ngày 05/12/2026" strictly is 2026-12-04T17:00Z."""
    day = closing_day(deadline, extra)
    return datetime.combine(day + _ONE_DAY, time.min, VIETNAM).astimezone(UTC) if day else None


def is_late(
    received_at: datetime,
    deadline: Deadline,
    *,
    began_at: datetime | None = None,
    grace: timedelta = GRACE,
    extra: Extra | None = None,
) -> bool:
    """Whether something wholly received at that instant came too late; nothing is late for a deadline without a day.

    A transfer whose first byte came in time (`began_at`) still counts when it is complete within `grace`.
    Raises ValueError for a time without a zone.
    """
    if received_at.utcoffset() is None or (began_at is not None and began_at.utcoffset() is None):
        raise ValueError("a time without a zone cannot be compared with a deadline")
    limit = closes_at(deadline, extra)
    if limit is None or received_at < limit:
        return False
    return began_at is None or began_at >= limit or received_at >= limit + grace


def days_left(today: date, deadline: Deadline, extra: Extra | None = None) -> int | None:
    """Days from today (the date in Vietnam) to the last good day: 0 on that day, negative after it."""
    day = closing_day(deadline, extra)
    return (day - today).days if day else None


def last_working_day(deadline: Deadline, extra: Extra | None = None) -> date | None:
    """The last working day that is still good: shown as advice, never enforced. None in years not known."""
    day = closing_day(deadline, extra)
    if day is None:
        return None
    return day if is_working_day(day, extra) else previous_working_day(day, extra)


def needs_choice(deadline: Deadline) -> bool:
    """Whether the clerk has still to say what "trước ngày" means; until then it is strict."""
    return deadline.bound == "before" and deadline.choice is None


def choice_question(deadline: Deadline) -> Reason | None:
    """The question to ask while `needs_choice`, with both last days (code A50)."""
    span = due_span(deadline.date)
    if span is None or not needs_choice(deadline):
        return None
    params = {"strict": _spoken(span[0] - _ONE_DAY), "inclusive": _spoken(span[1])}
    return Reason("A50", "Hạn là hết {strict} hay hết {inclusive}?", params)


def weekend_question(deadline: Deadline, extra: Extra | None = None) -> Reason | None:
    """The question whether a last day without work stays or moves (code D17); None when it is a working day."""
    day = _written_closing_day(deadline)
    if day is None or is_working_day(day, extra) is not False:
        return None
    later = next_working_day(day, extra)
    if later is None:
        return None
    params = {"day": short_date(day), "what": _day_off(day, extra), "later": near_date(later)}
    return Reason("D17", "{day} là {what}. Giữ nguyên hay chuyển {later}?", params)


def sentence(deadline: Deadline, extra: Extra | None = None) -> str:
    """What stands beside the quotation: "hạn cuối: 23:59 ngày 04/12/2026 (thứ Sáu)", and a note about days off."""
    day = closing_day(deadline, extra)
    span = due_span(deadline.date)
    if day is None or span is None:
        return "hạn cuối: chưa rõ ngày"
    notes = [f"hạn cuối: 23:59 ngày {short_date(day)} ({WEEKDAYS[day.weekday()]})"]
    written = _written_closing_day(deadline)
    if written and written != day:
        notes.append(f"Đã chuyển từ {near_date(written)}")
    elif day < span[0] == span[1] and is_working_day(span[0], extra) is False:
        notes.append(f"Ngày {short_date(span[0])} là {_day_off(span[0], extra)}")
    if is_working_day(day, extra) is False and (last := last_working_day(deadline, extra)):
        notes.append(f"Ngày {short_date(day)} là {_day_off(day, extra)}, ngày làm việc cuối cùng là {near_date(last)}")
    return ". ".join(notes)


def _spoken(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d} ({WEEKDAYS[day.weekday()]})"


def _day_off(day: date, extra: Extra | None) -> str:
    name = holiday_name(day, extra)
    return f"ngày nghỉ lễ ({name})" if name else WEEKDAYS[day.weekday()]
