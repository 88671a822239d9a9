"""One line of the paper as words and cells: signs of markdown dropped, columns that run together parted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from thidua.core.plans.reading.structure.letters import IN_CAPACITY, compiled
from thidua.core.plans.reading.structure.passages import Passage

_SIGNS = compiled(
    r"(?P<drop>(?:<sup>\s*\d{1,2}\s*</sup>|</?(?:sup|sub|b|i|u|strong|em|br|span|p|div)\b[^<>\n]{0,40}>"
    r"|\*+|~~|`+|_{2,}|\\(?=[-.()*_#\[\]+!|])|&nbsp;|[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e])[\u0300-\u036f]*)"
    r"|(?P<blank>[\s\x00-\x1f]+)|(?P<word>[^\s\x00-\x1f<*~`_\\&\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]+|.)",
)
_SPECIAL = compiled(r"[<*~`_\\&\x00-\x1f\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]|(?![0-9])\d")
_UNEVEN = re.compile(r"\s\s|[^\S ]")
_WORD = re.compile(r"\S+")
# Digits of other scripts, full width ones among them: one sign each, read as what they count.
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Head and foot of a page of plain text hold two columns, parted by blanks.
_COLUMNS = re.compile(
    r"(?<=\S) {5,}(?=\S)|(?<=\S)(?<!ngày)(?<!tháng) *(?=\*{0,3}(?:CỘNG +H[OÒ][AÀ] +XÃ|Độc +lập\s*[-–]\s*Tự +do))"
)
# The signature beside the recipients, run together with them on one line of a scan.
_BESIDE = compiled(
    rf"(?<=[;.:,])\s+(?={IN_CAPACITY}\s*[./]\s*[A-ZĐÀ-Ỹ]{{2}}|T/M +|(?:PHÓ +)?(?:CHỦ +TỊCH"
    r"|GIÁM +ĐỐC|HIỆU +TRƯỞNG|TRƯỞNG +[A-ZĐÀ-Ỹ]+"
    r"|CHÁNH +VĂN +PHÒNG|BÍ +THƯ|TỔNG +GIÁM +ĐỐC)[A-ZĐÀ-Ỹ ,–-]*$)"
)
# Blanks left for the pen are no gap between columns: "Số:      /KH-UBND", "ngày      tháng".
_TO_FILL = re.compile(r"(?:Số\s*:?|ngày|tháng|năm|/|,)\W*$", re.IGNORECASE)
_PRINTED_HEAD = re.compile(
    r"CỘNG H|Độc lập|Nơi nhận|(?:TM|KT|TL|TUQ)\.|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG KHỐI|ngày .{0,12}tháng|Số\s*:|^\s*-\s"
)


_ENDING = re.compile(r"\W*(?:Nơi +(?:nhận|gửi)|[-+]\s|Lưu)")


def clean_words(raw: str, start: int) -> Passage:
    if not _SPECIAL.search(raw):
        return _plain(raw, start)
    text: list[str] = []
    places: list[int] = []
    raw = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), raw)
    for sign in _SIGNS.finditer(raw):
        if sign.lastgroup == "blank":
            if text and text[-1] != " ":
                text.append(" ")
                places.append(start + sign.start())
        elif sign.lastgroup == "word":
            text.append(sign.group())
            places.extend(range(start + sign.start(), start + sign.end()))
    passage = Passage("".join(text), places)
    return passage.cut(0)


def _plain(raw: str, start: int) -> Passage:
    """A line without signs of markdown: single blanks between its words."""
    words = raw.strip()
    if not _UNEVEN.search(words):
        lead = start + len(raw) - len(raw.lstrip())
        return Passage(words, range(lead, lead + len(words)))
    places: list[int] = []
    for word in _WORD.finditer(raw):
        if places:
            places.append(start + word.start() - 1)
        places.extend(range(start + word.start(), start + word.end()))
    return Passage(" ".join(raw.split()), places)


def read_cells(raw: str, start: int) -> tuple[Passage, ...]:
    """The cells of a table row: parted by tabs, or by upright bars in markdown."""
    bars = raw.strip()
    if bars.startswith("|") and bars.endswith("|") and len(bars) > 1:
        at = raw.index("|") + 1
        parts, sign = raw[at : raw.rindex("|")].split("|"), 1
    elif "\t" in raw.strip() or raw.count("\t") > 1:
        at, parts, sign = 0, raw.split("\t"), 1
    elif _ENDING.match(raw) and (beside := _BESIDE.search(raw.rstrip())):
        return (clean_words(raw[: beside.start()], start), clean_words(raw[beside.end() :], start + beside.end()))
    elif _in_columns(raw):
        gaps = [(gap.start(), gap.end()) for gap in _COLUMNS.finditer(raw) if not _TO_FILL.search(raw[: gap.start()])]
        if not gaps or not raw[: gaps[0][0]].strip(" *_#"):
            return ()
        bounds = [0, *(place for gap in gaps for place in gap), len(raw)]
        return tuple(clean_words(raw[a:b], start + a) for a, b in zip(bounds[::2], bounds[1::2], strict=True))
    else:
        return ()
    cells = []
    for part in parts:
        cells.append(clean_words(part, start + at))
        at += len(part) + sign
    return tuple(cells)


def _in_columns(raw: str) -> bool:
    """Whether a line holds the two columns of a head or foot. The form is asked only where it may match: it is dear."""
    maybe = "     " in raw or "CỘNG" in raw or "Độc" in raw
    return maybe and bool(_COLUMNS.search(raw) and _PRINTED_HEAD.search(" ".join(raw.split())))


# A label with its sign ("I.", "1)", "-"), alone or before the words it numbers.
_SIGNED_LABEL = r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-ZĐa-zđ])[.)/]|[-–+•])"
_LABEL_ALONE = compiled(_SIGNED_LABEL)
_LABELLED = compiled(rf"{_SIGNED_LABEL}\s*[^\W\d_]")
_TABLE = 3
"""Cells of a row that is one of a table, whatever stands in them."""


def is_row(cells: Sequence[Passage], above: Sequence[Passage], below: Sequence[Passage]) -> bool:
    """Whether a line that tabs part is a row of a table, and not a paragraph that was indented by tabs ("\t\t- Mở
    lớp") or whose label a tab parts from its words ("1.\tMở lớp"). `above`, `below`: the cells of the lines around."""
    if not _indented(cells):
        return True
    if sum(map(bool, cells)) == 1:
        return _tabled(above) and len(above) == len(cells)
    return _tabled(above) or _tabled(below)


def _indented(cells: Sequence[Passage]) -> bool:
    """Whether nothing but empty cells and a label stands before the last cell."""
    filled = [at for at, cell in enumerate(cells) if cell]
    if len(filled) == 2:
        return filled == [len(cells) - 2, len(cells) - 1] and bool(_LABEL_ALONE.fullmatch(cells[-2].text))
    return filled == [len(cells) - 1]


def _tabled(cells: Sequence[Passage]) -> bool:
    return len(cells) >= _TABLE and not _indented(cells)


def is_sentence(cells: Sequence[Passage]) -> bool:
    """Whether cells are one labelled sentence with tabs between its words: each goes on with a small letter."""
    first, *more = [cell.text for cell in cells if cell] or [""]
    if more and _LABEL_ALONE.fullmatch(first):
        first, more = f"{first} {more[0]}", more[1:]
    return bool(more) and bool(_LABELLED.match(first)) and all(one[0].islower() for one in more)
