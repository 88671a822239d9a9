"""Acts on the register. Decisions will call this; nobody edits an entry."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from thidua.apps.honours.models import Honour
from thidua.apps.journal.services import writing
from thidua.core.actors import Actor
from thidua.core.events import Event


@dataclass(frozen=True)
class Conferred:
    """What a decision conferred. Exactly one of `person` and `unit` is given; the database refuses anything else."""

    form: str
    year: int
    decision_number: str
    decided_on: date
    person: UUID | None = None
    unit: UUID | None = None


def enter_honour(conferred: Conferred, *, commune: UUID, by: Actor, now: datetime) -> Honour:
    """Enter one honour."""
    facts = asdict(conferred)
    with writing(commune, by=by, now=now) as journal:
        row = Honour.objects.create(commune=commune, person_id=facts.pop("person"), unit_id=facts.pop("unit"), **facts)
        journal.record(Event.HONOUR_ENTERED, row.id, facts | {"unit": conferred.unit, "person": conferred.person})
    return row
