"""Bad plan files by their row of annex A: name, bytes, and the sentence that must answer them."""

from __future__ import annotations

import io
import re
import stat
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from paper_parts import docx, docx_parts, para, pdf, shown, zipped
from test_hostile import LOL, OLE, nested_tables
from test_pdf import LOCKED

PAGE = shown((72, 780, "x"))


@dataclass(frozen=True)
class Bad:
    """One file that is not taken."""

    code: str
    name: str
    make: Callable[[], bytes]
    said: str

    @property
    def named(self) -> str:
        return f"{self.code}-{re.sub(r'[^a-z.]', '', self.name)[-12:]}"


def link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("word/document.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def doubled() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in ("<a/>", "<b/>"):
            archive.writestr("word/document.xml", content)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def flood() -> bytes:
    """A picture that only says how large it is: 60,000 points on each side."""
    chunks = (b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0), b"IDAT")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


def crowded() -> bytes:
    return zipped(docx_parts() | {f"word/{number}": "" for number in range(2_000)})


def swollen() -> bytes:
    packed = zlib.compress(bytes(101 * 2**20), 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"
    return pdf(PAGE, objects=(stream,))


def with_part(**parts: str | bytes) -> Callable[[], bytes]:
    return lambda: zipped(docx_parts() | {name.replace("__", "/").replace("_", "."): parts[name] for name in parts})


def stamp(*words: str) -> Callable[[], bytes]:
    return lambda: docx("".join(para(word) for word in ("ỦY BAN NHÂN DÂN", *words, "KẾ HOẠCH")))


EXTERNAL = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
BROKEN = "KẾ HOẠCH\nPhát động phong trào\n".encode() + b"thi \xe1\xbb\nhet"
SECRET = "Tài liệu có dấu độ mật. Hệ thống không lưu; nội dung vừa gửi đã bị xóa."


def empty_odt() -> bytes:
    """A sound archive that says it is an .odt and holds no paper."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return out.getvalue()


BAD = [
    Bad("A01", "ke-hoach.docx", lambda: b"", "Tệp rỗng (0 byte). Hãy chọn lại tệp kế hoạch."),
    Bad("A02", "ke-hoach.txt", "\ufeff  \f\r\n\u00a0 ".encode, "Tệp không có chữ nào đọc được."),
    Bad("A03", "ke-hoach.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), "chọn Lưu thành .docx rồi tải lại"),
    Bad("A04", "ke-hoach.docx", lambda: pdf(PAGE), "Tên tệp là .docx nhưng nội dung là PDF."),
    Bad("A05", "ke-hoach.pdf", lambda: b"MZ" + bytes(2000), "Đây không phải PDF. Chỉ nhận .docx, .pdf, .txt"),
    Bad("A06", "ke-hoach.docm", docx, "Tệp có macro không được nhận. Lưu thành .docx."),
    Bad("A07", "ke-hoach.docx", with_part(word__vbaProject_bin="x"), "Lưu lại bằng Word thành .docx mới."),
    Bad("A08", "ke-hoach.docx", with_part(word__document_xml=EXTERNAL), "khai báo XML không an toàn (DTD) tại word/"),
    Bad("A09", "ke-hoach.docx", with_part(word__document_xml=LOL), "khai báo XML không an toàn (DTD) tại word/"),
    Bad("A10", "ke-hoach.docx", with_part(word__a_bin=bytes(41 * 2**20)), "Tệp giải nén quá lớn (41 MB, tối đa 40 MB)"),
    Bad("A11", "ke-hoach.docx", with_part(word__a_bin=bytes(30 * 2**20)), "Tệp giải nén lớn gấp"),
    Bad("A12", "ke-hoach.docx", crowded, "thành phần, tối đa 2.000."),
    Bad("A13", "ke-hoach.docx", lambda: zipped(docx_parts() | {"../../x": "x"}), "Tệp chứa đường dẫn thoát ra ngoài."),
    Bad("A14", "ke-hoach.docx", link, "Tệp chứa liên kết ra ngoài."),
    Bad("A15", "ke-hoach.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "Gỡ mật khẩu rồi tải lại."),
    Bad("A16", "ke-hoach.docx", lambda: docx()[:400], "Tệp bị hỏng hoặc tải chưa hết. Tải lại từ máy của bạn."),
    Bad("A17", "ke-hoach.docx", lambda: zipped({"a.txt": "x"}), "Đây không phải tài liệu Word."),
    Bad("A18", "ke-hoach.docx", lambda: nested_tables(300), "lồng nhau quá sâu"),
    Bad("A19", "ke-hoach.docx", doubled, "Tệp có hai thành phần trùng tên; không rõ bản nào đúng."),
    Bad("A20", "ke-hoach.odt", empty_odt, "chọn Lưu thành .docx rồi tải lại"),
    Bad("A21", "ke-hoach.pdf", lambda: pdf(PAGE).replace(b"/Root 1 0 R", b"/Root 1 0 R" + LOCKED.encode()), "mật khẩu"),
    Bad("A24", "ke-hoach.pdf", pdf, "PDF không có trang nào."),
    Bad("A25", "ke-hoach.pdf", lambda: pdf(*[""] * 301), "PDF 301 trang, tối đa 300. Chỉ tải phần kế hoạch."),
    Bad("A26", "ke-hoach.pdf", lambda: pdf(PAGE, catalog="/OpenAction<</S/JavaScript/JS(1)>>"), "lệnh tự chạy"),
    Bad("A27", "ke-hoach.pdf", lambda: pdf(PAGE, catalog="/Names<</EmbeddedFiles 9 0 R>>"), "PDF đính kèm tệp khác"),
    Bad("A28", "ke-hoach.pdf", lambda: b"%PDF-1.7" + bytes(1000), "PDF hỏng cấu trúc. Xuất lại từ Word."),
    Bad("A29", "ke-hoach.pdf", swollen, "PDF giải nén quá lớn"),
    Bad("A30", "ke-hoach.docx", lambda: docx("<w:p/>" * 3_300_000), "Tệp quá phức tạp"),
    Bad("A33", "ke-hoach.txt", lambda: ("Ke hoach thi dua " * 9).encode("utf-16-le"), "lưu lại theo UTF-8"),
    Bad("A34", "ke-hoach.txt", lambda: BROKEN, "Có ký tự hỏng tại dòng 3. Lưu lại bằng UTF-8."),
    Bad("A36", "ke-hoach.txt", lambda: b"a" * (26 * 2**20), "Tệp 26 MB, tối đa 25 MB."),
    Bad("A63", "ke-hoach.txt", "MẬT\nKẾ HOẠCH\nThi đua".encode, SECRET),
    Bad("A63", "ke-hoach.docx", stamp("T Ố I  M Ậ T"), SECRET),
    Bad("A63", "ke-hoach.md", "UBND\n| TUYỆT MẬT |\nKẾ HOẠCH\n".encode, SECRET),
    Bad("C09", "ke-hoach.png", flood, "triệu điểm, tối đa 50 triệu."),
]  # fmt: skip
