"""Sheets read by header words, after a look inside. CSV comes through the same door."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from thidua.core.verdicts import Reason
from thidua.core.viet.text import clean, fold
from thidua.formats import guard
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.sheets import Column, Grid, SheetRows, Value, arrange, in_sheet_terms
from thidua.formats.text import font_note, old_encoding, unicode_text
from thidua.formats.xlsx.inside import look_inside, refuse_faulty_cells, sheet_parts


def read_sheet(
    data: bytes,
    file_name: str,
    *,
    columns: Sequence[Column],
    sheet_names: Sequence[str] = (),
    max_rows: int = 20_000,
) -> SheetRows:
    """Rows of an .xlsx or .csv under `columns`; the header is looked for in the first ten rows.

    `sheet_names` are the names the sheet may carry; without any, the first visible sheet is read. Raises Refusal B01 to
    B25, B40, B41, B60, B62. Call it through `child.read_sheet_limited` for files of strangers.
    """
    try:
        guard.check_size(data)
        name, _ = guard.check_file_name(file_name)
        if _agreed_type(data, name) == guard.TEXT:
            from thidua.formats.csv import read_csv

            grid = read_csv(data, columns, max_rows=max_rows)
        else:
            grid = _grid(data, sheet_names, max_rows=max_rows)
    except Refusal as ground:
        raise in_sheet_terms(ground) from ground
    return arrange(grid, columns, max_rows=max_rows)


def _agreed_type(data: bytes, name: str) -> str:
    ending, found = guard.extension(name), guard.sniff(data)
    if found == guard.ENCRYPTED:
        raise refusal("B14", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại.")
    if ending == ".xlsm":
        raise refusal("B03", "Tệp có macro. Lưu thành .xlsx.")
    if ending == ".xlsb" or found == guard.XLSB:
        raise refusal("B04", "Định dạng .xlsb chưa hỗ trợ. Lưu thành .xlsx.")
    if ending == ".xls" or found in (guard.XLS, guard.DOC):
        raise refusal("B02", "Tệp .xls kiểu cũ. Lưu thành .xlsx.")
    if ending == ".xlsx" and guard.is_cut(data):
        raise guard.broken()
    if (ending, found) not in ((".xlsx", guard.XLSX), (".csv", guard.TEXT)):
        raise refusal("A05", "Đây không phải bảng Excel hay CSV. Chỉ nhận .xlsx, .csv.")
    return found


def _grid(data: bytes, sheet_names: Sequence[str], *, max_rows: int) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook, XmlError, ZipError

    archive = guard.open_archive(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        chosen, notes = _chosen(book.sheets_metadata, sheet_names)
        seen = look_inside(_part(archive, chosen), max_rows=max_rows + 500)
        refuse_faulty_cells(seen)
        sheet = book.get_sheet_by_name(chosen)
        before = [None] * (sheet.start[1] if sheet.start else 0)
        rows = [before + [_value(value) for value in row] for row in sheet.iter_rows()] if sheet.start else []
        merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
    except (CalamineError, XmlError, ZipError, OSError) as error:
        raise guard.broken() from error
    if seen.hidden_rows:
        notes.append(Reason("B24", "{count} dòng đang ẩn vẫn được đọc.", {"count": seen.hidden_rows}))
    pictures = sum(name.startswith("xl/media/") for name in archive.namelist())
    if pictures:
        notes.append(Reason("B65", "{count} hình trong bảng tính không được nhận.", {"count": pictures}))
    rows, fonts = _in_unicode(rows)
    return Grid(rows, chosen, merged, (*notes, *fonts))


def _in_unicode(rows: list[list[Value]]) -> tuple[list[list[Value]], tuple[Reason, ...]]:
    """The cells with the words of an old font family turned into Unicode, and the note A31 or A32."""
    family = old_encoding("\n".join(value for row in rows for value in row if isinstance(value, str)))
    if family is None:
        return rows, ()
    cells = [
        [unicode_text(value, family=family)[0] if isinstance(value, str) else value for value in row] for row in rows
    ]
    return cells, (font_note(family),)


def _part(archive: zipfile.ZipFile, sheet: str) -> bytes:
    part = sheet_parts(archive).get(sheet)
    if part is None:
        raise guard.broken()
    return guard.read_part(archive, part)


def _chosen(sheets: Sequence[Any], wanted: Sequence[str]) -> tuple[str, list[Reason]]:
    """The sheet to read and notes on hidden ones (B18). Refuses B16 (missing) and B17 (two that fit)."""
    visible = [sheet.name for sheet in sheets if str(sheet.visible).endswith(".Visible")]
    hidden = [sheet.name for sheet in sheets if sheet.name not in visible]
    notes = [Reason("B18", 'Trang ẩn "{name}" không được đọc.', {"name": name}) for name in hidden]
    if not visible:
        raise refusal("B16", "Tệp không có trang tính nào đang hiện.")
    if not wanted:
        return visible[0], notes
    keys = [_sheet_key(name) for name in wanted]
    fits = [name for name in visible if _sheet_key(name) in keys]
    exact = [name for name in visible if re.search(r"\(\d+\)\s*$", name) and name in wanted]
    if len(fits) > 1 and not exact:
        raise refusal("B17", "Hai trang {names} đều hợp. Giữ lại một trang.", names=_quoted(fits))
    if not fits:
        raise refusal(
            "B16", "Không có trang tính {wanted}. Có: {found}.", wanted=_quoted(wanted[:1]), found=_quoted(visible)
        )
    return (exact or fits)[0], notes


def _sheet_key(name: str) -> str:
    # "Chỉ tiêu (2)" is what Excel calls a copy of "Chỉ tiêu".
    return re.sub(r"\s*\(\d+\)$", "", fold(clean(name)))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _value(value: object) -> Value:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        # Excel keeps 15 digits of a number; the rest is noise of its binary form.
        return Decimal(format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date() if value.time() == time(0) else value
    if isinstance(value, date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value) if value not in (None, "") else None
