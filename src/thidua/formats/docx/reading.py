"""A Word document as lines: paragraphs and table rows in reading order, with Word's own numbers."""

from __future__ import annotations

from collections.abc import Iterator

from thidua.core.verdicts import Reason
from thidua.formats.docx.numbering import Numbering
from thidua.formats.docx.package import Element, Package, attribute, child, children, name, number, switch, value
from thidua.formats.docx.runs import Paragraph, Runs
from thidua.formats.docx.styles import Styles, is_shaded
from thidua.formats.guard import DOCX
from thidua.formats.linearised import Linearised, linearised, plain
from thidua.formats.refusals import refusal
from thidua.formats.text import font_note, form_note

# Containers that Word shows as if their content stood in the body itself.
_CLEAR = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"}
_HEADS_AND_FEET = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN", "NƠI NHẬN")
_GENERATED_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
_LINES = {"top", "left", "right", "bottom", "insideH", "insideV", "start", "end"}


def linearise_docx(data: bytes) -> Linearised:
    """Text of a .docx: one paragraph or table row per line, cells parted by a tab, empty paragraphs left out.

    Footnotes are `<sup>n</sup>` in the sentence and a line of their own after its paragraph. Inserted text is kept,
    deleted text dropped; hidden, white and tiny text is lifted out with the note A65. Raises Refusal A06 to A19.
    """
    reader = _Reader(Package(data))
    raw = "\n".join(reader.lines())
    fonts = font_note(raw)
    text = plain(raw, soft_hyphens=bool(fonts))
    return linearised(data, text, DOCX, notes=fonts + form_note(raw) + reader.hidden_note())


class _Reader:
    def __init__(self, package: Package) -> None:
        root = package.tree(package.main)
        body = child(root, "body")
        if body is None:
            raise refusal("A17", "Đây không phải tài liệu Word.")
        self._package, self._body = package, body
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._runs = Runs(self._styles)
        self._notes = {
            f"{kind}Reference:{attribute(note, 'id')}": note
            for kind in ("footnote", "endnote")
            for note in children(package.related(f"{kind}s"), kind)
            if attribute(note, "type") not in _GENERATED_NOTES
        }
        self._out: list[str] = []
        self._ends: list[str] = []
        self._waiting: list[tuple[str, str]] = []
        self._carried = ""
        self._hidden_at: list[int] = []

    def lines(self) -> list[str]:
        self._first_header()
        self._blocks(self._body)
        self._emit(self._carried)
        return self._out + self._ends

    def hidden_note(self) -> tuple[Reason, ...]:
        if not self._hidden_at:
            return ()
        where = ", ".join(str(line) for line in sorted(set(self._hidden_at))[:20])
        return (Reason("A65", "Có đoạn chữ ẩn (dòng {lines}); không đưa vào gợi ý.", {"lines": where}),)

    def _first_header(self) -> None:
        section = next((e for e in self._body.iter() if name(e) == "sectPr"), None)
        wanted = "first" if switch(section, "titlePg") else "default"
        for reference in children(section, "headerReference"):
            if attribute(reference, "type", "default") == wanted:
                root = self._package.related_by_id(attribute(reference, "id"))
                if root is not None:
                    self._blocks(root)
        # A header mostly holds the page number alone, which is no line of the paper.
        self._out = [line for line in self._out if line.strip(" -–.").isdigit() is False]

    def _blocks(self, parent: Element) -> None:
        for element in parent:
            kind = name(element)
            if kind == "p":
                self._paragraph(element)
            elif kind == "tbl":
                self._table(element)
            elif kind in _CLEAR:
                self._blocks(element)

    def _read(self, element: Element, *, shaded: bool = False) -> tuple[str, Paragraph]:
        properties = child(element, "pPr")
        found = self._runs.read(element, shaded=shaded)
        label = ""
        if not (found.runs_on and not found.text):
            label = self._numbering.label(properties, value(properties, "pStyle"))
        # A bullet before nothing says nothing; a number before nothing is still counted and shown.
        text = found.text if found.text.strip() or any(c.isalnum() for c in label) else ""
        if found.hidden:
            self._hidden_at.append(len(self._out) + 1)
        self._waiting += found.footnotes
        return (label + text if text or any(c.isalnum() for c in label) else ""), found

    def _paragraph(self, element: Element) -> None:
        text, found = self._read(element)
        if found.runs_on:
            self._carried += text
        else:
            self._emit(self._carried + text)
            self._carried = ""
        self._after(found.boxes)

    def _after(self, boxes: list[Element]) -> None:
        self._write_notes()
        for box in boxes:
            self._blocks(box)

    def _emit(self, text: str) -> None:
        self._out += [line.strip(" ") for line in text.split("\n") if line.strip()]

    def _write_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for printed, key in waiting:
            note = self._notes.get(key)
            if note is None:
                continue
            # Notes may not hold notes, so reading them cannot add to the waiting ones.
            words = " ".join(self._read(p)[0].strip() for p in note.iter() if name(p) == "p").strip()
            line = f"<sup>{printed}</sup> {words}" if printed else words
            (self._ends if key.startswith("endnote") else self._out).append(line.replace("\n", " "))

    def _table(self, table: Element) -> None:
        rows = [_Row(row) for row in _inside(table, "tr") if child(row, "trPr", "del") is None]
        boxes: list[Element] = []
        if self._is_layout(table, rows):
            for cell in (cell for row in rows for cell in row.cells):
                self._blocks(cell)
            return
        for row in rows:
            cells = [""] * row.before
            for cell in row.cells:
                cells += [self._cell(cell, boxes)] + [""] * (_span(cell) - 1)
            if any(cells):
                self._out.append("\t".join(cells).rstrip("\t"))
        self._after(boxes)

    def _cell(self, cell: Element, boxes: list[Element]) -> str:
        """Text of a cell on one line; a table inside it is read row by row into the same line."""
        if value(cell, "tcPr", "vMerge", default="restart") == "continue" or _continues(cell):
            return ""
        shaded = is_shaded(child(cell, "tcPr")) or _table_style(cell) not in ("", "TableGrid", "TableNormal")
        parts = []
        for paragraph in _inside(cell, "p"):
            text, found = self._read(paragraph, shaded=shaded)
            boxes += found.boxes
            parts.append(" ".join(text.split()))
        return " ".join(part for part in parts if part)

    def _is_layout(self, table: Element, rows: list[_Row]) -> bool:
        """Whether the table only places text: one column, or the two columns of a paper's head or foot."""
        widest = max((len(row.cells) for row in rows), default=0)
        if widest <= 1:
            return True
        if widest > 3 or len(rows) > 6:
            return False
        words = "".join(t.text or "" for t in table.iter() if name(t) == "t").upper()
        head_or_foot = any(sign in " ".join(words.split()) for sign in _HEADS_AND_FEET)
        return head_or_foot or (widest == 2 and not _ruled(table) and len(rows) <= 3)


