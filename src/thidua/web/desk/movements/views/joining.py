"""Mời tham gia: links and QR codes for households and enterprises, and what came by them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.core.permits import Act
from thidua.web.desk.movements.asked import movement_asked, send_once
from thidua.web.desk.movements.launch_forms import LinkForm


@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, id: UUID) -> HttpResponse:
    """Requests that wait, links that work. A POST makes a link, which is shown on the answer and never again."""
    movement = movement_asked(request, id, Act.JOIN_MANAGE)
    if request.method != "POST":
        return _show(request, movement)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _show(request, movement, form=form, status=422)
    sent, made = form.cleaned_data, []
    try:
        content = {"act": "join_link", "movement": id} | {name: str(value) for name, value in sent.items()}
        send_once(request, content, lambda: made.append(_made(request, movement, sent)))
    except Refused as refused:
        form.take(refused.verdict.reasons)
        return _show(request, movement, form=form, status=422)
    if not made:
        messages.info(request, _("Liên kết này đã hiện một lần rồi. Chưa chép thì đóng nó và tạo liên kết mới."))
        return redirect("desk:invitations", id=id)
    return _show(request, movement, token=made[0])


def _made(request: HttpRequest, movement: Any, sent: dict[str, Any]) -> str:
    return services.make_join_link(
        movement, sent["kinds"], days=sent["days"], uses=sent["uses"], label=sent["label"],
        by=request.actor, now=request.now,
    )[1]  # fmt: skip


def _show(
    request: HttpRequest, movement: Any, *, form: LinkForm | None = None, token: str = "", status: int = 200
) -> HttpResponse:
    lines = queries.request_lines(movement, request.actor, request.today)
    address = request.build_absolute_uri(f"/tham-gia/{token}/") if token else ""
    context = {
        "movement": movement,
        "lines": lines,
        "waiting": sum(line.request.state == "waiting" for line in lines),
        "links": queries.link_lines(movement, request.now),
        "form": form or LinkForm(),
        "form_errors": form,
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=6, border=2) if address else "",
    }
    return render(request, "desk/launching/invitations.html", context, status=status)


@require_POST
def close_link(request: HttpRequest, id: UUID, link: UUID) -> HttpResponse:
    """Nobody comes by this link any more."""
    movement = movement_asked(request, id, Act.JOIN_MANAGE)
    found = queries.links_of(movement).filter(pk=link).first()
    if found is None:
        raise Http404
    services.close_join_link(found, by=request.actor, now=request.now)
    messages.success(request, _("Đã đóng liên kết."))
    return redirect("desk:invitations", id=id)


def _asked(request: HttpRequest, movement: Any, joining: UUID) -> Any:
    found = queries.managed_requests(request.actor).filter(link__movement=movement, pk=joining).first()
    if found is None:
        raise Http404
    return found


@require_POST
def accept_request(request: HttpRequest, id: UUID, joining: UUID) -> HttpResponse:
    """The household or enterprise takes part; as a new unit, or as one that is there already."""
    movement = movement_asked(request, id, Act.JOIN_MANAGE)
    found = _asked(request, movement, joining)
    sent = request.POST.get("existing", "")
    units = {str(unit.id): unit.id for unit in queries.units_alike(found, request.today)}
    if sent and sent not in units:
        raise Http404
    try:
        services.accept_request(found, existing=units.get(sent), by=request.actor, now=request.now, today=request.today)
    except Refused as refused:
        messages.error(request, refused.verdict.text)
        return _show(request, movement, status=422)
    messages.success(request, _("Đã nhận tham gia: %(name)s.") % {"name": found.name})
    return redirect("desk:invitations", id=id)


@require_POST
def decline_request(request: HttpRequest, id: UUID, joining: UUID) -> HttpResponse:
    """Not taken, with a word."""
    movement = movement_asked(request, id, Act.JOIN_MANAGE)
    found = _asked(request, movement, joining)
    try:
        services.decline_request(found, request.POST.get("why", ""), by=request.actor, now=request.now)
    except Refused as refused:
        messages.error(request, refused.verdict.text)
        return _show(request, movement, status=422)
    messages.success(request, _("Đã ghi chưa nhận; người gửi thấy lý do khi xem bằng mã."))
    return redirect("desk:invitations", id=id)


@require_POST
def erase_request(request: HttpRequest, id: UUID, joining: UUID) -> HttpResponse:
    """Erase what identifies the sender."""
    movement = movement_asked(request, id, Act.JOIN_MANAGE)
    services.erase_request(_asked(request, movement, joining), by=request.actor, now=request.now)
    messages.success(request, _("Đã xóa dữ liệu của phiếu."))
    return redirect("desk:invitations", id=id)
