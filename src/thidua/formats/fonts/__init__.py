"""The face of written papers: its four files, and how wide words are in it."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).resolve().parent
_FILES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
_EM = 1000
_MM = 25.4 / 72


@cache
def _face(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    file = FOLDER / f"Tinos-{_FILES[bold, italic]}.ttf"
    return ImageFont.truetype(str(file), _EM, layout_engine=ImageFont.Layout.BASIC)


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
