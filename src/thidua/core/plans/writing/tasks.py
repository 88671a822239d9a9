"""Tasks: under the headings of their groups, or in a table with who, when and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from thidua.core.papers.model import Align, Block, Column, Heading, Paragraph, Row, Table
from thidua.core.plans.model import Plan, Target, Task
from thidua.core.plans.reading.structure.headings import named_kinds
from thidua.core.plans.reading.structure.labels import DEPTH
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tables import group_row, table
from thidua.core.plans.writing.targets import PEOPLE, WHO
from thidua.core.plans.writing.words import entry, flowing, printed_due, shallowest


def is_tabled(task: Task) -> bool:
    """Whether a task says who, when or what comes out, or stands under no heading."""
    return bool(task.get("lead") or task.get("support") or task.get("due") or task.get("product"))


def is_loose(task: Task) -> bool:
    """Whether a task stands in the section on organisation without a unit."""
    return not is_tabled(task) and named_kinds(task.get("group") or "")[0][:1] == ("organisation",)


FORMS = ("numbered", "bare", "own", "inside")
"""Groups under numbered headings, under lines without a number, each a main section, all inside a common one."""


def task_sections(plan: Plan, form: str, *, prose: bool) -> Iterator[Section]:
    """Sections of content: groups that are headings of main sections on their own, others under a common one; `form`
    is one of FORMS.

    `prose`: the targets of a group stand in running text over its tasks.
    """
    listed = [task for task in plan["tasks"] if not is_tabled(task) and not is_loose(task)]
    common: list[Block] = []
    runs = {group: list(members) for group, members in groupby(listed, key=lambda one: one.get("group") or "")}
    levels = _running(plan["targets"]) if prose else {}
    inner = 0
    for group in {**levels, **runs}:
        members = runs.get(group, [])
        entries = [*levels.get(group, []), *(entry(task.get("label"), task["text"]) for task in members)]
        highest = shallowest([task.get("label") for task in members])
        named = named_kinds(group)[0][:1] in (("content",), ("tasks",)) or highest <= DEPTH["number"]
        own = not group or form == "own" or (named and form == "numbered")
        if own:
            if common:
                yield Section("Nội dung thi đua", common)
                common, inner = [], 0
            yield Section(group or "Nội dung thi đua", entries)
        else:
            inner += 1
            common += [Heading(2, "" if form == "bare" else f"{inner}.", group), *entries]
    if common:
        yield Section("Nội dung thi đua", common)


def prose(plan: Plan) -> Iterator[Block]:
    """Targets as running text, then the tasks, for a paper without headings."""
    for blocks in _running(plan["targets"]).values():
        yield from blocks
    listed = [task for task in plan["tasks"] if not is_tabled(task)]
    yield from (entry(task.get("label"), task["text"]) for task in listed)


def _running(targets: Sequence[Target]) -> dict[str, list[Block]]:
    """Targets as sentences of one paragraph, by their groups."""
    told: dict[str, list[Block]] = {}
    for group, members in groupby(targets, key=lambda one: one.get("group") or ""):
        for labelled, run in groupby(members, key=lambda one: bool(one.get("label"))):
            entries = list(run)
            told.setdefault(group, []).extend(
                [entry(one["label"], one["text"]) for one in entries]
                if labelled
                else [Paragraph(flowing([one["text"] for one in entries], figures=True))]
            )
    return told


def task_annexes(plan: Plan) -> Iterator[tuple[str, list[Block]]]:
    """The table of tasks."""
    tabled = [task for task in plan["tasks"] if is_tabled(task)]
    if tabled:
        yield "Phân công nhiệm vụ", [_table(tabled)]


def _table(tasks: Sequence[Task]) -> Table:
    people = [key for key in PEOPLE if any(task.get(key) for task in tasks)]
    due = any(task.get("due") for task in tasks)
    product = any(task.get("product") for task in tasks)
    columns = [Column("TT", 8, Align.CENTRE), Column("Nhiệm vụ", 70), *(Column(WHO[key], 30) for key in people)]
    columns += [Column("Thời gian hoàn thành", 22, Align.CENTRE)] if due else []
    columns += [Column("Sản phẩm", 30)] if product else []
    rows: list[Row] = []
    group: str | None = None
    for task in tasks:
        if task.get("group") != group and (group := task.get("group")):
            rows.append(group_row(group, task.get("label"), len(columns)))
        cells = [task.get("label") or "", task["text"], *("; ".join(task.get(key) or ()) for key in people)]
        cells += [printed_due(task.get("due") or "")] if due else []
        cells += [task.get("product") or ""] if product else []
        rows.append(Row(tuple(cells)))
    return table(columns, rows)
