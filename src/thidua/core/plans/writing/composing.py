"""The whole paper: its sections in their order, and what only a reading shows to be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from thidua.core.papers.model import Annex, Block, Paper
from thidua.core.plans.model import Channel, Deadline, Document, LegalBasis, LinkedMovement, Plan, Theme
from thidua.core.plans.writing.aims import aim_sections
from thidua.core.plans.writing.awards import award_section
from thidua.core.plans.writing.duties import duty_section
from thidua.core.plans.writing.heads import CALLED, issuer_name, paper_kind, plan_head, plan_recipients, plan_signatures
from thidua.core.plans.writing.preamble import articles, cited, decided, plan_grounds, plan_opening
from thidua.core.plans.writing.rosters import block_section, scoring_annexes
from thidua.core.plans.writing.sections import Section, numbered
from thidua.core.plans.writing.tables import annex
from thidua.core.plans.writing.targets import target_annexes, target_sections
from thidua.core.plans.writing.tasks import prose, task_annexes, task_sections
from thidua.core.plans.writing.times import period_section, reporting_section
from thidua.core.plans.writing.words import entry, printed_day, roman


@dataclass(slots=True)
class Draft:
    """How the plan is put into words: the form of each part that has several, and what has to be said in sentences of
    its own because no other words of the paper hold it."""

    forms: dict[str, str] = field(default_factory=dict)
    themes: list[Theme] = field(default_factory=list)
    bases: list[LegalBasis] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    linked: list[LinkedMovement] = field(default_factory=list)


def compose(plan: Plan, draft: Draft) -> Paper:
    """The paper of a plan in the forms of a draft."""
    document, forms = plan["document"], draft.forms
    form = forms.get("paper") or ("decided" if document["kind"] == "decision" else "headed")
    if form == "running":
        return _finished(plan, draft, _running(plan, draft), _annexes(plan, draft))
    sections = [
        *aim_sections(plan),
        *block_section(plan),
        *target_sections(plan, forms.get("targets", "listed")),
        *task_sections(plan, forms.get("tasks", "numbered"), prose=forms.get("targets") == "prose"),
        *period_section(plan, draft.deadlines, forms),
        *award_section(plan, forms.get("awards", "flat")),
        *reporting_section(draft.deadlines, draft.channels, draft.linked, forms),
        duty_section(plan, forms, "" if form == "decided" else CALLED[document["kind"]]),
    ]
    if form == "decided":
        carried = Annex("KẾ HOẠCH", decided(document), _attached(document), tuple(numbered(sections)))
        return _finished(plan, draft, articles(plan, draft.themes), (carried, *_annexes(plan, draft)))
    parent = forms.get("parent") == "named"
    opening = plan_opening(plan, draft.themes, parent=parent)
    return _finished(plan, draft, (opening, *numbered(sections)), _annexes(plan, draft))


def _running(plan: Plan, draft: Draft) -> Iterator[Block]:
    """A paper without headings, as letters and directives are often written."""
    forms = draft.forms
    yield plan_opening(plan, draft.themes, parent=forms.get("parent") == "named")
    for section in (
        Section("", list(prose(plan))),
        *award_section(plan, forms.get("awards", "flat")),
        *period_section(plan, draft.deadlines, forms),
        duty_section(plan, forms, ""),
    ):
        yield from section.blocks


def _finished(plan: Plan, draft: Draft, body: Iterable[Block], annexes: Iterable[Annex]) -> Paper:
    """The paper around its body."""
    document = plan["document"]
    return Paper(
        kind=paper_kind(document),
        head=plan_head(document),
        body=(*plan_grounds(plan), *body),
        signatures=plan_signatures(plan["signatory"]),
        recipients=plan_recipients(plan["recipients"]),
        annexes=tuple(annexes),
    )


def _annexes(plan: Plan, draft: Draft) -> Iterator[Annex]:
    document = plan["document"]
    told: list[tuple[str, list[Block]]] = [
        *target_annexes(plan, draft.forms.get("targets", "listed")),
        *task_annexes(plan),
        *scoring_annexes(plan),
    ]
    if draft.bases:
        listed = [entry(str(at), f"{cited(one)}.") for at, one in enumerate(draft.bases, 1)]
        told.append(("Bảng tổng hợp văn bản viện dẫn", listed))
    note = _attached(document)
    for at, (title, blocks) in enumerate(told, 1):
        yield annex(f"Phụ lục {roman(at)}" if len(told) > 1 else "Phụ lục", title, note, blocks)


def _attached(document: Document) -> str:
    """What an annex belongs to: "Kèm theo Kế hoạch số 12/KH-UBND ngày 09/02/2026 của Ủy ban nhân dân ..."."""
    told = f"Kèm theo {CALLED[document['kind']]}"
    if document["number"] and document["symbol"]:
        told += f" số {document['number']}/{document['symbol']}"
        day = document["date"] or ""
        told += f" {printed_day(day)}" if len(day) == len("2026-12-05") else ""
    return f"{told} của {name}" if (name := issuer_name(document)) else told
