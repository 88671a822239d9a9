"""Gói phát động: everything that goes out, on one page; each unit finds its own part there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import Refused, require
from thidua.apps.movements import queries, services
from thidua.apps.plans.queries import current_version
from thidua.core.permits import Act, may
from thidua.web.desk.movements.asked import looked_at, movement_asked
from thidua.web.desk.movements.forms import AttachForm


@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, id: UUID) -> HttpResponse:
    """What goes out and who gets what. A POST stores the words that go with it."""
    movement = movement_asked(request, id)
    if request.method != "POST":
        looked_at(request, movement)
        return _show(request, movement)
    require(may(request.actor, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    words = request.POST.get("cover", "")
    try:
        services.save_cover(movement, words, by=request.actor, now=request.now)
    except Refused as refused:
        return _show(request, movement, cover=words, wrong=refused.verdict.text, status=422)
    messages.success(request, _("Đã lưu lời gửi kèm."))
    return redirect("desk:package", id=id)


def _show(
    request: HttpRequest, movement: Any, *, cover: str | None = None, wrong: str = "", status: int = 200
) -> HttpResponse:
    may_edit = may(request.actor, Act.MOVEMENT_ASSIGN, commune=movement.commune) and movement.state != "closed"
    attachments = list(queries.attachments_of(movement))
    groups = [(word, [row for row in attachments if row.kind == kind]) for kind, word in queries.ATTACHMENT_KINDS]
    context = {
        "movement": movement,
        "version": current_version(movement.plan),
        "scan": movement.plan.scan,
        "groups": [(word, rows) for word, rows in groups if rows],
        "parts": queries.package_parts(movement),
        "own_units": queries.units_of_actor(movement, request.actor),
        "may_edit": may_edit,
        "attach_form": AttachForm() if may_edit else None,
        "cover": movement.cover if cover is None else cover,
        "wrong": wrong,
    }
    return render(request, "desk/launching/package.html", context, status=status)
