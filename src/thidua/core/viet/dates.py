"""The one reader of written dates, and how dates are written for people. The day always comes before the month."""

from __future__ import annotations

import re
from datetime import date

_YEAR = r"(?:năm\s*)?(?P<y>(?:19|20|21)[0-9]{2})"
_DOTS = r"[\s.…_]*"
_PAPER_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?:ngày\s*)?(?P<d>[0-9]{1,2})\s*[/.\-]\s*(?P<m>[0-9]{1,2})\s*[/.\-]\s*(?P<y>(?:19|20|21)[0-9]{2})",
        r"(?P<y>(?:19|20|21)[0-9]{2})-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?",
        rf"(?:ngày{_DOTS}(?P<d>[0-9]{{1,2}})?{_DOTS})?tháng{_DOTS}(?P<m>[0-9]{{1,2}}){_DOTS}[,/]?\s*{_YEAR}",
        rf"ngày{_DOTS}tháng{_DOTS}{_YEAR}",
        r"(?:tháng\s*)?(?P<m>[0-9]{1,2})\s*[/\-]\s*(?P<y>(?:19|20|21)[0-9]{2})",
        rf"quý\s*(?P<q>[1-4]|IV|I{{1,3}})\s*[/,\-]?\s*{_YEAR}",
        r"(?P<y>(?:19|20|21)[0-9]{2})-?Q(?P<q>[1-4])",
        _YEAR,
    )
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}


def paper_date(text: str) -> str | None:
    """The date as a paper means it: `2026-12-05`, or `2025-09`, `2027`, `2027-Q4` when it says no more; else None.

    Tolerates stray blanks and dotted gaps ("ngày   tháng 9 năm 2025" is `2025-09`). Source: CONTRACT, date and due.
    """
    for form in _PAPER_FORMS:
        if found := form.fullmatch(text.strip()):
            return _iso(**found.groupdict())
    return None


def _iso(y: str, m: str | None = None, d: str | None = None, q: str | None = None) -> str | None:
    """The ISO text of the parts, None if no such day or month exists."""
    if q:
        return f"{y}-Q{_QUARTERS.get(q.upper(), q)}"
    try:
        day = date(int(y), int(m or 1), int(d or 1))
    except ValueError:
        return None
    return day.isoformat() if d else f"{y}-{day.month:02d}" if m else y
