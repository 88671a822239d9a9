"""Each hostile file is answered by its code within 20 seconds and 512 MB, in a child that cannot hurt its parent."""

from __future__ import annotations

import io
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from paper_parts import cell, docx, docx_parts, para, pdf, shown, xlsx_parts, zipped
from PIL import Image

from thidua.formats import child
from thidua.formats.child import read_limited, read_sheet_limited, safe_png_limited
from thidua.formats.refusals import Refusal
from thidua.formats.sheets import Column

COLUMNS = (Column("code", "Mã"), Column("result", "Kết quả"))
LOL = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY b{n} '{'&a;' * 10}'>" for n in range(9)) + "]><l>&b8;</l>"


def nested_tables(depth: int) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * depth + para("x") + "<w:p/></w:tc></w:tr></w:tbl>" * depth)


def nested_boxes(depth: int) -> bytes:
    return docx("<w:sdt><w:sdtContent>" * depth + para("x") + "</w:sdtContent></w:sdt>" * depth)


def bomb(name: str, size: int) -> bytes:
    return zipped(docx_parts() | {name: bytes(size)})


def flood() -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(bytes(60_001 * 7_000), 9)
    chunks = [header, pixels, b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def many_entries() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for number in range(30_000):
            archive.writestr(f"word/{number}", "")
    return out.getvalue()


def stamped() -> bytes:
    return docx(para("ỦY BAN NHÂN DÂN") + para("T Ố I  M Ậ T") + para("KẾ HOẠCH"))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)

PAPERS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.docx", lambda: b"", "A01"),
    ("a.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "A03"),
    ("a.docx", lambda: pdf(shown((72, 780, "x"))), "A04"),
    ("a.pdf", lambda: b"MZ" + bytes(2000), "A05"),
    ("a.docm", docx, "A06"),
    ("a.docx", lambda: zipped(docx_parts() | {"word/vbaProject.bin": "x"}), "A07"),
    ("a.docx", lambda: zipped(docx_parts() | {"word/document.xml": LOL}), "A08"),
    ("a.docx", lambda: bomb("word/document.xml", 500 * 2**20), "A10"),
    ("a.docx", lambda: zipped(docx_parts() | {f"word/{n}.xml": bytes(39 * 2**20) for n in range(3)}), "A11"),
    ("a.docx", many_entries, "A12"),
    ("a.docx", lambda: zipped(docx_parts() | {"../../etc/cron.d/x": "x"}), "A13"),
    ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "A15"),
    ("a.docx", lambda: docx()[:400], "A16"),
    ("a.docx", lambda: docx()[:60], "A16"),
    ("a.docx", lambda: zipped({"a.txt": "x"}), "A17"),
    ("a.docx", lambda: nested_tables(300), "A18"),
    ("a.docx", lambda: nested_boxes(5_000), "A18"),
    ("a.odt", lambda: b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "A16"),
    ("a.pdf", lambda: pdf(shown((72, 780, "x")), catalog="/OpenAction<</S/Launch>>"), "A26"),
    ("a.pdf", lambda: pdf(shown((72, 780, "x")), catalog="/Names<</EmbeddedFiles 9 0 R>>"), "A27"),
    ("a.pdf", lambda: b"%PDF-1.7" + bytes(1000), "A28"),
    ("a.docx", lambda: docx("<w:p/>" * 3_300_000), "A30"),
    ("a.docx", lambda: docx(para("thi đua " * 1000) * 300), "A30"),
    ("a.txt", lambda: bytes(26 * 2**20), "A36"),
    ("a\u202ecod.exe", docx, "A38"),
    ("a.docx", stamped, "A63"),
    ("a.png", flood, "C09"),
]


@pytest.mark.parametrize(("name", "make", "code"), PAPERS, ids=[f"{code}-{name[:6]}" for name, _, code in PAPERS])
def test_paper(name: str, make: Callable[[], bytes], code: str) -> None:
    data = make()
    started = time.monotonic()
    with pytest.raises(Refusal) as ground:
        read_limited(data, name)
    assert ground.value.reason.code == code
    assert time.monotonic() - started < 20
    assert "{" not in ground.value.text and "Traceback" not in ground.value.text


def sheet(inside: str) -> bytes:
    return zipped(xlsx_parts(inside))


def far_cell() -> bytes:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>')


def million_rows() -> bytes:
    return sheet(
        "<sheetData>"
        + "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 400_000))
        + "</sheetData>"
    )


