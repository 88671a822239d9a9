"""The sheet: every word of the paper stands on it once, escaped, whatever the marks are."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thidua.web.desk.plans.sheet import FOLD_FROM, Block, Mark, compose, visible


class Words(HTMLParser):
    """The text of HTML without the keys, and a failure when tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.open = "", []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("span", "a", "b", "sup"), tag
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "a" not in self.open:
            self.text += data


def lines_of(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        if block.kind == "fold":
            found += lines_of(block.inner)
        elif block.kind == "table":
            found += ["".join(Words(cell).text for cell in row) for row in block.rows]
        else:
            found.append(Words(block.html).text)
    return found


def html_of(blocks: list[Block]) -> str:
    return "".join(block.html + html_of(block.inner) + "".join(str(row) for row in block.rows) for block in blocks)


TEXT = "## KẾ HOẠCH\n**Phát động** phong trào<sup>1</sup>\n\nSố\tKý hiệu\n"
TEXT += "1\t**KH** & <script>alert(1)</script>\n| a | b |\n|---|---|"
CLEAN = ["KẾ HOẠCH", "Phát động phong trào1", "SốKý hiệu", "1KH & <script>alert(1)</script>", " a  b "]


def test_the_words_are_those_of_the_paper() -> None:
    assert lines_of(compose(TEXT, [])) == visible(TEXT) == CLEAN


def test_nothing_of_the_paper_becomes_markup() -> None:
    html = html_of(compose(TEXT + "\n<img src=//x onerror=y>", [Mark("1", 0, len(TEXT) + 20)]))
    assert "<script" not in html and "<img" not in html
    assert "&lt;script&gt;" in html and "&lt;img" in html


def test_markdown_becomes_bold_and_raised() -> None:
    heading, fold, *_ = compose(TEXT, [])
    assert heading.heading and heading.css == "b"
    assert fold.inner[0].html == "<b>Phát động</b> phong trào<sup>1</sup>"


@given(
    st.text(alphabet="ab **<>&\n\t#|1é", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 30)), max_size=6),
)
@example("một hai**", [(0, 8)])
def test_any_marks_keep_every_word_and_nest(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(str(at), start, start + length) for at, (start, length) in enumerate(spans)]
    blocks = compose(text, marks)
    assert lines_of(blocks) == visible(text)
    ids = re.findall(r'id="d-(\d+)"', html_of(blocks))
    assert len(ids) == len(set(ids))


def test_marks_that_reach_over_each_other_are_parted() -> None:
    (block,) = compose("một hai ba bốn", [Mark("1", 0, 7), Mark("2", 4, 10)])
    assert Words(block.html).text == "một hai ba bốn"
    assert block.html.count('id="d-2"') == 1
    assert re.sub(r"<a.*?</a>", "", block.html).count("</span>") == 3


def test_a_mark_over_two_lines_has_one_key() -> None:
    blocks = compose("một\nhai", [Mark("S", 0, 7, see=True)])
    assert [block.html.count("<a ") for block in blocks] == [1, 0]
    assert all('class="m see"' in block.html for block in blocks)


@pytest.mark.parametrize(("count", "folded"), [(FOLD_FROM - 1, False), (FOLD_FROM, True)])
def test_long_unmarked_stretches_fold(count: int, folded: bool) -> None:
    text = "\n".join(["dòng thường."] * count + ["(1) chỉ tiêu"])
    blocks = compose(text, [Mark("1", len(text) - 8, len(text))], told=lambda start, end: "3 căn cứ")
    assert (blocks[0].kind == "fold") is folded
    if folded:
        assert (blocks[0].words, blocks[0].lines) == ("3 căn cứ", count)


@pytest.mark.parametrize(
    ("below", "heading"),
    [("400 lượt người.", False), ("lượt người.", False), ("1. Chỉ tiêu", True), ("Nội dung", True)],
)
def test_a_numbered_line_that_goes_on_below_is_no_heading(below: str, heading: bool) -> None:
    block = compose(f"6. Huy động từ 1.200 người, trong đó có\n{below}", [])[0]
    assert block.heading is heading


def test_headings_around_a_fold_stay_open() -> None:
    text = "\n".join(["I. MỤC ĐÍCH", *["dòng thường."] * 5, "II. CHỈ TIÊU", "(1) x"])
    kinds = [block.kind for block in compose(text, [Mark("1", len(text) - 1, len(text))])]
    assert kinds == ["p", "fold", "p", "p"]


def test_a_fold_without_reading_quotes_its_beginning() -> None:
    blocks = compose("\n".join(["Năm 2026 là năm đầu."] * 5), [])
    assert blocks[0].words.startswith("“Năm 2026 là năm đầu.")
