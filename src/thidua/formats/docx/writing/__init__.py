"""An official paper as a Word file (decree 30/2020): real styles, Word's numbering, heads of tables on each page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from docx import Document

from thidua.core.papers.form import FORM
from thidua.core.papers.lines import paper_name
from thidua.core.papers.model import Paper
from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.blocks import blocks_of
from thidua.formats.docx.writing.elements import make, paragraph, twips
from thidua.formats.docx.writing.frame import annex_head, ending_of, head_of
from thidua.formats.docx.writing.numbering import Lists
from thidua.formats.docx.writing.template import template
from thidua.formats.pages.setting import room_of

__all__ = ["write_docx"]

# The first moment that an archive can name: the same paper gives the same bytes.
_DAWN = (1980, 1, 1, 0, 0, 0)
_HEADER_AT = 10
# Properties of a Word file hold no more characters.
_LONGEST_PROPERTY = 255


def write_docx(paper: Paper) -> bytes:
    """The paper as a .docx whose lines, read back, are `paper_lines`. The same paper gives the same bytes."""
    document = Document(io.BytesIO(template()))
    lists = Lists()
    _fill(document.element.body, paper, lists)
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/numbering.xml":
            part._element = lists.part()
    about = document.core_properties
    about.title, about.language = _in_short(paper_name(paper)), "vi-VN"
    about.last_modified_by = ""
    about.created = about.modified = written_at(paper)
    out = io.BytesIO()
    document.save(out)
    return _fixed(out.getvalue())


def _in_short(name: str) -> str:
    """A name that a property of the file can hold, cut between two words."""
    return name if len(name) <= _LONGEST_PROPERTY else name[:_LONGEST_PROPERTY].rpartition(" ")[0]


def written_at(paper: Paper) -> datetime:
    """The moment that stands in the file: the paper's own day, so that it does not depend on when it is printed."""
    day = paper.head.date
    return (
        datetime(day.year, day.month, day.day, tzinfo=UTC)
        if day
        else datetime(paper.head.year or 2000, 1, 1, tzinfo=UTC)
    )


def _fill(body: Any, paper: Paper, lists: Lists) -> None:
    last = body[-1]
    sections: list[tuple[bool, list[Element]]] = []
    room = room_of(paper.landscape)
    main = [*head_of(paper.head, room), *blocks_of(paper.body, lists, room)]
    _keep_with_next(main)
    sections.append((paper.landscape, [*main, *ending_of(paper, room)]))
    for annex in paper.annexes:
        inner = blocks_of(annex.body, lists, room_of(annex.landscape))
        sections.append((annex.landscape, [*annex_head(annex), *inner]))
    references = [deepcopy(reference) for reference in last]
    body.remove(last)
    for at, (landscape, blocks) in enumerate(sections):
        section = _section(references if at == 0 else (), landscape=landscape)
        end = at == len(sections) - 1
        body.extend([*blocks, *([] if end else [paragraph("CachDong", extra=(section,))])])
        if end:
            # Word wants a paragraph after a table that ends a paper.
            body.extend([paragraph("CachDong"), section])


def _keep_with_next(blocks: list[Element]) -> None:
    """No signature stands alone on a page: the last words of the body go with it."""
    last = next((block for block in reversed(blocks) if block.tag.endswith("}p")), None)
    if last is not None and last is blocks[-1]:
        properties = last[0]
        properties.insert(1, make("keepNext"))


def _section(references: Iterable[Element], *, landscape: bool) -> Element:
    wide, high = (FORM.height, FORM.width) if landscape else (FORM.width, FORM.height)
    turned = {"orient": "landscape"} if landscape else {}
    margins = {"top": FORM.top, "right": FORM.right, "bottom": FORM.bottom, "left": FORM.left, "header": _HEADER_AT}
    return make(
        "sectPr",
        *references,
        make("type", val="nextPage"),
        make("pgSz", w=twips(wide), h=twips(high), **turned),
        make("pgMar", **{side: twips(held) for side, held in margins.items()}, footer=twips(_HEADER_AT), gutter=0),
        make("pgNumType", start=1),
        make("titlePg"),
    )


def _fixed(data: bytes) -> bytes:
    """The same archive with all its moments taken away."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in read.infolist():
            plain = zipfile.ZipInfo(entry.filename, _DAWN)
            plain.compress_type, plain.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(plain, read.read(entry))
    return out.getvalue()
