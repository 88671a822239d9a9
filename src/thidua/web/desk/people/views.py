"""Người dùng: the list, one person, seats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thidua.apps.journal.services import require
from thidua.apps.people import services as people
from thidua.apps.people.queries import deputies_of, export_person, free_username, mark_of_person, notes_on
from thidua.apps.units import services as units
from thidua.apps.units.queries import UnitKind, colleagues_of, manageable, people_found, running, seats_of, visible_to
from thidua.core.permits import Act, may
from thidua.web.desk.people.access import person_asked, seat_asked
from thidua.web.desk.people.forms import (
    AccountForm,
    DeputyForm,
    KnownPersonForm,
    LastDayForm,
    NewPersonForm,
    SeatForm,
)
from thidua.web.desk.people.paging import page_of, words_asked
from thidua.web.desk.people.sending import done, form_page


@require_GET
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody whom the actor may see, found by name without marks and by unit."""
    require(may(request.actor, Act.PERSON_READ))
    words, unit = words_asked(request), _uuid(request.GET.get("don-vi", ""))
    context = {
        "page_obj": page_of(request, people_found(request.actor, words=words, unit=unit, today=request.today)),
        "words": words,
        "unit": unit,
        "units": running(visible_to(request.actor), request.today).only("pk", "name", "short_name"),
        "may_manage": may(request.actor, Act.PERSON_MANAGE),
    }
    return render(request, "desk/people/list.html", context)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _choices(request: HttpRequest) -> dict[str, Any]:
    rows = running(manageable(request.actor), request.today)
    return {"units": rows, "cities": rows.filter(kind=UnitKind.CITY).exists()}


@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    """A new person with a first seat."""
    require(may(request.actor, Act.PERSON_MANAGE))
    form = NewPersonForm(request.POST or None, **_choices(request))
    made: list[Any] = []

    def act() -> None:
        told = {name: form.cleaned_data[name] for name in ("unit", "role", "namesake_ok")}
        made.append(units.seat_new_person(form.particulars(), by=request.actor, now=request.now, **told))

    if done(request, form, act):
        _tell(request, form.cleaned_data["name"], _("Đã thêm người dùng. Mở tài khoản để đăng nhập được."))
        return redirect("desk:person", made[0].pk) if made else redirect("desk:people")
    if not (form.is_bound and ("namesake_ok" in form.errors or form.data.get("namesake_ok"))):
        del form.fields["namesake_ok"]
    back = (reverse("desk:people"), _("Người dùng"))
    return form_page(request, form, title=_("Thêm người dùng"), submit=_("Thêm người dùng"), back=back)


def _tell(request: HttpRequest, name: str, words: str) -> None:
    messages.success(request, words)
    for note in notes_on(name):
        messages.warning(request, note.text)


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person: values, seats, account, deputies. A POST corrects the values."""
    row = person_asked(request, person)
    form = KnownPersonForm(request.POST or None, initial=_first(row))

    def act() -> None:
        seen = form.cleaned_data["seen"]
        people.change_person(row, form.particulars(), by=request.actor, now=request.now, seen=seen)

    if done(request, form, act):
        _tell(request, form.cleaned_data["name"], _("Đã lưu."))
        return redirect("desk:person", row.pk)
    form.renew(mark_of_person(row))
    return person_page(request, row, form=form)


def _first(row: Any) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in ("name", "salutation", "position", "phone", "email")}
    return values | {"seen": mark_of_person(row)}


def person_page(request: HttpRequest, row: Any, **forms: Any) -> HttpResponse:
    """The page of one person; a form that was refused is shown as it was typed."""
    form = forms.get("form") or KnownPersonForm(initial=_first(row))
    account = getattr(row, "account", None)
    refused = next((each for each in forms.values() if each.is_bound and each.errors), None)
    context = {
        "row": row,
        "account": account,
        "title": row.name,
        "form": form,
        "form_errors": refused,
        "may_manage": may(request.actor, Act.PERSON_MANAGE, commune=row.commune),
        "own": request.actor.person == row.pk,
        "seats": seats_of(row, request.today),
        "deputies": deputies_of(row.pk, request.today),
        "seat_form": forms.get("seat_form") or SeatForm(**_choices(request)),
        "last_day": forms.get("last_day") or LastDayForm(initial={"last_day": request.today}),
        "account_form": forms.get("account_form") or _account_form(row, account),
        "deputy_form": forms.get("deputy_form") or DeputyForm(people=colleagues_of(row), prefix="thay"),
    }
    return render(request, "desk/people/person.html", context, status=422 if refused else 200)


def _account_form(row: Any, account: Any) -> AccountForm | None:
    return None if account else AccountForm(initial={"username": free_username(row.name)})


@require_POST
def take_seat(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a role in a unit."""
    row = person_asked(request, person, Act.PERSON_MANAGE)
    form = SeatForm(request.POST, **_choices(request))

    def act() -> None:
        days = {name: form.cleaned_data[name] for name in ("from_on", "to_on")}
        unit, role = form.cleaned_data["unit"], form.cleaned_data["role"]
        units.take_seat(row, unit, role, by=request.actor, now=request.now, **days)

    if done(request, form, act):
        messages.success(request, _("Đã giao vai trò."))
        return redirect("desk:person", row.pk)
    return person_page(request, row, seat_form=form)


