"""One door for a paper's file: its bytes and its name in, its plain text out, or a refusal with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from thidua.core.plans.reading.structure.secrecy import secrecy_stamp
from thidua.core.verdicts import Reason
from thidua.formats import guard
from thidua.formats.linearised import Linearised, linearised
from thidua.formats.pages.joining import ReadPage, join_pages
from thidua.formats.refusals import Refusal, refusal

ACCEPTED = (".docx", ".pdf", ".txt", ".md", ".png", ".jpg", ".doc", ".odt", ".rtf")

_EXPECTED = {
    ".docx": guard.DOCX,
    ".pdf": guard.PDF,
    ".txt": guard.TEXT,
    ".md": guard.TEXT,
    ".png": guard.PNG,
    ".jpg": guard.JPEG,
    ".jpeg": guard.JPEG,
    ".doc": guard.DOC,
    ".odt": guard.ODT,
    ".rtf": guard.RTF,
}
_NAMES = {
    guard.DOCX: ("tài liệu Word", ".docx"),
    guard.PDF: ("PDF", ".pdf"),
    guard.PNG: ("ảnh PNG", ".png"),
    guard.JPEG: ("ảnh JPG", ".jpg"),
    guard.TEXT: ("tệp chữ", ".txt"),
    guard.DOC: ("Word kiểu cũ", ".doc"),
    guard.ODT: ("tài liệu OpenDocument", ".odt"),
    guard.RTF: ("tài liệu RTF", ".rtf"),
}
# The letters of every stamp in their order, whatever stands between them; most papers lack them, and are done sooner.
_MAY_BE_STAMPED = re.compile(r"m[\W_]*[aậ][\W_]*t", re.IGNORECASE)
_OLD = (guard.DOC, guard.ODT, guard.RTF)


def linearise(
    data: bytes, file_name: str, *, encoding: str | None = None, on_page: Callable[[], None] = lambda: None
) -> Linearised:
    """Plain text of a plan file, one of `ACCEPTED`, by its content and its name.

    A .doc, .odt or .rtf is turned into .docx by LibreOffice first, so it can only be read where that may be started.

    `encoding` is the clerk's answer to A33 for a text file; `on_page` is called before each page that is read as a
    picture. Raises Refusal with the codes A01 to A36, A38, A63, C06, C09 and C11. Call it through
    `child.read_limited`: the parsers of strangers' files get a process of their own.
    """
    guard.check_size(data)
    name, name_notes = guard.check_file_name(file_name)
    media_type = _agreed_type(data, name)
    found = _read_old(data, name) if media_type in _OLD else _read(data, media_type, encoding, on_page)
    if not found.text.strip() and not any(note.code == "A22" for note in found.notes):
        raise refusal("A02", "Tệp không có chữ nào đọc được.")
    return _looked_over(data, found, name_notes)


def joined(data: bytes, file_name: str, pages: Sequence[ReadPage]) -> Linearised:
    """The paper of a PDF whose pages were read one by one. Raises Refusal A02 and A63 as `linearise`."""
    _name, name_notes = guard.check_file_name(file_name)
    found = join_pages(data, pages, guard.PDF)
    if not found.text.strip():
        raise refusal("A02", "Tệp không có chữ nào đọc được.")
    return _looked_over(data, found, name_notes)


def _looked_over(data: bytes, found: Linearised, name_notes: tuple[Reason, ...]) -> Linearised:
    refuse_stamp(found.text)
    return linearised(
        data,
        found.text,
        found.media_type,
        pages=found.page_lines,
        confidence=found.confidence,
        doubtful=found.doubtful_lines,
        notes=name_notes + found.notes,
    )


def refuse_stamp(text: str) -> None:
    """Raises Refusal A63 for the text of a paper that bears a stamp of secrecy."""
    if _MAY_BE_STAMPED.search(unicodedata.normalize("NFKC", text)) and secrecy_stamp(text):
        raise stamped()


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


def _read_old(data: bytes, name: str) -> Linearised:
    from thidua.formats.child.office import check_old
    from thidua.formats.child.taking import taken
    from thidua.formats.docx import linearise_docx

    paper = taken(data, name, lambda _name, kind: check_old(data, kind))
    return paper.as_given(linearise_docx(paper.data))


def _agreed_type(data: bytes, name: str) -> str:
    """The type that content and name agree on. Refuses A03 to A06, A15, A17, A20 and B02 to B04 for a plan file."""
    ending, found = guard.extension(name), guard.sniff(data)
    if ending == ".docm":
        raise refusal("A06", "Tệp có macro không được nhận. Lưu thành .docx.")
    if found == guard.ENCRYPTED:
        raise refusal("A15", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại.")
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
