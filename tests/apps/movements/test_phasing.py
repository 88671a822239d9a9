"""Phases, reviews, peaks, blocks: what is stored before the launch, and what the launch makes of it."""

from __future__ import annotations

from datetime import date

import pytest

from movement_builders import a_draft, a_launched, a_plan, a_proposal, a_reading
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Deadline, Duty, Movement, Participant, Phase
from thidua.apps.units.models import Block, BlockSeat
from thidua.core.movements.peaks import PeakRow
from thidua.core.movements.phases import PhaseRow

ONE = PhaseRow("Giai đoạn 1", "Làm điểm", date(2026, 1, 1), date(2027, 12, 31), date(2027, 12, 15))
TWO = PhaseRow("Giai đoạn 2", "Nhân rộng", date(2028, 1, 1), date(2030, 12, 31), date(2030, 11, 29))
PEAK = PeakRow("Cao điểm 30/4", date(2026, 4, 1), date(2026, 4, 30), "south_liberated", "", "Dọn bến")


def a_thematic(cast, now, **more):
    reading = a_reading(
        movement={"name": "Bến sạch 2026-2030", "type": "thematic"},
        period={"from": "2026", "to": "2030"},
        phases=[
            {"label": "Giai đoạn 1", "name": "Làm điểm", "from": "2026", "to": "2027"},
            {"label": "Giai đoạn 2", "name": "Nhân rộng", "from": "2028", "to": "2030"},
        ],
    )
    return a_draft(cast, now, plan=a_plan(cast, now, reading=reading), **more)


def save(movement, rows, cast, now, *, by=None, base=None):
    return services.save_phases(movement, rows, base=base, by=by or cast.clerk.actor, now=now)


def test_a_thematic_plan_brings_phases_with_reviews_of_its_own(cast, now):
    rows = queries.phase_values(a_thematic(cast, now))
    assert [(row["label"], row["review_on"]) for row in rows] == [
        ("Giai đoạn 1", date(2027, 12, 31)), ("Giai đoạn 2", date(2030, 12, 31)),
    ]  # fmt: skip


def test_saving_works_is_journalled_and_twice_does_no_harm(cast, now):
    movement = a_thematic(cast, now)
    assert save(movement, [ONE, TWO], cast, now).reasons == ()
    save(movement, [ONE, TWO], cast, now)
    assert [row.review_on for row in Phase.objects.filter(movement=movement)] == [ONE.review_on, TWO.review_on]
    assert Entry.objects.filter(event="phases.changed", subject=movement.id).count() == 1


def test_no_phase_at_all_may_be_saved(cast, now):
    movement = a_thematic(cast, now)
    save(movement, [], cast, now)
    assert queries.phase_values(Movement.objects.get(pk=movement.pk)) == []


@pytest.mark.parametrize("who", ["stranger", "head", "chair", "admin"])
def test_saving_refuses_others(cast, now, who):
    movement = a_thematic(cast, now)
    with pytest.raises(Refused):
        save(movement, [ONE], cast, now, by=getattr(cast, who).actor)
    assert not Phase.objects.exists()


def test_saving_refuses_at_the_wrong_step_and_from_an_old_page(cast, now):
    movement = a_thematic(cast, now)
    with pytest.raises(Refused, match="Người khác vừa sửa"):
        save(movement, [ONE], cast, now, base=movement.revision + 5)
    launched = a_launched(cast, now, plan=a_plan(cast, now, title="Kế hoạch khác"))
    with pytest.raises(Refused):
        save(launched, [ONE], cast, now)


def test_what_does_not_fit_is_refused_and_nothing_is_stored(cast, now):
    movement = a_thematic(cast, now)
    with pytest.raises(Refused) as told:
        save(movement, [ONE, PhaseRow("Giai đoạn 2", "", date(2027, 1, 1), date(2031, 1, 1))], cast, now)
    assert [reason.field for reason in told.value.verdict.reasons] == ["ends_on-1"]
    assert not Phase.objects.exists()


def test_the_launch_makes_a_review_of_each_phase(cast, now):
    movement = a_thematic(cast, now)
    save(movement, [ONE, TWO], cast, now)
    services.propose_launch(movement, by=cast.clerk.actor, now=now)
    services.launch_movement(movement, by=cast.chair.actor, now=now, today=date(2026, 3, 2))
    reviews = Deadline.objects.filter(movement=movement, kind="review").order_by("due_on")
    assert [(row.what, row.due_on) for row in reviews] == [
        ("Sơ kết Giai đoạn 1", date(2027, 12, 15)), ("Tổng kết phong trào", date(2030, 11, 29)),
    ]  # fmt: skip
    assert {duty.unit_id for duty in Duty.objects.filter(deadline__in=reviews)} == {cast.office.id}
    assert Phase.objects.filter(movement=movement).count() == 2


