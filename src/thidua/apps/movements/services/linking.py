"""Movements beside this one: those the plan names become links to movements that are known here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.models import Movement, MovementLink
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import no


def known_movements(row: Movement) -> list[tuple[UUID, str]]:
    """Ids and names of launched movements of the commune and of the city above it, this one left out."""
    rows = Movement.objects.filter(linkable(row)).exclude(pk=row.pk)
    return list(rows.values_list("id", "name"))


def linkable(row: Movement) -> Q:
    """What a movement may be linked with: what is launched here, and what the city has launched."""
    above = Q(commune=row.unit.parent_id, unit__kind="city") if row.unit.parent_id else Q(pk=None)
    return (Q(commune=row.commune) | above) & Q(state__in=("launched", "closed"))


def link_movement(link: MovementLink, known: UUID | None, *, by: Actor, now: datetime) -> MovementLink:
    """Tie a named movement to one that is known here, or let it stay a name. Twice does no harm."""
    commune = link.movement.commune
    require(may(by, Act.MOVEMENT_ASSIGN, commune=commune))
    with writing(commune, by=by, now=now) as journal:
        row = MovementLink.objects.select_related("movement__unit").get(pk=link.pk)
        if known and not Movement.objects.filter(linkable(row.movement), pk=known).exclude(pk=row.movement_id).exists():
            require(no("D35", "Chọn phong trào trong danh sách.", field="known"))
        if row.known_id != known:
            row.known_id = known
            row.save(update_fields=["known"])
            journal.record(Event.MOVEMENT_LINKED, row.movement_id, {"link": row.id, "known": known})
    return row
