"""PDF text comes by lines joined as they were written; what could run or hide in a PDF is refused."""

from __future__ import annotations

import io
import zlib

import pypdfium2
import pytest
from paper_parts import pdf, shown

from thidua.formats.pages.joining import join_pages
from thidua.formats.pdf import linearise_pdf, pictured_pages, read_pdf_page
from thidua.formats.pdf.dangers import check_bytes
from thidua.formats.refusals import Refusal


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as ground:
        linearise_pdf(data)
    return ground.value.reason.code


FULL = "Chu tich Uy ban nhan dan phuong ban hanh ke hoach phat dong phong trao thi dua"


def test_full_lines_run_on_and_items_stand_alone() -> None:
    page = shown(
        (105, 780, FULL),
        (72, 762, "nam 2026 voi cac noi dung sau:"),
        (105, 744, "1. Muc dich"),
        (105, 726, "- Moi " + FULL[:-4]),
        (72, 708, "va cac nam sau."),
        (105, 690, "(1) Thu ngan sach dat 1.784,4 ty dong"),
    )
    found = linearise_pdf(pdf(page))
    assert found.text.split("\n") == [
        f"{FULL} nam 2026 voi cac noi dung sau:",
        "1. Muc dich",
        "- Moi " + FULL[:-4] + " va cac nam sau.",
        "(1) Thu ngan sach dat 1.784,4 ty dong",
    ]
    assert (found.pages, found.page_lines, found.ocr, found.confidence) == (1, (1,), False, None)


def test_columns_are_parted_by_a_tab() -> None:
    found = linearise_pdf(pdf(shown((72, 780, "So: 15/KH-UBND"), (350, 780, "Ben Ngoc, ngay 05 thang 01"))))
    assert found.text == "So: 15/KH-UBND\tBen Ngoc, ngay 05 thang 01"


def test_rows_of_a_ruled_table_are_lines_with_tabs() -> None:
    strokes = "".join(f"72 {y} m 500 {y} l S\n" for y in (700, 660, 620))
    strokes += "".join(f"{x} 620 m {x} 700 l S\n" for x in (72, 100, 300, 500))
    words = ((80, 680, "TT"), (110, 680, "Chi tieu"), (310, 680, "Nam 2026"), (80, 645, "1"), (110, 645, "Thu ngan"))
    words += ((110, 630, "sach (ty dong)"), (310, 645, "1.784,4"), (72, 600, "Het bang"))
    found = linearise_pdf(pdf(strokes + shown((72, 740, "Phu luc"), *words)))
    assert found.text.split("\n") == [
        "Phu luc",
        "TT\tChi tieu\tNam 2026",
        "1\tThu ngan sach (ty dong)\t1.784,4",
        "Het bang",
    ]


def test_a_line_under_the_head_makes_no_table() -> None:
    page = "72 700 m 300 700 l S\n72 690 m 300 690 l S\n" + shown((72, 710, "Doc lap"), (72, 680, "KE HOACH"))
    assert linearise_pdf(pdf(page)).text == "Doc lap\nKE HOACH"


def test_raised_figures_are_notes_unless_they_belong_to_a_unit() -> None:
    page = shown((72, 780, "dat 97%")) + shown((117, 785, "1"), size=7)
    page += shown((72, 740, "rong 40 m")) + shown((122, 745, "2"), size=7) + shown((130, 740, "dat"))
    assert linearise_pdf(pdf(page)).text.split("\n") == ["dat 97%<sup>1</sup>", "rong 40 m2 dat"]


def test_pages_are_found_again_by_their_first_line() -> None:
    pages = [shown((72, 780, f"Trang so {number} cua ke hoach"), (300, 40, str(number))) for number in (1, 2, 3)]
    found = linearise_pdf(pdf(*pages))
    assert (found.pages, found.page_lines) == (3, (1, 2, 3))
    assert found.text.split("\n")[1] == "Trang so 2 cua ke hoach"