@require_http_methods(["GET", "POST"])
def leave_seat(request: HttpRequest, seat: UUID) -> HttpResponse:
    """End a role."""
    row = seat_asked(request, seat)
    form = LastDayForm(request.POST or None, initial={"last_day": request.today})

    def act() -> None:
        units.leave_seat(row, last_day=form.cleaned_data["last_day"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi ngày cuối của vai trò."))
        return redirect("desk:person", row.person_id)
    lead = _("%(role)s, %(unit)s") % {"role": row.get_role_display(), "unit": row.unit.name}
    back = (reverse("desk:person", args=[row.person_id]), row.person.name)
    return form_page(request, form, title=_("Kết thúc vai trò"), submit=_("Kết thúc vai trò"), back=back, lead=lead)


@require_http_methods(["GET", "POST"])
def retire_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Somebody leaves the office: all roles end."""
    row = person_asked(request, person, Act.PERSON_MANAGE)
    form = LastDayForm(request.POST or None, initial={"last_day": request.today})

    def act() -> None:
        units.retire_person(row, last_day=form.cleaned_data["last_day"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã ghi ngày cuối của mọi vai trò."))
        return redirect("desk:person", row.pk)
    return form_page(
        request,
        form,
        title=_("Ghi nghỉ việc"),
        submit=_("Ghi nghỉ việc"),
        back=(reverse("desk:person", args=[row.pk]), row.name),
        lead=_("Mọi vai trò kết thúc vào ngày này. Ngày đã qua thì tài khoản đóng ngay."),
    )


@require_http_methods(["GET", "POST"])
def erase_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask once more, then erase the personal values."""
    row = person_asked(request, person, Act.PERSON_MANAGE)
    if request.method == "POST":
        people.erase_person(row, by=request.actor, now=request.now)
        messages.success(request, _("Đã xóa dữ liệu cá nhân. Việc đã làm vẫn còn, không còn tên."))
        return redirect("desk:people")
    return render(request, "desk/people/erase.html", {"row": row, "seats": seats_of(row, request.today)})


@require_GET
def export(request: HttpRequest, person: UUID) -> HttpResponse:
    """All that is kept about a person, as a JSON file."""
    row = person_asked(request, person, Act.PERSON_MANAGE)
    response = HttpResponse(export_person(row), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nguoi-dung-{row.pk}.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def name_deputy(request: HttpRequest, person: UUID) -> HttpResponse:
    """Somebody acts for a person who is away and could not say so."""
    row = person_asked(request, person, Act.DEPUTY_NAME)
    form = DeputyForm(request.POST, people=colleagues_of(row), prefix="thay")

    def act() -> None:
        people.name_deputy(row, by=request.actor, now=request.now, **form.cleaned_data)

    if done(request, form, act):
        messages.success(request, _("Đã ghi người làm thay."))
        return redirect("desk:person", row.pk)
    return person_page(request, row, deputy_form=form)
