"""Files that are kept and handed on as they came: their kind, what could run in them, stamps of secrecy."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image, ImageDraw, ImageFont

from thidua.formats.child import look_over_limited, read_paper_limited
from thidua.formats.child.keeping import look_over
from thidua.formats.refusals import Refusal
from thidua.formats.xlsx import write_sheet


def _code(data: bytes, name: str) -> str:
    try:
        look_over(data, name)
    except Refusal as refused:
        return refused.reason.code
    return ""


def a_zip(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def a_pdf(*words: str) -> bytes:
    """A page with words of plain Latin letters."""
    shown = b"BT /F1 24 Tf 72 700 Td " + b" 0 -40 Td ".join(f"({line}) Tj".encode() for line in words) + b" ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def a_picture(words: str, kind: str = "PNG") -> bytes:
    image = Image.new("L", (1240, 1754), 255)
    if words:
        font = ImageFont.load_default(60)
        ImageDraw.Draw(image).text((150, 120), words, font=font, fill=0)
    made = io.BytesIO()
    image.save(made, kind)
    return made.getvalue()


STRINGS = "<sst><si><t>Báo cáo</t></si><si><r><t>TỐI </t></r><r><t>MẬT</t></r></si></sst>"
ODT = "application/vnd.oasis.opendocument.text"
SHEET = {"[Content_Types]_xml": "<Types/>", "xl__workbook_xml": "<workbook/>"}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("Mẫu báo cáo của đơn vị".encode(), "mau.txt"),
        (write_sheet("Mẫu", ["Đơn vị"], [["Tổ dân phố"]]), "mau.xlsx"),
        (a_pdf("Bao cao", "Phong van hoa xa hoi"), "mau.pdf"),
        (a_picture("", "JPEG"), "anh.jpeg"),
    ],
)
def test_ordinary_files_are_kept(data: bytes, name: str) -> None:
    assert _code(data, name) == ""


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "A01"),
        (b"MZ\x90\x00" + b"x" * 99, "a.exe", "A05"),
        (b"<html><script>alert(1)</script></html>", "a.html", "A05"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "A05"),
        (a_picture("", "JPEG"), "a.html", "A05"),
        (a_picture(""), "a.jpg", "A05"),
        (b"<html>", "a.jpg", "A05"),
        (a_zip(a="b"), "a.zip", "A05"),
        (a_picture("")[:400], "a.png", "C11"),
        (a_pdf("/JavaScript") + b"\n/JavaScript (app.alert(1))", "a.pdf", "A26"),
        (b"%PDF-1.4 nothing", "a.pdf", "A28"),
        (a_zip(**SHEET, **{"xl__vbaProject.bin": "x"}), "a.xlsx", "A07"),
        (a_zip(**SHEET, xl__a_xml='<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "a.xlsx", "A08"),
    ],
)
def test_what_is_dangerous_or_hides_its_kind_is_refused(data: bytes, name: str, code: str) -> None:
    assert _code(data, name) == code


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("ỦY BAN NHÂN DÂN\nTUYỆT MẬT\nBáo cáo".encode(), "a.txt"),
        (a_zip(**SHEET, xl__sharedStrings_xml=STRINGS), "a.xlsx"),
        (a_zip(mimetype=ODT, content_xml="<t:p>BÁO CÁO</t:p><t:p>MẬT</t:p>"), "a.odt"),
        (a_pdf("TOI MAT", "Bao cao ve viec nay"), "a.pdf"),
        (a_picture("TUYET MAT"), "a.png"),
    ],
)
def test_a_stamp_of_secrecy_is_found_in_every_kind(data: bytes, name: str) -> None:
    assert _code(data, name) == "A63"


def test_the_child_looks_over() -> None:
    assert look_over_limited("Mẫu".encode(), "mau.txt") == "text/plain"
    with pytest.raises(Refusal) as refused:
        look_over_limited("MẬT\n".encode(), "mau.txt")
    assert refused.value.reason.code == "A63"


def test_the_child_reads_the_plan_too() -> None:
    words = "KẾ HOẠCH\nPhát động thi đua\n\nII. CHỈ TIÊU\n(1) Thu ngân sách đạt 1.784,4 tỷ đồng.\n"
    document, plan = read_paper_limited(words.encode(), "a.txt")
    assert document.text.startswith("KẾ HOẠCH")
    assert plan["x_text"] == document.text and len(plan["targets"]) == 1


def test_a_paper_made_to_keep_the_reader_busy_is_stopped() -> None:
    with pytest.raises(Refusal) as refused:
        read_paper_limited(("(" * 40 + "\n").encode() * 40_000, "a.txt", seconds=1)
    assert refused.value.reason.code == "A30"
