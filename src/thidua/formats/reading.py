"""One door for a paper's file: its bytes and its name in, its plain text out, or a refusal with the reason."""

from __future__ import annotations

from collections.abc import Callable

from thidua.core.plans.secrecy import secrecy_stamp
from thidua.formats import guard
from thidua.formats.linearised import Linearised, linearised
from thidua.formats.refusals import Refusal, refusal

ACCEPTED = (".docx", ".pdf", ".txt", ".md", ".png", ".jpg")

_EXPECTED = {
    ".docx": guard.DOCX,
    ".pdf": guard.PDF,
    ".txt": guard.TEXT,
    ".md": guard.TEXT,
    ".png": guard.PNG,
    ".jpg": guard.JPEG,
    ".jpeg": guard.JPEG,
}
_NAMES = {
    guard.DOCX: ("tài liệu Word", ".docx"),
    guard.PDF: ("PDF", ".pdf"),
    guard.PNG: ("ảnh PNG", ".png"),
    guard.JPEG: ("ảnh JPG", ".jpg"),
    guard.TEXT: ("tệp chữ", ".txt"),
}


def linearise(
    data: bytes, file_name: str, *, encoding: str | None = None, on_page: Callable[[], None] = lambda: None
) -> Linearised:
    """Plain text of a plan file (.docx, .pdf, .txt, .md, .png, .jpg), by its content and its name.

    `encoding` is the clerk's answer to A33 for a text file; `on_page` is called before each page that is read as a
    picture. Raises Refusal with the codes A01 to A36, A38, A63, C06, C09 and C11. Call it through
    `child.read_limited`: the parsers of strangers' files get a process of their own.
    """
    guard.check_size(data)
    name, name_notes = guard.check_file_name(file_name)
    media_type = _agreed_type(data, name)
    found = _read(data, media_type, encoding, on_page)
    if not found.text.strip() and not any(note.code == "A22" for note in found.notes):
        raise refusal("A02", "Tệp không có chữ nào đọc được.")
    if secrecy_stamp(found.text):
        raise stamped()
    notes = name_notes + found.notes
    return linearised(
        data,
        found.text,
        found.media_type,
        pages=found.page_lines,
        confidence=found.confidence,
        doubtful=found.doubtful_lines,
        notes=notes,
    )


def stamped() -> Refusal:
    """A63, for a paper that bears a stamp of secrecy."""
    return refusal(
        "A63",
        "Tài liệu có dấu độ mật. Hệ thống không lưu; nội dung vừa gửi đã bị xóa. Xử lý theo quy định bí mật nhà nước.",
    )


def _read(data: bytes, media_type: str, encoding: str | None, on_page: Callable[[], None]) -> Linearised:
    # Each reader is loaded only when its kind of file comes: the process starts in a third of the time.
    if media_type == guard.DOCX:
        from thidua.formats.docx import linearise_docx

        return linearise_docx(data)
    if media_type == guard.PDF:
        from thidua.formats.pdf import linearise_pdf

        return linearise_pdf(data, on_page=on_page)
    if media_type in (guard.PNG, guard.JPEG):
        from thidua.formats.scan.reading import linearise_image

        on_page()
        return linearise_image(data, media_type)
    from thidua.formats.text import read_text

    text, notes = read_text(data, encoding=encoding)
    return linearised(data, text, guard.TEXT, notes=notes)


def _agreed_type(data: bytes, name: str) -> str:
    """The type that content and name agree on. Refuses A03 to A06, A15, A17, A20 and B02 to B04 for a plan file."""
    ending, found = guard.extension(name), guard.sniff(data)
    if ending == ".docm":
        raise refusal("A06", "Tệp có macro không được nhận. Lưu thành .docx.")
    if found == guard.ENCRYPTED:
        raise refusal("A15", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại.")
    if ending == ".doc" or found == guard.DOC:
        raise refusal("A03", "Tệp .doc kiểu cũ chưa đọc được. Mở bằng Word, chọn Lưu thành .docx rồi tải lại.")
    if ending == ".odt" or found == guard.ODT:
        raise refusal("A20", "Tệp .odt chưa hỗ trợ. Lưu thành .docx.")
    if ending == ".docx" and guard.is_cut(data):
        raise guard.broken()
    expected = _EXPECTED.get(ending)
    if expected is None or found != expected:
        raise _other_type(ending, found, expected)
    return found


def _other_type(ending: str, found: str, expected: str | None) -> Refusal:
    if ending == ".docx" and found in (guard.ZIP, guard.XLSX, guard.XLSB):
        return refusal("A17", "Đây không phải tài liệu Word.")
    if found in _NAMES and found != guard.TEXT:
        kind, right = _NAMES[found]
        shown = f"là {ending}" if ending else "không có phần mở rộng"
        return refusal(
            "A04",
            "Tên tệp {shown} nhưng nội dung là {kind}. Đổi lại phần mở rộng {right}.",
            shown=shown,
            kind=kind,
            right=right,
        )
    named = _NAMES[expected][0] if expected else "tệp đọc được"
    return refusal("A05", "Đây không phải {kind}. Chỉ nhận {accepted}.", kind=named, accepted=", ".join(ACCEPTED))
