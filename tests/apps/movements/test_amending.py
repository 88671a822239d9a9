"""An issued plan is amended by one person and approved by another; the movement follows and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import thidua
from cast import TODAY, standing_cast
from movement_builders import (
    a_case,
    a_file,
    a_launched,
    a_proposed_amendment,
    a_target,
    an_amendment,
    an_applied_amendment,
    an_id,
    lower_first,
    move_yearly,
    sign_amendment,
)
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import services
from thidua.apps.movements.mapping import measures_of
from thidua.apps.movements.models import Alteration, Deadline, Duty, Movement, Participant, Target
from thidua.apps.people.models import Deputising
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Amendment, Plan
from thidua.apps.plans.services import (
    Signature,
    correct_plan,
    discard_plan,
    file_plan,
    prepare_amendment,
    read_paper,
    record_signature,
    send_back_amendment,
)
from thidua.jobs.keeping.invariants import failures

SRC = Path(thidua.__file__).parent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Any:
    return standing_cast()


@pytest.fixture
def movement(cast: Any, now: Any) -> Movement:
    return a_launched(cast, now)


def faults() -> list[Any]:
    """What the rules of the data find, but for the bytes of files that these tests make without any."""
    return [found for found in failures() if found.name != "files_have_bytes"]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.verdict.reasons]


def whole(movement: Movement) -> dict[str, Any]:
    """Every row of the movement and its plan that an amendment may touch, to compare before and after."""
    tables: dict[str, Any] = {
        "targets": movement.targets,
        "deadlines": Deadline.every.filter(movement=movement),
        "duties": Duty.every.filter(movement=movement),
        "participants": movement.participants,
        "phases": movement.phases,
        "links": movement.links,
        "assignments": movement.assignments,
        "matchings": movement.matchings,
        "versions": movement.plan.versions,
    }
    found = {name: sorted(map(str, rows.values_list())) for name, rows in tables.items()}
    own = Plan.objects.filter(pk=movement.plan_id).values_list(), Movement.objects.filter(pk=movement.pk).values_list()
    return found | {"own": [list(rows) for rows in own]}


def acknowledge_all(movement: Movement, now: Any) -> None:
    Participant.objects.filter(movement=movement).update(acknowledged_by=movement.launched_by, acknowledged_at=now)


def test_a_lowered_target_keeps_its_row_and_its_former_goal(cast: Any, movement: Movement, now: Any) -> None:
    amendment = an_applied_amendment(cast, now, movement, lower_first)
    target = Target.objects.get(pk=an_id("(1)"))
    assert measures_of(target.measures)[0]["value"] == 100
    assert (target.number, target.owner) == (1, cast.economy)
    told = Alteration.objects.filter(item=an_id("(1)"), label="Đích").get()
    assert (told.before, told.after) == ("từ 120 tỷ đồng trở lên", "từ 100 tỷ đồng trở lên")
    assert (told.since, told.amendment) == (TODAY, amendment)
    version = movement.plan.versions.first()
    assert (version.ordinal, version.reason, version.requester) == (2, "Thành phố giao lại chỉ tiêu", "Phòng Kinh tế")
    assert (amendment.ordinal, amendment.version, amendment.approved_by) == (1, version, cast.chair.person.id)
    assert faults() == [] and list(verify_all()) == []


def test_only_units_whose_work_changed_are_told_again(cast: Any, movement: Movement, now: Any) -> None:
    acknowledge_all(movement, now)
    later = now + timedelta(days=3)
    before = {row.unit_id: row.id for row in movement.duties.filter(kind="duty")}
    an_applied_amendment(cast, later, movement, lower_first)
    waiting = movement.participants.filter(acknowledged_at__isnull=True)
    assert [(row.unit, row.told_at) for row in waiting] == [(cast.economy, later)]
    assert {row.unit_id: row.id for row in movement.duties.filter(kind="duty")} == before


def test_a_moved_limit_keeps_its_row_and_its_former_day(cast: Any, movement: Movement, now: Any) -> None:
    acknowledge_all(movement, now)
    was = movement.deadlines.get(item=an_id("year"))
    an_applied_amendment(cast, now, movement, move_yearly)
    row = movement.deadlines.get(item=an_id("year"))
    assert (row.id, row.due_on, row.moved_from) == (was.id, date(2026, 12, 10), date(2026, 12, 5))
    assert row.closes_at != was.closes_at
    waiting = movement.participants.filter(acknowledged_at__isnull=True).values_list("unit", flat=True)
    assert set(waiting) == {cast.group_one.id}
    assert faults() == []


def test_a_removed_target_is_withdrawn_and_stays(cast: Any, movement: Movement, now: Any) -> None:
    an_applied_amendment(cast, now, movement, lambda reading: reading["targets"].pop(1))
    row = Target.objects.get(pk=an_id("(2)"))
    assert (row.withdrawn_on, row.number) == (TODAY, 2)
    gone = Duty.every.get(target=row)
    assert gone.withdrawn_on == TODAY and not Duty.objects.filter(pk=gone.pk).exists()
    assert not movement.assignments.filter(item=row.id).exists()
    assert faults() == []


def test_a_new_target_needs_an_owner_before_the_proposal(cast: Any, movement: Movement, now: Any) -> None:
    def grow(reading: dict) -> None:
        reading["targets"].append(a_target("(4)", "Trồng 300 cây ven bến."))

    amendment = an_amendment(cast, now, movement, grow)
    sign_amendment(cast, now, amendment)
    with pytest.raises(Refused) as refused:
        services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    assert codes(refused) == ["D25"]
    item = UUID(an_id("(4)"))
    services.assign_amendment(amendment, {item: cast.school.id}, {}, by=cast.clerk.actor, now=now, today=TODAY)
    services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)
    row = Target.objects.get(pk=an_id("(4)"))
    assert (row.owner, row.number) == (cast.school, 6)
    assert movement.participants.get(unit=cast.school).acknowledged_at is None
    assert movement.duties.filter(target=row, unit=cast.school, kind="leads_target").count() == 1
    assert faults() == []


def test_the_end_and_the_phases_follow(cast: Any, movement: Movement, now: Any) -> None:
    def shorten(reading: dict) -> None:
        reading["period"]["to"] = "2026-11-30"
        reading["phases"][0]["to"] = "2026-04"

    an_applied_amendment(cast, now, movement, shorten)
    row = Movement.objects.get(pk=movement.pk)
    assert row.ends_on == date(2026, 11, 30)
    assert [phase.ends_on for phase in row.phases.all()] == [date(2026, 4, 30)]


def test_a_recurring_limit_that_changes_leaves_what_is_past(cast: Any, now: Any) -> None:
    from movement_builders import a_plan, a_reading

    monthly = {
        "id": an_id("monthly"), "kind": "report", "when": "ngày 20 hằng tháng", "what": "Số liệu tháng",
        "recurrence": {"every": "month", "day": 20}, "bound": "by", "who": ["Các tổ dân phố"],
    }  # fmt: skip
    movement = a_launched(cast, now, plan=a_plan(cast, now, reading=a_reading(deadlines=[monthly])))
    was = {row.due: row.id for row in movement.deadlines.all()}
    assert len(was) == 12

    def later_in_month(reading: dict) -> None:
        reading["deadlines"][0]["recurrence"] = {"every": "month", "day": 25}

    an_applied_amendment(cast, now, movement, later_in_month)
    days = [row.due for row in movement.deadlines.all()]
    assert days[:2] == ["2026-01-20", "2026-02-20"] and days[2:4] == ["2026-03-25", "2026-04-25"]
    assert len(days) == 12
    assert Deadline.every.filter(movement=movement, withdrawn_on=TODAY).count() == 10
    assert faults() == []


@pytest.mark.parametrize("who", ["clerk", "second_clerk"])
def test_who_prepared_signed_or_proposed_does_not_approve(cast: Any, movement: Movement, now: Any, who: str) -> None:
    amendment = an_amendment(cast, now, movement, lower_first)
    scan = a_file(cast.ward, content="scan", name="ban-ky.pdf", now=now)
    paper = Signature("31", "QĐ-UBND", TODAY, "Trần Quốc Bảo", scan)
    record_signature(amendment.draft, paper, by=cast.second_clerk.actor, now=now, today=TODAY)
    services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    with pytest.raises(Refused) as refused:
        services.approve_amendment(amendment, by=getattr(cast, who).actor, now=now, today=TODAY)
    assert codes(refused) == ["same_person"]


def test_who_deputises_for_the_preparer_does_not_approve(cast: Any, movement: Movement, now: Any) -> None:
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    Deputising.objects.create(
        commune=cast.ward.id, person=cast.clerk.person, deputy=cast.chair.person,
        from_on=TODAY, to_on=TODAY, named_at=now,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)
    assert codes(refused) == ["same_person"]


def test_what_was_edited_after_the_proposal_is_not_approved(cast: Any, movement: Movement, now: Any) -> None:
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    before = whole(movement)
    correct_plan(
        amendment.draft, an_id("(2)"), "text", "96% hộ đạt", base=None, by=cast.second_clerk.actor, now=now
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)
    assert codes(refused) == ["reading_changed"]
    assert whole(movement) == before
    send_back_amendment(amendment, "Đề nghị lại với bản mới", by=cast.chair.actor, now=now)
    services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)
    assert faults() == []


def test_the_signed_paper_is_not_recorded_anew_while_somebody_reads_it(cast: Any, movement: Movement, now: Any) -> None:
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    with pytest.raises(Refused) as refused:
        sign_amendment(cast, now, amendment, number="32")
    assert codes(refused) == ["proposed"]


def test_twice_does_no_harm(cast: Any, movement: Movement, now: Any) -> None:
    amendment = an_applied_amendment(cast, now, movement, lower_first)
    before = whole(movement)
    services.approve_amendment(amendment, by=cast.second_clerk.actor, now=now, today=TODAY)
    assert whole(movement) == before
    assert Alteration.objects.filter(amendment=amendment, label="Đích").count() == 1


@pytest.mark.parametrize("proposed", [False, True])
def test_a_withdrawn_amendment_leaves_all_as_it_was(cast: Any, movement: Movement, now: Any, proposed: bool) -> None:
    before = whole(movement)

    def grow(reading: dict) -> None:
        lower_first(reading)
        reading["targets"].append(a_target("(4)", "Trồng 300 cây ven bến."))
        reading["assignments"].append(
            {"id": an_id("new unit"), "unit": "Trường Tiểu học Bến Ngọc", "duties": [
                {"id": an_id("new duty"), "role": "perform", "text": "Dạy bơi."}]}
        )  # fmt: skip

    amendment = an_amendment(cast, now, movement, grow)
    sign_amendment(cast, now, amendment)
    item = UUID(an_id("(4)"))
    services.assign_amendment(amendment, {item: cast.school.id}, {}, by=cast.clerk.actor, now=now, today=TODAY)
    if proposed:
        services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    services.withdraw_amendment(amendment, by=cast.clerk.actor, now=now)
    services.withdraw_amendment(amendment, by=cast.clerk.actor, now=now)
    assert whole(movement) == before
    assert Plan.objects.get(pk=amendment.draft_id).state == "discarded"
    assert faults() == []
    prepare_amendment(movement.plan, a_case(), by=cast.clerk.actor, now=now)


def test_a_second_amendment_builds_on_the_first(cast: Any, movement: Movement, now: Any) -> None:
    an_applied_amendment(cast, now, movement, lower_first)
    second = an_amendment(cast, now, movement, move_yearly)
    assert second.base.ordinal == 2
    assert reading_of(second.base)["targets"][0]["measures"][0]["value"] == 100
    sign_amendment(cast, now, second, number="44")
    services.propose_amendment(second, by=cast.clerk.actor, now=now, today=TODAY)
    second = services.approve_amendment(second, by=cast.chair.actor, now=now, today=TODAY)
    assert (second.ordinal, movement.plan.versions.first().ordinal) == (2, 3)
    assert faults() == []


# What comes wrong.


def test_one_amendment_at_a_time(cast: Any, movement: Movement, now: Any) -> None:
    an_amendment(cast, now, movement)
    with pytest.raises(Refused) as refused:
        prepare_amendment(movement.plan, a_case(), by=cast.second_clerk.actor, now=now)
    assert codes(refused) == ["amendment_open"]


def test_a_plan_that_is_not_issued_is_not_amended(cast: Any, now: Any) -> None:
    from movement_builders import a_plan

    with pytest.raises(Refused) as refused:
        prepare_amendment(a_plan(cast, now), a_case(), by=cast.clerk.actor, now=now)
    assert codes(refused) == ["wrong_step"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
        ({"requester": ""}, "requester"),
        ({"kind": "song"}, "kind"),
    ],
)
def test_words_that_are_missing_are_asked_at_their_field(
    cast: Any, movement: Movement, now: Any, changes: dict, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        prepare_amendment(movement.plan, a_case(**changes), by=cast.clerk.actor, now=now)
    assert [reason.field for reason in refused.value.verdict.reasons] == [field]
    assert not Amendment.objects.exists() and Plan.objects.count() == 1


def test_a_unit_of_another_ward_cannot_ask(cast: Any, movement: Movement, now: Any) -> None:
    with pytest.raises(Refused) as refused:
        prepare_amendment(
            movement.plan, a_case(requester_unit=cast.other_office), by=cast.clerk.actor, now=now
        )  # fmt: skip
    assert codes(refused) == ["D35"]


def test_nothing_changed_and_no_signature_are_both_told(cast: Any, movement: Movement, now: Any) -> None:
    amendment = an_amendment(cast, now, movement)
    with pytest.raises(Refused) as refused:
        services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    assert codes(refused) == ["nothing_changed", "D27"]


@pytest.mark.parametrize(
    ("number", "day", "code"),
    [("15/KH-UBND", TODAY, "D54"), ("31/QĐ-UBND", TODAY + timedelta(days=1), "future")],
)
def test_a_number_in_use_and_a_day_to_come_are_refused(
    cast: Any, movement: Movement, now: Any, *, number: str, day: date, code: str
) -> None:
    amendment = an_amendment(cast, now, movement, lower_first)
    scan = a_file(cast.ward, content="scan", name="ban-ky.pdf", now=now)
    with pytest.raises(Refused) as refused:
        record_signature(
            amendment.draft, Signature(*number.split("/"), day, "Trần Quốc Bảo", scan),
            by=cast.clerk.actor, now=now, today=TODAY,
        )  # fmt: skip
    assert codes(refused) == [code]


def test_a_paper_signed_before_the_plan_is_refused(cast: Any, movement: Movement, now: Any) -> None:
    amendment = an_amendment(cast, now, movement, lower_first)
    sign_amendment(cast, now, amendment)
    Plan.objects.filter(pk=amendment.draft_id).update(signed_on=date(2026, 1, 2))
    with pytest.raises(Refused) as refused:
        services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)
    assert codes(refused) == ["D15"]


def test_the_same_file_again_is_told(cast: Any, movement: Movement, now: Any) -> None:
    version = movement.plan.versions.get()
    paper = read_paper(version.text.encode(), "ke-hoach.txt")
    with pytest.raises(Refused) as refused:
        prepare_amendment(movement.plan, a_case(), paper=paper, by=cast.clerk.actor, now=now)
    assert codes(refused) == ["A39"]
    assert not Amendment.objects.exists()


def test_a_new_file_carries_the_ids_of_what_is_the_same(cast: Any, now: Any) -> None:
    data = (SRC / "jobs" / "sample" / "papers" / "dot-thi-dua.txt").read_bytes()
    plan = file_plan(data, "dot.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan
    scan = a_file(cast.ward, content="scan 7", name="ban-ky.pdf", now=now)
    paper = Signature("7", "KH-UBND", TODAY, "Trần Quốc Bảo", scan)
    record_signature(plan, paper, by=cast.clerk.actor, now=now, today=TODAY)
    a_launched(cast, now, plan=plan)
    before = reading_of(plan.versions.get())
    again = read_paper(data + "\nPhụ lục kèm theo.\n".encode(), "sua-doi.txt")
    amendment = prepare_amendment(plan, a_case(), paper=again, by=cast.clerk.actor, now=now)
    after = reading_of(amendment.draft.versions.first())
    assert [row["id"] for row in after["targets"]] == [row["id"] for row in before["targets"]] != []
    assert amendment.draft.versions.count() == 2


def test_the_draft_is_neither_launched_nor_discarded_by_itself(cast: Any, movement: Movement, now: Any) -> None:
    amendment = an_amendment(cast, now, movement)
    with pytest.raises(Refused) as refused:
        services.draft_movement(amendment.draft, by=cast.clerk.actor, now=now, today=TODAY)
    assert codes(refused) == ["amends"]
    with pytest.raises(Refused) as refused:
        discard_plan(amendment.draft, by=cast.clerk.actor, now=now)
    assert codes(refused) == ["amends"]


def test_the_stranger_and_the_units_may_not(cast: Any, movement: Movement, now: Any) -> None:
    for member in (cast.stranger, cast.head, cast.officer, cast.chair):
        with pytest.raises(Refused) as refused:
            prepare_amendment(movement.plan, a_case(), by=member.actor, now=now)
        assert codes(refused) == ["no_permit"]
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    for member in (cast.stranger, cast.head):
        with pytest.raises(Refused):
            services.approve_amendment(amendment, by=member.actor, now=now, today=TODAY)


def test_a_movement_that_ended_is_not_amended(cast: Any, movement: Movement, now: Any) -> None:
    amendment = a_proposed_amendment(cast, now, movement, lower_first)
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as refused:
        services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)
    assert codes(refused) == ["wrong_step"]
    services.withdraw_amendment(amendment, by=cast.clerk.actor, now=now)
    assert faults() == []
