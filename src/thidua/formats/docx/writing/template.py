"""The empty Word file that every paper is written into, made from nothing: no look of a program stands in it."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from lxml import etree

from thidua.formats.docx.package import Element
from thidua.formats.docx.writing.elements import RELATIONS, make, paragraph
from thidua.formats.docx.writing.numbering import Lists
from thidua.formats.docx.writing.styles import styles_of

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "settings", "header1", "header2")
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@cache
def template() -> bytes:
    """A .docx with the styles, an empty body, and the two heads of pages: none on the first, the number on others."""
    parts = {
        "word/document.xml": make("document", make("body", make("sectPr", *_references()))),
        "word/styles.xml": styles_of(),
        "word/numbering.xml": Lists().part(),
        "word/settings.xml": _settings(),
        "word/header1.xml": make("hdr", paragraph("Header", *_page_number())),
        "word/header2.xml": make("hdr", paragraph("Header")),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        archive.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        kinds = [(name.rstrip("12"), f"{name}.xml") for name in _PARTS]
        archive.writestr("word/_rels/document.xml.rels", _relations(kinds))
        for name, root in parts.items():
            archive.writestr(name, _text(root))
    return out.getvalue()


def _references() -> list[Element]:
    found = []
    for kind, at in (("default", 4), ("first", 5)):
        reference = make("headerReference", type=kind)
        reference.set(f"{{{RELATIONS}}}id", f"rId{at}")
        found.append(reference)
    return found


def _page_number() -> list[Element]:
    code = make("instrText")
    code.text = " PAGE "
    shown = make("t")
    shown.text = "2"
    pieces = (
        make("fldChar", fldCharType="begin"), code, make("fldChar", fldCharType="separate"), shown,
        make("fldChar", fldCharType="end"),
    )  # fmt: skip
    return [make("r", piece) for piece in pieces]


def _settings() -> Element:
    mode = make("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return make(
        "settings",
        make("zoom", percent=100),
        make("defaultTabStop", val=720),
        make("characterSpacingControl", val="doNotCompress"),
        make("compat", mode),
        make("themeFontLang", val="vi-VN"),
        make("decimalSymbol", val=","),
        make("listSeparator", val=";"),
    )


def _content_types() -> bytes:
    root = etree.Element(f"{{{_PACKAGE}/content-types}}Types", nsmap={None: f"{_PACKAGE}/content-types"})
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, "Default", Extension=ending, ContentType=kind)
    for name in ("document.main", *_PARTS):
        part = name.partition(".")[0]
        kind = f"{_KIND}.{name.rstrip('12')}+xml"
        etree.SubElement(root, "Override", PartName=f"/word/{part}.xml", ContentType=kind)
    return _text(root)


def _relations(targets: list[tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_PACKAGE}/relationships}}Relationships", nsmap={None: f"{_PACKAGE}/relationships"})
    for at, (kind, target) in enumerate(targets, 1):
        etree.SubElement(root, "Relationship", Id=f"rId{at}", Type=f"{RELATIONS}/{kind}", Target=target)
    return _text(root)


def _text(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
