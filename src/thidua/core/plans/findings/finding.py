"""What a finding is, and the walk over targets that all checks share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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


def walk(targets: list[Target], path: str = "targets") -> Iterator[tuple[str, Target]]:
    for at, target in enumerate(targets):
        yield f"{path}/{at}", target
        yield from walk(target.get("sub_targets", []), f"{path}/{at}/sub_targets")


def by_gravity(found: list[Finding]) -> list[Finding]:
    """Grave things first; questions after the faults; otherwise in the order of the paper."""
    return sorted(found, key=lambda one: (one.asks, ORDER[one.severity], _place(one)))


def _place(one: Finding) -> int:
    return one.source["chars"][0] if one.source and one.source.get("chars") else -1
