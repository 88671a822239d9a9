"""Other papers that stand beside a plan: the files given together, or the library of the ward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from thidua.core.plans.findings.deadlines import check_against_higher
from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.findings.instruments import Mention, mentions_in
from thidua.core.plans.findings.paper import ExaminedPaper, paper_of
from thidua.core.plans.model import Plan
from thidua.core.viet.text import fold

_RANKS = {"central": 3, "province": 2, "commune": 1, "block": 0, "school": 0, "agency": 0}


@dataclass(frozen=True, slots=True)
class Beside:
    """A paper of the shelf: what others may contradict. `higher` when it is known to be the plan above.

    `file` names it for programs, `called` in sentences.
    """

    file: str
    called: str
    plan: Plan
    mentions: tuple[Mention, ...]
    higher: bool = False


def beside(file: str, plan: Plan, *, called: str | None = None, higher: bool = False) -> Beside:
    """A plan made ready to stand on a shelf. It is called "tệp FILE" when nothing else is given."""
    called = called or f"tệp {file}"
    mentions = tuple(replace(one, file=file, called=called) for one in mentions_in(paper_of(plan)))
    return Beside(file, called, plan, mentions, higher)


def check_shelf(paper: ExaminedPaper, shelf: Sequence[Beside]) -> Iterator[Finding]:
    """The own deadlines against those of the plan above, where the shelf holds it."""
    for other in shelf:
        if other.higher or _stands_above(other.plan, paper):
            yield from check_against_higher(paper.plan, other.plan, other.file, other.called)


def _stands_above(other: Plan, paper: ExaminedPaper) -> bool:
    """Whether a paper of a higher level is the one that this plan carries out: it is cited, or titled alike."""
    rank = _RANKS.get(other["document"]["issuer"]["level"], 0)
    if rank <= _RANKS.get(paper.level, 1):
        return False
    document = other["document"]
    number = f"{document['number']}/{document['symbol']}" if document["number"] and document["symbol"] else None
    if number and any(basis["number"] == number for basis in paper.plan["legal_bases"]):
        return True
    return number is None and _alike(document["title"], paper.plan["document"]["title"])


def _alike(one: str, other: str) -> bool:
    years = [set(re.findall(r"20\d\d", title)) for title in (one, other)]
    return years[0] == years[1] and fuzz.token_set_ratio(fold(one), fold(other)) >= 85
