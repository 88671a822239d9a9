"""The face of written papers: its four files, and how wide words are in it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).resolve().parents[1] / "fonts"
_FILES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
_EM = 1000
# Letters of Vietnamese and signs of every paper are in the face, others are looked for. U+200B draws nothing.
_RARE = re.compile("[^ -~\u00a0-\u017e\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d\u2026\u200b]")
_ALIKE = str.maketrans("✓✔✕✖✗✘➢➤❖◆★☆☐☑☒❑❒∙⁃‑", "√√××××►►◊◊**□■■□□•-\u2010")
_BOX = "□"
_MM = 25.4 / 72


@cache
def _face(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    file = FOLDER / f"Tinos-{_FILES[bold, italic]}.ttf"
    return ImageFont.truetype(str(file), _EM, layout_engine=ImageFont.Layout.BASIC)


def drawable(words: str) -> str:
    """The words with signs that the face lacks as signs that look like them, or as a box, as printers do."""
    return _RARE.sub(lambda match: _drawn(match[0]), words)


@lru_cache(maxsize=2_000)
def _drawn(sign: str) -> str:
    return next((one for one in (sign, sign.translate(_ALIKE)) if _has(one)), _BOX)


def _has(sign: str) -> bool:
    # A face draws one and the same mark for every sign that it lacks.
    return all(_mark(face, sign) != _mark(face, "\uffff") for face in _FILES)


def _mark(face: tuple[bool, bool], sign: str) -> bytes:
    return bytes(_face(*face).getmask(sign))


@lru_cache(maxsize=20_000)
def _ems(word: str, bold: bool, italic: bool) -> float:
    return float(_face(bold, italic).getlength(word)) / _EM


def width(words: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Millimetres that words take on one line, letters in points."""
    # Papers say the same words again and again, so each is measured once.
    parts = words.split(" ")
    ems = sum(_ems(part, bold, italic) for part in parts) + _ems(" ", bold, italic) * (len(parts) - 1)
    return ems * size * _MM


def broken(words: str, size: float, room: float, *, bold: bool = False, italic: bool = False) -> int:
    """How many lines of at most `room` millimetres the words need, filled one after the other as in Word."""
    blank = width(" ", size, bold=bold, italic=italic)
    return _lines([width(word, size, bold=bold, italic=italic) for word in words.split()], blank, room)


def _lines(words: list[float], blank: float, room: float) -> int:
    lines, filled = 0, room + 1
    for word in words:
        filled += blank + word
        if filled > room:
            lines, filled = lines + 1, word
    return lines


def balanced(words: str, size: float, room: float, *, bold: bool = False) -> float:
    """The narrowest room, in whole millimetres, in which the words need no more lines than in `room`."""
    blank = width(" ", size, bold=bold)
    wide = [width(word, size, bold=bold) for word in words.split()]
    most = _lines(wide, blank, room)
    low, high = int(min(max(wide, default=0), room)), int(room)
    while low < high:
        middle = (low + high) // 2
        if _lines(wide, blank, middle) <= most:
            high = middle
        else:
            low = middle + 1
    return high
