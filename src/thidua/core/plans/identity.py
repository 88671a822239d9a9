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
_HOLDING = {"block": "members", "scoring": "criteria"}
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
    for name in (*_SINGLE, *_HOLDING):
        before, after = old.get(name), new.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            if "id" in before:
                after["id"] = before["id"]
            if inner := _HOLDING.get(name):
                _carry_list(before.get(inner) or [], after.get(inner) or [], inner)
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


_OF_THE_PAPER = frozenset({"id", "source", "as_read", "x_text", "input", "warnings"})
"""Fields that belong to the text that was read, not to what a person made of it."""


def carry_checked(read: Item, checked: Item, anew: Item, moved: Callable[[int], int]) -> Item:
    """What a person made of a reading, brought into the reading of a text in which only some words were changed.

    `read` is what the machine reads of the old text, `checked` what is kept of it, `anew` what the machine reads of the
    new text; `moved` tells where a character of the old text stands now. A value that was corrected stays corrected
    where the machine reads the same as before; items that were added or taken out stay so. Returns a reading without
    ids; `read` and `anew` are changed.
    """
    count = iter(range(10**9))
    carry_ids(checked, read, lambda: f"read-{next(count)}")
    carry_ids(read, anew, lambda: f"anew-{next(count)}")
    lines = anew.get("x_text", "")
    made: Item = _merged(read, checked, anew, lambda item: _placed(item, moved, lines))
    for _, item in items(made):
        item.pop("id", None)
    return made


def _merged(read: Any, checked: Any, anew: Any, placed: Callable[[Any], Any]) -> Any:
    if isinstance(checked, dict) and isinstance(read, dict) and isinstance(anew, dict):
        kept = {
            key: value if key in _OF_THE_PAPER else _merged(read.get(key), checked.get(key), value, placed)
            for key, value in anew.items()
        }
        own = {key: value for key, value in checked.items() if key not in {*anew, *read, *_OF_THE_PAPER}}
        return kept | own
    if _are_items(read, checked, anew):
        before = {row["id"]: row for row in read}
        mine = {row["id"]: row for row in checked}
        rows = [
            _merged(before[row["id"]], mine[row["id"]], row, placed) if row["id"] in before else row
            for row in anew
            if row["id"] in mine or row["id"] not in before
        ]
        return [*rows, *(placed(row) for row in checked if row["id"] not in before)]
    return checked if anew == read else anew


def _are_items(*lists: Any) -> bool:
    """Whether all are lists of things with ids, at least one of them not empty."""
    rows = [row for one in lists if isinstance(one, list) for row in one]
    return (
        all(isinstance(one, list) for one in lists)
        and bool(rows)
        and all(isinstance(row, dict) and "id" in row for row in rows)
    )


def _placed(item: Any, moved: Callable[[int], int], text: str) -> Any:
    """An item that a person added, pointing to where its words stand now."""
    if isinstance(item, list):
        return [_placed(one, moved, text) for one in item]
    if not isinstance(item, dict):
        return item
    made = {key: _placed(value, moved, text) for key, value in item.items()}
    if source := item.get("source"):
        start, end = (moved(place) for place in source["chars"])
        lines = [text.count("\n", 0, place) + 1 for place in (start, max(start, end - 1))]
        made["source"] = source | {"chars": [start, max(end, start + 1)], "lines": lines}
    return made
