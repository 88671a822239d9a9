"""How well a plan was read: a reading held against the answer that a person wrote for the same paper.

Ten components make the figure of a paper, each as F1; their mean is its macro-F1. Eight more are counted beside them. A
component that neither side has says nothing and is left out. Both plans are JSON objects of `thidua-plan/1`; what they
mean is the plan contract's, when two items are one stands in `likeness`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from likeness import (
    ALIKE,
    Item,
    alike,
    awards_agree,
    bases_agree,
    criteria_alike,
    deadlines_agree,
    listed,
    measures_agree,
    members_alike,
    name_words,
    names_alike,
    phases_agree,
    recipients_alike,
    targets_alike,
    themes_alike,
)

COMPONENTS = (
    *("targets", "measures", "deadlines", "units", "legal_bases"),
    *("awards", "phases", "members", "signatory", "recipients"),
)
EXTRAS = ("document", "themes", "purposes", "requirements", "tasks", "linked_movements", "channels", "scoring")
NAME_ALIKE = 90
"""Per cent of likeness from which two names of persons are one; names are short."""

Plan = dict[str, Any]
Likeness = Callable[[Any, Any], float]


@dataclass(frozen=True, slots=True)
class Tally:
    """Items of one component: read rightly, read though not there, there but not read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def present(self) -> bool:
        """Whether either side has such an item."""
        return bool(self.right or self.wrong or self.missed)

    @property
    def precision(self) -> float:
        """How much of what was read is right; with nothing read 1 if there was nothing to read, else 0."""
        read = self.right + self.wrong
        return self.right / read if read else float(not self.missed)

    @property
    def recall(self) -> float:
        """How much of what is there was read; with nothing there 1 if nothing was read, else 0."""
        there = self.right + self.missed
        return self.right / there if there else float(not self.wrong)

    @property
    def f1(self) -> float:
        """The harmonic mean of both, to four places."""
        both = self.precision + self.recall
        return round(2 * self.precision * self.recall / both, 4) if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The tallies of one paper, or of several added up, by the names of `COMPONENTS` and `EXTRAS`."""

    tallies: dict[str, Tally]

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the components that are present, to four places; 1 when none is."""
        present = [self.tallies[name].f1 for name in COMPONENTS if self.tallies[name].present]
        return round(sum(present) / len(present), 4) if present else 1.0


def score(read: Plan, gold: Plan) -> Score:
    """The reading `read` held against the answer `gold`."""
    return Score({name: tally(read, gold) for name, tally in _TALLIES.items()})


def pooled(scores: Iterable[Score]) -> Score:
    """All papers as if they were one: a paper with many items counts for more."""
    whole = dict.fromkeys(_TALLIES, Tally())
    for one in scores:
        whole = {name: whole[name] + one.tallies[name] for name in whole}
    return Score(whole)


def mean(scores: Sequence[Score]) -> float:
    """The mean macro-F1 of some papers: every paper counts the same."""
    return sum(one.macro_f1 for one in scores) / len(scores)


def pairs(read: Sequence[Any], gold: Sequence[Any], likeness: Likeness) -> list[tuple[int, int]]:
    """Which item read is which of the answer: the likest first, of equals the nearest in order, each taken once."""
    offers = [
        (-found, abs(i - j), i, j)
        for i, one in enumerate(read)
        for j, other in enumerate(gold)
        if (found := likeness(one, other)) >= ALIKE
    ]
    left: set[int] = set()
    right: set[int] = set()
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(offers):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            taken.append((i, j))
    return taken


def tally_lists(read: Sequence[Any], gold: Sequence[Any], likeness: Likeness) -> Tally:
    """The tally of two lists."""
    right = len(pairs(read, gold, likeness))
    return Tally(right, len(read) - right, len(gold) - right)


def exactly(agree: Callable[[Item, Item], bool]) -> Likeness:
    """A yes or no as a likeness."""
    return lambda one, other: 100.0 if agree(one, other) else 0.0


def tally_facts(facts: Iterable[tuple[object, object, bool]]) -> Tally:
    """Single facts, each as (read, gold, whether they agree); one that neither side has does not count."""
    whole = Tally()
    for read, gold, agree in facts:
        ok = bool(read) and bool(gold) and agree
        whole += Tally(int(ok), int(bool(read) and not ok), int(bool(gold) and not ok))
    return whole


