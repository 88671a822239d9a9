"""Pages read one by one, put together as one paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thidua.core.verdicts import Reason
from thidua.formats.linearised import Linearised, linearised, plain
from thidua.formats.pages.breaks import continued, header_rows, without_page_number
from thidua.formats.pages.lines import PageLine
from thidua.formats.text import form_note, unicode_text

DOUBTFUL = 60


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What was read of one page (from 1).

    `lines` are its paragraphs and table rows, `rows` says which are rows, `certainties` is () unless the page was a
    picture. `failed` says in Vietnamese why nothing could be read; `unread` that there is no scan reader here; `cut`
    that the picture was cut at what seemed the edge of the paper. `runs_in` and `runs_out` say that its first line goes
    on with the page before, and that its last one goes on over the page.
    """

    number: int
    lines: tuple[str, ...] = ()
    rows: tuple[bool, ...] = ()
    certainties: tuple[int, ...] = ()
    failed: str = ""
    unread: bool = False
    cut: bool = False
    runs_in: bool = False
    runs_out: bool = False


def read_page_of(number: int, lines: Sequence[PageLine], *, pictured: bool = False, cut: bool = False) -> ReadPage:
    """The page as it is kept and sent between processes."""
    return ReadPage(
        number,
        tuple(line.text for line in lines),
        tuple(line.row for line in lines),
        tuple(line.certainty or 0 for line in lines) if pictured else (),
        cut=cut,
    )


@dataclass(slots=True)
class _Joined:
    texts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    scanned: list[PageLine] = field(default_factory=list)
    doubtful: tuple[int, ...] = ()
    header: list[str] = field(default_factory=list)
    running: bool = False

    def add(self, page: ReadPage) -> None:
        certainties: Sequence[int | None] = page.certainties or (None,) * len(page.lines)
        whole = [
            PageLine(text, 0, 0, 0, 0, certainty, row=row)
            for text, row, certainty in zip(page.lines, page.rows, certainties, strict=True)
        ]
        lines = continued(self.texts, without_page_number(whole, page.number), self.header)
        if self.running and page.runs_in and lines:
            self.texts[-1] = f"{self.texts[-1]} {lines.pop(0).text}"
        self.running = page.runs_out
        start = len(self.texts) + 1
        self.starts.append(start)
        if page.certainties:
            self.doubtful += doubtful(lines, start=start)
            self.scanned += lines
        self.texts += [line.text for line in lines]
        # A table that fills whole pages goes on under the header of its first page.
        self.header = (self.header if lines and all(line.row for line in lines) else []) or header_rows(lines)


def join_pages(data: bytes, pages: Iterable[ReadPage], media_type: str) -> Linearised:
    """The paper of these pages in their order.

    Notes A22 (no scan reader here), A23 (less than 60 per cent certain, pages that could not be read or were cut at the
    edge of the paper), A31, A32 and A35.
    """
    joined = _Joined()
    failed: list[int] = []
    cut: list[int] = []
    unread = False
    for page in pages:
        joined.add(page)
        failed += [page.number] if page.failed else []
        cut += [page.number] if page.cut else []
        unread = unread or page.unread
    raw = "\n".join(joined.texts)
    converted, notes = unicode_text(raw)
    certainty = mean_certainty(joined.scanned) if joined.scanned else None
    notes += form_note(converted)
    notes += certainty_note(certainty) if certainty is not None else ()
    notes += (no_reader_note(),) if unread else ()
    notes += failed_note(failed) + cut_note(cut)
    return linearised(
        data,
        plain(converted),
        media_type,
        pages=tuple(joined.starts),
        confidence=certainty,
        doubtful=joined.doubtful,
        notes=notes,
    )


def mean_certainty(lines: Iterable[PageLine]) -> int:
    """Certainty of a whole text in per cent, weighed by the length of its lines; 0 for no text."""
    weighed = [(line.certainty or 0, len(line.text)) for line in lines]
    total = sum(length for _, length in weighed)
    return sum(certainty * length for certainty, length in weighed) // total if total else 0


def doubtful(lines: Iterable[PageLine], *, start: int = 1) -> tuple[int, ...]:
    """Line numbers, the first being `start`, of lines that were read with less than 60 per cent."""
    return tuple(n for n, line in enumerate(lines, start) if line.certainty is not None and line.certainty < DOUBTFUL)


def certainty_note(certainty: int) -> tuple[Reason, ...]:
    """A23 for a scan that was read with less than 60 per cent."""
    if certainty >= DOUBTFUL:
        return ()
    return (Reason("A23", "Chữ đọc được không chắc ({found} %). Kiểm tra từng dòng tô vàng.", {"found": certainty}),)


def failed_note(pages: Sequence[int]) -> tuple[Reason, ...]:
    """A23 for pages of a scan that could not be read while the others were."""
    if not pages:
        return ()
    message = "Không đọc được trang {pages}; nhập tay phần trang này hoặc quét lại."
    return (Reason("A23", message, {"pages": ", ".join(str(page) for page in pages)}),)


def cut_note(pages: Sequence[int]) -> tuple[Reason, ...]:
    """A23 for pictures of which only the paper was read: words beyond what seemed its edge would be missing."""
    if not pages:
        return ()
    message = "Ảnh trang {pages}: chỉ đọc phần tờ giấy, bỏ phần nền tối ở mép. Đối chiếu với ảnh nếu thiếu chữ."
    return (Reason("A23", message, {"pages": ", ".join(str(page) for page in pages)}),)


def no_reader_note() -> Reason:
    """A22: the file is kept, its letters are not known."""
    return Reason(
        "A22",
        "Tệp là ảnh quét, máy chủ chưa có OCR. Tệp đã lưu; hãy nhập chỉ tiêu bằng tay hoặc tải bản .docx.",
    )
