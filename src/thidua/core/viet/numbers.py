"""The one reader of written numbers, and how numbers are written for people. Vietnamese: 1.784,4; English: 1,784.4.

Papers take the Vietnamese reading (`paper_number`). Forms, workbooks, the command line and the API use `read_number`:
it returns every reading, says what it changed, and asks where two readings remain.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal

from thidua.core.verdicts import Reason
from thidua.core.viet.number_words import number_in_words, number_words
from thidua.core.viet.text import clean

__all__ = [
    "NumberAnswer",
    "NumberReading",
    "format_dong",
    "format_number",
    "number_in_words",
    "number_words",
    "paper_number",
    "read_number",
]

Style = Literal["vi", "en", "plain"]
SIGNIFICANT_DIGITS = 15
_WIDE = Context(prec=100)

_VIETNAMESE = re.compile(r"[0-9]+(?:,[0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[0-9]+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SPACED = re.compile(r"(?<![0-9])([0-9]{1,3})((?:\s[0-9]{3})+)(?![0-9])")
_NOT_FINITE = re.compile(r"[+\-−]?(?:s?nan|inf(?:inity)?|∞)", re.IGNORECASE)
_MACHINE = re.compile(r"[+\-]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e(?P<power>[+\-]?[0-9]+))?", re.IGNORECASE)
_ARABIC_POINTS = str.maketrans({"٫": ",", "٬": ".", "，": ",", "．": ".", "％": "%"})


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One way to understand the text. `plain` when both notations agree."""

    value: Decimal
    style: Style


@dataclass(frozen=True, slots=True)
class NumberAnswer:
    """What a text may mean. A refusal may still carry the reading that its message suggests."""

    readings: tuple[NumberReading, ...] = ()
    notes: tuple[Reason, ...] = ()
    question: Reason | None = None
    refusal: Reason | None = None

    @property
    def value(self) -> Decimal | None:
        """The number, only when nothing has to be asked or refused."""
        return self.readings[0].value if self.readings and not (self.question or self.refusal) else None


def paper_number(text: str) -> Decimal | None:
    """The number as a Vietnamese paper means it, or None if the text is not one number in digits.

    The point groups thousands and the comma is decimal: 1.784,4 = 1784.4, 1.991 = 1991. A point followed by anything
    but three digits is a decimal point: 12.5 = 12.5. English grouping is read where nothing else fits.
    Source: the plan contract, "number".
    """
    readings = _readings(_joined(text.strip()))
    return readings[0].value if readings else None


def read_number(text: str, *, percent: bool = False) -> NumberAnswer:
    """Every reading of what a person typed; `percent` where a closing % sign is welcome.

    - `1.784,4`, `1 784,4`, `97`, `0,784`: one reading, taken.
    - `12.5`, `0.784`: the point can only be decimal; taken, with a note that the form shows ("Hiểu 12.5 là 12,5").
    - `1.784` and `1,784`: thousands for one reader, three decimals for another. Both readings, Vietnamese first, and a
      question. The second is asked too, since sheets made with English settings write it for 1784.
    - `1,784.4`: refused with the Vietnamese form; the English reading is there for a button.
    - More than 15 digits, exponents, underscores, NaN, infinity: refused. Digits of other scripts: changed, noted.

    Codes of notes, question and refusal are those of the catalogue of bad input (B34-B38, B49-B52, D19).
    """
    received = clean(text)
    digits = _ascii_digits(received)
    bare = digits.removesuffix("%").rstrip() if percent else digits
    compact = _joined(bare)
    if refusal := _refusal(received, compact):
        return NumberAnswer(refusal=refusal)
    readings = _readings(compact)
    value = readings[0].value
    if len(readings) > 1:
        params = {"received": received, "first": _ungrouped(value), "second": _ungrouped(readings[1].value)}
        return NumberAnswer(readings, question=Reason("B36", "{received} là {first} hay {second}?", params))
    if readings[0].style == "en" and "," in compact:
        params = {"received": received, "written": format_number(value)}
        return NumberAnswer(readings, refusal=Reason("B37", "Viết {written} thay cho {received}.", params))
    return NumberAnswer(readings, _notes(received, digits, bare, readings[0]))


