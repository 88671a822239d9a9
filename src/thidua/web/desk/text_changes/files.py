"""The Word file with the changes, for the drafter; nothing of it is kept."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from thidua.apps.journal.services import Refused
from thidua.apps.plans import services
from thidua.apps.plans.queries import current_version
from thidua.formats import guard
from thidua.formats.refusals import Refusal
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.text_changes.acts import refused_page


@require_GET
def clean_copy(request: HttpRequest, id: UUID) -> HttpResponse:
    """The file with the changes made."""
    return _copy(request, id, marked=False)


@require_GET
def marked_copy(request: HttpRequest, id: UUID) -> HttpResponse:
    """The file with the changes shown as tracked changes, for the drafter to accept in Word."""
    return _copy(request, id, marked=True)


def _copy(request: HttpRequest, id: UUID, *, marked: bool) -> HttpResponse:
    plan = plan_in_scope(request, id)
    version = current_version(plan)
    try:
        data = services.marked_copy(version, by=request.actor, now=request.now, marked=marked)
    except (Refused, Refusal) as error:
        return refused_page(request, plan, error)
    stem = PurePosixPath(version.file.name).stem
    return attachment(data, f"{stem}-{'hien-dau-sua' if marked else 'da-sua'}.docx", guard.DOCX)


def attachment(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Bytes to be saved, never opened inside a page."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
