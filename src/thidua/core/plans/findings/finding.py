"""What a finding is, and the walk over targets that all checks share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from thidua.core.plans.model import Source, Target

Severity = Literal["must", "should", "spelling"]
ORDER: dict[Severity, int] = {"must": 0, "should": 1, "spelling": 2}


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of. `file` names the other paper, None is the paper itself."""

    source: Source
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `item` is a path as in `item_at`, `rule` where it comes from, `suggestion` the words to put.

    `asks` marks a question of the reading: it is put to the person who checks and is no fault of the paper.
    `replacement`: the words that belong in the place of exactly those of `source`, where the rule knows them, and of
    those at related places of this paper, where they are the same.
    """

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    item: str | None = None
    suggestion: str | None = None
    rule: str | None = None
    related: tuple[Related, ...] = ()
    asks: bool = False
    replacement: str | None = None


def walk(targets: list[Target], path: str = "targets") -> Iterator[tuple[str, Target]]:
    for at, target in enumerate(targets):
        yield f"{path}/{at}", target
        yield from walk(target.get("sub_targets", []), f"{path}/{at}/sub_targets")


def gathered(found: Iterable[Finding]) -> list[Finding]:
    """All findings of a paper: grave things first, questions after the faults, otherwise in the order of the paper.

    What says the same of the same item is one finding, at its first place, with the other places as related: an answer
    is remembered by code, item and message, so it must stand for one finding and for all of its places.
    """
    ordered = sorted(found, key=lambda one: (one.asks, ORDER[one.severity], _place(one)))
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in ordered:
        alike.setdefault((one.code, one.item or "", one.message), []).append(one)
    return [_as_one(group) for group in alike.values()]


def _as_one(group: list[Finding]) -> Finding:
    first = group[0]
    if len(group) == 1:
        return first
    places = [Related(one.source) for one in group[1:] if one.source]
    told = {_spot(first.source, None)}
    related = []
    for one in (*first.related, *places, *(other for each in group[1:] for other in each.related)):
        if (spot := _spot(one.source, one.file)) not in told:
            told.add(spot)
            related.append(one)
    return replace(first, related=tuple(related))


def _spot(source: Source | None, file: str | None) -> tuple[str | None, int, int]:
    start, end = source["chars"] if source else (-1, -1)
    return file, start, end


def _place(one: Finding) -> int:
    return one.source["chars"][0] if one.source and one.source.get("chars") else -1
