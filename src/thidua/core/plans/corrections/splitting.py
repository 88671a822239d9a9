"""A target that says several things becomes several, and neighbours become one. No measure is lost or doubled.

Printed labels stay: the first part keeps "(2)", the others are "(2b)", "(2c)"; parts within a target are "2.1", "2.2".
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from string import ascii_lowercase
from typing import Any, Literal

from thidua.core.plans.corrections.clauses import Boundary, between, boundaries, places_of
from thidua.core.plans.corrections.fields import item_at
from thidua.core.plans.model import Plan
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.sentences import goal_sentence
from thidua.core.plans.typed_fields import PASSAGE
from thidua.core.verdicts import YES, Verdict, no
from thidua.core.viet.numbers import format_number

Item = dict[str, Any]
Form = Literal["parts", "targets"]
"""A target may become one with parts under it ("2.1", "2.2"), or several targets of their own."""
_SIGNS = " ,.;:/"
_GONE = no("gone", "Chỉ tiêu này không còn trong bản đang kiểm tra. Tải lại trang.")
_MOST_SHOWN = 12
_OPENS = re.compile(r"\d|(?:tỷ|tỉ) lệ|số\b|duy trì|giảm|tăng", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause of a target: where it begins, its words, the goals in it, and whether a cut before it is proposed."""

    start: int
    text: str
    goals: tuple[str, ...]
    cut: bool


def pieces_of(plan: Plan, path: str) -> list[Piece]:
    """The clauses of a target with the proposed cuts: between each two measures at the plainest sign."""
    item = item_at(plan, path)
    if item is None or "measures" not in item:
        return []
    text, places = item["text"], places_of(plan.get("x_text", ""), item)
    found = boundaries(text, places)
    spots = _spots(item, places)
    proposed = _proposed(text, found, [at for at, one in spots if not _placeholder(item, one)])
    if len(found) > _MOST_SHOWN:
        found = [one for one in found if one.strength == 3 or one.start in proposed]
    pieces = []
    for start, end in pairwise([0, *(one.start for one in found), len(text)]):
        words = text[start : next((one.end for one in found if one.start == end), end)]
        goals = tuple(goal_sentence(one) for at, one in spots if start <= at < end and not _placeholder(item, one))  # type: ignore[arg-type]
        pieces.append(Piece(start, words, goals, start in proposed))
    return pieces


def _proposed(text: str, found: list[Boundary], spots: list[int]) -> set[int]:
    """Between each two measures the plainest sign, rather one before a figure or the name of a rate, else the first."""
    cuts = set()
    for left, right in pairwise(sorted(spots)):
        inside = [one for one in found if left < one.start <= right]
        if inside:
            plainest = max(inside, key=lambda one: (one.strength, bool(_OPENS.match(text, one.start)), -one.start))
            cuts.add(plainest.start)
    return cuts


def _spots(item: Item, places: list[int | None] | None) -> list[tuple[int, Item]]:
    """Where in the text of a target each of its measures stands."""
    spots: list[tuple[int, Item]] = []
    last = 0
    for measure in item["measures"]:
        chars = (measure.get("source") or {}).get("chars")
        known = [at for at, place in enumerate(places or ()) if place is not None and chars and place >= chars[0]]
        found = item["text"].find(measure.get("as_written") or measure["metric"], last)
        last = known[0] if known else found if found >= 0 else last
        spots.append((last, measure))
    return spots


def _placeholder(item: Item, measure: Item) -> bool:
    """Whether a measure says no more than the words of its target, because nobody has told it a level yet."""
    bare = measure["operator"] == "qualitative" and measure.get("value") is None and not measure.get("as_written")
    return bare and measure["metric"].strip(_SIGNS) == item["text"].strip(_SIGNS)


def _bare_measure(text: str) -> Item:
    return {"metric": text.strip(_SIGNS) or text, "operator": "qualitative", "value": None, "unit": None}


