"""Tables of a written plan: columns as wide as what stands in them, groups over their rows, and sheets of their own."""

from __future__ import annotations

from collections.abc import Sequence

from thidua.core.papers.form import FORM
from thidua.core.papers.model import Align, Annex, Block, Column, Row, Table

_LETTER = 2.4
"""Millimetres of a letter in a cell, a little more than the average."""
_PADDING = 5
_MANY = 5
"""Columns that still stand on an upright page."""


def table(columns: Sequence[Column], rows: Sequence[Row], *, upright: bool = False) -> Table:
    """The table, its centred columns so wide that no word in them breaks; the others share what is left as they ask.

    `upright`: it stands in the text, where no page lies across.
    """
    across = len(columns) > _MANY and not upright
    room = (FORM.height if across else FORM.width) - FORM.left - FORM.right
    fixed = {at: _needed(at, column, rows) for at, column in enumerate(columns) if column.align is Align.CENTRE}
    asked = sum(column.width for at, column in enumerate(columns) if at not in fixed)
    left = max(room - sum(fixed.values()), room // 3)
    widths = [fixed.get(at) or max(left * column.width // asked, 1) for at, column in enumerate(columns)]
    return Table(
        tuple(Column(column.title, width, column.align) for column, width in zip(columns, widths, strict=True)),
        tuple(rows),
    )


def _needed(at: int, column: Column, rows: Sequence[Row]) -> int:
    """Millimetres for the longest word of a column; short headings of time stay on one line."""
    cells = [row.cells[at] for row in rows if not row.group and at < len(row.cells)]
    titled = [column.title] if any(map(str.isdigit, column.title)) else column.title.split()
    longest = max(map(len, [*titled, *(word for cell in cells for word in cell.split())]), default=1)
    return int(longest * _LETTER + _PADDING)


def group_row(group: str, label: str | None, width: int) -> Row:
    """A row over the rows of a group; where these have no number it keeps its cells, or it would end the table."""
    counted = any(map(str.isdigit, label or ""))
    return Row((group,), group=True) if counted and width > 2 else Row(("", group, *[""] * (width - 2)))


def annex(label: str, title: str, note: str, blocks: Sequence[Block]) -> Annex:
    """A sheet after the paper; wide tables lie across."""
    wide = any(isinstance(block, Table) and len(block.columns) > _MANY for block in blocks)
    return Annex(label, title.upper(), note, tuple(blocks), landscape=wide)
