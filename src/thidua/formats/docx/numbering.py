"""The numbers that Word prints before paragraphs, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.formats.docx.package import Element, attribute, child, children, number, switch, value
from thidua.formats.docx.styles import Styles
from thidua.formats.linearised import drawn

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `text` holds %1 to %9 for the counters; `restart` None means after any higher level."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str = ""


def roman(count: int) -> str:
    """Upper-case Roman numeral; outside 1 to 3999 the plain figure."""
    if not 0 < count < 4000:
        return str(count)
    letters = ""
    for size, sign in _ROMAN:
        times, count = divmod(count, size)
        letters += sign * times
    return letters


def letter(count: int) -> str:
    """a to z, then aa, bb as Word goes on; zero and less as a plain figure."""
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def in_form(count: int, form: str) -> str:
    """A counter as a Word number form (w:numFmt) prints it; forms not used in Vietnam come as plain figures.

    A form of one's own, "a, b, c, d, đ, e, ...", is given as that list.
    """
    if "," in form:
        return _listed(count, [sign.strip() for sign in form.split(",")])
    if form in ("upperRoman", "lowerRoman"):
        return roman(count) if form == "upperRoman" else roman(count).lower()
    if form in ("upperLetter", "lowerLetter"):
        return letter(count).upper() if form == "upperLetter" else letter(count)
    if form in ("vietnameseCounting", "cardinalText", "ordinalText"):
        return counted(count)
    if form in _AROUND:
        return _AROUND[form].format(count)
    return "" if form in ("none", "bullet") else str(count)


_AROUND = {
    "decimalZero": "{:02d}",
    "decimalEnclosedParen": "({})",
    "decimalEnclosedFullstop": "{}.",
    "numberInDash": "- {} -",
}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def counted(count: int) -> str:
    """A number to 99 in words, as Word counts in Vietnamese; else the figure."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    last = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{'mười' if tens == 1 else _DIGITS[tens] + ' mươi'} {last}".strip()


def _listed(count: int, signs: list[str]) -> str:
    shown = [sign for sign in signs if sign and sign != "..."]
    if shown and shown[0].isdigit() and count > 0:
        return str(count).zfill(len(shown[0]))
    return shown[count - 1] if 0 < count <= len(shown) else letter(count)


class Numbering:
    """Counters of one document; ask for labels in reading order, each paragraph once."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {attribute(a, "abstractNumId"): a for a in children(root, "abstractNum")}
        self._lists = {attribute(n, "numId"): n for n in children(root, "num")}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, direct: Element | None, paragraph_style: str) -> str:
        """What Word prints before the paragraph with its gap ("II. ", "a) ", "- "), "" for one without a number.

        `direct` is the paragraph's own w:numPr.
        """
        found = self._place(direct, paragraph_style)
        if found is None:
            return ""
        identifier, depth = found
        levels = self._levels_of(identifier)
        if depth not in levels:
            return ""
        counts = self._count(identifier, depth, levels)
        label = self._print(levels, depth, counts)
        return label if not label or levels[depth].suffix == "nothing" else f"{label} "

    def _place(self, direct: Element | None, paragraph_style: str) -> tuple[str, int] | None:
        inherited = self._styles.numbering(paragraph_style)
        if direct is None and inherited is None:
            return None
        identifier, level = value(direct, "numId"), value(direct, "ilvl")
        if not identifier and inherited:
            identifier, inherited_level, owner = inherited
            level = level or inherited_level or self._level_of_style(identifier, owner)
        if identifier in ("", "0") or identifier not in self._lists:
            return None
        return identifier, number(level)

    def _level_of_style(self, identifier: str, style: str) -> str:
        return next((str(depth) for depth, level in self._levels_of(identifier).items() if level.style == style), "0")

    def _abstract_of(self, identifier: str, *, hops: int = 3) -> Element | None:
        abstract = self._abstract.get(value(self._lists.get(identifier), "abstractNumId"))
        link = value(abstract, "numStyleLink")
        if not link or not hops:
            return abstract
        inherited = self._styles.numbering(link)
        return self._abstract_of(inherited[0], hops=hops - 1) if inherited else abstract

    def _levels_of(self, identifier: str) -> dict[int, Level]:
        if identifier not in self._levels:
            levels = {}
            for element in children(self._abstract_of(identifier), "lvl"):
                levels[number(attribute(element, "ilvl"))] = _level(element)
            for override in children(self._lists.get(identifier), "lvlOverride"):
                replaced = child(override, "lvl")
                if replaced is not None:
                    levels[number(attribute(override, "ilvl"))] = _level(replaced)
            self._levels[identifier] = levels
        return self._levels[identifier]

    def _count(self, identifier: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        # Lists that share a definition go on counting together; an override restarts at its own first use.
        shared = attribute(self._abstract_of(identifier), "abstractNumId")
        counts = self._counts.setdefault(shared, {})
        restart = self._override(identifier, depth)
        if restart is not None and (identifier, depth) not in self._started:
            counts[depth] = restart
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels[depth].start if restart is None else restart
        self._started.add((identifier, depth))
        for deeper in [d for d in counts if d > depth]:
            limit = levels[deeper].restart if deeper in levels else None
            if limit is None or depth < limit:
                del counts[deeper]
        return counts

    def _override(self, identifier: str, depth: int) -> int | None:
        for override in children(self._lists.get(identifier), "lvlOverride"):
            start = value(override, "startOverride")
            if start and number(attribute(override, "ilvl")) == depth:
                return number(start, 1)
        return None

    def _print(self, levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
        level = levels[depth]
        if level.form == "bullet":
            return drawn(level.text)

        def counter(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            if wanted > depth or wanted not in levels:
                return ""
            form = "decimal" if level.legal and levels[wanted].form != "none" else levels[wanted].form
            return in_form(counts.get(wanted, levels[wanted].start), form)

        return re.sub(r"%([1-9])", counter, level.text).strip()


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    # Newer documents wrap unusual forms so that old Word still reads a common one.
    places = ((), ("AlternateContent", "Choice"), ("AlternateContent", "Fallback"))
    forms = (child(element, *place, "numFmt") for place in places)
    found = next((found for found in forms if found is not None), None)
    form = attribute(found, "val")
    if form == "custom":
        form = attribute(found, "format") or "decimal"
    return Level(
        start=number(value(element, "start", default="0")),
        form=form or "decimal",
        text=value(element, "lvlText"),
        restart=number(restart) if restart else None,
        legal=bool(switch(element, "isLgl")),
        suffix=value(element, "suff", default="tab"),
        style=value(element, "pStyle"),
    )
