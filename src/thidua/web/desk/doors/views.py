"""Đăng nhập in up to three steps: name and password, the code when it is switched on, an own password at first."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from thidua.apps.journal.services import Refused
from thidua.apps.people import services as people
from thidua.apps.units.queries import installation_name
from thidua.web.desk.doors import pending
from thidua.web.desk.doors.forms import CodeForm, NewPasswordForm, SignInForm

_BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def address_of(request: HttpRequest) -> str:
    """The machine that asks. A forwarded address is not believed: anybody can write one."""
    return request.META.get("REMOTE_ADDR", "")[:45]


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password."""
    wanted = pending.own_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(wanted or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = people.sign_in(
                form.cleaned_data["username"],
                form.cleaned_data["password"],
                address=address_of(request),
                now=request.now,
            )
        except Refused as refused:
            return _sign_in_page(request, form, wanted, refused)
        pending.begin(request, account, wanted)
        return _next_step(request, account)
    return _sign_in_page(request, form, wanted)


def _sign_in_page(request: HttpRequest, form: Any, wanted: str, refused: Refused | None = None) -> HttpResponse:
    more = {"next": wanted, "commune_name": installation_name()}
    return _step(request, "desk/doors/sign_in.html", form, refused, more)


def _step(
    request: HttpRequest, template: str, form: Any, refused: Refused | None = None, more: dict[str, Any] | None = None
) -> HttpResponse:
    """A page of the way in; 429 with the time to wait when the throttle spoke."""
    if refused:
        form.refuse(refused)
    wrong = form if form.is_bound and form.errors else None
    context = {"form": form, "form_errors": wrong, "help_phone": settings.OPTIONS.support_phone} | (more or {})
    seconds = next((r.params["seconds"] for r in (refused.verdict.reasons if refused else ()) if r.code == "D67"), None)
    response = render(request, template, context, status=429 if seconds else 422 if wrong else 200)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


def _next_step(request: HttpRequest, account: Any) -> HttpResponse:
    if account.totp_confirmed_at and not pending.has_code(request):
        return redirect("desk:sign_in_code")
    if account.must_change_password:
        return redirect("desk:first_password")
    wanted = pending.end(request)
    login(request, account, backend=_BACKEND)
    people.complete_sign_in(account, address=address_of(request), now=request.now)
    return redirect(wanted or settings.LOGIN_REDIRECT_URL)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@login_not_required
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The second factor."""
    account = pending.account_of(request)
    if account is None or not account.totp_confirmed_at:
        return _too_late(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            people.check_code_at_sign_in(account, code, address=address_of(request), now=request.now)
        except Refused as refused:
            return _step(request, "desk/doors/code.html", form, refused)
        pending.code_given(request)
        return _next_step(request, account)
    return _step(request, "desk/doors/code.html", form)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters()
@login_not_required
def first_password(request: HttpRequest) -> HttpResponse:
    """An own password in the place of the first one."""
    account = pending.account_of(request)
    if account is None or not account.must_change_password:
        return _too_late(request)
    if account.totp_confirmed_at and not pending.has_code(request):
        return redirect("desk:sign_in_code")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = people.replace_first_password(account, form.cleaned_data["password"], now=request.now)
        except Refused as refused:
            return _step(request, "desk/doors/first_password.html", form, refused)
        return _next_step(request, account)
    return _step(request, "desk/doors/first_password.html", form)


def _too_late(request: HttpRequest) -> HttpResponse:
    pending.end(request)
    messages.info(request, _("Đăng nhập lại từ đầu: bước trước đã quá 10 phút."))
    return redirect("desk:sign_in")


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the browser is told to forget what was typed and not sent."""
    logout(request)
    messages.success(request, _("Đã đăng xuất."))
    response = redirect("desk:sign_in")
    response["Clear-Site-Data"] = '"storage"'
    return response
