"""What each unit has to do, who takes it, and the end of a movement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from builders import a_person, a_seat, a_unit, an_account
from cast import TODAY
from movement_builders import a_launched, a_proposal
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.movements import queries, services
from thidua.apps.movements.models import Movement
from thidua.apps.plans.models import Plan
from thidua.apps.units.models import Succession
from thidua.apps.units.queries import actor_of


def take(movement, unit, member, now):
    return services.acknowledge_duties(movement, unit.id, by=member.actor, now=now)


def test_each_unit_has_its_own_sheet(cast, now):
    movement = a_launched(cast, now)
    economy = queries.duty_sheet(movement, cast.economy)
    assert [duty.target.number for duty in economy.leads] == [1, 2, 3]
    assert (economy.duties, economy.reports) == ([], [])
    group = queries.duty_sheet(movement, cast.group_one)
    assert [duty.text for duty in group.duties] == ["Dọn vệ sinh ngõ phố."]
    assert [duty.deadline.due for duty in group.reports] == ["2026-12-05"]
    assert not group.leads


def test_works(cast, now):
    movement = a_launched(cast, now)
    part = take(movement, cast.economy, cast.head, now)
    assert (part.acknowledged_by, part.acknowledged_at) == (cast.head.person.id, now)
    assert queries.duty_sheet(movement, cast.economy).acknowledged == part


@pytest.mark.parametrize("who", ["clerk", "chair", "admin", "school_officer", "city_officer", "stranger"])
def test_refuses_the_stranger(cast, now, who):
    movement = a_launched(cast, now)
    with pytest.raises(Refused):
        take(movement, cast.economy, getattr(cast, who), now)
    assert not movement.participants.filter(acknowledged_at__isnull=False).exists()


def test_refuses_a_unit_without_a_part(cast, now):
    with pytest.raises(Refused) as refused:
        take(a_launched(cast, now), cast.school, cast.school_officer, now)
    assert refused.value.verdict.reasons[0].code == "no_part"


def test_refuses_at_the_wrong_step(cast, now):
    with pytest.raises(Refused) as refused:
        take(a_proposal(cast, now), cast.economy, cast.head, now)
    assert refused.value.verdict.reasons[0].code == "not_launched"


def test_twice_does_no_harm(cast, now):
    movement = a_launched(cast, now)
    take(movement, cast.economy, cast.head, now)
    again = take(movement, cast.economy, cast.officer, now + timedelta(hours=1))
    assert (again.acknowledged_by, again.acknowledged_at) == (cast.head.person.id, now)
    assert Entry.objects.filter(event="duties.acknowledged").count() == 1


def test_is_journalled(cast, now):
    take(a_launched(cast, now), cast.economy, cast.head, now)
    assert Entry.objects.order_by("-seq").first().event == "duties.acknowledged"


@pytest.fixture
def merged(cast, now):
    """The economy office ends in mid-year and a new one carries on; its head has a seat in the new one only."""
    movement = a_launched(cast, now)
    new = a_unit("Phòng Kinh tế và Đô thị", parent=cast.ward, from_on=date(2026, 3, 2))
    Succession.objects.create(predecessor=cast.economy, successor=new, on=date(2026, 3, 2))
    cast.economy.to_on = date(2026, 3, 1)
    cast.economy.save()
    person = a_person("Mai Thị Nối", commune=cast.ward)
    a_seat(person, new, "unit_head")
    return movement, new, actor_of(an_account(person, "noi.mt"), TODAY)


def test_a_successor_sees_and_takes_the_duties_of_what_it_follows(merged, now):
    movement, new, actor = merged
    assert [waiting.unit for waiting in queries.waiting_for_acknowledgement(actor)] == [new]
    assert [duty.target.number for duty in queries.duty_sheet(movement, new).leads] == [1, 2, 3]
    services.acknowledge_duties(movement, new.id, by=actor, now=now)
    assert queries.waiting_for_acknowledgement(actor) == []
    assert queries.units_of_actor(movement, actor) == [new]


def test_the_overview_names_the_successor(merged, cast):
    movement, new, _ = merged
    assert {tuple(line.owners) for line in queries.overview(movement)} == {(new,)}
    assert queries.owners_today(movement.targets.get(number=1)) == [new]


def test_who_has_not_taken_is_waited_for(cast, now):
    movement = a_launched(cast, now)
    take(movement, cast.economy, cast.head, now)
    assert {part.unit for part in queries.not_acknowledged(cast.clerk.actor)} == {cast.office, cast.group_one}
    assert not queries.not_acknowledged(cast.stranger.actor).exists()


def test_deadlines_are_own_or_all(cast, now):
    a_launched(cast, now)
    clerk, head = cast.clerk.actor, cast.head.actor
    assert [row.due for row in queries.deadlines_of(clerk, own=False, after=now)] == ["2026-12-05", "2026-12-15"]
    assert [row.due for row in queries.deadlines_of(clerk, own=True)] == ["2026-12-15"]
    assert [row.due for row in queries.deadlines_of(head, own=True)] == []
    assert not queries.deadlines_of(cast.stranger.actor, own=False).exists()


def test_a_deadline_is_coming_until_the_instant_it_closes(cast, now):
    row = a_launched(cast, now).deadlines.get(due="2026-12-05")
    before = row.closes_at - timedelta(seconds=1)
    assert row in queries.deadlines_of(cast.clerk.actor, own=False, after=before)
    assert row not in queries.deadlines_of(cast.clerk.actor, own=False, after=row.closes_at)


def test_closing_ends_the_plan_too_and_twice_does_no_harm(cast, now):
    movement = a_launched(cast, now)
    for minutes in (0, 5):
        services.close_movement(movement, by=cast.clerk.actor, now=now + timedelta(minutes=minutes))
    row = Movement.objects.get(pk=movement.pk)
    assert (row.state, row.closed_at) == ("closed", now)
    assert Plan.objects.get(pk=movement.plan_id).state == "closed"
    assert Entry.objects.filter(event="movement.closed").count() == 1


def test_nothing_is_taken_after_the_end(cast, now):
    movement = a_launched(cast, now)
    services.close_movement(movement, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused):
        take(movement, cast.economy, cast.head, now)


@pytest.mark.parametrize("who", ["admin", "chair", "head", "stranger"])
def test_closing_refuses_the_stranger(cast, now, who):
    with pytest.raises(Refused):
        services.close_movement(a_launched(cast, now), by=getattr(cast, who).actor, now=now)


def test_closing_refuses_at_the_wrong_step(cast, now):
    with pytest.raises(Refused):
        services.close_movement(a_proposal(cast, now), by=cast.clerk.actor, now=now)


def test_a_launched_movement_is_seen_inside_its_ward_alone(cast, now):
    movement = a_launched(cast, now)
    seeing = {name for name, member in cast.members().items() if movement in queries.visible_to(member.actor)}
    assert seeing == set(cast.members()) - {"stranger", "city_officer"}
