"""The ward's own register of documents as the core knows law."""

from __future__ import annotations

from uuid import UUID

from thidua.apps.plans.models import WardInstrument
from thidua.core.law import Instrument


def entered_law(commune: UUID) -> list[Instrument]:
    """The ward's own entries as the core knows documents. One query."""
    return [as_law(row) for row in WardInstrument.objects.filter(commune=commune, withdrawn_at__isnull=True)]


def as_law(row: WardInstrument) -> Instrument:
    """One entry as the core knows documents."""
    return Instrument(
        row.number,
        row.title,
        "secondary",
        row.source or "sổ căn cứ của phường",
        row.dated,
        row.since,
        row.until,
        row.replaced_by or None,
    )
