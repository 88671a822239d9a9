"""Who may manage somebody else's account and person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from thidua.apps.people.models import Person
from thidua.core.actors import Actor, Role
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no


def may_manage(person: Person, by: Actor, *, now: datetime, act: Act = Act.PERSON_MANAGE) -> Verdict:
    """Whether `by` may do `act` to `person`. An administrator is managed by administrators alone: who can make a
    password, or name a deputy, for one would be one."""
    verdict = may(by, act, commune=person.commune)
    if not verdict or by.is_program or by.holds(Role.ADMIN, commune=person.commune):
        return verdict
    running = Q(to_on__isnull=True) | Q(to_on__gte=timezone.localdate(now))
    if person.seats.filter(running, role=Role.ADMIN.value).exists():
        return no("no_permit", "Người này là quản trị hệ thống; việc này do quản trị hệ thống làm.")
    return YES
