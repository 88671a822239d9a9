"""What must always hold, by name. Each check yields one Vietnamese sentence per fault and nothing when all is well."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from thidua.jobs.keeping.tables import one_instant

MOST_SHOWN = 20
Rule = Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Invariant:
    """A rule with its name (for `--only`) and what it promises."""

    name: str
    promise: str
    rule: Rule


@dataclass
class Outcome:
    """What one rule found: at most twenty faults, and the seconds it took."""

    name: str
    promise: str
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)


INVARIANTS: dict[str, Invariant] = {}


def invariant(promise: str) -> Callable[[Rule], Rule]:
    """Enter a rule under the name of its function."""

    def enter(rule: Rule) -> Rule:
        INVARIANTS[rule.__name__] = Invariant(rule.__name__, promise, rule)
        return rule

    return enter


def run(only: str | None = None) -> Iterator[Outcome]:
    """All rules (or the one named), on the data of one instant. Raises KeyError for an unknown name."""
    chosen = [INVARIANTS[only]] if only else list(INVARIANTS.values())
    with one_instant():
        for each in chosen:
            begun = time.monotonic()
            faults = list(islice(each.rule(), MOST_SHOWN))
            yield Outcome(each.name, each.promise, round(time.monotonic() - begun, 3), faults)


def failures() -> list[Outcome]:
    """The rules that do not hold now."""
    return [outcome for outcome in run() if outcome.faults]
