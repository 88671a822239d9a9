"""Whether two plans say exactly the same, place by place. For people there are other comparisons; this one is exact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

_OF_ONE_TEXT = frozenset({"source", "confidence", "as_read", "input", "id", "warnings", "format"})
# Collected from all over a paper; in which order they were met there says nothing about the plan.
_COLLECTED = frozenset({"legal_bases", "themes", "deadlines", "linked_movements", "channels"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One place, as a path from the top ("targets[2].measures[0].value"), and what either plan holds there (None:
    nothing)."""

    path: str
    one: object
    other: object


def plan_differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    """Every place at which two plans differ, in the order of the first one.

    What speaks of a text and not of the plan is left aside: source, confidence, as_read, input, id, warnings and every
    field that begins with `x_`. Null, an empty list and a field that is left out are the same; figures are compared by
    their value. Lists are compared in their order, save those that collect mentions.
    """
    return list(_between("", _plain(one), _plain(other)))


def _plain(value: Any) -> Any:
    """The value without what is left aside, figures as Decimal, nothing for null and empty."""
    if isinstance(value, Mapping):
        kept = {
            key: told
            for key, inner in value.items()
            if key not in _OF_ONE_TEXT and not key.startswith("x_") and (told := _plain(inner)) is not None
        }
        return kept or None
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value] or None
    if value is False or value == "":
        return None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value)).normalize()
    return value


def _between(path: str, one: Any, other: Any) -> Iterator[Difference]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in [*one, *(key for key in other if key not in one)]:
            yield from _between(f"{path}.{key}" if path else key, one.get(key), other.get(key))
    elif isinstance(one, list) and isinstance(other, list):
        yield from _lists(path, one, other)
    elif one != other:
        yield Difference(path, one, other)


def _lists(path: str, one: list[Any], other: list[Any]) -> Iterator[Difference]:
    """Entries that both lists hold are passed over; the others are compared two by two as they stand between them."""
    order = sorted if path in _COLLECTED else list
    ours = order(range(len(one)), key=lambda at: _said(one[at])) if order is sorted else list(range(len(one)))
    theirs = order(range(len(other)), key=lambda at: _said(other[at])) if order is sorted else list(range(len(other)))
    matcher = SequenceMatcher(None, [_said(one[at]) for at in ours], [_said(other[at]) for at in theirs], False)
    for sign, a, b, c, d in matcher.get_opcodes():
        if sign == "equal":
            continue
        for at in range(max(b - a, d - c)):
            left = ours[a + at] if a + at < b else None
            right = theirs[c + at] if c + at < d else None
            place = f"{path}[{left if left is not None else right}]"
            if left is None or right is None:
                yield Difference(
                    place, one[left] if left is not None else None, other[right] if right is not None else None
                )
            else:
                yield from _between(place, one[left], other[right])


def _said(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
