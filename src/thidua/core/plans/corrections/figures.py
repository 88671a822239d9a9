"""The figures of a reading that a scan may have damaged: each with its words, to be confirmed one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thidua.core.plans.findings.finding import walk
from thidua.core.plans.model import Plan

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: the id of its item and the field, the stored value as text, the words as read, and where they stand."""

    item: str
    field: str
    path: str
    value: str
    words: str
    source: Item | None

    @property
    def key(self) -> str:
        return f"{self.item}:{self.field}"


_FIELDS = (
    ("document", ("number", "date")),
    ("period", ("from", "to")),
    ("targets", ("value", "value_max")),
    ("deadlines", ("date",)),
    ("phases", ("from", "to")),
    ("legal_bases", ("number", "date")),
    ("commendation", ("collectives", "individuals")),
)


def figures_of(plan: Plan) -> list[Figure]:
    """Number and date of the paper, days, levels of targets, numbers and dates of legal bases, quotas: in that order.

    Only what was read somewhere in the paper: what a person typed needs no second look.
    """
    return [figure for name, fields in _FIELDS for figure in _figures_in(plan, name, fields)]


def _figures_in(plan: Plan, name: str, fields: tuple[str, ...]) -> Iterator[Figure]:
    for path, item, holder in _items(plan, name):
        source = item.get("source") or holder.get("source")
        if not source:
            continue
        for field in fields:
            if (value := item.get(field)) is not None:
                words, place = _printed(plan, item, source, plain_value(value))
                yield Figure(item.get("id", ""), field, path, plain_value(value), words, place)


def _items(plan: Plan, name: str) -> Iterator[tuple[str, Item, Item]]:
    rows: Any = plan.get(name)
    if name == "targets":
        for path, target in walk(plan["targets"]):
            for at, measure in enumerate(target["measures"]):
                yield f"{path}/measures/{at}", dict(measure), dict(target)
    elif isinstance(rows, list):
        yield from ((f"{name}/{at}", row, row) for at, row in enumerate(rows))
    elif rows:
        yield name, rows, rows


def plain_value(value: Any) -> str:
    """A stored figure as text: exact, without an exponent."""
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def _printed(plan: Plan, item: Item, source: Item, value: str) -> tuple[str, Item]:
    """The words as the paper has them, and where: those of the item itself, else the line of its source that holds
    every number of the value, else the first line."""
    for name in ("as_read", "as_written", "when"):
        if item.get(name):
            return str(item[name]), source
    start, end = source["chars"]
    lines = plan.get("x_text", "")[start:end].split("\n")
    numbers = {str(int(one)) for one in re.findall(r"\d+", value)}
    holds = [numbers <= {str(int(one)) for one in re.findall(r"\d+", line)} for line in lines]
    at = holds.index(True) if True in holds else 0
    return " ".join(lines[at].split())[:200], {**source, "lines": [source["lines"][0] + at] * 2}


def unconfirmed(plan: Plan, confirmed: dict[str, dict[str, str]]) -> list[Figure]:
    """Figures of a scanned paper that nobody has confirmed as they now stand; none of any other paper."""
    read_by_machine = (plan.get("input") or {}).get("ocr")  # type: ignore[attr-defined]
    if not read_by_machine:
        return []
    return [one for one in figures_of(plan) if confirmed.get(one.key, {}).get("value") != one.value]