def grid(y: int, *rows: tuple[str, str]) -> str:
    """Two ruled columns from `y` downwards."""
    lines = "".join(f"72 {y - 30 * at} m 400 {y - 30 * at} l S\n" for at in range(len(rows) + 1))
    lines += "".join(f"{x} {y} m {x} {y - 30 * len(rows)} l S\n" for x in (72, 200, 400))
    words = [(x, y - 20 - 30 * at, cell) for at, row in enumerate(rows) for x, cell in zip((80, 210), row, strict=True)]
    return lines + shown(*[word for word in words if word[2]])


def test_a_table_over_a_page_break_is_one_table() -> None:
    first = shown((72, 780, "Bang chi tieu")) + grid(300, ("TT", "Noi dung"), ("1", "Trong cay"))
    second = grid(780, ("TT", "Noi dung"), ("", "xanh o ven duong"), ("2", "Nop ngan sach")) + shown((300, 40, "2"))
    assert linearise_pdf(pdf(first, second)).text.split("\n") == [
        "Bang chi tieu",
        "TT\tNoi dung",
        "1\tTrong cay xanh o ven duong",
        "2\tNop ngan sach",
    ]


def test_a_cell_drawn_over_rows_stands_on_each_of_them() -> None:
    lines = "".join(f"72 {y} m 400 {y} l S\n" for y in (700, 670, 640, 580))
    lines += "72 610 m 200 610 l S\n" + "".join(f"{x} 700 m {x} 580 l S\n" for x in (72, 200, 400))
    words = (80, 680, "Viec"), (210, 680, "Don vi"), (80, 650, "Trong cay"), (80, 620, "Don rac"), (210, 620, "To 1")
    page = lines + shown(*words, (80, 590, "Sua duong"))
    assert linearise_pdf(pdf(page)).text.split("\n") == [
        "Viec\tDon vi",
        "Trong cay",
        "Don rac\tTo 1",
        "Sua duong\tTo 1",
    ]


def test_head_and_foot_are_read_column_by_column() -> None:
    head = shown((72, 800, "UY BAN"), (320, 800, "CONG HOA"), (72, 780, "PHUONG"), (320, 780, "Doc lap - Tu do"))
    title = shown((250, 740, "KE HOACH"))
    foot = shown((72, 300, "Noi nhan:"), (350, 300, "KT. CHU TICH"), (72, 280, "- Luu."), (350, 230, "Tran Van A"))
    found = linearise_pdf(pdf(head + title + foot)).text.split("\n")
    assert found[:5] == ["UY BAN", "PHUONG", "CONG HOA", "Doc lap - Tu do", "KE HOACH"]
    assert found[5:] == ["Noi nhan:", "- Luu.", "KT. CHU TICH", "Tran Van A"]


def test_pages_one_by_one_give_the_same_paper() -> None:
    pages = [shown((72, 780, f"Phan thu {number} cua ke hoach nam"), (300, 40, str(number))) for number in (1, 2, 3)]
    data = pdf(*pages)
    assert pictured_pages(data) == (3, ())
    joined = join_pages(data, [read_pdf_page(data, number) for number in (1, 2, 3)], "application/pdf")
    assert joined == linearise_pdf(data)
    with pytest.raises(Refusal) as ground:
        read_pdf_page(data, 4)
    assert ground.value.reason.code == "A24"


def test_page_counts() -> None:
    assert code_of(pdf()) == "A24"
    many = pdf(*["" for _ in range(301)])
    with pytest.raises(Refusal) as ground:
        linearise_pdf(many)
    assert (ground.value.reason.code, ground.value.reason.params["found"]) == ("A25", 301)


def test_broken_and_locked() -> None:
    assert code_of(b"%PDF-1.7\nnothing here") == "A28"
    assert code_of(pdf(shown((72, 780, "x")))[:120]) == "A28"


LOCKED = ("/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<{0}>/U<{0}>>>/ID[<{1}><{1}>]").format("41" * 32, "42" * 16)


