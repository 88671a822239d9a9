"""What differs between two versions of a plan, for people: by the items, which keep their ids, part by part."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal

from thidua.core.plans.identity import carry_ids, items, name_items
from thidua.core.plans.life.marking import Piece, pieces
from thidua.core.plans.life.words import (
    GOAL,
    PARTS,
    goal_in_full,
    goal_in_words,
    heading_of,
    label_of,
    value_in_words,
    whole_of,
)
from thidua.core.plans.model import Plan

Kind = Literal["added", "removed", "changed", "moved"]
_INSIDE = {"measures", "sub_targets", "duties", "members", "criteria"}
_NOT_TOLD = {"id", "source", "confidence", "as_read", *_INSIDE}
PLACE = "place"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise now: the fields it tells (a goal tells several), before and after in words."""

    fields: tuple[str, ...]
    label: str
    before: str
    after: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Both texts in one, word by word."""
        return pieces(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that came, went, changed, or only stands elsewhere or under another label.

    `top` is the id of the item of the plan it lies in (a measure in its target, a duty in its unit), `holder` the id of
    the target or item whose row it changes. Paths as in `item_at`; None where the item is not.
    """

    part: str
    kind: Kind
    item: str
    top: str
    holder: str
    name: str
    inside: str = ""
    whole: str = ""
    changes: tuple[Change, ...] = ()
    old_path: str | None = None
    new_path: str | None = None

    @property
    def heading(self) -> str:
        """The heading of the part it belongs to."""
        return PARTS[self.part][0]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item where it stands: `listed` the name of its list, `place` its list with the id of what holds it."""

    ident: str
    path: str
    item: dict[str, Any]
    part: str
    listed: str
    parent: str
    top: str
    at: int

    @property
    def place(self) -> tuple[str, str]:
        return self.parent, self.listed


def version_differences(old: Plan, new: Plan) -> list[Difference]:
    """Every difference between two versions whose items have their ids, in the order of the parts, then of the new
    version; what went stands at the end of its part. A version against itself gives nothing."""
    before, after = _placed(old), _placed(new)
    elsewhere = _elsewhere(before, after)
    found = [
        _compared(before[ident], after[ident], elsewhere.get(ident, ()), _name(after, after[ident].parent))
        for ident in after
        if ident in before
    ]
    came = [_whole("added", row, after) for ident, row in after.items() if ident not in before]
    went = [_whole("removed", row, before) for ident, row in before.items() if ident not in after]
    kept = set(before) & set(after)
    # What came or went inside something that came or went is told with it.
    alone = [row for row in (*came, *went) if row.item == row.top or row.top in kept]
    return sorted((row for row in (*found, *alone) if row), key=_order)


def yearly_differences(old: Plan, new: Plan) -> list[Difference]:
    """The plan of one year against that of another: items without ids in common are matched by their words."""
    numbers = count(1)

    def fresh() -> str:
        return f"i{next(numbers)}"

    before, after = _without_ids(old), _without_ids(new)
    name_items(before, fresh)
    carry_ids(before, after, fresh)
    return version_differences(before, after)  # type: ignore[arg-type]


def _without_ids(plan: Plan) -> dict[str, Any]:
    bare: dict[str, Any] = copy.deepcopy(dict(plan))
    for _, item in items(bare):
        item.pop("id", None)
    return bare


def _placed(plan: Plan) -> dict[str, _Placed]:
    """Every item by its id; what has none is known by its path, the sum of a scoring table as "scoring"."""
    found: dict[str, _Placed] = {}
    by_path: dict[str, str] = {}
    for path, item in items(plan):  # type: ignore[arg-type]
        steps = path.split("/")
        listed = steps[-2] if len(steps) > 1 else path
        parent = by_path.get("/".join(steps[:-2]), "") if len(steps) > 2 else ""
        ident = str(item.get("id") or f"@{path}")
        top = found[parent].top if parent else ident
        at = int(steps[-1]) if steps[-1].isdigit() else 0
        by_path[path] = ident
        found[ident] = _Placed(ident, path, item, steps[0], listed, parent, top, at)
    if isinstance(scoring := plan.get("scoring"), dict):
        found["scoring"] = _Placed("scoring", "scoring", scoring, "scoring", "scoring", "", "scoring", 0)  # type: ignore[arg-type]
    return found


def _elsewhere(before: dict[str, _Placed], after: dict[str, _Placed]) -> dict[str, tuple[Change, ...]]:
    """Items of both versions that stand elsewhere: in another list, or not in order among those that stayed in it."""
    found: dict[str, tuple[Change, ...]] = {}
    stayed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ident, row in before.items():
        if ident in after and after[ident].place == row.place:
            stayed[row.place].append(ident)
        elif ident in after:
            where = [_name(side, side[ident].parent) or PARTS[side[ident].part][0] for side in (before, after)]
            found[ident] = (Change((PLACE,), "Chỗ đứng", *where),)
    for idents in stayed.values():
        in_order = _longest_rising([after[ident].at for ident in idents])
        for at, ident in enumerate(idents):
            if at not in in_order:
                places = [f"thứ {side[ident].at + 1}" for side in (before, after)]
                found[ident] = (Change((PLACE,), "Thứ tự", *places),)
    return found


def _longest_rising(numbers: list[int]) -> set[int]:
    """Places of a longest run of `numbers` that rises: the fewest others have moved."""
    ends: list[int] = []
    tops: list[int] = []
    earlier: list[int | None] = []
    for at, number in enumerate(numbers):
        rank = bisect_left(tops, number)
        earlier.append(ends[rank - 1] if rank else None)
        tops[rank : rank + 1] = [number]
        ends[rank : rank + 1] = [at]
    kept: set[int] = set()
    here = ends[-1] if ends else None
    while here is not None:
        kept.add(here)
        here = earlier[here]
    return kept


def _leaves(item: dict[str, Any]) -> dict[str, Any]:
    """The item's own values by name ("issuer/name"), without what lies in it and has an id of its own."""
    found: dict[str, Any] = {}
    for name, value in item.items():
        if name == "issuer" and isinstance(value, dict):
            found |= {f"issuer/{inner}": deep for inner, deep in value.items() if inner not in _NOT_TOLD}
        elif name not in _NOT_TOLD and not name.startswith("x_"):
            found[name] = value
    return {name: value for name, value in found.items() if value not in (None, "", []) and value is not False}


