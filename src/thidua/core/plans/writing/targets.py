"""Targets: the list of them with its groups, and the tables of those that were set by a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import Literal

from thidua.core.papers.model import Align, Block, Column, Heading, Paragraph, Row, Table
from thidua.core.plans.model import Measure, Plan, Target
from thidua.core.plans.reading.structure.labels import DEPTH
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tables import group_row, table
from thidua.core.plans.writing.words import LETTERS, entry, label_of, printed_figure, shallowest
from thidua.core.viet.text import fold

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_FIGURE = re.compile(r"(?<!\w)(?:\d[\d.,]*\d|\d)")
Role = Literal["lead", "support"]
PEOPLE: tuple[Role, ...] = ("lead", "support")
WHO: dict[Role, str] = {"lead": "Đơn vị chủ trì", "support": "Đơn vị phối hợp"}
OF_WHICH = "Trong đó:"


def is_tabled(target: Target) -> bool:
    """Whether a target says more than the words of its entry: who answers for it, or a level from a cell."""
    return bool(target.get("lead") or target.get("support") or _cell_of(target) is not None) or any(
        is_tabled(sub) for sub in target.get("sub_targets", [])
    )


def _cell_of(target: Target) -> Measure | None:
    """The measure whose level stands beside the words and not in them."""
    if len(target["measures"]) != 1:
        return None
    (measure,) = target["measures"]
    written = measure.get("as_written") or printed_figure(measure["value"])
    said = set(_WORD.findall(fold(target["text"])))
    figures = _FIGURE.findall(written)
    inside = said.issuperset(figures or _WORD.findall(fold(written)))
    return None if inside and not (figures and measure["metric"] == target["text"]) else measure


FORMS = ("listed", "apart", "bare", "lettered", "prose", "mixed")
"""One section with the objective; a section of its own; groups without a number; groups by letters; running text under
the heading of the tasks of the same group; the list takes what a table cannot hold."""


def target_sections(plan: Plan, form: str) -> Iterator[Section]:
    """The objective and the list of targets, one section where their numbers allow it. `form` is one of FORMS."""
    objective = plan["objective"]
    listed = [] if form == "prose" else _listed(plan, form)
    aim: list[Block] = [entry(None, objective["text"])] if objective else []
    if not listed:
        if aim:
            yield Section("Mục tiêu chung", aim)
        return
    highest = shallowest([label for target in listed for label in _labels(target)])
    if aim and highest > DEPTH["decimal"] and form not in ("apart", "bare"):
        blocks = [Heading(2, "1.", "Mục tiêu chung"), *aim, Heading(2, "2.", "Chỉ tiêu cụ thể")]
        yield Section("Mục tiêu, chỉ tiêu", [*blocks, *_grouped(listed, "2.", form)])
        return
    if aim:
        yield Section("Mục tiêu chung", aim)
    yield Section("Chỉ tiêu thi đua", list(_grouped(listed, "", form)))


def _listed(plan: Plan, form: str) -> list[Target]:
    """The entries of the list; what follows the first one of a table is of the tables too, unless it is "mixed"."""
    if form == "mixed":
        return [target for target in plan["targets"] if not is_tabled(target)]
    return list(takewhile(lambda target: not is_tabled(target), plan["targets"]))


def _labels(target: Target) -> Iterator[str | None]:
    yield target.get("label")
    yield from (sub.get("label") for sub in target.get("sub_targets", []))


def _grouped(targets: Sequence[Target], above: str, form: str) -> Iterator[Block]:
    """Entries under the headings of their groups. `above` is the number of the heading over all of them."""
    highest = shallowest([target.get("label") for target in targets])
    for at, (group, members) in enumerate(groupby(targets, key=lambda one: one.get("group")), 1):
        if group:
            yield _group_heading(group, at, above, highest, form)
        for target in members:
            yield from _entries(target)


def _group_heading(group: str, at: int, above: str, highest: int, form: str) -> Block:
    """A heading whose number stands higher than those of its entries."""
    if form == "bare":
        return Heading(3, "", f"{group}:")
    if highest > DEPTH["letter"] and form == "lettered":
        return Heading(3, f"{LETTERS[(at - 1) % len(LETTERS)]})", group)
    number = f"{above}{at}."
    return Heading(3, number if highest > label_of(number.rstrip(".")).depth else "", group)


def _entries(target: Target) -> Iterator[Block]:
    yield entry(target.get("label"), target["text"])
    subs = target.get("sub_targets", [])
    if subs and not target["text"].endswith(":"):
        yield Paragraph(OF_WHICH)
    for sub in subs:
        yield entry(sub.get("label"), sub["text"], 1)


def target_annexes(plan: Plan, form: str) -> Iterator[tuple[str, list[Block]]]:
    """Tables of targets with their levels, results, interim levels and who answers for them; one for each shape."""
    tables: list[tuple[str, list[Target]]] = []
    listed = _listed(plan, form)
    for target in plan["targets"]:
        if any(target is one for one in listed):
            continue
        period = _period(target)
        if not tables or period not in (None, tables[-1][0]):
            tables.append((period or "", []))
        tables[-1][1].append(target)
    for period, members in tables:
        yield "Chỉ tiêu thi đua", [_table(members, period)]


def _period(target: Target) -> str | None:
    """The period that heads the column of levels, "" for a column without one, None for a row without a level."""
    cells = [_cell_of(one) for one in (target, *target.get("sub_targets", []))]
    measures = [measure for measure in cells if measure is not None and measure["value"] is not None]
    return next((told for measure in measures if (told := measure.get("period"))), "") if measures else None


def _table(targets: Sequence[Target], period: str) -> Table:
    everyone = [one for target in targets for one in (target, *target.get("sub_targets", []))]
    measures = [measure for one in everyone if (measure := _cell_of(one))]
    levels = bool(measures)
    steps = sorted({step["period"] for measure in measures for step in measure.get("milestones", [])})
    past = any(measure.get("baseline") is not None for measure in measures)
    columns = [Column("TT", 8, Align.CENTRE), Column("Chỉ tiêu", 50)]
    if levels:
        columns.append(Column("Đơn vị tính", 16, Align.CENTRE))
        columns += [Column("Thực hiện năm trước", 16, Align.CENTRE)] if past else []
        columns += [Column(_period_title(step), 14, Align.CENTRE) for step in steps]
        columns.append(Column(_period_title(period) if period else "Kế hoạch", 18, Align.CENTRE))
    people = [key for key in PEOPLE if any(one.get(key) for one in everyone)]
    columns += [Column(WHO[key], 30) for key in people]
    rows: list[Row] = []
    group: str | None = None
    for target in targets:
        if target.get("group") != group and (group := target.get("group")):
            rows.append(group_row(group, target.get("label"), len(columns)))
        for one in (target, *target.get("sub_targets", [])):
            rows.append(Row(tuple(_cells(one, steps, levels=levels, past=past, people=people))))
    return table(columns, rows)


def _period_title(period: str) -> str:
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        return f"Quý {('I', 'II', 'III', 'IV')[int(quarter[2]) - 1]}/{quarter[1]}"
    return f"Giai đoạn {period.replace('-', ' - ')}" if "-" in period else f"Năm {period}"


def _cells(target: Target, steps: Sequence[str], *, levels: bool, past: bool, people: Sequence[Role]) -> Iterator[str]:
    label, text = target.get("label") or "", target["text"]
    dashed = label in ("-", "+")
    yield "" if dashed else label
    yield f"{label} {text}" if dashed else text
    if levels:
        measure = _cell_of(target)
        told = {step["period"]: step for step in measure.get("milestones", [])} if measure else {}
        yield (measure["unit"] or "") if measure else ""
        if past:
            yield printed_figure(measure.get("baseline")) if measure else ""
        for period in steps:
            step = told.get(period)
            yield (step.get("text") or printed_figure(step.get("value"))) if step else ""
        yield (measure.get("as_written") or printed_figure(measure["value"])) if measure else ""
    for key in people:
        yield "; ".join(target.get(key) or ())
