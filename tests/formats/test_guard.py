"""Names, sizes, types and archives are checked before any parser sees them."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib

import pytest
from paper_parts import docx, docx_parts, pdf, xlsx, zipped

from thidua.formats import guard
from thidua.formats.guard import check_file_name, open_archive, sniff
from thidua.formats.images import open_image
from thidua.formats.refusals import Refusal, megabytes
from thidua.formats.text import read_text


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as ground:
        open_archive(data)
    return ground.value.reason.code


@pytest.mark.parametrize(
    ("name", "clean", "codes"),
    [
        ("ke-hoach.docx", "ke-hoach.docx", []),
        (unicodedata.normalize("NFD", "Kế hoạch.docx"), "Kế hoạch.docx", []),
        ("../../etc/passwd", "passwd", ["C29"]),
        (r"C:\Users\Lan\kế hoạch.pdf", "kế hoạch.pdf", ["C29"]),
        ("CON.pdf", "_CON.pdf", ["C30"]),
        ("ke-hoach.pdf. ", "ke-hoach.pdf", ["C30"]),
        ("   ", "tep-1", ["C33"]),
        ("🎉🎉.jpg", "tep-1.jpg", ["C33"]),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf", ["A37"]),
    ],
)
def test_names_are_put_right(name: str, clean: str, codes: list[str]) -> None:
    found, notes = check_file_name(name)
    assert (found, [note.code for note in notes]) == (clean, codes)


@pytest.mark.parametrize(
    ("name", "code"), [("ke\u202efdp.exe", "A38"), ("a\u2067.pdf", "A38"), ("a\0.pdf", "C32"), ("a\n.pdf", "C32")]
)
def test_names_that_lie_are_refused(name: str, code: str) -> None:
    with pytest.raises(Refusal) as ground:
        check_file_name(name)
    assert ground.value.reason.code == code


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (docx(), guard.DOCX),
        (xlsx(), guard.XLSX),
        (zipped({"a.txt": "x"}), guard.ZIP),
        (zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), guard.XLSB),
        (zipped(docx_parts() | {"word/embeddings/so.xlsx": xlsx()}), guard.DOCX),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", guard.ODT),
        (pdf(""), guard.PDF),
        (b"\x89PNG\r\n\x1a\n...", guard.PNG),
        (b"\xff\xd8\xff\xe0...", guard.JPEG),
        (b"MZ\x90\0", "application/x-msdownload"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), guard.DOC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), guard.ENCRYPTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), guard.XLS),
        ("Kế hoạch".encode(), guard.TEXT),
        (bytes(range(256)) * 4, guard.UNKNOWN),
    ],
)
def test_type_by_content(data: bytes, media_type: str) -> None:
    assert sniff(data) == media_type


def test_sound_files_pass() -> None:
    assert open_archive(docx()).namelist()
    assert open_archive(xlsx()).namelist()


def test_a_file_of_26_mb_is_refused_with_its_size() -> None:
    with pytest.raises(Refusal) as ground:
        guard.check_size(bytes(26 * 2**20 + 1))
    assert ground.value.text == "Tệp 26,1 MB, tối đa 25 MB."
    assert guard.check_size(bytes(25 * 2**20)) is None
    assert megabytes(399_000_000) == "381 MB"


@pytest.mark.parametrize("name", ["../x.xml", "word/../../x", "/etc/passwd", "..\\x", "C:/x"])
def test_paths_that_lead_out(name: str) -> None:
    assert code_of(zipped(docx_parts() | {name: "x"})) == "A13"


def test_symbolic_link() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert code_of(out.getvalue()) == "A14"


def test_two_parts_of_one_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("word/document.xml", "<b/>")
    assert code_of(out.getvalue()) == "A19"


def test_locked_archive_and_strange_packing() -> None:
    locked = bytearray(docx())
    start = locked.find(b"PK\x01\x02")
    locked[start + 8] |= 1
    assert code_of(bytes(locked)) == "A15"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert code_of(out.getvalue()) == "A16"


def test_macros() -> None:
    assert code_of(zipped(docx_parts() | {"word/vbaProject.bin": "x"})) == "A07"
    declared = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    assert code_of(zipped(docx_parts() | {"[Content_Types].xml": declared})) == "A06"


DTD = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    "part",
    [
        DTD.encode(),
        DTD.encode("utf-16"),
        DTD.encode("utf-16-be"),
        DTD.encode("utf-32"),
        DTD.replace('"1.0"', '"1.0" encoding="UTF-7"').encode("utf-7"),
        b'<?xml version="1.0" encoding="IBM037"?>' + DTD.encode("cp037"),
        DTD.encode("cp037"),
    ],
)
def test_entities_however_written(part: bytes) -> None:
    assert code_of(zipped(docx_parts() | {"word/styles.xml": part})) == "A08"


def test_entities_in_a_part_without_an_xml_name() -> None:
    assert code_of(zipped(docx_parts() | {"word/anything": DTD})) == "A08"


def test_too_many_parts() -> None:
    many = docx_parts() | {f"word/media/{number}": "" for number in range(2_000)}
    assert code_of(zipped(many)) == "A12"


def test_bombs() -> None:
    assert code_of(zipped(docx_parts() | {"word/media/a.bin": bytes(41 * 2**20)})) == "A10"
    three = {f"word/media/{number}.bin": bytes(30 * 2**20) for number in range(3)}
    assert code_of(zipped(docx_parts() | three)) == "A11"
    assert code_of(zipped(docx_parts() | {"word/media/a.bin": bytes(30 * 2**20)})) == "A11"


def test_a_part_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"word/document.xml": "<a>" + "x" * 500_000 + "</a>"}))
    directory = data.find(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = struct.pack("<I", 100)
    assert code_of(bytes(data)) == "A16"


def test_cut_in_half() -> None:
    data = docx()
    assert code_of(data[: len(data) // 2]) == "A16"


def test_pixel_flood_is_refused_by_its_header_alone() -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    pixels = struct.pack(">I", 4) + b"IDAT" + bytes(4) + struct.pack(">I", zlib.crc32(b"IDAT" + bytes(4)))
    flood = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    with pytest.raises(Refusal) as ground:
        open_image(flood + pixels)
    assert ground.value.text == "Ảnh 3.600 triệu điểm, tối đa 50 triệu."


def test_a_guarded_text_is_still_text() -> None:
    assert read_text(b"KE HOACH") == ("KE HOACH", ())
