"""What an Excel file holds, seen in its own XML before a parser lays the sheet out in memory."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from thidua.core.verdicts import Reason
from thidua.formats.docx.package import attribute, children, parse
from thidua.formats.guard import broken, read_part
from thidua.formats.refusals import refusal
from thidua.formats.sheets import refuse_all

MAX_COLUMNS = 256
_TAG = re.compile(
    rb"<(?:\w+:)?(?:row\b([^>]*)>|c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>))",
    re.DOTALL,
)
_PLACE = re.compile(rb'\br="([A-Z]{0,3})(\d{1,9})"')
_SAVED = re.compile(rb"<(?:\w+:)?v\s*>([^<]*)<")


@dataclass(slots=True)
class Inside:
    """Extent and faults of one sheet part. `errors` are (address, error text), `unsaved` formulas without a result."""

    last: str = "A1"
    hidden_rows: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the name of its part. Refuses A16 when the workbook cannot be understood."""
    names = {name.casefold(): name for name in archive.namelist()}
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        raise broken()
    book = parse(read_part(archive, names["xl/workbook.xml"]), "xl/workbook.xml")
    relations = parse(read_part(archive, names["xl/_rels/workbook.xml.rels"]), "xl/_rels/workbook.xml.rels")
    targets = {
        attribute(one, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(one, "Target"))).lstrip("/")
        for one in children(relations, "Relationship")
    }
    found = {}
    for sheets in children(book, "sheets"):
        for sheet in children(sheets, "sheet"):
            part = names.get(targets.get(attribute(sheet, "id"), "").casefold())
            if part:
                found[attribute(sheet, "name")] = part
    return found


def look_inside(content: bytes, *, max_rows: int) -> Inside:
    """Walk the cells of a sheet part once. Refuses B12 as soon as a filled cell lies outside `max_rows` or 256 columns.

    Formatted but empty cells, which Excel leaves by the thousand, do not count.
    """
    seen = Inside()
    row = 0
    for tag in _TAG.finditer(content):
        if tag[1] is not None:
            place = _PLACE.search(tag[1])
            row = int(place[2]) if place else row + 1
            seen.hidden_rows += b'hidden="1"' in tag[1]
        elif tag[3]:
            _look_at_cell(seen, tag[2], tag[3], row, max_rows)
    return seen


def _look_at_cell(seen: Inside, attributes: bytes, inner: bytes, row: int, max_rows: int) -> None:
    place = _PLACE.search(attributes)
    column, number = (place[1].decode(), int(place[2])) if place else ("A", row)
    where = f"{column}{number}"
    if number > max_rows or column_number(column) > MAX_COLUMNS:
        raise refusal("B12", "Vùng dữ liệu kéo tới ô {cell}. Chọn các cột, dòng trống phía sau và xóa.", cell=where)
    saved = _SAVED.search(inner)
    if b't="e"' in attributes:
        seen.errors.append((where, saved[1].decode("utf-8", "replace") if saved else "#N/A"))
    elif b"<f" in inner and saved is None:
        seen.unsaved.append(where)
    seen.last = where


def column_number(name: str) -> int:
    """1 for "A", 27 for "AA", 0 for ""."""
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number


def refuse_faulty_cells(seen: Inside) -> None:
    """Refuses B40 (error values) and B41 (formulas never computed), cell by cell."""
    refuse_all(
        [Reason("B40", "Ô {cell} có lỗi {error}. Sửa công thức.", {"cell": c, "error": e}) for c, e in seen.errors]
        + [
            Reason("B41", "Ô {cell} là công thức chưa có kết quả. Mở bằng Excel và lưu lại.", {"cell": cell})
            for cell in seen.unsaved
        ]
    )