def _compared(old: _Placed, new: _Placed, moved: tuple[Change, ...], inside: str) -> Difference | None:
    before, after = _leaves(old.item), _leaves(new.item)
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    changes: list[Change] = []
    goal = tuple(name for name in names if name in GOAL) if new.listed == "measures" else ()
    if goal:
        changes.append(_goal_change(old.item, new.item, goal))
    for name in [name for name in names if name not in goal]:
        told = [value_in_words(new.part, name, side.get(name)) for side in (before, after)]
        changes.append(Change((name,), label_of(new.part, name), *told))
    if not changes and not moved:
        return None
    # The label of a phase is its name; of anything else it is a number that follows the order.
    only_moved = not changes or (new.listed != "phases" and all(change.fields == ("label",) for change in changes))
    return Difference(
        part=new.part, kind="moved" if only_moved else "changed", item=new.ident, top=new.top,
        holder=_holder(new), name=heading_of(new.part, new.listed, new.item), inside=inside,
        changes=(*changes, *moved), old_path=old.path, new_path=new.path,
    )  # fmt: skip


def _goal_change(old: dict[str, Any], new: dict[str, Any], fields: tuple[str, ...]) -> Change:
    told: Callable[[dict[str, Any]], str] = goal_in_words
    if goal_in_words(old) == goal_in_words(new):
        told = goal_in_full
    return Change(fields, "Đích", told(old), told(new))


def _whole(kind: Literal["added", "removed"], row: _Placed, side: dict[str, _Placed]) -> Difference:
    return Difference(
        part=row.part, kind=kind, item=row.ident, top=row.top, holder=_holder(row),
        name=heading_of(row.part, row.listed, row.item), inside=_name(side, row.parent),
        whole=whole_of(row.part, row.listed, row.item),
        old_path=row.path if kind == "removed" else None, new_path=row.path if kind == "added" else None,
    )  # fmt: skip


def _holder(row: _Placed) -> str:
    return row.parent if row.listed == "measures" else row.ident


def _name(side: dict[str, _Placed], ident: str) -> str:
    return heading_of(side[ident].part, side[ident].listed, side[ident].item) if ident else ""


def _order(row: Difference) -> tuple[int, bool, list[int]]:
    path = row.new_path or row.old_path or ""
    steps = [int(step) for step in path.split("/") if step.isdigit()]
    return list(PARTS).index(row.part), row.kind == "removed", steps


def told(differences: Iterable[Difference]) -> str:
    """The sum of differences: "đổi 3 chỉ tiêu, thêm 1 hạn, bỏ 1 nhiệm vụ"; "không khác gì" without any.

    What lies in a thing of the plan counts as a change of that thing, and each thing counts once.
    """
    acts: dict[str, dict[str, set[str]]] = {verb: defaultdict(set) for verb in ("đổi", "thêm", "bỏ", "chuyển chỗ")}
    rows = list(differences)
    changed = {row.top for row in rows if row.kind == "changed" or (row.item != row.top and row.kind != "moved")}
    for row in rows:
        noun = PARTS[row.part][1]
        if row.top in changed:
            acts["đổi"][noun].add(row.top)
        elif row.item == row.top and row.kind in ("added", "removed"):
            acts["thêm" if row.kind == "added" else "bỏ"][noun].add(row.top)
        else:
            acts["chuyển chỗ"][noun].add(row.top)
    said = [f"{verb} {_listed(nouns)}" for verb, nouns in acts.items() if nouns]
    return ", ".join(said) or "không khác gì"


def _listed(nouns: dict[str, set[str]]) -> str:
    several = [f"{len(found)} {noun}" for noun, found in nouns.items()]
    return " và ".join(filter(None, (", ".join(several[:-1]), several[-1])))


def outline(plan: Plan) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A version to be read as a list: heading of each part, and what stands in it: its path, and it in words."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, item in items(plan):  # type: ignore[arg-type]
        part = path.split("/")[0]
        listed = path.split("/")[-2] if "/" in path else path
        if listed in ("measures", "duties"):
            continue
        lines = found.setdefault(PARTS[part][0], [])
        label = f"{item['label']} " if item.get("label") and listed not in ("phases", "criteria") else ""
        goals = "; ".join(goal_in_words(measure) for measure in item.get("measures") or ())
        lines.append((path, label + _line(part, listed, item) + (f" [{goals}]" if goals else "")))
    order = list(dict.fromkeys(heading for heading, _ in PARTS.values()))
    yield from sorted(found.items(), key=lambda row: order.index(row[0]))


def _line(part: str, listed: str, item: dict[str, Any]) -> str:
    if listed in ("document", "signatory", "period", "movement"):
        leaves = _leaves(item)
        return "; ".join(f"{label_of(part, name)}: {value_in_words(part, name, leaves[name])}" for name in leaves)
    return whole_of(part, listed, item)
