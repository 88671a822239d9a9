"""What a clerk may type into one field of a reading: words, figures, days, choices; each as stored, or why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from thidua.core.verdicts import Reason
from thidua.core.viet.dates import read_date
from thidua.core.viet.numbers import format_number, read_number
from thidua.core.viet.text import clean, hidden_characters

Read = Callable[[str], tuple[Any, Reason | None]]
MOST_COUNTED = 9_999
LINE, PASSAGE = 500, 5_000
"""Most characters of a name or a line, and of a sentence of the paper (annex rows D03 and A68)."""


def unusable(value: str, most: int) -> Reason | None:
    """Signs that nobody sees, or more of them than anybody reads."""
    if hidden := hidden_characters(value):
        return Reason("D04", "Có ký tự không nhìn thấy ở vị trí {place}. Gõ lại.", {"place": hidden[0]})
    if (found := len(clean(value))) > most:
        params = {"found": format_number(found), "most": format_number(most)}
        return Reason("D03", "Dài {found} ký tự, tối đa {most}.", params)
    return None


def words(least: int, most: int = LINE) -> Read:
    """A reader of text that must be there."""

    def read(value: str) -> tuple[Any, Reason | None]:
        text = clean(value)
        if refused := unusable(value, most):
            return None, refused
        if len(text) < least:
            return None, Reason("text_short", "Nhập ít nhất {least} ký tự.", {"least": least})
        return text, None

    return read


def maybe_words(value: str) -> tuple[Any, Reason | None]:
    """A line that may be left empty, None then."""
    return clean(value) or None, unusable(value, LINE)


def number(value: str) -> tuple[Any, Reason | None]:
    """One figure as typed; two readings are a question, which names both and changes nothing."""
    if not clean(value):
        return None, None
    answer = read_number(value, percent=True)
    return (answer.value, None) if answer.value is not None else (None, answer.refusal or answer.question)


def figure(value: str) -> tuple[Any, Reason | None]:
    """One figure that must be there, not below zero."""
    found, refused = number(value)
    if refused is None and (found is None or found < 0):
        return None, Reason("needs_figure", "Nhập một số từ 0 trở lên.")
    return found, refused


def whole_number(value: str) -> tuple[Any, Reason | None]:
    """A count, None when left empty."""
    found, refused = number(value)
    if found is None or refused is not None:
        return None, refused
    if found != int(found) or not 0 <= found <= MOST_COUNTED:
        return None, Reason("needs_count", "Nhập một số nguyên, ví dụ 5.")
    return int(found), None


def year(value: str) -> tuple[Any, Reason | None]:
    """A year of four digits, None when left empty."""
    text = clean(value)
    if not text:
        return None, None
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return None, Reason("needs_year", "Ghi năm bằng bốn chữ số, ví dụ 2026.")
    return int(text), None


def day(value: str) -> tuple[Any, Reason | None]:
    """A day, month or year as ISO text; None when left empty."""
    if not clean(value):
        return None, None
    answer = read_date(value)
    return answer.value, answer.refusal


def choice(*allowed: str) -> Read:
    """A reader of one of a few words."""

    def read(value: str) -> tuple[Any, Reason | None]:
        if value in allowed:
            return value, None
        return None, Reason("not_a_choice", "Chọn một mục trong danh sách.")

    return read


def document_number(value: str) -> tuple[Any, Reason | None]:
    """The number of a paper without its symbol: 15, 56a."""
    text = clean(value)
    if text and not re.fullmatch(r"[0-9]{1,10}[a-z]?", text):
        return None, Reason("document_number", "Số văn bản chỉ gồm chữ số, có thể thêm một chữ cái, ví dụ 56 hoặc 56a.")
    return text or None, None


def people(value: str) -> tuple[Any, Reason | None]:
    """Names of units, one per line or parted by semicolons."""
    if refused := unusable(value, PASSAGE):
        return None, refused
    return [name for part in re.split(r"[;\n]", value) if len(name := clean(part)) > 1], None


def modes(value: str) -> tuple[Any, Reason | None]:
    """The prefixes before a signature in their order: "TM", "TM; KT", "" for who signs in the own name."""
    named = [part for part in re.split(r"[;,.\s]+", clean(value).upper()) if part]
    if any(part not in ("TM", "KT", "TL", "TUQ", "Q") for part in named):
        return None, Reason("not_a_choice", "Chọn một mục trong danh sách.")
    return named, None
