"""The plan reader: the linearised text of a paper becomes a plan, `thidua-plan/1`. Rules only, no guessing."""

from __future__ import annotations

import re

from thidua.core.plans.model import Plan
from thidua.core.plans.reading.bases import read_bases
from thidua.core.plans.reading.block import read_block
from thidua.core.plans.reading.commendation import Span, read_commendation
from thidua.core.plans.reading.duties import is_closing, read_duties
from thidua.core.plans.reading.ending import read_recipients, read_signatory
from thidua.core.plans.reading.head import find_kind, read_head
from thidua.core.plans.reading.mentions import is_campaign, read_channels, read_linked, read_movement, read_themes
from thidua.core.plans.reading.structure.headings import split_sections
from thidua.core.plans.reading.structure.labels import NO_LABEL
from thidua.core.plans.reading.structure.lines import Paragraph, read_pages
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.plans.reading.structure.running import part_running
from thidua.core.plans.reading.structure.unnamed import name_sections
from thidua.core.plans.reading.tables import read_tables
from thidua.core.plans.reading.targets import read_targets
from thidua.core.plans.reading.texts import read_objective, read_tasks, read_text_items
from thidua.core.plans.reading.times.deadlines import read_deadlines
from thidua.core.plans.reading.times.period import read_period, read_phases
from thidua.core.plans.reading.warnings import read_warnings
from thidua.core.viet.text import nfc

__all__ = ["read_plan"]


def read_plan(text: str) -> Plan:
    """The plan that a linearised paper holds (paragraphs one per line, cells parted by tabs). Never raises.

    `x_text` is the text in NFC; every `source` points into it by lines (from 1) and characters (from 0).
    Nothing is invented: what is not printed is None, an empty list or left out; doubt lowers `confidence`.
    """
    sheet = Sheet(nfc(text))
    pages = read_pages(sheet)
    kind_at, _ = find_kind(pages.body)
    start = 0 if kind_at is None else kind_at + 1
    # The line under the kind is the title, whatever words of headings it holds.
    named = kind_at is not None and len(pages.body[kind_at].whole.text) < 25
    tabled = read_tables(sheet, pages.body)
    sections = part_running(
        name_sections(split_sections(pages.body, start + named), targets=bool(tabled.targets)), start + 1
    )
    head = read_head(sheet, pages, sections)
    targets = read_targets(sheet, sections, tabled.targets)
    assignments, loose = read_duties(sheet, sections)
    phases = read_phases(sheet, sections)
    period = read_period(sheet, sections, phases, head.title)
    inner = [p for s in sections[1:] for p in s.body if s.kind != "recipients"]
    named_here = [Paragraph(head.title, NO_LABEL, head.title), *(p for p in pages.body if not is_closing(p.text))]
    document = head.document
    own = f"{document['number']}/{document['symbol']}" if document["number"] and document["symbol"] else None
    purposes, requirements = read_text_items(sheet, sections)
    plan: Plan = {
        "format": "thidua-plan/1",
        "document": document,
        "themes": read_themes(sheet, named_here, document["issuer"]["level"]),
        "legal_bases": read_bases(sheet, head.preamble, inner, pages.notes, own),
        "purposes": purposes,
        "requirements": requirements,
        "objective": read_objective(sheet, sections),
        "targets": targets,
        "tasks": read_tasks(sheet, sections, targets) + tabled.tasks + loose,
        "period": period,
        "phases": phases,
        "assignments": assignments,
        "deadlines": read_deadlines(sheet, sections, assignments, document["date"], period),
        "commendation": read_commendation(sheet, sections, _span(head.title.text, period["from"], period["to"])),
        "scoring": tabled.scoring,
        "block": read_block(sheet, pages.body),
        "linked_movements": read_linked(sheet, [p for p in inner if not is_closing(p.text)], head.title.text),
        "channels": read_channels(sheet, inner),
        "recipients": read_recipients(sheet, sections),
        "signatory": read_signatory(sheet, pages.body),
        "x_text": sheet.text,
    }
    if (movement := read_movement(sheet, head)) is not None:
        plan["movement"] = movement
    if warnings := read_warnings(sheet, pages, sections, plan):
        plan["warnings"] = warnings
    sheet.keep_raw(plan)
    return plan


def _span(title: str, since: str | None, until: str | None) -> Span:
    """How long the movement runs: its "tổng kết" is that of a round, of the year, or the final one of several years."""
    years = [int(date[:4]) for date in (since, until) if date and re.match(r"\d{4}", date)]
    if len(years) == 2 and years[1] - years[0] >= 1 and not re.search(r"năm học", title, re.IGNORECASE):
        return "years"
    return "campaign" if is_campaign(title) else "year"
