"""Tables of a Word document: which only place text, and what stands in each row of the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from thidua.formats.docx.package import NAMES, Element, attribute, child, children, leading, number, switch, value
from thidua.formats.pages.ruled import repeats

# Containers that Word shows as if their content stood in the body itself.
CLEAR = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_HEADS_AND_FEET = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN", "NƠI NHẬN")
_LINES = {"top", "left", "right", "bottom", "insideH", "insideV", "start", "end"}
_NOTE = re.compile(r"<sup>\w+</sup>")


@dataclass(slots=True)
class Row:
    """A table row: its cells, the grid columns skipped before the first, whether Word repeats it on each page."""

    element: Element
    cells: list[Element] = field(init=False)
    before: int = field(init=False)
    is_header: bool = field(init=False)
    is_deleted: bool = field(init=False)

    def __post_init__(self) -> None:
        properties = leading(self.element, "trPr")
        self.cells = list(inside(self.element, "tc"))
        self.before = min(number(value(properties, "gridBefore")), 20) if properties is not None else 0
        self.is_header = properties is not None and bool(switch(properties, "tblHeader"))
        self.is_deleted = child(properties, "del") is not None


def rows_of(table: Element) -> list[Row]:
    """The rows that Word shows: those whose deletion is tracked are gone."""
    rows = [Row(row) for row in inside(table, "tr")]
    return [row for row in rows if not row.is_deleted]


def grid(rows: list[Row], read: Callable[[Element, Element | None], str]) -> Iterator[str]:
    """Each row that holds something as its cells parted by tabs; `read` gives the text of a cell with these
    properties on one line.

    A cell over several columns stands in the first. A cell over several rows stands on each of them, so that every row
    says its unit; not so in the header, and not for figures.
    """
    header = max(1, next((at for at, row in enumerate(rows) if not row.is_header), len(rows)))
    held: dict[int, tuple[int, str]] = {}
    for at, row in enumerate(rows):
        cells = [""] * row.before
        for cell in row.cells:
            column, properties = len(cells), leading(cell, "tcPr")
            if _continues(properties):
                began, words = held.get(column, (0, ""))
                text = words if began >= header and repeats(words) else ""
            else:
                text = read(cell, properties)
                held[column] = (at, _NOTE.sub("", text) if "<sup>" in text else text)
            cells.append(text)
            cells += [""] * (_span(properties) - 1)
        if any(cells):
            yield "\t".join(cells).rstrip("\t")


def is_layout(table: Element, rows: list[Row]) -> bool:
    """Whether the table only places text: one column, or the two columns of a paper's head or foot."""
    widest = max((len(row.cells) for row in rows), default=0)
    if widest <= 1:
        return True
    if widest > 3 or len(rows) > 6:
        return False
    words = "".join(t.text or "" for t in table.iter("{*}t")).upper()
    head_or_foot = any(sign in " ".join(words.split()) for sign in _HEADS_AND_FEET)
    return head_or_foot or (widest == 2 and not _ruled(table, rows) and len(rows) <= 3)


def inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Elements of one kind below `parent`; other tables are entered only when paragraphs are asked for."""
    for element in parent:
        kind = NAMES[element.tag]
        if kind == wanted:
            yield element
        elif kind in CLEAR or (wanted == "p" and kind in ("tbl", "tr", "tc")):
            yield from inside(element, wanted)


def _span(properties: Element | None) -> int:
    span = child(properties, "gridSpan")
    return 1 if span is None else max(1, min(number(attribute(span, "val"), 1), 60))


def _continues(properties: Element | None) -> bool:
    merge = child(properties, "vMerge")
    return merge is not None and attribute(merge, "val") in ("", "continue")


def is_coloured(table: Element) -> bool:
    """Whether the table's style may put a colour under its cells."""
    return value(table, "tblPr", "tblStyle") not in ("", "TableGrid", "TableNormal")


def _ruled(table: Element, rows: list[Row]) -> bool:
    """Whether lines are drawn: by the table, by a style other than the plain one, or by its cells."""
    style = value(table, "tblPr", "tblStyle")
    cells = [cell for row in rows for cell in row.cells]
    borders = [child(table, "tblPr", "tblBorders"), *(child(cell, "tcPr", "tcBorders") for cell in cells)]
    drawn = [
        attribute(edge, "val") not in ("", "none", "nil")
        for border in borders
        if border is not None
        for edge in children(border, *_LINES)
    ]
    return any(drawn) if drawn else style not in ("", "TableNormal")
