"""Pages for what went wrong: they say what to do, the code and the time, and never a trace."""

from __future__ import annotations

import logging
import secrets
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme

log = logging.getLogger("thidua.failures")
# No I, O, 0 or 1: the code is read aloud over the telephone.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def _code() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(4))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: the request could not be understood."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: shows the reason that the act gave (`PermissionDenied("Chỉ ... mới ...")`), else a general one."""
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: the text of the exception may hold addresses of the program, so it is not shown."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, *, reason: str, back_url: str = "", changed: bool = True) -> HttpResponse:
    """Answer 409 for pages: what happened meanwhile (`reason`, Vietnamese), and where to look again (`back_url`).

    Without `changed` nothing happened meanwhile: a rule says no, and the page does not claim otherwise.
    """
    context = {"reason": reason, "back_url": back_url, "changed": changed}
    return render(request, "409.html", context, status=409)


def our_fault(request: HttpRequest) -> HttpResponse:
    """handler500: a code ties the page to the trace in the log. No context processors run: they may be what failed."""
    code = _code()
    log.error("page failed, code %s, %s %r", code, request.method, request.path, exc_info=sys.exc_info())
    return HttpResponse(loader.get_template("500.html").render({"code": code}), status=500)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: nearly always a page left open over a sign-out. The cause goes to the log, not to the page."""
    log.warning("form refused: %s, %r", reason, request.path)
    origin = request.headers.get("Referer", "")
    # An address that only takes forms cannot be opened again; the page that held the form can.
    back = origin if url_has_allowed_host_and_scheme(origin, {request.get_host()}) else request.path
    return render(request, "403_csrf.html", {"back_url": back}, status=403)
