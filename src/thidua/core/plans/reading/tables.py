"""Tables of the paper, read by the words of their headers: targets, tasks, and points that never become targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from thidua.core.lexicons import load
from thidua.core.plans.model import Criterion, Measure, Milestone, Operator, Scoring, Target, Task
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.measures.levels import find_levels
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date
from thidua.core.viet.numbers import paper_number
from thidua.core.viet.text import fold

_BULLET = re.compile(r"^(?P<s>[-–+•*])\s*")
_TOP_LABEL = re.compile(r"^(?:[IVX]{1,5}|[A-H])\.?$")
_SIGN: tuple[tuple[Operator, re.Pattern[str]], ...] = (
    ("at_least", re.compile(r"^\s*(?:≥|>=|tối thiểu|ít nhất|từ(?=.*trở lên))|trở lên\s*$", re.IGNORECASE)),
    ("at_most", re.compile(r"^\s*(?:≤|<=|không quá|tối đa)|trở xuống\s*$", re.IGNORECASE)),
    ("above", re.compile(r"^\s*(?:>|trên)", re.IGNORECASE)),
    ("below", re.compile(r"^\s*(?:<|dưới)", re.IGNORECASE)),
)
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_UNIT_IN_NAME = re.compile(r"\((?P<u>%|[^()\d]{1,25})\)\s*$")


@dataclass(slots=True)
class Tabled:
    """What the tables of one paper hold."""

    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    scoring: Scoring | None = None


@dataclass(slots=True)
class _Table:
    columns: list[str]
    header: list[str]
    rows: list[Paragraph]


def read_tables(sheet: Sheet, body: list[Paragraph]) -> Tabled:
    """Every table whose header says what it holds; other tables are left alone."""
    found = Tabled()
    for table in _tables(body):
        kinds = set(table.columns)
        if "points" in kinds and ("criterion" in kinds or "task" in kinds or "target" in kinds):
            found.scoring = found.scoring or _scoring(sheet, table)
        elif "target" in kinds and kinds & {"unit", "plan", "lead", "baseline", "quarter"}:
            found.targets += _targets(sheet, table)
        elif "task" in kinds and kinds & {"lead", "due", "support", "product"}:
            found.tasks += _tasks(sheet, table)
    return found


def _tables(body: list[Paragraph]) -> list[_Table]:
    """Runs of rows, each split again where a new header row stands."""
    tables: list[_Table] = []
    current: _Table | None = None
    for paragraph in body:
        if not paragraph.cells:
            current = None
            continue
        columns = _columns(paragraph)
        named = [column for column in columns if column]
        is_header = len(set(named)) >= 2 and bool({"target", "task", "criterion"} & set(named)) and not _figures(paragraph)
        if is_header:
            current = _Table(columns, [fold(cell.text) for cell in paragraph.cells], [])
            tables.append(current)
        elif current is not None and not current.rows and _is_second_header(paragraph):
            _refine(current, paragraph)
        elif current is not None:
            current.rows.append(paragraph)
    return tables


def _columns(row: Paragraph) -> list[str]:
    kinds = load("plan_tables")["columns"]
    columns: list[str] = []
    for cell in row.cells:
        words = re.sub(r"[^\w %./]+", " ", fold(cell.text)).strip()
        columns.append(next((kind for kind, phrases in kinds.items() if _names(words, kind, phrases)), ""))
    # A second column of names ("chỉ tiêu" beside "kế hoạch chỉ tiêu") cannot be the metric too.
    for again in [i for i, kind in enumerate(columns) if kind == "target"][1:]:
        columns[again] = "plan"
    return columns


def _names(words: str, kind: str, phrases: list[str]) -> bool:
    if kind == "label":
        return words in phrases
    if kind == "target":
        return any(phrase in words for phrase in phrases)
    return len(words) < 60 and any(re.search(rf"\b{re.escape(phrase)}", words) for phrase in phrases)


def _figures(row: Paragraph) -> bool:
    return sum(bool(re.fullmatch(r"[\d.,%\s-]+", cell.text)) for cell in row.cells if cell) >= 2


def _is_second_header(row: Paragraph) -> bool:
    words = [fold(cell.text) for cell in row.cells if cell]
    return bool(words) and all(re.match(r"(?:quy|ca nam|6 thang|thang|nam|chu tri|phoi hop|chinh|ke hoach)\b", w) for w in words)


def _refine(table: _Table, row: Paragraph) -> None:
    """A second header row names the parts of a wide column: quarters under the plan, partners under the units."""
    second = _columns(row)
    width = max(len(table.columns), len(second))
    table.columns += [""] * (width - len(table.columns))
    table.header += [""] * (width - len(table.header))
    for at, kind in enumerate(second):
        if kind:
            table.columns[at] = kind
            table.header[at] = fold(row.cells[at].text)


def _cell(table: _Table, row: Paragraph, kind: str) -> Passage:
    for at, column in enumerate(table.columns):
        if column == kind and at < len(row.cells):
            return row.cells[at]
    return Passage("", ())


def _units(words: Passage) -> list[str]:
    """Names in a cell, parted at semicolons only: commas stand inside names too."""
    return [part.trim(".,").text for part in words.pieces(re.compile(r";\s*")) if len(part.trim(".,").text) > 1]


def _is_group(table: _Table, row: Paragraph, name: Passage) -> bool:
    others = [c for at, c in enumerate(row.cells) if c and at < len(table.columns) and table.columns[at] not in ("label", "target", "task", "criterion")]
    label = _cell(table, row, "label").text
    return not others and (bool(_TOP_LABEL.match(label)) or name.text.isupper() or not find_levels(name.text))


def _targets(sheet: Sheet, table: _Table) -> list[Target]:
    targets: list[Target] = []
    group: str | None = None
    for row in table.rows:
        name = _cell(table, row, "target")
        if len(name.text) < 3:
            only = [cell for cell in row.cells if cell]
            group = only[0].text.strip(" .:") if len(only) == 1 and len(only[0].text) > 3 else group
            continue
        if _is_group(table, row, name):
            group = name.text.strip(" .:")
            continue
        bullet = _BULLET.match(name.text)
        words = name.cut(bullet.end()) if bullet else name
        if len(words.text) < 3:
            continue
        label = _cell(table, row, "label").text.strip(". ") or ("-" if bullet else None)
        target: Target = {"label": label or None, "group": group, "text": words.text, "measures": _measures(sheet, table, row, words), "source": sheet.source(*row.cells)}
        for key in ("lead", "support"):
            if units := _units(_cell(table, row, key)):
                target[key] = units  # type: ignore[literal-required]
        if (bullet or re.match(r"\d+\.\d", label or "")) and targets:
            target["group"] = None
            targets[-1].setdefault("sub_targets", []).append(target)
        else:
            targets.append(target)
    return targets


def _plan_cell(table: _Table, row: Paragraph) -> Passage:
    """The level of the year: the plan column, the last one with a figure if there are several."""
    cells = [(at, row.cells[at]) for at, kind in enumerate(table.columns) if kind == "plan" and at < len(row.cells) and row.cells[at]]
    whole = [cell for at, cell in cells if "ca nam" in table.header[at]]
    return whole[0] if whole else cells[-1][1] if cells else Passage("", ())


def _measures(sheet: Sheet, table: _Table, row: Paragraph, name: Passage) -> list[Measure]:
    level = _plan_cell(table, row)
    unit = _cell(table, row, "unit").text.strip()
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
    rise = re.search(r"\btăng\b", words, re.IGNORECASE) or re.match(r"(?:tăng|mức tăng)\b(?! trưởng)", name.text, re.IGNORECASE)
    fall = re.search(r"\bgiảm\b(?! còn)", words, re.IGNORECASE) or re.match(r"(?:giảm|mức giảm)\b", name.text, re.IGNORECASE)
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
    baseline = _cell(table, row, "baseline").text
    if (before := paper_number(re.sub(r"\s*%$", "", baseline))) is not None:
        measure["baseline"] = before
    if milestones := _milestones(table, row):
        measure["milestones"] = milestones
    return [measure]


def _milestones(table: _Table, row: Paragraph) -> list[Milestone]:
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


def _tasks(sheet: Sheet, table: _Table) -> list[Task]:
    tasks: list[Task] = []
    group: str | None = None
    for row in table.rows:
        name = _cell(table, row, "task")
        if len(name.text) < 3:
            continue
        if _is_group(table, row, name):
            group = name.text.strip(" .:")
            continue
        bullet = _BULLET.match(name.text)
        words = name.cut(bullet.end()) if bullet else name
        if len(words.text) < 3:
            continue
        label = _cell(table, row, "label").text.strip(". ") or None
        task: Task = {"label": label, "group": group, "text": words.text, "source": sheet.source(*row.cells)}
        for key in ("lead", "support"):
            if units := _units(_cell(table, row, key)):
                task[key] = units  # type: ignore[literal-required]
        due = _cell(table, row, "due").text
        if due and (date := paper_date(re.sub(r"^(?:trước|trong|đến|hết|xong trước)\s+", "", due, flags=re.IGNORECASE).strip(" .;"))):
            task["due"] = date
        if product := _cell(table, row, "product").text:
            task["product"] = product
        tasks.append(task)
    return tasks


def _scoring(sheet: Sheet, table: _Table) -> Scoring:
    criteria: list[Criterion] = []
    total: Decimal | None = None
    for row in table.rows:
        name = _cell(table, row, "criterion") or _cell(table, row, "task") or _cell(table, row, "target")
        points = paper_number(re.sub(r"\s*điểm$", "", _cell(table, row, "points").text).strip(" +-–"))
        if points is None or len(name.text) < 3:
            continue
        low = fold(name.text)
        if re.match(r"(?:tong|cong)\b", low):
            total = points
            continue
        minus = "-" in _cell(table, row, "points").text or re.search(r"\b(?:diem tru|bi tru|tru diem)\b", low)
        bonus = re.search(r"\b(?:diem thuong|cong them|thuong)\b", low)
        label = _cell(table, row, "label").text.strip(". ") or None
        kind = "penalty" if minus else "bonus" if bonus else "group" if _TOP_LABEL.match(label or "") else "base"
        criteria.append({"label": label, "text": name.text, "points": points, "kind": kind, "source": sheet.source(*row.cells)})  # type: ignore[typeddict-item]
    return {"total": total, "criteria": criteria}
