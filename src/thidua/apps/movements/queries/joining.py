"""Links to join by, and what came by them. What a visitor may see is the movement's name and the own state, no more."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from thidua.apps.movements.models import JoinLink, JoinRequest, Movement
from thidua.apps.movements.services.joining import facts_of_link, hash_of
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor
from thidua.core.movements.joining import JOIN_KINDS, may_join
from thidua.core.permits import Act, may
from thidua.core.verdicts import Verdict

JOIN_KIND_CHOICES = list(JOIN_KINDS.items())


def managed_requests(actor: Actor) -> QuerySet[JoinRequest]:
    """Requests in the communes where the actor decides about them."""
    communes = [each for each in actor.communes if may(actor, Act.JOIN_MANAGE, commune=each)]
    return JoinRequest.objects.filter(link__movement__commune__in=communes).select_related("link__movement", "group")


def links_of(movement: Movement) -> QuerySet[JoinLink]:
    """Links of a movement, newest first, each with how many came by it. One query."""
    return movement.join_links.annotate(used=Count("requests"))


@dataclass(frozen=True)
class LinkLine:
    link: JoinLink
    open: Verdict
    kinds: str


def link_lines(movement: Movement, now: datetime) -> list[LinkLine]:
    """Links with whether each still works."""
    return [_link_line(link, movement, now) for link in links_of(movement)]


def _link_line(link: JoinLink, movement: Movement, now: datetime) -> LinkLine:
    link.movement = movement
    kinds = ", ".join(JOIN_KINDS[kind].lower() for kind in link.kind_list)
    return LinkLine(link, may_join(facts_of_link(link, used=link.used), now), kinds)


@dataclass(frozen=True)
class RequestLine:
    """A request with others that look like it: requests of the same movement, and units that exist."""

    request: JoinRequest
    same_phone: int
    units: list[Unit]


def request_lines(movement: Movement, actor: Actor, today: date) -> list[RequestLine]:
    """What came by the links of a movement, waiting ones first. Three queries."""
    rows = list(managed_requests(actor).filter(link__movement=movement).order_by("asked_at"))
    phones: dict[str, int] = defaultdict(int)
    for row in rows:
        phones[row.phone] += bool(row.phone)
    alike: dict[str, list[Unit]] = defaultdict(list)
    names = [row.folded for row in rows if row.state == "waiting"]
    for unit in units_of(movement.commune, today).filter(kind__in=JOIN_KINDS, folded__in=names):
        alike[unit.folded].append(unit)
    lines = [RequestLine(row, max(phones[row.phone] - 1, 0), alike.get(row.folded, [])) for row in rows]
    return sorted(lines, key=lambda line: line.request.state != "waiting")


def units_alike(request: JoinRequest, today: date) -> list[Unit]:
    """Units of the same name that the request may turn out to be. One query."""
    rows = units_of(request.link.movement.commune, today)
    return list(rows.filter(kind__in=JOIN_KINDS, folded=request.folded))


def requests_waiting(actor: Actor) -> dict[UUID, int]:
    """How many requests wait, by movement. One query."""
    rows = managed_requests(actor).filter(state="waiting").order_by().values_list("link__movement")
    return dict(rows.annotate(many=Count("id")))


@dataclass(frozen=True)
class Invitation:
    """What a visitor with a link sees. `open` says why not, when the link no longer works."""

    movement: str
    commune: str
    ends_on: date | None
    kinds: list[tuple[str, str]]
    groups: list[tuple[UUID, str]]
    open: Verdict


def invitation_of(token: str, *, now: datetime, today: date) -> Invitation | None:
    """The invitation behind a token, None for one that is none. Four queries."""
    link = JoinLink.objects.select_related("movement__unit").filter(token_hash=hash_of(token)).first()
    if link is None:
        return None
    movement = link.movement
    groups = units_of(movement.commune, today).filter(kind="residential_group").order_by("sort_key")
    return Invitation(
        movement=movement.name,
        commune=movement.unit.name,
        ends_on=movement.ends_on,
        kinds=[(kind, JOIN_KINDS[kind]) for kind in link.kind_list],
        groups=list(groups.values_list("id", "name")),
        open=may_join(facts_of_link(link), now),
    )


@dataclass(frozen=True)
class Standing:
    """The state of a request for the one who holds its code: nothing of what was sent."""

    movement: str
    commune: str
    state: str
    label: str
    why: str
    asked_at: datetime


def standing_of(code: str) -> Standing | None:
    """What became of the request with this code, in any writing of it; None for a code that is none. One query."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    row = JoinRequest.objects.select_related("link__movement__unit").filter(code_hash=hash_of(plain)).first()
    if row is None:
        return None
    movement = row.link.movement
    return Standing(movement.name, movement.unit.name, row.state, row.get_state_display(), row.why, row.asked_at)
