"""Phong trào liên quan: above, beside and below; and who has answered a movement of the city."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.journal.services import Refused, require
from thidua.apps.movements import queries, services
from thidua.apps.plans.services import read_paper
from thidua.apps.units.queries import visible_to as units_visible_to
from thidua.core.permits import Act, may
from thidua.formats.refusals import Refusal
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.launch_forms import UnitPlanForm


@require_safe
def related(request: HttpRequest, id: UUID) -> HttpResponse:
    """Both directions."""
    return _show(request, movement_asked(request, id))


def _show(request: HttpRequest, movement: Any, *, form: UnitPlanForm | None = None, status: int = 200) -> HttpResponse:
    may_link = may(request.actor, Act.MOVEMENT_ASSIGN, commune=movement.commune)
    context = {
        "movement": movement,
        "related": queries.related_of(movement, request.actor),
        "may_link": may_link,
        "choices": [(str(row.id), row.name) for row in queries.link_choices(movement)] if may_link else [],
        "answers": queries.answers_of(movement),
        "from_above": [row for row in queries.from_above(request.actor) if row.movement.id == movement.id],
        "papers": queries.unit_papers(movement, request.actor),
        "may_file": may(request.actor, Act.PLAN_FILE, commune=movement.commune),
        "filing": queries.units_that_file(movement, request.actor),
        "form": form or UnitPlanForm(),
        "form_errors": form,
    }
    return render(request, "desk/launching/related.html", context, status=status)


@require_POST
def file_unit_plan(request: HttpRequest, id: UUID, unit: UUID) -> HttpResponse:
    """A unit hands in its own plan under the movement."""
    movement = movement_asked(request, id)
    own = get_object_or_404(units_visible_to(request.actor), pk=unit)
    require(services.may_file_under(movement, own, request.actor))
    form = UnitPlanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, movement, form=form, status=422)
    try:
        sent = form.cleaned_data["file"]
        paper = read_paper(sent.read(), sent.name)
        content = {"act": "unit_plan", "movement": id, "unit": unit, "file": paper.document.sha256}
        send_once(request, content, lambda: _filed(request, movement, own, paper))
    except (Refused, Refusal) as refused:
        form.take(refused.verdict.reasons if isinstance(refused, Refused) else refused.reasons)
        return _show(request, movement, form=form, status=422)
    messages.success(request, _("Đã gửi kế hoạch. Thường trực kiểm tra, phân công, rồi lãnh đạo xác nhận phát động."))
    return redirect("desk:related", id=id)


def _filed(request: HttpRequest, movement: Any, own: Any, paper: Any) -> None:
    services.file_unit_plan(movement, own, paper, by=request.actor, now=request.now)


@require_POST
def link_movement(request: HttpRequest, id: UUID, link: UUID) -> HttpResponse:
    """A named movement is this one; or stays a name."""
    movement = movement_asked(request, id, Act.MOVEMENT_ASSIGN)
    found = queries.link_visible_to(request.actor, movement, link)
    known = {str(row.id): row.id for row in queries.link_choices(movement)}
    sent = request.POST.get("known", "")
    if found is None or (sent and sent not in known):
        raise Http404
    services.link_movement(found, known.get(sent), by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi phong trào liên quan."))
    return redirect("desk:related", id=id)
