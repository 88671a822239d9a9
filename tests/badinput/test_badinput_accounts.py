"""Annex D, accounts: guessed passwords, codes that were used, strange names, deputies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone
from page_words import said_at, well_said, words_of

from builders import PASSWORD
from thidua.apps.journal.models import Entry
from thidua.apps.people.models import Account, Deputising
from thidua.core.viet.dates import short_date

# Passwords, codes, deputies (D64 to D68)

WEAK = {
    "D64": ("12345678", "Mật khẩu quá dễ đoán."),
    "D64 ward and year": ("haian2026", "Mật khẩu quá dễ đoán."),
    "D64 own name": ("Phạm Thu Lan 1", "Mật khẩu quá dễ đoán."),
    "D64 one letter": ("aaaaaaaaaaaa", "Mật khẩu quá dễ đoán."),
    "D64 marks": ("mật khẩu 1", "Mật khẩu quá dễ đoán."),
    "D65": ("đò12x!", "Mật khẩu cần ít nhất 8 ký tự; nên dùng 15."),
    "D65 empty": ("", "Mật khẩu cần ít nhất 8 ký tự"),
    "D03": ("thuyền nan " * 1_000, "Mật khẩu tối đa 200 ký tự."),
}


@pytest.mark.parametrize("row", WEAK)
def test_a_password_that_is_guessed_first_is_not_taken(enter: Any, cast: Any, stored: Any, row: str) -> None:
    password, told = WEAK[row]
    before, hashed = stored(), Account.objects.get(username="lan.pt").password
    answer = enter("officer").post("/toi/mat-khau/", {"old": PASSWORD, "password": password, "again": password})
    assert (answer.status_code, told in said_at(answer, "password")) == (422, True)
    well_said(words_of(answer))
    assert not password or f'value="{password}"' not in answer.content.decode()
    assert (stored(), Account.objects.get(username="lan.pt").password) == (before, hashed)


def test_a_code_is_used_once(client: Client, cast: Any) -> None:
    """D66."""
    secret = pyotp.random_base32()
    Account.objects.filter(username="lan.pt").update(totp_secret=secret, totp_confirmed_at=timezone.now())
    code = pyotp.TOTP(secret).now()
    sign_in = {"username": "lan.pt", "password": PASSWORD}
    client.post("/vao/", sign_in)
    assert client.post("/vao/ma/", {"code": code}).status_code == 302
    other = Client()
    other.post("/vao/", sign_in)
    again = other.post("/vao/ma/", {"code": code})
    assert (again.status_code, "Mã đã dùng; chờ mã mới." in said_at(again, "code")) == (422, True)
    for strange in ("", "abcdef", "٠١٢٣٤٥", "1" * 10_000):
        assert other.post("/vao/ma/", {"code": strange}).status_code in (422, 429)


def test_after_five_wrong_passwords_one_waits(client: Client, cast: Any) -> None:
    """D67."""
    wrong = {"username": "lan.pt", "password": "sai"}
    assert [client.post("/vao/", wrong).status_code for _ in range(6)] == [422] * 5 + [429]
    told = client.post("/vao/", {"username": "lan.pt", "password": PASSWORD})
    assert "Thử lại sau 5 phút. Tài khoản không bị khóa." in words_of(told)
    assert (told.status_code, 0 < int(told["Retry-After"]) <= 300) == (429, True)
    well_said(words_of(told))


@pytest.mark.parametrize("username", ["", " ", "\x00", "a" * 10_000, "' OR 1=1 --", "LAN.PT\u202e"])
def test_a_strange_name_signs_nobody_in(client: Client, cast: Any, username: str) -> None:
    before = Entry.objects.count()
    answer = client.post("/vao/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 422
    well_said(words_of(answer))
    assert Entry.objects.count() == before


TODAY, YESTERDAY = timezone.localdate(), timezone.localdate() - timedelta(days=1)
DEPUTIES = {
    "D68 past": ("head", YESTERDAY, TODAY, "from_on", "Chọn người khác và thời gian từ hôm nay."),
    "D68 self": ("officer", TODAY, TODAY, "deputy", "Chọn người làm thay trong danh sách"),
    "D15": ("head", TODAY + timedelta(days=2), TODAY, "to_on", "Ngày cuối phải từ ngày đầu trở đi."),
    "too long": ("head", TODAY, TODAY + timedelta(days=500), "to_on", "Làm thay tối đa một năm; sau đó ghi lại."),
    "D35": ("stranger", TODAY, TODAY, "deputy", "Chọn người làm thay trong danh sách"),
}


@pytest.mark.parametrize("row", DEPUTIES)
def test_a_deputy_is_another_person_from_today_on(enter: Any, cast: Any, stored: Any, row: str) -> None:
    who, since, until, name, told = DEPUTIES[row]
    before = stored()
    sent = {"deputy": getattr(cast, who).person.pk, "from_on": short_date(since), "to_on": short_date(until)}
    answer = enter("officer").post("/toi/lam-thay/", {f"thay-{field}": value for field, value in sent.items()})
    assert (answer.status_code, told in said_at(answer, f"thay-{name}")) == (422, True), words_of(answer)
    well_said(words_of(answer))
    assert not Deputising.objects.exists()
    assert stored() == before