class _Row:
    """A table row: its cells and the grid columns skipped before the first."""

    def __init__(self, row: Element) -> None:
        self.cells = list(_inside(row, "tc"))
        self.before = min(number(value(row, "trPr", "gridBefore")), 20)


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Elements of one kind below `parent`; other tables are entered only when paragraphs are asked for."""
    for element in parent:
        kind = name(element)
        if kind == wanted:
            yield element
        elif kind in _CLEAR or (wanted == "p" and kind in ("tbl", "tr", "tc")):
            yield from _inside(element, wanted)


def _span(cell: Element) -> int:
    return max(1, min(number(value(cell, "tcPr", "gridSpan"), 1), 60))


def _continues(cell: Element) -> bool:
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and attribute(merge, "val") in ("", "continue")


def _table_style(cell: Element) -> str:
    table = next((a for a in cell.iterancestors() if name(a) == "tbl"), None)
    return value(table, "tblPr", "tblStyle")


def _ruled(table: Element) -> bool:
    """Whether lines are drawn: by the table, by a style other than the plain one, or by its cells."""
    style = value(table, "tblPr", "tblStyle")
    borders = [child(table, "tblPr", "tblBorders"), *(child(c, "tcPr", "tcBorders") for c in _inside_cells(table))]
    drawn = [
        attribute(edge, "val") not in ("", "none", "nil")
        for border in borders
        if border is not None
        for edge in children(border, *_LINES)
    ]
    return any(drawn) if drawn else style not in ("", "TableNormal")


def _inside_cells(table: Element) -> Iterator[Element]:
    for row in _inside(table, "tr"):
        yield from _inside(row, "tc")
