"""Every place that a reading names holds what was read there: the official who looks it up finds the words.

What is claimed (`CLAIMS`): the words of a field occur in the passage of its item, in their order. A word is letters and
digits; small and capital letters, the two styles of tone marks, signs of markdown and blanks make no difference. Words
may stand between them, because a page number or a footnote may cut a sentence and a heading may stand before a part.
What is printed beside the passage (`BESIDE`): the words occur in the lines of the passage or of the item that holds it,
or in the two lines below, since a paragraph may be set in lines. Where a word was repaired, `as_read` has words of the
passage, and the field those of the passage put right. Not claimed: codes and dates, which are no printed words, groups,
which stand above, and names that are completed from elsewhere (the issuer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from mixtures import MIXTURES

from thidua.core.plans.reading import read_plan
from thidua.core.plans.reading.structure.mending import mend, undamaged
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.text import nfc, one_tone_style

TESTS = Path(__file__).parents[3]
PAPERS = sorted(
    [*(TESTS / "papers" / "own").glob("*.txt"), *(TESTS / "core" / "plans" / "reading" / "papers").glob("*.txt")]
)

CLAIMS: dict[str, tuple[str, ...]] = {
    "document": ("number", "symbol", "place", "title"),
    "themes": ("text",),
    "legal_bases": ("number",),
    "purposes": ("text",),
    "requirements": ("text",),
    "objective": ("text",),
    "targets": ("text",),
    "sub_targets": ("text",),
    "measures": ("as_written",),
    "tasks": ("text",),
    "period": ("text",),
    "phases": ("label", "name", "text"),
    "assignments": ("unit",),
    "duties": ("text", "with"),
    "deadlines": ("when", "what", "after"),
    "commendation": ("form", "text"),
    "criteria": ("text",),
    "members": ("unit",),
    "linked_movements": ("name",),
    "channels": ("name",),
    "recipients": ("name", "note"),
    "signatory": ("name", "position", "post", "behalf_of"),
}
BESIDE: dict[str, tuple[str, ...]] = {
    "legal_bases": ("title", "issuer"),
    "targets": ("lead", "support"),
    "measures": ("metric", "unit", "per"),
    "tasks": ("lead", "support", "product"),
    "deadlines": ("to", "via"),
}
EXACT = ("purposes", "requirements", "duties")
"""Kinds whose passage is their text: it holds nothing before its first word and nothing after its last one."""

NOTHING = ("(không thấy", "(trống)", "(chưa rõ")
"""How a reading says that a field which must be there was not printed."""

_DROPPED = re.compile(r"<sup>\s*\d{1,2}\s*</sup>|<[^<>\n]{0,40}>|&nbsp;|[*~`\\_\u200b-\u200f\u2060\ufeff\u00ad]")


def words(text: str) -> list[str]:
    """The words of a text, in small letters and one style of tone marks."""
    return re.findall(r"[^\W_]+", one_tone_style(nfc(_DROPPED.sub("", text))).lower())


def occur(claimed: list[str], printed: list[str]) -> bool:
    """Whether the words stand there in their order; words may stand between them, or be run together or torn."""
    rest = iter(printed)
    return all(word in rest for word in claimed) or "".join(claimed) in "".join(printed)


def items(value: object, kind: str = "", holder: dict[str, Any] | None = None) -> Iterator[tuple[str, Any, Any]]:
    """Every item with a place: its kind, the item, and the item that holds it."""
    if isinstance(value, dict):
        if "source" in value:
            yield kind, value, holder or value
        for key, inner in value.items():
            if key != "source":
                yield from items(inner, key, value if "source" in value else holder)
    elif isinstance(value, list):
        for inner in value:
            yield from items(inner, kind, holder)


def texts(item: dict[str, Any], fields: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = item.get(field)
        told = [value] if isinstance(value, str) else value or []
        yield from ((field, one) for one in told if not one.startswith(NOTHING))


class Printed:
    """The paper as it was given and as the reader repaired it."""

    def __init__(self, text: str) -> None:
        self.sheet = Sheet(text)
        self.put_right = undamaged(self.sheet)

    def as_given(self, item: dict[str, Any]) -> list[str]:
        start, end = item["source"]["chars"]
        return words(self.sheet.text[start:end])

    def repaired(self, start: int, end: int) -> list[str]:
        lines = re.finditer(r"[^\n]+", self.put_right[start:end])
        parts = [Passage(line.group(), range(start + line.start(), start + line.end())) for line in lines]
        return words("\n".join(mend(self.sheet, part).text for part in parts))

    def around(self, item: dict[str, Any], holder: dict[str, Any]) -> list[str]:
        """The lines of an item and of its holder, and two more, repaired."""
        spans = [one["source"]["lines"] for one in (item, holder)]
        starts = [*self.sheet.starts, len(self.sheet.text) + 1]
        last = min(max(end for _, end in spans) + 2, len(starts) - 1)
        return self.repaired(starts[min(start for start, _ in spans) - 1], starts[last] - 1)


def missing(text: str) -> list[str]:
    """What a reading of the text claims of places that do not hold it."""
    plan: Any = read_plan(text)
    paper = Printed(plan["x_text"])
    found: list[str] = []
    for kind, item, holder in items(plan):
        printed = paper.as_given(item)
        told = "as_read" in item and occur(words(item["as_read"]), printed)
        for field, claimed in texts(item, CLAIMS.get(kind, ())):
            put_right = paper.repaired(*item["source"]["chars"]) if told else printed
            if not occur(words(claimed), printed) and not occur(words(claimed), put_right):
                found.append(f"{kind}.{field}: {claimed[:80]!r} in {' '.join(printed)[:120]!r}")
        for field, claimed in texts(item, BESIDE.get(kind, ())):
            if not occur(words(claimed), paper.around(item, holder)):
                found.append(f"{kind}.{field}: {claimed[:80]!r} beside {' '.join(printed)[:120]!r}")
        if kind in EXACT and (claimed := words(item.get("text"))):
            page = printed[0] != claimed[0] and printed[0].isdigit()  # its number may follow an opening sign
            if "as_read" not in item and (printed[page], printed[-1]) != (claimed[0], claimed[-1]):
                found.append(f"{kind}: {' '.join(printed)[:120]!r} is more than {' '.join(claimed)[:80]!r}")
    return found


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_places_of_a_paper_hold_what_was_read(path: Path) -> None:
    assert missing(path.read_text(encoding="utf-8")) == []


@given(MIXTURES)
@settings(max_examples=200, deadline=None)
def test_places_of_a_mixture_hold_what_was_read(text: str) -> None:
    assert missing(text) == []


def test_a_wrong_place_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "I. MỤC ĐÍCH\n- Giữ làng xanh.\n- Giữ ngõ sạch.\nNơi nhận:\n- Lưu: VT."
    assert missing(text) == []
    shifted = Sheet.source
    monkeypatch.setattr(Sheet, "source", lambda sheet, *parts: {**shifted(sheet, *parts), "chars": [0, 11]})
    assert {claim.split(".")[0] for claim in missing(text)} >= {"purposes", "recipients"}
