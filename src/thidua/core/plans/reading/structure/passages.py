"""A passage: cleaned words of the paper, each character still knowing its place in the text it came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thidua.core.plans.model import PlanWarning, Source
from thidua.core.viet.text import fold

_SHORT = 400
"""Characters of a passage that is shown whole beside its repaired words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Cleaned text; `places[i]` is the offset in the whole text of the character that `text[i]` was read from."""

    text: str
    places: Sequence[int]

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The words between two offsets of this passage, blanks at both ends removed."""
        part = self.text[start:end]
        if part and not part[0].isspace() and not part[-1].isspace():
            return Passage(part, self.places[start:end])
        left = start + len(part) - len(part.lstrip())
        right = left + len(part.strip())
        return Passage(self.text[left:right], self.places[left:right])

    def trim(self, signs: str) -> Passage:
        """Without these signs (and blanks) at both ends."""
        left = len(self.text) - len(self.text.lstrip(signs + " "))
        return self.cut(left, max(left, len(self.text.rstrip(signs + " "))))

    def drop(self, spans: Sequence[tuple[int, int]]) -> Passage:
        """Without the given spans of offsets, the rest joined by single blanks."""
        rest, at = Passage("", ()), 0
        for start, end in sorted(spans):
            rest, at = rest.join(self.cut(at, max(at, start))), max(at, end)
        return rest.join(self.cut(at))

    def join(self, other: Passage) -> Passage:
        """Both passages with one blank between them."""
        if not self.text or not other.text:
            return self if self.text else other
        places = [*self.places, self.places[-1], *other.places]
        return Passage(f"{self.text} {other.text}", places)

    @property
    def folded(self) -> str:
        """Small letters without marks, of the same length."""
        return fold(self.text)

    def pieces(self, pattern: re.Pattern[str]) -> list[Passage]:
        """The parts between matches of `pattern`, empty ones left out."""
        parts, at = [], 0
        for sign in pattern.finditer(self.text):
            parts.append(self.cut(at, sign.start()))
            at = sign.end()
        return [part for part in [*parts, self.cut(at)] if part]


@dataclass(slots=True)
class Sheet:
    """The whole text in NFC, where its lines begin, which damaged words were repaired while reading, whether a scan
    damaged the paper as a whole, and what was printed but could not be read into the plan (`doubts`)."""

    text: str
    starts: list[int] = field(init=False)
    repairs: dict[int, tuple[str, str]] = field(default_factory=dict)
    damaged: bool = False
    doubts: list[PlanWarning] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.starts = [0, *(sign.end() for sign in re.finditer("\n", self.text))]

    def source(self, *passages: Passage) -> Source:
        """The smallest span of the text that holds the passages, by lines and by characters."""
        places = [passage.places for passage in passages if passage]
        if not places:
            return {"lines": [1, 1], "chars": [0, max(1, len(self.text.partition("\n")[0]))]}
        first, last = min(p[0] for p in places), max(p[-1] for p in places)
        return {"lines": [self._line(first), self._line(last)], "chars": [first, last + 1]}

    def doubt(self, text: str, *passages: Passage) -> None:
        """Keep a warning about printed words that the plan does not hold."""
        self.doubts.append({"text": text, "source": self.source(*passages)})

    def _line(self, place: int) -> int:
        return bisect_right(self.starts, place)

    def as_read(self, passage: Passage) -> str | None:
        """The words as they were before repairs, or None if nothing in the passage was repaired."""
        if not self.repairs or not passage:
            return None
        raw = passage.text
        found = [(at, *self.repairs[place]) for at, place in enumerate(passage.places) if place in self.repairs]
        changed = False
        for at, wrong, right in reversed(found):
            if raw[at : at + len(right)] == right:
                raw, changed = raw[:at] + wrong + raw[at + len(right) :], True
        return raw if changed else None

    def keep_raw(self, item: Mapping[str, Any]) -> None:
        """Give every item in `item` that holds a repaired word, and does not tell it yet, its printed words as
        `as_read`: all of a short passage, of a long one the lines with the repaired words that the item itself says."""
        if self.repairs:
            self._keep_raw(item, sorted(self.repairs))

    def _keep_raw(self, item: Any, places: list[int]) -> None:
        if isinstance(item, list):
            for inner in item:
                self._keep_raw(inner, places)
        if not isinstance(item, dict):
            return
        for inner in item.values():
            self._keep_raw(inner, places)
        if "source" in item and "as_read" not in item:
            start, end = item["source"]["chars"]
            hits = places[bisect_left(places, start) : bisect_left(places, end)]
            if end - start > _SHORT:
                own = " ".join(_said(item))
                hits = [place for place in hits if self.repairs[place][1] in own]
                if hits:
                    start = max(start, self.starts[self._line(hits[0]) - 1])
                    end = min(end, (self.text.find("\n", hits[-1]) + 1 or len(self.text) + 1) - 1)
            if hits:
                item["as_read"] = self.text[start:end]


def _said(item: Mapping[str, Any]) -> Iterator[str]:
    for value in item.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))


def joined(passages: Sequence[Passage]) -> Passage:
    """All passages as one, single blanks between them."""
    whole = Passage("", ())
    for passage in passages:
        whole = whole.join(passage)
    return whole
