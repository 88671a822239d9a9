"""Official papers as PDF/A (decree 30/2020), set by Typst from values: no word of a paper is read as its language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from thidua.core.papers.form import FORM
from thidua.core.papers.lines import paper_name
from thidua.core.papers.model import Paper
from thidua.core.papers.wording import printed
from thidua.formats.pages.face import FOLDER, drawable
from thidua.formats.pdf.setting import paper_values

_TEMPLATE = Path(__file__).with_name("paper.typ")
# A long plan with its annexes has some 100,000 letters of values.
_LARGE = 300_000
_KEPT_RUNS = 11
_STANDARD: Literal["a-2a"] = "a-2a"
"""PDF/A-2, level a: to be kept for ever, with tags and words for readers that speak."""


def write_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF/A-2a with its fonts inside. The same paper gives the same bytes."""
    return _compiled([paper], paper_name(paper), written_on([paper]))


def write_pdfs(papers: Sequence[Paper], title: str = "") -> bytes:
    """Papers in one PDF, each on pages of its own that are counted anew. Raises ValueError without a paper."""
    if not papers:
        raise ValueError("no paper to write")
    return _compiled(papers, printed(title) or paper_name(papers[0]), written_on(papers))


def written_on(papers: Iterable[Paper]) -> datetime:
    """The moment that stands in the file: the latest day of its papers, not that of printing."""
    days = [paper.head.date for paper in papers if paper.head.date]
    day = max(days, default=None)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime(2000, 1, 1, tzinfo=UTC)


def values_of(papers: Sequence[Paper], title: str) -> str:
    """What the template is given, as JSON."""
    told = {"title": title, "form": asdict(FORM), "papers": [paper_values(paper) for paper in papers]}
    return drawable(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def compiled(values: str, on: datetime) -> bytes:
    """The PDF of prepared values."""
    made = _set(_template(), values, on)
    if len(values) > _LARGE:
        # What Typst has set it keeps for the next ten runs, which is 200 MB for a thousand sheets; empty ones age it.
        for _ in range(_KEPT_RUNS):
            _set(b"", "", on)
    return made


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _set(source: bytes, values: str, on: datetime) -> bytes:
    compiler = typst.Compiler(
        source, root=_TEMPLATE.parent, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"papers": values}
    )
    made = compiler.compile(format="pdf", pdf_standards=[_STANDARD], timestamp=on)
    assert isinstance(made, bytes)
    return made


def _compiled(papers: Sequence[Paper], title: str, on: datetime) -> bytes:
    return compiled(values_of(papers, title), on)
