"""Printed numbers and marks at the head of a paragraph: I. · 1. · 2.2.1. · a) · (1) · - · + · Điều 3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage

Style = Literal["part", "capital", "roman", "number", "decimal", "letter", "paren", "dash", "plus", "none"]

_FORMS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (
        "part",
        compiled(
            r"(?P<l>(?:PHẦN|Phần|CHƯƠNG|Chương|ĐIỀU|Điều|MỤC|Mục)\s+(?:THỨ\s+[A-ZĐÀ-Ỹ]+|thứ\s+[a-zđà-ỹ]+|[IVX]+|\d+))"
            r"\s*(?:[.:\-–)]\s*|$|(?=[A-ZĐÀ-Ỹ]))"
        ),
    ),
    ("paren", compiled(r"(?:[-–+•]\s*)?(?P<l>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))[.:]?\s*(?=\S)")),
    ("roman", compiled(r"(?P<l>[IVX]{1,5})(?:\s*[.)]\s*|\s*[-–/]\s+|\s+(?=[A-ZĐÀ-Ỹ]{2}))(?=\S)")),
    ("decimal", compiled(r"(?P<l>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s+(?=\S)|\s+(?=[^\W\d_]))")),
    ("number", compiled(r"(?P<l>\d{1,2})(?:\s*[.)]\s+(?=\S)|[.)](?=[A-ZĐÀ-Ỹ“\"])|\s*[-–]\s+(?=[A-ZĐÀ-Ỹ])|/\s+)")),
    ("letter", compiled(r"(?P<l>[a-zđ])(?:[).]\s*|\s+[-–]\s+)(?=\S)")),
    ("capital", compiled(r"(?P<l>[A-H])[.)]\s+(?=\S)")),
    ("plus", compiled(r"(?P<l>\+)\s*(?=\S)")),
    ("dash", compiled(r"(?P<l>[-–—•·◦▪●○■□➢✓*→⇒➔★☆❖►▶▸✔✦◆♦‣∙])\s*(?=[^\W\d_]|[\d“\"(≥≤<>])")),
    # The second bullet of Word is the letter o.
    ("plus", compiled(r"(?P<l>o)\s+(?=[A-ZĐÀ-Ỹ\d“])")),
)
# Depth on the usual ladder; a paragraph without a label stands outside it.
DEPTH: dict[Style, int] = {
    "part": 0,
    "capital": 1,
    "roman": 2,
    "number": 3,
    "decimal": 4,
    "letter": 5,
    "paren": 6,
    "dash": 7,
    "plus": 8,
    "none": 9,
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label as the contract keeps it ("(1)", "a)", "1", "-"), its style, and how many characters it takes."""

    text: str | None
    style: Style
    length: int

    @property
    def depth(self) -> int:
        levels = (self.text or "").count(".") if self.style == "decimal" else 0
        return DEPTH[self.style] if levels < 2 else DEPTH["decimal"]

    @property
    def order(self) -> int | None:
        """The number that the label counts, if it counts in digits."""
        digits = (self.text or "").strip("()")
        return int(digits) if digits.isascii() and digits.isdigit() else None


NO_LABEL = Label(None, "none", 0)
_FIRST_OF_LABELS = frozenset("PCĐMIVX")


def read_label(passage: Passage) -> Label:
    """The label that the passage begins with, or the empty one."""
    # Most paragraphs begin with a word; only these letters begin a label of more than one letter.
    if passage.text[:1] not in _FIRST_OF_LABELS and passage.text[:2].isalpha() and len(passage.text) > 1:
        return NO_LABEL
    for style, form in _FORMS:
        if found := form.match(passage.text):
            text = found["l"]
            if style == "letter" and not passage.text[found.end("l")].isspace():
                text += passage.text[found.end("l")]
            elif style == "dash":
                text = "-"
            return Label(text, style, found.end())
    return NO_LABEL


@lru_cache(maxsize=2048)
def is_capitals(text: str) -> bool:
    """Whether the words are printed in capitals: a heading or a line of the head."""
    letters = sum(map(str.isalpha, text))
    return letters > 1 and sum(map(str.isupper, text)) >= 0.85 * letters
