"""Tables of the paper, read by the words of their headers: targets, tasks, and points that never become targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thidua.core.plans.model import Scoring, Target, Task
from thidua.core.plans.reading.block import tells_parts
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.plans.reading.tables.dues import due_of, names_time
from thidua.core.plans.reading.tables.ladders import limit_rows
from thidua.core.plans.reading.tables.layout import Table, cell_of, heads_group, split_tables, units_in
from thidua.core.plans.reading.tables.rows import row_measures
from thidua.core.plans.reading.tables.scoring import read_scoring
from thidua.core.plans.reading.tables.years import first_year, name_year_columns

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
    points: list[Table] = []
    limits = {id(row.paragraph) for row in limit_rows(body)}
    for table in split_tables(body):
        kinds = set(table.columns)
        if "points" in kinds and ("criterion" in kinds or "task" in kinds or "target" in kinds):
            points.append(table)
        elif "target" in kinds and kinds & {"unit", "plan", "lead", "baseline", "quarter"}:
            name_year_columns(table, first_year(body))
            found.targets += _targets(sheet, table)
        elif "task" in kinds and kinds & {"lead", "due", "support", "product"} and not tells_parts(table.rows):
            if any(id(row) in limits for row in table.rows):
                continue
            found.tasks += _tasks(sheet, table)
    found.scoring = read_scoring(sheet, points, body)
    return found


def _targets(sheet: Sheet, table: Table) -> list[Target]:
    targets: list[Target] = []
    group: str | None = None
    for row in table.rows:
        name = cell_of(table, row, "target")
        group = cell_of(table, row, "group").text.strip(" .:") or group
        if len(name.text) < 3:
            group = _merged(row) or group
            continue
        if heads_group(table, row, name):
            group = name.text.strip(" .:")
            continue
        bullet = _BULLET.match(name.text)
        words = name.cut(bullet.end()) if bullet else name
        if len(words.text) < 3:
            continue
        label = cell_of(table, row, "label").text.strip(". ") or ("-" if bullet else None)
        detail = bool(bullet) or bool(re.fullmatch(r"[-–+•]|\d+\.\d.*", label or ""))
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
        if detail and targets:
            target["group"] = None
            targets[-1].setdefault("sub_targets", []).append(target)
        else:
            targets.append(target)
    return targets


def _merged(row: Paragraph) -> str | None:
    """The words of a row that has but one cell, which heads the rows under it."""
    only = [cell for cell in row.cells if cell]
    return only[0].text.strip(" .:") if len(only) == 1 and len(only[0].text) > 3 else None


def _tasks(sheet: Sheet, table: Table) -> list[Task]:
    tasks: list[Task] = []
    group: str | None = None
    for row in table.rows:
        name = cell_of(table, row, "task")
        if len(name.text) < 3:
            group = _merged(row) or group
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
        due = cell_of(table, row, "due")
        if date := due_of(due.text):
            task["due"] = date
        elif names_time(due.text):
            sheet.doubt(f"Thời hạn “{due.text[:60]}” của một nhiệm vụ trong bảng chưa đọc được", due)
        if product := cell_of(table, row, "product").text:
            task["product"] = product
        tasks.append(task)
    return tasks
