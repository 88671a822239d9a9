"""Khối, cụm thi đua."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.apps.journal.services import require
from thidua.apps.units import services
from thidua.apps.units.queries import block_seats, blocks_visible_to, running
from thidua.core.permits import Act, may
from thidua.web.desk.people.forms import LastDayForm
from thidua.web.desk.people.sending import done, form_page
from thidua.web.desk.units.access import block_asked, place_to_set, units_to_choose
from thidua.web.desk.units.forms import BlockForm


@require_GET
def blocks(request: HttpRequest) -> HttpResponse:
    """Every block with its units; `?het=1` also what ended."""
    require(may(request.actor, Act.UNIT_READ))
    rows = blocks_visible_to(request.actor)
    with_ended = bool(request.GET.get("het"))
    rows = list(rows if with_ended else running(rows, request.today))
    seats = block_seats(rows, request.today)
    context = {
        "blocks": [(block, seats[block.pk]) for block in rows],
        "with_ended": with_ended,
        "may_manage": may(request.actor, Act.UNIT_MANAGE),
    }
    return render(request, "desk/units/blocks.html", context)


def _back() -> tuple[str, str]:
    return (reverse("desk:blocks"), _("Khối thi đua"))


@require_http_methods(["GET", "POST"])
def form_block(request: HttpRequest) -> HttpResponse:
    """A new block."""
    place = place_to_set(request)
    form = BlockForm(request.POST or None, units=units_to_choose(request), initial={"from_on": request.today})

    def act() -> None:
        told = form.cleaned_data
        services.form_block(
            told["name"],
            unit=place,
            members=form.seats(),
            from_on=told["from_on"],
            by=request.actor,
            now=request.now,
        )

    if done(request, form, act):
        messages.success(request, _("Đã lập khối."))
        return redirect("desk:blocks")
    return form_page(request, form, title=_("Lập khối thi đua"), submit=_("Lập khối"), back=_back())


@require_http_methods(["GET", "POST"])
def block(request: HttpRequest, block: UUID) -> HttpResponse:
    """The members from a day on."""
    row = block_asked(request, block, Act.UNIT_MANAGE)
    first = _first(row, request) | {"from_on": request.today}
    form = BlockForm(request.POST or None, units=units_to_choose(request), named=True, initial=first)

    def act() -> None:
        day = form.cleaned_data["from_on"]
        services.set_block_members(row, form.seats(), from_on=day, by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã lưu thành viên của khối."))
        return redirect("desk:blocks")
    more = {"title": row.name, "submit": _("Lưu thành viên"), "back": _back()}
    more["lead"] = _("Từ ngày này khối có đúng các đơn vị được chọn; đơn vị rời khối kết thúc ngày hôm trước.")
    return form_page(request, form, **more)


def _first(row: Any, request: HttpRequest) -> dict[str, Any]:
    seats = block_seats([row], request.today)[row.pk]
    found: dict[str, Any] = {"members": [seat.unit_id for seat in seats]}
    return found | {seat.role: seat.unit_id for seat in seats if seat.role != "member"}


@require_http_methods(["GET", "POST"])
def end_block(request: HttpRequest, block: UUID) -> HttpResponse:
    """The block ends."""
    row = block_asked(request, block, Act.UNIT_MANAGE)
    form = LastDayForm(request.POST or None, initial={"last_day": request.today})

    def act() -> None:
        services.end_block(row, last_day=form.cleaned_data["last_day"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi ngày kết thúc của khối."))
        return redirect("desk:blocks")
    title = _("Kết thúc khối")
    return form_page(request, form, title=title, submit=title, back=_back(), lead=row.name)
