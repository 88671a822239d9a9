"""A draft as the paper it is: its plain lines, remade from the plan whenever the plan changes, and what is printed."""

from __future__ import annotations

from dataclasses import replace

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Paper, Paragraph, Tone
from thidua.core.plans.drafting.placing import placed
from thidua.core.plans.model import Plan
from thidua.core.plans.writing import plan_paper, quick_paper

DRAFT = "DỰ THẢO"


def written(plan: Plan, *, exact: bool = False) -> Plan:
    """The plan with its text and the places of its items in it. Changes and returns `plan`.

    `exact`: in the very words of the printed paper, which are found by trial and take longer; else each part in its
    first form, as is enough while the plan is being written.
    """
    return placed(plan, paper_lines((plan_paper if exact else quick_paper)(plan)))


def draft_paper(plan: Plan, *, signed: bool = False) -> Paper:
    """The paper to print. Before it is signed it is marked as a draft and bears no number and no day."""
    paper = plan_paper(plan)
    if signed:
        return paper
    head = replace(paper.head, number=None, date=None)
    return replace(paper, head=head, body=(Paragraph(DRAFT, Tone.CENTRE), *paper.body))
