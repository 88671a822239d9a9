"""What a request asks for: the movement it names, as far as the actor sees it, and acts that happen once per form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from thidua.apps.journal.services import once, require
from thidua.apps.movements.queries import visible_to
from thidua.apps.movements.services import note_opening
from thidua.core.permits import Act, may


def movement_asked(request: HttpRequest, id: UUID, act: Act | None = None) -> Any:
    """The movement, or 404 when the actor does not see it; refused with who may when `act` is somebody else's."""
    found = get_object_or_404(visible_to(request.actor).select_related("plan", "unit__parent"), pk=id)
    if act:
        require(may(request.actor, act, commune=found.commune))
    return found


def looked_at(request: HttpRequest, movement: Any) -> None:
    """Somebody reads the page: their unit has opened the movement. A program that only asks for the head has not."""
    if request.method == "GET":
        note_opening(movement, by=request.actor, now=request.now)


def send_once(request: HttpRequest, content: Mapping[str, object], act: Callable[[], object]) -> None:
    """Do `act`; a second sending of the same form (same `once` key, same content) is not carried out again."""
    key = request.POST.get("once", "")[:128]
    if not key:
        act()
        return

    def answer() -> Mapping[str, object]:
        act()
        return {"done": True}

    once(key, content, answer, by=request.actor, now=request.now)
