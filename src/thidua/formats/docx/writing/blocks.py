"""The blocks of a body as Word elements: running text, headings, entries of lists, tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thidua.core.papers.model import Block, Column, Entry, Heading, Paragraph, Row, Table, Tone
from thidua.core.papers.wording import labelled, printed, printed_cells
from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.elements import cell, make, paragraph, run, told, twips
from thidua.formats.docx.writing.numbering import Lists, Place
from thidua.formats.docx.writing.styles import CELLS, HEADINGS, LIST, TONES
from thidua.formats.pages.setting import addressed


def blocks_of(body: Sequence[Block], lists: Lists, room: float) -> Iterator[Element]:
    """The body as paragraphs and tables; `room` is the width of the text in millimetres."""
    for at, block in enumerate(body):
        match block:
            case Paragraph():
                yield from _paragraph(block, alone=not addressed(body, at))
            case Heading():
                style = HEADINGS[min(max(block.level, 1), len(HEADINGS)) - 1]
                yield from _labelled(
                    block.label, block.text, style, lists, Place(True, min(max(block.level, 1), 3) - 1)
                )
            case Entry():
                yield from _labelled(block.label, block.text, LIST, lists, Place(False, max(block.depth, 0)))
            case Table():
                yield from _table(block, room)


def _paragraph(block: Paragraph, *, alone: bool) -> Iterator[Element]:
    lead, words = printed(block.lead), printed(block.text)
    if not lead and not words:
        return
    style = TONES[block.tone] if alone or block.tone is not Tone.ADDRESS else "KinhGuiNhieu"
    runs = [run(f"{lead} " if words else lead, bold=True)] if lead else []
    yield paragraph(style, *runs, *([run(words)] if words else []))


def _labelled(label: str, words: str, style: str, lists: Lists, place: Place) -> Iterator[Element]:
    whole, mark = labelled(label, words), printed(label)
    if not whole:
        return
    numbered = lists.numbered(mark, place)
    if numbered is not None:
        yield paragraph(style, run(printed(words)), extra=(numbered,))
    else:
        # The style of a heading brings a number along, which only a list 0 takes away.
        bare = (make("numPr", make("ilvl", val=0), make("numId", val=0)),) if place.headings else ()
        yield paragraph(style, run(whole), extra=bare)


def _table(table: Table, room: float) -> Iterator[Element]:
    if not table.columns:
        return
    widths = shares(table.columns, room)
    edges = (make(side, val="single", sz=4, space=0, color="000000") for side in _EDGES)
    room_inside = (make(side, w=twips(1.2), type="dxa") for side in ("left", "right"))
    properties = make(
        "tblPr",
        make("tblW", w=twips(room), type="dxa"),
        make("tblBorders", *edges),
        make("tblLayout", type="fixed"),
        make("tblCellMar", *room_inside),
    )
    titles = [" ".join(printed(column.title).split()) for column in table.columns]
    rows = [_row([told("DauBang", title) for title in titles], widths, head=True)] if any(titles) else []
    rows += [_group(row, room, len(widths)) if row.group else _cells(row, table.columns, widths) for row in table.rows]
    if rows:
        yield make("tbl", properties, make("tblGrid", *(make("gridCol", w=twips(w)) for w in widths)), *rows)
        # Two tables without a paragraph between them would be one to Word.
        yield paragraph("CachDong", extra=(make("spacing", before=120),))


_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def shares(columns: Sequence[Column], room: float) -> list[float]:
    """Widths of columns in millimetres by their shares of the room."""
    parts = [max(column.width, 1) for column in columns]
    return [room * part / sum(parts) for part in parts]


def _cells(row: Row, columns: Sequence[Column], widths: Sequence[float]) -> Element:
    words = printed_cells(row)
    filled = [*words, *[""] * (len(columns) - len(words))]
    inside = [told(CELLS[column.align], text) for column, text in zip(columns, filled, strict=True)]
    return _row(inside, widths)


def _group(row: Row, room: float, span: int) -> Element:
    words = "".join(printed_cells(row))
    return make("tr", make("trPr", make("cantSplit")), cell(room, told("NhomDong", words), span=span))


def _row(inside: Sequence[Element], widths: Sequence[float], *, head: bool = False) -> Element:
    properties = make("trPr", make("cantSplit"), make("tblHeader") if head else None)
    return make("tr", properties, *(cell(wide, words) for wide, words in zip(widths, inside, strict=True)))
