"""Lines become paragraphs: signs of markdown dropped, page breaks mended, footnotes lifted out, slips repaired."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

from thidua.core.lexicons import load
from thidua.core.plans.reading.structure.labels import Label, is_capitals, read_label
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date

_SIGNS = compiled(
    r"(?P<drop><sup>\s*\d{1,2}\s*</sup>|</?(?:sup|sub|b|i|u|strong|em|br|span|p|div)\b[^<>\n]{0,40}>"
    r"|\*+|~~|`+|_{2,}|\\(?=[-.()*_#\[\]+!|])|&nbsp;|[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e])"
    r"|(?P<blank>[\s\x00-\x1f]+)|(?P<word>[^\s\x00-\x1f<*~`_\\&\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]+|.)",
)
_SPECIAL = compiled(r"[<*~`_\\&\x00-\x1f\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]|(?![0-9])\d")
_WORD = re.compile(r"\S+")
# Digits of other scripts, full width ones among them: one sign each, read as what they count.
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_MARKDOWN_HEAD = compiled(r"[ \t]*(#{1,6})(?=[ \t*]|$)")
_FOOTNOTE = compiled(r"\s*(?:<sup>\s*(\d{1,2})\s*</sup>|\[\^?(\d{1,2})\]:?|([¹²³⁴-⁹]))\s*\S")
_BARE_FOOTNOTE = compiled(
    r"\s*\d{1,2}\s+(?:Chỉ thị|Nghị quyết|Quyết định|Kế hoạch|Nghị định|Luật|Thông tư|Hướng dẫn|Kết luận|Công văn)\b"
)
_PAGE_NUMBER = compiled(r"\s*(?:[-–]\s*)?(?:Trang\s+)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–])?\s*", re.IGNORECASE)
# A heading in capitals runs into the next one, with nothing but markdown signs between them.
_GLUED = compiled(r"(?<=[A-ZĐÀ-Ỹ])(?:\*+(?=[A-ZĐÀ-Ỹ0-9])|(?=\d{1,2}\.\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]))")
# Head and foot of a page of plain text hold two columns, parted by blanks.
_COLUMNS = re.compile(
    r"(?<=\S) {5,}(?=\S)|(?<=\S)(?<!ngày)(?<!tháng) *(?=\*{0,3}(?:CỘNG H[OÒ][AÀ] XÃ|Độc lập\s*[-–]\s*Tự do))"
)
# The signature beside the recipients, run together with them on one line of a scan.
_BESIDE = compiled(
    r"(?<=[;.:,])\s+(?=(?:T[./]?M|K[./]?T|T[./]?L|TUQ|Q)\s*[./]\s*[A-ZĐÀ-Ỹ]{2}|T/M |(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG [A-ZĐÀ-Ỹ]+"
    r"|CHÁNH VĂN PHÒNG|BÍ THƯ|TỔNG GIÁM ĐỐC)[A-ZĐÀ-Ỹ ,–-]*$)"
)
# Blanks left for the pen are no gap between columns: "Số:      /KH-UBND", "ngày      tháng".
_TO_FILL = re.compile(r"(?:Số\s*:?|ngày|tháng|năm|/|,)\W*$", re.IGNORECASE)
_PRINTED_HEAD = re.compile(
    r"CỘNG H|Độc lập|Nơi nhận|(?:TM|KT|TL|TUQ)\.|CHỦ TỊCH|HIỆU TRƯỞNG|TRƯỞNG KHỐI|ngày .{0,12}tháng|Số\s*:|^\s*-\s"
)
_TORN_COMMA = compiled(r"(?<![\d,])\d{1,3}(?:\.\d{3})* ,\d{1,2}(?=\s*(?:%|tỷ|triệu|nghìn|ha|tấn|kg|điểm|m2|km))")
_LOST_SLASH = compiled(
    r"(?<![\d/.])(\d{2})1(\d{1,2})/(20\d\d)(?![\d/])|(?<![\d/.])(\d{1,2})/(\d{1,2})1(20\d\d)(?![\d/])"
)
_BARE_NUMBER = compiled(r"(?P<l>\d{1,2}|[IVX]{1,4})\s+(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ]|[A-ZĐÀ-Ỹ]{2})")
_RULE = compiled(r"[\s\-–—_=*.·|:+]*")
_OPENS = compiled(
    r"(?:Căn cứ|Xét đề nghị|Nơi nhận|Thực hiện (?:Quyết định|Kế hoạch|Nghị quyết|Chỉ thị|Công văn|Hướng dẫn) số)\b"
)
"""Words that only a new paragraph begins with, however full the line above is."""
_CLOSING = compiled(r"Trên đây|Trong (?:đó|quá trình)|Nơi nhận|Căn cứ|Giao |Yêu cầu|Đề nghị|Các |Ủy ban|UBND|Trước ")
_ENDS = (".", ";", ":", "!", "?", "…", "./", "./.")


# A thousand pages; what comes after them is no plan.
MAX_ROWS = 20_000
_LONGEST_HEADING = 600


@dataclass(slots=True)
class Paragraph:
    """One paragraph or table row: the words after the label, the label, and how it stands on the page."""

    whole: Passage
    label: Label
    body: Passage
    cells: tuple[Passage, ...] = ()
    marked: bool = False  # a markdown heading
    apart: bool = False  # a blank line stands above it
    note: bool = False  # a footnote

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def ended(self) -> bool:
        """Whether the words end as a sentence or a list item ends."""
        return self.whole.text.rstrip("”\"')* ").endswith(_ENDS)


@dataclass(slots=True)
class _Row:
    words: Passage
    cells: tuple[Passage, ...]
    marked: bool
    apart: bool
    note: bool
    width: int


@dataclass(slots=True)
class Pages:
    """The paper as paragraphs in reading order; footnotes stand apart."""

    sheet: Sheet
    body: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


def _clean(raw: str, start: int) -> Passage:
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
    places: list[int] = []
    for word in _WORD.finditer(raw):
        if places:
            places.append(start + word.start() - 1)
        places.extend(range(start + word.start(), start + word.end()))
    return Passage(" ".join(raw.split()), places)


def _cells(raw: str, start: int) -> tuple[Passage, ...]:
    """The cells of a table row: parted by tabs, or by upright bars in markdown."""
    bars = raw.strip()
    if bars.startswith("|") and bars.endswith("|") and len(bars) > 1:
        at = raw.index("|") + 1
        parts, sign = raw[at : raw.rindex("|")].split("|"), 1
    elif "\t" in raw.strip() or raw.count("\t") > 1:
        at, parts, sign = 0, raw.split("\t"), 1
    elif re.match(r"\W*(?:Nơi (?:nhận|gửi)|[-+]\s|Lưu)", raw) and (beside := _BESIDE.search(raw)):
        return (_clean(raw[: beside.start()], start), _clean(raw[beside.end() :], start + beside.end()))
    elif _COLUMNS.search(raw) and _PRINTED_HEAD.search(raw):
        gaps = [(gap.start(), gap.end()) for gap in _COLUMNS.finditer(raw) if not _TO_FILL.search(raw[: gap.start()])]
        if not gaps or not raw[: gaps[0][0]].strip(" *_#"):
            return ()
        bounds = [0, *(place for gap in gaps for place in gap), len(raw)]
        return tuple(_clean(raw[a:b], start + a) for a, b in zip(bounds[::2], bounds[1::2], strict=True))
    else:
        return ()
    cells = []
    for part in parts:
        cells.append(_clean(part, start + at))
        at += len(part) + sign
    return tuple(cells)


def _rows(sheet: Sheet) -> list[_Row]:
    rows: list[_Row] = []
    apart = False
    for start, end in pairwise([*sheet.starts, len(sheet.text) + 1]):
        line = sheet.text[start : end - 1]
        if not line.strip() or _RULE.fullmatch(line):
            apart = True
            continue
        head = _MARKDOWN_HEAD.match(line)
        begin = head.end() if head else 0
        cuts = [begin, *(glue.start() for glue in _GLUED.finditer(line, begin)), len(line)]
        for left, right in pairwise(cuts):
            part = line[left:right]
            bullet = re.match(r"\s*\*\s", part)
            words = _clean(part, start + left)
            if not words:
                continue
            if bullet:
                words = Passage("• " + words.text, [words.places[0], words.places[0], *words.places])
            note = bool(_FOOTNOTE.match(part) or (_BARE_FOOTNOTE.match(part) and rows))
            rows.append(_Row(words, _cells(part, start + left), bool(head), apart, note, len(line.strip())))
            apart = False
    return rows


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the lines were set: the width at which they were broken (0: a line is a paragraph), blank lines between."""

    width: int
    spaced: bool


