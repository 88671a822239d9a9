"""Giao chỉ tiêu: a measure of a target shared out to units and residential groups."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.queries.sharing import share_table
from thidua.core.movements import may_share
from thidua.core.permits import Act
from thidua.web.desk.movements.asked import movement_asked
from thidua.web.desk.movements.sharing import SharePage


@require_http_methods(["GET", "HEAD", "POST"])
def share_target(request: HttpRequest, id: UUID, n: int) -> HttpResponse:
    """?nd=<measure from 1>. A press on a filling button gives the page back, unsaved."""
    movement = movement_asked(request, id, Act.TARGET_SHARE)
    if not (open_now := may_share(movement.state)):
        messages.info(request, open_now.text)
        return redirect("desk:launch" if movement.state == "proposed" else "desk:movement", id=id)
    place = request.GET.get("nd", "")
    table = share_table(movement, n, int(place) if place.isascii() and place.isdigit() else None, request.today)
    if table is None:
        raise Http404
    if request.method != "POST":
        return _show(request, movement, SharePage(table))
    page = SharePage(table, request.POST)
    if "do" in request.POST:
        told = page.fill(request.POST["do"])
        return _show(request, movement, page, told=told, status=200 if told and not page.faults else 422)
    return _save(request, movement, page)


def _save(request: HttpRequest, movement: Any, page: SharePage) -> HttpResponse:
    rows = page.rows()
    status = 422
    try:
        if rows is not None:
            services.share_target(
                movement, page.table.chosen.item, rows,
                base=request.POST.get("base", ""), why=request.POST.get("why", ""),
                by=request.actor, now=request.now, today=request.today,
            )  # fmt: skip
            messages.success(request, _("Đã giao cho %(n)d đơn vị.") % {"n": len(rows)})
            place = page.table.measures.index(page.table.chosen) + 1
            return redirect(f"{reverse('desk:share_target', args=[movement.id, page.table.goal.number])}?nd={place}")
    except Refused as refused:
        status = 409 if any(reason.code == "D30" for reason in refused.verdict.reasons) else 422
        page.take(refused.verdict.reasons)
    return _show(request, movement, page, status=status)


def _show(request: HttpRequest, movement: Any, page: SharePage, *, told: str = "", status: int = 200) -> HttpResponse:
    links = [("", text) for text in page.other] + [("ly-do", text) for text in page.why_errors]
    links += [(f"so-{line.key}", f"{line.unit.shown}: {text}") for line in page.lines for text in line.errors]
    changers = [share.changed_by for share in page.table.shares.values()]
    context = {
        "movement": movement,
        "page": page,
        "goal": page.table.goal,
        "told": told,
        "links": links,
        "form_errors": bool(links),
        "balance": page.balance(),
        "base": page.table.mark if status == 409 or request.method != "POST" else request.POST.get("base", ""),
        "stored_differs": status == 409,
        "launched": movement.state == "launched",
        "why": request.POST.get("why", ""),
        "pasted_text": request.POST.get("pasted", ""),
        "into": request.POST.get("paste_into", "value"),
        "changers": queries.names_of(changers),
    }
    return render(request, "desk/movements/share.html", context, status=status)
