"""Tables are read by their header words, every fault is named by its cell or row, nothing is guessed."""

from __future__ import annotations

import codecs
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter
from paper_parts import cell, xlsx, xlsx_parts, zipped

from thidua.formats.refusals import Refusal
from thidua.formats.sheets import Column, SheetRows, letters
from thidua.formats.xlsx import read_sheet

COLUMNS = (
    Column("code", "Mã chỉ tiêu", ("Mã",)),
    Column("result", "Kết quả"),
    Column("note", "Ghi chú", required=False),
)
HEAD = ["Mã chỉ tiêu", "Kết quả", "Ghi chú"]


def workbook(
    *sheets: tuple[str, list[list[Any]]], hidden: str = "", merged: str = "", hide_row: int | None = None
) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                sheet.write(number, at, value, day if isinstance(value, date) else None)
        if name == hidden:
            sheet.hide()
        if merged:
            sheet.merge_range(merged, "gộp")
        if hide_row is not None:
            sheet.set_row(hide_row, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def read(data: bytes, name: str = "bao-cao.xlsx", **more: Any) -> SheetRows:
    return read_sheet(data, name, columns=COLUMNS, **more)


def codes(data: bytes, name: str = "bao-cao.xlsx", **more: Any) -> list[str]:
    with pytest.raises(Refusal) as ground:
        read(data, name, **more)
    return [reason.code for reason in ground.value.reasons]


def test_values_keep_their_kind_and_address() -> None:
    found = read(workbook(("Chỉ tiêu", [HEAD, ["CT-01", 97.4, date(2026, 12, 5)], ["CT-02", 0.1 + 0.2, "  đạt "]])))
    assert (found.sheet, found.header_row, found.notes) == ("Chỉ tiêu", 1, ())
    first, second = found.rows
    assert (first.number, first.cells["result"].address) == (2, "B2")
    assert first.value("result") == Decimal("97.4")
    assert first.value("note") == date(2026, 12, 5)
    assert (second.value("result"), second.value("note")) == (Decimal("0.3"), "đạt")


def test_moments_and_truth() -> None:
    found = read(workbook(("a", [HEAD, ["x", True, datetime(2026, 12, 5, 17, 30)]])))  # noqa: DTZ001
    assert found.rows[0].value("result") is True
    assert found.rows[0].value("note") == datetime(2026, 12, 5, 17, 30)  # noqa: DTZ001


def test_columns_are_found_by_words_wherever_they_stand() -> None:
    rows = [["BÁO CÁO THÁNG 6"], [], ["TT", "KẾT QUẢ *", "Mã"], [1, 97, "CT-01"]]
    found = read(workbook(("a", rows)))
    assert (found.header_row, [note.code for note in found.notes]) == (3, ["B22"])
    assert found.rows[0].value("code") == "CT-01"
    assert found.rows[0].value("note") is None
    assert found.rows[0].cells["result"].address == "B4"


def test_a_sheet_that_begins_further_right_keeps_its_addresses() -> None:
    found = read(workbook(("a", [["", "", *HEAD], ["", "", "CT-01", 5, ""]])))
    assert found.rows[0].cells["code"].address == "C2"


def test_remarks_and_empty_rows_are_left_out() -> None:
    rows = [["# Mẫu của phường"], HEAD, ["CT-01", 1], [], ["# ví dụ", 2], ["CT-02", 3]]
    found = read(workbook(("a", rows)))
    assert [row.number for row in found.rows] == [3, 6]
    assert found.notes == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Mã", "Số liệu"], ["a", 1]], ["B19"]),
        ([["Tên", "Số liệu"], ["a", 1]], ["B19", "B19"]),
        ([["Mã", "Kết qảu"], ["a", 1]], ["B20"]),
        ([["Mã", "Kết quả", "x", "Kết quả"], ["a", 1]], ["B21"]),
        ([HEAD], ["B25"]),
        ([], ["B19", "B19"]),
        ([HEAD, *[["a", 1]] * 11], ["B10"]),
        ([HEAD, ["a", "x\u202ey"]], ["B60"]),
    ],
)
def test_faults(rows: list[list[Any]], expected: list[str]) -> None:
    assert codes(workbook(("a", rows)), max_rows=10) == expected


def test_a_header_with_another_mark_is_taken_and_said() -> None:
    found = read(workbook(("a", [["Mã", "Kết qủa"], ["a", 1]])))
    assert [note.text for note in found.notes] == ['Cột "Kết qủa" được hiểu là "Kết quả".']


def test_twice_the_same_header_is_shown_by_its_letters() -> None:
    with pytest.raises(Refusal) as ground:
        read(workbook(("a", [["Mã", "Kết quả", "", "Kết quả"], ["a", 1, "", 2]])))
    assert ground.value.text == 'Cột "Kết quả" xuất hiện 2 lần (B, D).'