def split_target(
    plan: Plan, path: str, cuts: Sequence[int], form: Form, fresh: Callable[[], str]
) -> tuple[Plan, Verdict]:
    """The plan with one target cut before the characters `cuts` of its text, or why not.

    Each part takes the words of its clauses, the measures that stand in them and its own stretch of the source. As
    "targets" the first keeps the id; as "parts" the target itself stays above them. New ids come from `fresh`;
    `x_origins` tells of each new target which one it was a part of.
    """
    item = item_at(plan, path)
    if item is None or "measures" not in item:
        return plan, _GONE
    places = places_of(plan.get("x_text", ""), item)
    known = {one.start: one for one in boundaries(item["text"], places)}
    chosen = sorted(set(cuts))
    if not chosen:
        return plan, no("split_where", "Chọn ít nhất một chỗ cắt.", field="cut")
    if any(cut not in known for cut in chosen):
        return plan, no("gone", "Câu chữ của chỉ tiêu vừa đổi. Tải lại trang rồi chọn chỗ cắt.", field="cut")
    if form == "parts" and ("/sub_targets/" in path or item.get("sub_targets")):
        return plan, no("split_deeper", "Chỉ tiêu này đã có các ý. Tách từng ý, hoặc tách thành chỉ tiêu riêng.")
    changed = copy.deepcopy(plan)
    target = item_at(changed, path)
    assert target is not None
    parts = _parts(changed, target, [known[cut] for cut in chosen], places)
    if form == "parts":
        _put_under(target, parts, fresh)
    else:
        _put_beside(changed, path, parts, fresh)
    return changed, YES


def _parts(plan: Plan, target: Item, cuts: list[Boundary], places: list[int | None] | None) -> list[Item]:
    """The parts as targets without id and label."""
    text = target["text"]
    ends, starts = [*(one.end for one in cuts), len(text)], [0, *(one.start for one in cuts)]
    parts: list[Item] = []
    for start, end in zip(starts, ends, strict=True):
        part = {"text": text[start:end], "measures": [], "confidence": Decimal(1)}
        part |= {name: copy.deepcopy(target[name]) for name in ("group", "lead", "support") if name in target}
        if source := _source(plan, places, start, end):
            part["source"] = source
        parts.append(part)
    own = [one for one in target["measures"] if _placeholder(target, one)]
    for at, measure in _spots(target, places):
        if measure not in own:
            _take(parts[max(number for number, start in enumerate(starts) if start <= at)], measure)
    for part in parts:
        if not part["measures"]:
            part["measures"] = [(own.pop(0) if own else {}) | _bare_measure(part["text"])]
    parts[0]["measures"] += own
    return parts


def _take(part: Item, measure: Item) -> None:
    """Give a measure to a part; one in words that reached over the cut says no more than the part does."""
    if measure["operator"] == "qualitative" and measure["metric"] not in part["text"]:
        measure = measure | {"metric": part["text"].strip(_SIGNS), "as_written": part["text"]}
        if "source" in part:
            measure["source"] = part["source"]
    part["measures"].append(measure)


def _source(plan: Plan, places: list[int | None] | None, start: int, end: int) -> Item | None:
    known = [place for place in (places or ())[start:end] if place is not None]
    return dict(Sheet(plan["x_text"]).source(Passage("-" * len(known), known))) if known else None


def _put_under(target: Item, parts: list[Item], fresh: Callable[[], str]) -> None:
    number = re.search(r"\d+(?:\.\d+)*", target.get("label") or "")
    for at, part in enumerate(parts):
        part["label"] = f"{number.group()}.{at + 1}" if number else f"{ascii_lowercase[at % 26]})"
        part["id"] = fresh()
    target["sub_targets"] = parts
    target["measures"] = [_bare_measure(target["text"]) | {"id": fresh()}]


def _put_beside(plan: Plan, path: str, parts: list[Item], fresh: Callable[[], str]) -> None:
    steps = path.split("/")
    holder: Any = item_at(plan, "/".join(steps[:-2])) if len(steps) > 2 else plan
    siblings, at = holder[steps[-2]], int(steps[-1])
    first = siblings[at]
    for number, part in enumerate(parts[1:], 1):
        part["label"] = _label_beside(first.get("label"), number)
        part["id"] = fresh()
        if "id" in first:
            plan.setdefault("x_origins", {})[part["id"]] = first["id"]
    first |= {name: parts[0][name] for name in ("text", "measures", "source") if name in parts[0]}
    first.pop("as_read", None)
    siblings[at + 1 : at + 1] = parts[1:]


