"""Tables with drawn lines on a page: which cell a letter or word stands in, and the rows they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thidua.formats.pages.lines import PageLine

# Lines are drawn up to two points thick and may miss each other by as much.
_THIN = 2.5
_TOUCH = 3.0
# A drawing, not a table, has more strokes; the search is not worth its time there.
_MOST_STROKES = 1_500

# Figures and numbers of rows belong to one row only, also where the cell is drawn over several.
_FIGURE = re.compile(r"[\W\d_]*[IVX]{0,5}[.)]?")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """Strokes of one ruled table; y downwards. `across` are (y, left, right), `down` are (x, top, bottom)."""

    across: Sequence[tuple[float, float, float]]
    down: Sequence[tuple[float, float, float]]
    top: float
    bottom: float

    def place(self, x: float, y: float) -> tuple[float, float] | None:
        """(top, left) of the cell around a point, which names the cell; None outside the table."""
        if not self.top <= y <= self.bottom:
            return None
        lefts = [at for at, top, bottom in self.down if at <= x and top - _TOUCH <= y <= bottom + _TOUCH]
        rights = [at for at, top, bottom in self.down if at > x and top - _TOUCH <= y <= bottom + _TOUCH]
        tops = [at for at, left, right in self.across if at <= y and left - _TOUCH <= x <= right + _TOUCH]
        feet = [at for at, left, right in self.across if at > y and left - _TOUCH <= x <= right + _TOUCH]
        return (max(tops), max(lefts)) if lefts and rights and tops and feet else None

    def columns(self) -> list[float]:
        """Left edges of the columns, from left to right."""
        return clustered(at for at, _, _ in self.down)[:-1]


def tables(boxes: Iterable[Box]) -> list[Table]:
    """Ruled tables among the boxes (left, top, right, bottom) of a page's strokes and frames, from top to bottom."""
    strokes: list[tuple[float, float, Box]] = []
    for left, top, right, bottom in boxes:
        if right - left > _THIN and bottom - top > _THIN:
            edges = [(left, top, right, top), (left, bottom, right, bottom)]
            edges += [(left, top, left, bottom), (right, top, right, bottom)]
        else:
            edges = [(left, top, right, bottom)]
        strokes += [(edge[1], edge[3], edge) for edge in edges]
    if len(strokes) > _MOST_STROKES:
        return []
    found = [_table(band) for band in _bands(sorted(strokes))]
    return [table for table in found if table is not None]


def _bands(strokes: Sequence[tuple[float, float, Box]]) -> list[list[Box]]:
    bands: list[list[Box]] = []
    foot = float("-inf")
    for top, bottom, edge in strokes:
        if top > foot + _TOUCH:
            bands.append([])
            foot = bottom
        bands[-1].append(edge)
        foot = max(foot, bottom)
    return bands


def _table(edges: Sequence[Box]) -> Table | None:
    across = [((t + b) / 2, left, right) for left, t, right, b in edges if b - t <= _THIN < right - left]
    down = [((left + right) / 2, t, b) for left, t, right, b in edges if right - left <= _THIN < b - t]
    if len(clustered(at for at, _, _ in across)) < 2 or len(clustered(at for at, _, _ in down)) < 3:
        return None
    return Table(across, down, min(at for at, _, _ in across), max(at for at, _, _ in across))


def repeats(words: str) -> bool:
    """Whether the words of a cell drawn over several rows are true of each of them, as a unit or a group is."""
    return not _FIGURE.fullmatch(words)


def table_rows(
    table: Table, cells: Mapping[tuple[float, float], str], *, certainty: int | None = None
) -> list[PageLine]:
    """One line a row, cells parted by tabs; `cells` are the words by `Table.place`.

    Words of a cell that is drawn over several rows stand on each of them, so that every row says its unit; not so in
    the header, which is the first row, and not for figures.
    """
    columns, tops = table.columns(), clustered(top for top, _ in cells)
    rows = [[""] * len(columns) for _ in tops]
    for (top, left), words in sorted(cells.items()):
        at, column = nearest(top, tops), nearest(left, columns)
        rows[at][column] = f"{rows[at][column]} {words}".strip()
    edges = clustered(at for at, _, _ in table.down)
    for at, column in [(at, column) for at in range(2, len(tops)) for column in range(len(columns))]:
        above = table.place((edges[column] + edges[column + 1]) / 2, tops[at] + _TOUCH)
        if rows[at][column] or above is None or not tops[0] + _TOUCH < above[0] < tops[at] - _TOUCH:
            continue
        words = rows[nearest(above[0], tops)][column] if nearest(above[1], columns) == column else ""
        rows[at][column] = words if repeats(words) else ""
    return [
        PageLine("\t".join(row).rstrip("\t"), 0, 0, top, top, certainty, row=True)
        for row, top in zip(rows, tops, strict=True)
    ]


def clustered(numbers: Iterable[float]) -> list[float]:
    """Sorted numbers with those that lie within three points of each other taken as one."""
    kept: list[float] = []
    for number in sorted(numbers):
        if not kept or number - kept[-1] > _TOUCH:
            kept.append(number)
    return kept


def nearest(number: float, among: Sequence[float]) -> int:
    """Index of the entry of `among` closest to `number`."""
    return min(range(len(among)), key=lambda at: abs(among[at] - number))
