"""Lines become paragraphs: signs of markdown dropped, page breaks mended, footnotes lifted out, slips repaired."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from thidua.core.plans.reading.structure.cleaning import clean_words, is_row, is_sentence, read_cells
from thidua.core.plans.reading.structure.labels import NO_LABEL, Label, is_capitals, read_label
from thidua.core.plans.reading.structure.letters import IN_CAPACITY, SENTENCE_END, compiled
from thidua.core.plans.reading.structure.mending import mend, undamaged
from thidua.core.plans.reading.structure.passages import Passage, Sheet

_MARKDOWN_HEAD = compiled(r"[ \t]*(#{1,6})(?=[ \t*]|$)")
_FOOTNOTE = compiled(r"\s*(?:<sup>\s*(\d{1,2})\s*</sup>|\[\^?(\d{1,2})\]:?|([¹²³⁴-⁹]))\s*\S")
_BARE_FOOTNOTE = compiled(
    r"\s*\d{1,2}\s+(?:Chỉ thị|Nghị quyết|Quyết định|Kế hoạch|Nghị định|Luật|Thông tư|Hướng dẫn|Kết luận|Công văn)\b"
)
_PAGE_NUMBER = compiled(r"\s*(?:[-–]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*", re.IGNORECASE)
# What a browser prints at the head and foot of each page: an address, the time of printing.
_PRINTED_PAGE = compiled(
    r"\s*(?:https?://\S+\s*(?:\d+\s*/\s*\d+)?\s*$|\d{1,2}:\d{2}(?::\d{2})?,?\s+\d{1,2}/\d{1,2}/\d{4}\b)"
)
# A heading in capitals runs into the next one, with nothing but markdown signs between them.
_GLUED = compiled(r"(?<=[A-ZĐÀ-Ỹ])(?:\*+(?=[A-ZĐÀ-Ỹ0-9])|(?=\d{1,2}\.[^\S\t]+[A-ZĐÀ-Ỹ][a-zđà-ỹ]))")
_SIGNED_BESIDE = compiled(
    rf"Lưu\s*:[^.]{{1,60}}\.\s+(?P<s>(?:{IN_CAPACITY}\s*[./]\s*)?[A-ZĐÀ-Ỹ]{{2,}}[A-ZĐÀ-Ỹ .,/–-]*?)"
    r"(?:\s+(?P<n>[A-ZĐÀ-Ỹ][a-zđà-ỹ]+(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]+){1,4}))?\s*$"
)
_BARE_NUMBER = compiled(r"(?P<l>\d{1,2}|[IVX]{1,4})\s+(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ]|[A-ZĐÀ-Ỹ]{2})")
_RULE = compiled(r"[\s\-–—_=*.·|:+]*")
_OPENS = compiled(
    r"(?:Căn cứ|Xét đề nghị|Nơi nhận|Thực hiện (?:Quyết định|Kế hoạch|Nghị quyết|Chỉ thị|Công văn|Hướng dẫn) số)\b"
)
"""Words that only a new paragraph begins with, however full the line above is."""
_CLOSING = compiled(r"Trên đây|Trong (?:đó|quá trình)|Nơi nhận|Căn cứ|Giao |Yêu cầu|Đề nghị|Các |Ủy ban|UBND|Trước ")
_ENDS = (".", ";", ":", "!", "?", "…", "./", "./.")


# A thousand pages; what comes after them is not read, and a warning says so.
MAX_ROWS = 20_000
_LONGEST_HEADING = 600
LONGEST_SENTENCE = 6_000
"""Characters up to which a sentence is read for time limits and awards: one without an end must not cost its square."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph or table row: the words after the label, the label, and how it stands on the page."""

    whole: Passage
    label: Label
    body: Passage
    cells: tuple[Passage, ...] = ()
    marked: bool = False  # a markdown heading
    apart: bool = False  # a blank line stands above it
    note: bool = False  # a footnote

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def ended(self) -> bool:
        """Whether the words end as a sentence or a list item ends."""
        return self.whole.text.rstrip("”\"')* ").endswith(_ENDS)


@dataclass(slots=True)
class _Row:
    words: Passage
    cells: tuple[Passage, ...]
    marked: bool
    apart: bool
    note: bool
    width: int
    raw: str = ""  # as it stands in the text, and where
    start: int = 0


@dataclass(slots=True)
class Pages:
    """The paper as paragraphs in reading order; footnotes stand apart."""

    sheet: Sheet
    body: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


_STAR = re.compile(r"\s*\*\s")


