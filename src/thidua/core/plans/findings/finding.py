"""What a finding is, and the walk over targets that all checks share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thidua.core.plans.model import Source, Target

Severity = Literal["must", "should", "spelling"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. `item` is a path as in `item_at`, `rule` where it comes from, `suggestion` the words to put."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    item: str | None = None
    suggestion: str | None = None
    rule: str | None = None


def walk(targets: list[Target], path: str = "targets") -> Iterator[tuple[str, Target]]:
    for at, target in enumerate(targets):
        yield f"{path}/{at}", target
        yield from walk(target.get("sub_targets", []), f"{path}/{at}/sub_targets")
