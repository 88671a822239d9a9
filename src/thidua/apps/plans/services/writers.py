"""Who wrote what stands there now: told by the journal, so that two people at one field know of one another."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from thidua.apps.journal.models import Entry
from thidua.apps.people.models import Person
from thidua.apps.plans.models import Plan
from thidua.core.actors import Actor

SOMEBODY = "Người khác"
OWN = "Anh/chị, ở cửa sổ khác,"
_LOOKED_BACK = 200


def who_wrote(plan: Plan, item: str, field: str = "", *, by: Actor) -> str:
    """How the person is called who last changed an item of the reading, or one field of it. Two queries at most."""
    entries = Entry.objects.filter(subject=plan.pk, event__startswith="plan.").order_by("-seq")
    for actor, text in entries.values_list("actor", "content")[:_LOOKED_BACK]:
        if _tells_of(json.loads(text)["content"], item, field):
            return OWN if actor and actor == by.person else called(actor)
    return SOMEBODY


def _tells_of(content: dict[str, Any], item: str, field: str) -> bool:
    if item not in (content.get("item"), *(content.get("items") or ())):
        return False
    after = content.get("after")
    return not field or content.get("field") == field or not isinstance(after, dict) or field in after


def called(person: UUID | str | None) -> str:
    """ "Chị Lê Thị Hương"; "Người khác" where nobody is known any more."""
    row = Person.objects.filter(pk=person).first() if person else None
    if row is None or row.erased_at:
        return SOMEBODY
    title = row.salutation[:1].upper() + row.salutation[1:]
    return f"{title} {row.name}".strip()
