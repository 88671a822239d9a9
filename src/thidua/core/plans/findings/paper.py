"""The paper as the checks see it: its paragraphs with their places, its place and tier, its day and its years."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from thidua.core.plans.model import Plan, Source
from thidua.core.plans.reading.head import find_kind
from thidua.core.plans.reading.structure.headings import Section, SectionKind, split_sections
from thidua.core.plans.reading.structure.lines import Paragraph, read_pages
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date
from thidua.core.viet.text import clean, fold, nfc

_SENTENCE = re.compile(r"(?<=[^\W\d_][^\W_][.])\s+(?=[^\W\d_])|(?<=[;])\s+")


@dataclass(frozen=True, slots=True)
class Laid:
    """A text laid out by the reader's own lines and headings; `body` leaves footnotes out, `all` holds them."""

    sheet: Sheet
    body: tuple[Paragraph, ...]
    all: tuple[Paragraph, ...]
    sections: tuple[Section, ...]


@lru_cache(maxsize=32)
def laid_out(text: str) -> Laid:
    """The layout of a text; the same text is laid out once, although many checks and pages ask."""
    sheet = Sheet(nfc(text))
    pages = read_pages(sheet)
    kind_at, _ = find_kind(pages.body)
    sections = split_sections(pages.body, 0 if kind_at is None else kind_at + 1)
    return Laid(sheet, tuple(pages.body), (*pages.body, *pages.notes), tuple(sections))


@dataclass(frozen=True, slots=True)
class ExaminedPaper:
    """A plan with its laid-out text."""

    plan: Plan
    laid: Laid
    signed_on: date | None = None

    @property
    def text(self) -> str:
        return self.laid.sheet.text

    @property
    def level(self) -> str:
        return self.plan["document"]["issuer"]["level"]

    @property
    def place(self) -> str:
        """ "phường Hải An", "" when the paper does not say."""
        return clean(self.plan["document"]["issuer"].get("place") or "")

    @property
    def tier(self) -> str:
        """ "phường", "xã", "đặc khu" or ""."""
        return next((tier for tier in ("phường", "xã", "đặc khu") if fold(self.place).startswith(fold(tier) + " ")), "")

    def source(self, passage: Passage, start: int = 0, end: int | None = None) -> Source:
        """Where a part of a passage stands in the text."""
        part = passage.cut(start, end)
        return self.laid.sheet.source(part if part else passage)

    def span(self, start: int, end: int) -> Source:
        """The source of a span of characters of the text."""
        last = max(start, end - 1)
        lines = [bisect_right(self.laid.sheet.starts, place) for place in (start, last)]
        return {"lines": lines, "chars": [start, max(end, start + 1)]}

    def of_kind(self, *kinds: SectionKind) -> Iterator[Section]:
        return (section for section in self.laid.sections if any(section.within(kind) for kind in kinds))

    def before_recipients(self) -> Iterator[Paragraph]:
        """Paragraphs of the body above the list of recipients, footnotes among them."""
        ends = {id(p) for section in self.of_kind("recipients") for p in (*section.body, section.heading) if p}
        return (paragraph for paragraph in self.laid.all if id(paragraph) not in ends)

    @property
    def since(self) -> date | None:
        """The first day of the period, or of the year that the title or the head names."""
        period = self.plan["period"]
        years = re.findall(r"\b20\d\d\b", self.plan["document"]["title"])
        head = self.plan["document"]["date"]
        for iso in (period["from"], *years[:1], head, (period["to"] or "")[:4]):
            if iso and (found := first_day(iso)):
                return found
        return None

    @property
    def until(self) -> date | None:
        return last_day(self.plan["period"]["to"])

    @property
    def day(self) -> date | None:
        """The recorded day of signing, else the earliest day on which the paper can have been written.

        A blank day is taken as the first of its month or year, and never earlier than a document that the paper cites.
        """
        if self.signed_on:
            return self.signed_on
        written = self.plan["document"]["date"]
        if written and len(written) == len("2026-12-05"):
            return first_day(written)
        latest = last_day(written) if written else None
        cited = [found for basis in self.plan["legal_bases"] if (found := first_day(basis["date"])) is not None]
        possible = [one for one in cited if latest is None or one <= latest]
        start = first_day(written) if written else None
        days = [one for one in (start, *possible) if one]
        return max(days) if days else self.since

    def sentences(self, words: Passage) -> list[Passage]:
        return words.pieces(_SENTENCE)


NEAR = 300
"""Characters on either side of a name within which words say what is meant by it."""


def before(text: str, start: int) -> str:
    """The words that lead up to a place, no farther than they can matter: papers may be one endless paragraph."""
    return text[max(0, start - NEAR) : start]


def after(text: str, end: int) -> str:
    """The words that follow a place, likewise."""
    return text[end : end + NEAR]


def paper_of(plan: Plan, signed_on: date | None = None) -> ExaminedPaper:
    """The paper of a plan; a plan without text has no paragraphs. `signed_on` when the signed day is recorded."""
    return ExaminedPaper(plan, laid_out(plan.get("x_text", "")), signed_on)


_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


def first_day(iso: str | None) -> date | None:
    """The first day that an ISO text may mean: a day, month, quarter or year; None for no date."""
    if not iso:
        return None
    if quarter := _QUARTER.fullmatch(iso):
        return date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1)
    read = paper_date(iso)
    if not read or "Q" in read:
        return None
    return date.fromisoformat(read + "-01-01"[len(read) - 10 :] if len(read) < 10 else read)


def last_day(iso: str | None) -> date | None:
    """The last day that an ISO text may mean."""
    start = first_day(iso)
    if start is None or iso is None or len(iso) == len("2026-12-05"):
        return start
    months = 3 if "Q" in iso else 1 if len(iso) == len("2026-12") else 12
    month = start.month + months
    after = date(start.year + 1, 1, 1) if month > 12 else date(start.year, month, 1)
    return date.fromordinal(after.toordinal() - 1)
