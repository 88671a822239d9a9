"""The launch: what must be there, who confirms, everything or nothing, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import a_person, a_seat
from cast import TODAY, Member
from movement_builders import a_draft, a_launched, a_plan, a_proposal, a_reading, an_id
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Assignment, Deadline, Duty, Matching, Movement, Participant, Phase, Target
from thidua.apps.movements.services import launching
from thidua.apps.people.models import Deputising
from thidua.apps.people.services import open_account, reset_password
from thidua.apps.plans import services as services_of_plans
from thidua.apps.plans.models import Plan
from thidua.apps.units.queries import actor_of
from thidua.core.events import Event

WRITTEN = (Target, Deadline, Duty, Participant, Phase)


def codes(refused) -> set[str]:
    return {reason.code for reason in refused.value.verdict.reasons}


def launch(movement, member, now):
    return services.launch_movement(movement, by=member.actor, now=now, today=TODAY)


def test_works(cast, now):
    movement = a_launched(cast, now)
    assert movement.state == "launched"
    assert movement.launched_by == cast.chair.person.id
    assert [target.number for target in movement.targets.filter(parent=None)] == [1, 2, 3]
    assert [target.label for target in movement.targets.filter(parent__number=3)] == ["a)", "b)"]
    assert Plan.objects.get(pk=movement.plan_id).state == "issued"
    assert {part.unit.name for part in movement.participants.all()} == {
        "Phòng Kinh tế, Hạ tầng và Đô thị", "Phòng Văn hóa - Xã hội", "Tổ dân phố số 1",
    }  # fmt: skip
    assert movement.phases.get().ends_on == date(2026, 3, 31)
    assert {link.kind for link in movement.links.all()} == {"movement", "theme"}


def test_targets_keep_the_ids_of_the_plan(cast, now):
    reading = a_reading()
    movement = a_launched(cast, now, plan=a_plan(cast, now, reading=reading))
    assert {str(target.id) for target in movement.targets.filter(parent=None)} == {
        row["id"] for row in reading["targets"]
    }


def test_a_deadline_keeps_its_words_and_closes_when_the_day_before_ends(cast, now):
    row = a_launched(cast, now).deadlines.get(due="2026-12-05")
    assert (row.words, row.bound) == ("trước ngày 05/12/2026", "before")
    assert row.closes_at.isoformat() == "2026-12-04T17:00:00+00:00"


def test_a_report_upward_binds_the_standing_office_alone(cast, now):
    movement = a_launched(cast, now)
    upward = movement.duties.filter(deadline__upward=True)
    assert [duty.unit for duty in upward] == [cast.office]


def test_a_deadline_for_a_class_binds_each_of_the_class(cast, now):
    movement = a_launched(cast, now)
    assert [duty.unit for duty in movement.duties.filter(deadline__due="2026-12-05")] == [cast.group_one]


@pytest.mark.parametrize(
    ("state", "code"),
    [("draft", "D27"), ("checked", "D27")],
)
def test_a_plan_without_signature_stops_the_proposal(cast, now, state, code):
    movement = a_draft(cast, now, plan=a_plan(cast, now, state=state))
    with pytest.raises(Refused) as refused:
        services.propose_launch(movement, by=cast.clerk.actor, now=now)
    assert codes(refused) == {code}


def test_a_signature_of_an_older_version_does_not_count(cast, now):
    movement = a_draft(cast, now)
    Plan.objects.filter(pk=movement.plan_id).update(state="draft")
    with pytest.raises(Refused) as refused:
        services.propose_launch(movement, by=cast.clerk.actor, now=now)
    assert codes(refused) == {"D27"}


def test_a_target_without_owner_stops_the_proposal_and_is_named(cast, now):
    movement = a_draft(cast, now)
    Assignment.objects.filter(movement=movement, item=movement.assignments.first().item).update(owner=None)
    with pytest.raises(Refused) as refused:
        services.propose_launch(movement, by=cast.clerk.actor, now=now)
    assert codes(refused) == {"D25"}
    assert "1 chỉ tiêu" in refused.value.verdict.text


def test_everything_missing_is_told_at_once(cast, now):
    movement = a_draft(cast, now, plan=a_plan(cast, now, state="checked"), owned=False)
    Matching.objects.filter(movement=movement).delete()
    with pytest.raises(Refused) as refused:
        services.propose_launch(movement, by=cast.clerk.actor, now=now)
    assert codes(refused) == {"D27", "D25", "no_participant"}


@pytest.mark.parametrize("who", ["admin", "chair", "head", "officer", "city_officer", "stranger"])
def test_proposing_refuses_everybody_but_the_clerks(cast, now, who):
    movement = a_draft(cast, now)
    with pytest.raises(Refused):
        services.propose_launch(movement, by=getattr(cast, who).actor, now=now)


def test_the_same_person_does_not_confirm(cast, now):
    movement = a_proposal(cast, now)
    with pytest.raises(Refused) as refused:
        launch(movement, cast.clerk, now)
    assert codes(refused) == {"same_person"}
    assert not Target.objects.exists()


def test_a_deputy_of_the_proposer_does_not_confirm(cast, now):
    movement = a_proposal(cast, now)
    Deputising.objects.create(
        commune=cast.ward.id, person=cast.clerk.person, deputy=cast.second_clerk.person, from_on=TODAY,
        to_on=TODAY + timedelta(days=3), named_by=cast.clerk.person.id, named_at=now,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        launch(movement, cast.second_clerk, now)
    assert codes(refused) == {"same_person"}


@pytest.mark.parametrize("who", ["second_clerk", "chair"])
def test_another_person_confirms(cast, now, who):
    assert launch(a_proposal(cast, now), getattr(cast, who), now).state == "launched"


@pytest.mark.parametrize("who", ["admin", "head", "officer", "city_officer", "stranger"])
def test_confirming_refuses_the_stranger(cast, now, who):
    movement = a_proposal(cast, now)
    with pytest.raises(Refused) as refused:
        launch(movement, getattr(cast, who), now)
    assert codes(refused) == {"no_permit"}


def test_refuses_at_the_wrong_step(cast, now):
    movement = a_draft(cast, now)
    with pytest.raises(Refused) as refused:
        launch(movement, cast.chair, now)
    assert codes(refused) == {"wrong_step"}


@pytest.mark.parametrize("broken", ["_write_targets", "write_phases_and_links", "written_for", "issue_plan"])
def test_a_launch_is_all_or_nothing(cast, now, monkeypatch, broken):
    movement = a_proposal(cast, now)

    def fails(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(launching, broken, fails)
    with pytest.raises(OSError):
        launch(movement, cast.chair, now)
    assert Movement.objects.get(pk=movement.pk).state == "proposed"
    assert not any(model.objects.exists() for model in WRITTEN)
    assert not Entry.objects.filter(event=Event.MOVEMENT_LAUNCHED.value).exists()
    assert Plan.objects.get(pk=movement.plan_id).state == "signed"


def test_twice_does_no_harm(cast, now):
    movement = a_launched(cast, now)
    before = [model.objects.count() for model in WRITTEN]
    again = launch(movement, cast.second_clerk, now + timedelta(minutes=1))
    assert again.launched_by == cast.chair.person.id
    assert [model.objects.count() for model in WRITTEN] == before
    assert Entry.objects.filter(event=Event.MOVEMENT_LAUNCHED.value).count() == 1


def test_is_journalled(cast, now):
    a_launched(cast, now)
    told = list(Entry.objects.values_list("event", flat=True))
    assert told == ["movement.drafted", "launch.proposed", "plan.issued", "movement.launched"]
    assert list(verify_all()) == []


def test_taking_back_needs_a_word_and_keeps_it(cast, now):
    movement = a_proposal(cast, now)
    with pytest.raises(Refused) as refused:
        services.withdraw_launch(movement, "  ", by=cast.chair.actor, now=now)
    assert codes(refused) == {"D01"}
    back = services.withdraw_launch(movement, "Chỉ tiêu 2 giao nhầm.", by=cast.chair.actor, now=now)
    assert (back.state, back.proposed_by) == ("draft", None)
    assert queries.sent_back([movement.id]) == {movement.id: "Chỉ tiêu 2 giao nhầm."}


def test_taking_back_twice_does_no_harm(cast, now):
    movement = a_proposal(cast, now)
    for _ in range(2):
        services.withdraw_launch(movement, "Sửa ngày.", by=cast.clerk.actor, now=now)
    assert Entry.objects.filter(event=Event.LAUNCH_WITHDRAWN.value).count() == 1


def test_a_launched_movement_is_not_taken_back(cast, now):
    with pytest.raises(Refused) as refused:
        services.withdraw_launch(a_launched(cast, now), "Muộn rồi.", by=cast.chair.actor, now=now)
    assert codes(refused) == {"wrong_step"}


def test_somebody_in_another_ward_as_well_confirms_only_where_the_seat_is(cast, now):
    a_seat(cast.stranger.person, cast.other_ward, "chair")
    with pytest.raises(Refused):
        launch(a_proposal(cast, now), cast.stranger, now)


def test_a_reading_changed_after_the_proposal_is_not_confirmed(cast, now):
    movement = a_proposal(cast, now)
    plan = movement.plan
    services_of_plans.correct_plan(
        plan, an_id("(1)"), "text", "Thu ngân sách đạt 1 tỷ đồng.", base=None, by=cast.clerk.actor, now=now
    )
    with pytest.raises(Refused) as refused:
        services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    assert refused.value.verdict.reasons[0].code == "reading_changed"


def test_a_confirmer_whose_password_the_proposer_made_is_refused(cast, now):
    movement = a_proposal(cast, now)
    reset_password(cast.chair.account, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        services.launch_movement(movement, by=cast.chair.actor, now=now, today=TODAY)
    assert refused.value.verdict.reasons[0].code == "password_by_proposer"


def test_an_account_that_the_proposer_opened_for_this_plan_confirms_nothing(cast, now):
    movement = a_proposal(cast, now)
    puppet = a_person("Mạc Thị Rối", commune=cast.ward)
    a_seat(puppet, cast.office, "clerk")
    account = open_account(puppet, username="roi.mt", by=cast.clerk.actor, now=now).account
    with pytest.raises(Refused) as refused:
        services.launch_movement(movement, by=actor_of(account, TODAY), now=now, today=TODAY)
    assert codes(refused) == {"password_by_proposer"}


def test_an_account_that_the_proposer_opened_before_the_plan_came_confirms(cast, now):
    partner = a_person("Mạc Thị Rời", commune=cast.ward)
    a_seat(partner, cast.office, "clerk")
    account = open_account(partner, username="roi.mt", by=cast.clerk.actor, now=now - timedelta(days=2)).account
    movement = a_proposal(cast, now)
    assert launch(movement, Member(partner, account), now).state == "launched"
