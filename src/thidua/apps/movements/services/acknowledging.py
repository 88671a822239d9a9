"""A unit says that it has taken its duties; a movement comes to its end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.models import Movement, Participant
from thidua.apps.plans.services import close_plan
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import lineage
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import MOVEMENT_STEPS
from thidua.core.permits import Act, may
from thidua.core.verdicts import Verdict, no


def acknowledge_duties(movement: Movement, unit: UUID, *, by: Actor, now: datetime) -> Participant:
    """The unit's head or officer has read the duties. Also for a unit that succeeded a participant in mid-year.

    Twice does no harm: the first time stays.
    """
    require(may_take(by, movement, unit))
    with writing(movement.commune, by=by, now=now) as journal:
        state = Movement.objects.values_list("state", flat=True).get(pk=movement.pk)
        if state != "launched":
            require(no("not_launched", "Phong trào chưa phát động hoặc đã kết thúc; chưa có gì để nhận."))
        own = {unit} | lineage(Unit.objects.get(pk=unit))
        rows = list(Participant.objects.filter(movement=movement, unit__in=own))
        if not rows:
            require(no("no_part", "Đơn vị không có phần việc trong phong trào này."))
        for row in rows:
            if row.acknowledged_at is None:
                row.acknowledged_by, row.acknowledged_at = by.person, now
                row.save(update_fields=["acknowledged_by", "acknowledged_at"])
                journal.record(Event.DUTIES_ACKNOWLEDGED, movement.id, {"unit": row.unit_id})
    return rows[0]


def may_take(by: Actor, movement: Movement, unit: UUID) -> Verdict:
    """Who says that a unit has taken its duties: its own people; for a commune that a city told, its clerk."""
    if unit != movement.commune and unit in by.communes:
        return may(by, Act.MOVEMENT_ASSIGN, commune=unit)
    return may(by, Act.DUTY_ACKNOWLEDGE, commune=movement.commune, unit=unit)


def close_movement(movement: Movement, *, by: Actor, now: datetime) -> Movement:
    """The end: nothing is entered any more. Reviews and awards read it as it stands."""
    require(may(by, Act.MOVEMENT_CLOSE, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state == "closed":
            return row
        require(MOVEMENT_STEPS.may_move(row.state, "close"))
        row.state = MOVEMENT_STEPS.after("close")
        row.closed_by, row.closed_at = by.person, now
        row.save()
        close_plan(row.plan_id, by=by, now=now, commune=row.commune)
        journal.record(Event.MOVEMENT_CLOSED, row.id)
    return row