def test_a_plan_that_has_the_review_itself_gets_no_second_one(cast, now):
    reading = a_reading(
        movement={"name": "Bến sạch", "type": "thematic"}, period={"from": "2026", "to": "2027"},
        phases=[{"label": "Giai đoạn 1", "from": "2026", "to": "2027"}],
        deadlines=[{
            "kind": "review", "when": "chậm nhất ngày 31/12/2027", "date": "2027-12-31", "bound": "by",
            "what": "Tổng kết",
        }],
    )  # fmt: skip
    movement = a_launched(cast, now, plan=a_plan(cast, now, reading=reading))
    assert [row.what for row in movement.deadlines.filter(kind="review")] == ["Tổng kết"]


def test_the_kind_stops_a_launch_that_lacks_its_days(cast, now):
    reading = a_reading(movement={"name": "Đợt thi đua", "type": "campaign"}, period={"from": "2026-04-01", "to": None})
    with pytest.raises(Refused) as told:
        a_proposal(cast, now, plan=a_plan(cast, now, reading=reading))
    assert [reason.code for reason in told.value.verdict.reasons] == ["kind_days"]


def a_block(cast, *units):
    block = Block.objects.create(commune=cast.ward.id, unit=cast.ward, name="Khối trường học")
    for unit in units:
        BlockSeat.objects.create(block=block, unit=unit, role="member")
    return block


def test_the_members_of_the_block_take_part(cast, now):
    reading = a_reading(movement={"name": "Thi đua của khối", "type": "block"})
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    services.choose_block(movement, a_block(cast, cast.school, cast.group_one).id, by=cast.clerk.actor, now=now)
    services.propose_launch(movement, by=cast.clerk.actor, now=now)
    services.launch_movement(movement, by=cast.chair.actor, now=now, today=date(2026, 3, 2))
    taking_part = set(Participant.objects.filter(movement=movement).values_list("unit_id", flat=True))
    assert {cast.school.id, cast.group_one.id} <= taking_part


def test_a_block_of_another_ward_or_without_members_is_refused(cast, now):
    reading = a_reading(movement={"name": "Thi đua của khối", "type": "block"})
    movement = a_draft(cast, now, plan=a_plan(cast, now, reading=reading))
    foreign = Block.objects.create(commune=cast.other_ward.id, unit=cast.other_ward, name="Khối lạ")
    with pytest.raises(Refused):
        services.choose_block(movement, foreign.id, by=cast.clerk.actor, now=now)
    services.choose_block(movement, a_block(cast).id, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused, match="chưa có thành viên"):
        services.propose_launch(movement, by=cast.clerk.actor, now=now)


def test_a_peak_is_added_once_journalled_and_taken_out(cast, now):
    movement = a_launched(cast, now)
    first = services.add_peak(movement, PEAK, by=cast.clerk.actor, now=now)
    assert services.add_peak(movement, PEAK, by=cast.clerk.actor, now=now).pk == first.pk
    assert [line.occasion for line in queries.peaks_of(movement)] == [
        "Giải phóng miền Nam, thống nhất đất nước (30/4)"
    ]  # fmt: skip
    services.remove_peak(first, by=cast.clerk.actor, now=now)
    services.remove_peak(first, by=cast.clerk.actor, now=now)
    assert queries.peaks_of(movement) == []
    told = Entry.objects.filter(subject=movement.id, event__startswith="peak.").values_list("event", flat=True)
    assert list(told) == ["peak.added", "peak.removed"]


@pytest.mark.parametrize("who", ["stranger", "head", "chair"])
def test_a_peak_refuses_others_and_a_closed_movement(cast, now, who):
    movement = a_launched(cast, now)
    with pytest.raises(Refused):
        services.add_peak(movement, PEAK, by=getattr(cast, who).actor, now=now)
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused, match="đã kết thúc"):
        services.add_peak(movement, PEAK, by=cast.clerk.actor, now=now)


def test_a_peak_outside_the_movement_is_refused_at_its_field(cast, now):
    movement = a_launched(cast, now)
    sent = PeakRow("Cao điểm Tết", date(2027, 1, 10), date(2027, 2, 6), "tet")
    with pytest.raises(Refused) as told:
        services.add_peak(movement, sent, by=cast.clerk.actor, now=now)
    assert [reason.field for reason in told.value.verdict.reasons] == ["ends_on"]
