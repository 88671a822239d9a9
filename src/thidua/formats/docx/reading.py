"""A Word document as lines: paragraphs and table rows in reading order, with Word's own numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from thidua.core.verdicts import Reason
from thidua.formats.docx.numbering import Numbering
from thidua.formats.docx.package import (
    NAMES,
    Element,
    Package,
    attribute,
    child,
    children,
    leading,
    name,
    parts,
    switch,
)
from thidua.formats.docx.runs import Paragraph, Runs
from thidua.formats.docx.styles import Styles, is_shaded
from thidua.formats.docx.tables import CLEAR, grid, inside, is_coloured, is_layout, rows_of
from thidua.formats.docx.traces import Trace, join, lines_of, on_one_line, squeezed
from thidua.formats.guard import DOCX
from thidua.formats.linearised import Linearised, linearised, plain
from thidua.formats.refusals import refusal
from thidua.formats.text import font_note, form_note, is_unicode, unicode_text
from thidua.formats.text.old_fonts import Family

_GENERATED_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
_PAGE_NUMBER = re.compile(r"(?:Trang|Tr\.)?[-–—.\s]*\d*(?:\s*/\s*\d+)?[-–—.\s]*", re.IGNORECASE)


def linearise_docx(data: bytes) -> Linearised:
    """Text of a .docx: one paragraph or table row per line, cells parted by a tab, empty paragraphs left out.

    Footnotes are `<sup>n</sup>` in the sentence and a line of their own after its paragraph. Inserted text is kept,
    deleted text dropped; hidden, white and tiny text is lifted out with the note A65. Raises Refusal A06 to A19.
    """
    reader, raw = _read(Package(data))
    text, fonts = unicode_text(raw)
    fonts = reader.font_notes() or fonts
    return linearised(data, plain(text), DOCX, notes=fonts + form_note(text) + reader.hidden_note())


def trace_docx(package: Package) -> tuple[str, Trace]:
    """The raw text of a .docx, before old letters become Unicode, and where its letters stand."""
    reader, raw = _read(package, traced=True)
    assert reader.trace is not None
    return raw, reader.trace


def _read(package: Package, *, traced: bool = False) -> tuple[_Reader, str]:
    """The paper read; read anew where fonts of an old family seem to be only names left over letters of Unicode."""
    reader = _Reader(package, trace=Trace() if traced else None)
    raw = join("\n", reader.lines())
    doubted = reader.doubted_families()
    if not doubted:
        return reader, raw
    again = _Reader(package, doubted, trace=Trace() if traced else None)
    other = join("\n", again.lines())
    # A family without one sure letter is believed by its name, unless the rest of the paper is Unicode.
    return (again, other) if reader.names_only(doubted) or is_unicode(other) else (reader, raw)


class _Reader:
    def __init__(self, package: Package, doubted: Collection[Family] = (), trace: Trace | None = None) -> None:
        self.trace = trace
        root = package.tree(package.main)
        body = child(root, "body")
        if body is None:
            raise refusal("A17", "Đây không phải tài liệu Word.")
        self._package, self._body = package, body
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._runs = Runs(self._styles, doubted, trace)
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
        self._head: list[str] = []

    def lines(self) -> list[str]:
        for section, blocks in self._sections():
            self._header(section)
            self._blocks(blocks)
        self._emit(self._carried)
        return self._out + self._ends

    def font_notes(self) -> tuple[Reason, ...]:
        return tuple(font_note(family) for family in sorted(self._runs.families))

    def doubted_families(self) -> set[Family]:
        """Families that were converted somewhere by the font's name alone, against what stands elsewhere."""
        return {f for f in self._runs.unsure if f in self._runs.named_only or f not in self._runs.sure}

    def names_only(self, families: set[Family]) -> bool:
        """Whether one of the families is named over letters that only Unicode has."""
        return bool(families & self._runs.named_only)

    def hidden_note(self) -> tuple[Reason, ...]:
        if not self._hidden_at:
            return ()
        where = ", ".join(str(line) for line in sorted(set(self._hidden_at))[:20])
        return (Reason("A65", "Có đoạn chữ ẩn (dòng {lines}); không đưa vào gợi ý.", {"lines": where}),)

    def _header(self, section: Element | None) -> None:
        """The printed head of a section, once: an annex may be named there; a page number alone says nothing.

        A section with a first page of its own prints that page's head, if it has one, and the usual one on the others.
        """
        wanted = ("first", "default") if switch(section, "titlePg") else ("default",)
        references = list(children(section, "headerReference"))
        start, hidden = len(self._out), len(self._hidden_at)
        printed = False
        for kind in wanted:
            for reference in references:
                if attribute(reference, "type", "default") == kind:
                    root = self._package.related_by_id(attribute(reference, "id"))
                    self._blocks(() if root is None else root)
                    printed = printed or root is not None
        if printed:
            self._once(start, hidden)

    def _once(self, start: int, hidden: int) -> None:
        """Of the head read from line `start`, and its hidden words noted from `hidden`, keep what was not just said."""
        read = self._out[start:]
        kept = [at for at, line in enumerate(read) if line not in read[:at] and not _PAGE_NUMBER.fullmatch(line)]
        found = [read[at] for at in kept]
        if found == self._head:
            kept = []
        self._out[start:] = [read[at] for at in kept]
        # Lines are counted from 1; those left out move what follows them up.
        places = [line - 1 - start for line in self._hidden_at[hidden:]]
        self._hidden_at[hidden:] = [start + 1 + sum(at < place for at in kept) for place in places]
        self._head = found

    def _sections(self) -> Iterator[tuple[Element | None, list[Element]]]:
        """The blocks of each section with its properties, which Word writes at the section's end."""
        blocks: list[Element] = []
        ends = [(section.getparent(), section) for section in self._body.iter("{*}sectPr")]
        of_paragraphs = {parent.getparent(): section for parent, section in ends if parent is not None}
        for element in _unwrapped(self._body):
            if name(element) == "sectPr":
                yield element, blocks
                blocks = []
                continue
            blocks.append(element)
            section = of_paragraphs.get(element)
            if section is not None:
                yield section, blocks
                blocks = []
        if blocks:
            yield None, blocks

    def _blocks(self, parent: Iterable[Element]) -> None:
        for element in parent:
            kind = NAMES[element.tag]
            if kind == "p":
                self._paragraph(element)
            elif kind == "tbl":
                self._table(element)
            elif kind in CLEAR:
                self._blocks(element)

    def _read(self, element: Element, *, shaded: bool = False) -> tuple[str, Paragraph]:
        properties = parts(leading(element, "pPr"))
        found = self._runs.read(element, properties, shaded=shaded)
        label = ""
        if not (found.runs_on and not found.text):
            style = attribute(properties["pStyle"], "val") if "pStyle" in properties else ""
            label = self._numbering.label(properties.get("numPr"), style)
            # Word counts a paragraph that is hidden to its end, as it makes them itself to skip numbers.
            if label and not found.text.strip() and self._styles.look(style).over(properties.get("rPr")).hidden:
                label = ""
        # A bullet before nothing says nothing; a number before nothing is still counted and shown.
        counted = label != "" and any(sign.isalnum() for sign in label)
        text = found.text if counted or found.text.strip() else ""
        if found.hidden:
            self._hidden_at.append(len(self._out) + 1)
        self._waiting += found.footnotes
        return (label + text if text or counted else ""), found

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
        self._out += [line.strip(" ") for line in lines_of(text) if line.strip()]

    def _write_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for printed, key in waiting:
            note = self._notes.get(key)
            if note is None:
                continue
            # Notes may not hold notes, so reading them cannot add to the waiting ones.
            words = join(" ", (self._read(p)[0].strip() for p in note.iter() if name(p) == "p")).strip()
            line = f"<sup>{printed}</sup> " + words if printed else words
            (self._ends if key.startswith("endnote") else self._out).append(on_one_line(line))

    def _table(self, table: Element) -> None:
        rows = rows_of(table)
        if is_layout(table, rows):
            for cell in (cell for row in rows for cell in row.cells):
                self._blocks(cell)
            return
        boxes: list[Element] = []
        coloured = is_coloured(table)
        self._out += grid(rows, lambda cell, look: self._cell(cell, boxes, shaded=coloured or is_shaded(look)))
        self._after(boxes)

    def _cell(self, cell: Element, boxes: list[Element], *, shaded: bool) -> str:
        """Text of a cell on one line; a table inside it is read row by row into the same line."""
        found_words = []
        for paragraph in inside(cell, "p"):
            text, found = self._read(paragraph, shaded=shaded)
            boxes += found.boxes
            found_words.append(squeezed(text))
        return join(" ", (words for words in found_words if words))


def _unwrapped(parent: Element) -> Iterator[Element]:
    """The blocks of a body, those in controls and tracked insertions too."""
    for element in parent:
        if NAMES[element.tag] in CLEAR:
            yield from _unwrapped(element)
        else:
            yield element
