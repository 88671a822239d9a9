"""Việc hôm nay for each role: the first sentence is the answer, tasks by urgency, a constant number of queries."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from builders import a_person, a_seat, an_account
from cast import TODAY
from movement_builders import a_draft, a_launched, a_plan, a_proposal, a_reading, a_target, an_id
from thidua.apps.movements import services
from thidua.apps.units.queries import actor_of
from thidua.web.desk.today.desk import Desk
from thidua.web.desk.today.tasks import backup_age, tasks_of


@pytest.fixture
def fresh_backup(now):
    folder = settings.PLACES.backups
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "thu.tar"
    file.write_text("x")
    os.utime(file, (now.timestamp(),) * 2)
    yield file
    file.unlink()


def text_of(client):
    answer = client.get(reverse("desk:today"))
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def titles(cast, now, who):
    member = getattr(cast, who)
    return [task.title for task in tasks_of(Desk(member.actor, today=now.date(), now=now))]


def another(cast, now, title, state="checked"):
    targets = [a_target(f"{title} {n}", f"Chỉ tiêu {n} của {title}.") for n in (1, 2)]
    deadline = a_reading()["deadlines"][0] | {"id": an_id(title)}
    return a_plan(cast, now, title=title, state=state, reading=a_reading(targets=targets, deadlines=[deadline]))


def test_an_empty_ward_is_offered_its_first_plan(signed_in):
    text = text_of(signed_in("clerk"))
    assert "Hôm nay không có việc nào chờ xử lý" in text
    assert reverse("desk:file_plan") in text


def test_the_clerk_sees_drafts_papers_and_preparations_by_urgency(cast, now):
    back = a_proposal(cast, now)
    services.withdraw_launch(back, "Sửa chỉ tiêu 2.", by=cast.chair.actor, now=now)
    a_draft(cast, now, plan=another(cast, now, "Hai"))
    another(cast, now, "Ba")
    another(cast, now, "Bốn", state="draft")
    found = titles(cast, now, "clerk")
    assert [title.split(":")[0] for title in found] == [
        "Sửa rồi đề nghị phát động lại", "Phân công", "Phân công theo kế hoạch", "Kiểm tra kế hoạch",
    ]  # fmt: skip


def test_the_first_sentence_names_the_most_urgent(cast, now, signed_in):
    back = a_proposal(cast, now)
    services.withdraw_launch(back, "Sửa chỉ tiêu 2.", by=cast.chair.actor, now=now)
    another(cast, now, "Bốn", state="draft")
    text = text_of(signed_in("clerk"))
    assert "Có <b>2 việc</b> cần xử lý. Gấp nhất: <b>Sửa rồi đề nghị phát động lại" in text
    assert "“Sửa chỉ tiêu" in text


@pytest.mark.parametrize(
    ("who", "asked"), [("clerk", False), ("second_clerk", True), ("chair", True), ("admin", False)]
)
def test_a_launch_waits_for_the_second_person(cast, now, who, asked, fresh_backup):
    a_proposal(cast, now)
    assert any(title.startswith("Xác nhận phát động") for title in titles(cast, now, who)) is asked


def test_the_proposer_waits_for_somebody_else(cast, now, signed_in):
    movement = a_proposal(cast, now)
    text = text_of(signed_in("clerk"))
    assert "Đang chờ người khác" in text
    assert reverse("desk:launch", args=[movement.id]) in text


def test_a_unit_takes_its_duties_and_then_sees_its_next_date(cast, now, signed_in):
    movement = a_launched(cast, now)
    client = signed_in("head")
    assert reverse("desk:duties", args=[movement.id, cast.economy.id]) in text_of(client)
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    assert "Hôm nay không có việc nào chờ xử lý, và chưa có mốc nào phía trước." in text_of(client)


def test_a_time_limit_of_the_own_unit_becomes_a_task_two_weeks_before(cast, now):
    person = a_person("Tổ Trưởng Một", commune=cast.ward)
    a_seat(person, cast.group_one, "unit_head")
    movement = a_launched(cast, now)
    actor = actor_of(an_account(person, "mot.tt"), TODAY)
    services.acknowledge_duties(movement, cast.group_one.id, by=actor, now=now)
    closes = movement.deadlines.get(due="2026-12-05").closes_at
    for days, expected in ((20, []), (10, ["Báo cáo năm"])):
        moment = closes - timedelta(days=days)
        assert [task.title for task in tasks_of(Desk(actor, today=moment.date(), now=moment))] == expected


def test_the_staff_see_coming_dates_with_the_words_of_the_plan(cast, now, signed_in):
    a_launched(cast, now)
    text = text_of(signed_in("chair"))
    assert "“trước ngày 05/12/2026”" in text
    assert "<b>04/12</b><span>Thứ Sáu</span>" in text


def test_running_movements_show_their_squares_and_who_has_taken(cast, now, signed_in):
    movement = a_launched(cast, now)
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    text = text_of(signed_in("clerk"))
    for number in (1, 2, 3):
        assert reverse("desk:target", args=[movement.id, number]) in text
    assert "1/3" in text
    assert 'value="1" max="3"' in text


def test_the_administrator_is_told_of_old_backups_and_missing_accounts(cast, now, fresh_backup):
    assert titles(cast, now, "admin") == []
    os.utime(fresh_backup, ((now - timedelta(days=8)).timestamp(),) * 2)
    a_seat(a_person("Chưa Có Tài Khoản", commune=cast.ward), cast.school, "officer")
    assert titles(cast, now, "admin") == ["Sao lưu dữ liệu", "Mở tài khoản cho 1 người"]


def test_no_backup_at_all_is_told_too(cast, now):
    assert backup_age(now) is None
    assert "Sao lưu dữ liệu" in titles(cast, now, "admin")


def test_the_city_officer_gets_an_honest_page(cast, now, signed_in):
    a_launched(cast, now)
    text = text_of(signed_in("city_officer"))
    assert "chưa gửi báo cáo lên đây" in text
    assert "Thi đua yêu nước" not in text


def test_a_stranger_sees_nothing_of_this_ward(cast, now, signed_in):
    a_launched(cast, now)
    assert "Thi đua yêu nước" not in text_of(signed_in("stranger"))


@pytest.mark.parametrize("who", ["clerk", "chair", "head", "officer", "admin", "city_officer"])
def test_queries_are_few_and_do_not_grow_with_rows(cast, now, signed_in, who):
    def count():
        with CaptureQueriesContext(connection) as told:
            text_of(client)
        return len(told)

    client = signed_in(who)
    a_launched(cast, now)
    few = count()
    for title in ("Hai", "Ba", "Bốn"):
        plan = another(cast, now, title, state="draft")
        plan.state, plan.number, plan.symbol = "signed", title, "KH-UBND"
        plan.signed_on, plan.sign_recorded_at = now.date(), now
        plan.save()
        a_launched(cast, now, plan=plan)
    assert count() <= few <= 15
