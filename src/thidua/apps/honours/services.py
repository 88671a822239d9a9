"""Acts on the register. Decisions will call this; nobody edits an entry."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from thidua.apps.honours.models import Honour
from thidua.apps.journal.services import writing
from thidua.core.actors import Actor
from thidua.core.events import Event


def enter_honour(
    *,
    commune: UUID,
    form: str,
    year: int,
    decision_number: str,
    decided_on: date,
    by: Actor,
    now: datetime,
    person: UUID | None = None,
    unit: UUID | None = None,
) -> Honour:
    """Enter one honour. Exactly one of `person` and `unit` is given; the database refuses anything else."""
    with writing(commune, by=by, now=now) as journal:
        row = Honour.objects.create(
            commune=commune,
            person_id=person,
            unit_id=unit,
            form=form,
            year=year,
            decision_number=decision_number,
            decided_on=decided_on,
        )
        journal.record(Event.HONOUR_ENTERED, row.id, {"form": form, "year": year, "unit": unit, "person": person})
    return row
