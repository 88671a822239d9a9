"""From lines that stand somewhere on a page to paragraphs: shared by PDF text and scans."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

MARKER = re.compile(
    r"(?:[-+–—•*▪➢✓□]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[A-ZĐ]\)|[IVXLC]{1,6}[.)]|(?:Điều|Chương|Mục|Phần)\s+\S+)(?:\s|$)"
    r"|<sup>|(?:Nơi nhận|Căn cứ|Theo đề nghị|Thực hiện|Trên đây là)\b"
)

# Lines of a head and a foot stand alone, however near they are.
OPENS = re.compile(
    r"(?:KẾ HOẠCH|CHỦ TỊCH|PHÓ |KT\.|TL\.|TM\.|TUQ\.|Q\.|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG |ĐỘC LẬP|Độc lập|CỘNG H|Số\s*:)"
)
CLOSES = re.compile(
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|VIỆT NAM|CHỦ TỊCH|Hạnh phúc|ngày .{1,12} tháng .{1,6} năm \S{4})$"
)
_ENDS = re.compile(r"[.;:!?…][”\")]?$")
_CUT = re.compile(r"[^\W\d_]-$")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line and its box; x to the right, y downwards, any unit. `certainty` in per cent, None outside scans.

    `parts`: (left, right, words) of each piece of a line that a gap parts into columns. `row`: a row of a ruled table.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    certainty: int | None = None
    parts: tuple[tuple[float, float, str], ...] = ()
    row: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


def paragraphs(lines: Sequence[PageLine]) -> list[PageLine]:
    """Lines of one page joined where the text ran on only because the line was full; order is kept.

    A line runs on when its successor stands right below, starts no item of its own, and begins with a word that would
    not have fitted. Lines with columns (tabs) stand alone. The result carries joined texts; boxes are the last line's.
    """
    running = [line for line in lines if not line.row]
    if not running:
        return list(lines)
    em = median(line.height for line in running) * 1.2
    margin = _right_margin(running)
    pitches = _pitches(running, em)
    joined: list[PageLine] = []
    first = last = None
    for line in lines:
        if (
            first
            and last
            and _runs_on(first, last, line, em=em, margin=margin)
            and not _begins(first, last, line, em, pitches)
        ):
            joined[-1] = _glue(joined[-1], line)
        else:
            joined.append(line)
            first = line
        last = line
    return joined


def _right_margin(lines: Sequence[PageLine]) -> float:
    """Where full lines end: most lines of running text end within a few points of each other."""
    rights = sorted((line.right for line in lines), reverse=True)
    return rights[min(len(rights) // 10, len(rights) - 1)]


def _pitches(lines: Sequence[PageLine], em: float) -> dict[int, float]:
    """How far apart lines of running text stand, by their height: the step in the middle of all."""
    steps: dict[int, list[float]] = {}
    for upper, lower in pairwise(lines):
        step = lower.bottom - upper.bottom
        if round(upper.height) == round(lower.height) and 0.7 * em < step < 3 * em:
            steps.setdefault(round(lower.height), []).append(step)
    return {height: sorted(found)[len(found) // 2] for height, found in steps.items()}


def _begins(first: PageLine, last: PageLine, line: PageLine, em: float, pitches: Mapping[int, float]) -> bool:
    """Whether a line that could run on begins a paragraph by its place: moved in where lines before were not, or below
    a gap. Scans lean and warp, so their places tell less."""
    if line.certainty is not None or line.text[:1].islower():
        return False
    moved_in = last.left < first.left - em and line.left > last.left + em
    return moved_in or line.bottom - last.bottom > 1.25 * pitches.get(round(line.height), 3 * em)


def _narrow(first: PageLine, last: PageLine, em: float) -> bool:
    """Whether a line that ends before the margin is known to go on: the subject of a letter, the note of an annex, a
    receiver in small letters. Only letters that were not seen but written tell that surely."""
    if last.certainty is not None:
        return False
    if first.text.startswith("(Kèm theo"):
        return not last.text.endswith(")")
    small = first.height < 0.95 * em / 1.2
    listed = first.text.startswith("- ") and not _ENDS.search(last.text)
    return small and (listed or first.text.startswith("V/v "))


def cut_at(lines: Sequence[PageLine]) -> tuple[bool, bool]:
    """Whether a page of text begins, and whether it ends, in the middle of a paragraph by the places of its lines."""
    running = [line for line in lines if not line.row]
    if not running or len(lines) < 2:
        return False, False
    em = median(line.height for line in running) * 1.2
    first, last = lines[0], lines[-1]
    begins = not (first.row or "\t" in first.text or MARKER.match(first.text) or OPENS.match(first.text))
    begins = begins and first.left < min(line.left for line in running) + em / 2
    ends = not (last.row or "\t" in last.text or _ENDS.search(last.text) or CLOSES.search(last.text))
    return begins, ends and last.right > _right_margin(running) - em / 2


def _runs_on(first: PageLine, last: PageLine, line: PageLine, *, em: float, margin: float) -> bool:
    if last.row or line.row or "\t" in last.text or "\t" in line.text or MARKER.match(line.text):
        return False
    if OPENS.match(line.text) or CLOSES.search(last.text):
        return False
    if not 0 < line.bottom - last.bottom < 3 * em:
        return False
    if _narrow(first, last, em):
        return line.bottom - last.bottom < 1.25 * em
    word = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * len(word) / max(len(line.text), 1)
    if last.right + width + em / 4 < margin:
        return False
    if last.text.isupper() != line.text.isupper() and (last.text.isupper() or " " in line.text.strip()):
        return False
    hanging = 3 * em if MARKER.match(first.text) else 0.5 * em
    return line.left <= first.left + hanging


def _glue(upper: PageLine, lower: PageLine) -> PageLine:
    certainty = None
    if upper.certainty is not None and lower.certainty is not None:
        certainty = min(upper.certainty, lower.certainty)
    # A word that was cut at its own hyphen goes on without a blank.
    blank = "" if _CUT.search(upper.text) and lower.text[:1].isalpha() else " "
    return PageLine(f"{upper.text}{blank}{lower.text}", lower.left, lower.right, lower.top, lower.bottom, certainty)
