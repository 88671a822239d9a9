"""The level that a row of a table of targets sets: from the plan column, the unit column and the name."""

from __future__ import annotations

import re
from decimal import Decimal

from thidua.core.plans.model import Measure, Milestone, Operator
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.measures.levels import Level, find_levels
from thidua.core.plans.reading.measures.operators import judge
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.tables.layout import Table, cell_of
from thidua.core.viet.numbers import paper_number

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")

_SPREAD = re.compile(r"\d\s*%?\s*(?:[-–—÷~]|đến)\s*\d", re.IGNORECASE)
_RATE = re.compile(r"(?:tốc độ|mức) tăng", re.IGNORECASE)
_FALL_NAME = re.compile(r"(?:giảm|mức giảm)\b", re.IGNORECASE)
_RISE_NAME = re.compile(r"tăng\b(?! trưởng| cường)", re.IGNORECASE)
_KEEPS = re.compile(r"(?:duy trì|giữ vững)\b", re.IGNORECASE)
_FINISHES = re.compile(r"hoàn thành\b", re.IGNORECASE)
_UNIT_IN_NAME = re.compile(r"\((?P<u>%|[^()\d]{1,25})\)\s*$")


def row_measures(sheet: Sheet, table: Table, row: Paragraph, name: Passage) -> list[Measure]:
    """The measure of one row; a row whose plan cell is empty is read as a sentence."""
    at, level = _plan_cell(table, row)
    if not level:
        return read_measures(sheet, name)
    words = level.text
    values = [number for printed in _NUMBERS.findall(words) if (number := paper_number(printed)) is not None]
    spoken = find_levels(words)
    values = values or [level.value for level in spoken[:1]]  # "hai hoạt động"
    first = read_measures(sheet, level)[0]
    if not values:
        first["metric"] = name.text
        return [first]
    bracket = _UNIT_IN_NAME.search(name.text)
    unit = cell_of(table, row, "unit").text.strip() or (bracket["u"].strip() if bracket else "")
    change = re.match(r"\s*(?:tăng|giảm)\b", words, re.IGNORECASE)
    unit = unit or ("%" if "%" in _title(table, "plan") else "")
    unit = "%" if "%" in words and (unit in ("", "%") or change) else unit or (first["unit"] or "")
    if re.match(r"\s*gấp\b", words, re.IGNORECASE):
        unit = first["unit"] or unit
    spread = len(values) == 2 and bool(_SPREAD.search(words))
    operator = _operator(name.text, words, spread)
    growth = operator in ("decrease", "increase_at_least", "increase_between") or bool(_RATE.match(name.text))
    measure: Measure = {
        "metric": (name.cut(0, bracket.start()) if bracket and bracket.start() > 1 else name).text,
        "operator": operator,
        "value": values[0],
        "unit": unit or None,
        "basis": "growth" if growth else "share" if "%" in unit else None,
        "as_written": words,
        "source": sheet.source(level),
    }
    if spread:
        measure["value_max"] = values[1]
    before = paper_number(re.sub(r"\s*%$", "", cell_of(table, row, "baseline").text))
    if before is not None:
        measure["baseline"] = before
    if at in table.periods:
        measure["period"] = table.periods[at]
    if milestones := [*_years(table, row, at), *_milestones(table, row)]:
        measure["milestones"] = milestones
    return [measure]


def _title(table: Table, kind: str) -> str:
    return next((title for title, column in zip(table.titles, table.columns, strict=False) if column == kind), "")


def _operator(name: str, words: str, spread: bool) -> Operator:
    """How the level is meant: by the words of its cell, then by the verb that the name begins with."""
    level = next(iter(find_levels(words)), None)
    said = judge(words, level, 0, len(words)).operator if level else "equal"
    if said == "equal" and (number := _NUMBERS.search(words)):
        # A figure that reads as a year or a name elsewhere is a level in the column of levels.
        plain = Level(number.start(), number.end(), Decimal(1), None, None, "count")
        said = judge(words, plain, 0, len(words)).operator
    if said == "decrease" or (said in ("equal", "between") and _FALL_NAME.match(name)):
        return "decrease"
    if said.startswith("increase") or (said in ("equal", "between") and _RISE_NAME.match(name)):
        return "increase_between" if spread else "increase_at_least"
    if said == "equal" and spread:
        return "between"
    if said == "equal" and _KEEPS.match(name):
        return "maintain"
    return "complete" if said == "equal" and _FINISHES.match(name) else said


def _plan_cell(table: Table, row: Paragraph) -> tuple[int, Passage]:
    """The level that counts, and its column: of the whole span or year if a column holds that, else of the last year,
    else the last column; of these the last one with a figure, and failing all figures the last with any words."""
    cells = [
        (at, row.cells[at])
        for at, kind in enumerate(table.columns)
        if kind == "plan" and at < len(row.cells) and row.cells[at]
    ]
    named = table.periods
    figured = [cell for cell in cells if _NUMBERS.search(cell[1].text) or find_levels(cell[1].text)] or cells

    def counts(cell: tuple[int, Passage]) -> tuple[bool, bool, str, int]:
        at = cell[0]
        return "ca nam" in table.header[at], "-" in named.get(at, ""), named.get(at, ""), at

    return max(figured, key=counts, default=(-1, Passage("", ())))


def _years(table: Table, row: Paragraph, level: int) -> list[Milestone]:
    """The levels of other years than the one that counts."""
    named = table.periods
    others = [at for at in named if at != level and at < len(row.cells) and row.cells[at].trim("-–xX").text]
    return [_milestone(named[at], row.cells[at]) for at in others if named[at] != named.get(level)]


def _milestone(period: str, cell: Passage) -> Milestone:
    value = paper_number(cell.text.strip(" %"))
    return {"period": period, "text": cell.text} if value is None else {"period": period, "value": value}


def _milestones(table: Table, row: Paragraph) -> list[Milestone]:
    """Interim levels in columns headed by a quarter; the year is the one printed in the header."""
    year = next((y[0] for words in table.header if (y := re.search(r"20\d\d", words))), None)
    milestones: list[Milestone] = []
    for at, kind in enumerate(table.columns):
        quarter = re.search(r"quy\s*(iv|i{1,3}|[1-4])\b", table.header[at]) if kind == "quarter" else None
        if quarter is None or year is None or at >= len(row.cells) or not row.cells[at]:
            continue
        number = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}.get(quarter[1], quarter[1])
        milestones.append(_milestone(f"{year}-Q{number}", row.cells[at]))
    return milestones
