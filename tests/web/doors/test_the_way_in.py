"""Signing in and out through the pages."""

from __future__ import annotations

import pyotp
import pytest
from django.urls import reverse
from django.utils import timezone

from builders import PASSWORD
from thidua.apps.journal.models import Entry
from thidua.apps.people.models import Account
from thidua.apps.people.services import open_account, reset_password
from thidua.core.actors import program

IN = "/vao/"


def _sign_in(client, username="lan.pt", password=PASSWORD, **more):
    return client.post(IN, {"username": username, "password": password, **more})


def _inside(client):
    return client.get(reverse("desk:me")).status_code == 200


def test_the_page_shows_the_form_in_vietnamese(client, cast):
    page = client.get(IN)
    assert page.status_code == 200
    assert "Tên đăng nhập" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")


def test_name_and_password_lead_in(client, cast):
    answer = _sign_in(client)
    assert answer.status_code == 302 and answer["Location"] == "/"
    assert _inside(client)
    assert Entry.objects.filter(event="sign_in.succeeded").count() == 1
    assert Account.objects.get(username="lan.pt").last_login


@pytest.mark.parametrize(
    ("username", "password"), [("lan.pt", "sai"), ("khong.co", PASSWORD), ("", ""), ("lan.pt", "")]
)
def test_what_does_not_fit_stays_out(client, cast, username, password):
    answer = _sign_in(client, username, password)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "cần sửa" in text and "<title>Lỗi:" in text
    if username:
        assert f'value="{username}"' in text
    assert PASSWORD not in text
    assert not _inside(client)


def test_the_sixth_try_is_told_to_wait(client, cast):
    answers = [_sign_in(client, password="sai").status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    last = _sign_in(client)
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 300
    assert "Tài khoản không bị khóa" in last.content.decode()


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/thiet-lap/don-vi/", "/thiet-lap/don-vi/"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_own_paths_are_gone_to(client, cast, wanted, where):
    assert _sign_in(client, next=wanted)["Location"] == where


def test_who_is_in_is_sent_on(client, cast):
    client.force_login(cast.officer.account)
    assert client.get(IN + "?next=//evil.example")["Location"] == "/"


def test_signing_out(client, cast):
    client.force_login(cast.officer.account)
    assert client.get("/ra/").status_code == 405
    answer = client.post("/ra/")
    assert answer["Location"] == IN and answer["Clear-Site-Data"] == '"storage"'
    assert not _inside(client)


def test_a_closed_account_is_out_at_the_next_request(client, cast):
    client.force_login(cast.officer.account)
    assert _inside(client)
    Account.objects.filter(pk=cast.officer.account.pk).update(is_active=False)
    assert not _inside(client)


# The second factor


@pytest.fixture
def totp(cast):
    secret = pyotp.random_base32()
    Account.objects.filter(username="lan.pt").update(totp_secret=secret, totp_confirmed_at=timezone.now())
    return pyotp.TOTP(secret)


def test_with_a_second_factor_the_password_is_not_enough(client, totp):
    assert _sign_in(client, next="/toi/")["Location"] == "/vao/ma/"
    assert not _inside(client)
    assert client.post("/vao/ma/", {"code": "000000"}).status_code == 422
    answer = client.post("/vao/ma/", {"code": totp.now()})
    assert answer["Location"] == "/toi/"
    assert _inside(client)


def test_a_code_is_not_taken_twice(client, totp):
    code = totp.now()
    _sign_in(client)
    client.post("/vao/ma/", {"code": code})
    client.post("/ra/")
    _sign_in(client)
    answer = client.post("/vao/ma/", {"code": code})
    assert answer.status_code == 422
    assert "Mã đã dùng" in answer.content.decode()
    assert not _inside(client)


def test_nobody_comes_to_the_second_step_first(client, totp):
    assert client.get("/vao/ma/")["Location"] == IN
    assert client.post("/vao/ma/", {"code": totp.now()})["Location"] == IN
    assert client.get("/vao/mat-khau/")["Location"] == IN


# The first password


def test_a_first_password_is_replaced_before_anything_else(client, cast):
    made = reset_password(cast.officer.account, by=cast.clerk.actor, now=timezone.now())
    assert _sign_in(client, password=made)["Location"] == "/vao/mat-khau/"
    assert not _inside(client)
    weak = client.post("/vao/mat-khau/", {"password": "12345678", "again": "12345678"})
    assert weak.status_code == 422 and "quá dễ đoán" in weak.content.decode()
    unequal = client.post("/vao/mat-khau/", {"password": "đò ngang chiều", "again": "đò dọc chiều"})
    assert unequal.status_code == 422 and "chưa giống nhau" in unequal.content.decode()
    good = client.post("/vao/mat-khau/", {"password": "đò ngang chiều", "again": "đò ngang chiều"})
    assert good["Location"] == "/"
    assert _inside(client)


def test_the_first_password_does_not_pass_by_the_second_factor(client, totp, cast):
    made = reset_password(cast.officer.account, by=cast.clerk.actor, now=timezone.now())
    _sign_in(client, password=made)
    answer = client.post("/vao/mat-khau/", {"password": "đò ngang chiều", "again": "đò ngang chiều"})
    assert answer["Location"] == "/vao/ma/"
    assert not _inside(client)


def test_a_password_given_by_hand_needs_no_change(client, cast):
    from builders import a_person

    person = a_person("Nguyễn Thị Mai", commune=cast.ward)
    open_account(person, username="mai.nt", password="sông Lạch Tray", by=program(), now=timezone.now())
    assert _sign_in(client, "mai.nt", "sông Lạch Tray")["Location"] == "/"


def test_a_first_password_that_was_reset_meanwhile_opens_nothing(client, cast, now):
    """Somebody who read the first slip stands at the page for the own password when a second one is made."""
    Account.objects.filter(username="lan.pt").update(must_change_password=True)
    _sign_in(client)
    reset_password(Account.objects.get(username="lan.pt"), by=program(), now=timezone.now())
    chosen = "đò ngang chiều gió"
    answer = client.post(reverse("desk:first_password"), {"password": chosen, "again": chosen})
    assert answer["Location"] == reverse("desk:sign_in")
    assert not Account.objects.get(username="lan.pt").check_password(chosen)


def test_pages_of_somebody_signed_in_are_kept_by_no_machine(client, cast):
    _sign_in(client)
    for name in ("desk:me", "desk:today", "desk:units"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]


def test_no_page_is_shown_inside_another(client, cast):
    for answer in (client.get(IN), client.get("/khong-co/")):
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
