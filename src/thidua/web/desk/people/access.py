"""Which person or seat an address means, as far as the actor sees it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from thidua.apps.journal.services import require
from thidua.apps.units.queries import communes_of, people_visible_to, seats_visible_to
from thidua.core.permits import Act, may


def person_asked(request: HttpRequest, person: UUID, act: Act = Act.PERSON_READ) -> Any:
    """The person, or 404 when the actor does not see them; refused with who may when `act` is somebody else's."""
    found = get_object_or_404(people_visible_to(request.actor).select_related("account"), pk=person)
    require(may(request.actor, act, commune=found.commune))
    return found


def account_asked(request: HttpRequest, person: UUID) -> Any:
    """The account of a person whom the actor may manage."""
    account = getattr(person_asked(request, person, Act.PERSON_MANAGE), "account", None)
    if account is None:
        raise Http404
    return account


def seat_asked(request: HttpRequest, seat: UUID) -> Any:
    """The seat, in a commune whose persons the actor sees."""
    found = get_object_or_404(seats_visible_to(request.actor), pk=seat)
    require(may(request.actor, Act.UNIT_MANAGE, commune=found.unit.commune))
    return found


def commune_to_set(request: HttpRequest, act: Act) -> UUID:
    """The commune in which the actor sets things up. Raises Refused when there is none."""
    require(may(request.actor, act))
    return min(communes_of(request.actor, act), key=str)
