"""The page on which a plan is written: its sections, one of them open; what helps and warns on the other side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import (
    STATE_LABELS,
    current_version,
    findings_of,
    instruments,
    law_of_wards,
    reading,
    saved_texts,
    shelved,
    themes,
)
from thidua.core.law import Instrument
from thidua.core.plans.drafting import notes_of
from thidua.core.plans.life import may_write
from thidua.web.desk.drafts.blocks import Block, blocks_of
from thidua.web.desk.drafts.panels import (
    MOST_OFFERED,
    counts_of,
    documents_to_choose,
    last_year_lines,
    remarks_of,
    texts_of_library,
)
from thidua.web.desk.drafts.sections import BY_SLUG, OF, SECTIONS, Reading, Section
from thidua.web.desk.people.paging import words_asked
from thidua.web.desk.plans.access import editable, plan_in_scope

_FROM_LIBRARY = frozenset({"legal_bases", "purposes", "requirements", "objective"})
STEPS = ("Soạn", "Kiểm tra", "Phân công", "Phát động")


@dataclass(frozen=True)
class Refusal:
    """A form of the page that was not taken: which one ("targets", "duties-ID"), what was sent, sentences by field."""

    form: str
    sent: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@require_GET
def write_draft(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET ?muc=section&tim=words. A plan that was filed, or may not be written, is shown on its check page."""
    plan = plan_in_scope(request, id)
    if not writable(request, plan):
        return redirect("desk:check_plan", plan.pk)
    return write_page(request, plan)


def writable(request: HttpRequest, plan: Any) -> bool:
    """Whether this actor may write the words of this plan now."""
    return current_version(plan).drafted and editable(request, plan) and bool(may_write(plan.state))


def section_asked(request: HttpRequest) -> Section:
    word = request.GET.get("muc") or request.POST.get("muc") or ""
    return BY_SLUG.get(word, SECTIONS[0])


def write_page(
    request: HttpRequest,
    plan: Any,
    *,
    section: Section | None = None,
    typed: Block | None = None,
    refused: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page. `typed` is a block whose words could not be stored, `refused` a form that was not taken."""
    version = current_version(plan)
    plan_reading = reading(version)
    section = section or section_asked(request)
    at = SECTIONS.index(section)
    known = law_of_wards(request.actor)
    blocks = [_typed(one, typed) for one in blocks_of(section, plan_reading, request.today, known)]
    context = {
        "title": "Soạn kế hoạch",
        "plan": plan,
        "version": version,
        "section": section,
        "before": SECTIONS[at - 1] if at else None,
        "after": SECTIONS[at + 1] if at + 1 < len(SECTIONS) else None,
        "blocks": blocks,
        "forms": [_form(one, plan, refused) for one in section.forms],
        "refused": refused,
        "wrong": _wrong(typed, refused),
        "form_errors": bool(typed or refused),
        "state_label": STATE_LABELS[plan.state],
        "steps": [{"label": label} for label in STEPS],
        "step_now": 1,
    }
    context |= beside(request, plan, plan_reading, section, known)
    return render(request, "desk/drafts/write.html", context, status=status)


def beside(
    request: HttpRequest, plan: Any, plan_reading: Reading, section: Section, known: list[Instrument]
) -> dict[str, Any]:
    """The right side: remarks, what is to be confirmed, last year's lines, texts and documents."""
    words = words_asked(request)
    helps: dict[str, Any] = {"words": words, "library_url": "desk:plan_texts"}
    library = shelved(request.actor) if _FROM_LIBRARY & set(section.parts) else []
    if "legal_bases" in section.parts:
        own: Any = [
            (row.type, law, row.issuer)
            for row in instruments(request.actor)
            for law in known
            if law.number == row.number
        ]
        helps["documents"] = documents_to_choose(library, own, words, request.today)[:MOST_OFFERED]
    if "themes" in section.parts:
        helps["year_themes"] = [row for row in themes(request.actor) if row.year == plan.year]
    kinds = [part for part in (*section.parts, "duties" if "assignments" in section.parts else "") if part]
    if "document" not in section.parts:
        helps["texts"] = list(saved_texts(request.actor, words=words).filter(kind__in=kinds)[:MOST_OFFERED])
        helps["library_texts"] = texts_of_library(section, library, words, str(plan.pk))
        helps["searches"] = bool(helps["texts"] or helps["library_texts"] or helps.get("documents") or words)
    if plan.last_year_id:
        helps["old_lines"] = last_year_lines(section, reading(current_version(plan.last_year)), plan_reading)
    return linter(request, plan, plan_reading, section) | helps


def linter(request: HttpRequest, plan: Any, plan_reading: Reading, section: Section) -> dict[str, Any]:
    """Remarks of this section and of the others, the sections with their counts, how much is to be confirmed."""
    version = current_version(plan)
    remarks = remarks_of(findings_of(version, plan_reading, request.today, request.actor), plan_reading)
    return {
        "here": [one for one in remarks if one.slug == section.slug],
        "elsewhere": [one for one in remarks if one.slug != section.slug],
        "contents": counts_of(plan_reading, remarks),
        "to_confirm": len(notes_of(plan_reading)),  # type: ignore[arg-type]
    }


def _typed(block: Block, typed: Block | None) -> Block:
    """The block with the words that could not be stored in the place of its own."""
    if typed is None:
        return block
    block.inner = [_typed(one, typed) for one in block.inner]
    if block.box.item == typed.box.item:
        block.box = typed.box
    return block


@dataclass(frozen=True)
class FormField:
    """One control of a form that adds, with what was typed before and the sentence at it."""

    name: str
    label: str
    kind: str
    hint: str
    value: str
    error: str
    choices: tuple[tuple[str, str], ...] = ()


def _form(added: Any, plan: Any, refused: Refusal | None) -> dict[str, Any]:
    mine = refused if refused and refused.form == added.kind else None
    usual = {"year": str(plan.year or ""), "of": "commune"}
    fields = [
        FormField(
            name, label, kind, hint,
            (mine.sent if mine else usual).get(name, ""),
            mine.errors.get(name, "") if mine else "",
            OF if kind == "of" else (),
        )
        for name, label, kind, hint in added.fields
    ]  # fmt: skip
    return {"kind": added.kind, "button": added.button, "fields": fields, "open": bool(mine)}


def _wrong(typed: Block | None, refused: Refusal | None) -> list[tuple[str, str]]:
    """(id of the control, sentence) for the summary of errors."""
    found = []
    if typed:
        for one in typed.box.fields:
            found += [(f"f-{one.slug}", reason.text) for reason in one.errors]
            if one.theirs is not None:
                found.append((f"f-{one.slug}", f"{one.label}: người khác vừa ghi “{one.theirs}”"))
    if refused:
        found += [(f"them-{refused.form}-{name or 'text'}", text) for name, text in refused.errors.items()]
    return found
