"""Honours held, following a unit through its mergers and splits."""

from __future__ import annotations

from django.db.models import Q

from thidua.apps.honours.models import Honour
from thidua.apps.units.models import Unit
from thidua.apps.units.queries import lineage
from thidua.core.actors import Actor


def visible_to(actor: Actor):
    """Honours of the actor's communes."""
    return Honour.objects.filter(commune__in=actor.communes)


def held_by_unit(unit: Unit):
    """Honours of the unit and of every unit it succeeds."""
    return Honour.objects.filter(Q(unit=unit) | Q(unit__in=lineage(unit)))