def all_targets(plan: Plan) -> list[Item]:
    """Every target of a plan with those below it, in printed order."""

    def walk(targets: list[Item]) -> Iterator[Item]:
        for target in targets:
            yield target
            yield from walk(listed(target, "sub_targets"))

    return list(walk(listed(plan, "targets")))


def tally_measures(read: Plan, gold: Plan) -> Tally:
    """Measures are right only inside targets that were found to be the same."""
    one, other = all_targets(read), all_targets(gold)
    right = sum(
        tally_lists(listed(one[i], "measures"), listed(other[j], "measures"), exactly(measures_agree)).right
        for i, j in pairs(one, other, targets_alike)
    )
    read_all, gold_all = (sum(len(listed(target, "measures")) for target in targets) for targets in (one, other))
    return Tally(right, read_all - right, gold_all - right)


def named_units(plan: Plan) -> list[str]:
    """Every unit of a plan once: those with duties, and those that lead or support a target or a task."""
    found: dict[str, str] = {}
    told: list[object] = [assignment.get("unit") for assignment in listed(plan, "assignments")]
    for item in [*all_targets(plan), *listed(plan, "tasks")]:
        for key in ("lead", "support"):
            value = item.get(key) or []
            told += value if isinstance(value, list) else [value]
    for unit in told:
        if isinstance(unit, str) and (name := name_words(unit)):
            found.setdefault(name, unit)
    return list(found.values())


def _held(plan: Plan, key: str) -> Item:
    value = plan.get(key)
    return value if isinstance(value, dict) else {}


def tally_signatory(read: Plan, gold: Plan) -> Tally:
    """Three facts: name, position, and the prefixes, which count as soon as somebody signs."""
    one, other = _held(read, "signatory"), _held(gold, "signatory")
    facts: list[tuple[object, object, bool]] = [
        (one.get(key), other.get(key), alike(one.get(key), other.get(key)) >= least)
        for key, least in (("name", NAME_ALIKE), ("position", ALIKE))
    ]
    return tally_facts([*facts, (one, other, sorted(one.get("mode") or []) == sorted(other.get("mode") or []))])


def tally_document(read: Plan, gold: Plan) -> Tally:
    """Eight facts of the head: kind, number, symbol, date and level as they are; place, title, issuer nearly alike."""
    one, other = _held(read, "document"), _held(gold, "document")
    issuer, gold_issuer = _held(one, "issuer"), _held(other, "issuer")
    exact = [(one.get(key), other.get(key)) for key in ("kind", "number", "symbol", "date")]
    exact.append((issuer.get("level"), gold_issuer.get("level")))
    near = [(one.get(key), other.get(key)) for key in ("place", "title")]
    near.append((issuer.get("name"), gold_issuer.get("name")))
    same = [(a, b, str(a) == str(b)) for a, b in exact]
    return tally_facts([*same, *((a, b, alike(a, b) >= ALIKE) for a, b in near)])


def _by(key: str) -> Likeness:
    return lambda one, other: alike(one.get(key), other.get(key))


def _lists(key: str, likeness: Likeness, inside: str | None = None) -> Callable[[Plan, Plan], Tally]:
    """A tally of the list `key` of both plans, or of the list in their object `inside`."""

    def both(read: Plan, gold: Plan) -> Tally:
        one, other = (_held(plan, inside) if inside else plan for plan in (read, gold))
        return tally_lists(listed(one, key), listed(other, key), likeness)

    return both


_TALLIES: dict[str, Callable[[Plan, Plan], Tally]] = {
    "targets": lambda read, gold: tally_lists(all_targets(read), all_targets(gold), targets_alike),
    "measures": tally_measures,
    "deadlines": _lists("deadlines", exactly(deadlines_agree)),
    "units": lambda read, gold: tally_lists(named_units(read), named_units(gold), names_alike),
    "legal_bases": _lists("legal_bases", exactly(bases_agree)),
    "awards": _lists("commendation", exactly(awards_agree)),
    "phases": _lists("phases", exactly(phases_agree)),
    "members": _lists("members", members_alike, "block"),
    "signatory": tally_signatory,
    "recipients": _lists("recipients", recipients_alike),
    "document": tally_document,
    "themes": _lists("themes", themes_alike),
    "purposes": _lists("purposes", _by("text")),
    "requirements": _lists("requirements", _by("text")),
    "tasks": _lists("tasks", _by("text")),
    "linked_movements": _lists("linked_movements", _by("name")),
    "channels": _lists("channels", _by("name")),
    "scoring": _lists("criteria", criteria_alike, "scoring"),
}
