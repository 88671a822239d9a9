"""PDF files: what could run or hide in them is refused, text is read by lines, pictures go to the scan reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from thidua.formats.guard import PDF
from thidua.formats.linearised import Linearised, plain
from thidua.formats.pages.breaks import without_page_number
from thidua.formats.pages.columns import columns_apart
from thidua.formats.pages.joining import ReadPage, join_pages, read_page_of
from thidua.formats.pages.lines import PageLine, cut_at, paragraphs
from thidua.formats.pdf.dangers import check_bytes, holds_files, runs_commands
from thidua.formats.pdf.letters import text_lines
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.scan.engines import scan_reader
from thidua.formats.scan.reading import read_page

MAX_PAGES = 300
# A page with fewer letters than this is a picture with a page number or a stamp typed over it.
_FEW_LETTERS = 20
_SCAN_POINTS = 6_000_000


def linearise_pdf(data: bytes, *, on_page: Callable[[], None] = lambda: None) -> Linearised:
    """Text of a PDF, one paragraph or table row per line, without page numbers; pages without text are read as scans.

    `on_page` is called before each page that goes to the scan reader. Raises Refusal A21 (locked), A24 and A25 (pages),
    A26 (runs commands), A27 (holds files), A28 (broken), A29 (unpacks too large).
    """
    with _opened(data) as document:
        pages = [_read_page(page, number, on_page) for number, page in _pages(document)]
    return join_pages(data, pages, PDF)


def pictured_pages(data: bytes) -> tuple[int, tuple[int, ...]]:
    """How many pages a PDF has, and which (from 1) are pictures for the scan reader. Refuses as `linearise_pdf`."""
    with _opened(data) as document:
        pictures = tuple(number for number, page in _pages(document) if _is_picture(page, text_lines(page)))
        return len(document), pictures


def read_pdf_page(data: bytes, number: int) -> ReadPage:
    """One page (from 1) of a PDF. Refuses as `linearise_pdf`, A24 also when there is no such page."""
    with _opened(data) as document:
        if not 0 < number <= len(document):
            raise _no_pages()
        page = _page(document, number - 1)
        try:
            return _read_page(page, number, lambda: None)
        finally:
            page.close()


def text_of_kept_pdf(data: bytes, *, on_page: Callable[[], None] = lambda: None) -> str:
    """Text of a PDF that is only kept: of all its pages, and of the first one when that is a picture.

    Refuses as `linearise_pdf`.
    """
    lines: list[str] = []
    with _opened(data) as document:
        for number, page in _pages(document):
            found = [line.text for line in paragraphs(text_lines(page))]
            lines += found if number > 1 else _read_page(page, number, on_page).lines
    return plain("\n".join(lines))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    check_bytes(data)
    document = _open(data)
    try:
        yield document
    finally:
        document.close()


def _pages(document: Any) -> Iterator[tuple[int, Any]]:
    for number in range(len(document)):
        page = _page(document, number)
        try:
            yield number + 1, page
        finally:
            page.close()


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


def _read_page(page: Any, number: int, on_page: Callable[[], None]) -> ReadPage:
    places = columns_apart(text_lines(page))
    lines = paragraphs(places)
    if not _is_picture(page, lines):
        runs_in, runs_out = cut_at(without_page_number(places, number))
        return replace(read_page_of(number, lines), runs_in=runs_in, runs_out=runs_out)
    reader = scan_reader()
    if reader is None:
        return replace(read_page_of(number, lines), unread=True)
    on_page()
    seen = read_page(_picture(page), reader)
    return read_page_of(number, seen.lines or lines, pictured=True, cut=seen.cut)


def _is_picture(page: Any, lines: Sequence[PageLine]) -> bool:
    few = sum(len(line.text) for line in lines) < _FEW_LETTERS
    return few and bool(pdfium.FPDFPage_CountObjects(page) > 0)


def _page(document: Any, number: int) -> Any:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise refusal("A28", "PDF hỏng cấu trúc. Xuất lại từ Word.") from error


def _picture(page: Any) -> Any:
    width, height = page.get_size()
    # A page may claim any size; the picture stays within what a scan needs.
    scale = min(200 / 72, (_SCAN_POINTS / max(width * height, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil()
