"""Tables that people fill in: columns found by their header words, cells with their address, faults by cell and row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from rapidfuzz import fuzz

from thidua.core.verdicts import Reason
from thidua.core.viet.text import clean, fold, hidden_characters, nfc
from thidua.formats.refusals import Refusal, grouped, refusal

Value = str | Decimal | date | bool | None
HEADER_WITHIN = 10
MAX_CELL = 32_767
MOST_REASONS = 50
_ALIKE = 80
_SHEET_TERMS = {
    "A01": ("B01", "Tệp rỗng."),
    "A06": ("B03", "Tệp có macro. Lưu thành .xlsx."),
    "A07": ("B03", "Tệp có macro. Lưu thành .xlsx."),
    "A08": ("B13", "Tệp chứa khai báo XML không an toàn."),
    "A10": ("B11", "Tệp giải nén quá lớn ({found}, tối đa {most}). Xóa định dạng thừa rồi lưu lại."),
    "A11": ("B11", "Tệp giải nén quá lớn ({found}, tối đa {most}). Xóa định dạng thừa rồi lưu lại."),
    "A15": ("B14", "Tệp có mật khẩu. Gỡ mật khẩu rồi tải lại."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column to look for: `key` in the result, `header` as printed in the template, other words it may carry."""

    key: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its address ("D8"). `value` is NFC text, an exact Decimal, a date or datetime, bool, None when empty.

    A share shown as 97 % in Excel arrives as 0.97: the sheet does not say how it was formatted.
    """

    address: str
    value: Value


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that holds something; `number` as Excel shows it. `cells` has every column that the sheet has, by key."""

    number: int
    cells: Mapping[str, Cell]

    def value(self, key: str) -> Value:
        """The value of a column, None also when the sheet lacks that column."""
        cell = self.cells.get(key)
        return None if cell is None else cell.value


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows below the header; `sheet` is "" for a CSV file. `notes` are the warnings A31, A32, B06, B18, B20, B22, B24,
    B65."""

    sheet: str
    header_row: int
    rows: tuple[SheetRow, ...]
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet before its columns are known: `rows[0]` is row 1, `rows[n][0]` column A."""

    rows: Sequence[Sequence[Value]]
    sheet: str = ""
    merged: Sequence[tuple[int, int, int, int]] = ()  # first row, first column, last row, last column, from 0
    notes: tuple[Reason, ...] = ()


def address(row: int, column: int) -> str:
    """ "D8" for row 7, column 3, both from 0."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """ "A" for 0, "AA" for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def arrange(grid: Grid, columns: Sequence[Column], *, max_rows: int) -> SheetRows:
    """The rows of `grid` under `columns`; rows that begin with "#" are remarks and left out.

    Raises Refusal B10, B19 to B21, B23, B25, B60 and B62, all faults of one kind at once, at most fifty.
    """
    header, places, notes = _header(grid, columns)
    _refuse_merged(grid, header, places)
    found: list[SheetRow] = []
    faults: list[Reason] = []
    for number in range(header + 1, len(grid.rows)):
        row = grid.rows[number]
        if is_remark(row) or not any(_filled(value) for value in row):
            continue
        if len(found) >= max_rows:
            raise too_many_rows(max_rows)
        cells = {key: Cell(address(number, at), _value(row, at)) for key, at in places.items()}
        faults += [fault for cell in cells.values() for fault in _faults(cell, number)]
        found.append(SheetRow(number + 1, cells))
    refuse_all(faults)
    if not found:
        raise refusal("B25", "Không có dòng số liệu nào.")
    return SheetRows(grid.sheet, header + 1, tuple(found), grid.notes + tuple(notes))


def in_sheet_terms(ground: Refusal) -> Refusal:
    """The same refusal with the code and words of the catalogue of tables (annex B)."""
    terms = _SHEET_TERMS.get(ground.reason.code)
    return Refusal(replace(ground.reason, code=terms[0], message=terms[1])) if terms else ground


def too_many_rows(most: int) -> Refusal:
    return refusal("B10", "Quá {most} dòng. Dùng mẫu của hệ thống.", most=grouped(most))


def refuse_all(faults: Sequence[Reason]) -> None:
    """Raise one Refusal with the first fifty faults and a count of the rest; nothing when there are none."""
    if not faults:
        return
    shown = list(faults[:MOST_REASONS])
    if len(faults) > MOST_REASONS:
        rest = {"count": grouped(len(faults) - MOST_REASONS)}
        shown.append(Reason(faults[0].code, "Còn {count} lỗi nữa.", rest))
    raise Refusal(shown[0], *shown[1:])


def is_remark(row: Sequence[Value]) -> bool:
    first = next((value for value in row if _filled(value)), None)
    return isinstance(first, str) and first.lstrip().startswith("#")


