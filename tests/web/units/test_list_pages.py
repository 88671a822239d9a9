"""Lists from Excel through the pages."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thidua.apps.people.models import Account, Person
from thidua.apps.units.models import Import, Unit
from thidua.apps.units.services import importing
from thidua.formats.guard import XLSX
from thidua.formats.xlsx import read_sheet, write_sheet

UNITS = [["Trạm Y tế phường", "", "", "", ""], ["Tổ dân phố số 2", "", "", "", ""]]
PEOPLE = [["Nguyễn Thị Mai", "", "", "Phòng VH-XH", "", "", "", "mai.nt"]]
HEADERS = {
    "don-vi": ["Tên đơn vị", "Loại", "Tên gọn", "Đơn vị cấp trên", "Từ ngày"],
    "nguoi": ["Họ và tên", "Xưng hô", "Chức vụ", "Đơn vị", "Vai trò", "Số điện thoại", "Thư điện tử", "Tên đăng nhập"],
}


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch):
    monkeypatch.setattr(importing, "read_sheet_limited", read_sheet)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk.account)
    return client


def _send(client, noun, rows, name="ds.xlsx"):
    content = rows if isinstance(rows, bytes) else write_sheet("Danh sách", HEADERS[noun], rows)
    return client.post(f"/thiet-lap/{noun}/nap/", {"file": SimpleUploadedFile(name, content, XLSX)})


def _apply(client, row, **more):
    return client.post(f"/thiet-lap/danh-sach/{row.pk}/nhap/", {"sha256": row.sha256, **more})


def test_a_list_of_units_is_looked_at_applied_and_taken_back(clerk, cast):
    before = Unit.objects.count()
    answer = _send(clerk, "don-vi", UNITS)
    row = Import.objects.get()
    assert answer["Location"] == f"/thiet-lap/danh-sach/{row.pk}/"
    text = clerk.get(answer["Location"]).content.decode()
    assert "Trạm Y tế phường" in text and "Nhập 2 dòng" in text
    assert Unit.objects.count() == before
    for _ in range(2):
        assert _apply(clerk, row, once="k1").status_code == 302
    assert Unit.objects.count() == before + 2
    assert "Hoàn tác lần nhập này" in clerk.get(answer["Location"]).content.decode()
    assert clerk.post(f"/thiet-lap/danh-sach/{row.pk}/hoan-tac/").status_code == 302
    assert Unit.objects.count() == before
    assert clerk.post(f"/thiet-lap/danh-sach/{row.pk}/hoan-tac/").status_code == 409


def test_first_passwords_of_a_list_are_shown_once(clerk, cast):
    _send(clerk, "nguoi", PEOPLE)
    row = Import.objects.get()
    page = _apply(clerk, row)
    shown = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert Account.objects.get(username="mai.nt").check_password(shown)
    assert page["Cache-Control"] == "no-store"
    assert shown not in clerk.get(f"/thiet-lap/danh-sach/{row.pk}/").content.decode()


def test_faults_stand_on_the_page_by_cell(clerk, cast):
    answer = _send(clerk, "nguoi", [["", "", "", "Phòng Xa", "", "09x", "", ""]])
    text = clerk.get(answer["Location"]).content.decode()
    for said in ("Ô A2: Chưa nhập", "Ô D2: chưa có đơn vị", "Ô F2: Số điện thoại"):
        assert said in text
    assert "Nhập 1 dòng" not in text
    refused = _apply(clerk, Import.objects.get())
    assert refused.status_code == 409 and "Chưa nhập gì" in refused.content.decode()
    assert not Person.objects.filter(phone="09x").exists()


def test_doubles_need_a_tick(clerk, cast):
    answer = _send(clerk, "nguoi", [["Pham Thu Lan", "", "", "Phòng VH-XH", "", "", "", ""]])
    assert 'name="doubles_ok"' in clerk.get(answer["Location"]).content.decode()
    row = Import.objects.get()
    assert _apply(clerk, row).status_code == 409
    assert _apply(clerk, row, doubles_ok="on").status_code == 302


def test_another_file_is_not_applied(clerk, cast):
    _send(clerk, "don-vi", UNITS)
    page = _apply(clerk, Import.objects.get(), sha256="0" * 64)
    assert page.status_code == 409 and "Tệp đã đổi sau khi xem trước" in page.content.decode()


def test_the_same_file_again_is_told(clerk, cast):
    _send(clerk, "don-vi", UNITS)
    _apply(clerk, Import.objects.get())
    row = Import.objects.get()
    Unit.objects.filter(name="Trạm Y tế phường").update(name="Tên khác", folded="ten khac")
    content = write_sheet("Danh sách", HEADERS["don-vi"], UNITS)
    Import.objects.filter(pk=row.pk).update(sha256=importing.hashlib.sha256(content).hexdigest())
    answer = _send(clerk, "don-vi", content)
    assert "Tệp này đã nhập lúc" in clerk.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [(b"", "ds.xlsx", "Tệp rỗng"), (b"%PDF-1.4", "ds.xlsx", "Chỉ nhận .xlsx"), (b"abc", "ds.xls", "kiểu cũ")],
)
def test_bad_files_are_told_at_the_field(clerk, cast, content, name, said):
    page = _send(clerk, "don-vi", content, name)
    assert page.status_code == 422 and said in page.content.decode()
    assert not Import.objects.exists()


def test_the_empty_list_is_an_excel_file(clerk, cast):
    for noun in ("don-vi", "nguoi"):
        answer = clerk.get(f"/thiet-lap/{noun}/mau.xlsx")
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
        assert clerk.get(f"/thiet-lap/{noun}/nap/").status_code == 200


def test_lists_refuse_the_stranger_and_the_officer(clerk, client, cast):
    _send(clerk, "don-vi", UNITS)
    row = Import.objects.get()
    for member in (cast.stranger, cast.officer):
        client.force_login(member.account)
        assert client.get(f"/thiet-lap/danh-sach/{row.pk}/").status_code == 404
        assert _apply(client, row).status_code == 404
        assert client.post(f"/thiet-lap/danh-sach/{row.pk}/hoan-tac/").status_code == 404
    assert client.get("/thiet-lap/don-vi/nap/").status_code == 403
    assert client.get("/thiet-lap/nguoi/mau.xlsx").status_code == 403
