"""What a page break does to a paper, undone: page numbers, header rows printed again, rows cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thidua.formats.pages.lines import PageLine

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—.\s]*(\d{1,3})(?:\s*/\s*\d{1,3})?[-–—.\s]*", re.IGNORECASE)


def without_page_number(lines: Sequence[PageLine], page: int, *, offset: int | None = None) -> list[PageLine]:
    """Lines of the page (from 1) without the number printed alone at its head or foot.

    `offset` is what other pages of the paper add to their own place; None lets any number of up to three figures go
    that is at most two off its page, and at the head any smaller one, because an annex counts its pages anew.
    """
    kept = list(lines)
    for end in (0, -1):
        if kept and not kept[end].row and (printed := _PAGE_NUMBER.fullmatch(kept[end].text.strip())):
            number = int(printed[1])
            smaller = end == 0 and 0 < number < page
            if number == page + offset if offset is not None else smaller or abs(number - page) <= 2:
                del kept[end]
    return kept


def header_rows(lines: Sequence[PageLine]) -> list[str]:
    """The rows that begin the table with which a page ends, at most three; [] when it ends with something else."""
    rows: list[str] = []
    for line in reversed(lines):
        if not line.row:
            break
        rows.append(line.text)
    return rows[::-1][:3]


def continued(texts: list[str], lines: Sequence[PageLine], above: Sequence[str]) -> list[PageLine]:
    """Lines of a page whose table goes on with the one that the page before ended with.

    `above` are the first rows of that table: printed again, they go. A row without its first cell whose words begin
    small is the rest of the last row, which is completed in `texts`.
    """
    left = list(lines)
    if not above:
        return left
    for row in above:
        if left and left[0].row and _alike(left[0].text, row):
            del left[0]
        else:
            break
    if left and left[0].row and texts and _is_rest(left[0].text):
        texts[-1] = _joined(texts[-1], left[0].text)
        del left[0]
    return left


def _alike(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _is_rest(row: str) -> bool:
    cells = row.split("\t")
    filled = [cell for cell in cells if cell]
    return not cells[0] and bool(filled) and all(cell[0].islower() for cell in filled)


def _joined(row: str, rest: str) -> str:
    cells, more = row.split("\t"), rest.split("\t")
    cells += [""] * (len(more) - len(cells))
    return "\t".join(f"{cell} {more[at] if at < len(more) else ''}".strip() for at, cell in enumerate(cells))
