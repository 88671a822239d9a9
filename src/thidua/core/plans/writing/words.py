"""How labels, days, figures and names of a plan are printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from thidua.core.papers.model import Block, Entry, Paragraph
from thidua.core.plans.reading.structure.labels import DEPTH, NO_LABEL, Label, read_label
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.numbers import format_number

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
LETTERS = "abcdđeghiklmnopqrstuvxy"


def roman(number: int) -> str:
    """1 is "I"; beyond fifteen, which papers do not reach, the number in digits."""
    return _ROMANS[number - 1] if number <= len(_ROMANS) else str(number)


def printed_label(label: str | None) -> str:
    """A label of the plan with the sign that is printed after it: "1" as "1.", "a)" and "(1)" and "-" as they are."""
    if not label:
        return ""
    bare = re.fullmatch(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-H]|(?:Điều|Mục|Phần|Chương) .+)", label, re.IGNORECASE)
    return f"{label}." if bare else f"{label} -" if re.fullmatch(r"[a-zđ]", label) else label


def label_of(label: str | None) -> Label:
    """How deep a label stands on the ladder on which papers are read."""
    words = f"{printed_label(label)} Nội dung"
    return read_label(Passage(words, range(len(words)))) if label else NO_LABEL


def shallowest(labels: Sequence[str | None]) -> int:
    """The depth of the highest label of a list."""
    return min((label_of(label).depth for label in labels), default=DEPTH["none"])


def entry(label: str | None, text: str, depth: int = 0) -> Block:
    """One item with its printed label, or as a plain paragraph."""
    printed = printed_label(label)
    return Entry(printed, text, depth) if printed else Paragraph(text)


def printed_day(iso: str) -> str:
    """ISO text as papers print it: "ngày 05/12/2026", "tháng 9 năm 2025", "quý III/2026", "năm 2027"."""
    year, _, rest = iso.partition("-")
    if not rest:
        return f"năm {year}"
    if rest.startswith("Q"):
        return f"quý {_QUARTERS[rest[1]]}/{year}"
    month, _, day = rest.partition("-")
    return f"ngày {day}/{_month(month)}/{year}" if day else f"tháng {int(month)} năm {year}"


def _month(month: str) -> str:
    """January and February with a zero, as decree 30/2020 asks."""
    return month if int(month) < 3 else str(int(month))


def printed_due(iso: str) -> str:
    """When a task of a table is due, empty for never."""
    told = printed_day(iso).removeprefix("ngày ") if iso else ""
    return told[:1].upper() + told[1:]


def printed_figure(value: Decimal | int | None) -> str:
    """A figure in Vietnamese notation, empty for none."""
    return "" if value is None else format_number(Decimal(str(value)))


def small(words: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def ended(words: str, sign: str = ".") -> str:
    """The words with a sign at their end, if they have none."""
    return words if is_ended(words) else words + sign


_ENDS = (".", ";", ":", "!", "?", "…")


def is_ended(words: str) -> bool:
    """Whether the words end as a sentence or an item of a list ends."""
    return words.rstrip("”\"') ").endswith(_ENDS)


def flowing(parts: Sequence[str], *, figures: bool = False) -> str:
    """Parts of one paragraph: a full stop before a capital (and, if so asked, before a figure), a semicolon before a
    small letter, none after an end."""
    told = ""
    for part in parts:
        begins = part[:1].isupper() or (figures and part[:1].isdigit())
        sign = "" if not told else " " if is_ended(told) else ". " if begins else "; "
        told += sign + part
    return told
