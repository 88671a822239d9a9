"""Items of a plan keep their ids from birth through every version: who is who, and where an id stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rapidfuzz import fuzz

from thidua.core.viet.text import fold

Item = dict[str, Any]

LISTS = (
    "themes", "legal_bases", "purposes", "requirements", "targets", "tasks", "phases", "assignments", "deadlines",
    "commendation", "linked_movements", "channels", "recipients",
)  # fmt: skip
_NESTED = {
    "targets": ("measures", "sub_targets"),
    "sub_targets": ("measures", "sub_targets"),
    "assignments": ("duties",),
}
_SINGLE = ("document", "movement", "objective", "period", "signatory")
SAME = 80
"""Similarity (0-100) of folded texts from which two items of two versions are the same item."""


def items(plan: Item) -> Iterator[tuple[str, Item]]:
    """Every item that may carry an id, with its path ("targets/3/measures/0", "period")."""
    for name in _SINGLE:
        if isinstance(plan.get(name), dict):
            yield name, plan[name]
    for name in LISTS:
        yield from _walk(name, plan.get(name) or [], name)
    block = plan.get("block")
    if isinstance(block, dict):
        yield "block", block
        yield from _walk("members", block.get("members") or [], "block/members")
    scoring = plan.get("scoring")
    if isinstance(scoring, dict):
        yield from _walk("criteria", scoring.get("criteria") or [], "scoring/criteria")


def _walk(name: str, rows: list[Item], prefix: str) -> Iterator[tuple[str, Item]]:
    for index, row in enumerate(rows):
        path = f"{prefix}/{index}"
        yield path, row
        for inner in _NESTED.get(name, ()):
            yield from _walk(inner, row.get(inner) or [], f"{path}/{inner}")


def path_of(plan: Item, ident: str) -> str | None:
    """Where the item with this id stands, or None."""
    return next((path for path, item in items(plan) if item.get("id") == ident), None)


def name_items(plan: Item, fresh: Callable[[], str]) -> Item:
    """Give an id to every item that has none yet. Changes and returns `plan`; `fresh` makes new ids."""
    for _, item in items(plan):
        item.setdefault("id", fresh())
    return plan


def carry_ids(old: Item, new: Item, fresh: Callable[[], str]) -> Item:
    """Give the items of a new version the ids of the same items in the old one (same list, same words or nearly),
    and fresh ids to the rest. Changes and returns `new`."""
    for name in LISTS:
        _carry_list(old.get(name) or [], new.get(name) or [], name)
    for name in _SINGLE:
        before, after = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(after, dict) and "id" in before:
            after["id"] = before["id"]
    for holder, name in (("block", "members"), ("scoring", "criteria")):
        before, after = old.get(holder), new.get(holder)
        if isinstance(before, dict) and isinstance(after, dict):
            after |= {"id": before["id"]} if "id" in before else {}
            _carry_list(before.get(name) or [], after.get(name) or [], name)
    return name_items(new, fresh)


def _carry_list(old: list[Item], new: list[Item], name: str) -> None:
    free = list(range(len(old)))
    pairs = sorted(
        ((_likeness(a, b), -abs(i - j), i, j) for i, a in enumerate(old) for j, b in enumerate(new)), reverse=True
    )
    taken: set[int] = set()
    for value, _, i, j in pairs:
        if value < SAME or i not in free or j in taken:
            continue
        free.remove(i)
        taken.add(j)
        if "id" in old[i]:
            new[j]["id"] = old[i]["id"]
        for inner in _NESTED.get(name, ()):
            _carry_list(old[i].get(inner) or [], new[j].get(inner) or [], inner)


def _likeness(a: Item, b: Item) -> float:
    return fuzz.ratio(_words(a), _words(b))


def _words(item: Item) -> str:
    for key in ("text", "metric", "unit", "name", "what", "number", "form", "label", "title"):
        if item.get(key):
            return fold(f"{item[key]}")
    return ""
