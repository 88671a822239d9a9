"""Word files to change words in: letters in split runs, links, tables, notes, boxes, headers, fields."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from formats.paper_parts import docx_parts, zipped
from thidua.core.papers.text_changes import TextChange
from thidua.formats.docx import amend_docx, linearise_docx

NOTES = (
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Chỉ thị về </w:t></w:r>'
    "<w:r><w:t>nước sạch</w:t></w:r></w:p></w:footnote>"
)


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inside)}</w:p>"


def box(choice: str, fallback: str) -> str:
    content = "<w:txbxContent>{}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>"
        f"{content.format(choice)}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content.format(fallback)}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    inside = f"<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{result}"
    return mark.format("begin") + inside + mark.format("end")


def table(*rows: tuple[str, ...]) -> str:
    edges = "".join(f'<w:{edge} w:val="single"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{cells}</w:tbl>"


def paper(body: str, **extra: str) -> bytes:
    return zipped(docx_parts(body, **extra))


def changed(data: bytes, before: str, after: str, nth: int = 0) -> TextChange:
    """The change of the nth place of these words in the text of a file."""
    text, start = linearise_docx(data).text, -1
    for _ in range(nth + 1):
        start = text.index(before, start + 1)
    return TextChange(start, start + len(before), before, after)


def amended(data: bytes, *pairs: tuple[str, str]) -> bytes:
    return amend_docx(data, [changed(data, *pair) for pair in pairs])


def xml(data: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def bare(data: bytes, part: str = "word/document.xml") -> str:
    """The part without its words: what must be the same before and after."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(part))
    for element in root.iter("{*}t"):
        element.text = None
        element.attrib.clear()
    return etree.tostring(root, method="c14n").decode()


def others(data: bytes, part: str = "word/document.xml") -> Iterator[tuple[str, bytes]]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return ((entry.filename, archive.read(entry)) for entry in archive.infolist() if entry.filename != part)