def test_sheet_by_name() -> None:
    rows = [HEAD, ["a", 1]]
    data = workbook(("Ghi chú", []), ("Chỉ tiêu", rows), ("cũ", rows), hidden="cũ")
    found = read(data, sheet_names=("chi tieu",))
    assert (found.sheet, [note.text for note in found.notes]) == ("Chỉ tiêu", ['Trang ẩn "cũ" không được đọc.'])
    with pytest.raises(Refusal) as ground:
        read(data, sheet_names=("Kết quả",))
    assert ground.value.text == 'Không có trang tính "Kết quả". Có: "Ghi chú", "Chỉ tiêu".'
    assert codes(workbook(("Chỉ tiêu", rows), ("Chỉ tiêu (2)", rows)), sheet_names=("Chỉ tiêu",)) == ["B17"]


def test_merged_and_hidden_rows() -> None:
    rows = [HEAD, ["a", 1], ["b", 2], ["c", 3]]
    with pytest.raises(Refusal) as ground:
        read(workbook(("a", rows), merged="A3:A4"))
    assert ground.value.text == "Ô gộp A3:A4 làm lệch dữ liệu. Bỏ gộp."
    assert [note.code for note in read(workbook(("a", rows), hide_row=2)).notes] == ["B24"]
    assert read(workbook(("a", [["TIÊU ĐỀ"], *rows]), merged="A1:C1")).header_row == 2


def test_error_values_and_uncomputed_formulas_by_cell() -> None:
    data = xlsx(
        cell("A1", "Mã") + cell("B1", "Kết quả"),
        cell("A2", "x") + '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        cell("A3", "y") + '<c r="B3"><f>A1+1</f></c>',
    )
    with pytest.raises(Refusal) as ground:
        read(data)
    assert [reason.text for reason in ground.value.reasons] == [
        "Ô B2 có lỗi #DIV/0!. Sửa công thức.",
        "Ô B3 là công thức chưa có kết quả. Mở bằng Excel và lưu lại.",
    ]


def test_fifty_faults_and_a_count() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(1, 81))
    with pytest.raises(Refusal) as ground:
        read(zipped(xlsx_parts(f"<sheetData>{rows}</sheetData>")))
    assert (len(ground.value.reasons), ground.value.reasons[-1].text) == (51, "Còn 30 lỗi nữa.")


def test_a_workbook_that_is_cut_or_hollow() -> None:
    assert codes(workbook(("a", [HEAD]))[:500]) == ["A16"]
    assert codes(zipped({"[Content_Types].xml": "<Types/>", "xl/x.xml": "<a/>"})) == ["A16"]
    assert codes(b"%PDF-1.7", "a.xlsx") == ["A05"]


def test_column_letters() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


CSV = "Mã chỉ tiêu;Kết quả;Ghi chú\nCT-01;1.784,4;Phòng Văn hóa\n"


@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_csv_by_any_separator(sign: str, mark: bytes) -> None:
    text = f'Mã{sign}Kết quả{sign}Ghi chú\r\nCT-01{sign}97{sign}"một{sign}hai"\r\n'
    found = read(mark + text.encode(), "a.csv")
    assert (found.rows[0].value("result"), found.rows[0].value("note")) == ("97", f"một{sign}hai".strip())


def test_csv_in_wide_letters_and_with_excels_own_line() -> None:
    assert [note.code for note in read(codecs.BOM_UTF16_LE + CSV.encode("utf-16-le"), "a.csv").notes] == ["B06"]
    assert read(b"sep=;\r\n" + CSV.encode(), "a.csv").rows[0].cells["result"].address == "B2"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "B01"),
        ("Mã;Kết quả,Ghi chú\na;1,2\n".encode(), "B19"),
        (b"M\xb5;K\xd5t qu\xb6 \xb8\xb5\xb6\xb7\xb9\xa8\xbb\xbe\xbc\xbd\n", "B07"),
        ('Mã;Kết quả\na;"mở mãi\nb;2\n'.encode(), "B08"),
        ("Mã;Kết quả\na;1\nb;2;3\n".encode(), "B09"),
        ("Mã;Kết quả\n".encode(), "B25"),
        (("Mã;Kết quả\n" + "a;1\n" * 25_000).encode(), "B10"),
        ("Mã;Kết quả\nmột dòng dài hơn;x\x01y\n".encode(), "B60"),
        ("Mã;Kết quả\na;x\0y\n".encode(), "A05"),
    ],
)
def test_csv_faults(data: bytes, code: str) -> None:
    assert codes(data, "a.csv") == [code]


def test_csv_fault_lines() -> None:
    with pytest.raises(Refusal) as ground:
        read('Mã;Kết quả\na;1\nb;"mở\nc;2\n'.encode(), "a.csv")
    assert ground.value.text == "Dấu ngoặc kép mở ở dòng 3 không đóng."
    with pytest.raises(Refusal) as ground:
        read("Mã;Kết quả\na;1\nb;2;3\n".encode(), "a.csv")
    assert ground.value.text == "Dòng 3 có 3 cột, tiêu đề có 2."
