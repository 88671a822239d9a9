"""Who is acting and when: the only place where a page looks at the clock."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from thidua.apps.journal.services import OtherContent, Refused
from thidua.apps.units.queries import actor_of
from thidua.core.actors import Actor
from thidua.web.kit.failures import conflict, forbidden


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
            return conflict(request, reason=verdict.text)
        if isinstance(exception, OtherContent):
            return conflict(request, reason="Bài này đã gửi rồi; nội dung gửi lần đầu đã được lưu.")
        return None
