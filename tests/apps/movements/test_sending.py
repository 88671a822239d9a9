"""Recipients and their proof, openings, passing on, links with other movements, and what a city sends down."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import a_person, a_seat, an_account, together
from cast import TODAY, Member
from movement_builders import a_launched, a_plan, a_proposal, a_reading
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Delivery, MovementLink, Opening, Participant, Passing, Recipient
from thidua.core.movements.sending import Place

RECIPIENTS = [
    {"name": "Sở Nội vụ thành phố", "note": "để báo cáo"},
    {"name": "Lãnh đạo UBND phường"},
    {"name": "Phòng Kinh tế, Hạ tầng và Đô thị"},
    {"name": "Các tổ dân phố"},
    {"name": "Câu lạc bộ Hoa Giấy"},
    {"name": "Lưu: VT", "archive": True},
]


@pytest.fixture
def movement(cast, now):
    return a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(recipients=RECIPIENTS)))


def lines(movement, today=TODAY):
    return {line.recipient.printed: line for line in queries.recipient_lines(movement, today)}


def send(movement, cast, now, *names, channel="paper", receipt="", by=None, sent_on=TODAY):
    chosen = list(movement.recipients.filter(printed__in=names).values_list("id", flat=True))
    sending = services.Sending(channel, sent_on, receipt)
    return services.record_sending(movement, chosen, sending, by=by or cast.clerk.actor, now=now, today=TODAY)


def test_the_launch_lists_every_printed_line_and_sends_on_the_system(movement, cast):
    found = lines(movement)
    assert list(found) == [row["name"] for row in RECIPIENTS]
    assert [line.recipient.place for line in found.values()] == [
        "outside", "leaders", "matched", "matched", "unsure", "archive",
    ]  # fmt: skip
    assert [unit.id for unit in found["Phòng Kinh tế, Hạ tầng và Đô thị"].units] == [cast.economy.id]
    assert {row.channel for row in Delivery.objects.all()} == {"system"}
    assert found["Các tổ dân phố"].state.word == "Đã gửi, 0/1 đã mở"
    assert found["Lưu: VT"].state.word == "Chưa lưu"


def test_one_press_for_many_is_journalled_and_twice_does_no_harm(movement, cast, now):
    names = ("Sở Nội vụ thành phố", "Lãnh đạo UBND phường")
    assert send(movement, cast, now, *names, receipt="Sổ giao 15") == 2
    assert send(movement, cast, now, *names, receipt="Sổ giao 15") == 0
    assert [lines(movement)[name].state.word for name in names] == ["Đã gửi, có bằng chứng"] * 2
    assert Entry.objects.filter(event="delivery.recorded", subject=movement.id).count() == 1
    assert not list(verify_all())


def test_the_archive_needs_its_mark(movement, cast, now):
    with pytest.raises(Refused, match="ký hiệu lưu"):
        send(movement, cast, now, "Lưu: VT", channel="archive")
    send(movement, cast, now, "Lưu: VT", channel="archive", receipt="VT, VHXH")
    assert lines(movement)["Lưu: VT"].state.word == "Đã lưu"


def test_all_lines_or_none(movement, cast, now):
    with pytest.raises(Refused):
        send(movement, cast, now, "Sở Nội vụ thành phố", "Lưu: VT")
    assert not Delivery.objects.filter(channel="paper").exists()


@pytest.mark.parametrize("who", ["stranger", "head", "chair", "admin", "officer"])
def test_sending_refuses_others(movement, cast, now, who):
    with pytest.raises(Refused):
        send(movement, cast, now, "Sở Nội vụ thành phố", by=getattr(cast, who).actor)


def test_an_unknown_line_is_matched_or_put_outside(movement, cast, now):
    row = Recipient.objects.get(printed="Câu lạc bộ Hoa Giấy")
    say = {"by": cast.clerk.actor, "now": now, "today": TODAY}
    with pytest.raises(Refused):
        services.match_recipient(row, "matched", [cast.other_office.id], **say)
    services.match_recipient(row, "matched", [cast.school.id], **say)
    assert lines(movement)[row.printed].state.word == "Chưa gửi"
    services.match_recipient(row, "outside", [cast.school.id], **say)
    services.match_recipient(row, "outside", [], **say)
    assert lines(movement)[row.printed].units == []
    assert Entry.objects.filter(event="recipient.matched").count() == 2


def test_what_was_not_sent_is_late_and_on_the_clerks_list(movement, cast):
    assert lines(movement, TODAY + timedelta(days=2))["Sở Nội vụ thành phố"].state.word == "Chưa gửi, quá hạn"
    (row,) = queries.unsent(cast.clerk.actor)
    assert (row.movement.id, row.lines) == (movement.id, 4)
    assert queries.unsent(cast.head.actor) == queries.unsent(cast.stranger.actor) == []


def test_an_opening_is_kept_once_a_person_and_entered_once_a_unit(movement, cast, now, django_assert_max_num_queries):
    for who in (cast.head, cast.officer, cast.head):
        services.note_opening(movement, by=who.actor, now=now)
    by = cast.head.actor
    with django_assert_max_num_queries(1):
        services.note_opening(movement, by=by, now=now)
    assert Opening.objects.filter(movement=movement, unit=cast.economy).count() == 2
    assert Entry.objects.filter(event="package.opened").count() == 1
    assert lines(movement)["Phòng Kinh tế, Hạ tầng và Đô thị"].state.word == "Đã tới nơi"


def test_the_journal_of_an_opening_holds_no_name(movement, cast, now):
    services.note_opening(movement, by=cast.officer.actor, now=now)
    told = Entry.objects.get(event="package.opened").content
    assert cast.officer.person.name not in told


def test_others_and_drafts_leave_no_opening(movement, cast, now):
    for who in (cast.stranger, cast.admin, cast.city_officer, cast.school_officer):
        services.note_opening(movement, by=who.actor, now=now)
    assert not Opening.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_open_together_leave_one_row(cast, now):
    movement = a_launched(cast, now)
    by = cast.officer.actor
    came = together(*[lambda: services.note_opening(movement, by=by, now=now)] * 4)
    assert came == [None] * 4
    assert Opening.objects.count() == Entry.objects.filter(event="package.opened").count() == 1


def pass_on(movement, cast, now, *, people=40, day=TODAY, how="Họp tổ", unit=None, by=None):
    told = services.PassedOn(people, day, how)
    unit, by = unit or cast.economy.id, by or cast.officer.actor
    return services.pass_on(movement, unit, told, by=by, now=now, today=TODAY)


def test_passing_on_is_added_up_and_twice_does_no_harm(movement, cast, now):
    pass_on(movement, cast, now)
    pass_on(movement, cast, now)
    pass_on(movement, cast, now, people=1200, how="Nhóm Zalo")
    services.acknowledge_duties(movement, cast.economy.id, by=cast.head.actor, now=now)
    reach = queries.reach_of(queries.reach_lines(movement))
    assert reach.sentence == "1 trong 3 đơn vị đã mở, 1 đã nhận, 1 đã phổ biến tới 1.240 người."
    assert Entry.objects.filter(event="movement.passed").count() == Passing.objects.count() == 2


@pytest.mark.parametrize("who", ["stranger", "clerk", "school_officer", "chair"])
def test_only_the_units_own_people_pass_on(movement, cast, now, who):
    with pytest.raises(Refused):
        pass_on(movement, cast, now, by=getattr(cast, who).actor)


def test_a_unit_without_a_part_and_a_closed_movement_are_refused(movement, cast, now):
    with pytest.raises(Refused, match="không có phần việc"):
        pass_on(movement, cast, now, unit=cast.school.id, by=cast.school_officer.actor)
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused, match="đã kết thúc"):
        pass_on(movement, cast, now)


def test_the_lines_of_reach_begin_with_who_is_behind_and_name_people(movement, cast, now):
    services.note_opening(movement, by=cast.officer.actor, now=now)
    found = queries.reach_lines(movement, TODAY)
    assert [line.missing for line in found] == ["open", "open", "take"]
    assert [name for name, _phone in found[-1].people] == ["Ngô Đức Kinh", "Phạm Thu Lan"]


def test_a_named_movement_becomes_a_link_at_the_launch_and_may_be_taken_back(cast, now):
    known = a_launched(cast, now)
    linked = [{"name": "Phong trào Thi đua yêu nước năm 2026", "launched_by": "Ủy ban nhân dân phường"}]
    reading = a_reading(
        movement={"name": "Đợt hè", "type": "annual"}, linked_movements=linked, targets=[], deadlines=[]
    )
    other = a_launched(cast, now, plan=a_plan(cast, now, title="Đợt hè", reading=reading))
    link = MovementLink.objects.get(movement=other, kind="movement")
    assert link.known_id == known.id
    assert [row.id for row in queries.related_of(known, cast.clerk.actor).named_by] == [other.id]
    services.link_movement(link, None, by=cast.clerk.actor, now=now)
    services.link_movement(link, None, by=cast.clerk.actor, now=now)
    assert queries.related_of(known, cast.clerk.actor).named_by == []
    assert Entry.objects.filter(event="movement.linked").count() == 1
    with pytest.raises(Refused):
        services.link_movement(link, other.id, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        services.link_movement(link, known.id, by=cast.head.actor, now=now)


@pytest.fixture
def city_movement(cast, now):
    """Launched by the city's clerk: sent down to both wards at once."""
    person = a_person("Mai Văn Thành", commune=cast.city)
    a_seat(person, cast.city, "clerk")
    clerk = Member(person, an_account(person, "thanh.mv"))
    second = a_person("Mai Thị Phố", commune=cast.city)
    a_seat(second, cast.city, "chair")
    chair = Member(second, an_account(second, "pho.mt"))
    reading = a_reading(targets=[], deadlines=[], assignments=[], movement={"name": "Thành phố sạch", "type": "annual"})
    plan = a_plan(cast, now, reading=reading, title="Thành phố sạch")
    plan.commune, plan.unit = cast.city.id, cast.city
    plan.save()
    movement = services.draft_movement(plan, by=clerk.actor, now=now, today=TODAY)
    services.propose_launch(movement, by=clerk.actor, now=now)
    return services.launch_movement(movement, by=chair.actor, now=now, today=TODAY), clerk


