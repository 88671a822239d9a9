"""Tables of a Word document: which only place text, and what stands in each row of the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from thidua.formats.docx.package import (
    NAMES,
    Element,
    attribute,
    child,
    children,
    leading,
    name,
    number,
    parts,
    switch,
    value,
)
from thidua.formats.docx.traces import join
from thidua.formats.pages.ruled import repeats

# Containers that Word shows as if their content stood in the body itself.
CLEAR = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_HEADS = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN")
_FOOT = "NƠI NHẬN"
# A foot holds its list in the same cell, which the header of a column does not.
_LISTED = re.compile(r"NƠI NHẬN ?: ?\S")
_BETWEEN = {"left", "right", "insideV", "start", "end"}
_LINES = {"top", "bottom", "insideH", *_BETWEEN}
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


def grid(rows: list[Row], read: Callable[[Element, Mapping[str, Element]], str]) -> Iterator[str]:
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
            column, properties = len(cells), parts(leading(cell, "tcPr"))
            if _continues(properties):
                began, words = held.get(column, (0, ""))
                text = words if began >= header and repeats(words) else ""
            else:
                text = read(cell, properties)
                held[column] = (at, _NOTE.sub("", text) if "<sup>" in text else text)
            cells.append(text)
            cells += [""] * (_span(properties) - 1)
        if any(cells):
            yield join("\t", cells).rstrip("\t")


def is_layout(table: Element, rows: list[Row]) -> bool:
    """Whether the table only places text: one column, or the two columns of a paper's head or foot.

    Lines between the columns make a table, whatever stands in it. A style may bring such lines or not: there a head, or
    a foot with its list in the same cell, says that it does not.
    """
    widest = max((len(row.cells) for row in rows), default=0)
    if widest <= 1:
        return True
    if widest > 3 or len(rows) > 6:
        return False
    drawn = _drawn(table, rows)
    if drawn & _BETWEEN:
        return False
    texts = [[text for cell in row.cells if (text := _words(cell))] for row in rows]
    styled = _styled(table, rows)
    if any(text.startswith(_HEADS) for row in (texts[:1] if styled or drawn else texts) for text in row):
        return True
    if drawn:
        return False
    cells = [text for row in texts for text in row]
    if any(_LISTED.match(text) for text in cells):
        return True
    if styled:
        return False
    two_columns = max(map(len, texts)) <= 2
    return (widest == 2 and len(rows) <= 3) or (two_columns and any(text.startswith(_FOOT) for text in cells))


def _words(cell: Element) -> str:
    words = "".join(t.text or "" for t in cell.iter("{*}t")).upper()
    return unicodedata.normalize("NFC", " ".join(words.split()))


def inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Elements of one kind below `parent`; other tables are entered only when paragraphs are asked for."""
    for element in parent:
        kind = NAMES[element.tag]
        if kind == wanted:
            yield element
        elif kind in CLEAR or (wanted == "p" and kind in ("tbl", "tr", "tc")):
            yield from inside(element, wanted)


def _span(properties: Mapping[str, Element]) -> int:
    span = properties.get("gridSpan")
    return 1 if span is None else max(1, min(number(attribute(span, "val"), 1), 60))


def _continues(properties: Mapping[str, Element]) -> bool:
    merge = properties.get("vMerge")
    return merge is not None and attribute(merge, "val") in ("", "continue")


def is_coloured(table: Element) -> bool:
    """Whether the table's style may put a colour under its cells."""
    return value(table, "tblPr", "tblStyle") not in ("", "TableGrid", "TableNormal")


def _borders(table: Element, rows: list[Row]) -> Iterator[Element]:
    """The edges that the table and its cells set themselves."""
    cells = [cell for row in rows for cell in row.cells]
    for border in (child(table, "tblPr", "tblBorders"), *(child(cell, "tcPr", "tcBorders") for cell in cells)):
        yield from children(border, *_LINES)


def _drawn(table: Element, rows: list[Row]) -> set[str]:
    """Which edges are drawn somewhere in the table, in a colour that is seen on paper."""
    edges = list(_borders(table, rows))
    if not edges and value(table, "tblPr", "tblStyle") == "TableGrid":
        return _LINES
    seen = (edge for edge in edges if attribute(edge, "val") not in ("", "none", "nil"))
    return {name(edge) for edge in seen if attribute(edge, "color").upper() != "FFFFFF"}


def _styled(table: Element, rows: list[Row]) -> bool:
    """Whether lines may come from the table's style: one other than the plain one, with no word on edges here."""
    plain = value(table, "tblPr", "tblStyle") in ("", "TableNormal")
    return not plain and next(_borders(table, rows), None) is None
