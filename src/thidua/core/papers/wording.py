"""Names, abbreviations and printed lines of official papers (decree 30/2020, annexes I and III)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from thidua.core.papers.model import Head, PaperKind, Row
from thidua.core.viet.text import nfc

NAMES: dict[PaperKind, str] = {
    PaperKind.PLAN: "KẾ HOẠCH",
    PaperKind.DECISION: "QUYẾT ĐỊNH",
    PaperKind.SUBMISSION: "TỜ TRÌNH",
    PaperKind.REPORT: "BÁO CÁO",
    PaperKind.MINUTES: "BIÊN BẢN",
    PaperKind.NOTICE: "THÔNG BÁO",
    PaperKind.LIST: "DANH SÁCH",
    PaperKind.LETTER: "",
    PaperKind.INVITATION: "GIẤY MỜI",
}
ABBREVIATIONS: dict[PaperKind, str] = {
    PaperKind.PLAN: "KH",
    PaperKind.DECISION: "QĐ",
    PaperKind.SUBMISSION: "TTr",
    PaperKind.REPORT: "BC",
    PaperKind.MINUTES: "BB",
    PaperKind.NOTICE: "TB",
    PaperKind.INVITATION: "GM",
}
"""A letter has none: its symbol is that of the issuer and the office that wrote it ("UBND-VHXH")."""

BLANK = " " * 6
"""The room left for a number, a day or a month that the registry writes in."""


def number_line(head: Head) -> str:
    """ "Số: 12/KH-UBND"; the number a blank until it is registered, below 10 with a leading zero; "" without both."""
    if not head.symbol and head.number is None:
        return ""
    number = head.number if head.number is not None else BLANK
    shown = number.zfill(2) if number.isdigit() else number
    return f"Số: {shown}/{head.symbol}" if head.symbol else f"Số: {shown}"


def place_line(head: Head) -> str:
    """ "Hải An, ngày 09 tháng 02 năm 2026"; blanks where the day is not known yet; "" without place and day."""
    if head.date is None and head.year is None and not head.place:
        return ""
    month = f" {head.month} " if head.month else BLANK
    told = long_date(head.date) if head.date else f"ngày{BLANK}tháng{month}năm {head.year or '20' + BLANK}"
    return f"{head.place}, {told}" if head.place else told


def long_date(day: date) -> str:
    """ngày 09 tháng 02 năm 2026: a zero before days below 10 and before January and February (annex I, II, 4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def recipient_lines(lines: Sequence[str], archive: str) -> list[str]:
    """Nơi nhận as printed: "- name;" each, the last one ending with a full stop."""
    told = [*lines, *([f"Lưu: {archive}"] if archive else [])]
    return [f"- {line}{'.' if at == len(told) else ';'}" for at, line in enumerate(told, 1)]


# Signs that print nothing and that no format carries: controls, halves of letters, marks of width nought, direction.
_UNPRINTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[\t\n\v\f\r\xa0\u2028\u2029\u202f]")


def printed(words: str) -> str:
    """What of a text stands on paper: one line in NFC without signs that print nothing; runs of blanks are kept."""
    if words.isascii() and words.isprintable():
        return words.strip(" ")
    return _BLANKS.sub(" ", nfc(_UNPRINTED.sub("", words))).strip(" ")


def printed_cells(row: Row) -> tuple[str, ...]:
    """The cells of a row as printed, a run of blanks as one; a group row has one."""
    cells = tuple(" ".join(printed(cell).split()) for cell in row.cells)
    return (" ".join(cell for cell in cells if cell),) if row.group else cells


def labelled(label: str, words: str) -> str:
    """Label and words on one line; a dash before nothing is nothing."""
    told, mark = printed(words), printed(label)
    return f"{mark} {told}".strip() if told or any(sign.isalnum() for sign in mark) else ""
