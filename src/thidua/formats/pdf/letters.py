"""The letters of a PDF page, by their places: lines, columns, raised note figures, rows of ruled tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from thidua.formats.linearised import drawn
from thidua.formats.pages.lines import PageLine
from thidua.formats.pages.ruled import Box, Table, table_rows, tables

_NUMBER_TO_COME = re.compile(r"\bsố ?:? ?$", re.IGNORECASE)
_UNIT_BEFORE = re.compile(r"(?:^|[\s/\d])(?:[kcdm]?m)$")


class _Letter:
    __slots__ = ("bottom", "height", "left", "middle", "right", "sign", "size", "top")

    def __init__(self, text_page: Any, index: int, box: Any) -> None:
        self.sign = _sign(pdfium.FPDFText_GetUnicode(text_page, index))
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        self.left, self.right, self.top, self.bottom = box.left, box.right, -box.top, -box.bottom
        self.size = pdfium.FPDFText_GetFontSize(text_page, index)
        # The middle of the letter tells its cell.
        self.middle, self.height = (self.left + self.right) / 2, (self.top + self.bottom) / 2


def _sign(code: int) -> str:
    if code in (2, 0xFFFE):
        return "-"  # pdfium's own sign for a hyphen at the end of a line
    if 0xE000 <= code <= 0xF8FF:
        return drawn(chr(code))
    return chr(code) if 31 < code < 0xD800 or 0xDFFF < code < 0x110000 or code in (10, 13) else ""


def text_lines(page: Any) -> list[PageLine]:
    """Lines of a PDF page in the order they were written; a row of a ruled table is one line with tabs."""
    text_page = page.get_textpage()
    try:
        box = pdfium.FS_RECTF()
        letters = [_Letter(text_page, index, box) for index in range(text_page.count_chars())]
    finally:
        text_page.close()
    ruled = tables(_strokes(page)) if letters else []
    lines: list[PageLine] = []
    for inside, block in _blocks(letters, ruled):
        lines += _table_lines(inside, block) if inside else [_line(row) for row in _rows(block)]
    return [line for line in lines if line.text.strip()]


def _strokes(page: Any) -> Iterator[Box]:
    for stroke in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = stroke.get_bounds()
        yield left, -top, right, -bottom


def _blocks(letters: Sequence[_Letter], ruled: Sequence[Table]) -> Iterator[tuple[Table | None, list[_Letter]]]:
    """Letters between tables, and each table's letters together at the place of its first."""
    held: dict[int, list[_Letter]] = {}
    order: list[tuple[int | None, list[_Letter]]] = []
    for letter in letters:
        at = None
        if letter.sign.strip():
            at = next(
                (n for n, table in enumerate(ruled) if table.place(letter.middle, letter.height) is not None), None
            )
        elif order:
            at = order[-1][0]
        if at is not None and at in held:
            held[at].append(letter)
        elif order and order[-1][0] == at:
            order[-1][1].append(letter)
        else:
            order.append((at, [letter]))
            if at is not None:
                held[at] = order[-1][1]
    for at, block in order:
        yield (None if at is None else ruled[at]), block


def _table_lines(table: Table, letters: Sequence[_Letter]) -> list[PageLine]:
    cells: dict[tuple[float, float], list[_Letter]] = {}
    inside: tuple[float, float] | None = None
    for letter in letters:
        inside = (table.place(letter.middle, letter.height) if letter.sign.strip() else inside) or inside
        if inside is not None:
            cells.setdefault(inside, []).append(letter)
    words = {
        place: " ".join(_line(row).text.replace("\t", " ") for row in _rows(block)) for place, block in cells.items()
    }
    return table_rows(table, words)


def _rows(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    row: list[_Letter] = []
    for letter in letters:
        if letter.sign in "\r\n":
            if any(not other.sign.isspace() for other in row):
                yield row
            row = []
        else:
            row.append(letter)
    if any(not other.sign.isspace() for other in row):
        yield row


def _line(row: list[_Letter]) -> PageLine:
    inked = [letter for letter in row if letter.sign.strip()]
    size = max(letter.size for letter in inked)
    foot = median(letter.bottom for letter in inked)
    text, before, raised = "", None, False
    begin, edges = inked[0].left, []
    for letter in row:
        if not letter.sign.strip():
            text += "" if text.endswith((" ", "\t")) else " "
            continue
        lifted = letter.sign.isdigit() and letter.size < 0.8 * size and letter.bottom < foot - 0.15 * size
        lifted = lifted and (raised or not _UNIT_BEFORE.search(text))
        text = _switched(text, lifted=lifted, raised=raised)
        # A gap wider than any justified blank parts two columns, but for the blank of a number still to be given.
        blank = letter.sign == "/" and _NUMBER_TO_COME.search(text)
        if (
            before is not None
            and not blank
            and letter.left - before.right > 1.6 * max(letter.bottom - letter.top, size)
        ):
            text = text.rstrip(" ") + "\t"
            edges.append((begin, before.right))
            begin = letter.left
        text, before, raised = text + letter.sign, letter, lifted
    text = _switched(text.rstrip(), lifted=False, raised=raised).strip(" ")
    edges.append((begin, inked[-1].right))
    pieces = text.split("\t")
    parted = len(pieces) == len(edges) > 1
    return PageLine(
        text,
        inked[0].left,
        max(letter.right for letter in inked),
        min(letter.top for letter in inked),
        foot,
        parts=tuple((*edge, piece) for edge, piece in zip(edges, pieces, strict=True)) if parted else (),
    )


def _switched(text: str, *, lifted: bool, raised: bool) -> str:
    if lifted == raised:
        return text
    if lifted:
        return f"{text}<sup>"
    return f"{text.rstrip()}</sup>" + (" " if text.endswith(" ") else "")
