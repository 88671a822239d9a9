"""Text that knows where each of its letters is stored: a reading that is traced can be written back to.

`Traced` is a `str` that carries the number of every letter through the few operations that the reader uses, so that one
reader with one set of rules serves both. A reading that nobody traces holds plain strings and pays nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import SupportsIndex

from thidua.formats.docx.package import Element
from thidua.formats.linearised import plain


class Made(IntEnum):
    """Why a letter of the text is stored nowhere, in the place of its number."""

    GENERATED = -1
    CAPITALS = -2
    OLD_FONT = -3
    FIELD = -4
    SIGN = -5


class Traced(str):
    """A string with one origin a letter: the number of a stored letter, or a `Made`."""

    __slots__ = ("origins",)
    origins: list[int]

    def __new__(cls, text: str, origins: list[int]) -> Traced:
        made = super().__new__(cls, text)
        made.origins = origins
        return made

    def __add__(self, other: str) -> Traced:
        return Traced(str.__add__(self, other), self.origins + origins_of(other))

    def __radd__(self, other: str) -> Traced:
        return Traced(str.__add__(other, self), origins_of(other) + self.origins)

    def __getitem__(self, key: SupportsIndex | slice) -> Traced:
        found = self.origins[key]
        return Traced(str.__getitem__(self, key), found if isinstance(found, list) else [found])

    def strip(self, signs: str | None = None, /) -> Traced:
        return self.lstrip(signs).rstrip(signs)

    def lstrip(self, signs: str | None = None, /) -> Traced:
        return self[len(self) - len(str.lstrip(self, signs)) :]

    def rstrip(self, signs: str | None = None, /) -> Traced:
        return self[: len(str.rstrip(self, signs))]

    def upper(self) -> Traced:
        shown = str.upper(self)
        return Traced(shown, [Made.CAPITALS] * len(shown))


def origins_of(text: str) -> list[int]:
    """The origins of any string; letters that carry none were generated."""
    return text.origins if isinstance(text, Traced) else [Made.GENERATED] * len(text)


def made(text: str, why: Made, like: str) -> str:
    """`text`, which stands for letters of `like`: traced when they are."""
    return Traced(text, [why] * len(text)) if isinstance(like, Traced) else text


def join(between: str, parts: Iterable[str]) -> str:
    """`between.join(parts)` that keeps the origins of traced parts."""
    pieces = list(parts)
    if not any(isinstance(piece, Traced) for piece in pieces):
        return between.join(pieces)
    found: list[int] = []
    for at, piece in enumerate(pieces):
        found += origins_of(between) if at else []
        found += origins_of(piece)
    return Traced(between.join(pieces), found)


def lines_of(text: str) -> list[str]:
    """`text.split("\\n")` that keeps origins."""
    if not isinstance(text, Traced):
        return text.split("\n")
    found, start = [], 0
    for line in str.split(text, "\n"):
        found.append(text[start : start + len(line)])
        start += len(line) + 1
    return list(found)


def on_one_line(text: str) -> str:
    """`text.replace("\\n", " ")` that keeps origins."""
    return Traced(text.replace("\n", " "), text.origins) if isinstance(text, Traced) else text.replace("\n", " ")


_BLANKS = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """`" ".join(text.split())` that keeps origins: of several blanks the first one stays, where it is a stored one."""
    words = " ".join(text.split())
    if not isinstance(text, Traced):
        return words
    trimmed = text.strip()
    found, at = [], 0
    for blank in _BLANKS.finditer(trimmed):
        kept = trimmed.origins[blank.start()]
        found += [*trimmed.origins[at : blank.start()], kept if blank.group().strip("\t\n") else Made.SIGN]
        at = blank.end()
    found += trimmed.origins[at:]
    return Traced(words, found)


class Trace:
    """Numbers every stored letter of a reading, in the order of reading."""

    def __init__(self) -> None:
        self._elements: list[Element] = []
        self._starts: list[int] = []
        self._known: dict[Element, int] = {}
        self._count = 0

    def letters(self, element: Element, shown: str, why: Made | None = None) -> Traced:
        """`shown`, the letters of a w:t, with their numbers; `why` instead when they may not be written to."""
        if why is not None:
            return Traced(shown, [why] * len(shown))
        start = self._known.get(element)
        if start is None:
            start = self._known[element] = self._count
            self._elements.append(element)
            self._starts.append(start)
            self._count += len(shown) + 1
        return Traced(shown, list(range(start, start + len(shown))))

    def place(self, number: int) -> tuple[Element, int]:
        """The element that stores a letter, and which of its letters it is."""
        at = bisect_right(self._starts, number) - 1
        return self._elements[at], number - self._starts[at]


Origins = list[Sequence[int]]
"""For each letter of a final text the stored ones it was made of: several where a mark is stored apart."""


def final_origins(raw: str, shown: str) -> Origins | None:
    """Where each letter of `plain(shown)` stands; `shown` is `raw` with some lines put into Unicode.

    None where that cannot be told.
    """
    found: Origins = []
    before, after = lines_of(raw), shown.split("\n")
    if len(before) != len(after):
        return None
    for at, (line, put) in enumerate(zip(before, after, strict=True)):
        if at:
            found.append((Made.GENERATED,))
        found += _of_line(origins_of(line) if line == put else [Made.OLD_FONT] * len(put), put)
    return found if len(found) == len(plain(shown)) else None


def _of_line(origins: list[int], line: str) -> Origins:
    settled = plain(line)
    if len(settled) == len(line) and unicodedata.is_normalized("NFC", line):
        return [(origin,) for origin in origins]
    found: Origins = []
    starts = [at for at, sign in enumerate(line) if not unicodedata.combining(sign) or not at]
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        together = plain(line[start:end])
        found += [tuple(origins[start:end])] * len(together)
    return found
