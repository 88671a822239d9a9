"""Elements of Word's XML, made directly: a paper of ten pages has thousands, and friendlier ways cost time."""

from __future__ import annotations

from lxml import etree

from thidua.formats.docx.package import Element

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = {"w": _WORD, "r": RELATIONS}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(tag: str, *inner: Element | None, **settings: str | int) -> Element:
    """A w: element with these children (None is left out) and w: attributes."""
    element: Element = etree.Element(f"{{{_WORD}}}{tag}", nsmap=_NAMES)
    for key, held in settings.items():
        element.set(f"{{{_WORD}}}{key}", str(held))
    element.extend([child for child in inner if child is not None])
    return element


def run(words: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A run of letters, bold or italic besides what its paragraph's style says."""
    text = make("t")
    text.text = words
    text.set(_SPACE, "preserve")
    look = make("rPr", make("b") if bold else None, make("i") if italic else None) if bold or italic else None
    return make("r", look, text)


def paragraph(style: str, *runs: Element, extra: tuple[Element, ...] = ()) -> Element:
    """A paragraph in a style; `extra` are properties of its own, in the order that the format asks for."""
    return make("p", make("pPr", make("pStyle", val=style), *extra), *runs)


def told(style: str, words: str) -> Element:
    """A paragraph of one run."""
    return paragraph(style, run(words))


def twips(millimetres: float) -> int:
    """Word's own unit: a twentieth of a point."""
    return round(millimetres * 1440 / 25.4)


def cell(width: float, *blocks: Element, span: int = 1) -> Element:
    """A table cell of so many millimetres."""
    wide = make("gridSpan", val=span) if span > 1 else None
    return make("tc", make("tcPr", make("tcW", w=twips(width), type="dxa"), wide), *blocks)
