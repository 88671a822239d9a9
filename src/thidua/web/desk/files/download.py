"""A stored file goes out as it came in, never shown inside the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from thidua.apps.files.queries import bytes_of
from thidua.apps.movements import queries as movements
from thidua.apps.plans import queries as plans
from thidua.web.kit.failures import conflict


@require_GET
def file(request: HttpRequest, id: UUID) -> HttpResponse:
    """The bytes as an attachment; 404 unless a plan or movement the actor sees carries the file, 409 when the bytes no
    longer carry their hash."""
    found_in = (
        plans.files_visible_to(request.actor),
        movements.files_visible_to(request.actor),
        movements.proofs_visible_to(request.actor),
    )
    row = next((row for rows in found_in for row in rows.filter(pk=id)), None)
    if row is None:
        raise Http404
    return handed_out(request, row)


def handed_out(request: HttpRequest, row: Any) -> HttpResponse:
    """A stored file that the actor was found to see: nothing that a stranger wrote is opened inside a page."""
    found = bytes_of(row)
    if found is None:
        reason = f"Tệp “{row.name}” trên máy chủ bị mất hoặc đã bị sửa sau khi lưu, nên không tải xuống được."
        return conflict(request, reason=reason)
    response = HttpResponse(found, content_type=row.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