def _refusal(received: str, compact: str) -> Reason | None:
    if not compact:
        return Reason("B34", 'Chưa nhập số. Nếu không có, ghi "không phát sinh".')
    if _NOT_FINITE.fullmatch(compact):
        return Reason("B49", '"{received}" không phải số. Nhập số, ví dụ 1.652,8.', {"received": received})
    if not any(sign.isdigit() for sign in compact):
        return Reason("B35", '"{received}" không phải số. Nhập số, ví dụ 97,5.', {"received": received})
    if sum(sign.isdigit() for sign in compact.lstrip("+-−0,.")) > SIGNIFICANT_DIGITS:
        return Reason("B52", "Số này quá 15 chữ số có nghĩa. Kiểm tra lại, hoặc ghi theo đơn vị lớn hơn.")
    if not _readings(compact):
        return _machine_notation(received, compact) or _unread(received)
    return None


def _machine_notation(received: str, compact: str) -> Reason | None:
    """`1e5` and `1_000` are how programs write; the message shows the number as people do."""
    found = _MACHINE.fullmatch(compact)
    if not found:
        return None
    if abs(int(found["power"] or 0)) >= SIGNIFICANT_DIGITS:
        return Reason("B49", '"{received}" không phải số dùng được. Nhập số, ví dụ 1.652,8.', {"received": received})
    written = format_number(Decimal(compact.replace("_", "")))
    return Reason("B51", "Viết {written} thay cho {received}.", {"written": written, "received": received})


def _unread(received: str) -> Reason:
    digits = _ascii_digits(received)
    if digits.endswith("%") and _readings(_joined(digits.removesuffix("%").rstrip())):
        return Reason("B38", "Bỏ dấu %: mục này không tính theo phần trăm.")
    return Reason("D19", 'Không đọc được số "{received}". Ví dụ: 97,5', {"received": received})


def _notes(received: str, digits: str, bare: str, reading: NumberReading) -> tuple[Reason, ...]:
    written = format_number(reading.value)
    notes = []
    if digits != received:
        notes.append(Reason("B50", "Chữ số đặc biệt đã đổi thành {written}. Kiểm tra lại.", {"written": written}))
    if bare != digits:
        notes.append(Reason("B38", "Hiểu là {written}%.", {"written": written}))
    if reading.style == "en":
        notes.append(Reason("B37", "Hiểu {received} là {written}.", {"received": received, "written": written}))
    return tuple(notes)


def _ascii_digits(text: str) -> str:
    """Decimal digits of any script as 0-9. Superscripts are no decimal digits: 10² must not become 102."""
    changed = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return changed.translate(_ARABIC_POINTS)


def _joined(text: str) -> str:
    """Thousands grouped by blanks, closed up: `1 784,4` is `1784,4`."""
    return _SPACED.sub(lambda found: found[1] + re.sub(r"\s", "", found[2]), text)


def _readings(compact: str) -> tuple[NumberReading, ...]:
    vietnamese, english = _value(compact, _VIETNAMESE, ","), _value(compact, _ENGLISH, ".")
    if vietnamese is not None and vietnamese == english:
        return (NumberReading(vietnamese, "plain"),)
    styles: tuple[tuple[Decimal | None, Style], ...] = ((vietnamese, "vi"), (english, "en"))
    return tuple(NumberReading(value, style) for value, style in styles if value is not None)


def _value(text: str, style: re.Pattern[str], point: str) -> Decimal | None:
    sign, digits = ("-", text[1:]) if text[:1] in ("-", "−") else ("", text.removeprefix("+"))
    if not style.fullmatch(digits):
        return None
    group = "." if point == "," else ","
    return Decimal(sign + digits.replace(group, "").replace(point, "."))


def _ungrouped(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """1784.4 as "1.784,4". `places` fixes the decimals (half up); without it only trailing zeros are dropped."""
    exact = Decimal(value)
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, decimals = f"{exact:,f}".partition(".")
    decimals = decimals if places is not None else decimals.rstrip("0")
    text = whole.replace(",", ".") + (f",{decimals}" if decimals else "")
    return text.removeprefix("-") if not exact else text


def format_dong(amount: int) -> str:
    """Whole đồng for reading: tỷ with one decimal, triệu whole, below a million exact. For display only: it rounds."""
    size = abs(amount)
    if size >= 999_500_000:
        return f"{format_number(Decimal(amount).scaleb(-9), 1)} tỷ đồng"
    if size >= 1_000_000:
        return f"{format_number(Decimal(amount).scaleb(-6), 0)} triệu đồng"
    return f"{format_number(amount)} đồng"
