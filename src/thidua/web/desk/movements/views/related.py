"""Phong trào liên quan: above, beside and below; and who has answered a movement of the city."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thidua.apps.movements import queries, services
from thidua.core.permits import Act, may
from thidua.web.desk.movements.asked import movement_asked


@require_safe
def related(request: HttpRequest, id: UUID) -> HttpResponse:
    """Both directions."""
    movement = movement_asked(request, id)
    may_link = may(request.actor, Act.MOVEMENT_ASSIGN, commune=movement.commune)
    context = {
        "movement": movement,
        "related": queries.related_of(movement, request.actor),
        "may_link": may_link,
        "choices": [(str(row.id), row.name) for row in queries.link_choices(movement)] if may_link else [],
        "answers": queries.answers_of(movement),
        "from_above": [row for row in queries.from_above(request.actor) if row.movement.id == movement.id],
    }
    return render(request, "desk/launching/related.html", context)


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
