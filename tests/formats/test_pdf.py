"""PDF text comes by lines joined as they were written; what could run or hide in a PDF is refused."""

from __future__ import annotations

import io
import zlib

import pypdfium2
import pytest
from paper_parts import pdf, shown

from thidua.formats.pdf import linearise_pdf
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
    assert (found.pages, found.page_lines) == (3, (1, 3, 5))
    assert found.text.split("\n")[3] == "2"


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
