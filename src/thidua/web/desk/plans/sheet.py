"""The paper as a sheet beside its reading: one paragraph per line, passages that were read marked with their keys.

Nothing of the file becomes markup: its words are escaped, its markdown signs turn into bold or raised words of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

_SIGN = re.compile(r"(?P<bold>\*{2,3})|(?P<up><sup>)|(?P<down></sup>)")
_HEAD = re.compile(r"[ \t]*#{1,6}(?:[ \t]+|$)")
_RULE = re.compile(r"[\s|:+=*_-]*")
_PART = re.compile(r"(?:PHẦN|CHƯƠNG|PHỤ LỤC|[IVX]{1,5}\s?[.)]|\d{1,2}\s?[.)])\s")
# How the next line begins, a figure left out: what a sentence goes on with has a small letter.
_BELOW = re.compile(r"\n[ \t]*(?:\d+(?:[.,]\d+)*%?[ \t]+)?([^\W\d_])")
FOLD_FROM = 4
"""Unmarked paragraphs from this number on are folded."""
SHOWN_AT_MOST = 150_000
"""Characters of a paper beyond which folded stretches are left to the file itself, so that the page stays light."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that was read: key, place in the text (end excluded), and whether a person should look at it."""

    key: str
    start: int
    end: int
    see: bool = False


class Cell(SafeString):
    """The markup of a cell of a table; `at` as in `Block`."""

    at: str = ""


@dataclass(slots=True)
class Block:
    """A part of the sheet: a paragraph (`html`, `css`), a table (`rows`) or a fold (`words`, `inner`).

    `at` tells which places of the text the words of a paragraph stand for, as `seen_at` writes it.
    """

    kind: str
    lines: int = 1
    html: SafeString | str = ""
    at: str = ""
    css: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    words: str = ""
    inner: list[Block] = field(default_factory=list)
    start: int = 0
    end: int = 0
    marked: bool = False
    heading: bool = False


