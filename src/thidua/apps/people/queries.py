"""Reading persons and accounts. Scoped lists of persons stand in `units.queries`, which knows the seats."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from thidua.apps.journal.models import Entry, Secret
from thidua.apps.people.models import Account, Deputising, Person, Theme
from thidua.apps.people.services.persons import particulars_of
from thidua.apps.people.services.second_factor import setup_uri
from thidua.apps.people.wording import as_username, mark_of, notes_on
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may

__all__ = [
    "Theme",
    "account_by_id",
    "deputies_of",
    "deputising_visible_to",
    "export_person",
    "free_username",
    "lent_to",
    "mark_of_person",
    "notes_on",
    "particulars_of",
    "password_given_by",
    "setup_uri",
]

_NEVER_TOLD = frozenset({"password", "totp_secret", "totp_last_step", "folded", "sort_key"})


def account_by_id(ident: UUID | str) -> Account | None:
    """An open account, for somebody in the middle of signing in."""
    return Account.objects.filter(pk=ident, is_active=True).first()


def free_username(name: str) -> str:
    """A sign-in name made from a person's name that nobody has: huong.vt, huong.vt2."""
    wanted = as_username(name)[:50]
    taken = set(Account.objects.filter(username__startswith=wanted).values_list("username", flat=True))
    return next(free for n in range(1, len(taken) + 2) if (free := wanted if n == 1 else f"{wanted}{n}") not in taken)


def mark_of_person(person: Person) -> str:
    """The mark of a person's values, for the page that shows them."""
    return mark_of(asdict(particulars_of(person)))


def deputies_of(person: UUID, today: date) -> QuerySet[Deputising]:
    """Who acts, or will act, for a person."""
    return _running(today).filter(person_id=person).select_related("deputy")


def lent_to(actor: Actor, today: date) -> QuerySet[Deputising]:
    """For whom the actor acts, or will act."""
    return _running(today).filter(deputy_id=actor.person).select_related("person")


def deputising_visible_to(actor: Actor) -> QuerySet[Deputising]:
    """Deputising that the actor may end: the own, and that of persons for whom the actor names deputies."""
    communes = [commune for commune in actor.communes if may(actor, Act.DEPUTY_NAME, commune=commune)]
    return Deputising.objects.filter(Q(person_id=actor.person) | Q(commune__in=communes)).select_related("person")


def _running(today: date) -> QuerySet[Deputising]:
    return Deputising.objects.filter(to_on__gte=today, recalled_at__isnull=True).order_by("from_on")


def export_person(person: Person) -> str:
    """All that is kept about a person, as JSON text: the row, every row that points to it, and the journal.

    Found through the tables themselves, so that a table added later is in it too. Passwords and secrets are not told.
    """
    told: dict[str, object] = {"person": _plain_row(person)}
    for relation in Person._meta.related_objects:
        rows = relation.related_model._default_manager.filter(**{relation.field.name: person})
        if found := [_plain_row(row) for row in rows]:
            told[f"{relation.related_model._meta.label_lower}.{relation.field.name}"] = found
    account = Account.objects.filter(person=person).first()
    known_as = [person.pk, account.pk] if account else [person.pk]
    entries = Entry.objects.filter(Q(subject__in=known_as) | Q(actor=person.pk)).order_by("commune", "seq")
    told["journal"] = [json.loads(entry.content) for entry in entries]
    told["journal_values"] = {
        str(row.pk): {"field": row.field, "value": row.value} for row in Secret.objects.filter(person=person.pk)
    }
    return json.dumps(told, ensure_ascii=False, indent=2, default=_as_text)


def _plain_row(row: Model) -> dict[str, object]:
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.name not in _NEVER_TOLD
    }


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"cannot write down {type(value).__name__}")


def password_given_by(person: UUID, *, since: datetime, opened_since: datetime) -> UUID | None:
    """Who last made a password for this person's account: a new one after `since`, or the first one of an account
    that was opened after `opened_since`; None when nobody did."""
    account = Account.objects.filter(person=person).values_list("pk", flat=True).first()
    last = (
        Entry.objects.filter(
            Q(event=Event.PASSWORD_RESET.value, at__gte=since)
            | Q(event=Event.ACCOUNT_OPENED.value, at__gte=opened_since),
            subject=account,
        )
        .order_by("-at", "-seq")
        .first()
        if account
        else None
    )
    return last.actor if last else None
