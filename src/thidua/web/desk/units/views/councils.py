"""Hội đồng Thi đua - Khen thưởng."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.apps.journal.services import require
from thidua.apps.units import services
from thidua.apps.units.queries import (
    council_seats,
    council_seats_visible_to,
    councils_visible_to,
    people_visible_to,
    running,
)
from thidua.core.permits import Act, may
from thidua.web.desk.people.forms import LastDayForm
from thidua.web.desk.people.sending import done, form_page
from thidua.web.desk.units.access import council_asked, place_to_set
from thidua.web.desk.units.forms import CouncilForm, CouncilSeatForm


@require_GET
def councils(request: HttpRequest) -> HttpResponse:
    """The councils of today and who sits on them."""
    require(may(request.actor, Act.UNIT_READ))
    return councils_page(request)


def councils_page(request: HttpRequest, form: Any = None) -> HttpResponse:
    rows = list(running(councils_visible_to(request.actor), request.today))
    refused = form if form is not None and form.errors else None
    context = {
        "councils": [(row, council_seats(row, request.today)) for row in rows],
        "may_manage": may(request.actor, Act.UNIT_MANAGE),
        "form": form or CouncilSeatForm(people=people_visible_to(request.actor)),
        "form_errors": refused,
    }
    return render(request, "desk/units/councils.html", context, status=422 if refused else 200)


def _back() -> tuple[str, str]:
    return (reverse("desk:councils"), _("Hội đồng"))


@require_http_methods(["GET", "POST"])
def form_council(request: HttpRequest) -> HttpResponse:
    """A new council."""
    place = place_to_set(request)
    form = CouncilForm(request.POST or None, initial={"from_on": request.today})

    def act() -> None:
        services.form_council(commune=place.pk, by=request.actor, now=request.now, **form.cleaned_data)

    if done(request, form, act):
        messages.success(request, _("Đã lập hội đồng. Ghi thành viên bên dưới."))
        return redirect("desk:councils")
    return form_page(request, form, title=_("Lập hội đồng"), submit=_("Lập hội đồng"), back=_back())


@require_POST
def seat_on_council(request: HttpRequest, council: UUID) -> HttpResponse:
    """A person joins the council."""
    row = council_asked(request, council)
    form = CouncilSeatForm(request.POST, people=people_visible_to(request.actor))

    def act() -> None:
        services.seat_on_council(row, by=request.actor, now=request.now, **form.cleaned_data)

    if done(request, form, act):
        messages.success(request, _("Đã ghi thành viên hội đồng."))
        return redirect("desk:councils")
    return councils_page(request, form)


@require_POST
def leave_council(request: HttpRequest, council: UUID) -> HttpResponse:
    """A member leaves today; the page of councils sends which."""
    row = council_asked(request, council)
    seats = council_seats_visible_to(request.actor).filter(council=row)
    seat = get_object_or_404(council_seats_visible_to(request.actor), pk__in=_picked(request, seats))
    services.leave_council(seat, last_day=request.today, by=request.actor, now=request.now)
    messages.success(request, _("Đã ghi thôi tham gia hội đồng."))
    return redirect("desk:councils")


def _picked(request: HttpRequest, seats: Any) -> list[UUID]:
    """The one seat that was sent, if it is among those of this council."""
    return [seat.pk for seat in seats if str(seat.pk) == request.POST.get("seat")]


@require_http_methods(["GET", "POST"])
def end_council(request: HttpRequest, council: UUID) -> HttpResponse:
    """The council ends."""
    row = council_asked(request, council)
    form = LastDayForm(request.POST or None, initial={"last_day": request.today})

    def act() -> None:
        services.end_council(row, last_day=form.cleaned_data["last_day"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi ngày kết thúc của hội đồng."))
        return redirect("desk:councils")
    title = _("Kết thúc hội đồng")
    return form_page(request, form, title=title, submit=title, back=_back(), lead=row.name)