def _label_beside(label: str | None, number: int) -> str | None:
    """ "(2)" → "(2b)", "2." → "2b."; None where nothing with a number is printed."""
    if not label or not re.search(r"\d", label):
        return None
    return re.sub(r"(\d+)(?!.*\d)", lambda found: f"{found[1]}{ascii_lowercase[number % 26]}", label)


def merge_targets(plan: Plan, paths: Sequence[str]) -> tuple[Plan, Verdict]:
    """The plan with neighbouring targets of one list as one: the first stays, texts joined, sources united."""
    ordered = sorted(set(paths), key=lambda path: int(path.rsplit("/", 1)[-1]) if path[-1:].isdigit() else -1)
    items = [item_at(plan, path) for path in ordered]
    if any(item is None or "measures" not in item for item in items):
        return plan, _GONE
    places = [path.rsplit("/", 1) for path in ordered]
    in_a_row = all(int(b[1]) == int(a[1]) + 1 and a[0] == b[0] for a, b in pairwise(places))
    if len(ordered) < 2 or not in_a_row:
        return plan, no("merge_neighbours", "Chỉ gộp được các chỉ tiêu đứng liền nhau.", field="with")
    changed = copy.deepcopy(plan)
    steps = ordered[0].split("/")
    holder: Any = item_at(changed, "/".join(steps[:-2])) if len(steps) > 2 else changed
    siblings, at = holder[steps[-2]], int(steps[-1])
    merged = siblings[at]
    for other in siblings[at + 1 : at + len(ordered)]:
        _absorb(changed, merged, other)
    del siblings[at + 1 : at + len(ordered)]
    if len(merged["text"]) > PASSAGE:
        most = format_number(PASSAGE)
        return plan, no("D03", "Gộp lại dài quá {most} ký tự.", field="with", most=most)
    return changed, YES


def _absorb(plan: Plan, merged: Item, other: Item) -> None:
    text = merged["text"] + between(plan.get("x_text", ""), merged, other) + other["text"]
    merged["measures"] = _together(text, (merged, other))
    merged["text"] = text
    merged.pop("as_read", None)
    if "source" in merged and "source" in other:
        merged["source"] = _united(merged["source"], other["source"])
    for name in ("lead", "support", "sub_targets"):
        if more := [one for one in other.get(name) or () if one not in (merged.get(name) or ())]:
            merged[name] = [*(merged.get(name) or ()), *more]
    origins: Any = plan.get("x_origins")
    if origins:
        origins.pop(other.get("id"), None)


def _together(text: str, items: Sequence[Item]) -> list[Item]:
    """The measures of several targets; those that only repeat the words give way, or become one."""
    stated = [one for item in items for one in item["measures"] if not _placeholder(item, one)]
    if stated:
        return stated
    return [items[0]["measures"][0] | _bare_measure(text)]


def _united(first: Item, second: Item) -> Item:
    return {
        "lines": [min(first["lines"][0], second["lines"][0]), max(first["lines"][1], second["lines"][1])],
        "chars": [min(first["chars"][0], second["chars"][0]), max(first["chars"][1], second["chars"][1])],
    }


def join_parts(plan: Plan, path: str) -> tuple[Plan, Verdict]:
    """The plan with a target that has parts as one without; words that only a part has are joined to its own."""
    item = item_at(plan, path)
    if item is None or not item.get("sub_targets"):
        return plan, no("no_parts", "Chỉ tiêu này không có ý nào để gộp.")
    changed = copy.deepcopy(plan)
    target = item_at(changed, path)
    assert target is not None
    parts = target.pop("sub_targets")
    if any(part.get("sub_targets") for part in parts):
        return plan, no("parts_deeper", "Trong các ý còn có ý nhỏ hơn. Gộp các ý nhỏ trước.")
    measures = _together(target["text"], (target, *parts))
    for part in parts:
        if part["text"].strip(_SIGNS) not in target["text"]:
            target["text"] += between(plan.get("x_text", ""), target, part) + part["text"]
            if "source" in target and "source" in part:
                target["source"] = _united(target["source"], part["source"])
    target["measures"] = measures
    return changed, YES
