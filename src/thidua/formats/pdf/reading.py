"""PDF files: what could run or hide in them is refused, text is read by lines, pictures go to the scan reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from thidua.formats.guard import PDF
from thidua.formats.linearised import Linearised, linearised, plain
from thidua.formats.pdf.dangers import check_bytes, holds_files, runs_commands
from thidua.formats.pdf.letters import text_lines
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.scan import reading as scan
from thidua.formats.pages.lines import PageLine, paragraphs
from thidua.formats.text import font_note, form_note

MAX_PAGES = 300
# A page with fewer letters than this is a picture with a page number or a stamp typed over it.
_FEW_LETTERS = 20
_SCAN_POINTS = 6_000_000


def linearise_pdf(data: bytes, *, on_page: Callable[[], None] = lambda: None) -> Linearised:
    """Text of a PDF, one paragraph per line, printed page numbers kept; pages without text are read as scans.

    `on_page` is called before each page that goes to the scan reader. Raises Refusal A21 (locked), A24 and A25 (pages),
    A26 (runs commands), A27 (holds files), A28 (broken), A29 (unpacks too large).
    """
    check_bytes(data)
    document = _open(data)
    try:
        return _read(data, document, on_page)
    finally:
        document.close()


def text_of_kept_pdf(data: bytes, *, on_page: Callable[[], None] = lambda: None) -> str:
    """Text of a PDF that is only kept: of all its pages, and of the first one when that is a picture.

    Refuses as `linearise_pdf`.
    """
    check_bytes(data)
    document = _open(data)
    pages = _Pages()
    try:
        for number in range(len(document)):
            page = _page(document, number)
            if number:
                pages.texts += [line.text for line in paragraphs(text_lines(page))]
            else:
                pages.add(page, on_page)
            page.close()
    finally:
        document.close()
    return plain("\n".join(pages.texts))


def _open(data: bytes) -> Any:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise refusal("A21", "PDF bị khóa mật khẩu. Gỡ mật khẩu rồi tải lại.") from error
        if re.search(rb"/Count\s+0\b", data) and not re.search(rb"/Type\s*/Page\b", data):
            raise _no_pages() from error
        raise refusal("A28", "PDF hỏng cấu trúc. Xuất lại từ Word.") from error
    if len(document) == 0:
        raise _no_pages()
    if len(document) > MAX_PAGES:
        raise refusal(
            "A25", "PDF {found} trang, tối đa {most}. Chỉ tải phần kế hoạch.", found=len(document), most=MAX_PAGES
        )
    if pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise runs_commands()
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        raise holds_files()
    return document


def _no_pages() -> Refusal:
    return refusal("A24", "PDF không có trang nào.")


@dataclass(slots=True)
class _Pages:
    """What has been read so far: lines of the whole paper, where pages start, what came from pictures."""

    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    scanned: list[PageLine] = field(default_factory=list)
    doubtful: tuple[int, ...] = ()
    unread: bool = False

    def add(self, page: Any, on_page: Callable[[], None]) -> None:
        self.starts.append(len(self.texts) + 1)
        lines = paragraphs(text_lines(page))
        if sum(len(line.text) for line in lines) < _FEW_LETTERS and _has_content(page):
            lines = self._pictured(page, on_page) or lines
        self.texts += [line.text for line in lines]

    def _pictured(self, page: Any, on_page: Callable[[], None]) -> list[PageLine]:
        reader = scan.scan_reader()
        if reader is None:
            self.unread = True
            return []
        on_page()
        lines = scan.read_page(_picture(page), reader)
        self.doubtful += scan.doubtful(lines, start=self.starts[-1])
        self.scanned += lines
        return lines


def _read(data: bytes, document: Any, on_page: Callable[[], None]) -> Linearised:
    pages = _Pages()
    for number in range(len(document)):
        page = _page(document, number)
        pages.add(page, on_page)
        page.close()
    raw = "\n".join(pages.texts)
    notes = font_note(raw)
    text = plain(raw, soft_hyphens=bool(notes))
    notes += form_note(raw)
    certainty = scan.mean_certainty(pages.scanned) if pages.scanned else None
    notes += scan.certainty_note(certainty) if certainty is not None else ()
    notes += (scan.no_reader_note(),) if pages.unread else ()
    return linearised(
        data, text, PDF, pages=tuple(pages.starts), confidence=certainty, doubtful=pages.doubtful, notes=notes
    )


def _page(document: Any, number: int) -> Any:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise refusal("A28", "PDF hỏng cấu trúc. Xuất lại từ Word.") from error


def _has_content(page: Any) -> bool:
    return bool(pdfium.FPDFPage_CountObjects(page) > 0)


def _picture(page: Any) -> Any:
    width, height = page.get_size()
    # A page may claim any size; the picture stays within what a scan needs.
    scale = min(200 / 72, (_SCAN_POINTS / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()
