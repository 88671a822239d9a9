"""Labels as Word's own numbering, each printed exactly as it is given: Word goes on counting where Enter is pressed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from thidua.core.papers.form import FORM
from thidua.formats.docx.numbering import in_form, roman
from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.elements import make, twips
from thidua.formats.docx.writing.styles import HEADINGS
from thidua.formats.linearised import drawn

_COUNTED = re.compile(r"(.*?)(\d{1,4}|[IVXLCDM]+|[ivxlcdm]+|[A-Z]|[a-z])(\W*)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
# Word's alphabet has no đ and the office's has no f, j, w, z: they agree on the first four letters only.
_SURE_LETTERS = 4
# Word cuts the text of a level beyond this.
_LONGEST = 24


class Pattern(NamedTuple):
    """How a label is printed: words before, Word's number form ("" for a label that does not count), words after."""

    before: str
    form: str
    after: str

    def level_text(self, depth: int) -> str:
        return f"{self.before}%{depth + 1}{self.after}" if self.form else self.before


class Place(NamedTuple):
    """Where labels count together: headings or entries, and how deep (from 0)."""

    headings: bool
    depth: int


@dataclass(slots=True)
class _Run:
    """Labels of a place that go on counting: in which list, and the count of the last."""

    pattern: Pattern
    count: int
    number: int


_USUAL = (Pattern("", "upperRoman", "."), Pattern("", "decimal", "."), Pattern("", "lowerLetter", ")"))


@dataclass(slots=True)
class Lists:
    """The lists of one paper. Ask for its labels in reading order, then for the numbering part."""

    _main: dict[int, Pattern] = field(default_factory=dict)
    _abstracts: dict[tuple[Place, Pattern], int] = field(default_factory=dict)
    _lists: list[tuple[int, int, int | None]] = field(default_factory=lambda: [(0, 0, None)])
    _runs: dict[Place, _Run] = field(default_factory=dict)
    _bare: dict[tuple[Place, Pattern], int] = field(default_factory=dict)
    _fresh: set[int] = field(default_factory=lambda: {0, 1, 2})

    def numbered(self, label: str, place: Place) -> Element | None:
        """The w:numPr that prints this label; None where Word cannot, and the label must stand in the text."""
        if not label or "%" in label or len(label) > _LONGEST or label != label.strip() or drawn(label) != label:
            return None
        place = place._replace(depth=min(place.depth, 8))
        run = self._next(label, place)
        if place.headings:
            for deeper in [other for other in self._runs if other.headings and other.depth > place.depth]:
                del self._runs[deeper]
            self._fresh = {d for d in self._fresh if d < place.depth} | (
                {place.depth + 1} if run.number == 1 else set()
            )
        self._runs[place] = run
        return make("numPr", make("ilvl", val=place.depth), make("numId", val=run.number))

    def _next(self, label: str, place: Place) -> _Run:
        """The run that the label goes on with, or a new one that starts with it."""
        last = self._runs.get(place)
        for pattern, count in _readings(label):
            if last and pattern.form and (pattern, count) == (last.pattern, last.count + 1):
                return _Run(pattern, count, last.number)
        starts = (reading for reading in _readings(label) if _may_start(*reading, last))
        pattern, count = next(starts, (Pattern(label, "", ""), 0))
        if not pattern.form:
            return _Run(pattern, 0, self._literal(place, pattern))
        if place.headings and place.depth < len(HEADINGS):
            usual = self._main.setdefault(place.depth, pattern)
            if usual == pattern:
                natural = count == 1 and place.depth in self._fresh
                return _Run(pattern, count, 1 if natural else self._list(0, place.depth, count))
        return _Run(pattern, count, self._list(self._abstract(place, pattern), place.depth, count))

    def _literal(self, place: Place, pattern: Pattern) -> int:
        if (place, pattern) not in self._bare:
            self._bare[place, pattern] = self._list(self._abstract(place, pattern), place.depth, None)
        return self._bare[place, pattern]

    def _abstract(self, place: Place, pattern: Pattern) -> int:
        return self._abstracts.setdefault((place, pattern), len(self._abstracts) + 1)

    def _list(self, abstract: int, depth: int, start: int | None) -> int:
        self._lists.append((abstract, depth, start))
        return len(self._lists)

    def part(self) -> Element:
        """The root of a numbering part."""
        main = [self._main.get(depth, usual) for depth, usual in enumerate(_USUAL)]
        levels = [_level(depth, pattern, style=HEADINGS[depth]) for depth, pattern in enumerate(main)]
        definitions = [_definition(0, "multilevel", levels)]
        for (place, pattern), number in self._abstracts.items():
            # Levels above exist so that the depth is one that Word knows.
            above = [_level(depth, Pattern("", "none", "")) for depth in range(place.depth)]
            definitions.append(_definition(number, "multilevel", [*above, _level(place.depth, pattern)]))
        return make("numbering", *definitions, *(_instance(at, *row) for at, row in enumerate(self._lists, 1)))


def _readings(label: str) -> list[tuple[Pattern, int]]:
    """The ways in which Word can count to this label, the likelier first."""
    match = _COUNTED.fullmatch(label)
    if match is None or (match[1] and match[1][-1].isalnum()):
        return []
    before, token, after = match.groups()
    ways: list[tuple[str, int]] = []
    if token.isdecimal():
        ways = [("decimal", int(token)), ("decimalZero", int(token))]
    else:
        ways = [("upperRoman" if token.isupper() else "lowerRoman", _value(token.upper()))]
        if len(token) == 1:
            letter = ("upperLetter" if token.isupper() else "lowerLetter", ord(token.lower()) - ord("a") + 1)
            ways = [*ways, letter] if token in "IVXivx" else [letter, *ways]
    return [(Pattern(before, form, after), n) for form, n in ways if 0 < n < 4000 and in_form(n, form) == token]


def _may_start(pattern: Pattern, count: int, last: _Run | None) -> bool:
    """Whether Word may begin to count here. A lone "i)" may be the letter after "h)"; a lone "C." is no hundred."""
    if "Letter" in pattern.form:
        return count <= _SURE_LETTERS
    if "Roman" in pattern.form and len(roman(count)) == 1:
        return (pattern.form == "upperRoman" and count <= 10) or (count == 1 and last is None)
    return True


def _value(token: str) -> int:
    values = [_ROMAN.get(sign, 0) for sign in token]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _level(depth: int, pattern: Pattern, *, style: str = "") -> Element:
    sign = not pattern.form and not any(letter.isalnum() for letter in pattern.before)
    return make(
        "lvl",
        make("start", val=1),
        make("numFmt", val="bullet" if sign else pattern.form or "none"),
        make("pStyle", val=style) if style else None,
        make("suff", val="space"),
        make("lvlText", val="" if pattern.form == "none" else pattern.level_text(depth)),
        make("lvlJc", val="left"),
        make("pPr", make("ind", left=0, firstLine=twips(FORM.indent))),
        ilvl=depth,
    )


def _definition(number: int, kind: str, levels: list[Element]) -> Element:
    # Word holds lists with the same nsid for one and the same.
    own = make("nsid", val=f"{0x30002020 + number:08X}")
    return make("abstractNum", own, make("multiLevelType", val=kind), *levels, abstractNumId=number)


def _instance(number: int, abstract: int, depth: int, start: int | None) -> Element:
    again = None if start is None else make("lvlOverride", make("startOverride", val=start), ilvl=depth)
    return make("num", make("abstractNumId", val=abstract), again, numId=number)
