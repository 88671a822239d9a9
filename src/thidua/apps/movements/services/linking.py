"""Movements beside this one: those the plan names become links to movements that are known here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.models import Movement, MovementLink
from thidua.apps.plans.models import Plan
from thidua.apps.plans.services import TakenPaper, file_paper
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import Verdict, no


def known_movements(row: Movement) -> list[tuple[UUID, str]]:
    """Ids and names of launched movements of the commune and of the city above it, this one left out."""
    rows = Movement.objects.filter(linkable(row)).exclude(pk=row.pk)
    return list(rows.values_list("id", "name"))


def linkable(row: Movement) -> Q:
    """What a movement may be linked with: what is launched here, and what the city has launched."""
    above = Q(commune=row.unit.parent_id, unit__kind="city") if row.unit.parent_id else Q(pk=None)
    return (Q(commune=row.commune) | above) & Q(state__in=("launched", "closed"))


def may_file_under(row: Movement, unit: Unit, by: Actor) -> Verdict:
    """Whether somebody may hand in a plan of `unit` for a movement of its own under `row`."""
    if row.commune != unit.commune or unit.pk == unit.commune or unit.to_on is not None:
        return no("D35", "Chọn đơn vị thuộc phường, xã của phong trào.")
    if row.state != "launched":
        return no("not_launched", "Phong trào chưa phát động hoặc đã kết thúc; chưa lập kế hoạch riêng được.")
    return may(by, Act.PLAN_FILE_OWN, commune=row.commune, unit=unit.pk)


def file_unit_plan(row: Movement, unit: Unit, paper: TakenPaper, *, by: Actor, now: datetime) -> Plan:
    """A unit hands in its own plan under the movement. The clerk checks it, assigns and proposes it like any other, and
    one more person confirms: the unit itself launches nothing. One plan at a time for a unit and a movement."""
    with writing(row.commune, by=by, now=now):
        parent, own = Movement.objects.select_related("plan").get(pk=row.pk), Unit.objects.get(pk=unit.pk)
        require(may_file_under(parent, own, by))
        if Plan.objects.filter(higher=parent.plan, unit=own).exclude(state="discarded").exists():
            require(no("already", "Đơn vị đã gửi kế hoạch cho phong trào này. Cần thay bản khác thì báo thường trực."))
        return file_paper(paper, unit=own, by=by, now=now, higher=parent.plan).plan


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