def _rows(sheet: Sheet) -> list[_Row]:
    rows: list[_Row] = []
    text = undamaged(sheet)
    apart = False
    for start, end in pairwise([*sheet.starts, len(sheet.text) + 1]):
        line = text[start : end - 1]
        if not line.strip() or _RULE.fullmatch(line):
            apart = True
            continue
        width = len(" ".join(line.split()))
        head = _MARKDOWN_HEAD.match(line)
        begin = head.end() if head else 0
        cuts = [begin, *(glue.start() for glue in _GLUED.finditer(line, begin)), len(line)]
        for left, right in pairwise(cuts):
            part = line[left:right]
            bullet = _STAR.match(part)
            words = clean_words(part, start + left)
            if not words:
                continue
            if bullet:
                words = Passage("• " + words.text, [words.places[0], words.places[0], *words.places])
            # "2 Hướng dẫn ..." over more than one tab is a row of a table.
            bare = rows and part.count("\t") < 2 and _BARE_FOOTNOTE.match(" ".join(part.split()))
            note = bool(_FOOTNOTE.match(part) or bare)
            cells = read_cells(part, start + left)
            rows.append(_Row(words, cells, bool(head), apart and bool(rows), note, width, part, start + left))
            apart = False
    _untabbed(rows)
    return rows


