"""Vietnamese dictionary order as a key of digits only, so that every database sorts it alike whatever its collation.

Two digits stand for a letter, in the order a ă â b c d đ e ê ... y; tones decide only between words of the same letters
(level, huyền, hỏi, ngã, sắc, nặng). Numbers stand before letters and compare by value: Tổ 2 before Tổ 10.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = {letter: str(30 + place) for place, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "ă", "\u0302": "âêô", "\u031b": "ơư"}
_SHAPED = {
    unicodedata.normalize("NFD", letter)[0] + mark: letter for mark, letters in _SHAPES.items() for letter in letters
}
_END, _GAP, _NUMBER, _FOREIGN = "00", "05", "20", "90"
_RUN_OF_DIGITS = re.compile(r"[0-9]{1,90}")
_PIECE = re.compile(r"[0-9]{1,90}|[^\W_][\u0300-\u036f]*|[\W_]+")


def sort_key(text: str) -> str:
    """A string of digits that sorts as a Vietnamese dictionary does: An, Ánh, Ăn, Ân, Dũng, Đặng, Em.

    Case, quotation marks and the kind of blank do not count. Letters of other scripts follow z in the order of Unicode.
    """
    codes: list[str] = []
    tones: list[str] = []
    for piece in _PIECE.findall(unicodedata.normalize("NFD", text.lower())):
        code, tone = _coded(piece)
        codes.append(code)
        tones.append(tone)
    letters, marks = "".join(codes).removeprefix(_GAP).removesuffix(_GAP), "".join(tones).rstrip("0")
    return letters + _END + marks if marks else letters


def person_sort_key(name: str) -> str:
    """The key for a list of people: the given name (last word) first, then the rest as written."""
    rest, _, given = name.strip().rpartition(" ")
    return sort_key(given) + _END + _END + sort_key(rest)


def _coded(piece: str) -> tuple[str, str]:
    """The code of a number, a letter with its marks or a gap, and the digit of its tone (empty for a gap)."""
    if _RUN_OF_DIGITS.fullmatch(piece):
        digits = piece.lstrip("0")
        return f"{_NUMBER}{len(digits):02d}{digits}", "0"
    base, marks = piece[0], piece[1:]
    if base not in _CODES:
        return (f"{_FOREIGN}{ord(base):07d}", "0") if base.isalnum() else (_GAP, "")
    shape = next((_SHAPED[base + mark] for mark in marks if base + mark in _SHAPED), base)
    return _CODES[shape], next((_TONES[mark] for mark in marks if mark in _TONES), "0")
