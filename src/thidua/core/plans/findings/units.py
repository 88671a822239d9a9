"""Findings about units: duties without the paper, the paper without duties, unknown names, bodies that ended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from thidua.core.law import ended_bodies
from thidua.core.plans.findings.finding import Finding, Related, walk
from thidua.core.plans.findings.names import (
    held_by,
    initials,
    is_all,
    is_single,
    is_unit,
    names_in,
    of_front,
    written_letters,
)
from thidua.core.plans.findings.paper import ExaminedPaper, after, before
from thidua.core.plans.matching import SURE, UnitCard, match_units, plain_name
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold

_LEAD_IN_WORDS = compiled(
    r"(?i:đơn vị chủ trì|chủ trì|cơ quan thực hiện|phụ trách|giao)\s*:?\s*(?P<u>(?:Phòng|Trung tâm|Văn phòng"
    r"|Ban|Trạm|Công an)\s[^;.:()]{2,80})"
)
_DISTRICT = re.compile(r"\b(?:huyện|quận|thị xã|thị trấn)\b")
_PAST = re.compile(
    r"(?:truoc day|truoc sap xep|truoc sap nhap|nguyen la|nguyen|sap nhap|hop nhat|giai the|tiep nhan tu"
    r"|chuyen (?:giao )?tu|tien than)[^.;]{0,60}$"
)
_PAST_AFTER = re.compile(r"^[^.;,]{0,40}?(?:\(?cu\)?\b|truoc day|truoc khi|truoc sap)")
# "Thông tư số 01/2024/TT-... của Bộ ...": an old document keeps its issuer.
_ISSUED = compiled(r"\d\s*/?\s*[-\w/&]*[A-ZĐ]{2}[^.;]{0,60}\bcủa\s+(?:Bộ trưởng\s+|Giám đốc\s+|Chủ tịch\s+)?$")


def check_units(paper: ExaminedPaper, units: Sequence[UnitCard] | None) -> Iterator[Finding]:
    if paper.plan["recipients"]:
        yield from _duty_without_paper(paper)
        yield from _paper_without_duty(paper)
    if units is not None:
        yield from _unknown(paper, units)
    yield from _abolished(paper)


def _duty_without_paper(paper: ExaminedPaper) -> Iterator[Finding]:
    recipients = [one["name"] for one in paper.plan["recipients"] if not one.get("archive")]
    kept = {
        letters for one in paper.plan["recipients"] if one.get("archive") for letters in written_letters(one["name"])
    }
    told: set[str] = set()
    for at, assignment in enumerate(paper.plan["assignments"]):
        for name in names_in(assignment["unit"]):
            folded = fold(name)
            if folded in told or not is_unit(name) or held_by(name, recipients) or initials(name) & kept:
                continue
            told.add(folded)
            message = f"{name[:1].upper()}{name[1:]} có việc trong kế hoạch nhưng không có trong nơi nhận."
            yield Finding("duty_unit_not_recipient", "should", message, assignment.get("source"), f"assignments/{at}")


def _paper_without_duty(paper: ExaminedPaper) -> Iterator[Finding]:
    """A single unit of the place that gets the paper, while no part of it speaks of that unit or of all units."""
    assigned = [one["unit"] for one in paper.plan["assignments"]]
    if not assigned or any(is_all(one) for one in assigned):
        return
    words = " ".join(fold(p.whole.text) for p in paper.before_recipients())
    body = re.sub(r"[\s,&–-]+", " ", words).replace(" va ", " ")
    for at, recipient in enumerate(paper.plan["recipients"]):
        if recipient.get("archive") or not is_single(recipient["name"]) or _DISTRICT.search(recipient["name"]):
            continue
        plain = plain_name(recipient["name"])
        if plain in body or held_by(recipient["name"], assigned):
            continue
        message = f"{recipient['name']} nhận kế hoạch nhưng không được giao việc nào."
        yield Finding("recipient_without_duty", "should", message, recipient.get("source"), f"recipients/{at}")


def _unknown(paper: ExaminedPaper, units: Sequence[UnitCard]) -> Iterator[Finding]:
    """Units that lead, support or get duties and do not stand in the list of the place, with the nearest name."""
    told: set[str] = set()
    for name, source, item in _working(paper):
        folded = fold(name)
        if folded in told or not is_unit(name) or of_front(name) or folded.startswith(("cac ", "moi ", "tung ")):
            continue
        told.add(folded)
        if _is_known(name, units):
            continue
        wanted = plain_name(name)
        near = max(units, key=lambda card: fuzz.token_sort_ratio(plain_name(card.name), wanted), default=None)
        put = near.name if near and fuzz.token_sort_ratio(plain_name(near.name), wanted) >= 50 else None
        yield Finding("unknown_unit", "should", f"“{name}” không có trong danh sách đơn vị.", source, item, put)


def _working(paper: ExaminedPaper) -> Iterator[tuple[str, Source | None, str]]:
    """Every unit that the paper gives something to do: (name, source, path)."""
    for at, assignment in enumerate(paper.plan["assignments"]):
        for name in names_in(assignment["unit"]):
            yield name, assignment.get("source"), f"assignments/{at}"
    for path, target in walk(paper.plan["targets"]):
        printed = [*target.get("lead", []), *target.get("support", [])]
        printed += [found["u"] for found in _LEAD_IN_WORDS.finditer(target["text"])]
        for name in (name for one in printed for name in names_in(one)):
            yield name, target.get("source"), path


def _is_known(name: str, units: Sequence[UnitCard]) -> bool:
    """Whether the list holds the unit; a name that only begins like a known one is another unit."""
    found = match_units(name, units)
    if found.is_class:
        return True
    wanted = plain_name(name)
    for card in units:
        for known in (plain_name(card.name), plain_name(card.short_name)):
            if known and (fuzz.ratio(known, wanted) >= SURE or (len(wanted) > 6 and known.startswith(f"{wanted} "))):
                return True
    return False


def _abolished(paper: ExaminedPaper) -> Iterator[Finding]:
    """Names of bodies that ended before the day of the paper; one finding per name."""
    day = paper.day
    if day is None:
        return
    told: dict[str, tuple[str, str, list[Source]]] = {}
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for start, end, body in ended_bodies(text, day):
            ahead, behind = before(text, start), after(text, end)
            if _PAST.search(fold(ahead)) or _PAST_AFTER.match(fold(behind)) or _ISSUED.search(ahead):
                continue
            doubt = "" if body.verified else " (theo trí nhớ, cần tra lại)"
            message = f"“{text[start:end]}” không còn từ {short_date(body.until)}{doubt}. Ghi tên cơ quan đang có."
            told.setdefault(fold(text[start:end]), (message, body.now, []))[2].append(
                paper.source(paragraph.whole, start, end)
            )
    for message, now, places in told.values():
        rule = "sắp xếp bộ máy năm 2025, chính quyền địa phương hai cấp"
        # A name can be put in; a description of several bodies cannot.
        put = now if now[:1].isupper() else None
        also = tuple(Related(one) for one in places[1:])
        yield Finding(
            "abolished_unit", "should", message, places[0], suggestion=now, rule=rule, related=also, replacement=put
        )