def _untabbed(rows: list[_Row]) -> None:
    """Lines that only look like rows of a table lose their cells: indented or labelled by tabs, or sentences."""
    cells = [(), *(row.cells for row in rows), ()]
    for row, above, below in zip(rows, cells, cells[2:], strict=False):
        if row.cells and not is_row(row.cells, above, below):
            row.cells = read_cells(row.raw.replace("\t", " "), row.start)
    for _, run in groupby(rows, lambda row: bool(row.cells)):
        members = list(run)
        if members[0].cells and all(is_sentence(row.cells) for row in members):
            for row in members:
                row.cells = ()


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines were set: the width at which they were broken (0: a line is a paragraph), blank lines between."""

    width: int
    spaced: bool


def _setting(rows: list[_Row]) -> _Setting:
    widths = sorted(row.width for row in rows if not row.cells)
    if len(widths) < 12 or widths[-1] > 160:
        return _Setting(0, False)
    width = widths[int(len(widths) * 0.9)]
    if sum(0.85 * width <= one <= 1.1 * width for one in widths) < 0.3 * len(widths):
        return _Setting(0, False)
    return _Setting(width, sum(row.apart for row in rows) > len(rows) * 0.2)


def _continues(above: _Row, row: _Row, setting: _Setting) -> bool:
    """Whether a row goes on with the sentence of the row above (a page break or a broken line stands between)."""
    text, before = row.words.text, above.words.text
    if row.cells or above.cells or row.marked or above.note != row.note or (row.note and row.apart):
        return False
    # A heading is short; and a paragraph that grows line by line is not counted from its beginning each time.
    if is_capitals(before[:_LONGEST_HEADING]) or is_capitals(text[:_LONGEST_HEADING]) or _OPENS.match(text):
        return False
    full = bool(setting.width) and not row.apart and above.width >= setting.width * 0.8
    ended = before.rstrip("”\"')").endswith(_ENDS)
    label = read_label(row.words)
    if label.style != "none":
        # A dash inside a sentence may come to stand at the head of a broken line: "kinh tế / - xã hội".
        return full and not ended and label.style == "dash" and text[label.length].islower()
    if ended:
        # A sign at the end of a full line ends nothing if the next line begins small, or no blank line parts them.
        return full and (text[0].islower() or (setting.spaced and not before.endswith((":", "./."))))
    if text[0].islower():
        return True
    if text[0].isdigit():
        return len(before) > 25
    bullet = read_label(above.words).style in ("dash", "plus", "paren", "letter")
    return full or (bullet and len(before) > 100 and not _CLOSING.match(text))


def _paragraph(sheet: Sheet, row: _Row) -> Paragraph:
    whole = mend(sheet, row.words)
    label = read_label(whole)
    cells = tuple(mend(sheet, cell) for cell in row.cells)
    return Paragraph(whole, label, whole.cut(label.length), cells, row.marked, row.apart, row.note)


def read_pages(sheet: Sheet) -> Pages:
    """The paragraphs of the text. Halves of a sentence cut by a page break, page number or footnote are one."""
    every = _rows(sheet)
    if len(every) > MAX_ROWS:
        sheet.doubt("Bản văn dài quá 20.000 dòng: từ dòng này trở đi chưa đọc", every[MAX_ROWS].words)
    rows = [
        row
        for row in every[:MAX_ROWS]
        if not _PAGE_NUMBER.fullmatch(row.words.text) and not _PRINTED_PAGE.match(row.words.text)
    ]
    setting = _setting(rows)
    merged: dict[bool, list[_Row]] = {False: [], True: []}
    last: _Row | None = None
    for read in rows:
        row = read
        stack = merged[row.note]
        # A line right under a footnote may still be the footnote's.
        under_note = last is not None and last.note and not row.note and not row.apart and setting.width
        if last is not None and under_note and _continues(last, _as_note(row), setting):
            row, stack = _as_note(row), merged[True]
        if stack and (not row.note or last is stack[-1]) and _continues(stack[-1], row, setting):
            above = stack[-1]
            above.words, above.width = above.words.join(row.words), row.width
            last = above
        else:
            stack.append(row)
            last = row
    pages = Pages(sheet)
    pages.body = _with_bare_numbers(_with_parts_named([_paragraph(sheet, row) for row in merged[False]]))
    _rejoin_tables(pages.body)
    pages.body = [part for paragraph in pages.body for part in _parted_ending(paragraph)]
    pages.notes = [_paragraph(sheet, row) for row in merged[True]]
    _doubt_long_sentences(pages)
    return pages


def _doubt_long_sentences(pages: Pages) -> None:
    """One warning for all sentences that later steps read up to a limit only."""
    for paragraph in pages.body:
        if len(paragraph.text) > LONGEST_SENTENCE and any(
            len(part.text) > LONGEST_SENTENCE for part in paragraph.body.pieces(SENTENCE_END)
        ):
            pages.sheet.doubt("Câu dài quá 6.000 chữ: thời hạn, khen thưởng ở cuối câu chưa đọc", paragraph.body)
            return


def _parted_ending(paragraph: Paragraph) -> list[Paragraph]:
    """Recipients and signature that a copy ran together: "... Lưu: VT. TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Trần A"."""
    signed = None if paragraph.cells else _SIGNED_BESIDE.search(paragraph.whole.text)
    if signed is None:
        return [paragraph]
    whole = paragraph.whole
    above = whole.cut(0, signed.start("s"))
    pieces = [whole.cut(*signed.span("s")), whole.cut(*signed.span("n")) if signed["n"] else above.cut(0, 0)]
    first = replace(paragraph, whole=above, body=above.cut(paragraph.label.length))
    return [first, *(Paragraph(piece, NO_LABEL, piece) for piece in pieces if piece)]


def _rejoin_tables(body: list[Paragraph]) -> None:
    """A row of one merged cell comes as a line without tabs: between rows of one width it is a row of the table."""
    for at in range(1, len(body) - 1):
        above, line, below = body[at - 1], body[at], body[at + 1]
        if line.cells or not above.cells or not below.cells or len(line.text) > 120 or len(above.cells) < 3:
            continue
        header = not any(any(map(str.isdigit, cell.text)) for cell in below.cells[:3])
        if abs(len(above.cells) - len(below.cells)) <= 2 and not line.ended and not header:
            body[at] = replace(line, cells=(line.whole,))


def _with_parts_named(body: list[Paragraph]) -> list[Paragraph]:
    """ "PHẦN THỨ NHẤT" or "CHƯƠNG II" alone on a line heads the words in capitals on the next one."""
    named: list[Paragraph] = []
    for paragraph in body:
        above = named[-1] if named else None
        waits = above is not None and above.label.style == "part" and not above.text and not above.cells
        if above is not None and waits and is_capitals(paragraph.text) and not paragraph.cells:
            named[-1] = replace(above, whole=above.whole.join(paragraph.whole), body=paragraph.whole)
        else:
            named.append(paragraph)
    return named


def _with_bare_numbers(body: list[Paragraph]) -> list[Paragraph]:
    """Labels printed without a dot ("1 Mục đích", "II Nội dung") count where the paper counts on in that manner."""
    bare = {at: label for at, p in enumerate(body) if (label := _bare_number(p)) is not None}
    counted = {label.text for label in bare.values()}
    if not ({"1", "2"} <= counted or {"I", "II"} <= counted):
        return body
    for at, label in bare.items():
        paragraph = body[at]
        body[at] = replace(paragraph, label=label, body=paragraph.whole.cut(label.length))
    return body


def _bare_number(paragraph: Paragraph) -> Label | None:
    if paragraph.cells or paragraph.label.style != "none" or not (found := _BARE_NUMBER.match(paragraph.whole.text)):
        return None
    return Label(found["l"], "number" if found["l"].isdigit() else "roman", found.end())


def _as_note(row: _Row) -> _Row:
    return _Row(row.words, row.cells, row.marked, row.apart, True, row.width)
