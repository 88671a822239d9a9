"""Joining a movement by a link, on a phone, without an account; and asking by the code what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.web.public.forms import JoinPageForm

MOST_TOKEN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_not_required
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation and its form; the answer to the form holds the code."""
    found = queries.invitation_of(token[:MOST_TOKEN], now=request.now, today=request.today)
    if found is None:
        raise Http404
    form = JoinPageForm(request.POST or None, kinds=found.kinds, groups=found.groups)
    if request.method != "POST" or not found.open:
        return _page(request, "join", {"invitation": found, "form": form}, status=200 if found.open else 410)
    code, refused = "", None
    try:
        code = _sent(request, token, form) if form.is_valid() else _counted(request)
    except Refused as error:
        refused = error
        form.take(error.verdict.reasons)
    if code:
        return _page(request, "joined", {"invitation": found, "code": _spoken(code)})
    return _refused(request, {"invitation": found, "form": form}, refused)


def _sent(request: HttpRequest, token: str, form: JoinPageForm) -> str:
    values = dict(form.cleaned_data)
    group = values.pop("group")
    sent = services.JoinForm(**values, group=UUID(group) if group else None)
    return services.receive_request(
        token, sent, key=_key(request), address=_machine(request), now=request.now,
        today=request.today,
    )  # fmt: skip


def _counted(request: HttpRequest) -> str:
    """A form with faults is one of the forms of this machine too."""
    services.count_try(_machine(request), now=request.now)
    return ""


def _key(request: HttpRequest) -> str:
    """The form's key; a word that no form of ours has made counts as none."""
    sent = request.POST.get("once", "")[:128]
    return sent if sent.isprintable() else ""


def _machine(request: HttpRequest) -> str:
    """The machine that asks. A forwarded address is not believed: anybody can write one."""
    return request.META.get("REMOTE_ADDR", "")[:45]


def _spoken(code: str) -> str:
    """'ABCD-EFGH-IJKL', to be read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _refused(request: HttpRequest, context: dict[str, Any], refused: Refused | None) -> HttpResponse:
    """The form with what was typed; 429 with the time to wait when too many came."""
    reasons = refused.verdict.reasons if refused else ()
    seconds = next((reason.params["seconds"] for reason in reasons if reason.code == "D60"), None)
    form = context["form"]
    response = _page(request, "join", context | {"form_errors": form}, status=429 if seconds else 422)
    if seconds:
        response["Retry-After"] = str(seconds)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@login_not_required
def standing(request: HttpRequest) -> HttpResponse:
    """What became of a request, for whoever holds its code: the state, and nothing of what was sent."""
    if request.method != "POST":
        return _page(request, "standing", {})
    code = request.POST.get("code", "")[:MOST_TOKEN]
    found = queries.standing_of(code)
    if found:
        return _page(request, "standing", {"standing": found})
    context: dict[str, Any] = {"code": code, "wrong": "Không thấy phiếu nào có mã này. Xem lại từng chữ."}
    try:
        services.count_try(_machine(request), now=request.now)
    except Refused as refused:
        response = _page(request, "standing", context | {"wrong": refused.verdict.text}, status=429)
        response["Retry-After"] = str(refused.verdict.reasons[0].params["seconds"])
        return response
    return _page(request, "standing", context, status=422)


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page for everybody: found by no search engine, kept by no machine."""
    invitation = context.get("invitation")
    more = {
        "commune_name": invitation.commune if invitation else "",
        "help_phone": settings.OPTIONS.support_phone,
        "no_home": True,
    }
    response = render(request, f"public/{name}.html", more | context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