def compose(
    text: str, marks: Iterable[Mark], *, head: tuple[int, int] = (0, 0), told: Callable[[int, int], str] | None = None
) -> list[Block]:
    """The blocks of the sheet in reading order.

    `head` is the stretch of the letterhead and title (set in the middle, never folded); `told` says in Vietnamese what
    was read between two places of the text, for the words on a fold.
    """
    sewing = _Sewing(text, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
    blocks = _tabled(_block(text, start, end, sewing, head) for start, end in _lines(text))
    return list(_folded(text, blocks, head, told or (lambda start, end: ""), light=len(text) > SHOWN_AT_MOST))


def visible(text: str) -> list[str]:
    """The lines as the sheet shows them, without marks: markdown signs, rules and empty lines left out."""
    lines = []
    for start, end in _lines(text):
        cells = _cells(text, start, end) or [(_begin(text, start, end), end)]
        lines.append("".join(text[a:b] for left, right in cells for a, b, _ in _runs(text, left, right)))
    return lines


def seen_at(text: str, start: int, end: int) -> str:
    """Which place each shown character of a stretch has: "120" when all stand in a row from 120; "120 5+2" when
    after five of them two signs of markdown are not shown."""
    told, shown, last = [str(start)], 0, start
    for left, right, _ in _runs(text, start, end):
        if left > last:
            told.append(f"{shown}+{left - last}")
        shown, last = shown + right - left, right
    return " ".join(told)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if not _RULE.fullmatch(line):
            yield at, at + len(line)
        at += len(line) + 1


def _begin(text: str, start: int, end: int) -> int:
    head = _HEAD.match(text, start, end)
    return head.end() if head else start


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of the cells of a table row: parted by tabs, or by upright bars in markdown."""
    line = text[start:end]
    bars = line.strip()
    if len(bars) > 1 and bars[0] == bars[-1] == "|":
        sign, start = "|", start + line.index("|") + 1
        line = line[line.index("|") + 1 : line.rindex("|")]
    elif "\t" in bars:
        sign = "\t"
    else:
        return []
    places = []
    for part in line.split(sign):
        places.append((start, start + len(part)))
        start += len(part) + 1
    return places


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Visible stretches between two places with their style: '', 'b', 'sup' or 'b sup'."""
    styles: dict[str, bool] = {"b": False, "sup": False}
    at = start
    for sign in _SIGN.finditer(text, start, end):
        if sign.start() > at:
            yield at, sign.start(), _style(styles)
        if sign["bold"]:
            styles["b"] = not styles["b"]
        else:
            styles["sup"] = bool(sign["up"])
        at = sign.end()
    if at < end:
        yield at, end, _style(styles)


def _style(styles: dict[str, bool]) -> str:
    return " ".join(name for name, on in styles.items() if on)


class _Sewing:
    """Puts the marks on stretches of the text. A mark gets its key where it is first seen, and only there."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self.text, self.marks = text, marks
        self.begun: set[str] = set()

    def html(self, start: int, end: int) -> SafeString:
        """The stretch with its words escaped and its marks around them, properly nested."""
        inside = [mark for mark in self.marks if mark.start < end and mark.end > start]
        return mark_safe("".join(self._nested(start, end, inside)))

    def touches(self, start: int, end: int) -> bool:
        return any(mark.start < end and mark.end > start for mark in self.marks)

    def _nested(self, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
        at = start
        rest = list(marks)
        while rest:
            mark = rest.pop(0)
            left, right = max(mark.start, at), min(mark.end, end)
            if left >= right:
                continue
            # What reaches over the end of this mark is cut there and goes on after it.
            inner = [other for other in rest if other.start < right]
            rest = [other for other in rest if other.end > right]
            yield self._words(at, left)
            yield self._opened(mark, left, right)
            yield from self._nested(left, right, inner)
            yield "</span>"
            at = right
        yield self._words(at, end)

    def _opened(self, mark: Mark, left: int, right: int) -> str:
        css = "m see" if mark.see else "m"
        if mark.key in self.begun or not self.text[left:right].strip():
            return format_html('<span class="{}">', css)
        self.begun.add(mark.key)
        return format_html(
            '<span class="{}" id="d-{}"><a class="k" href="#r-{}" title="Xem mục đã đọc">{}</a>',
            css, mark.key, mark.key, mark.key,
        )  # fmt: skip

    def _words(self, start: int, end: int) -> str:
        return "".join(_styled(self.text[a:b], style) for a, b, style in self._clipped(start, end))

    def _clipped(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        # Bold may begin before this stretch, and a sign may be cut by its end: the whole line tells the signs.
        line, after = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        for a, b, style in _runs(self.text, line, len(self.text) if after < 0 else after):
            if b > start and a < end:
                yield max(a, start), min(b, end), style


def _styled(words: str, style: str) -> str:
    tags = style.split()
    return "".join(f"<{tag}>" for tag in tags) + escape(words) + "".join(f"</{tag}>" for tag in reversed(tags))


def _block(text: str, start: int, end: int, sewing: _Sewing, head: tuple[int, int]) -> Block:
    cells = _cells(text, start, end)
    where = {"start": start, "end": end, "marked": sewing.touches(start, end)}
    if cells:
        row = [Cell(sewing.html(a, b)) for a, b in cells]
        for cell, (a, b) in zip(row, cells, strict=True):
            cell.at = seen_at(text, a, b)
        return Block("table", rows=[row], **where)
    begin = _begin(text, start, end)
    words = "".join(text[a:b] for a, b, _ in _runs(text, begin, end)).strip()
    in_head = start < head[1] and end > head[0]
    heading = begin > start or _is_heading(words, _BELOW.match(text, end))
    css = "c b" if in_head and (heading or where["marked"]) else "c" if in_head else "b" if heading else ""
    return Block("p", html=sewing.html(begin, end), at=seen_at(text, begin, end), css=css, heading=heading, **where)


def _is_heading(words: str, below: re.Match[str] | None) -> bool:
    """A short line that opens a part: in capitals, or numbered without the end of a sentence or its going on below."""
    if len(words) > 140 or not words:
        return False
    capitals = words.upper() == words and any(sign.isalpha() for sign in words)
    goes_on = below is not None and below[1].islower()
    return capitals or bool(_PART.match(words) and not goes_on and not words.endswith((".", ";", ",")))


def _tabled(blocks: Iterable[Block]) -> list[Block]:
    """Rows that follow one another are one table; two columns of a letterhead or a signature stand without lines."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if block.kind == "table" and above and above.kind == "table" and len(above.rows[0]) == len(block.rows[0]):
            above.rows += block.rows
            above.end, above.lines = block.end, above.lines + 1
            above.marked = above.marked or block.marked
        else:
            joined.append(block)
    for block in joined:
        if block.kind == "table" and len(block.rows[0]) == 2 and len(block.rows) <= 3:
            block.css = "plain"
    return joined


def _folded(
    text: str, blocks: list[Block], head: tuple[int, int], told: Callable[[int, int], str], *, light: bool
) -> Iterator[Block]:
    waiting: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and not block.marked and block.start >= head[1]:
            waiting.append(block)
            continue
        yield from _fold(text, waiting, told, light=light)
        waiting = []
        if block is not None:
            yield block


def _fold(text: str, waiting: list[Block], told: Callable[[int, int], str], *, light: bool) -> Iterator[Block]:
    """One fold of a long unmarked stretch; headings around it stay open."""
    first = 1 if waiting and waiting[0].heading else 0
    last = len(waiting)
    while last > first and waiting[last - 1].heading:
        last -= 1
    inner = waiting[first:last]
    count = sum(block.lines for block in inner)
    if count < FOLD_FROM:
        yield from waiting
        return
    yield from waiting[:first]
    start, end = inner[0].start, inner[-1].end
    words = told(start, end) or f"“{_opening(text[start:end])}”"
    yield Block("fold", lines=count, words=words, inner=[] if light else inner, start=start, end=end)
    yield from waiting[last:]


def _opening(words: str) -> str:
    plain = " ".join(_SIGN.sub("", words).replace("#", " ").split())
    return plain if len(plain) <= 48 else plain[:48].rsplit(" ", 1)[0] + "…"
