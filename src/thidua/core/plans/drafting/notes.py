"""What a person should still look at in a draft that a machine began: copied figures, days, documents that ended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thidua.core.law import Instrument
from thidua.core.plans.findings.instruments import law_cited
from thidua.core.plans.model import LegalBasis, Plan
from thidua.core.viet.dates import short_date

Lookup = Callable[[LegalBasis], Instrument | None]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to confirm. `item` is the id of the item it speaks of; `key` stays the same for the same words."""

    item: str
    code: str
    text: str

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.item}|{self.code}|{self.text}".encode()).hexdigest()[:16]


def notes_of(plan: Plan) -> list[Note]:
    """The notes that a draft still carries, in the order in which they came."""
    return [Note(row["item"], row["code"], row["text"]) for row in plan.get("x_notes") or ()]


def with_notes(plan: Plan, notes: Iterable[Note]) -> Plan:
    """The plan with these notes behind its own; the same note stands once. Changes and returns `plan`."""
    rows = dict.fromkeys([*notes_of(plan), *notes])
    plan["x_notes"] = [{"item": one.item, "code": one.code, "text": one.text} for one in rows]
    return plan


def settle_notes(plan: Plan, *, key: str = "", item: str = "") -> Plan:
    """The plan without the note of this key, or without all notes of this item. Changes and returns `plan`."""
    left = [one for one in notes_of(plan) if one.key != key and one.item != item]
    plan["x_notes"] = []
    return with_notes(plan, left)


def basis_notes(plan: Plan, day: date, known: Sequence[Instrument] = ()) -> list[Note]:
    """Documents the plan rests on that hold no more, or not yet, on `day`, with what replaced them."""
    return [
        Note(basis.get("id", ""), "basis_ended", words)
        for basis in plan["legal_bases"]
        for law in [law_of(basis, known)]
        if law is not None and (words := not_in_force(law, day))
    ]


def law_of(basis: LegalBasis, known: Sequence[Instrument] = ()) -> Instrument | None:
    """What is known of a cited document: the register of law, then the ward's own entries (`known`)."""
    if found := law_cited(basis):
        return found
    number = (basis["number"] or "").replace(" ", "").upper()
    return next((one for one in known if number and one.number.replace(" ", "").upper() == number), None)


def not_in_force(law: Instrument, day: date) -> str:
    """Why a document cannot carry a plan of this day, in a sentence; "" when it can, or nothing is known."""
    if law.ended_on(day) and law.until:
        by = f", được thay bằng {law.replaced_by}" if law.replaced_by else ""
        return f"{law.number} hết hiệu lực từ {short_date(law.until)}{by}."
    if law.since and day < law.since:
        return f"{law.number} có hiệu lực từ {short_date(law.since)}."
    return ""
