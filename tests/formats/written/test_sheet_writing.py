"""What leaves as a sheet never runs in a colleague's Excel (T18) and comes back as the same values."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest

from thidua.formats.csv import write_csv
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet, write_sheet
from thidua.formats.xlsx.writing import sheet_name

LIVE = [
    "=1+1", "=HYPERLINK(\"http://x\")", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "=cmd|'/c calc'!A0",
    "-2+3+cmd|' /C calc'!D2", "+84 912", "@x", "=",
]  # fmt: skip
HEAD = ("Mã", "Kết quả", "Ngày")
COLUMNS = tuple(Column(key, header) for key, header in zip(("code", "result", "day"), HEAD, strict=True))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


@pytest.mark.parametrize("text", LIVE)
def test_no_formula_and_no_link_in_any_sheet(text: str) -> None:
    data = write_sheet(text, [text], [[text], ["http://x.vn"], ["internal:a"]], note=text)
    inside = "".join(parts(data).values())
    assert "<f>" not in inside and "<f " not in inside and "<hyperlink" not in inside


@pytest.mark.parametrize("text", LIVE)
def test_csv_cells_that_would_run_are_held_by_an_apostrophe(text: str) -> None:
    rows = list(csv.reader(io.StringIO(write_csv([text], [[text]]).decode("utf-8-sig"), newline="")))
    assert rows == [[f"'{text}"], [f"'{text}"]]


def test_what_was_written_is_read_again() -> None:
    rows = [
        ["CT-01", Decimal("1784.4"), date(2026, 12, 5)],
        ["=CT-02", -3, None],
        ["CT-03", Decimal("0.125"), date(2026, 1, 31)],
    ]
    found = read_sheet(write_sheet("Chỉ tiêu", HEAD, rows, note="mẫu 2026-1"), "a.xlsx", columns=COLUMNS)
    assert [[row.value(key) for key in ("code", "result", "day")] for row in found.rows] == rows
    assert (found.sheet, found.header_row, found.notes) == ("Chỉ tiêu", 2, ())


def test_csv_comes_back_as_text() -> None:
    data = write_csv(HEAD, [["CT-01", Decimal("1784.4"), date(2026, 12, 5)], ["a;b, c", 5, datetime(2026, 1, 2, 3, 4)]])  # noqa: DTZ001
    found = read_sheet(data, "a.csv", columns=COLUMNS)
    assert [[row.value(key) for key in ("code", "result", "day")] for row in found.rows] == [
        ["CT-01", "1784,4", "05/12/2026"], ["a;b, c", "5", "02/01/2026 03:04"],
    ]  # fmt: skip


def test_forms_of_numbers_and_dates() -> None:
    data = write_sheet("a", HEAD, [["x", Decimal("1784.40"), date(2026, 12, 5)], ["y", 1_000_000, None]])
    inside = parts(data)
    assert 'formatCode="#,##0.00"' in inside["xl/styles.xml"]
    assert 'formatCode="dd/mm/yyyy"' in inside["xl/styles.xml"]
    assert 'state="frozen"' in inside["xl/worksheets/sheet1.xml"]


def test_what_excel_cannot_hold_is_written_as_text_or_cut() -> None:
    data = write_sheet("a", HEAD, [[Decimal("12345678901234567890"), "x" * 40_000, True], [Decimal("NaN"), False, ""]])
    found = read_sheet(data, "a.xlsx", columns=COLUMNS)
    first, second = found.rows
    assert first.value("code") == "12345678901234567890"
    assert len(str(first.value("result"))) == 32_767
    assert (first.value("day"), second.value("code"), second.value("result"), second.value("day")) == (
        "Có",
        "NaN",
        "Không",
        None,
    )


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Chỉ tiêu 2026/2027: phường [A]", "Chỉ tiêu 2026 2027  phường  A"),
        ("", "Bảng"),
        ("x" * 50, "x" * 31),
        ("'a'", "a"),
    ],
)
def test_titles_become_sheet_names(title: str, name: str) -> None:
    assert sheet_name(title) == name
