"""Rows as they are kept between preview and confirmation, and what a check finds in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from thidua.apps.people.wording import match_key
from thidua.core.verdicts import Reason
from thidua.core.viet.dates import read_date, short_date
from thidua.formats.sheets import SheetRows, Value

_ALIKE = 82


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet, the text of its cells by column, and where each cell stands."""

    number: int
    cells: Mapping[str, str]
    places: Mapping[str, str]

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def fault(self, key: str, code: str, words: str, **params: object) -> Reason:
        """A reason that begins with the cell."""
        place = self.places.get(key)
        lead = "Ô {cell}: " if place else "Dòng {row}: "
        return Reason(code, lead + words, {"cell": place, "row": self.number, **params}, field=key)

    def faults(self, reasons: Iterable[Reason]) -> list[Reason]:
        """The reasons of a rule, each with the cell in front."""
        return [self.fault(each.field or "name", each.code, each.message, **each.params) for each in reasons]


@dataclass(slots=True, eq=False)
class Checked:
    """A row and its fate: `new`, `known` (already there, passed over), `asked` (perhaps a double) or `wrong`."""

    row: Row
    faults: list[Reason] = field(default_factory=list)
    questions: list[Reason] = field(default_factory=list)
    known: bool = False
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        if self.faults:
            return "wrong"
        return "known" if self.known else "asked" if self.questions else "new"


def kept(sheet: SheetRows) -> dict[str, Any]:
    """The sheet as JSON for the table of imports."""
    rows = [
        {
            "number": row.number,
            "cells": {key: _text(cell.value) for key, cell in row.cells.items()},
            "places": {key: cell.address for key, cell in row.cells.items()},
        }
        for row in sheet.rows
    ]
    return {"rows": rows, "notes": [note.text for note in sheet.notes]}


def rows_of(kept_rows: Mapping[str, Any]) -> list[Row]:
    """The rows of what `kept` made."""
    return [Row(each["number"], each["cells"], each["places"]) for each in kept_rows.get("rows", [])]


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)


def day(row: Row, key: str) -> tuple[date | None, list[Reason]]:
    """The day of a cell, None when empty; and what is wrong with it."""
    if not row.text(key):
        return None, []
    answer = read_date(row.text(key))
    if answer.refusal:
        return None, [row.fault(key, answer.refusal.code, answer.refusal.message, **answer.refusal.params)]
    if answer.day is None:
        return None, [row.fault(key, "D13", "ghi đủ ngày, tháng, năm, ví dụ 05/12/2026.")]
    return answer.day, []


def nearest(words: str, names: Iterable[str]) -> str:
    """' Có phải "..."?' with the name that looks most like `words`, or nothing."""
    known = {match_key(name): name for name in names}
    found = process.extractOne(match_key(words), list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return f' Có phải "{known[found[0]]}"?' if found else ""


def doubles(rows: Iterable[Row], key_of: Any) -> dict[Any, list[int]]:
    """Row numbers that share a key, for the keys that stand more than once."""
    found: dict[Any, list[int]] = {}
    for row in rows:
        if key := key_of(row):
            found.setdefault(key, []).append(row.number)
    return {key: numbers for key, numbers in found.items() if len(numbers) > 1}
