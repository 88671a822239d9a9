"""A file that is kept and handed on as it came: what it must not be is looked for before it is stored."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from thidua.core.plans.reading.structure.secrecy import secrecy_stamp
from thidua.formats import guard
from thidua.formats.reading import stamped
from thidua.formats.refusals import Refusal, refusal

_KEPT = {
    ".docx": guard.DOCX,
    ".xlsx": guard.XLSX,
    ".odt": guard.ODT,
    ".pdf": guard.PDF,
    ".png": guard.PNG,
    ".jpg": guard.JPEG,
    ".jpeg": guard.JPEG,
    ".txt": guard.TEXT,
    ".md": guard.TEXT,
    ".csv": guard.TEXT,
}
_TAG = re.compile(r"<[^<>]*>")
_ENDS = re.compile(r"</(?:\w+:)?(?:si|is|p|h)>")


def look_over(data: bytes, file_name: str, *, on_page: Callable[[], None] = lambda: None) -> str:
    """The media type of a file that may be kept. Call it through `child.look_over_limited`.

    Raises Refusal: A01, A36, A38, C32 as `guard`; A05 for a kind that is not kept or that its name hides; what the
    readers refuse (macros, DTD, bombs, commands in a PDF, broken pictures); A63 for a stamp of secrecy in the text, or
    on the first page of a scan (reliability T21, T22, T29; catalogue C03 to C24, C65).
    """
    guard.check_size(data)
    name, _notes = guard.check_file_name(file_name)
    found = guard.sniff(data)
    if found == guard.ENCRYPTED:
        raise refusal("A15", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại.")
    if _KEPT.get(guard.extension(name)) != found:
        raise refusal("A05", "Chọn tệp Word, Excel, PDF, ảnh hoặc văn bản thường. Tên tệp phải mang đúng phần mở rộng.")
    if any(secrecy_stamp(text) for text in _texts(data, found, on_page)):
        raise stamped()
    return found


def _texts(data: bytes, media_type: str, on_page: Callable[[], None]) -> Iterator[str]:
    if media_type == guard.DOCX:
        from thidua.formats.docx import linearise_docx

        yield linearise_docx(data).text
    elif media_type in (guard.XLSX, guard.ODT):
        yield from _parts(data)
    elif media_type == guard.PDF:
        from thidua.formats.pdf import text_of_kept_pdf

        yield text_of_kept_pdf(data, on_page=on_page)
    elif media_type in (guard.PNG, guard.JPEG):
        from thidua.formats.scan.reading import linearise_image

        on_page()
        yield linearise_image(data, media_type).text
    else:
        yield _plain(data)


def _parts(data: bytes) -> Iterator[str]:
    """The words of a workbook or of an .odt, one cell or paragraph to a line."""
    archive = guard.open_archive(data)
    for entry in archive.infolist():
        if entry.filename == "content.xml" or (entry.filename.startswith("xl/") and entry.filename.endswith(".xml")):
            text = guard.read_part(archive, entry.filename).decode("utf-8", "replace").replace("\n", " ")
            yield html.unescape(_TAG.sub("", _ENDS.sub("\n", text)))


def _plain(data: bytes) -> str:
    from thidua.formats.text import read_text

    try:
        return read_text(data)[0]
    except Refusal:
        # Whose letters they are is not ours to know: the file is only handed on.
        return data.decode("utf-8", "replace")
