"""PDF files can be kept, read by machines and by people, and take no word of a paper for a command."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import replace
from datetime import date

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from example_papers import duty_sheet, examples, long_plan, plan
from generated_papers import papers
from hypothesis import given, settings

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Block, Column, Paper, Paragraph, Recipients, Row, Table
from thidua.core.plans.reading import read_plan
from thidua.formats.pages.face import balanced, broken, drawable, width
from thidua.formats.pdf import linearise_pdf
from thidua.formats.pdf.writing import write_pdf, write_pdfs

EXAMPLES = examples()


def squeezed(text: str) -> list[str]:
    """Lines with a run of blanks as one: a blank to be filled in is so wide on paper, and a blank in the text."""
    return [re.sub(" +", " ", line) for line in text.split("\n")]


def unbroken_title(paper: Paper) -> Paper:
    return replace(paper, head=replace(paper.head, title=paper.head.title[:36].strip()))


def page_texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def fonts(data: bytes) -> Iterator[tuple[str, bool]]:
    """Name of each font that draws something, and whether it lies in the file."""
    for page in pypdfium2.PdfDocument(data):
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=5):
            font = pdfium.FPDFTextObj_GetFont(text.raw)
            name = create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            yield name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))


def with_body(*blocks: Block) -> Paper:
    return replace(plan(), body=blocks, annexes=())


@pytest.mark.parametrize("name", ["plan", "decision", "report", "minutes", "notice", "letter", "invitation"])
def test_the_file_reads_as_the_paper(name: str) -> None:
    paper = EXAMPLES[name] if name == "letter" else unbroken_title(EXAMPLES[name])
    assert squeezed(linearise_pdf(write_pdf(paper)).text) == squeezed(paper_lines(paper))


@pytest.mark.parametrize("paper", [plan(), long_plan()], ids=["plan", "long plan"])
def test_a_plan_reads_back_to_the_same_plan(paper: Paper) -> None:
    there, here = (read_plan(text) for text in (paper_lines(paper), linearise_pdf(write_pdf(paper)).text))
    assert without_places(here) == without_places(there)


def without_places(found: object) -> object:
    """What was read, without where it stands."""
    if isinstance(found, dict):
        places = {"source", "sources", "lines", "chars", "x_text"}
        return {key: without_places(held) for key, held in found.items() if key not in places}
    if isinstance(found, list):
        return [without_places(held) for held in found]
    return re.sub(r"\s+", " ", found) if isinstance(found, str) else found


def test_long_paragraphs_read_whole_over_lines_and_pages() -> None:
    words = " ".join(line for line in paper_lines(long_plan()).split("\n") if len(line) > 90).split()
    body = tuple(Paragraph(f"Đoạn {n}, {' '.join(words[n * 7 : n * 7 + 60 + n * 2])}.") for n in range(50))
    paper = unbroken_title(with_body(*body))
    read = linearise_pdf(write_pdf(paper))
    assert read.pages > 8
    assert squeezed(read.text) == squeezed(paper_lines(paper))


def test_receivers_over_two_lines_are_one_line_each() -> None:
    far = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân thành phố (để theo dõi, tổng hợp)"
    paper = unbroken_title(replace(plan(), recipients=Recipients((far, far), "VT")))
    assert linearise_pdf(write_pdf(paper)).text.count(f"- {far};") == 2


def test_the_same_paper_gives_the_same_bytes_and_another_day_others() -> None:
    paper = EXAMPLES["decision"]
    assert write_pdf(paper) == write_pdf(paper)
    assert write_pdf(replace(paper, head=replace(paper.head, date=date(2026, 2, 10)))) != write_pdf(paper)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_font_is_inside_and_ours(name: str) -> None:
    found = set(fonts(write_pdf(EXAMPLES[name])))
    assert found and all(inside and re.fullmatch(r"[A-Z]{6}\+Tinos-\w+", font) for font, inside in found)


def test_the_file_says_that_it_is_to_be_kept() -> None:
    data = write_pdf(plan())
    assert b"<pdfaid:part>2</pdfaid:part>" in data and b"<pdfaid:conformance>A</pdfaid:conformance>" in data
    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title").startswith("KẾ HOẠCH Phát động")
    assert document.is_tagged()
    unpacked = data + b"".join(zlib.decompress(stream) for stream in packed(data))
    assert b"/Lang (vi" in unpacked or b"/Lang(vi" in unpacked


def packed(data: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"/ObjStm.*?stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        yield match[1]


@given(papers())
@settings(deadline=None, max_examples=40)
def test_every_word_of_every_paper_stands_there(paper: Paper) -> None:
    text = unicodedata.normalize("NFC", "".join(page_texts(write_pdf(paper))))
    shown = re.sub(r"[\s\u00ad\u200b\ufffe\x02-]", "", text)
    told = re.sub(r"[\s\u00ad\u200b-]", "", drawable(re.sub(r"\s", " ", paper_lines(paper))))
    assert sorted(told) == sorted(without_repeated(shown, told))


def without_repeated(shown: str, told: str) -> str:
    """`shown` without what it has more of than `told`: page numbers, and heads of tables on their next pages."""
    left = list(shown)
    for sign in set(left):
        for _ in range(left.count(sign) - told.count(sign)):
            left.remove(sign)
    return "".join(left)


def test_no_word_is_taken_for_a_command() -> None:
    evil = '#import "@preview/tablex:0.0.1": * #read("/etc/passwd") $x$ *đậm* `mã` @ai <b> \\ " \' // /* = - + [x] {y}'
    read = linearise_pdf(write_pdf(with_body(Paragraph(evil)))).text
    assert evil in read and "root:" not in read


def test_signs_that_the_face_lacks_are_drawn_alike_or_as_a_box() -> None:
    read = linearise_pdf(write_pdf(with_body(Paragraph("Đạt ✓, chưa ☐, 中, đủ → 5 m² ≥ 3")))).text
    assert "Đạt √, chưa □, □, đủ → 5 m² ≥ 3" in read


def test_a_word_wider_than_its_column_breaks_inside_it() -> None:
    columns = (Column("TT", 1), Column("Hộp thư", 1), Column("Ghi chú", 8))
    paper = with_body(Table(columns, (Row(("1", "van-phong-phuong-suoi-ngoc@thanhpho.gov.vn", "xong")),)))
    row = next(line for line in linearise_pdf(write_pdf(paper)).text.split("\n") if line.startswith("1\t"))
    assert row.replace(" ", "") == "1\tvan-phong-phuong-suoi-ngoc@thanhpho.gov.vn\txong"
    assert " " in row


def test_a_row_longer_than_a_page_is_not_lost() -> None:
    words = " ".join(f"từ{n}" for n in range(1500))
    read = linearise_pdf(write_pdf(with_body(Table((Column("A", 1), Column("B", 1)), (Row(("x", words)),)))))
    assert read.pages >= 3 and "từ1499" in read.text


def test_pages_are_numbered_from_the_second_on_and_annexes_anew() -> None:
    heads = [text.strip().split("\r\n")[0] for text in page_texts(write_pdf(plan()))]
    assert heads[1:3] == ["2", "3"]
    assert heads[0].startswith("ỦY BAN") and heads[3].startswith("Phụ lục") and heads[4] == "2"


def test_many_papers_are_one_file_counted_anew() -> None:
    texts = page_texts(write_pdfs([duty_sheet(1), plan(), duty_sheet(2), duty_sheet(3)], "Phiếu giao việc"))
    heads = [text.strip().split("\r\n")[0] for text in texts]
    assert len(texts) == 8
    assert [head for head in heads if head.isdigit()] == ["2", "3", "2"]
    assert "Tổ tự quản số 3" in texts[-1]


def test_no_paper_is_no_file() -> None:
    with pytest.raises(ValueError):
        write_pdfs([])


def test_pages_lie_as_asked() -> None:
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(write_pdf(plan()))]
    assert [wide > high for wide, high in sizes] == [False, False, False, True, True]


def test_words_are_measured_as_they_are_set() -> None:
    assert width("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True) == pytest.approx(88, abs=1)
    title = "Phát động đợt thi đua “Ngõ sạch, việc nhanh, lời hay” mừng lễ hội bến nước năm 2026"
    room = balanced(title, 14, 165, bold=True)
    assert broken(title, 14, 165, bold=True) == broken(title, 14, room, bold=True) == 2
    assert broken(title, 14, room - 1, bold=True) == 3
