"""Tables of the paper, read by the words of their headers: targets, tasks, and points that never become targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from thidua.core.plans.model import Criterion, Scoring, Target, Task
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.plans.reading.tables.layout import TOP_LABEL, Table, cell_of, heads_group, split_tables, units_in
from thidua.core.plans.reading.tables.rows import row_measures
from thidua.core.viet.dates import paper_date
from thidua.core.viet.numbers import paper_number
from thidua.core.viet.text import fold

CriterionKind = Literal["group", "base", "bonus", "penalty"]
_BULLET = re.compile(r"^(?P<s>[-–+•*])\s*")


@dataclass(slots=True)
class Tabled:
    """What the tables of one paper hold."""

    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    scoring: Scoring | None = None


def read_tables(sheet: Sheet, body: list[Paragraph]) -> Tabled:
    """Every table whose header says what it holds; other tables are left alone."""
    found = Tabled()
    for table in split_tables(body):
        kinds = set(table.columns)
        if "points" in kinds and ("criterion" in kinds or "task" in kinds or "target" in kinds):
            found.scoring = found.scoring or _scoring(sheet, table)
        elif "target" in kinds and kinds & {"unit", "plan", "lead", "baseline", "quarter"}:
            found.targets += _targets(sheet, table)
        elif "task" in kinds and kinds & {"lead", "due", "support", "product"}:
            found.tasks += _tasks(sheet, table)
    return found


def _targets(sheet: Sheet, table: Table) -> list[Target]:
    targets: list[Target] = []
    group: str | None = None
    for row in table.rows:
        name = cell_of(table, row, "target")
        if len(name.text) < 3:
            only = [cell for cell in row.cells if cell]
            group = only[0].text.strip(" .:") if len(only) == 1 and len(only[0].text) > 3 else group
            continue
        if heads_group(table, row, name):
            group = name.text.strip(" .:")
            continue
        bullet = _BULLET.match(name.text)
        words = name.cut(bullet.end()) if bullet else name
        if len(words.text) < 3:
            continue
        label = cell_of(table, row, "label").text.strip(". ") or ("-" if bullet else None)
        target: Target = {
            "label": label or None,
            "group": group,
            "text": words.text,
            "measures": row_measures(sheet, table, row, words),
            "source": sheet.source(*row.cells),
        }
        for key in ("lead", "support"):
            if units := units_in(cell_of(table, row, key)):
                target[key] = units
        if (bullet or re.match(r"\d+\.\d", label or "")) and targets:
            target["group"] = None
            targets[-1].setdefault("sub_targets", []).append(target)
        else:
            targets.append(target)
    return targets


def _tasks(sheet: Sheet, table: Table) -> list[Task]:
    tasks: list[Task] = []
    group: str | None = None
    for row in table.rows:
        name = cell_of(table, row, "task")
        if len(name.text) < 3:
            continue
        if heads_group(table, row, name):
            group = name.text.strip(" .:")
            continue
        bullet = _BULLET.match(name.text)
        words = name.cut(bullet.end()) if bullet else name
        if len(words.text) < 3:
            continue
        label = cell_of(table, row, "label").text.strip(". ") or None
        task: Task = {"label": label, "group": group, "text": words.text, "source": sheet.source(*row.cells)}
        for key in ("lead", "support"):
            if units := units_in(cell_of(table, row, key)):
                task[key] = units
        due = cell_of(table, row, "due").text
        if due and (
            date := paper_date(
                re.sub(r"^(?:trước|trong|đến|hết|xong trước)\s+", "", due, flags=re.IGNORECASE).strip(" .;")
            )
        ):
            task["due"] = date
        if product := cell_of(table, row, "product").text:
            task["product"] = product
        tasks.append(task)
    return tasks


def _heads_rows(table: Table, label: str | None, below: Paragraph | None) -> bool:
    """Whether points of a row are the sum of the rows below it: its label is of the top kind and theirs is not."""
    under = cell_of(table, below, "label").text.strip(". ") if below else ""
    return bool(TOP_LABEL.match(label or "") and under and not TOP_LABEL.match(under))


def _scoring(sheet: Sheet, table: Table) -> Scoring:
    criteria: list[Criterion] = []
    total: Decimal | None = None
    for row, below in zip(table.rows, [*table.rows[1:], None], strict=True):
        name = cell_of(table, row, "criterion") or cell_of(table, row, "task") or cell_of(table, row, "target")
        points = paper_number(re.sub(r"\s*điểm$", "", cell_of(table, row, "points").text).strip(" +-–"))
        if points is None or len(name.text) < 3:
            continue
        low = fold(name.text)
        if re.match(r"(?:tổng|cộng)\b", name.text.lower()):
            total = points
            continue
        minus = "-" in cell_of(table, row, "points").text or re.search(r"\b(?:diem tru|bi tru|tru diem)\b", low)
        bonus = re.search(r"\b(?:diem thuong|cong them|thuong)\b", low)
        label = cell_of(table, row, "label").text.strip(". ") or None
        kind: CriterionKind = (
            "penalty" if minus else "bonus" if bonus else "group" if _heads_rows(table, label, below) else "base"
        )
        criteria.append(
            {"label": label, "text": name.text, "points": points, "kind": kind, "source": sheet.source(*row.cells)}
        )
    return {"total": total, "criteria": criteria}
