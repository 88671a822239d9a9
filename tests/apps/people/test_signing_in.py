"""Signing in: the throttle, the second factor, the first password."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders import PASSWORD
from thidua.apps.journal.models import Entry, OnceKey
from thidua.apps.journal.services import Refused, once
from thidua.apps.people.models import Account, SignInTry
from thidua.apps.people.services import (
    check_code_at_sign_in,
    close_account,
    complete_sign_in,
    confirm_second_factor,
    new_second_factor,
    remove_second_factor,
    replace_first_password,
    reset_password,
    sign_in,
    signing_in,
    verify_code,
    wait_seconds,
)

HERE, ELSEWHERE = "10.0.0.5", "203.0.113.9"


def _try(name, password, now, address=HERE):
    """'in', or the code of the refusal."""
    try:
        account = sign_in(name, password, address=address, now=now)
    except Refused as refused:
        return refused.verdict.reasons[0].code
    complete_sign_in(account, address=address, now=now)
    return "in"


def test_signing_in_works_whatever_the_case_of_the_name(cast, now):
    assert _try(" Lan.PT ", PASSWORD, now) == "in"
    entry = Entry.objects.get(event="sign_in.succeeded")
    assert entry.actor == cast.officer.person.id
    assert HERE not in entry.content


def test_wrong_unknown_and_closed_look_alike(cast, now):
    close_account(cast.school_officer.account, by=cast.clerk.actor, now=now)
    for name, password in (("lan.pt", "sai"), ("khong.co", PASSWORD), ("anh.bt", PASSWORD)):
        assert _try(name, password, now) == "sign_in"
    assert Entry.objects.filter(event="sign_in.refused").count() == 3


def test_an_unknown_name_costs_a_hash_too(cast, now):
    with mock.patch.object(signing_in, "check_password", wraps=signing_in.check_password) as checked:
        _try("khong.co", "x", now)
        _try("lan.pt", "x", now)
    assert checked.call_count == 2


def test_the_sixth_wrong_try_waits_and_the_account_is_not_locked(cast, now):
    codes = [_try("lan.pt", "sai", now + timedelta(seconds=n)) for n in range(6)]
    assert codes == ["sign_in"] * 5 + ["D67"]
    assert _try("lan.pt", PASSWORD, now + timedelta(seconds=10)) == "D67"
    assert Account.objects.get(username="lan.pt").is_active
    assert 280 < wait_seconds("lan.pt", address=HERE, now=now + timedelta(seconds=10)) <= 300
    assert _try("lan.pt", PASSWORD, now + timedelta(minutes=5, seconds=1)) == "in"


def test_of_a_thousand_tries_five_pass(cast, now):
    tries = [_try("lan.pt", f"sai {n}", now + timedelta(milliseconds=n)) for n in range(1000)]
    assert tries.count("sign_in") == 5
    assert SignInTry.objects.count() == 5


def test_one_address_does_not_try_many_names(cast, now):
    tries = [_try(f"ten.{n}", "sai", now) for n in range(8)]
    assert tries.count("sign_in") == 5


def test_nobody_is_kept_out_from_elsewhere(cast, now):
    assert _try("bao.tq", PASSWORD, now) == "in"
    for n in range(50):
        _try("bao.tq", "sai", now + timedelta(seconds=n), address=f"203.0.113.{n}")
    assert _try("bao.tq", "sai", now + timedelta(seconds=60), address=ELSEWHERE) == "D67"
    assert _try("bao.tq", PASSWORD, now + timedelta(seconds=60)) == "in"


def test_a_known_name_is_not_held_up_by_the_neighbours(cast, now):
    assert _try("bao.tq", PASSWORD, now) == "in"
    for n in range(5):
        _try(f"ten.{n}", "sai", now)
    assert _try("lan.pt", PASSWORD, now) == "D67"
    assert _try("bao.tq", PASSWORD, now) == "in"


def test_old_tries_are_forgotten(cast, now):
    _try("lan.pt", "sai", now - timedelta(days=2))
    _try("lan.pt", PASSWORD, now)
    assert list(SignInTry.objects.values_list("succeeded", flat=True)) == [True]


def test_a_first_password_has_to_be_replaced(cast, now):
    made = reset_password(cast.officer.account, by=cast.clerk.actor, now=now)
    account = sign_in("lan.pt", made, address=HERE, now=now)
    assert account.must_change_password
    with pytest.raises(Refused):
        replace_first_password(account, "12345678", now=now)
    with pytest.raises(Refused, match="phải khác"):
        replace_first_password(account, made, now=now)
    changed = replace_first_password(account, "đò ngang chiều vắng khách", now=now)
    assert not changed.must_change_password
    with pytest.raises(Refused):
        replace_first_password(changed, "một mật khẩu khác nữa", now=now)


# The second factor


def _switched_on(cast, now):
    secret = new_second_factor(cast.officer.account, by=cast.officer.actor, now=now)
    account = Account.objects.get(pk=cast.officer.account.pk)
    confirm_second_factor(account, pyotp.TOTP(secret).at(now), by=cast.officer.actor, now=now)
    return pyotp.TOTP(secret)


def test_switching_the_second_factor_on_is_journalled(cast, now):
    _switched_on(cast, now)
    assert Account.objects.get(username="lan.pt").totp_confirmed_at == now
    assert Entry.objects.filter(event="second_factor.added").count() == 1
    with pytest.raises(Refused):
        new_second_factor(cast.officer.account, by=cast.officer.actor, now=now)


def test_a_wrong_code_switches_nothing_on(cast, now):
    new_second_factor(cast.officer.account, by=cast.officer.actor, now=now)
    with pytest.raises(Refused, match="Mã chưa đúng"):
        confirm_second_factor(cast.officer.account, "000000", by=cast.officer.actor, now=now)
    assert Account.objects.get(username="lan.pt").totp_confirmed_at is None


def test_only_oneself_switches_on(cast, now):
    with pytest.raises(Refused):
        new_second_factor(cast.officer.account, by=cast.clerk.actor, now=now)


def test_a_code_works_once(cast, now):
    totp = _switched_on(cast, now)
    account, later = cast.officer.account, now + timedelta(seconds=60)
    code = totp.at(later)
    verify_code(account, f" {code[:3]} {code[3:]} ", now=later)
    with pytest.raises(Refused, match="Mã đã dùng"):
        verify_code(account, code, now=later)
    with pytest.raises(Refused, match="Mã đã dùng"):
        verify_code(account, totp.at(now), now=now + timedelta(seconds=20))


def test_codes_are_throttled_with_the_password(cast, now):
    totp = _switched_on(cast, now)
    later = now + timedelta(seconds=90)
    for _ in range(5):
        with pytest.raises(Refused, match="Mã chưa đúng"):
            check_code_at_sign_in(cast.officer.account, "12345x", address=HERE, now=later)
    with pytest.raises(Refused) as refused:
        check_code_at_sign_in(cast.officer.account, totp.at(later), address=HERE, now=later)
    assert refused.value.verdict.reasons[0].code == "D67"


def test_switching_off_needs_the_password_or_a_setter(cast, now):
    _switched_on(cast, now)
    account = Account.objects.get(username="lan.pt")
    with pytest.raises(Refused, match="chưa đúng"):
        remove_second_factor(account, password="sai", by=cast.officer.actor, now=now)
    with pytest.raises(Refused):
        remove_second_factor(account, by=cast.head.actor, now=now)
    remove_second_factor(account, by=cast.clerk.actor, now=now)
    assert Entry.objects.filter(event="second_factor.removed").count() == 1
    with pytest.raises(Refused):
        remove_second_factor(account, by=cast.clerk.actor, now=now)


def test_a_wrong_try_writes_as_much_for_an_unknown_name(cast, now):
    """Otherwise the time of the answer tells which names there are."""
    _try("lan.pt", "sai", now)
    with CaptureQueriesContext(connection) as known:
        _try("lan.pt", "sai", now)
    with CaptureQueriesContext(connection) as unknown:
        _try("khong.co", "sai", now)
    writes = [sum(row["sql"].startswith("INSERT") for row in found) for found in (known, unknown)]
    assert abs(writes[0] - writes[1]) <= 1
    entry = Entry.objects.filter(event="sign_in.refused").last()
    assert entry.subject is None and "khong.co" not in entry.content


def test_all_addresses_of_one_ipv6_home_count_together(cast, now):
    tries = [_try(f"ten.{n}", "sai", now, address=f"2001:db8:1:2::{n:x}") for n in range(6)]
    assert tries == ["sign_in"] * 5 + ["D67"]
    assert _try("ten.7", "sai", now, address="2001:db8:1:3::1") == "sign_in"
    assert {signing_in._machine(text) for text in ("::ffff:10.0.0.5", "10.0.0.5")} == {"10.0.0.5"}
    assert signing_in._machine("fe80::1%eth0") == "fe80::"


def test_sessions_and_keys_that_are_over_are_forgotten(cast, now):
    once("old", {}, dict, by=cast.officer.actor, now=now - timedelta(days=31))
    once("new", {}, dict, by=cast.officer.actor, now=now)
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=now - timedelta(hours=1))
    assert _try("lan.pt", PASSWORD, now) == "in"
    assert list(OnceKey.objects.values_list("key", flat=True)) == ["new"]
    assert not Session.objects.exists()
