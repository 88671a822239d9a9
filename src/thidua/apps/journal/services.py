"""The one way to write: a transaction that holds the commune's lock, does the change and enters it in the chain."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from thidua.apps.journal.chain import canonical, commitment, link
from thidua.apps.journal.models import Chain, Entry, OnceKey, Secret
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.verdicts import Verdict


class Refused(Exception):
    """An act that a rule forbids. Carries the verdict; the door shows its sentences. Nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text)
        self.verdict = verdict


def require(verdict: Verdict) -> None:
    """Stop the act when the rule says no. Raises Refused."""
    if not verdict:
        raise Refused(verdict)


@dataclass
class Writing:
    """An open, locked transaction of one commune. `record` may be called several times."""

    chain: Chain
    by: Actor
    now: datetime
    entries: list[Entry] = field(default_factory=list)

    def record(
        self,
        event: Event,
        subject: UUID | None,
        content: Mapping[str, object] | None = None,
        *,
        personal: Mapping[str, str] | None = None,
        person: UUID | None = None,
    ) -> Entry:
        """Enter one act. `content` holds ids, codes and figures; `personal` values of `person` enter only as salted
        commitments, their plain text in a row that can be deleted later."""
        # An act inside this one, or one taken back to a savepoint, has moved the head; the lock keeps others away.
        self.chain.refresh_from_db()
        commitments = {name: self._commit(name, value, person) for name, value in (personal or {}).items() if value}
        text = canonical(
            {
                "commune": self.chain.commune,
                "seq": self.chain.size,
                "at": self.now,
                "actor": self.by.person,
                "acting_for": self.by.deputising_for,
                "event": event.value,
                "subject": subject,
                "content": content or {},
                "personal": commitments,
            }
        )
        entry = Entry(
            commune=self.chain.commune,
            seq=self.chain.size,
            at=self.now,
            actor=self.by.person,
            event=event.value,
            subject=subject,
            content=text,
            prev=self.chain.head,
            hash=link(self.chain.head, text),
        )
        entry.save(force_insert=True)
        self.chain.size, self.chain.head = self.chain.size + 1, entry.hash
        self.chain.save(update_fields=["size", "head"])
        self.entries.append(entry)
        return entry

    def _commit(self, name: str, value: str, person: UUID | None) -> dict[str, str]:
        salt = secrets.token_hex(16)
        row = Secret.objects.create(commune=self.chain.commune, person=person, field=name, value=value, salt=salt)
        return {"secret": str(row.id), "commitment": commitment(salt, value)}


@contextmanager
def writing(commune: UUID, *, by: Actor, now: datetime) -> Iterator[Writing]:
    """Open the commune's write lock: SQLite takes it with BEGIN IMMEDIATE, PostgreSQL by locking the chain's row.

    Check states inside, never before. Change and entry commit together or not at all.
    """
    with transaction.atomic():
        Chain.objects.get_or_create(commune=commune)
        chain = Chain.objects.select_for_update().get(commune=commune)
        yield Writing(chain=chain, by=by, now=now)


def erase_secrets(person: UUID, *, commune: UUID, by: Actor, now: datetime) -> int:
    """Delete the plain text behind every commitment about `person`. Returns how many; the chain stays valid."""
    with writing(commune, by=by, now=now) as journal:
        count, _ = Secret.objects.filter(person=person, commune=commune).delete()
        journal.record(Event.SECRET_ERASED, person, {"count": count})
    return count


class OtherContent(Exception):
    """A form key came back with other content: the first answer stands and the second is not carried out."""


def once(key: str, content: Mapping[str, object], act: Callable[[], Mapping[str, object]], *, by: Actor, now: datetime):
    """Do `act` once for this key. The key, the effect and the answer commit in one transaction.

    Returns the answer of the first time for a repeat with the same content. Raises OtherContent otherwise.
    """
    # Keyed, so that a telephone number cannot be found again from what is left of a form about an erased person.
    fingerprint = salted_hmac("thidua.once", canonical(content), algorithm="sha256").hexdigest()
    with transaction.atomic():
        take_turns(f"{by.person}/{key}")
        known = OnceKey.objects.filter(actor=by.person, key=key).first()
        if known:
            if known.fingerprint != fingerprint:
                raise OtherContent(key)
            return json.loads(known.answer)
        answer = act()
        OnceKey.objects.create(actor=by.person, key=key, fingerprint=fingerprint, answer=canonical(answer), at=now)
    return json.loads(canonical(answer))


def take_turns(name: str) -> None:
    """Hold back others of this name until the transaction ends.

    SQLite holds the write lock since the transaction began; PostgreSQL takes an advisory one.
    """
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def forget_keys(before: datetime) -> None:
    """Let go of keys of forms that nobody will send again."""
    OnceKey.objects.filter(at__lt=before).delete()
