"""Who should answer for a target or task, with the reason in words and how sure. Only suggestions: the clerk decides.

What is asked, strongest first: the target's own column, last year's assignment of the same target, what the plan gives
units to lead or do, its tasks on the same subject, and what offices of that kind usually answer for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rapidfuzz import fuzz

from thidua.core.lexicons import load
from thidua.core.plans.matching import UnitCard, match_units, suggest_owner
from thidua.core.plans.places import Sections
from thidua.core.plans.sentences import short_name
from thidua.core.verdicts import Reason
from thidua.core.viet.text import fold, one_tone_style

Row = dict[str, Any]

SAME_TARGET = 86
"""Likeness (0-100) of two metrics from which they are the same target of two years."""
ON_SUBJECT = 0.34
"""Part of a target's weighted word pairs that a duty must hold to be on its subject."""
WHOLLY = 0.6
"""The same, from which the duty alone makes the suggestion sure."""

_ROLE_WORDS = {"lead": "chủ trì", "perform": "được giao", "advise": "tham mưu"}
_ROLE_WEIGHT = {"lead": 1.0, "perform": 0.9, "advise": 0.8}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class LastYear:
    """Who answered for a target in an earlier movement of the same commune."""

    metric: str
    owner: UUID
    movement: str
    supporters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One unit for one target. `sure` when it may be taken without looking; `reasons` are sentences, strongest first.

    `supporters` come only from where somebody wrote them down: the plan's own column, or last year.
    """

    unit: UUID
    sure: bool
    reasons: tuple[Reason, ...]
    supporters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class _Claim:
    unit: UUID
    points: float
    reason: Reason
    supporters: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """Something the plan gives one unit: its words, and how it is told of."""

    unit: UUID
    text: str
    pairs: frozenset[str]
    reason: Reason
    weight: float


class Adviser:
    """Suggestions for the items of one plan; matching of its names is done once."""

    def __init__(self, plan: Row, directory: Sequence[UnitCard], last: Sequence[LastYear] = ()) -> None:
        self.plan, self.directory, self.last = plan, directory, last
        self._sections = Sections(self.plan.get("x_text") or "")
        self._names = {card.id: card.name for card in self.directory}
        self._said = [*self._duties(), *self._tasks()]
        heard = Counter(pair for said in self._said for pair in said.pairs)
        self._rarity = {pair: 1 / (1 + math.log(count)) for pair, count in heard.items()}

    def suggest(self, item: Row) -> Suggestion | None:
        """The unit for a target or task of the plan, None when nothing speaks for anybody."""
        claims = [*self._own_column(item), *self._last_year(item), *self._on_subject(item), *self._usual(item)]
        if not claims:
            return None
        points: dict[UUID, float] = {}
        for claim in claims:
            points[claim.unit] = points.get(claim.unit, 0) + claim.points
        best = max(points, key=lambda unit: (points[unit], -list(points).index(unit)))
        rival = max((value for unit, value in points.items() if unit != best), default=0.0)
        own = sorted((claim for claim in claims if claim.unit == best), key=lambda claim: -claim.points)
        helpers = next((claim.supporters for claim in own if claim.supporters), ())
        sure = points[best] >= 1 and points[best] - rival >= 0.4
        reasons = list(dict.fromkeys(claim.reason.text for claim in own))
        kept = [next(claim.reason for claim in own if claim.reason.text == text) for text in reasons]
        return Suggestion(best, sure, tuple(kept), tuple(unit for unit in helpers if unit != best))

    def _own_column(self, item: Row) -> Iterator[_Claim]:
        helpers = tuple(unit for name in item.get("support") or () for unit in match_units(name, self.directory).units)
        for at, name in enumerate(item.get("lead") or ()):
            if (unit := self._one(name)) and unit[1]:
                text = "Theo cột chủ trì của kế hoạch: {name}."
                yield _Claim(unit[0], 2.0 - min(at, 1) * 0.5, Reason("lead_column", text, {"name": name}), helpers)

    def _last_year(self, item: Row) -> Iterator[_Claim]:
        called = fold(_metric(item))
        likest = max(self.last, key=lambda row: fuzz.ratio(fold(row.metric), called), default=None)
        if likest and likest.owner in self._names and fuzz.ratio(fold(likest.metric), called) >= SAME_TARGET:
            text = "Năm trước {name} chủ trì chỉ tiêu này ({movement})."
            told = {"name": self._names[likest.owner], "movement": likest.movement}
            helpers = tuple(unit for unit in likest.supporters if unit in self._names)
            yield _Claim(likest.owner, 1.4, Reason("last_year", text, told), helpers)

    def _on_subject(self, item: Row) -> Iterator[_Claim]:
        wanted = _pairs(_metric(item))
        whole = sum(self._rarity.get(pair, 1.0) for pair in wanted)
        best: dict[UUID, _Claim] = {}
        for said in self._said if whole else ():
            part = sum(self._rarity.get(pair, 1.0) for pair in wanted & said.pairs) / whole
            if part < ON_SUBJECT or said.text == item["text"]:
                continue
            points = said.weight * (1.0 if part >= WHOLLY else 0.7)
            if said.unit not in best or best[said.unit].points < points:
                best[said.unit] = _Claim(said.unit, points, said.reason)
        yield from best.values()

    def _usual(self, item: Row) -> Iterator[_Claim]:
        unit = suggest_owner(_metric(item), self.directory) or suggest_owner(item["text"], self.directory)
        if unit:
            text = "Việc này thường do {name} phụ trách."
            yield _Claim(unit, 0.5, Reason("usual", text, {"name": self._names[unit]}))

    def _duties(self) -> Iterator[_Said]:
        for assignment in self.plan["assignments"]:
            unit = self._one(assignment["unit"])
            for duty in assignment["duties"]:
                if unit is None or duty["role"] not in _ROLE_WORDS:
                    continue
                text = "{where}: {name} {role} “{words}”."
                told = {
                    "where": self._where(duty), "name": assignment["unit"], "role": _ROLE_WORDS[duty["role"]],
                    "words": _short(duty["text"]),
                }  # fmt: skip
                yield _Said(
                    unit[0], duty["text"], _pairs(duty["text"]), Reason("duty", text, told), _ROLE_WEIGHT[duty["role"]]
                )

    def _tasks(self) -> Iterator[_Said]:
        for task in self.plan["tasks"]:
            for name in task.get("lead") or ():
                if (unit := self._one(name)) and unit[1]:
                    text = "{where}: {name} chủ trì nhiệm vụ “{words}”."
                    told = {"where": self._where(task), "name": name, "words": _short(task["text"])}
                    yield _Said(unit[0], task["text"], _pairs(task["text"]), Reason("task", text, told), 0.9)

    def _where(self, item: Row) -> str:
        place = self._sections.of(item)
        return f"Theo {place}" if place else "Theo kế hoạch"

    def _one(self, name: str) -> tuple[UUID, bool] | None:
        """The one unit that a printed name stands for and whether that is sure; a class is nobody."""
        match = match_units(name, self.directory)
        if match.is_class or len(match.units) != 1:
            return None
        return match.units[0], match.sure


def _metric(item: Row) -> str:
    measures = item.get("measures") or ()
    return str(measures[0]["metric"] if measures else item["text"])


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring syllables: most Vietnamese words are two. Syllables that every plan is full of part the rest."""
    found: set[str] = set()
    empty = set(load("owner_topics")["empty"])
    before = ""
    for word in _WORD.findall(one_tone_style(text.lower())):
        if word in empty:
            before = ""
            continue
        if before:
            found.add(f"{before} {word}")
        before = word
    return frozenset(found)


def _short(text: str) -> str:
    return short_name({"text": text, "measures": []})
