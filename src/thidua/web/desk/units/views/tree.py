"""The tree of units, one unit, and a new commune of a city."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from thidua.apps.journal.services import require
from thidua.apps.people.queries import notes_on
from thidua.apps.units import services
from thidua.apps.units.queries import (
    UnitKind,
    manageable,
    mark_of_unit,
    origins_of,
    people_in,
    running,
    successions_of,
    tree_of,
    visible_to,
)
from thidua.core.permits import Act, may
from thidua.web.desk.people.sending import done, form_page
from thidua.web.desk.units.access import place_to_set, unit_asked, units_to_choose
from thidua.web.desk.units.forms import CommuneForm, EndForm, UnitForm

_ROOTS = (UnitKind.CITY, UnitKind.COMMUNE)


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it hangs today; `?loai=` one kind, `?het=1` also what ended."""
    require(may(request.actor, Act.UNIT_READ))
    with_ended, kind = bool(request.GET.get("het")), request.GET.get("loai", "")
    branches = tree_of(visible_to(request.actor), request.today)
    ended = [branch for branch in branches if branch.unit.to_on and branch.unit.to_on < request.today]
    there = [branch for branch in branches if with_ended or branch not in ended]
    many = Counter(branch.unit.kind for branch in there)
    context = {
        "branches": [branch for branch in there if kind in ("", branch.unit.kind)],
        "flat": bool(kind),
        "kinds": [(value, label, many[value]) for value, label in UnitKind.choices if many[value]],
        "kind": kind,
        "with_ended": with_ended,
        "many_ended": len(ended),
        "many": len(there),
        "may_manage": may(request.actor, Act.UNIT_MANAGE),
        "has_city": any(branch.unit.kind == UnitKind.CITY for branch in there),
    }
    return render(request, "desk/units/list.html", context)


@require_http_methods(["GET", "POST"])
def add_unit(request: HttpRequest) -> HttpResponse:
    """A new unit, by default right under the commune."""
    place = place_to_set(request)
    form = UnitForm(request.POST or None, units=units_to_choose(request), initial={"parent": place})

    def act() -> None:
        told = form.cleaned_data
        services.add_unit(
            form.particulars(),
            parent=told["parent"],
            by=request.actor,
            now=request.now,
            similar_ok=told["similar_ok"],
        )

    if done(request, form, act):
        _tell(request, form.cleaned_data["name"], _("Đã thêm đơn vị."))
        return redirect("desk:units")
    form.ask_about_double()
    return form_page(request, form, title=_("Thêm đơn vị"), submit=_("Thêm đơn vị"), back=_back())


def _back() -> tuple[str, str]:
    return (reverse("desk:units"), _("Đơn vị"))


def _tell(request: HttpRequest, name: str, words: str) -> None:
    messages.success(request, words)
    for note in notes_on(name):
        messages.warning(request, note.text)


@require_GET
def unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """One unit: what it is, who sits in it, what it followed and what follows it."""
    row = unit_asked(request, unit)
    reads_people = may(request.actor, Act.PERSON_READ, commune=row.commune)
    context = {
        "row": row,
        "below": running(visible_to(request.actor).filter(parent=row), request.today),
        "people": people_in(row, request.today) if reads_people else None,
        "origins": origins_of(row),
        "successions": successions_of(row),
        "may_manage": may(request.actor, Act.UNIT_MANAGE, commune=row.commune),
        "is_root": row.kind in _ROOTS,
        "ended": row.to_on is not None,
    }
    return render(request, "desk/units/unit.html", context)


@require_http_methods(["GET", "POST"])
def change_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Correct what a unit is called or where it hangs."""
    row = unit_asked(request, unit, Act.UNIT_MANAGE)
    places = manageable(request.actor).filter(commune=row.commune, to_on__isnull=True).exclude(pk=row.pk)
    form = UnitForm(request.POST or None, units=places, root=row.kind in _ROOTS, initial=_first(row))

    def act() -> None:
        told: dict[str, Any] = form.cleaned_data
        services.change_unit(
            row,
            form.particulars(row.kind),
            parent=told.get("parent"),
            by=request.actor,
            now=request.now,
            similar_ok=told["similar_ok"],
            seen=told["seen"],
        )

    if done(request, form, act):
        _tell(request, form.cleaned_data["name"], _("Đã lưu."))
        return redirect("desk:unit", row.pk)
    form.ask_about_double()
    form.renew(mark_of_unit(row))
    back = (reverse("desk:unit", args=[row.pk]), row.name)
    return form_page(request, form, title=_("Sửa đơn vị"), submit=_("Lưu"), back=back)


def _first(row: Any) -> dict[str, Any]:
    names = ("name", "short_name", "kind", "parent", "from_on", "is_standing_office")
    return {name: getattr(row, name) for name in names} | {"seen": mark_of_unit(row)}


@require_http_methods(["GET", "POST"])
def end_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """End a unit that nothing follows."""
    row = unit_asked(request, unit, Act.UNIT_MANAGE)
    form = EndForm(request.POST or None, initial={"on": request.today})

    def act() -> None:
        services.end_unit(row, last_day=form.cleaned_data["on"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi ngày kết thúc. Vai trò và chỗ trong khối cũng kết thúc."))
        return redirect("desk:unit", row.pk)
    back = (reverse("desk:unit", args=[row.pk]), row.name)
    lead = _("Dùng khi không có đơn vị nào thay. Sáp nhập, chia tách có trang riêng để việc được chuyển tiếp.")
    return form_page(request, form, title=_("Kết thúc đơn vị"), submit=_("Kết thúc đơn vị"), back=back, lead=lead)


@require_http_methods(["GET", "POST"])
def add_commune(request: HttpRequest) -> HttpResponse:
    """A commune of the city, with its first officer; the first password is shown once."""
    city = place_to_set(request)
    form = CommuneForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        told = form.cleaned_data
        officer = services.FirstOfficer(told["officer"], told["username"])
        office = told["standing_office"]
        made.append(
            services.found_commune(
                city, told["name"], officer, by=request.actor, now=request.now, standing_office=office
            )
        )

    if not done(request, form, act):
        title = _("Thêm xã, phường")
        return form_page(request, form, title=title, submit=title, back=_back())
    if not made:
        return redirect("desk:units")
    opened = made[0].opened
    told = [(made[0].officer.name, opened.account.username, opened.first_password)]
    response = render(request, "desk/people/first_password.html", {"told": told})
    response["Cache-Control"] = "no-store"
    return response
