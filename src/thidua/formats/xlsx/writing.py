"""Sheets written without a single formula, in Vietnamese number and date forms."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.core.viet.text import nfc
from thidua.formats.sheets import MAX_CELL, Value

_NUMBER = "#,##0"


def write_sheet(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Value | int]], *, note: str | None = None
) -> bytes:
    """An .xlsx with one sheet named `title`, a frozen header, Vietnamese date and number forms, and no formula ever.

    `note` stands above the header after a "#", which `read_sheet` leaves out again. Texts above 32,767 letters are cut.
    """
    import xlsxwriter

    out = io.BytesIO()
    quiet = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, quiet)
    forms = _Forms(book)
    sheet = book.add_worksheet(sheet_name(title))
    top = 0 if note is None else 1
    if note is not None:
        sheet.write_string(0, 0, f"# {nfc(note)}"[:MAX_CELL], forms.note)
    for at, column in enumerate(columns):
        sheet.write_string(top, at, nfc(column), forms.header)
    widths = [len(column) for column in columns]
    for number, row in enumerate(rows, top + 1):
        for at, value in enumerate(row):
            _write_cell(sheet, number, at, value, forms)
            widths[at] = max(widths[at], min(len(str(value)), 60) if value is not None else 0)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width + 2, 8), 60))
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.set_paper(9)
    book.close()
    return out.getvalue()


def sheet_name(title: str) -> str:
    """`title` as Excel takes it: without []:*?/\\, no apostrophe at the ends, at most 31 letters."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", nfc(title))[:31].strip(" '") or "Bảng"


class _Forms:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.note = book.add_format({"italic": True})
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})

    def number(self, places: int) -> Any:
        form = _NUMBER + ("." + "0" * places if places else "")
        if form not in self._numbers:
            self._numbers[form] = self._book.add_format({"num_format": form, "valign": "top"})
        return self._numbers[form]


def _write_cell(sheet: Any, row: int, at: int, value: Value | int, forms: _Forms) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, at, value.replace(tzinfo=None), forms.moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, forms.date)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool) and _fits(Decimal(value)):
        exponent = Decimal(value).as_tuple().exponent
        sheet.write_number(row, at, value, forms.number(min(max(-int(exponent), 0), 10)))
    else:
        text = ("Có" if value else "Không") if isinstance(value, bool) else nfc(str(value))
        sheet.write_string(row, at, text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…", forms.text)


def _fits(number: Decimal) -> bool:
    """Whether Excel keeps every digit: at most 15 of them."""
    return number.is_finite() and len(number.as_tuple().digits) <= 15 and abs(number.adjusted()) < 300
