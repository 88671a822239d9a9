"""Người dùng: list, one person, seats, accounts."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from builders import a_person, a_seat, an_account
from thidua.apps.people.models import Account, Person
from thidua.apps.units.models import Seat
from thidua.core.viet.dates import short_date

LIST = "/thiet-lap/nguoi/"


@pytest.fixture
def clerk(client, cast):
    client.force_login(cast.clerk.account)
    return client


def _one(person, more=""):
    return f"{LIST}{person.pk}/{more}"


def _new(cast, **more):
    return {"name": "Nguyễn Thị Mai", "unit": cast.school.pk, "role": "officer", **more}


# The list


def test_the_list_shows_the_own_ward_only(clerk):
    text = clerk.get(LIST).content.decode()
    assert "Phạm Thu Lan" in text and "Đặng Văn Lạ" not in text and "Hoàng Gia Thịnh" not in text


def test_people_are_found_without_marks_and_by_unit(clerk, cast):
    assert "Phạm Thu Lan" in clerk.get(LIST + "?tim=thu+lan").content.decode()
    assert "Phạm Thu Lan" not in clerk.get(LIST + "?tim=anh").content.decode()
    text = clerk.get(f"{LIST}?don-vi={cast.school.pk}").content.decode()
    assert "Bùi Thị Ánh" in text and "Phạm Thu Lan" not in text
    assert "Không thấy ai" in clerk.get(LIST + "?tim=zzz").content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99999", "abc"])
def test_strange_page_numbers_lead_to_the_first(clerk, page):
    assert "Phạm Thu Lan" in clerk.get(f"{LIST}?page={page}").content.decode()


def test_the_number_of_queries_does_not_grow_with_rows(clerk, cast):
    clerk.get(LIST)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert clerk.get(LIST).status_code == 200
        return len(seen)

    few = cost()
    for number in range(60):
        person = a_person(f"Người Thứ {number}", commune=cast.ward)
        a_seat(person, cast.school, "officer")
        an_account(person, f"nguoi.{number}")
    assert cost() == few <= 8
    assert "Trang 1 trong 2" in clerk.get(LIST).content.decode()


def test_officers_and_visitors_do_not_see_the_list(client, cast):
    assert client.get(LIST)["Location"].startswith("/vao/")
    client.force_login(cast.officer.account)
    assert client.get(LIST).status_code == 403


# One person


def test_a_person_is_added_with_a_role(clerk, cast):
    answer = clerk.post(LIST + "them/", _new(cast, once="k1"))
    person = Person.objects.get(name="Nguyễn Thị Mai")
    assert answer["Location"] == _one(person)
    assert Seat.objects.get(person=person).role == "officer"
    again = clerk.post(LIST + "them/", _new(cast, once="k1"))
    assert again.status_code == 302
    assert Person.objects.filter(name="Nguyễn Thị Mai").count() == 1


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(clerk, cast):
    page = clerk.post(LIST + "them/", _new(cast, name="", phone="abc", email="x@y", role=""))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Có 4 chỗ cần sửa" in text and 'href="#id_phone"' in text and 'value="abc"' in text
    assert not Person.objects.filter(phone="abc").exists()


def test_a_namesake_is_asked_about(clerk, cast):
    a_person("Nguyễn Thị Mai", commune=cast.ward, position="Kế toán")
    page = clerk.post(LIST + "them/", _new(cast))
    assert page.status_code == 422 and "có phải một người" in page.content.decode()
    assert clerk.post(LIST + "them/", _new(cast, namesake_ok="on")).status_code == 302


def test_units_and_roles_out_of_reach_are_not_taken(clerk, cast):
    for more in ({"unit": cast.other_office.pk}, {"role": "king"}, {"role": "city_officer"}):
        assert clerk.post(LIST + "them/", _new(cast, **more)).status_code == 422
    assert clerk.post(LIST + "them/", _new(cast, role="admin")).status_code == 422
    assert not Person.objects.filter(name="Nguyễn Thị Mai").exists()


def test_a_person_is_corrected(clerk, cast):
    person = cast.officer.person
    sent = {"name": "Phạm Thị Thu Lan", "position": "Chuyên viên", "commune": cast.other_ward.pk, "erased_at": "x"}
    assert clerk.post(_one(person), sent).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.position, person.commune) == ("Phạm Thị Thu Lan", "Chuyên viên", cast.ward.pk)


@pytest.mark.parametrize(
    "more", ["", "vai-tro/", "lam-thay/", "nghi/", "xoa/", "tai-khoan/dong/", "tai-khoan/mat-khau/"]
)
def test_strangers_find_nobody(client, cast, more):
    client.force_login(cast.stranger.account)
    assert client.post(_one(cast.officer.person, more), {}).status_code == 404


@pytest.mark.parametrize("more", ["", "xuat.json", "nghi/", "xoa/"])
def test_strangers_read_nobody(client, cast, more):
    client.force_login(cast.stranger.account)
    assert client.get(_one(cast.officer.person, more)).status_code == 404


def test_the_chair_reads_and_changes_nothing(client, cast):
    client.force_login(cast.chair.account)
    page = client.get(_one(cast.officer.person))
    assert page.status_code == 200 and "Đóng tài khoản" not in page.content.decode()
    assert client.post(_one(cast.officer.person), {"name": "X"}).status_code == 403
    assert client.post(_one(cast.officer.person, "tai-khoan/dong/")).status_code == 403


# Seats


def test_a_role_is_given_and_ended(clerk, cast):
    person = cast.officer.person
    assert clerk.post(_one(person, "vai-tro/"), {"unit": cast.school.pk, "role": "officer"}).status_code == 302
    seat = Seat.objects.get(person=person, unit=cast.school)
    twice = clerk.post(_one(person, "vai-tro/"), {"unit": cast.school.pk, "role": "officer"})
    assert twice.status_code == 422 and "đang giữ vai trò này" in twice.content.decode()
    end = f"/thiet-lap/vai-tro/{seat.pk}/ket-thuc/"
    assert clerk.get(end).status_code == 200
    assert clerk.post(end, {"last_day": "31/02/2026"}).status_code == 422
    assert clerk.post(end, {"last_day": short_date(timezone.localdate())}).status_code == 302
    seat.refresh_from_db()
    assert seat.to_on == timezone.localdate()


def test_seats_of_another_ward_are_not_there(clerk, cast):
    seat = Seat.objects.get(person=cast.stranger.person)
    assert clerk.get(f"/thiet-lap/vai-tro/{seat.pk}/ket-thuc/").status_code == 404


def test_nobody_gives_roles_to_themselves(clerk, cast):
    page = clerk.post(_one(cast.clerk.person, "vai-tro/"), {"unit": cast.school.pk, "role": "officer"})
    assert page.status_code == 422 and "Nhờ người khác" in page.content.decode()


def test_leaving_the_office(clerk, cast):
    person = cast.officer.person
    assert clerk.get(_one(person, "nghi/")).status_code == 200
    assert clerk.post(_one(person, "nghi/"), {"last_day": "01/01/2026"}).status_code == 302
    assert not Account.objects.get(person=person).is_active
    assert Seat.objects.get(person=person).to_on is not None


# Accounts


def test_an_account_is_opened_and_its_password_shown_once(clerk, cast):
    person = a_person("Nguyễn Thị Mai", commune=cast.ward)
    assert 'value="mai.nt"' in clerk.get(_one(person)).content.decode()
    page = clerk.post(_one(person, "tai-khoan/mo/"), {"username": "mai.nt", "once": "k1"})
    account = Account.objects.get(username="mai.nt")
    shown = page.content.decode().split("<code>")[1].split("</code>")[0]
    assert account.check_password(shown)
    assert page["Cache-Control"] == "no-store"
    again = clerk.post(_one(person, "tai-khoan/mo/"), {"username": "mai.nt", "once": "k1"})
    assert again.status_code == 302


def test_a_taken_name_is_told(clerk, cast):
    person = a_person("Nguyễn Thị Mai", commune=cast.ward)
    page = clerk.post(_one(person, "tai-khoan/mo/"), {"username": "huong.vt"})
    assert page.status_code == 422 and "đã có" in page.content.decode()


def test_accounts_are_closed_opened_and_given_a_new_password(clerk, cast):
    person, account = cast.officer.person, cast.officer.account
    assert clerk.post(_one(person, "tai-khoan/dong/")).status_code == 302
    assert clerk.post(_one(person, "tai-khoan/dong/")).status_code == 409
    assert clerk.post(_one(person, "tai-khoan/mo-lai/")).status_code == 302
    page = clerk.post(_one(person, "tai-khoan/mat-khau/"))
    shown = page.content.decode().split("<code>")[1].split("</code>")[0]
    account.refresh_from_db()
    assert account.check_password(shown) and account.must_change_password
    assert clerk.post(_one(person, "tai-khoan/hai-buoc/")).status_code == 409


def test_acts_are_not_done_by_reading(clerk, cast):
    for more in (
        "vai-tro/",
        "lam-thay/",
        "tai-khoan/mo/",
        "tai-khoan/dong/",
        "tai-khoan/mo-lai/",
        "tai-khoan/mat-khau/",
    ):
        assert clerk.get(_one(cast.officer.person, more)).status_code == 405


# Data of a person


def test_export_and_erasure(clerk, cast):
    person = cast.officer.person
    told = json.loads(clerk.get(_one(person, "xuat.json")).content)
    assert told["person"]["name"] == "Phạm Thu Lan"
    assert "Ghi nghỉ việc trước khi xóa" in clerk.get(_one(person, "xoa/")).content.decode()
    Seat.objects.filter(person=person).update(to_on="2026-01-01")
    assert "không lấy lại được" in clerk.get(_one(person, "xoa/")).content.decode()
    assert clerk.post(_one(person, "xoa/")).status_code == 302
    person.refresh_from_db()
    assert person.name == "Người đã xóa dữ liệu"
    assert clerk.get(_one(person)).status_code == 404


def test_the_clerk_names_a_deputy_for_somebody(clerk, cast):
    day = short_date(timezone.localdate())
    sent = {"thay-deputy": cast.head.person.pk, "thay-from_on": day, "thay-to_on": day}
    assert clerk.post(_one(cast.chair.person, "lam-thay/"), sent).status_code == 302
    assert "Ngô Đức Kinh" in clerk.get(_one(cast.chair.person)).content.decode()
    again = clerk.post(_one(cast.chair.person, "lam-thay/"), sent)
    assert again.status_code == 422


def test_what_another_tab_saved_is_not_written_over_in_silence(clerk, cast):
    person = cast.officer.person
    seen = clerk.get(_one(person)).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert clerk.post(_one(person), {"name": person.name, "phone": "0911111111", "seen": seen}).status_code == 302
    page = clerk.post(_one(person), {"name": person.name, "phone": "0922222222", "seen": seen})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Số điện thoại: 0911111111" in text and 'value="0922222222"' in text
    renewed = text.split('name="seen" value="')[1].split('"')[0]
    assert renewed != seen
    assert clerk.post(_one(person), {"name": person.name, "phone": "0922222222", "seen": renewed}).status_code == 302
    person.refresh_from_db()
    assert person.phone == "0922222222"
