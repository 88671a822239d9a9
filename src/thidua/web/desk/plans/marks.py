"""Keys that tie a passage of the paper to what was read from it: A the title, T1 a time, 1 a target, P1 a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse

from thidua.apps.plans.queries import Shown
from thidua.web.desk.plans.sheet import Mark

Reading = dict[str, Any]
DOUBTFUL = Decimal("0.8")
_TIED = re.compile(r"(?P<top>\w+)(?:/(?:members/|criteria/)?(?P<at>\d+))?(?:/(?:sub_targets|duties)/(?P<sub>\d+))?")
_SINGLE = {"document": "A", "movement": "A", "signatory": "S", "period": "T1"}
_LETTERS = {
    "assignments": "P", "commendation": "K", "tasks": "N", "legal_bases": "C", "purposes": "D", "requirements": "Y",
    "themes": "H", "recipients": "R", "channels": "E", "linked_movements": "G", "block": "V", "scoring": "F",
}  # fmt: skip


def key_of(path: str | None, reading: Reading) -> str:
    """The key of the item at a path of the reading ("targets/3/measures/0" belongs to "4"), or '' when it has none.

    Not every key stands in the paper on the left: only those of `tied_items` do.
    """
    found = _TIED.match(path or "")
    if not found:
        return ""
    top, at = found["top"], int(found["at"] or 0)
    if path == "document/issuer":
        return "B"
    if top in _SINGLE:
        return _SINGLE[top]
    if found["at"] is None:
        return ""
    if top == "targets":
        return f"{at + 1}.{int(found['sub']) + 1}" if found["sub"] else str(at + 1)
    if top == "phases":
        return f"T{at + 2}"
    if top == "deadlines":
        return f"T{at + 2 + len(reading['phases'])}"
    if top not in _LETTERS:
        return ""
    return f"{_LETTERS[top]}{at + 1}.{int(found['sub']) + 1}" if found["sub"] else f"{_LETTERS[top]}{at + 1}"


def tied_items(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every item that has a key, with its path."""
    for name in ("document", "period", "signatory"):
        if reading.get(name):
            yield name, reading[name]
    yield "document/issuer", reading["document"].get("issuer") or {}
    for at, target in enumerate(reading["targets"]):
        yield f"targets/{at}", target
        for sub, part in enumerate(target.get("sub_targets") or ()):
            yield f"targets/{at}/sub_targets/{sub}", part
    for name in ("phases", "deadlines", "assignments", "commendation"):
        for at, item in enumerate(reading[name]):
            yield f"{name}/{at}", item


def doubtful(item: dict[str, Any]) -> bool:
    """Whether the reader itself was not sure, or mended printed words."""
    if item.get("as_read"):
        return True
    return item.get("confidence") is not None and Decimal(str(item["confidence"])) < DOUBTFUL


def marks_of(reading: Reading, findings: Iterable[Shown]) -> tuple[list[Mark], dict[str, str]]:
    """The marks of the sheet, and for each finding (by its key) the key of its passage, '' when it stands nowhere.

    Other places that the third finding speaks of have the keys L3v1, L3v2, found under its key with "/1", "/2".
    """
    text = reading["x_text"]
    rows = list(findings)
    asked = {key_of(row.finding.item, reading) for row in rows if row.kept is None} - {""}
    marks = [
        Mark(key, *place, see=key in asked or doubtful(item))
        for path, item in tied_items(reading)
        for key in [key_of(path, reading)]
        if (place := _place(text, path, item))
    ]
    shown = {mark.key for mark in marks}
    places: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        own = key_of(row.finding.item, reading)
        chars = (row.finding.source or {}).get("chars")
        if own not in shown and chars and chars[0] < chars[1] <= len(text):
            own = f"L{number}"
            marks.append(Mark(own, chars[0], chars[1], see=row.kept is None))
            shown.add(own)
        places[row.key] = own if own in shown else ""
        for at, other in enumerate(row.finding.related, 1):
            chars = other.source.get("chars")
            if other.file is None and chars and chars[0] < chars[1] <= len(text):
                places[f"{row.key}/{at}"] = f"L{number}v{at}"
                marks.append(Mark(f"L{number}v{at}", chars[0], chars[1], see=row.kept is None))
    return marks, places


def related_links(row: Shown, places: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Links to the other places of a finding: in this paper, or the check page of another one."""
    for at, other in enumerate(row.finding.related, 1):
        line = f"Dòng {other.source['lines'][0]}"
        if other.file is not None:
            yield "", reverse("desk:check_plan", args=[other.file]), f"{line} của kế hoạch kia"
        elif place := places.get(f"{row.key}/{at}"):
            yield f"r-{place}", f"#d-{place}", line


def _place(text: str, path: str, item: dict[str, Any]) -> tuple[int, int] | None:
    """Where an item is marked: for long sources only the words that say the thing itself."""
    chars = (item.get("source") or {}).get("chars")
    if not chars or not 0 <= chars[0] < chars[1] <= len(text):
        return None
    start, end = int(chars[0]), int(chars[1])
    if path == "document":
        return _words(text, item["title"], start, end, from_end=True)
    if path.startswith("deadlines/"):
        return _words(text, item["when"], start, end)
    if path.startswith("assignments/"):
        line_end = text.find("\n", start, end)
        return _words(text, item["unit"], start, line_end if line_end > 0 else end)
    return start, end


def _words(text: str, words: str, start: int, end: int, *, from_end: bool = False) -> tuple[int, int]:
    """The stretch inside start..end that reads like `words`, whatever signs stand between; else all of it."""
    parts = [re.escape(part) for part in words.split()[:60]]
    if not parts:
        return start, end
    found = list(re.finditer(r"[\s*#]+".join(parts), text[start:end], re.IGNORECASE))
    if found:
        hit = found[-1] if from_end else found[0]
        return start + hit.start(), start + hit.end()
    return (text.rfind("\n", start, end) + 1 or start, end) if from_end else (start, end)


_TOLD = (
    ("legal_bases", "căn cứ"),
    ("purposes", "mục đích"),
    ("requirements", "yêu cầu"),
    ("tasks", "nhiệm vụ"),
    ("recipients", "nơi nhận"),
)


def teller(reading: Reading) -> Any:
    """A function of two places that says what was read between them: "3 mục đích, 2 yêu cầu"."""
    starts = [(item["source"]["chars"][0], noun) for name, noun in _TOLD for item in reading[name] if _has_place(item)]
    starts += [
        (duty["source"]["chars"][0], "việc giao đơn vị")
        for row in reading["assignments"]
        for duty in row["duties"]
        if _has_place(duty)
    ]
    if reading.get("objective") and _has_place(reading["objective"]):
        starts.append((reading["objective"]["source"]["chars"][0], "mục tiêu chung"))

    def told(start: int, end: int) -> str:
        counts: dict[str, int] = {}
        for at, noun in starts:
            if start <= at < end:
                counts[noun] = counts.get(noun, 0) + 1
        return ", ".join(f"{count} {noun}" for noun, count in counts.items())

    return told


def _has_place(item: dict[str, Any]) -> bool:
    return bool((item.get("source") or {}).get("chars"))
