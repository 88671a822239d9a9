"""The slip for the drafter: every decided change, and on wish what should be looked at again, as a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import current_version, findings_of, left_to_see, reading, text_changes
from thidua.core.papers import correction_slip as slip
from thidua.core.papers.form import MOTTO
from thidua.core.papers.model import Heading, Paper, Table
from thidua.core.papers.wording import place_line
from thidua.formats import guard
from thidua.formats.docx.writing import write_docx
from thidua.formats.pdf.writing import write_pdf
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.text_changes.files import attachment

_LONGEST_PRINTED = 160


@require_GET
def correction_slip(request: HttpRequest, id: UUID) -> HttpResponse:
    """The slip to print; `?kem=1` adds the open findings that offer no words."""
    plan = plan_in_scope(request, id)
    paper = slip_of(request, plan)
    context = {
        "title": "Phiếu đề nghị chỉnh sửa",
        "plan": plan,
        "paper": paper,
        "motto": MOTTO,
        "place_line": place_line(paper.head),
        "blocks": [(_kind(block), block) for block in paper.body],
        "with_remarks": request.GET.get("kem") == "1",
    }
    return render(request, "desk/plans/changes/slip.html", context)


@require_GET
def correction_slip_docx(request: HttpRequest, id: UUID) -> HttpResponse:
    """The same slip as a Word file."""
    paper = slip_of(request, plan_in_scope(request, id))
    return attachment(write_docx(paper), "phieu-de-nghi-chinh-sua.docx", guard.DOCX)


@require_GET
def correction_slip_pdf(request: HttpRequest, id: UUID) -> HttpResponse:
    """The same slip as a PDF."""
    paper = slip_of(request, plan_in_scope(request, id))
    return attachment(write_pdf(paper), "phieu-de-nghi-chinh-sua.pdf", guard.PDF)


def slip_of(request: HttpRequest, plan: Any) -> Paper:
    """The slip as a paper: what was decided, and with `?kem=1` what should be looked at again."""
    version = current_version(plan)
    made = text_changes(version)
    lines = [_line(version, row.start, row.before, row.after, row.why) for row in made]
    remarks = _remarks(request, version, made) if request.GET.get("kem") == "1" else []
    unit = plan.unit
    place = unit.name.split(" ", 1)[-1] if unit.kind == "commune" else unit.name
    head = slip.SlipHead(
        issuer=("ỦY BAN NHÂN DÂN", unit.name.upper()) if unit.kind == "commune" else (unit.name.upper(),),
        place=place,
        about=f"kế hoạch “{plan.title}”",
        file=version.file.name if version.file else "bản soạn",
        checker=request.actor.name,
        day=request.today,
    )
    return slip.correction_slip(head, lines, remarks)


def _remarks(request: HttpRequest, version: Any, made: list[Any]) -> list[slip.SlipLine]:
    shown = findings_of(version, reading(version), request.today, request.actor)
    found = []
    for row in left_to_see(shown, made):
        start, end = (row.finding.source or {}).get("chars") or (0, 0)
        printed = version.text[start:end].replace("\n", " ").replace("\t", " ")
        if len(printed) > _LONGEST_PRINTED:
            printed = printed[:_LONGEST_PRINTED].rsplit(" ", 1)[0] + "…"
        line = _line(version, start, printed, row.finding.suggestion or "", row.finding.message)
        found.append(line if end else slip.SlipLine("Toàn văn bản", "", line.proposed, line.why))
    return found


def _line(version: Any, start: int, printed: str, proposed: str, why: str) -> slip.SlipLine:
    line = version.text.count("\n", 0, start) + 1
    return slip.SlipLine(slip.place_words(line, version.page_lines), printed.strip(), proposed, why)


def _kind(block: object) -> str:
    return "table" if isinstance(block, Table) else "heading" if isinstance(block, Heading) else "paragraph"
