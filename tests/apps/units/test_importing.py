"""Lists from Excel: preview writes nothing, faults by cell, all or none, taken back while unused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from builders import a_person, a_seat, a_unit
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import Account, Person
from thidua.apps.units.importing.columns import COLUMNS, empty_list
from thidua.apps.units.importing.units import kind_of
from thidua.apps.units.models import Import, Seat, Unit, UnitKind
from thidua.apps.units.services import (
    apply_import,
    check_import,
    faults_of,
    first_passwords,
    importing,
    preview_import,
    undo_import,
)
from thidua.core.actors import Role
from thidua.formats.xlsx import read_sheet, write_sheet

UNITS = ["Tên đơn vị", "Loại", "Tên gọn", "Đơn vị cấp trên", "Từ ngày"]
PEOPLE = ["Họ và tên", "Xưng hô", "Chức vụ", "Đơn vị", "Vai trò", "Số điện thoại", "Thư điện tử", "Tên đăng nhập"]
GOOD_UNITS = [
    ["Tổ một cửa", "Đơn vị khác", "", "TT Phục vụ hành chính công", ""],
    ["TT Phục vụ hành chính công", "", "TT PVHCC", "", "01/07/2025"],
    ["Tổ dân phố số 2", "", "", "phường bến ngọc", date(2025, 7, 1)],
    ["tổ dân phố  số 1", "", "", "", ""],
]
GOOD_PEOPLE = [
    [
        *("Nguyễn Thị Mai", "chị", "Chuyên viên", "phong kinh te, ha tang va do thi"),
        *("can bo don vi", "0912 345 678", "mai@haian.vn", "mai.nt"),
    ],
    ["Lê Văn Tám", "", "Hiệu trưởng", "Trường Tiểu học Bến Ngọc", "Thủ trưởng đơn vị", "", "", ""],
]


@pytest.fixture(autouse=True)
def read_at_once(monkeypatch, request):
    """The child process has tests of its own; one of them is here."""
    if "child" not in request.node.name:
        monkeypatch.setattr(importing, "read_sheet_limited", read_sheet)


def _file(noun, rows):
    return write_sheet("Danh sách", UNITS if noun == "units" else PEOPLE, rows)


def _preview(cast, now, noun, rows, by=None):
    content = rows if isinstance(rows, bytes) else _file(noun, rows)
    return preview_import(noun, content, "ds.xlsx", commune=cast.ward.id, by=(by or cast.clerk).actor, now=now)


def _apply(cast, now, row, by=None, **more):
    return apply_import(row, sha256=more.pop("sha256", row.sha256), by=(by or cast.clerk).actor, now=now, **more)


def _codes(refused):
    return [reason.code for reason in refused.value.verdict.reasons]


def _told(cast, row, by=None):
    return [fault.text for fault in faults_of(check_import(row, by=(by or cast.clerk).actor))]


def test_a_preview_through_the_child_writes_no_unit(cast, now):
    before = Unit.objects.count(), Person.objects.count(), Entry.objects.count()
    row = _preview(cast, now, "units", GOOD_UNITS)
    assert (Unit.objects.count(), Person.objects.count(), Entry.objects.count()) == before
    assert [each.state for each in check_import(row, by=cast.clerk.actor)] == ["new", "new", "new", "known"]


def test_units_are_made_parents_first(cast, now):
    row = _preview(cast, now, "units", GOOD_UNITS)
    assert _apply(cast, now, row) == []
    centre = Unit.objects.get(short_name="TT PVHCC")
    assert (centre.kind, centre.from_on, centre.parent_id) == ("centre", date(2025, 7, 1), cast.ward.id)
    assert Unit.objects.get(name="Tổ một cửa").parent_id == centre.pk
    assert Unit.objects.get(name="Tổ dân phố số 2").kind == "residential_group"
    assert Unit.objects.filter(folded="to dan pho so 1").count() == 1
    assert Entry.objects.filter(event="unit.added").count() == 3
    assert Entry.objects.filter(event="import.applied").count() == 1


def test_people_are_made_with_seats_and_accounts(cast, now):
    row = _preview(cast, now, "people", GOOD_PEOPLE)
    told = _apply(cast, now, row)
    assert [(name, username) for name, username, _ in told] == [("Nguyễn Thị Mai", "mai.nt")]
    assert Account.objects.get(username="mai.nt").check_password(told[0][2])
    roles = dict(
        Seat.objects.filter(person__name__in=["Nguyễn Thị Mai", "Lê Văn Tám"]).values_list("person__name", "role")
    )
    assert roles == {"Nguyễn Thị Mai": Role.OFFICER, "Lê Văn Tám": Role.UNIT_HEAD}
    row.refresh_from_db()
    assert row.rows == {}
    assert told[0][2] not in str(row.made)
    assert list(verify_all()) == []


def test_rows_that_nobody_confirmed_are_forgotten_after_a_day(cast, now):
    old = _preview(cast, now, "people", GOOD_PEOPLE)
    kept = _preview(cast, now + timedelta(hours=23), "people", GOOD_PEOPLE)
    _preview(cast, now + timedelta(hours=25), "units", GOOD_UNITS)
    assert not Import.objects.filter(pk=old.pk).exists()
    assert Import.objects.filter(pk=kept.pk).exists()


def test_applying_twice_and_another_file_change_nothing(cast, now):
    row = _preview(cast, now, "units", GOOD_UNITS)
    with pytest.raises(Refused) as changed:
        _apply(cast, now, row, sha256="0" * 64)
    assert _codes(changed) == ["B67"]
    _apply(cast, now, row)
    before = Unit.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as twice:
        _apply(cast, now, row)
    assert _codes(twice) == ["wrong_step"]
    assert (Unit.objects.count(), Entry.objects.count()) == before


def test_strangers_import_nothing(cast, now):
    row = _preview(cast, now, "units", GOOD_UNITS)
    for member in (cast.stranger, cast.officer, cast.chair):
        with pytest.raises(Refused):
            _preview(cast, now, "people", GOOD_PEOPLE, by=member)
        with pytest.raises(Refused):
            _apply(cast, now, row, by=member)
        with pytest.raises(Refused):
            undo_import(row, by=member.actor, now=now)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["", "", "", "", "x"], 'Ô A2: Chưa nhập "Tên đơn vị".'),
        (["X" * 201, "Trường học", "", "", ""], "Ô A2: Tên đơn vị dài 201 ký tự, tối đa 200."),
        (["Phòng A", "Trường hoc lớn", "", "", ""], 'Ô B2: không có loại "Trường hoc lớn".'),
        (["Phòng A", "", "", "Phòng Không Có", ""], 'Ô D2: chưa có đơn vị cấp trên "Phòng Không Có".'),
        (["Phòng A", "", "", "Phòng Văn hoá Xã hội", ""], 'Có phải "Phòng Văn hóa - Xã hội"?'),
        (["Phòng A", "", "", "", "31/02/2026"], "Ô E2: Ngày 31/02/2026 không tồn tại."),
        (["Phòng A", "", "", "", "2026"], "Ô E2: ghi đủ ngày, tháng, năm"),
        (["Phòng A", "", "", "Phòng A", ""], 'Ô D2: chưa có đơn vị cấp trên "Phòng A".'),
    ],
)
def test_bad_rows_of_units_are_told_by_cell(cast, now, cells, said):
    row = _preview(cast, now, "units", [cells])
    told = _told(cast, row)
    assert any(said in fault for fault in told), told
    before = Unit.objects.count()
    with pytest.raises(Refused):
        _apply(cast, now, row)
    assert Unit.objects.count() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({0: ""}, 'Ô A2: Chưa nhập "Họ và tên".'),
        ({3: ""}, "Ô D2: chưa nhập đơn vị."),
        ({3: "Phòng Xa"}, 'Ô D2: chưa có đơn vị "Phòng Xa".'),
        ({4: "Thuyền trưởng"}, 'Ô E2: không có vai trò "Thuyền trưởng".'),
        ({4: "Quản trị hệ thống"}, "chỉ quản trị hệ thống giao"),
        ({5: "09x"}, "Ô F2: Số điện thoại chỉ gồm chữ số."),
        ({6: "a@b"}, "Ô G2: Viết thư điện tử"),
        ({7: "Mai NT"}, "Ô H2: Tên đăng nhập từ 3 đến 60"),
        ({7: "huong.vt"}, 'Ô H2: "huong.vt" đã có.'),
    ],
)
def test_bad_rows_of_people_are_told_by_cell(cast, now, change, said):
    cells = [change.get(place, cell) for place, cell in enumerate(GOOD_PEOPLE[0])]
    row = _preview(cast, now, "people", [cells])
    told = _told(cast, row)
    assert any(said in fault for fault in told), told
    before = Person.objects.count()
    with pytest.raises(Refused):
        _apply(cast, now, row)
    assert Person.objects.count() == before


def test_two_rows_with_one_mail_make_nobody(cast, now):
    second = ["Lê Văn Tám", "", "", "Phòng VH-XH", "", "", "MAI@haian.vn", "mai.nt"]
    row = _preview(cast, now, "people", [GOOD_PEOPLE[0], second])
    assert _told(cast, row) == ["Dòng 2 và 3 cùng thư. Không tạo ai.", "Dòng 2 và 3 cùng tên đăng nhập. Không tạo ai."]


def test_two_rows_of_one_unit_are_told(cast, now):
    row = _preview(cast, now, "units", [["Phòng Ba", "", "", "", ""], ["phòng  ba", "", "", "", ""]])
    assert "Dòng 2 và 3 cùng tên" in _told(cast, row)[0]


def test_possible_doubles_are_asked_about(cast, now):
    a_person("Lê Văn Tám", commune=cast.ward)
    a_unit("Tổ một cửa", parent=cast.office)
    people = _preview(cast, now, "people", [["Le Van Tam", "", "", "Phòng VH-XH", "", "", "", ""]])
    units = _preview(cast, now, "units", [["Tổ một cửa", "Đơn vị khác", "", "", ""]])
    for row, code in ((people, "D50"), (units, "D07")):
        with pytest.raises(Refused) as refused:
            _apply(cast, now, row)
        assert _codes(refused) == [code]
        _apply(cast, now, row, doubles_ok=True)
    assert Person.objects.filter(folded="le van tam").count() == 2
    assert Unit.objects.filter(folded="to mot cua").count() == 2


def test_one_name_twice_in_the_list_is_asked_about(cast, now):
    twin = ["Lê Văn Tám", "", "", "Phòng VH-XH", "", "", "", ""]
    row = _preview(cast, now, "people", [twin, ["Lê Văn Tâm", *twin[1:]]])
    assert [each.state for each in check_import(row, by=cast.clerk.actor)] == ["asked", "asked"]


def test_a_list_read_again_passes_over_what_is_there(cast, now):
    _apply(cast, now, _preview(cast, now, "people", GOOD_PEOPLE))
    again = _preview(cast, now, "people", GOOD_PEOPLE)
    assert {each.state for each in check_import(again, by=cast.clerk.actor)} == {"known"}
    with pytest.raises(Refused) as refused:
        _apply(cast, now, again)
    assert _codes(refused) == ["nothing_new"]


def test_what_changed_since_the_preview_is_seen(cast, now):
    row = _preview(cast, now, "people", GOOD_PEOPLE)
    Unit.objects.filter(pk=cast.school.pk).update(to_on=date(2026, 1, 1))
    with pytest.raises(Refused) as refused:
        _apply(cast, now, row)
    assert _codes(refused) == ["A60"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "B01"),
        (b"PK\x03\x04 not a workbook", "A16"),
        (b"%PDF-1.4 a paper", "A05"),
        (write_sheet("x", ["Cột lạ"], [["a"]]), "B19"),
        (write_sheet("x", UNITS, []), "B25"),
        (write_sheet("x", ["Tên đơn vị", "Tên đơn vị"], [["a", "b"]]), "B21"),
    ],
)
def test_bad_files_are_refused(cast, now, content, code):
    with pytest.raises(Refused) as refused:
        _preview(cast, now, "units", content)
    assert _codes(refused)[0] == code
    assert not Import.objects.exists()


def test_fifty_faults_are_told_and_the_rest_counted(cast, now):
    row = _preview(cast, now, "units", [[f"Tổ {n}", "lâu đài", "", "", ""] for n in range(60)])
    told = _told(cast, row)
    assert len(told) == 51
    assert told[-1] == "Còn 10 lỗi nữa."


# Taking back


def test_units_are_taken_back(cast, now):
    before = set(Unit.objects.values_list("pk", flat=True))
    row = _preview(cast, now, "units", GOOD_UNITS)
    _apply(cast, now, row)
    undo_import(row, by=cast.clerk.actor, now=now)
    assert set(Unit.objects.values_list("pk", flat=True)) == before
    assert Entry.objects.filter(event="import.undone").count() == 1
    with pytest.raises(Refused) as twice:
        undo_import(row, by=cast.clerk.actor, now=now)
    assert _codes(twice) == ["wrong_step"]
    assert list(verify_all()) == []


def test_people_are_taken_back_with_their_values(cast, now):
    before = Person.objects.count(), Account.objects.count(), Seat.objects.count()
    row = _preview(cast, now, "people", GOOD_PEOPLE)
    _apply(cast, now, row)
    undo_import(row, by=cast.clerk.actor, now=now)
    assert (Person.objects.count(), Account.objects.count(), Seat.objects.count()) == before
    assert list(verify_all()) == []


def test_what_is_used_is_not_taken_back(cast, now):
    units = _preview(cast, now, "units", GOOD_UNITS)
    _apply(cast, now, units)
    people = _preview(cast, now, "people", GOOD_PEOPLE)
    _apply(cast, now, people)
    a_seat(cast.officer.person, Unit.objects.get(name="Tổ một cửa"), "officer")
    a_seat(Person.objects.get(name="Lê Văn Tám"), cast.office, "officer")
    before = Unit.objects.count(), Person.objects.count()
    for row, name in ((units, "Tổ một cửa"), (people, "Lê Văn Tám")):
        with pytest.raises(Refused, match=name) as refused:
            undo_import(row, by=cast.clerk.actor, now=now)
        assert _codes(refused) == ["used"]
    assert (Unit.objects.count(), Person.objects.count()) == before


def test_who_has_signed_in_is_not_taken_back(cast, now):
    row = _preview(cast, now, "people", GOOD_PEOPLE)
    _apply(cast, now, row)
    Account.objects.filter(username="mai.nt").update(last_login=timezone.now())
    with pytest.raises(Refused, match="đã đăng nhập"):
        undo_import(row, by=cast.clerk.actor, now=now)
    assert Person.objects.filter(name="Nguyễn Thị Mai").exists()


# The empty lists


@pytest.mark.parametrize(("noun", "rows"), [("units", GOOD_UNITS), ("people", GOOD_PEOPLE)])
def test_the_empty_list_reads_back_without_rows(cast, now, noun, rows):
    with pytest.raises(Refused) as refused:
        _preview(cast, now, noun, empty_list(noun))
    assert _codes(refused) == ["B25"]
    assert [column.header for column in COLUMNS[noun]] == (UNITS if noun == "units" else PEOPLE)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Phòng Kinh tế", "office"),
        ("TT Phục vụ hành chính công", "centre"),
        ("Ban Quản lý dự án", "project_board"),
        ("Công an phường", "police"),
        ("Ban Chỉ huy Quân sự phường", "military"),
        ("Ban Xây dựng Đảng", "party_board"),
        ("Chi bộ khu dân cư số 3", "party_cell"),
        ("Ủy ban MTTQ Việt Nam phường", "fatherland_front"),
        ("Hội Liên hiệp Phụ nữ", "mass_organisation"),
        ("Đoàn Thanh niên", "mass_organisation"),
        ("Trường Mầm non Hoa Sen", "school"),
        ("Trạm Y tế phường", "health_station"),
        ("HTX nông nghiệp", "cooperative"),
        ("Công ty cổ phần A", "enterprise"),
        ("Hộ kinh doanh Ba", "household"),
        ("Thôn Đông", "residential_group"),
        ("Tổ công nghệ số cộng đồng số 1", "digital_team"),
        ("Hội đồng tư vấn", "council_office"),
        ("Câu lạc bộ thơ", None),
    ],
)
def test_the_kind_is_told_by_the_name(name, kind):
    assert kind_of("", name) == kind
    assert kind is None or kind in UnitKind.values


def test_passwords_are_hashed_before_the_list_takes_the_lock(cast, now, monkeypatch):
    """A thousand hashes take half a minute: nobody else could write meanwhile."""
    row = _preview(cast, now, "people", GOOD_PEOPLE)
    first = first_passwords(row, by=cast.clerk.actor)
    assert len(first) == 1
    monkeypatch.setattr(importing, "make_first_password", lambda: pytest.fail("hashed under the lock"))
    told = _apply(cast, now, row, first=first)
    assert [password for _, _, password in told] == [first[0].plain]