def test_a_city_sends_down_to_all_communes_at_once(city_movement, cast, now):
    movement, _clerk = city_movement
    told = Participant.objects.filter(movement=movement)
    assert {part.unit_id for part in told} == {cast.ward.id, cast.other_ward.id}
    (row,) = queries.from_above(cast.clerk.actor)
    assert (row.movement.id, row.answer, row.paper) == (movement.id, None, None)
    services.note_opening(movement, by=cast.clerk.actor, now=now)
    services.acknowledge_duties(movement, cast.ward.id, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        services.acknowledge_duties(movement, cast.ward.id, by=cast.stranger.actor, now=now)
    assert queries.reach_of(queries.reach_lines(movement)).opened == 1


def test_the_answer_of_a_commune_is_seen_above_only_when_it_is_launched(city_movement, cast, now):
    movement, _clerk = city_movement
    plan = a_plan(cast, now, title="Phường sạch")
    plan.higher = movement.plan
    plan.save()
    assert queries.from_above(cast.clerk.actor)[0].paper == plan
    own = a_proposal(cast, now, plan=plan)
    assert queries.from_above(cast.clerk.actor)[0].answer == own
    assert [row.answer for row in queries.answers_of(movement)] == [None, None]
    services.launch_movement(own, by=cast.chair.actor, now=now, today=TODAY)
    assert {row.commune.id: row.answer for row in queries.answers_of(movement)}[cast.ward.id] == own
    assert queries.related_of(own, cast.clerk.actor).above == movement


def test_a_recipient_line_keeps_the_words_of_the_plan(movement):
    assert {row.place for row in movement.recipients.all()} <= set(Place)
    assert movement.recipients.get(printed="Sở Nội vụ thành phố").note == "để báo cáo"
