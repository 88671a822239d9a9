"""The draft as a paper: to look at, to take away as Word or PDF, and held against the plan of the year before."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import STATE_LABELS, current_version, reading
from thidua.core.plans.drafting.paper import DRAFT, draft_paper
from thidua.core.plans.life import may_write
from thidua.core.viet.text import fold
from thidua.formats.docx.writing import write_docx
from thidua.formats.html import paper_fragment
from thidua.formats.pdf.writing import write_pdf
from thidua.web.desk.drafts.writing import writable
from thidua.web.desk.plans.access import plan_in_scope

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _drafted(request: HttpRequest, id: UUID) -> tuple[Any, dict[str, Any]]:
    """The plan and what it says; Http404 for a paper that was filed: its own file is its paper."""
    plan = plan_in_scope(request, id)
    version = current_version(plan)
    if not version.drafted:
        raise Http404
    return plan, reading(version)


@require_GET
def preview(request: HttpRequest, id: UUID) -> HttpResponse:
    """The paper as it will be printed."""
    plan, plan_reading = _drafted(request, id)
    signed = not may_write(plan.state)
    context = {
        "title": "Xem bản in",
        "plan": plan,
        "paper": mark_safe(paper_fragment(draft_paper(plan_reading, signed=signed), top=2)),
        "may_write": writable(request, plan),
        "mark": "" if signed else DRAFT,
        "state_label": STATE_LABELS[plan.state],
    }
    return render(request, "desk/drafts/preview.html", context)


@require_GET
def word(request: HttpRequest, id: UUID) -> HttpResponse:
    """The paper as a Word file."""
    plan, plan_reading = _drafted(request, id)
    data = write_docx(draft_paper(plan_reading, signed=not may_write(plan.state)))  # type: ignore[arg-type]
    return _file(data, plan, "docx", _WORD)


@require_GET
def pdf(request: HttpRequest, id: UUID) -> HttpResponse:
    """The paper as a PDF."""
    plan, plan_reading = _drafted(request, id)
    data = write_pdf(draft_paper(plan_reading, signed=not may_write(plan.state)))  # type: ignore[arg-type]
    return _file(data, plan, "pdf", "application/pdf")


def _file(data: bytes, plan: Any, ending: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media_type)
    name = re.sub(r"[^a-z0-9]+", "-", fold(plan.title))[:60].strip("-") or "ke-hoach"
    answer["Content-Disposition"] = f'attachment; filename="du-thao-{name}.{ending}"'
    return answer
