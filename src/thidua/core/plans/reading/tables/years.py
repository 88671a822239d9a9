"""Columns of levels that are headed by a year: interim levels, the last level, and results of years gone by."""

from __future__ import annotations

import re

from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.tables.layout import Table
from thidua.core.viet.text import fold

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_OF_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*[-–]\s*(20\d\d)(?!\d)")
_DATED = re.compile(r"\b(?:ngày|tháng)\b[^,;]{0,25}\bnăm\s+(20\d\d)(?!\d)", re.IGNORECASE)
_OF_YEAR = re.compile(r"\b(?:năm|năm học|giai đoạn)\s+(20\d\d)(?!\d)", re.IGNORECASE)
_CITES = re.compile(r"(?:Căn cứ|Thực hiện|Theo|Xét)\b")
_RESULT = re.compile(r"(?:th|thuc hien|thuc te|ket qua|da dat|uoc|hien trang|nen)\b")
_HEAD = 40
"""Paragraphs among which the title stands."""
_LONGEST = 60
"""Characters of a header that is not the name of the table run together with it."""


def name_year_columns(table: Table, first: int | None) -> None:
    """Columns headed by a year and full of figures hold levels, those of years before the plan's (`first`) results;
    `table.periods` gets the time of each column of levels that names it: "2026", or "2026-2030" for a whole span."""
    years = {at: year for at in range(len(table.columns)) if (year := _year(table, at)) is not None}
    gone = max(
        (year for at, year in years.items() if table.columns[at] == "baseline" or _is_result(table, at)), default=0
    )
    if first is not None and max(years.values(), default=0) >= first:  # else the annex is older than the paper
        gone = max(gone, first - 1)
    levels = [at for at in years if table.columns[at] == "plan" or _is_level(table, at)]
    if any(years[at] > gone for at in levels):
        for at in sorted(levels, key=lambda at: -years[at]):  # the last of the results is the baseline
            past = "" if "baseline" in table.columns else "baseline"
            table.columns[at] = "plan" if years[at] > gone else past
    for at, kind in enumerate(table.columns):
        span = next((found for words in _titles(table, at) if (found := _OF_SPAN.search(words))), None)
        if kind == "plan" and (span or at in years):
            table.periods[at] = f"{span[1]}-{span[2]}" if span else str(years[at])


def first_year(body: list[Paragraph]) -> int | None:
    """The first year of the plan: the one that its title names, else the one of its day."""
    head = [paragraph.whole.text for paragraph in body[:_HEAD] if not _CITES.match(paragraph.whole.text)]
    titled = (found for words in head if not _DATED.search(words) and (found := _OF_YEAR.search(words)))
    dated = (found for words in head if (found := _DATED.search(words)))
    found = next(titled, None) or next(dated, None)
    return int(found[1]) if found else None


def _is_result(table: Table, at: int) -> bool:
    return table.columns[at] == "" and any(_RESULT.match(fold(words)) for words in _titles(table, at))


def _is_level(table: Table, at: int) -> bool:
    """Whether a column that no lexicon names, headed by a year, is short of words and full of figures."""
    if table.columns[at] or len(table.header[at]) > _LONGEST:
        return False
    cells = [row.cells[at].text for row in table.rows if at < len(row.cells) and row.cells[at]]
    return 0 < len(cells) <= 2 * sum(any(map(str.isdigit, cell)) for cell in cells)


def _titles(table: Table, at: int) -> list[str]:
    """The words over a column: of the second header row, then of the first."""
    return [words for words in (table.header[at], table.titles[at] if at < len(table.titles) else "") if words]


def _year(table: Table, at: int) -> int | None:
    """The one year that heads a column."""
    named = next((years for words in _titles(table, at) if (years := set(_YEAR.findall(words)))), set())
    return int(named.pop()) if len(named) == 1 else None
