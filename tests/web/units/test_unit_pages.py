"""Đơn vị: tree, reorganisation, blocks, councils."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from builders import a_unit
from thidua.apps.people.models import Account
from thidua.apps.units.models import Block, BlockSeat, Council, CouncilSeat, Seat, Succession, Unit
from thidua.core.viet.dates import short_date

LIST = "/thiet-lap/don-vi/"
SOON = timezone.localdate() + timedelta(days=10)


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk.account)
    return client


def _one(unit, more=""):
    return f"{LIST}{unit.pk}/{more}"


def _new(cast, **more):
    return {"name": "Trạm Y tế phường", "kind": "health_station", "parent": cast.ward.pk, **more}


def test_the_tree_shows_the_own_ward_only(clerk, cast):
    text = clerk.get(LIST).content.decode()
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in text and "Phường Cửa Trại" not in text


def test_kinds_and_ended_units_are_chips(clerk, cast):
    a_unit("Phòng Đã Hết", parent=cast.ward, to_on=date(2026, 1, 1))
    assert "Phòng Đã Hết" not in clerk.get(LIST).content.decode()
    assert "Phòng Đã Hết" in clerk.get(LIST + "?het=1").content.decode()
    text = clerk.get(LIST + "?loai=school").content.decode()
    assert "Trường Tiểu học" in text and "Tổ dân phố số 1" not in text


def test_the_number_of_queries_does_not_grow_with_rows(clerk, cast):
    clerk.get(LIST)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(LIST).status_code == 200
        return len(seen)

    few = cost()
    for number in range(40):
        a_unit(f"Tổ dân phố số {number + 10}", kind="residential_group", parent=cast.ward)
    assert cost() == few <= 8


def test_officers_read_and_change_nothing(client, cast):
    client.force_login(cast.officer.account)
    assert "Thêm đơn vị" not in client.get(LIST).content.decode()
    page = client.get(_one(cast.economy))
    assert page.status_code == 200 and "Phạm Thu Lan" not in page.content.decode().split("<main")[1]
    for address in ("them/", "sap-nhap/", f"{cast.economy.pk}/sua/", f"{cast.economy.pk}/tach/"):
        assert client.get(LIST + address).status_code == 403


@pytest.mark.parametrize("more", ["", "sua/", "ket-thuc/", "tach/"])
def test_strangers_find_nothing(client, cast, more):
    client.force_login(cast.stranger.account)
    assert client.get(_one(cast.economy, more)).status_code == 404


def test_a_unit_is_added_once(clerk, cast):
    for _ in range(2):
        assert clerk.post(LIST + "them/", _new(cast, once="k1")).status_code == 302
    assert Unit.objects.filter(name="Trạm Y tế phường").count() == 1
    page = clerk.post(LIST + "them/", _new(cast))
    assert page.status_code == 422 and "đã có" in page.content.decode()


def test_a_doubtful_name_is_asked_about(clerk, cast):
    sent = _new(cast, name="Tổ dân phố số 1", parent=cast.office.pk)
    page = clerk.post(LIST + "them/", sent)
    assert page.status_code == 422 and 'name="similar_ok"' in page.content.decode()
    assert clerk.post(LIST + "them/", sent | {"similar_ok": "on"}).status_code == 302


def test_the_same_key_with_other_words_is_not_carried_out(clerk, cast):
    clerk.post(LIST + "them/", _new(cast, once="k1"))
    answer = clerk.post(LIST + "them/", _new(cast, once="k1", name="Trạm khác"))
    assert answer.status_code == 409
    assert not Unit.objects.filter(name="Trạm khác").exists()


def test_foreign_parents_are_not_taken(clerk, cast):
    page = clerk.post(LIST + "them/", _new(cast, parent=cast.other_ward.pk))
    assert page.status_code == 422
    assert not Unit.objects.filter(name="Trạm Y tế phường").exists()


def test_a_unit_is_corrected(clerk, cast):
    page = clerk.get(_one(cast.economy, "sua/"))
    assert 'value="Phòng KT-HT-ĐT"' in page.content.decode()
    sent = _new(cast, name="Phòng Kinh tế", kind="office", from_on="01/07/2025", commune=cast.other_ward.pk)
    assert clerk.post(_one(cast.economy, "sua/"), sent).status_code == 302
    row = Unit.objects.get(pk=cast.economy.pk)
    assert (row.name, row.from_on, row.commune) == ("Phòng Kinh tế", date(2025, 7, 1), cast.ward.pk)
    root = clerk.get(_one(cast.ward, "sua/")).content.decode()
    assert 'name="parent"' not in root
    assert clerk.post(_one(cast.ward, "sua/"), {"name": "Phường Bến Ngọc Mới"}).status_code == 302


def test_a_unit_ends(clerk, cast):
    assert clerk.post(_one(cast.school, "ket-thuc/"), {"on": short_date(SOON)}).status_code == 302
    assert Unit.objects.get(pk=cast.school.pk).to_on == SOON
    page = clerk.post(_one(cast.school, "ket-thuc/"), {"on": short_date(SOON)})
    assert page.status_code == 422 and "đã kết thúc" in page.content.decode()
    assert "đến hết ngày" in clerk.get(_one(cast.school)).content.decode()


def test_units_are_merged(clerk, cast):
    sent = {
        "predecessors": [cast.economy.pk, cast.school.pk],
        "name": "Phòng Kinh tế - Giáo dục",
        "kind": "office",
        "on": short_date(SOON),
        "basis": "NQ 12",
        "keep_people": "on",
    }
    assert clerk.get(LIST + "sap-nhap/").status_code == 200
    answer = clerk.post(LIST + "sap-nhap/", sent)
    heir = Unit.objects.get(name="Phòng Kinh tế - Giáo dục")
    assert answer["Location"] == _one(heir)
    assert Succession.objects.filter(successor=heir).count() == 2
    assert Seat.objects.filter(unit=heir).count() == 2
    text = clerk.get(_one(heir)).content.decode()
    assert "Tiếp nối" in text and "Trường Tiểu học Bến Ngọc" in text
    assert "Được tiếp nối bởi" in clerk.get(_one(cast.school)).content.decode()
    again = clerk.post(LIST + "sap-nhap/", sent)
    assert again.status_code == 422 and "đã kết thúc" in again.content.decode()


def test_a_merger_without_units_is_told(clerk, cast):
    page = clerk.post(LIST + "sap-nhap/", {"on": short_date(SOON), "name": "X", "kind": "office"})
    assert page.status_code == 422 and "Chọn các đơn vị sáp nhập" in page.content.decode()


def test_a_unit_is_split(clerk, cast):
    sent = {"names": "Phòng Kinh tế\nPhòng Hạ tầng\n", "kind": "office", "on": short_date(SOON)}
    assert clerk.post(_one(cast.economy, "tach/"), sent).status_code == 302
    assert Succession.objects.filter(predecessor=cast.economy).count() == 2
    assert clerk.post(_one(cast.school, "tach/"), sent | {"names": "Một"}).status_code == 422


def test_a_city_adds_a_commune_with_its_first_officer(client, cast):
    Seat.objects.create(person=cast.city_officer.person, unit=cast.city, role="admin")
    client.force_login(cast.city_officer.account)
    sent = {
        "name": "Phường Đầu Sóng",
        "standing_office": "Phòng VH",
        "officer": "Lê Văn Tám",
        "username": "tam.lv",
        "once": "k",
    }
    page = client.post(LIST + "them-xa/", sent)
    assert "<code>" in page.content.decode()
    assert Unit.objects.get(name="Phường Đầu Sóng").parent_id == cast.city.pk
    assert Account.objects.get(username="tam.lv").must_change_password
    assert client.post(LIST + "them-xa/", sent).status_code == 302
    client.force_login(cast.clerk.account)
    assert client.post(LIST + "them-xa/", sent | {"name": "Phường Khác", "username": "khac.a"}).status_code == 422


# Blocks


def _block(clerk, cast, **more):
    sent = {"name": "Khối 1", "from_on": "01/01/2026", "members": [cast.economy.pk], "head": cast.school.pk}
    return clerk.post("/thiet-lap/khoi/them/", sent | more)


def test_a_block_is_formed_changed_and_ended(clerk, cast):
    assert "Chưa có khối thi đua nào" in clerk.get("/thiet-lap/khoi/").content.decode()
    assert _block(clerk, cast).status_code == 302
    block = Block.objects.get()
    assert dict(BlockSeat.objects.values_list("unit__name", "role")) == {
        cast.economy.name: "member",
        cast.school.name: "head",
    }
    assert "Trưởng khối" in clerk.get("/thiet-lap/khoi/").content.decode()
    page = clerk.get(f"/thiet-lap/khoi/{block.pk}/").content.decode()
    assert "checked" in page
    sent = {"from_on": short_date(SOON), "members": [cast.school.pk, cast.office.pk], "head": cast.office.pk}
    assert clerk.post(f"/thiet-lap/khoi/{block.pk}/", sent).status_code == 302
    assert set(BlockSeat.objects.filter(to_on__isnull=True).values_list("unit__name", "role")) == {
        (cast.school.name, "member"),
        (cast.office.name, "head"),
    }
    end = f"/thiet-lap/khoi/{block.pk}/ket-thuc/"
    assert clerk.post(end, {"last_day": short_date(SOON)}).status_code == 302
    assert clerk.post(end, {"last_day": short_date(SOON)}).status_code == 422


def test_blocks_refuse_the_stranger_and_the_officer(client, clerk, cast):
    _block(clerk, cast)
    block = Block.objects.get()
    client.force_login(cast.stranger.account)
    assert client.get(f"/thiet-lap/khoi/{block.pk}/").status_code == 404
    assert client.post(f"/thiet-lap/khoi/{block.pk}/ket-thuc/", {"last_day": short_date(SOON)}).status_code == 404
    client.force_login(cast.officer.account)
    assert "Khối 1" in client.get("/thiet-lap/khoi/").content.decode()
    assert client.get(f"/thiet-lap/khoi/{block.pk}/").status_code == 403
    assert _block(client, cast, name="Khối 2").status_code == 403


def test_an_empty_block_is_told(clerk, cast):
    page = _block(clerk, cast, members=[], head="")
    assert page.status_code == 422 and "Chọn các đơn vị của khối" in page.content.decode()


# Councils


def test_a_council_is_formed_seated_and_left(clerk, cast):
    assert clerk.post("/thiet-lap/hoi-dong/them/", {"name": "Hội đồng TĐKT"}).status_code == 302
    council = Council.objects.get()
    seat_at = f"/thiet-lap/hoi-dong/{council.pk}/thanh-vien/"
    assert clerk.post(seat_at, {"person": cast.chair.person.pk, "role": "chair"}).status_code == 302
    twice = clerk.post(seat_at, {"person": cast.chair.person.pk, "role": "member"})
    assert twice.status_code == 422 and "đang ở trong Hội đồng" in twice.content.decode()
    assert clerk.post(seat_at, {"person": cast.stranger.person.pk, "role": "member"}).status_code == 422
    assert "Chủ tịch Hội đồng" in clerk.get("/thiet-lap/hoi-dong/").content.decode()
    seat = CouncilSeat.objects.get()
    leave = f"/thiet-lap/hoi-dong/{council.pk}/thoi/"
    assert clerk.post(leave, {"seat": "x"}).status_code == 404
    assert clerk.post(leave, {"seat": seat.pk}).status_code == 302
    assert clerk.post(f"/thiet-lap/hoi-dong/{council.pk}/ket-thuc/", {"last_day": short_date(SOON)}).status_code == 302


def test_councils_refuse_the_stranger_and_the_officer(client, cast):
    council = Council.objects.create(commune=cast.ward.pk, name="Hội đồng")
    for member, status in ((cast.stranger, 404), (cast.officer, 403)):
        client.force_login(member.account)
        for more in ("thanh-vien/", "thoi/", "ket-thuc/"):
            assert client.post(f"/thiet-lap/hoi-dong/{council.pk}/{more}").status_code == status


def test_what_another_tab_saved_is_not_written_over_in_silence(clerk, cast):
    page = clerk.get(_one(cast.economy, "sua/")).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    sent = _new(cast, name="Phòng Kinh tế", kind="office", seen=seen)
    assert clerk.post(_one(cast.economy, "sua/"), sent).status_code == 302
    refused = clerk.post(_one(cast.economy, "sua/"), sent | {"name": "Phòng Hạ tầng"})
    assert refused.status_code == 422 and "Tên đơn vị: Phòng Kinh tế" in refused.content.decode()
    assert Unit.objects.get(pk=cast.economy.pk).name == "Phòng Kinh tế"


def test_a_unit_does_not_move_under_a_namesake_in_the_same_place(clerk, cast):
    twin = a_unit("Phòng Kinh tế, Hạ tầng và Đô thị", parent=cast.office)
    page = clerk.post(_one(twin, "sua/"), _new(cast, name=twin.name, kind="office"))
    assert page.status_code == 422 and "đã có" in page.content.decode()
