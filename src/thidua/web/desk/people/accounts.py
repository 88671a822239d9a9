"""Acts on the account of a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thidua.apps.people import services as people
from thidua.core.permits import Act
from thidua.web.desk.people.access import account_asked, person_asked
from thidua.web.desk.people.forms import AccountForm
from thidua.web.desk.people.sending import done, send_once
from thidua.web.desk.people.views import person_page


@require_POST
def open_account(request: HttpRequest, person: UUID) -> HttpResponse:
    """Open, and show the first password once: it is kept nowhere, so a repeated sending shows none."""
    row = person_asked(request, person, Act.PERSON_MANAGE)
    form = AccountForm(request.POST)
    made: list[Any] = []

    first = people.make_first_password()

    def act() -> None:
        username = form.cleaned_data["username"]
        made.append(people.open_account(row, username=username, by=request.actor, now=request.now, first=first))

    if not done(request, form, act):
        return person_page(request, row, account_form=form)
    if not made:
        return redirect("desk:person", row.pk)
    return first_password(request, row, made[0].account.username, made[0].first_password)


def first_password(request: HttpRequest, row: Any, username: str, password: str) -> HttpResponse:
    """The page that shows a first password."""
    context = {"row": row, "told": [(row.name, username, password)], "back": row}
    response = render(request, "desk/people/first_password.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def reset_password(request: HttpRequest, person: UUID) -> HttpResponse:
    """A new first password for somebody who forgot theirs."""
    account = account_asked(request, person)
    made: list[str] = []
    send_once(
        request,
        {"act": "reset"},
        lambda: made.append(people.reset_password(account, by=request.actor, now=request.now)),
    )
    if not made:
        return redirect("desk:person", person)
    return first_password(request, account.person, account.username, made[0])


@require_POST
def close_account(request: HttpRequest, person: UUID) -> HttpResponse:
    return _acted(request, person, people.close_account, _("Đã đóng tài khoản."))


@require_POST
def reopen_account(request: HttpRequest, person: UUID) -> HttpResponse:
    return _acted(request, person, people.reopen_account, _("Đã mở lại tài khoản."))


@require_POST
def remove_second_factor(request: HttpRequest, person: UUID) -> HttpResponse:
    return _acted(request, person, people.remove_second_factor, _("Đã tắt xác thực hai bước."))


def _acted(request: HttpRequest, person: UUID, act: Callable[..., Any], words: str) -> HttpResponse:
    account = account_asked(request, person)
    send_once(request, {"act": act.__name__}, lambda: act(account, by=request.actor, now=request.now))
    messages.success(request, words)
    return redirect("desk:person", person)