def _setting(rows: list[_Row]) -> _Setting:
    widths = sorted(row.width for row in rows if not row.cells)
    if len(widths) < 12 or widths[-1] > 160:
        return _Setting(0, False)
    width = widths[int(len(widths) * 0.9)]
    if sum(0.85 * width <= one <= 1.1 * width for one in widths) < 0.3 * len(widths):
        return _Setting(0, False)
    return _Setting(width, sum(row.apart for row in rows) > len(rows) * 0.2)


def _continues(above: _Row, row: _Row, setting: _Setting) -> bool:
    """Whether a row goes on with the sentence of the row above (a page break or a broken line stands between)."""
    text, before = row.words.text, above.words.text
    if row.cells or above.cells or row.marked or above.note != row.note or (row.note and row.apart):
        return False
    # A heading is short; and a paragraph that grows line by line is not counted from its beginning each time.
    if is_capitals(before[:_LONGEST_HEADING]) or is_capitals(text[:_LONGEST_HEADING]) or _OPENS.match(text):
        return False
    full = bool(setting.width) and not row.apart and above.width >= setting.width * 0.8
    ended = before.rstrip("”\"')").endswith(_ENDS)
    label = read_label(row.words)
    if label.style != "none":
        # A dash inside a sentence may come to stand at the head of a broken line: "kinh tế / - xã hội".
        return full and not ended and label.style == "dash" and text[label.length].islower()
    if ended:
        # A sign at the end of a full line ends nothing if the next line begins small, or no blank line parts them.
        return full and (text[0].islower() or (setting.spaced and not before.endswith((":", "./."))))
    if text[0].islower():
        return True
    if text[0].isdigit():
        return len(before) > 25
    bullet = read_label(above.words).style in ("dash", "plus", "paren", "letter")
    return full or (bullet and len(before) > 100 and not _CLOSING.match(text))


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    slips = {slip["wrong"]: dict(slip) for slip in load("plan_ocr")["slip"]}
    longest = sorted(slips, key=len, reverse=True)
    return compiled(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), slips


