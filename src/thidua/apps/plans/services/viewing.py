"""Two people at one page know of each other: who has it open, and who changed it last."""

from __future__ import annotations

from datetime import datetime, timedelta

from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import require
from thidua.apps.people.models import Person
from thidua.apps.plans.models import Plan, PlanViewer
from thidua.apps.plans.services.writers import called
from thidua.core.actors import Actor
from thidua.core.permits import Act, may

OPEN_FOR = timedelta(minutes=2)
"""How long a page counts as open after it last said so; it says so every three quarters of a minute."""


def note_viewer(plan: Plan, *, by: Actor, now: datetime) -> list[str]:
    """Remember that the actor has the page open. Returns the names of the others who have. Nothing is journalled."""
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    if by.person:
        PlanViewer.objects.update_or_create(plan=plan, person=by.person, defaults={"seen_at": now})
    fresh = PlanViewer.objects.filter(plan=plan, seen_at__gte=now - OPEN_FOR).exclude(person=by.person)
    people = Person.objects.filter(pk__in=fresh.values("person"), erased_at__isnull=True)
    return list(people.values_list("name", flat=True))


def last_writer(plan: Plan) -> str:
    """How the person is called who last changed the reading of a plan."""
    entry = Entry.objects.filter(subject=plan.pk, event__startswith="plan.").order_by("-seq").first()
    return called(entry.actor if entry else None)
