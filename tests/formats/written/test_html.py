"""HTML of papers says every word once, in markup that means something, and carries nothing that our pages refuse."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from example_papers import examples, plan
from generated_papers import papers
from hypothesis import given, settings
from lxml import html

import thidua.formats.html
from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Paper
from thidua.formats.html import paper_fragment, write_html

EXAMPLES = examples()
ROOT = Path(__file__).resolve().parents[3]


def letters(text: str) -> list[str]:
    return sorted(re.sub(r"\s", "", text))


@given(papers())
@settings(deadline=None, max_examples=150)
def test_every_word_stands_once_and_as_words(paper: Paper) -> None:
    body = html.fromstring(write_html(paper)).body
    assert letters(body.text_content()) == letters(paper_lines(paper))
    assert {element.tag for element in body.iter()} <= TAGS


_TAGS = "body article header div p h1 h2 h3 h4 h5 span strong ol ul li table colgroup col thead tbody tr th td"
TAGS = {*_TAGS.split(), "footer", "br", "section"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_line_stands_in_its_order(name: str) -> None:
    text = " ".join(html.fromstring(write_html(EXAMPLES[name])).body.text_content().split())
    squeezed = re.sub(r"\s", "", text)
    at = 0
    for line in paper_lines(EXAMPLES[name]).split("\n"):
        found = squeezed.find(re.sub(r"\s", "", line), at)
        assert found >= 0, line
        at = found


def test_headings_lists_and_tables_are_what_they_are() -> None:
    page = html.fromstring(write_html(plan()))
    assert [heading.text_content()[:12] for heading in page.iter("h1")] == ["KẾ HOẠCH Phá"]
    assert [heading.text_content() for heading in page.iter("h2")][:2] == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. CHỈ TIÊU THI ĐUA",
    ]
    nested = page.xpath("//ul/li/ul/li")
    assert [entry.text_content().strip()[:7] for entry in nested] == ["+ Việc "]
    table = next(page.iter("table"))
    assert [cell.get("scope") for cell in table.xpath("./thead/tr/th")] == ["col"] * 5
    assert [cell.get("colspan") for cell in table.xpath("./tbody/tr/th")] == ["5", "5"]
    assert "paper-wide" in page.xpath("//section")[0].get("class")


def test_a_piece_fits_below_the_headings_of_a_page() -> None:
    piece = html.fromstring(paper_fragment(plan(), top=2))
    assert piece.tag == "article" and not list(piece.iter("h1")) and list(piece.iter("h2"))


def test_nothing_is_asked_from_outside_and_no_element_carries_a_style() -> None:
    page = write_html(plan())
    assert not re.search(r"<script|<link|<img|\sstyle=|url\(|@import|https?:", page)
    assert page.count("<style>") == 1 and "<style" not in paper_fragment(plan())


def test_the_product_has_the_same_styles() -> None:
    own = Path(thidua.formats.html.__file__).with_name("paper.css").read_text(encoding="utf-8")
    assert (ROOT / "src/thidua/web/kit/static/kit/paper.css").read_text(encoding="utf-8") == own
    named = set(re.findall(r"\.(paper[\w-]*)", own))
    marks = [re.findall(r'class="([^"]+)"', paper_fragment(paper)) for paper in EXAMPLES.values()]
    used = {name for found in marks for names in found for name in names.split()}
    assert named <= used


@pytest.mark.browser
def test_a_browser_prints_pages_of_the_decree(chromium: Any) -> None:
    page = chromium.new_page()
    page.set_content(write_html(plan()))
    pages = list(pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))))
    page.close()
    texts = [page.get_textpage().get_text_range().split("\r\n") for page in pages]
    assert [wide > high for wide, high in (page.get_size() for page in pages)] == [False, False, False, True, True]
    assert "1" not in texts[0] and all(str(at) in text for at, text in enumerate(texts[1:], 2))
    assert any("STT" in line for line in texts[3]) and any("STT" in line for line in texts[4])
