"""Who answers for a target when an annex says so: rows of a table beside the list of targets."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from thidua.core.plans.model import Target
from thidua.core.viet.text import fold


def with_owners(listed: list[Target], tabled: list[Target]) -> list[Target]:
    """Targets of the list and of tables. A row without a level of its own, numbered as an entry of the list (or named
    almost like one), is no new target: it says who leads and supports that entry."""
    by_number = {_number(target): target for target in listed if _number(target)}
    more: list[Target] = []
    for row in tabled:
        levels = any(measure.get("value") is not None for measure in row["measures"])
        entry = None if levels else by_number.get(_number(row)) or _named_alike(row, listed)
        if entry is None:
            more.append(row)
            continue
        for key in ("lead", "support"):
            if row.get(key) and not entry.get(key):
                entry[key] = row[key]
    return listed + more


def _number(target: Target) -> str:
    return re.sub(r"\D", "", target.get("label") or "")


def _named_alike(row: Target, listed: list[Target]) -> Target | None:
    words = fold(row["text"])
    return next((target for target in listed if fuzz.partial_ratio(words, fold(target["text"])) >= 90), None)
