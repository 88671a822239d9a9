"""Phát động by form: the preview, two persons, taking back, pressing twice."""

from __future__ import annotations

import pytest
from django.urls import reverse

from movement_builders import a_draft, a_launched, a_plan, a_proposal
from thidua.apps.journal.models import Entry
from thidua.apps.movements.models import Movement, Target


def url(name, movement):
    return reverse(f"desk:{name}", args=[movement.id])


def text_of(client, name, movement):
    return client.get(url(name, movement)).content.decode().replace("\N{NO-BREAK SPACE}", " ")


def state(movement):
    return Movement.objects.get(pk=movement.pk).state


def test_the_preview_shows_targets_owners_dates_and_who_is_told(cast, now, signed_in):
    text = text_of(signed_in("clerk"), "launch", a_draft(cast, now))
    assert "<b>3 chỉ tiêu</b>, <b>3 đơn vị</b> được giao" in text
    assert "Phòng KT-HT-ĐT" in text
    assert "hạn cuối: 23:59 ngày 04/12/2026 (thứ Sáu)" in text
    assert "Tổ dân phố số 1" in text


def test_what_is_missing_comes_with_the_page_that_mends_it(cast, now, signed_in):
    movement = a_draft(cast, now, plan=a_plan(cast, now, state="checked"), owned=False)
    text = text_of(signed_in("clerk"), "launch", movement)
    assert "<b>Còn thiếu 2 việc</b>" in text
    assert reverse("desk:sign_plan", args=[movement.plan_id]) in text
    assert url("assign", movement) in text
    assert 'aria-disabled="true"' in text


def test_a_deadline_without_choice_is_a_warning_that_does_not_stop(cast, now, signed_in):
    movement = a_draft(cast, now)
    text = text_of(signed_in("clerk"), "launch", movement)
    assert "chưa chọn cách hiểu" in text
    assert signed_in("clerk").post(url("launch", movement), {"once": "a"}).status_code == 302
    assert state(movement) == "proposed"


def test_proposing_what_is_not_ready_is_refused_with_the_reasons(cast, now, signed_in):
    movement = a_draft(cast, now, owned=False)
    answer = signed_in("clerk").post(url("launch", movement), {"once": "a"})
    assert answer.status_code == 409
    assert "3 chỉ tiêu chưa có đơn vị chủ trì" in answer.content.decode()
    assert state(movement) == "draft"


def test_the_proposer_sees_why_not_and_who_can(cast, now, signed_in):
    movement = a_proposal(cast, now)
    client = signed_in("clerk")
    text = text_of(client, "launch", movement)
    assert "Người xác nhận phải khác người đề nghị phát động." in text
    assert "Lê Minh Tâm" in text
    assert "Trần Quốc Bảo" in text
    assert url("confirm_launch", movement) not in text
    assert client.post(url("confirm_launch", movement), {"once": "a"}).status_code == 409
    assert state(movement) == "proposed"


@pytest.mark.parametrize("who", ["second_clerk", "chair"])
def test_works(cast, now, signed_in, who):
    movement = a_proposal(cast, now)
    client = signed_in(who)
    assert url("confirm_launch", movement) in text_of(client, "launch", movement)
    answer = client.post(url("confirm_launch", movement), {"once": "a"}, follow=True)
    assert "Đã phát động." in answer.content.decode()
    assert state(movement) == "launched"
    assert Target.objects.filter(parent=None).count() == 3


def test_a_double_click_launches_once_and_says_so(cast, now, signed_in):
    movement = a_proposal(cast, now)
    client = signed_in("chair")
    client.post(url("confirm_launch", movement), {"once": "a"})
    again = client.post(url("confirm_launch", movement), {"once": "a"}, follow=True)
    assert "Phong trào đã phát động lúc 09:00 ngày 02/03/2026; không gửi lần hai." in again.content.decode()
    assert Entry.objects.filter(event="movement.launched").count() == 1


def test_taking_back_needs_a_word(cast, now, signed_in):
    movement = a_proposal(cast, now)
    client = signed_in("chair")
    assert client.post(url("withdraw_launch", movement), {"why": " "}).status_code == 409
    assert client.post(url("withdraw_launch", movement), {"why": "Chỉ tiêu 2 giao nhầm."}).status_code == 302
    assert state(movement) == "draft"
    assert "Chỉ tiêu 2 giao nhầm." in text_of(signed_in("clerk"), "launch", movement)


@pytest.mark.parametrize(("who", "status"), [("admin", 403), ("head", 404), ("stranger", 404), ("city_officer", 404)])
def test_refuses_the_stranger(cast, now, signed_in, who, status):
    movement = a_proposal(cast, now)
    client = signed_in(who)
    assert client.get(url("launch", movement)).status_code == status
    assert client.post(url("confirm_launch", movement)).status_code == status
    assert client.post(url("withdraw_launch", movement), {"why": "x"}).status_code == status
    assert state(movement) == "proposed"


def test_the_chair_reads_a_draft_but_does_not_propose_it(cast, now, signed_in):
    movement = a_draft(cast, now)
    assert "Việc này do người khác làm" in text_of(signed_in("chair"), "launch", movement)
    assert signed_in("chair").post(url("launch", movement)).status_code == 403


def test_a_launched_movement_has_no_launch_page(cast, now, signed_in):
    movement = a_launched(cast, now)
    assert signed_in("clerk").get(url("launch", movement)).headers["Location"] == url("movement", movement)
