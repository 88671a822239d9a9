"""Which unit, block, council or list an address means, as far as the actor sees it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from thidua.apps.journal.services import require
from thidua.apps.units.queries import (
    blocks_visible_to,
    commune_of,
    communes_of,
    councils_visible_to,
    imports_visible_to,
    manageable,
    running,
    visible_to,
)
from thidua.core.permits import Act, may


def unit_asked(request: HttpRequest, unit: UUID, act: Act = Act.UNIT_READ) -> Any:
    """The unit, or 404 when the actor does not see it; refused with who may when `act` is somebody else's."""
    found = get_object_or_404(visible_to(request.actor).select_related("parent"), pk=unit)
    require(may(request.actor, act, commune=found.commune))
    return found


def block_asked(request: HttpRequest, block: UUID, act: Act = Act.UNIT_READ) -> Any:
    """The same for a block."""
    found = get_object_or_404(blocks_visible_to(request.actor).select_related("unit"), pk=block)
    require(may(request.actor, act, commune=found.commune))
    return found


def council_asked(request: HttpRequest, council: UUID, act: Act = Act.UNIT_MANAGE) -> Any:
    """The same for a council."""
    found = get_object_or_404(councils_visible_to(request.actor), pk=council)
    require(may(request.actor, act, commune=found.commune))
    return found


def list_asked(request: HttpRequest, listing: UUID) -> Any:
    """The same for a list from Excel."""
    return get_object_or_404(imports_visible_to(request.actor), pk=listing)


def place_to_set(request: HttpRequest) -> Any:
    """The commune (or city) in which the actor sets units up. Raises Refused when there is none."""
    require(may(request.actor, Act.UNIT_MANAGE))
    return commune_of(min(communes_of(request.actor, Act.UNIT_MANAGE), key=str))


def units_to_choose(request: HttpRequest) -> Any:
    """Units that an act may name: those of today and later that the actor may change."""
    return running(manageable(request.actor), request.today)
