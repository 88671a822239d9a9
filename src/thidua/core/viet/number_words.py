"""Numbers in Vietnamese words, both ways: "mười hai" is 12, and 1784 is "một nghìn bảy trăm tám mươi tư"."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
_SPELLINGS = {"ngàn": "nghìn", "tỉ": "tỷ", "lẻ": "linh", "bẩy": "bảy", "nhăm": "lăm"}
_UNIT_VALUES = {word: value for value, word in enumerate(_DIGITS)} | {"mốt": 1, "tư": 4, "lăm": 5}

_ONES = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
# After "mươi" and "mười" five is "lăm": "mười năm" and "hai mươi năm" are ten and twenty years.
_GROUP = re.compile(
    rf"(?:(?P<hundreds>không|{_ONES}) trăm)?(?:(?:^| )(?:"
    r"(?P<tens>hai|ba|bốn|năm|sáu|bảy|tám|chín) mươi(?: (?P<after_tens>một|mốt|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín))?"
    r"|(?P<ten>mười)(?: (?P<after_ten>một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?"
    rf"|linh (?P<after_linh>{_ONES}|tư)|(?P<alone>không|{_ONES})))?"
)


def number_words(text: str) -> Decimal | None:
    """The value of a number in words ("hai", "mười hai", "một triệu rưỡi"), or None if any word belongs to none."""
    words = [_SPELLINGS.get(word, word) for word in text.lower().split()]
    if words[-1:] == ["rưỡi"]:
        return _and_a_half(words[:-1])
    value = _amount(words)
    return None if value is None else Decimal(value)


def _and_a_half(words: list[str]) -> Decimal | None:
    """Half of the last scale word is added: "hai rưỡi" is 2,5, "một triệu rưỡi" 1.500.000."""
    value = _amount(words)
    steps = {name: step for step, name in _SCALES} | {"trăm": 100}
    return None if not value else value + Decimal(steps.get(words[-1], 1)) / 2


def _amount(words: list[str]) -> int | None:
    for step, name in _SCALES:
        if name in words:
            at = len(words) - 1 - words[::-1].index(name)
            above, below = _amount(words[:at]), _amount(words[at + 1 :]) if words[at + 1 :] else 0
            return above * step + below if above is not None and below is not None and below < step else None
    return _group(" ".join(words))


def _group(text: str) -> int | None:
    """A number below one thousand."""
    found = _GROUP.fullmatch(text)
    if not text or not found:
        return None
    part = found.groupdict()
    if part["alone"] and part["hundreds"]:
        return None
    ones = part["after_tens"] or part["after_ten"] or part["after_linh"] or part["alone"]
    tens = 1 if part["ten"] else _UNIT_VALUES[part["tens"]] if part["tens"] else 0
    hundreds = _UNIT_VALUES[part["hundreds"]] if part["hundreds"] else 0
    return hundreds * 100 + tens * 10 + (_UNIT_VALUES[ones] if ones else 0)


def number_in_words(n: int) -> str:
    """A whole number in words as written on state papers: 105 is "một trăm linh năm". Raises ValueError below zero."""
    if n < 0:
        raise ValueError("only numbers from zero on are written in words")
    return _in_words(n) or _DIGITS[0]


def _in_words(n: int, *, after_scale: bool = False) -> str:
    """Empty for zero. After a scale word the missing hundreds are said: "một nghìn không trăm linh năm"."""
    for step, name in _SCALES:
        if n >= step:
            return " ".join(filter(None, (_in_words(n // step), name, _in_words(n % step, after_scale=True))))
    hundreds, rest = divmod(n, 100)
    spoken = [f"{_DIGITS[hundreds]} trăm"] if n and (hundreds or after_scale) else []
    return " ".join(spoken + ([_below_hundred(rest, after_hundreds=bool(spoken))] if rest else []))


def _below_hundred(n: int, *, after_hundreds: bool) -> str:
    tens, ones = divmod(n, 10)
    if not tens:
        return f"linh {_DIGITS[ones]}" if after_hundreds else _DIGITS[ones]
    name = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    special = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{name} {special.get(ones, _DIGITS[ones])}" if ones else name
