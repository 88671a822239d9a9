"""Purposes, requirements and general objectives of earlier plans, as texts that a new plan may take up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from thidua.core.plans.library.citations import Shelved
from thidua.core.plans.model import Plan
from thidua.core.viet.text import fold

TextKind = Literal["purpose", "requirement", "objective"]
TEXT_KINDS: dict[TextKind, str] = {"purpose": "Mục đích", "requirement": "Yêu cầu", "objective": "Mục tiêu chung"}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text as printed, without its label; `item` is its id in the reading.

    `also` are the other papers of the library that hold the very same words.
    """

    kind: TextKind
    text: str
    item: str
    paper: Shelved
    also: tuple[Shelved, ...] = ()

    @property
    def called(self) -> str:
        return TEXT_KINDS[self.kind]


def texts_in(paper: Shelved) -> Iterator[TextRow]:
    """The texts of one plan, in its own order."""
    plan: Plan = paper.plan
    for one in plan["purposes"]:
        yield TextRow("purpose", one["text"], one.get("id", ""), paper)
    for one in plan["requirements"]:
        yield TextRow("requirement", one["text"], one.get("id", ""), paper)
    if objective := plan["objective"]:
        yield TextRow("objective", objective["text"], objective.get("id", ""), paper)


def texts_of(papers: Sequence[Shelved], *, words: str = "", kind: TextKind | None = None) -> list[TextRow]:
    """Texts of the library that hold every one of `words` (without marks), each once, in the order of `papers`.

    Words that differ only in marks, case or punctuation are the same text; the first paper that holds it shows it.
    """
    wanted = fold(words).split()
    found: dict[tuple[TextKind, str], TextRow] = {}
    for one in (one for paper in papers for one in texts_in(paper)):
        folded = fold(one.text)
        if (kind and one.kind != kind) or not all(word in folded for word in wanted):
            continue
        key = (one.kind, re.sub(r"\W+", " ", folded).strip())
        first = found.get(key)
        if first is None:
            found[key] = one
        elif one.paper.key not in {first.paper.key, *(other.key for other in first.also)}:
            found[key] = replace(first, also=(*first.also, one.paper))
    return list(found.values())
