"""What is checked before any parser opens a file: its name, its size, its real type, and the inside of archives.

The limits stand in the catalogue of bad input (rows A01 to A38, C28 to C33); each check is a few milliseconds.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
from pathlib import PurePosixPath

from thidua.core.verdicts import Reason
from thidua.formats.refusals import Refusal, grouped, megabytes, refusal

MAX_FILE = 25 * 2**20
MAX_ENTRIES = 2_000
MAX_PART = 40 * 2**20
MAX_PARTS = 80 * 2**20
MAX_RATIO = 200
RATIO_FREE = 20 * 2**20
MAX_NAME = 150
MAX_PIXELS = 50_000_000

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
RTF = "application/rtf"
ENCRYPTED = "application/x-encrypted-office"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"{\\rtf", RTF),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
_TURNED = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_DECLARED_ENCODING = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_KNOWN_ENCODINGS = {
    "utf-8",
    "utf8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "windows-1252",
}


def sniff(data: bytes) -> str:
    """Media type by content alone; "text/plain" when nothing binary is seen. Reads bytes, opens no archive."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _sniff_ole(data)
    for magic, media_type in _MAGIC:
        if data.startswith(magic):
            return media_type
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    head = data[:4096]
    if b"\0" in head:
        return TEXT if looks_utf16(head) else UNKNOWN
    odd = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1a\x1b\0" for byte in head)
    return UNKNOWN if odd * 20 > len(head) else TEXT


