"""The letters of one paragraph: what Word shows of its runs, with notes, text boxes and hidden words set apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from thidua.formats.docx.numbering import in_form
from thidua.formats.docx.package import NAMES, Element, attribute, child, name
from thidua.formats.docx.styles import Look, Styles, is_shade
from thidua.formats.docx.traces import Made, Trace, made
from thidua.formats.linearised import drawn
from thidua.formats.text import is_unicode
from thidua.formats.text.old_fonts import Family, family_of, is_surely_old, shows_capitals, to_unicode

# Containers whose content is shown as if it stood in the paragraph itself.
_CLEAR = {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo",
          "oMath", "oMathPara", "ruby", "rubyBase"}  # fmt: skip
_SIGNS = {"noBreakHyphen": "-", "cr": "\n", "tab": "\t", "ptab": "\t"}
# A gap after "1." or "a)" is the look of a list; a gap elsewhere parts two columns.
_LABEL_GAP = re.compile(r"^[ \t]*((?:\S{1,7}[.)]|[^\w\s]{1,2})?)[ \t]*\t[ \t]*")


@dataclass(slots=True)
class Paragraph:
    """What was found in one paragraph. `footnotes` are (printed number, note id); `hidden` counts unseen letters.

    `old` are the spans of `text` that stand in a font of an old family: (start, end, family, font of capitals).
    """

    text: str = ""
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    hidden: int = 0
    runs_on: bool = False
    old: list[tuple[int, int, Family, bool]] = field(default_factory=list)


class Runs:
    """Reads paragraphs in order; a field such as a table of contents may begin in one and end in another.

    `doubted` are families whose fonts are still named where the letters are Unicode: only what is surely old is
    converted. What was found of that: `families` were converted, `sure` by their letters too, `unsure` somewhere by
    the font's name alone, `named_only` stand over letters that only Unicode has. `trace` is told of every letter.
    """

    def __init__(self, styles: Styles, doubted: Collection[Family] = (), trace: Trace | None = None) -> None:
        self._styles = styles
        self._trace = trace
        self._doubted = doubted
        self.families: set[Family] = set()
        self.sure: set[Family] = set()
        self.unsure: set[Family] = set()
        self.named_only: set[Family] = set()
        self._fields: list[bool] = []  # one entry per open field: True while its code, not its result, is read
        self._codes: list[str] = []  # what these codes say
        self._footnotes = 0
        self._endnotes = 0

    def read(self, paragraph: Element, properties: Mapping[str, Element], *, shaded: bool = False) -> Paragraph:
        """Text of a w:p by its `properties`; `shaded`: it stands in a coloured cell. A list label's tab is a space."""
        style = attribute(properties["pStyle"], "val") if "pStyle" in properties else ""
        found = Paragraph(runs_on="rPr" in properties and _is_gone(properties["rPr"]))
        look = self._styles.look(style)
        if shaded or ("shd" in properties and is_shade(properties["shd"])):
            look = look.over_colour()
        self._walk(paragraph, found, look, style)
        if found.old:
            self._convert(found)
        if "\t" in found.text and (gap := _LABEL_GAP.match(found.text)):
            label = found.text[gap.start(1) : gap.end(1)]
            found.text = (label + " " if label else "") + found.text[gap.end() :]
        return found

    def _walk(self, parent: Element, found: Paragraph, look: Look, style: str) -> None:
        for element in parent:
            kind = NAMES[element.tag]
            if kind == "r":
                self._run(element, found, look, style)
            elif kind in _CLEAR:
                self._walk(element, found, look, style)
            elif kind == "AlternateContent":
                self._walk(_shown(element), found, look, style)

    def _run(self, run: Element, found: Paragraph, look: Look, style: str) -> None:
        own = look
        for element in run:
            kind = NAMES[element.tag]
            if kind == "rPr":
                # The style stands first in the order that the format asks for.
                if len(element) and name(element[0]) == "rStyle":
                    run_style = attribute(element[0], "val")
                    own = self._styles.look(style, run_style)
                    own = own.over_colour() if look.shaded else own
                own = own.over(element)
            elif kind == "t" and not any(self._fields):
                self._letters(self._written(kind, element), found, own)
            else:
                self._piece(element, found, own)

    def _piece(self, element: Element, found: Paragraph, look: Look) -> None:
        kind = NAMES[element.tag]
        if kind == "fldChar":
            self._field(attribute(element, "fldCharType"))
        elif kind == "AlternateContent":
            for inner in _shown(element):
                self._piece(inner, found, look)
        elif kind in ("drawing", "pict", "object"):
            found.boxes.extend(_boxes(element))
        elif any(self._fields):
            if kind == "instrText":
                self._codes[-1] += element.text or ""
        elif kind in ("footnoteReference", "endnoteReference"):
            self._reference(kind, element, found)
        else:
            self._letters(self._written(kind, element), found, look)

    def _written(self, kind: str, element: Element) -> str:
        letters = _letters(kind, element)
        if self._trace is None:
            return letters
        computed = any(not code.lstrip().upper().startswith("HYPERLINK") for code in self._codes)
        return self._trace.letters(element, letters, Made.FIELD if computed else None if kind == "t" else Made.SIGN)

    def _letters(self, letters: str, found: Paragraph, look: Look) -> None:
        if look.unseen:
            found.hidden += len(letters.strip())
        elif letters and look.font and (family := family_of(look.font)):
            capitals = look.capitals or shows_capitals(look.font)
            start = len(found.text)
            found.text += letters
            # A letter and its mark may stand in two runs.
            if found.old and found.old[-1][1:] == (start, family, capitals):
                start = found.old.pop()[0]
            found.old.append((start, len(found.text), family, capitals))
        else:
            found.text += letters.upper() if look.capitals else letters

    def _convert(self, found: Paragraph) -> None:
        """Spans in an old font as Unicode; a font may still be named where the letters were converted long ago."""
        for start, end, family, capitals in reversed(found.old):
            written = found.text[start:end]
            if is_unicode(written):
                self.named_only.add(family)
                continue
            sure = not written.isascii() and is_surely_old(written, family)
            if family in self._doubted and not sure:
                continue
            shown = to_unicode(written, family, capitals=capitals and family == "TCVN3")
            if shown != written and not written.isascii():
                self.families.add(family)
                (self.sure if sure else self.unsure).add(family)
            shown = shown.upper() if capitals else shown
            kept = written if shown == written else made(shown, Made.OLD_FONT, written)
            found.text = found.text[:start] + kept + found.text[end:]

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(True)
            self._codes.append("")
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()
            self._codes.pop()

    def _reference(self, kind: str, element: Element, found: Paragraph) -> None:
        # A mark of the author's own stands in the text already and takes no number.
        own_mark = attribute(element, "customMarkFollows") in ("1", "true", "on")
        if own_mark:
            printed = ""
        elif kind == "footnoteReference":
            self._footnotes += 1
            printed = str(self._footnotes)
        else:
            self._endnotes += 1
            printed = in_form(self._endnotes, "lowerRoman")
        if printed:
            found.text += f"<sup>{printed}</sup>"
        found.footnotes.append((printed, f"{kind}:{attribute(element, 'id')}"))


