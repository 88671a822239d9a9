"""Reading the journal: newest entries for the page, and the check that nothing was altered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from thidua.apps.journal.chain import commitment, link
from thidua.apps.journal.models import Chain, Entry, OnceKey, Secret
from thidua.core.actors import Actor
from thidua.core.permits import Act, may

ORIGIN = "0" * 64


@dataclass(frozen=True)
class Damage:
    """Where a chain is broken first: the number of the entry and a Vietnamese sentence."""

    commune: UUID
    seq: int
    text: str


def visible_to(actor: Actor):
    """Entries of the communes whose journal the actor may read, newest first."""
    communes = [commune for commune in actor.communes if may(actor, Act.JOURNAL_READ, commune=commune)]
    return Entry.objects.filter(commune__in=communes).order_by("-at", "-seq")


def heads() -> list[Chain]:
    """The head of every chain, to be kept outside the machine."""
    return list(Chain.objects.order_by("commune"))


def first_commune() -> UUID | None:
    """The place whose journal was begun first: the ward, or the city, of this installation."""
    return Entry.objects.filter(seq=0).order_by("at", "pk").values_list("commune", flat=True).first()


def verify(chain: Chain, *, kept_size: int | None = None, kept_head: str | None = None) -> Damage | None:
    """Walk one chain from the start. With a head kept elsewhere, a cut tail or a rewritten chain is found too."""
    prev, seq = ORIGIN, 0
    for entry in Entry.objects.filter(commune=chain.commune).order_by("seq").iterator(chunk_size=2000):
        if broken := _broken(entry, seq, prev):
            return Damage(chain.commune, seq, broken)
        prev, seq = entry.hash, seq + 1
        if kept_head is not None and seq == kept_size and prev != kept_head:
            return Damage(chain.commune, seq - 1, f"Mục {seq - 1} khác với mốc đã giữ: nhật ký đã bị viết lại.")
    if seq != chain.size or prev != chain.head:
        return Damage(chain.commune, seq, f"Nhật ký có {seq} mục, mốc trong máy ghi {chain.size}.")
    if kept_size is not None and seq < kept_size:
        return Damage(chain.commune, seq, f"Nhật ký ngắn hơn mốc đã giữ ({kept_size} -> {seq}).")
    return None


def _broken(entry: Entry, seq: int, prev: str) -> str | None:
    if entry.seq != seq:
        return f"Thiếu mục {seq}; mục kế tiếp mang số {entry.seq}."
    if entry.prev != prev or entry.hash != link(prev, entry.content):
        return f"Sai từ mục {seq}: nội dung đã bị sửa sau khi ghi."
    told = json.loads(entry.content)
    columns = (str(entry.commune), entry.seq, entry.event, str(entry.subject) if entry.subject else None)
    if (told["commune"], told["seq"], told["event"], told["subject"]) != columns:
        return f"Mục {seq}: các cột không khớp với nội dung đã băm."
    return None


def verify_all() -> Iterator[Damage]:
    """The first damage of each chain; nothing when all are sound. Chains whose head row was deleted are found too."""
    known = {chain.commune: chain for chain in heads()}
    for commune in Entry.objects.values_list("commune", flat=True).distinct():
        if commune not in known:
            yield Damage(commune, 0, "Mất dòng mốc của nhật ký này.")
    for chain in known.values():
        if damage := verify(chain):
            yield damage


def altered_secrets() -> Iterator[UUID]:
    """Secrets whose value no longer fits the commitment in the chain."""
    told: dict[str, str] = {}
    for content in Entry.objects.filter(content__contains='"commitment"').values_list("content", flat=True).iterator():
        for part in json.loads(content)["personal"].values():
            told[part["secret"]] = part["commitment"]
    for row in Secret.objects.iterator():
        if told.get(str(row.id)) != commitment(row.salt, row.value):
            yield row.id


def answered(actor: Actor, key: str) -> OnceKey | None:
    """The stored answer of a form key, if its act was done."""
    return OnceKey.objects.filter(actor=actor.person, key=key).first()
