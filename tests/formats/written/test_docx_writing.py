"""Word files say what the paper says, number as it numbers, and are put together as Word wants them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from example_papers import examples, plan
from generated_papers import papers
from hypothesis import given, settings
from lxml import etree

from thidua.core.papers.form import FORM
from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Block, Entry, Heading, Paper, Paragraph
from thidua.formats.docx import linearise_docx
from thidua.formats.docx.writing import write_docx

EXAMPLES = examples()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def with_body(*blocks: Block) -> Paper:
    return replace(plan(), body=blocks, annexes=())


def labels(*blocks: Block) -> list[str]:
    """What stands before each block's words, as the file prints it."""
    lines = linearise_docx(write_docx(with_body(*blocks))).text.split("\n")
    return [line.removesuffix(" từ") for line in lines if line.endswith(" từ")]


def lists_of(*blocks: Block) -> list[str]:
    """The list that each block's paragraph is numbered by."""
    root = part(write_docx(with_body(*blocks)), "word/document.xml")
    return [number.get(f"{W}val") or "" for number in root.iter(f"{W}numId")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_file_reads_as_the_paper(name: str) -> None:
    read = linearise_docx(write_docx(EXAMPLES[name]))
    assert read.text == paper_lines(EXAMPLES[name])
    assert not read.notes


@given(papers())
@settings(deadline=None, max_examples=150)
def test_every_paper_reads_as_it_was_written(paper: Paper) -> None:
    assert linearise_docx(write_docx(paper)).text == paper_lines(paper)


def test_the_same_paper_gives_the_same_bytes() -> None:
    one, other = write_docx(plan()), write_docx(plan())
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_any_label_prints_as_given() -> None:
    letters = "a) b) c) d) đ) e) g) - + C. D. i) x)"
    figures = "(1) (2) (5) (6) I. III. 1.1. 1.2. 2.1. %1 01. 02."
    asked = [*letters.split(" "), *figures.split(" "), "Điều 7.", "Điều 8."]
    assert labels(*(Entry(label, "từ") for label in asked)) == asked


def test_headings_start_again_below_their_parent() -> None:
    asked = [
        (1, "I."),
        (2, "1."),
        (3, "a)"),
        (3, "b)"),
        (2, "2."),
        (3, "a)"),
        (1, "II."),
        (2, "1."),
        (1, "IV."),
        (2, "3."),
    ]
    assert labels(*(Heading(level, label, "từ") for level, label in asked)) == [label for _, label in asked]


def test_usual_headings_are_one_list_of_the_heading_styles() -> None:
    blocks = [
        Heading(1, "I.", "từ"),
        Heading(2, "1.", "từ"),
        Heading(2, "2.", "từ"),
        Heading(1, "II.", "từ"),
        Heading(2, "1.", "từ"),
    ]
    assert lists_of(*blocks) == ["1"] * 5
    numbering = part(write_docx(with_body(*blocks)), "word/numbering.xml")
    assert [style.get(f"{W}val") for style in numbering.iter(f"{W}pStyle")] == ["Heading1", "Heading2", "Heading3"]


def test_word_goes_on_counting_and_a_jump_is_a_list_of_its_own() -> None:
    one, two, five, six = lists_of(*(Entry(f"({n})", "từ") for n in (1, 2, 5, 6)))
    assert one == two != five == six


def test_letters_that_word_does_not_know_are_printed_by_their_own_level() -> None:
    data = write_docx(with_body(*(Entry(f"{sign})", "từ") for sign in "abcdđe")))
    texts = [level.get(f"{W}val") for level in part(data, "word/numbering.xml").iter(f"{W}lvlText")]
    assert {"%1)", "đ)", "e)"} <= set(texts)


def test_a_dash_is_a_bullet_of_word() -> None:
    numbering = part(write_docx(with_body(Entry("-", "từ"), Entry("+", "từ", 1))), "word/numbering.xml")
    bullets = [level for level in numbering.iter(f"{W}lvl") if level.find(f"{W}numFmt").get(f"{W}val") == "bullet"]
    assert [level.find(f"{W}lvlText").get(f"{W}val") for level in bullets] == ["-", "+"]


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    root = part(write_docx(EXAMPLES["decision"]), "word/document.xml")
    table = max(root.iter(f"{W}tbl"), key=len)
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    group = next(root for root in part(write_docx(plan()), "word/document.xml").iter(f"{W}gridSpan"))
    assert group.get(f"{W}val") == "5"


def test_pages_are_of_the_decree_and_annexes_count_anew() -> None:
    document = docx.Document(io.BytesIO(write_docx(plan())))
    first, annex = document.sections
    margins = [
        round(side.mm) for side in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    ]
    assert margins == [FORM.top, FORM.bottom, FORM.left, FORM.right]
    assert (round(first.page_width.mm), round(annex.page_width.mm)) == (210, 297)
    assert first.different_first_page_header_footer and annex.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml and not first.first_page_header.paragraphs[0].text
    assert [section._sectPr.find(f"{W}pgNumType").get(f"{W}start") for section in (first, annex)] == ["1", "1"]


def test_properties_name_the_paper_and_nobody() -> None:
    about = docx.Document(io.BytesIO(write_docx(EXAMPLES["decision"]))).core_properties
    assert about.title.startswith("QUYẾT ĐỊNH Về việc")
    assert (about.author, about.last_modified_by, about.language) == ("", "", "vi-VN")
    assert about.created is not None and about.created.isoformat()[:10] == "2026-02-09"


def test_letters_are_times_in_vietnamese() -> None:
    styles = docx.Document(io.BytesIO(write_docx(plan()))).styles
    xml = styles.element.xml
    assert f'w:ascii="{FORM.font}"' in xml and 'w:val="vi-VN"' in xml
    assert {"Quốc hiệu", "Tiêu ngữ", "Nơi nhận", "Heading 1", "Heading 2", "Heading 3"} <= {
        style.name for style in styles
    }


def test_no_words_are_lost_to_markup() -> None:
    paper = with_body(Paragraph("<w:p> & ]]> \x00 \ud800 hết"))
    assert "<w:p> & ]]>   hết" in linearise_docx(write_docx(paper)).text
