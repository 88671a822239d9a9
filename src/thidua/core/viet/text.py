"""Vietnamese text at the entrance: one Unicode form, folded for search, and what the eye cannot see."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from thidua.core.viet.sorting import person_sort_key, sort_key

__all__ = [
    "LookAlike",
    "clean",
    "fold",
    "hidden_characters",
    "look_alikes",
    "nfc",
    "one_tone_style",
    "person_sort_key",
    "sort_key",
]

# Marks that print nothing yet split words: zero-width space, joiners, word joiner, byte order mark, soft hyphen.
_ZERO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])
# Marks that turn the reading direction: they can make a name look like another one.
_DIRECTION = frozenset(map(chr, [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_BLANKS = re.compile(r"\s+")


def nfc(text: str) -> str:
    """The text in Unicode form NFC, the only form that is stored and compared."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """One line in NFC: no zero-width marks, one space for a run of blanks (NBSP and line ends too), ends stripped."""
    return _BLANKS.sub(" ", nfc(text).translate(_ZERO_WIDTH)).strip()


def _fold_table() -> dict[int, str | None]:
    """Accented Latin letter to its plain small letter; loose combining marks to nothing."""
    table: dict[int, str | None] = dict.fromkeys(range(0x0300, 0x0370))
    for code in [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base.lower()
    return table | {ord("đ"): "d", ord("Đ"): "d", ord("ð"): "d", ord("Ð"): "d"}


_FOLD = _fold_table()


def fold(text: str) -> str:
    """Small letters without marks, đ as d, for search columns and comparisons.

    Text in NFC without loose marks keeps its length: a place found in the folded text is the place in the original.
    """
    return nfc(text).translate(_FOLD).lower()


def hidden_characters(text: str) -> tuple[int, ...]:
    """Places, counted from 1, of characters nobody sees and no form accepts: NUL, control, direction, broken halves.

    Line ends and tabs are not among them; zero-width marks neither, because `clean` drops them.
    """
    return tuple(place for place, sign in enumerate(text, 1) if _is_hidden(sign))


def _is_hidden(sign: str) -> bool:
    return sign not in "\t\n\r" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in _DIRECTION)


class LookAlike(NamedTuple):
    """A foreign letter inside a Latin word: place in the text counted from 1, the letter, its script in Vietnamese."""

    place: int
    letter: str
    script: str


_SCRIPTS = {"CYRILLIC": "Kirin", "GREEK": "Hy Lạp"}
_WORD = re.compile(r"[^\W\d_]+")


def look_alikes(text: str) -> tuple[LookAlike, ...]:
    """Cyrillic and Greek letters in a word that also has Latin letters. A wholly foreign word is left in peace."""
    found: list[LookAlike] = []
    for word in _WORD.finditer(nfc(text)):
        scripts = [unicodedata.name(letter, "").split(" ")[0] for letter in word.group()]
        if "LATIN" in scripts:
            found += [
                LookAlike(word.start() + place, letter, _SCRIPTS[script])
                for place, (letter, script) in enumerate(zip(word.group(), scripts, strict=True), 1)
                if script in _SCRIPTS
            ]
    return tuple(found)


_TONES = "\u0300\u0301\u0303\u0309\u0323"
# An open syllable in oa, oe, uy with its tone on the second vowel; after q the u belongs to the consonant.
_AFTER = rf"(?![^\W\d_]|[{_TONES}\u0302\u0306])"
_NEW_STYLE = re.compile(rf"(?<![qQ])(?:([oO])([aAeE])|([uU])([yY]))([{_TONES}]){_AFTER}")
_TONE_IN_QU = re.compile(rf"([qQ][uU])([{_TONES}])([aAeEiIyY])(?![{_TONES}])")


def one_tone_style(text: str) -> str:
    """The tone mark on the first vowel of open oa, oe, uy: hoà is written hòa, thuỷ thủy; quý, xoài and hoàn stay.

    Both spellings are in use in state papers; comparisons need one. Also repairs the slip qúy for quý.
    """
    loose = unicodedata.normalize("NFD", text)
    loose = _NEW_STYLE.sub(lambda m: _tone_first(*(part for part in m.groups() if part)), loose)
    return nfc(_TONE_IN_QU.sub(r"\1\3\2", loose))


def _tone_first(first: str, second: str, tone: str) -> str:
    return first + tone + second
