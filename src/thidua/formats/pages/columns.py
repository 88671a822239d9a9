"""The head and the foot of a Vietnamese paper stand in two columns: read one after the other, never line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from thidua.core.viet.text import fold
from thidua.formats.pages.lines import PageLine

# Without marks, which scans often get wrong.
_SIGNS = re.compile(r"\b(?:cong hoa xa|dang cong san|doc lap\W+tu do|noi nhan\b|(?:tm|kt|tl|tuq)\s*\. \w)")
_ALIGNED = 0.9  # of a letter's height, which is how far a centre or an edge may be off


def columns_apart(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page with each two-column block as its left column, then its right column."""
    out: list[PageLine] = []
    at = 0
    while at < len(lines):
        block = _block(lines, at)
        if block is None:
            out.append(lines[at])
            at += 1
        else:
            end, left, right = block
            out += [*left, *right]
            at = end
    return out


def _block(lines: Sequence[PageLine], start: int) -> tuple[int, list[PageLine], list[PageLine]] | None:
    """The two columns that begin at a line, and where the block ends; None when no head or foot begins there."""
    first = lines[start]
    if len(first.parts) != 2 or first.row:
        return None
    columns: tuple[list[PageLine], list[PageLine]] = ([], [])
    gutter = (first.parts[0][1], first.parts[1][0])
    end = start
    for line in lines[start : start + 30]:
        sides = _sides(line, gutter, columns)
        if sides is None or (
            columns[0] and line.top - max(c.bottom for side in columns for c in side) > 9 * first.height
        ):
            break
        for column, piece in zip(columns, sides, strict=True):
            column.extend([piece] if piece else [])
        end += 1
        if len(line.parts) == 2:
            gutter = (max(gutter[0], line.parts[0][1]), min(gutter[1], line.parts[1][0]))
    words = " ".join(line.text for side in columns for line in side)
    return (end, *columns) if _SIGNS.search(fold(words)) and end - start > 1 else None


def _sides(
    line: PageLine, gutter: tuple[float, float], columns: tuple[list[PageLine], list[PageLine]]
) -> tuple[PageLine | None, PageLine | None] | None:
    """A line cut at the gutter; None when it runs across, or stands in neither column."""
    if line.row:
        return None
    if len(line.parts) == 2:
        (left, end, words), (begin, right, more) = line.parts
        if not (end < gutter[1] and begin > gutter[0] and end < begin):
            return None
        return _piece(line, left, end, words), _piece(line, begin, right, more)
    if len(line.parts) > 2:
        return None
    if line.right <= gutter[1] and _fits(line, columns[0]):
        return line, None
    if line.left >= gutter[0] and _fits(line, columns[1]):
        return None, line
    return None


def _fits(line: PageLine, column: Sequence[PageLine]) -> bool:
    """Whether a line stands under the column: at its edge or its centre."""
    off = _ALIGNED * median([line.height, *(other.height for other in column)])
    centre = (line.left + line.right) / 2
    return any(
        abs(line.left - other.left) < off or abs(centre - (other.left + other.right) / 2) < off for other in column
    )


def _piece(line: PageLine, left: float, right: float, words: str) -> PageLine:
    return PageLine(words, left, right, line.top, line.bottom, line.certainty)