def matches(rows: Iterable[Sequence[Value]], columns: Sequence[Column]) -> int:
    """How many of `columns` the best of the first ten rows names; tells separators and sheets apart."""
    best = 0
    for _, row in zip(range(HEADER_WITHIN), rows, strict=False):
        named = {_key(value) for value in row}
        best = max(best, sum(any(word in named for word in _words(column)) for column in columns))
    return best


def _header(grid: Grid, columns: Sequence[Column]) -> tuple[int, dict[str, int], list[Reason]]:
    head = list(grid.rows[:HEADER_WITHIN])
    at, row = _header_row(head, columns)
    places: dict[str, int] = {}
    faults: list[Reason] = []
    notes: list[Reason] = []
    for column in columns:
        where = [place for place, value in enumerate(row) if _key(value) in _words(column)]
        if len(where) > 1:
            params = {"header": column.header, "count": len(where), "where": ", ".join(letters(w) for w in where)}
            faults.append(Reason("B21", 'Cột "{header}" xuất hiện {count} lần ({where}).', params))
        elif where:
            places[column.key] = where[0]
            notes += _misspelt(clean(str(row[where[0]])), column)
        elif column.required:
            faults.append(_missing(column, row))
    refuse_all(faults)
    if any(_filled(value) for above in head[:at] for value in above if not is_remark(above)):
        notes.append(Reason("B22", "Tiêu đề đọc ở dòng {row}.", {"row": at + 1}))
    return at, places, notes


def _header_row(head: Sequence[Sequence[Value]], columns: Sequence[Column]) -> tuple[int, Sequence[Value]]:
    """The last row of the header and its words: one row, or two where groups of columns stand over their own names."""
    known = set().union(*(_words(column) for column in columns))
    found: list[tuple[int, int, Sequence[Value]]] = [(matches([row], columns), at, row) for at, row in enumerate(head)]
    for at, (above, below) in enumerate(pairwise(head), 1):
        width = max(len(above), len(below))
        upper, lower = ([*row, *[None] * (width - len(row))] for row in (above, below))
        joined = [low if _key(low) in known else up for up, low in zip(upper, lower, strict=True)]
        found.append((matches([joined], columns), at, joined))
    # The first of equals: a header of one row goes before the two rows that begin with it.
    _, at, row = max(found, key=lambda one: one[0], default=(0, 0, ()))
    return at, row


def _missing(column: Column, row: Sequence[Value]) -> Reason:
    for value in row:
        if _filled(value) and any(fuzz.ratio(_key(value), word) >= _ALIKE for word in _words(column)):
            params = {"found": clean(str(value)), "header": column.header}
            return Reason("B20", 'Cột "{found}" có phải "{header}"? Sửa tiêu đề rồi nạp lại.', params)
    return Reason("B19", 'Thiếu cột "{header}".', {"header": column.header})


def _misspelt(found: str, column: Column) -> list[Reason]:
    known = {clean(word).casefold() for word in (column.header, *column.aliases)}
    if found.rstrip(" *:").casefold() in known:
        return []
    return [Reason("B20", 'Cột "{found}" được hiểu là "{header}".', {"found": found, "header": column.header})]


def _refuse_merged(grid: Grid, header: int, places: Mapping[str, int]) -> None:
    used = set(places.values())
    faults = [
        Reason(
            "B23", "Ô gộp {area} làm lệch dữ liệu. Bỏ gộp.", {"area": f"{address(top, left)}:{address(bottom, right)}"}
        )
        for top, left, bottom, right in grid.merged
        if bottom > header and used & set(range(left, right + 1))
    ]
    refuse_all(faults)


def _faults(cell: Cell, row: int) -> list[Reason]:
    if not isinstance(cell.value, str):
        return []
    if len(cell.value) > MAX_CELL:
        return [Reason("B62", "Ô {address} quá dài.", {"address": cell.address})]
    if hidden_characters(cell.value):
        return [
            Reason(
                "B60", "Dòng {row}: có ký tự điều khiển. Gõ lại ô {address}.", {"row": row + 1, "address": cell.address}
            )
        ]
    return []


def _value(row: Sequence[Value], at: int) -> Value:
    value = row[at] if at < len(row) else None
    if isinstance(value, str):
        return nfc(value).replace("\r\n", "\n").strip() or None
    return value


def _filled(value: Value) -> bool:
    return value is not None and value != ""


def _key(value: Value) -> str:
    # Templates mark required columns with a star; people add colons.
    return fold(clean(str(value))).rstrip(" *:") if _filled(value) else ""


def _words(column: Column) -> set[str]:
    return {_key(word) for word in (column.header, *column.aliases)}
