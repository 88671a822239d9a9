"""Của tôi: contact and looks, password, second factor, deputies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.people import services as people
from thidua.apps.people.queries import deputies_of, deputising_visible_to, lent_to, particulars_of, setup_uri
from thidua.apps.units.queries import colleagues, seats_of
from thidua.web.desk.doors.forms import CodeForm
from thidua.web.desk.me.forms import ChangePasswordForm, MeForm, RemoveFactorForm
from thidua.web.desk.people.forms import DeputyForm
from thidua.web.desk.people.sending import done, form_page, send_once


@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The page; a POST keeps contact and looks."""
    account = request.user
    person = account.person
    first = {"salutation": person.salutation, "phone": person.phone}
    first |= {"theme": account.theme, "shortcuts_on": account.shortcuts_on}
    form = MeForm(request.POST or None, initial=first)

    def act() -> None:
        told = form.cleaned_data
        values = replace(particulars_of(person), salutation=told["salutation"], phone=told["phone"])
        people.change_person(person, values, by=request.actor, now=request.now)
        people.set_preferences(account, theme=told["theme"], shortcuts_on=told["shortcuts_on"], by=request.actor)

    if done(request, form, act):
        messages.success(request, _("Đã lưu."))
        return redirect("desk:me")
    return me_page(request, form=form)


def me_page(request: HttpRequest, *, form: Any = None, deputy_form: Any = None) -> HttpResponse:
    """The page; a form that was refused is shown as it was typed."""
    account = request.user
    person = account.person
    first = {"salutation": person.salutation, "phone": person.phone}
    first |= {"theme": account.theme, "shortcuts_on": account.shortcuts_on}
    refused = next((each for each in (form, deputy_form) if each is not None and each.is_bound and each.errors), None)
    context = {
        "account": account,
        "person": person,
        "form": form or MeForm(initial=first),
        "form_errors": refused,
        "seats": seats_of(person, request.today),
        "deputies": deputies_of(person.pk, request.today),
        "lent": lent_to(request.actor, request.today),
        "deputy_form": deputy_form or DeputyForm(people=colleagues(request.actor), prefix="thay"),
    }
    return render(request, "desk/me/me.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """The own password; other machines are signed out, this one stays."""
    form = ChangePasswordForm(request.POST or None)

    def act() -> None:
        old, new = form.cleaned_data["old"], form.cleaned_data["password"]
        row = people.change_password(request.user, old=old, new=new, by=request.actor, now=request.now)
        update_session_auth_hash(request, row)

    if form.is_valid() and done_without_key(request, form, act):
        messages.success(request, _("Đã đổi mật khẩu. Các máy khác đã đăng xuất."))
        return redirect("desk:me")
    return form_page(request, form, title=_("Đổi mật khẩu"), submit=_("Đổi mật khẩu"), back=_back())


def done_without_key(request: HttpRequest, form: Any, act: Any) -> bool:
    """`done` for forms whose content must not be kept, not even as a fingerprint: passwords."""
    form.content = dict
    return done(request, form, act)


def _back() -> tuple[str, str]:
    return (reverse("desk:me"), _("Của tôi"))


@require_http_methods(["GET", "POST"])
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Switch on: a fresh secret as QR code, then its first code. Switched on already: the way to switch it off."""
    account = request.user
    if account.totp_confirmed_at:
        return _remove_second_factor(request)
    form = CodeForm(request.POST or None)

    def act() -> None:
        people.confirm_second_factor(account, form.cleaned_data["code"], by=request.actor, now=request.now)

    if done(request, form, act):
        messages.success(request, _("Đã bật xác thực hai bước. Lần đăng nhập sau sẽ hỏi mã."))
        return redirect("desk:me")
    more = {"template": "desk/me/second_factor.html", "secret": _in_fours(account.totp_secret)}
    if account.totp_secret:
        more["qr"] = segno.make(setup_uri(account), error="m").svg_data_uri(scale=5, border=2, light="#fff")
    title = _("Bật xác thực hai bước")
    return form_page(request, form, title=title, submit=title, back=_back(), **more)


@require_POST
def new_second_factor(request: HttpRequest) -> HttpResponse:
    """A fresh secret; the QR code of before is worth nothing any more."""
    people.new_second_factor(request.user, by=request.actor, now=request.now)
    return redirect("desk:second_factor")


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _remove_second_factor(request: HttpRequest) -> HttpResponse:
    form = RemoveFactorForm(request.POST or None)

    def act() -> None:
        password = form.cleaned_data["password"]
        people.remove_second_factor(request.user, password=password, by=request.actor, now=request.now)

    if form.is_valid() and done_without_key(request, form, act):
        messages.success(request, _("Đã tắt xác thực hai bước."))
        return redirect("desk:me")
    lead = _("Đang bật. Tắt thì chỉ còn mật khẩu bảo vệ tài khoản.")
    title = _("Tắt xác thực hai bước")
    return form_page(request, form, title=title, submit=title, back=_back(), lead=lead)


@require_POST
def my_deputy(request: HttpRequest) -> HttpResponse:
    """Somebody acts for me while I am away."""
    form = DeputyForm(request.POST, people=colleagues(request.actor), prefix="thay")

    def act() -> None:
        people.name_deputy(request.user.person, by=request.actor, now=request.now, **form.cleaned_data)

    if done(request, form, act):
        messages.success(request, _("Đã ghi người làm thay."))
        return redirect("desk:me")
    return me_page(request, deputy_form=form)


@require_POST
def recall_deputy(request: HttpRequest, deputising: UUID) -> HttpResponse:
    """End it at once: one's own, or anybody's for those who name deputies."""
    row = get_object_or_404(deputising_visible_to(request.actor), pk=deputising)
    send_once(request, {"act": "recall"}, lambda: people.recall_deputy(row, by=request.actor, now=request.now))
    messages.success(request, _("Đã thôi việc làm thay."))
    if row.person_id == request.actor.person:
        return redirect("desk:me")
    return redirect("desk:person", row.person_id)