def test_password() -> None:
    data = pdf(shown((72, 780, "x"))).replace(b"/Root 1 0 R", b"/Root 1 0 R" + LOCKED.encode())
    assert code_of(data) == "A21"


@pytest.mark.parametrize(
    ("catalog", "objects", "code"),
    [
        ("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", (), "A26"),
        ("/OpenAction 1000 0 R", (b"<</S/Launch/F(cmd.exe)>>",), "A26"),
        ("/OpenAction<</S/J#61vaScript>>", (), "A26"),
        ("/Names<</EmbeddedFiles<</Names[(a)1000 0 R]>>>>", (b"<</Type/Filespec/F(a)>>",), "A27"),
        ("", (b"<</Type/Annot/Subtype/RichMedia>>",), "A27"),
    ],
)
def test_commands_and_attachments(catalog: str, objects: tuple[bytes, ...], code: str) -> None:
    assert code_of(pdf(shown((72, 780, "x")), catalog=catalog, objects=objects)) == code


def test_commands_in_a_packed_list_of_objects() -> None:
    packed = zlib.compress(b"5 0 <</S/JavaScript/JS(1)>>")
    stream = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed
    assert code_of(pdf(shown((72, 780, "x")), objects=(stream + b"\nendstream",))) == "A26"


def test_a_stream_that_unpacks_without_end() -> None:
    packed = zlib.compress(bytes(101 * 2**20), 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    assert code_of(pdf(shown((72, 780, "x")), objects=(stream,))) == "A29"


def test_words_about_commands_are_only_words() -> None:
    page = shown((72, 780, "Lap trinh /JavaScript va /Launch cho hoc sinh"))
    assert linearise_pdf(pdf(page)).text == "Lap trinh /JavaScript va /Launch cho hoc sinh"
    assert check_bytes(b"no stream at all") is None


def test_a_file_made_by_another_writer() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    out = io.BytesIO()
    document.save(out)
    found = linearise_pdf(out.getvalue())
    assert (found.text, found.pages) == ("", 1)


def test_a_full_line_and_a_line_moved_in_are_two_paragraphs() -> None:
    lines = (105, 780, FULL), (72, 762, FULL), (105, 744, FULL), (72, 726, "va cac don vi"), (105, 708, "Het")
    found = linearise_pdf(pdf(shown(*lines)))
    assert found.text.split("\n") == [f"{FULL} {FULL}", f"{FULL} va cac don vi", "Het"]


def test_a_full_line_above_a_gap_is_a_paragraph() -> None:
    lines = [(72, 780 - at * 18, FULL) for at in range(5)]
    found = linearise_pdf(pdf(shown(*lines, (72, 680, FULL), (72, 662, "va cac don vi"))))
    assert found.text.split("\n") == [" ".join([FULL] * 5), f"{FULL} va cac don vi"]


def test_a_paragraph_goes_on_over_the_page_unless_it_has_ended() -> None:
    def second(last: str, first: tuple[int, int, str]) -> str:
        below = shown((300, 830, "2"), first, (72, 744, "1. Het"), (72, 726, f"2. {FULL}"))
        return linearise_pdf(pdf(shown((72, 780, FULL), (72, 762, last)), below)).text.split("\n")[1]

    onward = (72, 780, "Viec tiep theo")
    assert second(FULL, onward) == "1. Het"
    assert second(f"{FULL[:-1]}.", onward) == "Viec tiep theo"
    assert second(FULL[:30], onward) == "Viec tiep theo"
    assert second(FULL, (105, 780, "Viec tiep theo")) == "Viec tiep theo"
    assert second(FULL, (72, 780, "2. Viec tiep theo")) == "2. Viec tiep theo"


def test_an_annex_counts_its_pages_anew() -> None:
    texts = [shown((300, 800, str(at)), (72, 780, f"Trang {FULL}.")) for at in (2, 3, 4, 2, 3)]
    assert linearise_pdf(pdf(*texts)).text == "\n".join([f"Trang {FULL}."] * 5)
