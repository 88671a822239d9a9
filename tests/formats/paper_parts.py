"""Makers of Word, Excel and PDF bytes, part by part, so that a test can spoil exactly one thing."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from thidua.formats.docx import linearise_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx_parts(body: str = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>", **extra: str) -> dict[str, str | bytes]:
    """Parts of a Word file; `extra` are further parts of the main document by kind: styles, numbering, footnotes..."""
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind.rstrip("12")}" Target="{kind}.xml"/>' for kind in extra
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types/>',
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document {W} {R} xmlns:mc="urn:mc" '
        f'xmlns:wps="urn:wps" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f"<Relationships {_RELATIONS}>{relations}</Relationships>",
    }
    return parts | {
        f"word/{kind}.xml": f"<w:{kind.rstrip('12')} {W}>{xml}</w:{kind.rstrip('12')}>" for kind, xml in extra.items()
    }


def docx(body: str = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>", **extra: str) -> bytes:
    return zipped(docx_parts(body, **extra))


def lines(body: str, **extra: str) -> list[str]:
    """The paragraphs and rows that are read from a document with this body."""
    return linearise_docx(docx(body, **extra)).text.split("\n")


def para(text: str, properties: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def numbered(text: str, identifier: int, depth: int = 0) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identifier}"/></w:numPr>')


def xlsx_parts(sheet: str, name: str = "Chỉ tiêu") -> dict[str, str | bytes]:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELATIONS}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} {R}><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships {_RELATIONS}><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
    }


def xlsx(*rows: str) -> bytes:
    """A workbook of one sheet; each row is the XML of its cells."""
    lines = "".join(f'<row r="{number}">{cells}</row>' for number, cells in enumerate(rows, 1))
    return zipped(xlsx_parts(f"<sheetData>{lines}</sheetData>"))


def cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def pdf(*pages: str, catalog: str = "", objects: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose pages hold the given content streams in Helvetica; `objects` get numbers from 100 on."""
    numbered_objects: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    kids = []
    for at, content in enumerate(pages):
        packed = zlib.compress(content.encode("latin-1"))
        numbered_objects[10 + 2 * at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {11 + 2 * at} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        ).encode()
        numbered_objects[11 + 2 * at] = (
            f"<</Length {len(packed)}/Filter/FlateDecode>>stream\n".encode() + packed + b"\nendstream"
        )
        kids.append(f"{10 + 2 * at} 0 R")
    numbered_objects[2] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    numbered_objects |= {1000 + at: content for at, content in enumerate(objects)}
    return _bound(numbered_objects)


def _bound(numbered_objects: Mapping[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in sorted(numbered_objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer<</Root 1 0 R/Size 2000>>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def shown(*lines: tuple[float, float, str], size: int = 12) -> str:
    """A content stream that puts each (x, y, text) on the page."""
    return "".join(f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET\n" for x, y, text in lines)