SHEETS: list[tuple[str, Callable[[], bytes], str]] = [
    ("a.xlsx", lambda: b"", "B01"),
    ("a.xls", lambda: OLE + "Workbook".encode("utf-16-le"), "B02"),
    ("a.xlsm", lambda: sheet(""), "B03"),
    ("a.xlsx", lambda: zipped({"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "B04"),
    ("a.csv", lambda: b"Ma,Ket qua\n" + b"1,2\n" * 2_000_000, "B10"),
    ("a.xlsx", lambda: zipped(xlsx_parts("") | {"xl/worksheets/sheet1.xml": bytes(100 * 2**20)}), "B11"),
    ("a.xlsx", far_cell, "B12"),
    ("a.xlsx", million_rows, "B12"),
    ("a.xlsx", lambda: zipped(xlsx_parts("") | {"xl/styles.xml": LOL}), "B13"),
    ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "B14"),
]


@pytest.mark.parametrize(("name", "make", "code"), SHEETS, ids=[f"{code}-{name}" for name, _, code in SHEETS])
def test_sheet(name: str, make: Callable[[], bytes], code: str) -> None:
    data = make()
    started = time.monotonic()
    with pytest.raises(Refusal) as ground:
        read_sheet_limited(data, name, columns=COLUMNS)
    assert ground.value.reason.code == code
    assert time.monotonic() - started < 20


def test_empty_formatted_rows_to_the_end_of_the_sheet_are_no_fault() -> None:
    rows = f'<row r="1">{cell("A1", "Mã")}{cell("B1", "Kết quả")}</row>'
    rows += '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>97.4</v></c></row>'
    rows += '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    found = read_sheet_limited(sheet(f"<sheetData>{rows}</sheetData>"), "a.xlsx", columns=COLUMNS)
    assert [str(row.value("result")) for row in found.rows] == ["97.4"]


def test_a_slow_reader_is_stopped_by_the_clock() -> None:
    noise = Image.frombytes("L", (2400, 2400), random.Random(5).randbytes(2400 * 2400)).reduce(3).resize((2400, 2400))
    out = io.BytesIO()
    noise.save(out, "JPEG")
    started = time.monotonic()
    with pytest.raises(Refusal) as ground:
        read_limited(out.getvalue(), "a.jpg", seconds=1)
    assert ground.value.text == "Tệp quá phức tạp, đã dừng sau 1 giây."
    assert time.monotonic() - started < 5


def test_too_little_memory_is_said_plainly() -> None:
    with pytest.raises(Refusal) as ground:
        read_limited(docx(para("x") * 200_000), "a.docx", megabytes=60)
    assert ground.value.text == "Tệp cần quá 60 MB bộ nhớ để đọc, đã dừng. Bỏ bớt ảnh, bảng rồi lưu lại."


def test_a_reader_that_dies_leaves_a_clear_word() -> None:
    with pytest.raises(Refusal) as ground:
        child._ask({"act": "an order nobody knows", "file_name": "a.docx"}, docx(), seconds=9, megabytes=512)
    assert ground.value.reason.code == "A16"
    assert "dừng giữa chừng" in ground.value.text


def test_good_papers_pass_the_same_way() -> None:
    found = read_limited(docx(para("KẾ HOẠCH") + para("Đạt 97%")), "ke-hoach.docx")
    assert (found.text, found.notes) == ("KẾ HOẠCH\nĐạt 97%", ())
    assert read_limited("Kế hoạch".encode("utf-16-le") * 20, "a.txt", encoding="utf-16-le").text.startswith("Kế hoạch")
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "blue").save(out, "PNG")
    assert safe_png_limited(out.getvalue()).startswith(b"\x89PNG")


def test_the_child_sees_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THIDUA_SECRET_KEY", "x")
    seen: list[dict[str, str]] = []
    real = subprocess.Popen

    def watched(command: list[str], **how: Any) -> subprocess.Popen[bytes]:
        seen.append(how["env"])
        return real(command, **how)

    monkeypatch.setattr(subprocess, "Popen", watched)
    read_limited(b"KE HOACH", "a.txt")
    assert len(seen) == 1 and "THIDUA_SECRET_KEY" not in seen[0]


def test_the_child_reaches_no_network() -> None:
    probe = "import thidua.formats.child.__main__ as m, socket; m._limit(5, 512); socket.create_connection(('::1', 9))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)
    assert b"PermissionError: a reader has no business on the network" in done.stderr


def test_the_child_starts_without_the_web_framework() -> None:
    probe = "import sys, thidua.formats.child.__main__, thidua.formats.reading as r; r.linearise(b'x y', 'a.txt')"
    probe += "; print('django' in sys.modules, 'PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True)
    assert done.stdout.split() == [b"False", b"False"]