def _mend(sheet: Sheet, passage: Passage) -> Passage:
    """Evident slips of scanning and typing repaired; the sheet remembers what stood there."""
    pattern, slips = _slips()
    for found in reversed(list(pattern.finditer(passage.text))):
        slip, wrong = slips[found.group().lower()], found.group()
        before, after = passage.text[: found.start()].rstrip(), passage.text[found.end() :].lstrip().lower()
        if slip.get("places") == "clause" and before and before[-1] not in ';.,:-–+)(“"•':
            continue
        if any(after.startswith(word) for word in slip.get("unless", ())):
            continue
        right: str = slip["right"]
        right = right.upper() if wrong.isupper() else right[0].upper() + right[1:] if wrong[0].isupper() else right
        place = passage.places[found.start()]
        spread = [passage.places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
        sheet.repairs[place] = (wrong, right)
        passage = Passage(
            passage.text[: found.start()] + right + passage.text[found.end() :],
            [*passage.places[: found.start()], *spread, *passage.places[found.end() :]],
        )
    return passage


def _mend_figures(sheet: Sheet, passage: Passage) -> Passage:
    """Figures that a scan damaged, mended where the result is a number or a day: "428 ,6", "3117/2025", "15/912026"."""
    for form in (_TORN_COMMA, _LOST_SLASH):
        for found in reversed(list(form.finditer(passage.text))):
            wrong = found.group()
            right = "/".join(filter(None, found.groups())) if form is _LOST_SLASH else wrong.replace(" ", "")
            if form is _LOST_SLASH and paper_date(right) is None:
                continue
            sheet.repairs[passage.places[found.start()]] = (wrong, right)
            places = passage.places
            spread = [places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
            text = passage.text[: found.start()] + right + passage.text[found.end() :]
            passage = Passage(text, [*places[: found.start()], *spread, *places[found.end() :]])
    return passage


def _paragraph(sheet: Sheet, row: _Row) -> Paragraph:
    whole = _mend_figures(sheet, _mend(sheet, row.words))
    label = read_label(whole)
    cells = tuple(_mend_figures(sheet, _mend(sheet, cell)) for cell in row.cells)
    return Paragraph(whole, label, whole.cut(label.length), cells, row.marked, row.apart, row.note)


def read_pages(sheet: Sheet) -> Pages:
    """The paragraphs of the text. Halves of a sentence cut by a page break, page number or footnote are one."""
    rows = [row for row in _rows(sheet)[:MAX_ROWS] if not _PAGE_NUMBER.fullmatch(row.words.text)]
    setting = _setting(rows)
    merged: dict[bool, list[_Row]] = {False: [], True: []}
    last: _Row | None = None
    for read in rows:
        row = read
        stack = merged[row.note]
        # A line right under a footnote may still be the footnote's.
        under_note = last is not None and last.note and not row.note and not row.apart and setting.width
        if last is not None and under_note and _continues(last, _as_note(row), setting):
            row, stack = _as_note(row), merged[True]
        if stack and (not row.note or last is stack[-1]) and _continues(stack[-1], row, setting):
            above = stack[-1]
            above.words, above.width = above.words.join(row.words), row.width
            last = above
        else:
            stack.append(row)
            last = row
    pages = Pages(sheet)
    pages.body = _with_bare_numbers(_with_parts_named([_paragraph(sheet, row) for row in merged[False]]))
    pages.notes = [_paragraph(sheet, row) for row in merged[True]]
    return pages


def _with_parts_named(body: list[Paragraph]) -> list[Paragraph]:
    """"PHẦN THỨ NHẤT" or "CHƯƠNG II" alone on a line heads the words in capitals on the next one."""
    named: list[Paragraph] = []
    for paragraph in body:
        above = named[-1] if named else None
        waits = above is not None and above.label.style == "part" and not above.text and not above.cells
        if above is not None and waits and is_capitals(paragraph.text) and not paragraph.cells:
            named[-1] = replace(above, whole=above.whole.join(paragraph.whole), body=paragraph.whole)
        else:
            named.append(paragraph)
    return named


def _with_bare_numbers(body: list[Paragraph]) -> list[Paragraph]:
    """Labels printed without a dot ("1 Mục đích", "II Nội dung") count where the paper counts on in that manner."""
    bare = {at: label for at, p in enumerate(body) if (label := _bare_number(p)) is not None}
    counted = {label.text for label in bare.values()}
    if not ({"1", "2"} <= counted or {"I", "II"} <= counted):
        return body
    for at, label in bare.items():
        paragraph = body[at]
        body[at] = replace(paragraph, label=label, body=paragraph.whole.cut(label.length))
    return body


def _bare_number(paragraph: Paragraph) -> Label | None:
    if paragraph.cells or paragraph.label.style != "none" or not (found := _BARE_NUMBER.match(paragraph.whole.text)):
        return None
    return Label(found["l"], "number" if found["l"].isdigit() else "roman", found.end())


def _as_note(row: _Row) -> _Row:
    return _Row(row.words, row.cells, row.marked, row.apart, True, row.width)
