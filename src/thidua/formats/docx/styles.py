"""What the styles of a document say about letters that are not shown as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from thidua.formats.docx.package import NAMES, Element, attribute, child, children, is_on, number, parts, value

# Half-points: text of one point and less cannot be read by a person.
TINY = 2
_WHITE = {"FFFFFF", "FEFEFE", "FDFDFD"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as its reading depends on it."""

    hidden: bool = False
    white: bool = False
    tiny: bool = False
    shaded: bool = False
    capitals: bool = False
    font: str = ""

    @property
    def unseen(self) -> bool:
        return self.hidden or self.tiny or (self.white and not self.shaded)

    def over_colour(self) -> Look:
        """This look on a coloured ground."""
        return replace(self, shaded=True)

    def over(self, properties: Element | None) -> Look:
        """This look with the run properties `properties` (w:rPr) laid over it."""
        changed: dict[str, bool | str] = {}
        for element in () if properties is None else properties:
            kind = NAMES[element.tag]
            if kind not in _TELLING:
                continue
            if kind == "rFonts":
                font = _font(element)
                if font is not None and font != self.font:
                    changed["font"] = font
            elif kind == "vanish":
                changed["hidden"] = is_on(element)
            elif kind == "caps":
                changed["capitals"] = is_on(element)
            elif kind == "color":
                changed["white"] = attribute(element, "val").upper() in _WHITE
            elif kind == "sz":
                changed["tiny"] = number(attribute(element, "val"), 99) <= TINY
            elif is_shade(element) if kind == "shd" else attribute(element, "val") not in ("", "none", "white"):
                changed["shaded"] = True
        if not changed:
            return self
        different = {key: held for key, held in changed.items() if getattr(self, key) != held}
        return replace(self, **different) if different else self  # type: ignore[arg-type]


_TELLING = {"rFonts", "vanish", "caps", "color", "sz", "shd", "highlight"}


def _font(fonts: Element) -> str | None:
    """The font of marked letters that a w:rFonts names, "" for the theme's, which is of today; None when it is silent.

    A theme's font stands before a font that is named beside it (ISO/IEC 29500-1, 17.3.2.26).
    """
    named = {str(key).rpartition("}")[2]: str(held) for key, held in fonts.attrib.items()}
    for slot in ("hAnsi", "ascii"):
        if f"{slot}Theme" in named:
            return ""
        if named.get(slot):
            return named[slot]
    return None


def is_shaded(properties: Mapping[str, Element]) -> bool:
    """Whether a run, paragraph or cell stands on a colour, which makes white letters readable."""
    return "shd" in properties and is_shade(properties["shd"])


def is_shade(shade: Element) -> bool:
    """Whether a w:shd draws a colour."""
    fill = attribute(shade, "fill", "auto").upper()
    return fill not in ("AUTO", "", *_WHITE) or attribute(shade, "val") not in ("clear", "nil", "")


class Styles:
    """Styles by id with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self._by_id = {attribute(style, "styleId"): style for style in children(root, "style")}
        self._default = Look().over(child(root, "docDefaults", "rPrDefault", "rPr"))
        self.paragraph_default = next(
            (
                identifier
                for identifier, style in self._by_id.items()
                if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")
            ),
            "",
        )
        self._numberings: dict[str, tuple[str, str, str] | None] = {}
        self._looks: dict[tuple[str, str], Look] = {}

    def chain(self, identifier: str) -> list[Element]:
        """The style and those it is based on, nearest first; a circle is cut."""
        found: list[Element] = []
        seen = set()
        while identifier and identifier not in seen and identifier in self._by_id:
            seen.add(identifier)
            style = self._by_id[identifier]
            found.append(style)
            identifier = value(style, "basedOn")
        return found

    def look(self, paragraph_style: str, run_style: str = "") -> Look:
        key = (paragraph_style, run_style)
        if key not in self._looks:
            look = self._default
            for style in [
                *reversed(self.chain(paragraph_style or self.paragraph_default)),
                *reversed(self.chain(run_style)),
            ]:
                look = look.over(child(style, "rPr"))
                look = look.over_colour() if is_shaded(parts(child(style, "pPr"))) else look
            self._looks[key] = look
        return self._looks[key]

    def numbering(self, paragraph_style: str) -> tuple[str, str, str] | None:
        """(list id, level, style that sets it) that a paragraph style brings along; level "" when left open."""
        if paragraph_style not in self._numberings:
            self._numberings[paragraph_style] = self._find_numbering(paragraph_style)
        return self._numberings[paragraph_style]

    def _find_numbering(self, paragraph_style: str) -> tuple[str, str, str] | None:
        for style in self.chain(paragraph_style or self.paragraph_default):
            properties = child(style, "pPr", "numPr")
            if properties is not None:
                return value(properties, "numId"), value(properties, "ilvl"), attribute(style, "styleId")
        return None
