"""Everybody's door: a form without an account, bounded, that tells nothing about anybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from builders import a_unit
from cast import TODAY
from movement_builders import a_launched
from thidua.apps.movements import services
from thidua.apps.movements.models import JoinRequest, JoinTry
from thidua.core.movements.joining import TRIES

SENT = {
    "kind": "household", "name": "Hộ bà Lương Thị Mận", "address": "12 ngõ Cá", "contact": "Lương Thị Mận",
    "phone": "0903 111 222", "consent": "on",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>", "{{7*7}}{% load x %}", "=1+1", "' OR 1=1 --", "../../etc/passwd", "a\r\nBcc: x@y.vn",
    "\u202eevil", "x" * 100_000, "\x00", "😀" * 300, "%00%0d%0a", "null", "[]", "-1",
]  # fmt: skip


@pytest.fixture
def visitor(monkeypatch, now):
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)
    return Client()


@pytest.fixture
def movement(cast, now):
    return a_launched(cast, now)


@pytest.fixture
def address(movement, cast, now):
    _link, token = services.make_join_link(
        movement, ["household", "enterprise"], days=30, uses=50, by=cast.clerk.actor, now=now
    )
    return f"/tham-gia/{token}/"


def test_the_invitation_says_who_invites_to_what_and_nothing_more(visitor, address, cast, movement):
    answer = visitor.get(address)
    text = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 200
    assert movement.name in text and cast.ward.name in text and cast.group_one.name in text
    assert "Hợp tác xã" not in text.replace("hợp tác xã hoặc", "")
    for hidden in (cast.clerk.person.name, cast.economy.name, "Thu ngân sách", str(movement.id)):
        assert hidden not in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert "<style" not in text and "style=" not in text


def test_no_choice_is_made_in_advance(visitor, address):
    text = visitor.get(address).content.decode()
    assert " checked" not in text


def test_the_form_is_kept_and_answered_with_a_code(visitor, address):
    answer = visitor.post(address, SENT)
    row = JoinRequest.objects.get()
    assert answer.status_code == 200
    code = services.code_of(row.id)
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in answer.content.decode()
    told = visitor.post("/tham-gia/ma/", {"code": code.lower()}).content.decode()
    assert "Chờ phường xem" in told
    for personal in ("Mận", "0903111222", "ngõ Cá"):
        assert personal not in told


def test_the_same_press_twice_is_one_request_with_one_code(visitor, address):
    sent = SENT | {"once": "một-lần"}
    first, second = visitor.post(address, sent), visitor.post(address, sent)
    assert JoinRequest.objects.count() == 1
    assert first.content == second.content


def test_everything_that_is_wrong_is_told_together_and_what_was_typed_stays(visitor, address):
    answer = visitor.post(address, {"name": "Hộ bà Mận", "phone": "chưa có"})
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Chưa nhập &quot;Địa chỉ&quot;", "Số điện thoại chỉ gồm chữ số", "Đánh dấu ô đồng ý", "Chọn loại"):
        assert words in text
    assert 'value="Hộ bà Mận"' in text and 'value="chưa có"' in text


def test_a_repeated_name_and_telephone_are_told_without_what_was_sent(visitor, address):
    visitor.post(address, SENT)
    answer = visitor.post(address, SENT | {"name": "hộ bà lương thị mận", "address": "Nơi khác"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "đã gửi đăng ký rồi" in text
    assert "ngõ Cá" not in text


@pytest.mark.parametrize("field", [*SENT, "group", "once", "state", "link", "unit"])
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_are_taken_as_words_or_refused(visitor, address, field, value):
    answer = visitor.post(address, SENT | {field: value})
    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.content.decode()
    row = JoinRequest.objects.first()
    assert row is None or row.state == "waiting"
    assert (row is None) == (answer.status_code == 422)


def test_a_group_of_another_ward_is_not_among_the_choices(visitor, address, cast):
    foreign = a_unit("Tổ dân phố số 9", kind="residential_group", parent=cast.other_ward)
    assert foreign.name not in visitor.get(address).content.decode()
    assert visitor.post(address, SENT | {"group": str(foreign.id)}).status_code == 422


@pytest.mark.parametrize("token", ["khong-co", "x" * 3000, "%2e%2e", "a%00b", "ma2", "0" * 32])
def test_a_token_that_is_none_finds_nothing(visitor, db, token):
    assert visitor.get(f"/tham-gia/{token}/").status_code == 404
    assert visitor.post(f"/tham-gia/{token}/", SENT).status_code == 404


def test_the_twenty_first_form_of_a_machine_waits(visitor, address):
    for _at in range(TRIES):
        assert visitor.post(address, {}).status_code == 422
    answer = visitor.post(address, SENT)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 500
    assert 'value="Hộ bà Lương Thị Mận"' in answer.content.decode()
    assert visitor.post("/tham-gia/ma/", {"code": "AAAA"}).status_code == 429
    assert visitor.post(address, SENT, REMOTE_ADDR="10.1.1.1").status_code == 200
    assert visitor.post(address, SENT | {"name": "Khác"}, headers={"X-Forwarded-For": "9.9.9.9"}).status_code == 429
    assert JoinTry.objects.count() == TRIES + 1


def test_a_closed_link_says_so_and_takes_nothing(visitor, address, movement, cast, now):
    services.close_join_link(movement.join_links.get(), by=cast.clerk.actor, now=now)
    answer = visitor.get(address)
    assert answer.status_code == 410
    assert "đã đóng" in answer.content.decode()
    assert visitor.post(address, SENT).status_code == 410
    assert not JoinRequest.objects.exists()


def test_an_expired_link_says_so(visitor, address, movement, now):
    movement.join_links.update(expires_at=now - timedelta(minutes=1))
    assert visitor.get(address).status_code == 410


def test_a_form_of_another_site_is_refused(address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, SENT).status_code == 403
    assert not JoinRequest.objects.exists()


def test_no_file_is_taken_from_a_visitor(visitor, address):
    answer = visitor.post(address, SENT | {"file": SimpleUploadedFile("a.pdf", b"%PDF" + b"0" * 2_000_000)})
    assert answer.status_code == 200
    assert not JoinRequest.objects.get().link.movement.attachments.exists()


@pytest.mark.parametrize("code", ["", " ", "abc", "'; --", "x" * 5000, "\x00", "ABCD-EFGH-IJK1"])
def test_a_code_that_is_none(visitor, db, code):
    assert visitor.post("/tham-gia/ma/", {"code": code}).status_code == 422


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor, address, method):
    assert getattr(visitor, method)(address).status_code == 405


def test_the_page_is_light(visitor, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        answer = visitor.get(address)
    assert len(answer.content) < 12_000
