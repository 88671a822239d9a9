"""The one reader of written dates, and how dates are written for people. The day always comes before the month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from thidua.core.verdicts import Reason
from thidua.core.viet.text import clean

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

QUARTER_NUMERAL = r"(?:IV|I{1,3}|[1-4])"
"""How papers number the quarters of a year, as part of a pattern."""

_Y = r"(?P<y>(?:19|20|21)[0-9]{2})"
_YEAR = rf"(?:năm\s*)?{_Y}"
_DOTS = r"[\s.…_]*"
_SEP = r"\s*[/.\-]\s*"
_PAPER_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:ngày\s*)?(?P<d>[0-9]{{1,2}}){_SEP}(?P<m>[0-9]{{1,2}}){_SEP}{_Y}",
        rf"{_Y}-(?P<m>[0-9]{{2}})(?:-(?P<d>[0-9]{{2}}))?",
        rf"(?:ngày{_DOTS}(?P<d>[0-9]{{1,2}})?{_DOTS})?tháng{_DOTS}(?P<m>[0-9]{{1,2}}){_DOTS}[,/]?\s*{_YEAR}",
        rf"ngày{_DOTS}tháng{_DOTS}{_YEAR}",
        rf"(?:tháng\s*)?(?P<m>[0-9]{{1,2}})\s*[/\-]\s*{_Y}",
        rf"quý\s*(?P<q>{QUARTER_NUMERAL})\s*[/,\-]?\s*{_YEAR}",
        rf"{_Y}-?Q(?P<q>[1-4])",
        _YEAR,
    )
)
_QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TYPED = re.compile(r"(?:ngày )?(?P<d>[0-9]{1,2}) ?(?P<sep>[/.\-]) ?(?P<m>[0-9]{1,2}) ?(?P=sep) ?(?P<y>[0-9]+)", re.I)
_WORDED = re.compile(r"ngày (?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}),? ?năm (?P<y>[0-9]+)", re.I)
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{3,})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})")


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as ISO text: a day, or `2025-09`, `2027`, `2027-Q4` when no more is said."""

    value: str

    @property
    def day(self) -> date | None:
        """The day, None for a month, quarter or year."""
        return date.fromisoformat(self.value) if len(self.value) == len("2026-12-05") else None


@dataclass(frozen=True, slots=True)
class DateAnswer:
    """What a text may mean. The day stands first, so there is never more than one reading."""

    readings: tuple[DateReading, ...] = ()
    refusal: Reason | None = None

    @property
    def value(self) -> str | None:
        """The ISO text, partial or whole."""
        return self.readings[0].value if self.readings else None

    @property
    def day(self) -> date | None:
        """The day, None when refused or partial."""
        return self.readings[0].day if self.readings else None


def paper_date(text: str) -> str | None:
    """The date as a paper means it: `2026-12-05`, or `2025-09`, `2027`, `2027-Q4` when it says no more; else None.

    Tolerates stray blanks and dotted gaps ("ngày   tháng 9 năm 2025" is `2025-09`). Source: CONTRACT, date and due.
    """
    for form in _PAPER_FORMS:
        if found := form.fullmatch(text.strip()):
            return _iso(**found.groupdict())
    return None


def read_date(text: str) -> DateAnswer:
    """The date a person typed: `5/12/2026`, `2026-12-05`, in words, or a month, quarter or year.

    Never month first, never a year of two digits, and `05-12-2026` is sent back to the slash (codes D01, D12, D13,
    D14, D18, A54, G53 of the catalogue of bad input). A form that needs a whole day looks at `.day`.
    """
    received = clean(text)
    if not received:
        return DateAnswer(refusal=Reason("D01", "Chưa nhập ngày. Ghi dạng 05/12/2026."))
    found = _TYPED.fullmatch(received) or _WORDED.fullmatch(received) or _YEAR_FIRST.fullmatch(received)
    if found and (refusal := _refused_day(**found.groupdict())):
        return DateAnswer(refusal=refusal)
    iso = paper_date(received)
    return DateAnswer((DateReading(iso),)) if iso else DateAnswer(refusal=_wrong_form(received))


def _refused_day(y: str, m: str, d: str, sep: str = "/") -> Reason | None:
    year = f"20{y}" if len(y) == 2 else y
    written = f"{int(d):02d}/{int(m):02d}/{year}"
    if len(y) == 2:
        return Reason("D12", "Ghi năm đủ 4 chữ số: {written}.", {"written": written})
    if len(y) != 4 or not "1900" <= y < "2200":
        return Reason("D18", "Năm {year} không dùng được. Ghi năm đủ 4 chữ số, ví dụ 05/12/2026.", {"year": y})
    if not _iso(y, m, d):
        return _no_such_day(int(y), int(m), int(d), written)
    if sep != "/":
        other = f"{y}-{int(m):02d}-{int(d):02d}"
        return Reason("G53", "Ghi {written} hoặc {other}.", {"written": written, "other": other})
    return None


def _no_such_day(year: int, month: int, day: int, written: str) -> Reason:
    if (day, month) == (29, 2):
        return Reason("D14", "Năm {year} không có ngày 29/02.", {"year": year})
    if 1 <= month <= 12:
        return Reason("A54", "Ngày {written} không tồn tại.", {"written": written})
    message = "Ngày {written} không tồn tại. Ghi ngày trước, tháng sau, ví dụ 05/12/2026."
    return Reason("D13", message, {"written": written})


def _wrong_form(received: str) -> Reason:
    return Reason("G53", 'Không đọc được ngày "{received}". Ghi dạng 05/12/2026.', {"received": received})


def _iso(y: str, m: str | None = None, d: str | None = None, q: str | None = None) -> str | None:
    """The ISO text of the parts, None if no such day or month exists."""
    if q:
        return f"{y}-Q{_QUARTERS.get(q.upper(), q)}"
    try:
        day = date(int(y), int(m or 1), int(d or 1))
    except ValueError:
        return None
    return day.isoformat() if d else f"{y}-{day.month:02d}" if m else y


def short_date(day: date) -> str:
    """05/12/2026, for tables."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def day_first(iso: str) -> str:
    """ISO text as people write it: 2026-12-05 gives 05/12/2026, 2026-12 gives 12/2026, 2026-Q3 gives quý 3/2026."""
    year, _, rest = iso.partition("-")
    return f"quý {rest[1:]}/{year}" if rest.startswith("Q") else "/".join(reversed(iso.split("-")))


def near_date(day: date) -> str:
    """thứ Sáu 04/12, for days close by."""
    return f"{WEEKDAYS[day.weekday()]} {day.day:02d}/{day.month:02d}"


def date_in_words(day: date) -> str:
    """ngày 05 tháng 12 năm 2026, for papers: a zero before days below 10 and before months 1 and 2 (decree 30/2020)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
