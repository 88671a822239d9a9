"""Where items of a reading stand: which share the same words, and in which numbered part of the paper each one is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from thidua.core.plans.model import Source

# A few sentences: most sources lie in one or two shelves, and a shelf holds few of them.
_SHELF = 512
_ROMAN = re.compile(r"^\s*([IVX]{1,6})\s*[.)/-]\s*\S")
_ARABIC = re.compile(r"^\s*([0-9]{1,2})\s*[.)]\s*[^\W\d]")


class Places:
    """Sources in the order given; `sharing` finds those that share characters with another one.

    A look costs what stands near it, however many sources there are. Sources without characters are never found.
    """

    def __init__(self, sources: Iterable[Source | None]) -> None:
        self._shelves: dict[int, list[tuple[int, int, int]]] = {}
        for at, source in enumerate(sources):
            for start, end in _span(source):
                for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1):
                    self._shelves.setdefault(shelf, []).append((at, start, end))

    def sharing(self, source: Source | None) -> list[tuple[int, int]]:
        """(place in the order given, shared characters) of every source that overlaps this one, in that order."""
        shared: dict[int, int] = {}
        for start, end in _span(source):
            for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1):
                for at, first, last in self._shelves.get(shelf, ()):
                    if (both := min(end, last) - max(start, first)) > 0:
                        shared[at] = both
        return sorted(shared.items())


def _span(source: Source | None) -> Iterator[tuple[int, int]]:
    if source and (chars := source.get("chars")):
        yield chars[0], chars[1]


class Sections:
    """The numbered parts of one text. Lines count from 1."""

    def __init__(self, text: str) -> None:
        self._paths: list[str] = []
        roman = arabic = ""
        for line in text.split("\n"):
            if found := _ROMAN.match(line):
                roman, arabic = found[1], ""
            elif found := _ARABIC.match(line):
                arabic = found[1]
            self._paths.append(".".join(part for part in (roman, arabic) if part))

    def of(self, item: dict[str, Any]) -> str:
        """ "mục V.2" of an item of the reading, "dòng 41" where no number stands above it, "" for one added by hand."""
        lines = (item.get("source") or {}).get("lines")
        if not lines:
            return ""
        at = lines[0] - 1
        path = self._paths[at] if 0 <= at < len(self._paths) else ""
        return f"mục {path}" if path else f"dòng {lines[0]}"
