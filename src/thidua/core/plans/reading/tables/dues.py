"""When a task of a table is due: the last moment that its cell names."""

from __future__ import annotations

import calendar
import re
from datetime import date

from thidua.core.viet.dates import paper_date

_Y = r"(?:19|20)\d{2}"
_OF_YEAR = rf"\s*(?:/\s*năm|/|,|-|(?:của\s+)?năm)?\s*(?:{_Y})(?!\d)"
_MOMENT = re.compile(
    rf"(?P<end>\bhết\s+)?(?:ngày\s*)?(?P<d>(?<!\d)\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_Y}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\s*tháng\s*\d{{1,2}}{_OF_YEAR}|\btháng\s*\d{{1,2}}{_OF_YEAR}"
    rf"|\bquý\s*(?:IV|I{{1,3}}|[1-4]){_OF_YEAR}|(?<![\d/.-])\d{{1,2}}\s*[/-]\s*{_Y}(?!\d)|(?<![\d/.]){_Y}-\d{{2}}(?:-\d{{2}})?(?!\d)|(?<![\d/.]){_Y}(?!\d|-\d\d(?!\d)))",
    re.IGNORECASE,
)
# A school year ends in its summer; of "tháng 8-10/2026" the first month is no day of the second.
_NO_MOMENT = re.compile(
    rf"năm học\s+{_Y}\s*[-–]\s*{_Y}|\btháng\s*\d{{1,2}}\s*[-–](?=\s*\d{{1,2}}\s*/\s*{_Y})", re.IGNORECASE
)
# Words that say a task has no end of its own: nothing is lost when no date is read.
_ALWAYS = re.compile(r"\W*(?:thường xuyên|liên tục|cả năm|trong năm|hiện hành)?\W*", re.IGNORECASE)


def due_of(words: str) -> str | None:
    """The last of the moments in a cell, as ISO text: a day, a month `2026-09`, a quarter `2026-Q3` or a year.

    "Hết tháng 6/2026" is its last day; "Quý II và quý IV/2026" is 2026-Q4, "từ tháng 3 đến tháng 6/2026" 2026-06. None
    where no moment with a year is printed. Source: CONTRACT, `due` and "hết tháng 12 năm 2026".
    """
    found = [
        _last_day(iso).isoformat() if moment["end"] and len(iso) == len("2026-06") else iso
        for moment in _MOMENT.finditer(_NO_MOMENT.sub(" ", words))
        if (iso := _date(moment["d"]))
    ]
    return max(found, key=_last_day, default=None)


def names_time(words: str) -> bool:
    """Whether a cell says when, other than always."""
    return not _ALWAYS.fullmatch(words)


def _date(words: str) -> str | None:
    bare = re.sub(r"của\s+năm", "năm", words, flags=re.IGNORECASE)
    return paper_date(bare) or paper_date(f"ngày {bare}")


def _last_day(iso: str) -> date:
    """The day on which a moment is over."""
    year, _, rest = iso.partition("-")
    if len(rest) == len("06-30"):
        return date.fromisoformat(iso)
    month = int(rest[1:]) * 3 if rest.startswith("Q") else int(rest or 12)
    return date(int(year), month, calendar.monthrange(int(year), month)[1])
