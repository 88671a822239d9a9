"""A unit's own movement under one of the ward: handed in by the unit, confirmed by two others, hidden from the rest."""

from __future__ import annotations

import pytest

from builders import a_unit, together
from cast import TODAY
from movement_builders import a_launched
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Assignment, Movement
from thidua.apps.plans import queries as plans
from thidua.apps.plans.models import Plan
from thidua.apps.plans.services import Signature, check_plan_done, read_paper, record_signature

PAPER = """TRƯỜNG TIỂU HỌC BẾN NGỌC

KẾ HOẠCH
Thi đua của trường trong năm 2026

I. Chỉ tiêu
(1) 100% lớp học trồng thêm một cây xanh.
(2) Ít nhất 90% học sinh đi bộ đến trường.

II. Tổ chức thực hiện
Các tổ chuyên môn thực hiện.
"""


@pytest.fixture
def movement(cast, now):
    return a_launched(cast, now)


def hand_in(movement, cast, now, *, by=None, unit=None, words=PAPER):
    paper = read_paper(words.encode(), "ke-hoach-truong.txt")
    return services.file_unit_plan(movement, unit or cast.school, paper, by=by or cast.school_officer.actor, now=now)


def test_the_plan_stands_under_the_movement_as_a_draft(movement, cast, now):
    plan = hand_in(movement, cast, now)
    assert (plan.unit, plan.higher, plan.state, plan.from_above) == (cast.school, movement.plan, "draft", False)
    assert plan.filed_by == cast.school_officer.person.id
    assert Entry.objects.filter(event="plan.filed", subject=plan.id).count() == 1


@pytest.mark.parametrize("who", ["officer", "head", "stranger", "city_officer", "admin", "chair"])
def test_only_the_units_own_people_hand_in(movement, cast, now, who):
    with pytest.raises(Refused):
        hand_in(movement, cast, now, by=getattr(cast, who).actor)


def test_nobody_hands_in_for_the_ward_another_ward_or_a_draft(movement, cast, now):
    other = a_unit("Trường Tiểu học Cửa Trại", kind="school", parent=cast.other_ward)
    for unit in (cast.ward, other):
        with pytest.raises(Refused):
            hand_in(movement, cast, now, unit=unit)
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused, match="đã kết thúc"):
        hand_in(movement, cast, now)


def test_one_plan_at_a_time(movement, cast, now):
    hand_in(movement, cast, now)
    with pytest.raises(Refused, match="đã gửi kế hoạch"):
        hand_in(movement, cast, now, words=PAPER + "Bản hai.\n")
    assert queries.units_that_file(movement, cast.school_officer.actor) == []


def test_drafts_of_a_unit_are_hidden_from_other_units(movement, cast, now):
    plan = hand_in(movement, cast, now)
    seen = {name: [row.plan for row in queries.unit_papers(movement, getattr(cast, name).actor)] for name in (
        "clerk", "school_officer", "officer", "head", "stranger",
    )}  # fmt: skip
    assert seen == {"clerk": [plan], "school_officer": [plan], "officer": [], "head": [], "stranger": []}
    assert not plans.visible_to(cast.officer.actor).filter(pk=plan.pk).exists()


def test_the_clerk_and_one_more_person_bring_it_to_life_under_its_parent(movement, cast, now):
    plan = hand_in(movement, cast, now)
    check_plan_done(plan, by=cast.clerk.actor, now=now)
    paper = Signature("3", "KH-TH", TODAY, "Bùi Thị Ánh", plan.versions.first().file)
    record_signature(plan, paper, by=cast.clerk.actor, now=now, today=TODAY)
    own = services.draft_movement(plan, by=cast.clerk.actor, now=now, today=TODAY)
    assert (own.unit, own.parent) == (cast.school, movement)
    Assignment.objects.filter(movement=own).update(owner=cast.school)
    services.propose_launch(own, by=cast.clerk.actor, now=now)
    for who in (cast.clerk, cast.school_officer):
        with pytest.raises(Refused):
            services.launch_movement(own, by=who.actor, now=now, today=TODAY)
    assert queries.related_of(movement, cast.officer.actor).below == []
    services.launch_movement(own, by=cast.chair.actor, now=now, today=TODAY)
    assert queries.related_of(movement, cast.officer.actor).below == [own]
    assert queries.unit_papers(movement, cast.clerk.actor)[0].step == "Đang thực hiện"


@pytest.mark.django_db(transaction=True)
def test_handed_in_twice_at_once_it_is_one_plan(cast, now):
    movement = a_launched(cast, now)
    papers = [read_paper((PAPER + f"Bản {at}.\n").encode(), "a.txt") for at in range(3)]
    by = cast.school_officer.actor
    came = together(
        *[lambda paper=paper: services.file_unit_plan(movement, cast.school, paper, by=by, now=now) for paper in papers]
    )
    assert sum(isinstance(each, Plan) for each in came) == Plan.objects.filter(unit=cast.school).count() == 1
    assert Movement.objects.count() == 1
