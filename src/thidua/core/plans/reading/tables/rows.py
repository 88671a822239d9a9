"""The level that a row of a table of targets sets: from the plan column, the unit column and the name."""

from __future__ import annotations

import re

from thidua.core.plans.model import Measure, Milestone, Operator
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.tables.layout import Table, cell_of
from thidua.core.viet.numbers import paper_number

_SIGN: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"^\s*(?:≥|>=|tối thiểu|ít nhất|từ(?=.*trở lên))|trở lên\s*$", re.IGNORECASE)),
    ("at_most", re.compile(r"^\s*(?:≤|<=|không quá|tối đa)|trở xuống\s*$", re.IGNORECASE)),
    ("above", re.compile(r"^\s*(?:>|trên)", re.IGNORECASE)),
    ("below", re.compile(r"^\s*(?:<|dưới)", re.IGNORECASE)),
)

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")

_UNIT_IN_NAME = re.compile(r"\((?P<u>%|[^()\d]{1,25})\)\s*$")


def row_measures(sheet: Sheet, table: Table, row: Paragraph, name: Passage) -> list[Measure]:
    level = _plan_cell(table, row)
    unit = cell_of(table, row, "unit").text.strip()
    if not level:
        return read_measures(sheet, name)
    bracket = _UNIT_IN_NAME.search(name.text)
    unit = unit or (bracket["u"].strip() if bracket else "")
    words = level.text
    measures = read_measures(sheet, level)
    first = measures[0]
    if first["value"] is None and not _NUMBERS.search(words):
        first["metric"] = name.text
        return [first]
    numbers = [paper_number(n) for n in _NUMBERS.findall(words)]
    values = [n for n in numbers if n is not None]
    if not values:
        return read_measures(sheet, name)
    operator: Operator = next((op for op, sign in _SIGN if sign.search(words)), "equal")
    spread = len(values) == 2 and re.search(r"\d\s*%?\s*(?:[-–]|đến)\s*\d", words)
    rise = re.search(r"\btăng\b", words, re.IGNORECASE) or re.match(
        r"(?:tăng|mức tăng)\b(?! trưởng)", name.text, re.IGNORECASE
    )
    fall = re.search(r"\bgiảm\b(?! còn)", words, re.IGNORECASE) or re.match(
        r"(?:giảm|mức giảm)\b", name.text, re.IGNORECASE
    )
    if fall:
        operator = "decrease"
    elif spread:
        operator = "increase_between" if rise else "between"
    elif rise:
        operator = "increase_at_least"
    elif re.match(r"(?:duy trì|giữ vững)\b", name.text, re.IGNORECASE) and operator == "equal":
        operator = "maintain"
    elif re.match(r"hoàn thành\b", name.text, re.IGNORECASE) and operator == "equal":
        operator = "complete"
    printed = "%" if "%" in words and unit in ("", "%") else unit or (first["unit"] or "")
    measure: Measure = {
        "metric": (name.cut(0, bracket.start()) if bracket else name).text,
        "operator": operator,
        "value": values[0],
        "unit": printed or None,
        "basis": "growth" if rise or fall else "share" if "%" in printed else None,
        "as_written": words,
        "source": sheet.source(level),
    }
    if spread:
        measure["value_max"] = values[1]
    baseline = cell_of(table, row, "baseline").text
    if (before := paper_number(re.sub(r"\s*%$", "", baseline))) is not None:
        measure["baseline"] = before
    if milestones := _milestones(table, row):
        measure["milestones"] = milestones
    return [measure]


def _plan_cell(table: Table, row: Paragraph) -> Passage:
    """The level of the year: the plan column, the last one with a figure if there are several."""
    cells = [
        (at, row.cells[at])
        for at, kind in enumerate(table.columns)
        if kind == "plan" and at < len(row.cells) and row.cells[at]
    ]
    whole = [cell for at, cell in cells if "ca nam" in table.header[at]]
    return whole[0] if whole else cells[-1][1] if cells else Passage("", ())


def _milestones(table: Table, row: Paragraph) -> list[Milestone]:
    """Interim levels in columns headed by a quarter; the year is the one printed in the header."""
    year = next((y[0] for words in table.header if (y := re.search(r"20\d\d", words))), None)
    milestones: list[Milestone] = []
    for at, kind in enumerate(table.columns):
        quarter = re.search(r"quy\s*(iv|i{1,3}|[1-4])\b", table.header[at]) if kind == "quarter" else None
        if quarter is None or year is None or at >= len(row.cells) or not row.cells[at]:
            continue
        number = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}.get(quarter[1], quarter[1])
        value = paper_number(row.cells[at].text.strip(" %"))
        milestone: Milestone = {"period": f"{year}-Q{number}"}
        if value is not None:
            milestone["value"] = value
        else:
            milestone["text"] = row.cells[at].text
        milestones.append(milestone)
    return milestones
