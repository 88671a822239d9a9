"""CSV in and out: separators and letters found by what the header says, nothing that a spreadsheet would run."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from thidua.core.verdicts import Reason
from thidua.core.viet.text import nfc
from thidua.formats.refusals import Refusal, refusal
from thidua.formats.sheets import Column, Grid, Value, is_remark, matches, too_many_rows
from thidua.formats.text import decode, old_encoding

_SEPARATORS = {";": "dấu chấm phẩy (;)", ",": "dấu phẩy (,)", "\t": "dấu tab"}
_SPOKEN_BY_EXCEL = re.compile(r"sep=([;,\t])\r?\n")
# A cell that begins so is a formula to Excel (rule T18).
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def read_csv(data: bytes, columns: Sequence[Column], *, max_rows: int) -> Grid:
    """Cells of a CSV file as text. Refuses B05 (separator), B07 (letters), B08 (quotes), B09 (lengths), B10 (rows)."""
    text, notes = _decoded(data)
    text, separator = _separated(text, columns)
    rows = _rows(text, separator, max_rows=max_rows)
    _check_lengths(rows, columns)
    return Grid(rows, notes=notes)


def _decoded(data: bytes) -> tuple[str, tuple[Reason, ...]]:
    try:
        text = decode(data)
    except Refusal as ground:
        raise refusal("B07", "Bảng mã lạ hoặc ký tự hỏng. Lưu lại dạng CSV UTF-8 hoặc .xlsx.") from ground
    if old_encoding(text):
        raise refusal("B07", "Chữ dùng bảng mã cũ (TCVN3, VNI). Lưu lại dạng CSV UTF-8 hoặc .xlsx.")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return nfc(text), (Reason("B06", "Đã đọc theo UTF-16."),) if wide else ()


def _separated(text: str, columns: Sequence[Column]) -> tuple[str, str]:
    spoken = _SPOKEN_BY_EXCEL.match(text)
    if spoken:
        return text[spoken.end() :], spoken[1]
    head = "\n".join(text[:100_000].splitlines()[:10])
    scores = {sign: matches(csv.reader(io.StringIO(head), delimiter=sign), columns) for sign in _SEPARATORS}
    best = max(scores.values())
    found = [sign for sign, score in scores.items() if score == best]
    if len(found) == 1 or best <= 1:
        return text, found[0] if len(found) == 1 else max(found, key=head.count)
    raise refusal("B05", "Dấu phân cách là {signs}? Dùng một loại.", signs=" hay ".join(_SEPARATORS[s] for s in found))


def _rows(text: str, separator: str, *, max_rows: int) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    begun = 1
    try:
        for row in reader:
            # A few hundred empty or remark rows are no reason to refuse a file.
            if len(rows) > max_rows + 500:
                raise too_many_rows(max_rows)
            rows.append(row)
            begun = reader.line_num + 1
    except csv.Error as error:
        raise refusal("B08", "Dấu ngoặc kép mở ở dòng {line} không đóng.", line=begun) from error
    return rows


def _check_lengths(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> None:
    scores = [matches([row], columns) for row in rows[:10]]
    if not scores:
        return
    header = scores.index(max(scores))
    for number, row in enumerate(rows[header + 1 :], header + 2):
        if len(row) != len(rows[header]) and any(row) and not is_remark(row):
            raise refusal(
                "B09",
                "Dòng {row} có {found} cột, tiêu đề có {wanted}.",
                row=number,
                found=len(row),
                wanted=len(rows[header]),
            )


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Value | int]]) -> bytes:
    """UTF-8 CSV with its mark, so that Excel shows Vietnamese. Numbers carry a decimal comma, dates read 05/12/2026.

    Texts that a spreadsheet would run (= + - @ TAB CR at the start) get an apostrophe before them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(nfc(column)) for column in columns])
    for row in rows:
        writer.writerow([_written(value) for value in row])
    return codecs.BOM_UTF8 + out.getvalue().encode()


def guarded(text: str) -> str:
    """`text` with an apostrophe in front when a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_LIVE) else text


def _written(value: Value | int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value) if isinstance(value, int) else guarded(nfc(value).replace("\0", ""))
