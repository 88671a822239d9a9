"""The face of written papers: its four files, and how wide words are in it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
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


def width(words: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
    """Millimetres that words take on one line, letters in points."""
    return float(_face(bold, italic).getlength(words)) / _EM * size * _MM


def broken(words: str, size: float, room: float, *, bold: bool = False, italic: bool = False) -> list[str]:
    """The words as lines no wider than `room` millimetres, filled one after the other as Word does."""
    return list(_lines(words.split(), size, room, bold=bold, italic=italic))


def _lines(words: list[str], size: float, room: float, *, bold: bool, italic: bool) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        if line and width(longer, size, bold=bold, italic=italic) > room:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def balanced(words: str, size: float, room: float, *, bold: bool = False) -> float:
    """The narrowest room, in whole millimetres, in which the words need no more lines than in `room`."""
    most = len(broken(words, size, room, bold=bold))
    narrow = max((width(word, size, bold=bold) for word in words.split()), default=0)
    low, high = int(min(narrow, room)), int(room)
    while low < high:
        middle = (low + high) // 2
        if len(broken(words, size, middle, bold=bold)) <= most:
            high = middle
        else:
            low = middle + 1
    return high
