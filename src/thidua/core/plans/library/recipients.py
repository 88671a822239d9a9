"""Who gets a plan: the printed recipients beside the units of the ward. Suggestions; nothing is sent from here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from thidua.core.plans.matching import UnitCard, match_units
from thidua.core.plans.model import Plan, Recipient
from thidua.core.viet.text import fold

RecipientStanding = Literal["matched", "perhaps", "above", "leaders", "unmatched", "archive"]

# "để báo cáo", "b/c": the paper goes up. Bodies of the province and the centre are no units of a ward either.
_REPORTED = re.compile(r"\bb\s*/\s*c\b|\bbao cao\b")
_HIGHER = re.compile(
    r"\b(?:so|bo|ban)\b.*\b(?:tinh|thanh pho|tp|trung uong)\b|^(?:so|bo)\s|\b(?:thanh uy|tinh uy|trung uong)\b"
    r"|\b(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|mttq|uy ban mttq|so noi vu)\b.*\b(?:tinh|thanh pho|tp)\b"
    r"|\b(?:tinh|thanh pho|tp)$"
)

# "CT, các PCT UBND phường", "Lãnh đạo UBND phường": persons, who are in no list of units.
_LEADERS = re.compile(r"^(?:cac )?(?:lanh dao|chu tich|pho chu tich|ct|pct|bi thu|pho bi thu)\b")


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One printed recipient. `units` are those of the ward it stands for; `item` its id in the reading."""

    name: str
    note: str
    standing: RecipientStanding
    units: tuple[UUID, ...]
    item: str


def match_recipients(plan: Plan, directory: Sequence[UnitCard]) -> list[RecipientRow]:
    """The recipients of a plan in printed order, each with the units of the ward that it names.

    `matched` needs no question, `perhaps` is the likest name, `above` goes to a higher level and is no unit of the
    ward, `leaders` are persons, `archive` is the file copy, `unmatched` names nobody that the ward knows.
    """
    return [_row(one, directory) for one in plan["recipients"]]


def _row(one: Recipient, directory: Sequence[UnitCard]) -> RecipientRow:
    note, item = one.get("note") or "", one.get("id", "")
    if one.get("archive"):
        return RecipientRow(one["name"], note, "archive", (), item)
    if _goes_up(one["name"], note):
        return RecipientRow(one["name"], note, "above", (), item)
    if _LEADERS.search(fold(one["name"])):
        return RecipientRow(one["name"], note, "leaders", (), item)
    found = match_units(one["name"], directory)
    if not found.units:
        return RecipientRow(one["name"], note, "unmatched", (), item)
    return RecipientRow(one["name"], note, "matched" if found.sure else "perhaps", found.units, item)


def _goes_up(name: str, note: str) -> bool:
    """Whether a recipient stands above the ward: by its name; or by a note that says so, of a body of no ward."""
    folded = fold(name)
    if re.search(r"\b(?:phuong|xa|dac khu)\b(?! hoi\b)", folded):
        return False
    return bool(_HIGHER.search(folded) or _REPORTED.search(fold(note)))
