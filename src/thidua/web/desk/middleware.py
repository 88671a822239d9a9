"""Who is acting and when: the only place where a page looks at the clock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from thidua.apps.journal.services import OtherContent, Refused
from thidua.apps.units.queries import actor_of
from thidua.core.actors import Actor
from thidua.web.kit.failures import conflict, forbidden

_CHANGED_MEANWHILE = frozenset({"wrong_step", "gone", "already", "D30"})


class SignInMiddleware(LoginRequiredMiddleware):
    """Asks who is there. A form sent after the session ended leads back to the page that held it (annex D31): its own
    address may take nothing but forms."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.info(request, _("Phiên đã hết. Đăng nhập rồi gửi lại bài; phần đã tự lưu vẫn còn."))
        held = urlsplit(request.headers.get("Referer", ""))
        own = held.scheme in ("http", "https") and held.netloc == request.get_host()
        page = held._replace(scheme="", netloc="", fragment="").geturl() if own else "/"
        return redirect_to_login(page, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


class ActorMiddleware:
    """Sets `request.now` (aware), `request.today` (the day in Vietnam) and `request.actor`, read again at every request
    so that a lost seat is lost at once. An act that a rule refuses becomes a page with the reasons."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = timezone.now()
        request.today = timezone.localdate(request.now)
        request.actor = SimpleLazyObject(lambda: self._actor(request))
        return self.get_response(request)

    @staticmethod
    def _actor(request: HttpRequest) -> Actor:
        if not request.user.is_authenticated:
            return Actor(None, "")
        return actor_of(request.user, request.today)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            verdict = exception.verdict
            if any(reason.code == "no_permit" for reason in verdict.reasons):
                return forbidden(request, PermissionDenied(verdict.text))
            changed = any(reason.code in _CHANGED_MEANWHILE for reason in verdict.reasons)
            return conflict(request, reason=verdict.text, changed=changed)
        if isinstance(exception, OtherContent):
            return conflict(request, reason="Bài này đã gửi rồi; nội dung gửi lần đầu đã được lưu.")
        return None
