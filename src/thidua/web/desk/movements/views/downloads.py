"""Papers of a movement to keep and to sign: sheets of units, the table of all assignments; Word, PDF, Excel."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from thidua.apps.journal.services import require
from thidua.apps.movements.queries.sheets import Sheets, UnitSheet, assigned_table
from thidua.apps.units.queries import visible_to as units_visible_to
from thidua.core.movements.sheets import ASSIGNED_COLUMNS, assigned_paper, assigned_rows, file_name, sheet_paper
from thidua.core.papers.model import Paper
from thidua.core.permits import Act, may
from thidua.formats.docx.writing import write_docx
from thidua.formats.guard import DOCX, PDF, XLSX
from thidua.formats.pdf.writing import write_pdf, write_pdfs
from thidua.formats.xlsx import write_sheet
from thidua.web.desk.movements.asked import movement_asked

ZIP = "application/zip"


@require_GET
def duty_sheet_file(request: HttpRequest, id: UUID, unit: UUID, form: str) -> HttpResponse:
    """The sheet of one unit as `docx` or `pdf`; before the launch a preview for the ward's staff."""
    movement = movement_asked(request, id)
    own = get_object_or_404(units_visible_to(request.actor), pk=unit)
    require(may(request.actor, Act.DUTY_READ, commune=movement.commune, unit=unit))
    found = Sheets(movement, request.today).of(own)
    return _paper(sheet_paper(found.sheet), file_name("phieu giao nhiem vu", own.name), form)


@require_GET
def duty_sheets(request: HttpRequest, id: UUID, form: str) -> HttpResponse:
    """Sheets of all units that the actor may read: one `pdf`, or a `zip` of Word files."""
    movement = movement_asked(request, id)
    sheets = Sheets(movement, request.today)
    rights = {
        unit.id: may(request.actor, Act.DUTY_READ, commune=movement.commune, unit=unit.id) for unit in sheets.units
    }
    found = [sheets.of(unit) for unit in sheets.units if rights[unit.id]]
    if not found:
        raise Http404
    name = file_name("phieu giao nhiem vu", movement.name)
    if form == "pdf":
        return _answer(write_pdfs([sheet_paper(one.sheet) for one in found], movement.name), f"{name}.pdf", PDF)
    return _answer(_zipped(found), f"{name}.zip", ZIP)


def _zipped(found: list[UnitSheet]) -> bytes:
    """Word files, one for each unit; two units of one name are told apart by their place."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at, one in enumerate(found, 1):
            name = f"{at:02d}-{file_name(one.unit.name)}.docx"
            archive.writestr(zipfile.ZipInfo(name), write_docx(sheet_paper(one.sheet)))
    return out.getvalue()


@require_GET
def assigned_file(request: HttpRequest, id: UUID, form: str) -> HttpResponse:
    """The table of all assignments as `docx`, `pdf` or `xlsx`, for everybody who sees the movement."""
    movement = movement_asked(request, id)
    table = assigned_table(movement)
    name = file_name("phan cong", movement.name)
    if form != "xlsx":
        return _paper(assigned_paper(table), name, form)
    rows = [row + ("",) * (len(ASSIGNED_COLUMNS) - len(row)) for row in assigned_rows(table)]
    note = f"Phân công chỉ tiêu, nhiệm vụ: {movement.name}"
    return _answer(write_sheet("Phân công", ASSIGNED_COLUMNS, rows, note=note), f"{name}.xlsx", XLSX)


def _paper(paper: Paper, name: str, form: str) -> HttpResponse:
    if form == "docx":
        return _answer(write_docx(paper), f"{name}.docx", DOCX)
    return _answer(write_pdf(paper), f"{name}.pdf", PDF)


def _answer(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer: Any = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
