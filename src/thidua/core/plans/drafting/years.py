"""Years and days of a plan moved on: "năm 2026" to "năm 2027", 05/12/2026 to 05/12/2027; days of documents stay."""

from __future__ import annotations

import re
from calendar import monthrange

from thidua.core.plans.model import Plan
from thidua.core.plans.reading.bases import find_numbered

_ANY = re.compile(r"20\d\d")
_TERM = re.compile(r"(?P<from>20\d\d)\s*[-–—]\s*(?P<to>20\d\d)")
_SCHOOL_YEAR = re.compile(r"năm học\s*$", re.IGNORECASE)
# A document that is named by its year or day and bears no number: "Luật ... năm 2022", "Nghị quyết ... ngày 3/2/2026".
_NAMED = re.compile(
    r"\b(?:Luật|Bộ luật|Nghị quyết|Nghị định|Thông tư|Chỉ thị|Kết luận|Quyết định|Công văn|Hướng dẫn)\b[^.;:]{0,120}?"
    r"(?:ngày\s+\d{1,2}\s*(?:/|tháng)\s*\d{1,2}\s*(?:/|năm)\s*20\d\d|năm\s+20\d\d)"
)
_DATED = re.compile(
    r"\d{1,2}\s*[/.]\s*(?:\d{1,2}\s*[/.]\s*)?$|tháng\s*\d{1,2}\s*(?:năm|/)?\s*$|quý\s*(?:IV|I{1,3}|[1-4])\s*(?:năm|/)?\s*$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"(?:so với(?: cùng kỳ)?|cùng kỳ|kết quả(?: thực hiện)?)\s*(?:năm\s*)?$", re.IGNORECASE)


def plan_year(plan: Plan) -> int | None:
    """The year a plan is for: the end of its period, else a year of its title, else its date."""
    for text in (plan["period"].get("to"), plan["document"]["title"], plan["document"]["date"]):
        if found := _ANY.search(text or ""):
            return int(found.group())
    return None


def moved_words(text: str, year: int, by: int) -> str:
    """Words of a plan of `year` with its years `by` later.

    Moved are: the year itself; later years inside a date; a school year; the year that is compared with. Terms of
    several years, and years and days of documents, stay.
    """
    stays = _staying(text, year)

    def later(found: re.Match[str]) -> str:
        at, value = found.start(), int(found.group())
        if by == 0 or any(start <= at < end for start, end in stays):
            return found.group()
        before = text[:at]
        school = _in_school_year(text, at, year)
        moves = value == year or school or (value > year and _DATED.search(before))
        moves = moves or (value == year - 1 and _COMPARED.search(before))
        return str(value + by) if moves else found.group()

    return _ANY.sub(later, text)


def left_years(text: str, year: int, by: int) -> list[int]:
    """Years beside the year of the plan that `moved_words` left standing outside documents and terms."""
    if by == 0:
        return []
    stays, moved = _staying(text, year), moved_words(text, year, by)
    if len(moved) != len(text):
        return []
    return [
        int(found.group())
        for found in _ANY.finditer(text)
        if year - 1 <= int(found.group()) <= year + 1
        and moved[found.start() : found.end()] == found.group()
        and not any(start <= found.start() < end for start, end in stays)
    ]


def _staying(text: str, year: int) -> list[tuple[int, int]]:
    """Spans whose years are not the plan's own: documents and terms."""
    documents = [*find_numbered(text), *(found.span() for found in _NAMED.finditer(text))]
    terms = [found.span() for found in _TERM.finditer(text) if not _in_school_year(text, found.start(), year)]
    return documents + terms


def _in_school_year(text: str, at: int, year: int) -> bool:
    """Whether a year at this place is one of a school year that begins or ends in the year of the plan."""
    for found in _TERM.finditer(text):
        if found.start() <= at < found.end():
            first, last = int(found["from"]), int(found["to"])
            return last == first + 1 and year in (first, last) and bool(_SCHOOL_YEAR.search(text[: found.start()]))
    return False


def moved_date(iso: str | None, by: int) -> str | None:
    """An ISO text (a day, month, quarter or year) `by` years later: the same day, 28 February for the 29th."""
    found = re.fullmatch(r"(20\d\d)(?:-(Q[1-4]|\d\d)(?:-(\d\d))?)?", iso or "")
    if not found or by == 0:
        return iso
    year, rest, day = int(found[1]) + by, found[2], found[3]
    if day:
        return f"{year}-{rest}-{min(int(day), monthrange(year, int(rest))[1]):02d}"
    return f"{year}-{rest}" if rest else str(year)
