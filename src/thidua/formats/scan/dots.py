"""Dots below capitals ("TỊCH"), which stand so far under their letters that the engine takes them for words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from thidua.formats.scan.engines import Word

_DOT = "\u0323"
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", _DOT}
_VOWELS = "AEIOUYaeiouy"
# Shares of the height of the word above: how large a dot may be, and how far below.
_SMALL, _NEAR = 0.35, 0.45
_UNSURE = 60
_BAND = 64


def with_dots(words: Sequence[Word]) -> list[Word]:
    """The words with such dots set on their letters; where the word has a tone already the dot only goes."""
    found = list(words)
    bands: dict[int, list[int]] = {}
    for at, word in enumerate(found):
        bands.setdefault(word.bottom // _BAND, []).append(at)
    gone = set()
    for at, word in enumerate(found):
        if len(word.text) > 1 or word.certainty >= _UNSURE:
            continue
        near = (*bands.get(word.top // _BAND - 1, ()), *bands.get(word.top // _BAND, ()))
        above = next((other for other in near if other != at and _is_dot_of(word, found[other])), None)
        if above is not None:
            gone.add(at)
            found[above] = _dotted(found[above], (word.left + word.right) / 2)
    return _without(found, gone)


def _is_dot_of(dot: Word, word: Word) -> bool:
    height = word.bottom - word.top
    size = max(dot.right - dot.left, dot.bottom - dot.top)
    inside = word.left <= dot.left and dot.right <= word.right
    return len(word.text) > 1 and inside and size <= _SMALL * height and 0 <= dot.top - word.bottom <= _NEAR * height


def _dotted(word: Word, x: float) -> Word:
    """The word with the dot under the vowel nearest to `x`, unless it bears a tone already."""
    parts = [unicodedata.normalize("NFD", sign) for sign in word.text]
    vowels = [at for at, part in enumerate(parts) if part[0] in _VOWELS]
    if not vowels or any(mark in _TONES for part in parts for mark in part):
        return word
    place = (x - word.left) / (word.right - word.left) * len(parts) - 0.5
    nearest = min(vowels, key=lambda at: abs(at - place))
    if abs(nearest - place) > 1:
        return word
    parts[nearest] += _DOT
    return replace(word, text=unicodedata.normalize("NFC", "".join(parts)))


def _without(words: Sequence[Word], gone: set[int]) -> list[Word]:
    kept: list[Word] = []
    begins = False
    for at, word in enumerate(words):
        begins = begins or word.begins_line
        if at not in gone:
            kept.append(replace(word, begins_line=begins) if begins != word.begins_line else word)
            begins = False
    return kept
