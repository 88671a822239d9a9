"""Which paragraphs are headings and what stands under them. The words decide, then the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from thidua.core.lexicons import load
from thidua.core.plans.reading.structure.labels import DEPTH, Label, is_capitals
from thidua.core.plans.reading.structure.letters import IN_CAPACITY
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.text import fold

SectionKind = Literal[
    "head",
    "purpose",
    "requirement",
    "objective",
    "goals",
    "targets",
    "content",
    "tasks",
    "period",
    "scope",
    "commendation",
    "criteria",
    "scoring",
    "funding",
    "reporting",
    "organisation",
    "recipients",
    "annex",
    "unnamed",
]


@dataclass(slots=True)
class Section:
    """Paragraphs under one heading; `kinds` are all the kinds that the heading names, the leading one first."""

    kinds: tuple[SectionKind, ...]
    heading: Paragraph | None
    trail: tuple[Section, ...] = ()
    body: list[Paragraph] = field(default_factory=list)
    guessed: bool = False  # no word of the heading is known: its kind was read from what stands under it

    @property
    def kind(self) -> SectionKind:
        return self.kinds[0]

    @property
    def title(self) -> str | None:
        """The words of the heading without its number."""
        return self.heading.text.strip(" .:") if self.heading else None

    def within(self, kind: SectionKind) -> bool:
        """Whether this section or one that holds it is of a kind."""
        return any(kind in section.kinds for section in (self, *self.trail))


# "Tổng kết (01/8/2026 - 20/8/2026)": an entry that says when it is, not what the paper goes on with.
_SPAN_OF_DAYS = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?\s*(?:[-–]|đến(?: hết)?)\s*(?:ngày )?\d{1,2}/\d{1,2}")


# As decree 30/2020 sets it: not in capitals, with its number, alone on its line.
_ANNEX = re.compile(r"Phụ lục\s+(?:số\s+)?(?:[IVX]{1,5}|\d{1,2})\s*[.:]?", re.IGNORECASE)


@cache
def _vocabulary() -> tuple[dict[str, SectionKind], re.Pattern[str]]:
    sections = load("plan_sections")
    kinds: dict[str, SectionKind] = {phrase: kind for kind, phrases in sections["kinds"].items() for phrase in phrases}
    words = sorted([*kinds, *sections["words"]["fillers"]], key=len, reverse=True)
    signs = "".join(re.escape(sign) for sign in sections["words"]["connectors"])
    return kinds, re.compile(
        rf"(?P<word>(?:{'|'.join(map(re.escape, words))})(?!\w))|(?P<skip>[\s{signs}]+|\d+)|(?P<rest>\S+)"
    )


@lru_cache(maxsize=1024)
def named_kinds(text: str) -> tuple[tuple[SectionKind, ...], int]:
    """The kinds of section that the words of a heading name, and how many of its words say something else."""
    kinds, pattern = _vocabulary()
    named: dict[SectionKind, None] = {}
    rest, folded = 0, fold(text)
    for sign in pattern.finditer(folded):
        if sign.lastgroup == "word" and sign.group() in kinds:
            named[kinds[sign.group()]] = None
        elif sign.lastgroup == "rest":
            rest += 1
    whole = load("plan_sections")["exact"].get(re.sub(r"[^\w]+", " ", folded).strip())
    return (_ranked(tuple(named)), rest) if whole is None else ((whole,), 0)


def _ranked(named: tuple[SectionKind, ...]) -> tuple[SectionKind, ...]:
    """The printed order, except where one word rules the heading whatever stands before it."""
    for ruling in ("recipients", "annex", "reporting", "scoring", "organisation"):
        if ruling in named:
            return (ruling, *(kind for kind in named if kind != ruling))
    if named[:1] == ("criteria",) and "targets" in named:
        return ("targets", *(kind for kind in named if kind != "targets"))
    if "commendation" in named and set(named) <= {"commendation", "criteria", "scope"}:
        # "Tiêu chuẩn khen thưởng" speaks of conditions; "hình thức và tiêu chuẩn khen thưởng" of both.
        return named if named[0] == "commendation" else ("criteria", "commendation")
    return named


def _heading_words(paragraph: Paragraph) -> Passage:
    """The part of a paragraph that may be a heading: all of it, or what stands before a colon."""
    body = paragraph.body
    colon = body.text.find(":")
    return body if colon < 0 else body.cut(0, colon)


def read_heading(paragraph: Paragraph, *, leads: bool = False) -> tuple[tuple[SectionKind, ...], Passage] | None:
    """The kinds a heading names and the words that follow it in the same paragraph; None for other paragraphs.

    `leads`: a deeper list hangs under the paragraph, so that "1. Chỉ tiêu phối hợp" may head it with a word unknown.
    """
    if paragraph.cells:
        first = paragraph.cells[0]
        colon = first.text.find(":") + 1
        return (
            (("recipients",), first.cut(colon or len(first.text)))
            if re.match(r"noi (?:nhan|gui)\b", first.folded)
            else None
        )
    if not paragraph.text or paragraph.label.style in ("dash", "plus", "paren"):
        return None
    if _ANNEX.fullmatch(paragraph.text):
        return ("annex",), Passage("", ())
    words = _heading_words(paragraph)
    following = paragraph.body.cut(len(words.text) + 1) if len(words.text) < len(paragraph.text) else Passage("", ())
    if len(words.text) > 220 or words.text.endswith((";", "./.")):
        return None
    kinds, rest = named_kinds(words.text)
    if not kinds:
        return None
    capitals = is_capitals(words.text)
    if not capitals and _SPAN_OF_DAYS.search(words.text):
        return None
    labelled = paragraph.label.style != "none"
    strict = rest == 0 and len(words.text) <= 110 and (labelled or paragraph.marked or len(words.text) <= 45)
    strong = (capitals or paragraph.marked or paragraph.label.style in ("roman", "part", "capital")) and rest <= 8
    if following and not (strict and (labelled or kinds[0] in ("recipients", "period"))):
        return None
    if words.text.endswith(".") and not capitals and not strict:
        return None
    loosely = leads and labelled and kinds[0] == "targets" and rest <= 2 and len(words.text) <= 60 and not following
    return (kinds, following) if strict or strong or (loosely and not paragraph.ended) else None


def depth_of(heading: Paragraph) -> int:
    """How deep a heading stands: by its label; one in capitals without a label stands as high as "A."."""
    bare = heading.label.style == "none" and not heading.cells
    return DEPTH["capital"] if bare and is_capitals(heading.text) else heading.label.depth


def split_sections(body: list[Paragraph], start: int = 0) -> list[Section]:
    """The paper as sections in reading order. Text before the first heading is the section `head`.

    `start` is the place of the first paragraph that may be a heading: names in the letterhead are none.
    """
    sections = [Section(("head",), None)]
    for at, paragraph in enumerate(body):
        below = body[at + 1] if at + 1 < len(body) else None
        leads = below is not None and (bool(below.cells) or below.label.depth > paragraph.label.depth)
        found = read_heading(paragraph, leads=leads) if at >= start else None
        if found is None and at >= start and below is not None:
            found = _like_unnumbered(paragraph, below, sections)
        if found is None and at >= start and _is_unnamed(paragraph, sections):
            sections.append(Section(("unnamed",), paragraph, tuple(_trail(sections[-1], paragraph))))
            continue
        if found is None or not _opens(sections[-1], found[0], paragraph):
            sections[-1].body.append(paragraph)
            continue
        kinds, following = found
        trail = tuple(_trail(sections[-1], paragraph))
        section = Section(kinds, _headed(paragraph, following), trail)
        if following:
            section.body.append(Paragraph(following, Label(None, "none", 0), following))
        sections.append(section)
    return sections


def _like_unnumbered(
    paragraph: Paragraph, below: Paragraph, sections: list[Section]
) -> tuple[tuple[SectionKind, ...], Passage] | None:
    """A line that begins with the words of a heading and says a little more, in a paper whose headings have no number:
    "Nội dung thi đua kèm cách làm"."""
    text = paragraph.text
    plain = paragraph.label.style == "none" and not paragraph.cells and paragraph.apart and text[:1].isupper()
    if not plain or len(text) > 60 or text.endswith((".", ";", ",")) or below.text[:1].islower():
        return None
    others = [s.heading for s in sections if s.heading is not None and s.heading.label.style == "none"]
    kinds, rest = named_kinds(text)
    opens = any(fold(text).startswith(phrase) for phrase, kind in _vocabulary()[0].items() if kind in kinds[:1])
    unlike = not others or any(is_capitals(other.text) for other in others)
    return None if unlike or not opens or rest > 3 else (kinds, Passage("", ()))


def _is_unnamed(paragraph: Paragraph, sections: list[Section]) -> bool:
    """Whether a line is a main heading whose words say nothing known: by its number, its capitals and its ladder."""
    style = paragraph.label.style
    if paragraph.cells or not 3 <= len(paragraph.text) <= 110:
        return False
    if style == "number":
        return _counts_on(paragraph, sections)
    if style == "none":
        return _like_the_others(paragraph, sections)
    if style not in ("roman", "part", "capital"):
        return False
    if paragraph.text.rstrip().endswith((".", ";", ",")) or (paragraph.label.text or "").lower().startswith("điều"):
        return False
    headings = [section.heading for section in sections if section.heading is not None]
    same = any(heading.label.style == style for heading in headings)
    current = sections[-1].heading
    if headings and (not same or (current is not None and depth_of(paragraph) > depth_of(current))):
        return False  # a group of targets, or a unit under "TỔ CHỨC THỰC HIỆN": deeper on the ladder of this paper
    return is_capitals(paragraph.text) or (same and style != "capital" and ":" not in paragraph.text)


_OFFICE = re.compile(rf"{IN_CAPACITY}\s*[./]|.*\b(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG|BÍ THƯ)\b")


def _like_the_others(paragraph: Paragraph, sections: list[Section]) -> bool:
    """In a paper whose main headings are lines in capitals without numbers: whether this is one more."""
    bare = [s.heading for s in sections if s.heading is not None and s.heading.label.style == "none"]
    alike = any(is_capitals(heading.text) for heading in bare) and sections[-1].kind != "recipients"
    plain = len(paragraph.text) < 80 and not paragraph.text.endswith(":") and not _OFFICE.match(paragraph.text)
    return alike and plain and is_capitals(paragraph.text)


def _counts_on(paragraph: Paragraph, sections: list[Section]) -> bool:
    """Whether a short line goes on counting, in a paper whose main headings are "1.", "2."."""
    headings = [section.heading for section in sections if section.heading is not None]
    main = [heading for heading in headings if heading.label.style == "number"]
    if not main or any(heading.label.depth < main[0].label.depth for heading in headings) or len(paragraph.text) > 60:
        return False
    last = main[-1].label.order
    return last is not None and paragraph.label.order == last + 1 and not paragraph.ended and ":" not in paragraph.text


def _headed(paragraph: Paragraph, following: Passage) -> Paragraph:
    if not following or paragraph.cells:
        return paragraph
    words = _heading_words(paragraph)
    whole = paragraph.whole.cut(0, paragraph.label.length + len(words.text))
    return Paragraph(whole, paragraph.label, words, (), paragraph.marked, paragraph.apart)


def _opens(current: Section, kinds: tuple[SectionKind, ...], paragraph: Paragraph) -> bool:
    """Whether these heading words open a section here: duties and lists keep their own subheadings."""
    deep = depth_of(paragraph) > 2 and not paragraph.marked
    inside = current.heading is not None and depth_of(paragraph) > depth_of(current.heading)
    if current.kind == "organisation" and deep and kinds[0] not in ("recipients", "reporting", "funding", "annex"):
        return False
    if current.kind == "recipients":
        return kinds[0] == "annex" or paragraph.label.style in ("roman", "part", "capital")
    if current.kind in ("purpose", "requirement") and deep and inside:
        own = kinds[0] in ("purpose", "requirement") and paragraph.label.style in ("number", "decimal", "none")
        return own or kinds[0] in ("recipients", "annex")
    return True


def _trail(current: Section, paragraph: Paragraph) -> Iterator[Section]:
    """The open sections that hold a new one: those whose headings stand higher on the ladder of labels."""
    for section in (current, *current.trail):
        if section.heading and depth_of(paragraph) > depth_of(section.heading):
            yield section
