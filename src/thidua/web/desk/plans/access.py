"""Which plan an address means, and who may do what with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.apps.journal.services import require
from thidua.apps.plans.queries import visible_to
from thidua.apps.units.queries import commune_of
from thidua.core.permits import Act, may
from thidua.core.plans.life import may_correct


def plan_in_scope(request: HttpRequest, id: UUID):
    """The plan with this id if the actor may see it; Http404 otherwise, whether it exists or not."""
    return get_object_or_404(visible_to(request.actor).select_related("unit", "scan", "higher"), pk=id)


def issuing_unit(request: HttpRequest):
    """The commune in whose name the actor files plans. Raises Refused when there is none."""
    require(may(request.actor, Act.PLAN_FILE))
    communes = [commune for commune in request.actor.communes if may(request.actor, Act.PLAN_FILE, commune=commune)]
    return commune_of(min(communes, key=str))


def editable(request: HttpRequest, plan) -> bool:
    """Whether this actor may correct the reading of this plan now."""
    permitted = may(request.actor, Act.PLAN_CORRECT, commune=plan.commune)
    return bool(permitted) and bool(may_correct(plan.state))


def own_address(text: str) -> str:
    """`text` when it is a path of this site, else ''."""
    inside = url_has_allowed_host_and_scheme(text, allowed_hosts=None) and text.startswith("/")
    return text if inside else ""