def looks_utf16(head: bytes) -> str | None:
    """ "utf-16-le" or "utf-16-be" when every other byte is mostly zero, as Latin letters are there; else None."""
    half = max(len(head) // 2, 1)
    low, high = head[1::2].count(0) / half, head[0::2].count(0) / half
    if max(low, high) < 0.3 or min(low, high) > 0.1:
        return None
    return "utf-16-le" if low > high else "utf-16-be"


def _sniff_archive(data: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:120]:
        return ODT
    # Only the list at the end counts: a document may hold a whole workbook, names and all, inside a stored part.
    names = data[_directory_start(data) :]
    for name, media_type in ((b"xl/workbook.bin", XLSB), (b"xl/", XLSX), (b"word/", DOCX)):
        if name in names and b"[Content_Types].xml" in names:
            return media_type
    return ZIP


def is_cut(data: bytes) -> bool:
    """Whether an archive begins but its list of parts, which stands at the end, is missing."""
    return data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data


def _directory_start(data: bytes) -> int:
    end = data.rfind(b"PK\x05\x06")
    start = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else 0
    return start if start < len(data) else 0


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return ENCRYPTED
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    return XLS if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data else DOC


def check_size(data: bytes) -> None:
    """Refuses A01 (empty) and A36 (more than 25 MB)."""
    if not data:
        raise refusal("A01", "Tệp rỗng (0 byte). Hãy chọn lại tệp kế hoạch.")
    check_length(len(data))


def check_length(size: int) -> None:
    """Refuses A36 by the number of bytes alone, before a door reads them into memory."""
    if size > MAX_FILE:
        raise refusal("A36", "Tệp {found}, tối đa {most}.", found=megabytes(size), most=megabytes(MAX_FILE))


def extension(file_name: str) -> str:
    """The ending in lower case with its dot, "" without one."""
    return PurePosixPath(file_name.replace("\\", "/")).suffix.lower()


def check_file_name(name: str) -> tuple[str, tuple[Reason, ...]]:
    """The name to store and what was changed in it (A37, C29, C30, C33).

    Raises Refusal A38 for characters that turn the reading direction, C32 for control characters.
    """
    if _TURNED.search(name):
        raise refusal("A38", "Tên tệp chứa ký tự đảo chiều; đổi tên tệp.")
    if _CONTROL.search(name):
        raise refusal("C32", "Tên tệp chứa ký tự điều khiển hoặc dấu xuống dòng; đổi tên tệp.")
    clean = unicodedata.normalize("NFC", name)
    notes = []
    last = re.split(r"[/\\]", clean)[-1]
    if last != clean:
        clean = last
        notes.append(Reason("C29", 'Tên tệp đã đổi thành "{name}".', {"name": clean}))
    trimmed = clean.strip().rstrip(". ")
    trimmed = f"_{trimmed}" if _RESERVED.match(trimmed) else trimmed
    trimmed = re.sub(r'[<>:"|?*]', "_", trimmed)
    stem, ending = trimmed[: len(trimmed) - len(extension(trimmed))], extension(trimmed)
    if not any(character.isalnum() for character in stem):
        trimmed = f"tep-1{ending}"
        notes.append(Reason("C33", 'Tên tệp không có chữ nào; đặt tên "{name}".', {"name": trimmed}))
    elif trimmed != clean:
        notes.append(Reason("C30", 'Tên tệp đã chỉnh thành "{name}".', {"name": trimmed}))
    if len(trimmed) > MAX_NAME:
        ending = ending[:20]
        trimmed = trimmed[: MAX_NAME - len(ending)].rstrip(". ") + ending
        notes.append(Reason("A37", "Tên tệp đã rút gọn khi lưu."))
    return trimmed, tuple(notes)


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive after every check on its list and its XML parts. Refuses A06 to A16 and A19."""
    # The list itself can be the attack: a 25 MB file can name half a million entries.
    if data.count(b"PK\x01\x02") > 10 * MAX_ENTRIES:
        raise _too_many(data.count(b"PK\x01\x02"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise broken() from error
    _check_list(archive.infolist(), len(data))
    for entry in archive.infolist():
        _check_part(archive, entry)
    return archive


def broken() -> Refusal:
    """A16: the file cannot be opened as what it claims to be."""
    return refusal("A16", "Tệp bị hỏng hoặc tải chưa hết. Tải lại từ máy của bạn.")


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Bytes of one part; A16 when it is cut or its checksum is wrong."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise broken() from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise broken() from error
        raise


def _too_many(count: int) -> Refusal:
    return refusal("A12", "Tệp có {found} thành phần, tối đa {most}.", found=grouped(count), most=grouped(MAX_ENTRIES))


def _check_list(entries: list[zipfile.ZipInfo], packed: int) -> None:
    if len(entries) > MAX_ENTRIES:
        raise _too_many(len(entries))
    seen = set()
    for entry in entries:
        _check_entry(entry)
        if entry.filename.casefold() in seen:
            raise refusal("A19", "Tệp có hai thành phần trùng tên; không rõ bản nào đúng.")
        seen.add(entry.filename.casefold())
    total = sum(entry.file_size for entry in entries)
    if total > MAX_PARTS:
        raise refusal(
            "A11", "Tổng dung lượng giải nén {found} vượt {most}.", found=megabytes(total), most=megabytes(MAX_PARTS)
        )
    if total > RATIO_FREE and total > MAX_RATIO * packed:
        raise refusal(
            "A11",
            "Tệp giải nén lớn gấp {found} lần, tối đa {most} lần. Lưu lại bằng Word hoặc Excel.",
            found=grouped(total // packed),
            most=grouped(MAX_RATIO),
        )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    # zipfile cuts `filename` at a NUL; what was really written is in `orig_filename`.
    path = entry.orig_filename.replace("\\", "/")
    if path.startswith("/") or "\0" in path or ":" in path or ".." in path.split("/"):
        raise refusal("A13", "Tệp chứa đường dẫn thoát ra ngoài. Lưu lại bằng Word thành .docx mới.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refusal("A14", "Tệp chứa liên kết ra ngoài. Lưu lại bằng Word thành .docx mới.")
    if entry.flag_bits & 1:
        raise refusal("A15", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise broken()
    if entry.file_size > MAX_PART:
        raise refusal(
            "A10",
            "Tệp giải nén quá lớn ({found}, tối đa {most}). Bỏ bớt ảnh rồi lưu lại.",
            found=megabytes(entry.file_size),
            most=megabytes(MAX_PART),
        )
    if path.lower().endswith("vbaproject.bin"):
        raise refusal("A07", "Tệp chứa macro ẩn. Lưu lại bằng Word thành .docx mới.")


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.is_dir():
        return
    named = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    if not named:
        try:
            with archive.open(entry) as part:
                named = part.read(200).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
        except Exception:
            return  # A picture that cannot be unpacked is never read, so it cannot do harm.
    if named:
        check_xml(entry.filename, read_part(archive, entry.filename))


def check_xml(name: str, content: bytes) -> None:
    """Refuses A08 (a DTD, or an encoding in which one could hide) and A06 (a part list that declares macros)."""
    zeros = content[:200].count(0)
    wide = "utf-16-be" if content[:2] == b"\xfe\xff" or content[:1] == b"\0" else "utf-16-le"
    text = content.decode(wide if zeros or content[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
    declared = _DECLARED_ENCODING.match(text[:400].lstrip("\ufeffï»¿"))
    strange = declared is not None and declared[1].lower() not in _KNOWN_ENCODINGS
    # UTF-32 shows as rows of zeros, EBCDIC as a part that does not begin like XML at all.
    strange = strange or b"\0\0\0" in content[:200] or text.lstrip("\ufeffï»¿ \t\r\n")[:1] not in ("<", "")
    if strange or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refusal("A08", "Tệp chứa khai báo XML không an toàn (DTD) tại {part}. Tệp bị từ chối.", part=name)
    if name == "[Content_Types].xml" and "macroenabled" in text.lower():
        raise refusal("A06", "Tệp có macro không được nhận. Lưu thành .docx.")
