"""Differences as a page shows them: one line for each thing of the plan, its changes word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from thidua.apps.plans.queries import amendment_of_draft, differences_between, reading, seen_before
from thidua.core.plans.life import Change, Difference, may_correct, told
from thidua.web.desk.plans.marks import key_of

STATUS = {
    "added": ("good", "Thêm", "plus"),
    "removed": ("bad", "Bỏ", "close"),
    "changed": ("busy", "Đổi", "edit"),
    "moved": ("idle", "Chuyển chỗ", "right"),
}
_SENTENCE = 8
"""Texts of so many words are shown in one, word by word; shorter ones before and after."""


@dataclass(frozen=True)
class ChangeShown:
    """One change of a line: of what, and either the pieces of one text or the words before and after."""

    label: str
    change: Change

    @property
    def in_one(self) -> bool:
        pieces = self.change.pieces
        long = min(len(self.change.before.split()), len(self.change.after.split())) >= _SENTENCE
        return long and any(piece.kind == "same" for piece in pieces)


@dataclass
class ThingShown:
    """One thing of the plan that differs: status, name, and its changes; `whole` for what came or went."""

    kind: str
    name: str
    whole: str = ""
    key: str = ""
    changes: list[ChangeShown] = field(default_factory=list)

    @property
    def status(self) -> tuple[str, str, str]:
        return STATUS[self.kind]


@dataclass
class PartShown:
    """A part of the plan with the things that differ in it."""

    heading: str
    things: list[ThingShown] = field(default_factory=list)


def shown(differences: Iterable[Difference], keyed: dict[str, Any] | None = None) -> list[PartShown]:
    """The differences by part and thing. `keyed` is the reading whose rows on the check page the keys name."""
    parts: dict[str, PartShown] = {}
    things: dict[str, ThingShown] = {}
    for row in differences:
        part = parts.setdefault(row.heading, PartShown(row.heading))
        inside = row.item not in (row.top, row.holder)
        group = row.holder if inside else row.item
        if group not in things:
            name = row.inside if inside else ": ".join(filter(None, (row.inside, row.name)))
            things[group] = ThingShown("changed" if inside else row.kind, name, key=_key(row, keyed))
            part.things.append(things[group])
        thing = things[group]
        if inside and row.kind in ("added", "removed"):
            change = Change(
                (), "", row.whole if row.kind == "removed" else "", row.whole if row.kind == "added" else ""
            )
            thing.changes.append(ChangeShown("Đích thêm" if row.kind == "added" else "Đích bỏ", change))
        elif row.kind in ("added", "removed"):
            thing.whole = row.whole
        else:
            thing.kind = "changed" if "changed" in (thing.kind, row.kind) else thing.kind
            thing.changes += [ChangeShown(_label(row, change, inside=inside), change) for change in row.changes]
    return list(parts.values())


def _label(row: Difference, change: Change, *, inside: bool) -> str:
    """A goal says of what it is, unless the target measures one thing and is called after it."""
    return f"{change.label} ({row.name})" if inside and row.name != row.inside else change.label


def _key(row: Difference, keyed: dict[str, Any] | None) -> str:
    return key_of(row.new_path, keyed) if keyed and row.new_path else ""


def sentence(ordinal: str, differences: list[Difference]) -> str:
    """The answer first: "Bản 2 đổi 3 chỉ tiêu, thêm 1 hạn, bỏ 1 nhiệm vụ."."""
    return f"{ordinal} {told(differences)}."


def differs_from_before(request: HttpRequest, plan: Any, version: Any) -> dict[str, Any] | None:
    """For the check page: what this version changes of the one that was looked through before it, with links to the
    rows; None for a first version. Items that are not named here need no second look.

    A plan that is issued is not looked through any more, and who sees it then may not see what was before it.
    """
    if not may_correct(plan.state):
        return None
    amendment = amendment_of_draft(request.actor, plan)
    before = seen_before(version)
    if before is None:
        return None
    now = reading(version)
    found = differences_between(before, version)
    parts = shown(found, now)
    return {
        "amendment": amendment,
        "before": before,
        "count": sum(len(part.things) for part in parts),
        "words": told(found),
        "parts": parts,
    }