def _is_gone(mark: Element) -> bool:
    """Whether the end of a paragraph was deleted, or moved away with it."""
    return any(NAMES[change.tag] in ("del", "moveFrom") for change in mark)


def _letters(kind: str, element: Element) -> str:
    if kind == "t":
        # A line break stored inside the text is only a blank to Word.
        return (element.text or "").replace("\n", " ").replace("\r", " ")
    if kind == "br":
        return "\n" if attribute(element, "type") in ("", "textWrapping", "page", "column") else ""
    if kind == "sym":
        return drawn(chr(number_hex(attribute(element, "char"))))
    return _SIGNS.get(kind, "")


def number_hex(text: str) -> int:
    """A character code as Word stores it; the replacement sign for anything that is not one."""
    try:
        code = int(text, 16)
    except ValueError:
        return 0xFFFD
    return code if 31 < code < 0xD800 or 0xDFFF < code < 0x10000 else 0xFFFD


def _shown(alternate: Element) -> Element:
    choice, fallback = child(alternate, "Choice"), child(alternate, "Fallback")
    for option in (choice, fallback):
        if option is not None and (_boxes(option) or fallback is None):
            return option
    return choice if choice is not None and len(choice) else fallback if fallback is not None else alternate


def _boxes(element: Element) -> list[Element]:
    # A box inside a box is read when its outer box is.
    found: list[Element] = []
    for inner in element:
        if name(inner) == "txbxContent":
            found.append(inner)
        elif name(inner) == "AlternateContent":
            found.extend(_boxes(_shown(inner)))
        else:
            found.extend(_boxes(inner))
    return found
