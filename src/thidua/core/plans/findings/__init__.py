"""A first reading of the plan as an experienced colleague gives it: what must, should or could be put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from thidua.core.law import Instrument
from thidua.core.plans.findings.awards import check_awards
from thidua.core.plans.findings.deadlines import check_deadlines
from thidua.core.plans.findings.figures import check_percents, check_rates, check_shares, check_totals
from thidua.core.plans.findings.finding import Finding, Related, Severity, gathered
from thidua.core.plans.findings.head import check_head
from thidua.core.plans.findings.instruments import check_entered, check_replaced, check_two_dates, mentions_in
from thidua.core.plans.findings.paper import paper_of
from thidua.core.plans.findings.questions import ask_plan
from thidua.core.plans.findings.replacements import OfferedChange, offered_changes
from thidua.core.plans.findings.shelf import Beside, beside, check_shelf
from thidua.core.plans.findings.structure import check_structure
from thidua.core.plans.findings.targets import check_targets
from thidua.core.plans.findings.units import check_units
from thidua.core.plans.findings.wording import check_words
from thidua.core.plans.matching import UnitCard
from thidua.core.plans.model import Plan

__all__ = [
    "Beside",
    "Finding",
    "OfferedChange",
    "Related",
    "Severity",
    "ask_plan",
    "beside",
    "check_plan",
    "offered_changes",
]


def check_plan(
    plan: Plan,
    *,
    units: Sequence[UnitCard] | None = None,
    shelf: Sequence[Beside] = (),
    signed_on: date | None = None,
    known: Sequence[Instrument] = (),
) -> list[Finding]:
    """Faults of the paper, grave things first; they are findings, never refusals, and nothing is changed.

    `units` are the known units of the place: without them no name is unknown. `shelf` holds the other papers: cited
    documents are held against theirs, deadlines against those of the plan above. `signed_on` is the recorded day of
    signing, on which the law is asked; without it the paper tells its day. `known` are documents whose days the ward
    entered itself. What is said twice of one item is one
    finding with several places. Questions to the person who checks
    come from `ask_plan`. Codes and their rules: `docs/dev/findings.md`.
    """
    paper = paper_of(plan, signed_on)
    mentions = mentions_in(paper)
    found = [
        *check_head(paper),
        *check_targets(paper),
        *check_rates(paper),
        *check_shares(paper),
        *check_percents(paper),
        *check_totals(paper),
        *check_deadlines(paper),
        *check_two_dates(mentions, [one for other in shelf for one in other.mentions]),
        *check_replaced(paper),
        *check_entered(paper, known),
        *check_structure(paper),
        *check_units(paper, units),
        *check_awards(paper),
        *check_words(paper),
        *check_shelf(paper, shelf),
    ]
    return gathered(found)
