"""Của tôi."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from django.utils import timezone

from builders import PASSWORD
from thidua.apps.people.models import Account, Deputising, Person
from thidua.core.viet.dates import short_date


@pytest.fixture
def me(client, cast):
    client.force_login(cast.officer.account)
    return client


def _days(first=0, last=3):
    today = timezone.localdate()
    return {"thay-from_on": short_date(today + timedelta(first)), "thay-to_on": short_date(today + timedelta(last))}


def test_contact_and_looks_are_kept(me, cast):
    sent = {"salutation": "chị", "phone": "0912 345 678", "theme": "dark", "name": "Kẻ Khác", "is_active": ""}
    assert me.post("/toi/", sent).status_code == 302
    person = Person.objects.get(pk=cast.officer.person.pk)
    assert (person.salutation, person.phone, person.name) == ("chị", "0912345678", "Phạm Thu Lan")
    account = Account.objects.get(pk=cast.officer.account.pk)
    assert (account.theme, account.shortcuts_on, account.is_active) == ("dark", False, True)
    assert 'data-theme="dark"' in me.get("/toi/").content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(me):
    page = me.post("/toi/", {"phone": "09x", "theme": "dark"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Số điện thoại chỉ gồm chữ số" in text and 'value="09x"' in text


def test_the_password_is_changed_and_this_machine_stays_in(me, cast):
    new = "đò ngang chiều vắng"
    wrong = me.post("/toi/mat-khau/", {"old": "sai", "password": new, "again": new})
    assert wrong.status_code == 422 and new not in wrong.content.decode()
    assert me.post("/toi/mat-khau/", {"old": PASSWORD, "password": new, "again": new}).status_code == 302
    assert me.get("/toi/").status_code == 200
    assert Account.objects.get(pk=cast.officer.account.pk).check_password(new)


def test_the_second_factor_is_switched_on_and_off(me, cast):
    assert "<img" not in me.get("/toi/hai-buoc/").content.decode()
    me.post("/toi/hai-buoc/ma/")
    page = me.get("/toi/hai-buoc/").content.decode()
    assert 'src="data:image/svg+xml' in page
    secret = Account.objects.get(pk=cast.officer.account.pk).totp_secret
    assert me.post("/toi/hai-buoc/", {"code": "000000"}).status_code == 422
    assert me.post("/toi/hai-buoc/", {"code": pyotp.TOTP(secret).now()}).status_code == 302
    assert Account.objects.get(pk=cast.officer.account.pk).totp_confirmed_at
    assert secret not in me.get("/toi/hai-buoc/").content.decode()
    assert me.post("/toi/hai-buoc/", {"password": "sai"}).status_code == 422
    assert me.post("/toi/hai-buoc/", {"password": PASSWORD}).status_code == 302
    assert not Account.objects.get(pk=cast.officer.account.pk).totp_confirmed_at


def test_a_deputy_is_named_shown_and_recalled(me, cast, client):
    answer = me.post("/toi/lam-thay/", {"thay-deputy": cast.head.person.pk, **_days()})
    assert answer.status_code == 302
    assert "Ngô Đức Kinh" in me.get("/toi/").content.decode()
    row = Deputising.objects.get()
    assert me.post(f"/toi/lam-thay/{row.pk}/thoi/").status_code == 302
    row.refresh_from_db()
    assert row.recalled_at


def test_the_deputy_sees_the_bar_on_every_page(client, cast):
    client.force_login(cast.chair.account)
    client.post("/toi/lam-thay/", {"thay-deputy": cast.head.person.pk, **_days()})
    client.force_login(cast.head.account)
    assert "Trần Quốc Bảo" in client.get("/toi/").content.decode()


def test_deputies_that_cannot_be(me, cast):
    for deputy, days in (
        (cast.stranger.person.pk, _days()),
        (cast.head.person.pk, _days(-1)),
        (cast.head.person.pk, _days(3, 1)),
    ):
        answer = me.post("/toi/lam-thay/", {"thay-deputy": deputy, **days})
        assert answer.status_code == 422
        assert "cần sửa" in answer.content.decode()
    assert not Deputising.objects.exists()


def test_nobody_recalls_the_deputy_of_another(client, cast):
    client.force_login(cast.chair.account)
    client.post("/toi/lam-thay/", {"thay-deputy": cast.head.person.pk, **_days()})
    row = Deputising.objects.get()
    for member in (cast.officer, cast.stranger):
        client.force_login(member.account)
        assert client.post(f"/toi/lam-thay/{row.pk}/thoi/").status_code == 404
    client.force_login(cast.clerk.account)
    assert client.post(f"/toi/lam-thay/{row.pk}/thoi/").status_code == 302
