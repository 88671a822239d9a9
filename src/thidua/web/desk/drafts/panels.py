"""What stands beside the open section: remarks of the linter, last year's words, texts and documents to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.apps.plans.queries import Shown
from thidua.core.law import Instrument
from thidua.core.law.instruments import known_instruments, plain_number
from thidua.core.plans.corrections import item_at
from thidua.core.plans.drafting import notes_of
from thidua.core.plans.identity import items
from thidua.core.plans.library import Shelved, Standing, register_of, standing_on, texts_of
from thidua.core.plans.model import InstrumentType
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold
from thidua.web.desk.drafts.sections import SECTIONS, Reading, Section, section_of
from thidua.web.desk.plans.lists.bases import STANDINGS

# What the registry fills in when the plan is signed is no fault of a draft.
_LATER = frozenset({"blank_number", "blank_date"})
_LIBRARY_KINDS = {"purposes": "purpose", "requirements": "requirement", "objective": "objective"}
MOST_OFFERED = 12
"""Documents and texts that a panel offers; a search narrows them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding beside the text: its words and the block it speaks of (`slug` of the section, `block` of the page)."""

    message: str
    suggestion: str
    rule: str
    severity: str
    slug: str
    section: str
    block: str

    @property
    def icon(self) -> str:
        return {"must": "bad", "spelling": "edit"}.get(self.severity, "warn")

    @property
    def css(self) -> str:
        return {"must": "must", "spelling": "spell"}.get(self.severity, "")


def remarks_of(shown: Sequence[Shown], reading: Reading) -> list[Remark]:
    """Open findings of the draft in their order, each with its block."""
    noted = {(note.item, note.code) for note in notes_of(reading)}  # type: ignore[arg-type]
    found = []
    for row in shown:
        finding = row.finding
        told = ((item_at(reading, finding.item or "-") or {}).get("id", ""), finding.code) in noted  # type: ignore[arg-type]
        # Questions of the reading are put on the check page.
        if row.kept is not None or finding.code in _LATER or finding.asks or told:
            continue
        path = finding.item or _path_at(finding.source, reading)
        section = section_of(path)
        found.append(
            Remark(
                finding.message, finding.suggestion or "", finding.rule or "", finding.severity,
                section.slug, section.name, _block_of(path, reading),
            )
        )  # fmt: skip
    return found


def _path_at(source: Any, reading: Reading) -> str:
    """The smallest item whose words hold the place of a finding that names no item."""
    start, end = (source or {}).get("chars") or (0, 0)
    holders = []
    for path, item in items(reading):
        first, last = (item.get("source") or {}).get("chars") or (0, 0)
        if first <= start < end <= last:
            holders.append((last - first, path))
    return min(holders)[1] if holders else ""


def _block_of(path: str, reading: Reading) -> str:
    """The id on the page of the block that an item belongs to; a measure belongs to its target."""
    steps = path.split("/")
    if len(steps) > 2 and steps[-2] == "measures":
        steps = steps[:-2]
    item = item_at(reading, "/".join(steps)) if path else None  # type: ignore[arg-type]
    return str(item["id"])[:8] if item and item.get("id") else ""


@dataclass(frozen=True, slots=True)
class OldLine:
    """A line of last year's plan in this section: `used` when the draft still holds it."""

    item: str
    words: str
    used: bool


def last_year_lines(section: Section, old: Reading, reading: Reading) -> list[OldLine]:
    """What last year's plan says in a section."""
    known = {item.get("id") for _, item in items(reading)}
    held = {was for new, was in (reading.get("x_origins") or {}).items() if new in known}
    lines = []
    for path, item in items(old):
        listed = path.count("/") == 1 or path == "objective"
        if listed and path.partition("/")[0] in section.parts and item.get("id"):
            lines.append(OldLine(item["id"], _said(item), item["id"] in held))
    return lines


def _said(item: dict[str, Any]) -> str:
    if item.get("what"):
        return f"{item['what']}: {item['when']}"
    if "duties" in item:
        return f"{item['unit']}: " + " ".join(duty["text"] for duty in item["duties"])
    if "number" in item:
        return " ".join(filter(None, (item["number"], item.get("title"))))
    return str(item.get("text") or item.get("name") or item.get("form") or item.get("label") or "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A document that may be cited: its parts, how it stands today, why."""

    type: InstrumentType
    number: str
    date: str
    issuer: str
    title: str
    standing: Standing
    why: str

    @property
    def status(self) -> tuple[str, str, str]:
        return STANDINGS[self.standing]

    @property
    def searched(self) -> str:
        return fold(f"{self.number} {self.issuer} {self.title}")


def documents_to_choose(
    library: Sequence[Shelved], own: Sequence[tuple[InstrumentType, Instrument, str]], words: str, today: date
) -> list[Choice]:
    """Documents of the register of law, of the ward's register (`own`: kind, document, issuer) and of earlier plans
    that hold all of `words` without marks; those that are in force first, each number once."""
    found: dict[str, Choice] = {}
    for kind, law, issuer in own:
        found.setdefault(plain_number(law.number), _choice(kind, law, issuer, today))
    for row in register_of(library, today):
        if row.number:
            day = row.dates[0] if row.dates else ""
            why = _why(row.law) if row.law else ""
            found.setdefault(
                plain_number(row.number), Choice(row.type, row.number, day, row.issuer, row.title, row.standing, why)
            )
    for law in known_instruments():
        found.setdefault(plain_number(law.number), _choice(_kind(law.number), law, "", today))
    wanted = fold(words).split()
    rows = [one for one in found.values() if all(word in one.searched for word in wanted)]
    order = ("in_force", "unknown", "not_yet", "replaced", "ended")
    return sorted(rows, key=lambda one: order.index(one.standing))


def _choice(kind: InstrumentType, law: Instrument, issuer: str, today: date) -> Choice:
    day = law.dated.isoformat() if law.dated else ""
    return Choice(kind, law.number, day, issuer or _issuer(law.number), law.name, standing_on(law, today), _why(law))


def _kind(number: str) -> InstrumentType:
    if "/QH" in number:
        return "law"
    return "decree" if "NĐ-CP" in number else "circular" if "TT" in number else "other"


def _issuer(number: str) -> str:
    return "Quốc hội" if "/QH" in number else "Chính phủ" if "NĐ-CP" in number else ""


def _why(law: Instrument) -> str:
    if law.until:
        by = f", thay bằng {law.replaced_by}" if law.replaced_by else ""
        return f"hết hiệu lực từ {short_date(law.until)}{by}"
    return f"hiệu lực từ {short_date(law.since)}" if law.since else ""


def texts_of_library(section: Section, library: Sequence[Shelved], words: str, own: str) -> list[str]:
    """Purposes, requirements and objectives of other plans that hold all of `words`; `own` is the key of this plan."""
    kind: Any = next((_LIBRARY_KINDS[part] for part in section.parts if part in _LIBRARY_KINDS), None)
    if kind is None:
        return []
    others = [paper for paper in library if paper.key != own]
    return [row.text for row in texts_of(others, words=words, kind=kind)][:MOST_OFFERED]


def counts_of(reading: Reading, remarks: Sequence[Remark]) -> list[tuple[Section, int, str]]:
    """Each section with how many blocks it holds and the gravest of its remarks ("must", "should", "spelling", "")."""
    grave = {}
    for remark in reversed(remarks):
        if grave.get(remark.slug) != "must":
            grave[remark.slug] = remark.severity
    return [(section, section.count(reading), grave.get(section.slug, "")) for section in SECTIONS]
