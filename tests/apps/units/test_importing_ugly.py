"""Lists as offices keep them: titles before names, two header rows, old fonts, dates in many styles."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from thidua.apps.units.models import Seat, Unit
from thidua.apps.units.services import apply_import, check_import, faults_of, importing, preview_import
from thidua.formats.text.old_fonts import TCVN3
from thidua.formats.xlsx import read_sheet


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    monkeypatch.setattr(importing, "read_sheet_limited", read_sheet)


def _book(rows, merged=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for area in merged:
            sheet.merge_range(area, "")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                elif value:
                    sheet.write(at, column, value)
    return out.getvalue()


def _preview(cast, now, noun, content):
    return preview_import(noun, content, "ds.xlsx", commune=cast.ward.id, by=cast.clerk.actor, now=now)


def _apply(cast, now, row, **more):
    return apply_import(row, sha256=row.sha256, by=cast.clerk.actor, now=now, **more)


def test_a_title_before_a_name_goes_where_it_belongs(cast, now):
    rows = [["Họ và tên", "Xưng hô", "Đơn vị"], ["Đ/c Nguyễn Thị Mai", "", "Trường Tiểu học Bến Ngọc"]]
    row = _preview(cast, now, "people", _book(rows))
    assert [each.state for each in check_import(row, by=cast.clerk.actor)] == ["new"]
    _apply(cast, now, row)
    person = Seat.objects.get(person__folded="nguyen thi mai").person
    assert (person.name, person.salutation) == ("Nguyễn Thị Mai", "Đ/c")


def test_a_title_with_no_place_left_is_asked_about(cast, now):
    rows = [["Họ và tên", "Xưng hô", "Đơn vị"], ["ThS. Nguyễn Thị Mai", "chị", "Trường Tiểu học Bến Ngọc"]]
    row = _preview(cast, now, "people", _book(rows))
    checked = check_import(row, by=cast.clerk.actor)
    assert [each.state for each in checked] == ["asked"]
    assert checked[0].questions[0].text == 'Ô A2: họ và tên giữ cả "ThS."?'


def test_a_header_of_two_rows_is_read(cast, now):
    rows = [
        ["DANH SÁCH CÁN BỘ"],
        ["Họ và tên", "Đơn vị", "Liên hệ", None],
        [None, None, "Điện thoại", "Email"],
        ["Nguyễn Thị Mai", "Trường Tiểu học Bến Ngọc", "0912 345 678", "mai@haian.vn"],
    ]
    row = _preview(cast, now, "people", _book(rows, merged=("A1:D1", "A2:A3", "B2:B3", "C2:D2")))
    (checked,) = check_import(row, by=cast.clerk.actor)
    assert checked.state == "new"
    assert checked.row.number == 4
    assert checked.row.cells["phone"] == "0912 345 678"
    assert checked.row.cells["email"] == "mai@haian.vn"


def _in_tcvn3(text):
    places = {letter: place for place, letter in TCVN3.items()}
    return "".join(places.get(letter, letter) for letter in text)


def test_cells_in_an_old_font_are_turned_into_unicode_and_told(cast, now):
    rows = [["Tên đơn vị", "Loại"], ["Tổ dân phố số 12 phường Bến Ngọc", "Tổ dân phố"], ["Trạm Thủy nông cửa sông", ""]]
    old = [[_in_tcvn3(cell) for cell in row] for row in rows]
    assert "Tæ d©n phè" in old[1][0]
    row = _preview(cast, now, "units", _book(old))
    checked = check_import(row, by=cast.clerk.actor)
    assert [each.row.cells["name"] for each in checked] == [rows[1][0], rows[2][0]]
    assert row.rows["notes"] == ["Chữ dùng phông TCVN3; đã chuyển sang Unicode. Kiểm tra lại."]


def _of_day(cast, now, written):
    return _preview(cast, now, "units", _book([["Tên đơn vị", "Từ ngày"], ["Tổ dân phố số 12", written]]))


@pytest.mark.parametrize(
    "written", ["01/07/2025", "1/7/2025", "2025-07-01", "ngày 01 tháng 7 năm 2025", date(2025, 7, 1)]
)
def test_days_are_read_in_five_styles(cast, now, written):
    row = _of_day(cast, now, written)
    assert not faults_of(check_import(row, by=cast.clerk.actor))
    _apply(cast, now, row)
    assert Unit.objects.get(name="Tổ dân phố số 12").from_on == date(2025, 7, 1)


@pytest.mark.parametrize("written", ["1.7.2025", "1-7-2025", "01/7/25"])
def test_days_of_two_meanings_are_sent_back_with_the_right_form(cast, now, written):
    (fault,) = faults_of(check_import(_of_day(cast, now, written), by=cast.clerk.actor))
    assert fault.text.startswith("Ô B2: Ghi ") and "01/07/2025" in fault.text
