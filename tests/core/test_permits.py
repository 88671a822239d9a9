"""The table of permits: complete, scoped to commune and unit, and a refusal says who may."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.actors import ROLE_LABELS, Actor, Held, Role, program
from thidua.core.permits import TABLE, Act, Relation, may

WARD, OTHER, UNIT, ELSEWHERE = uuid4(), uuid4(), uuid4(), uuid4()
CLERKS = {Role.CLERK}
STAFF = {Role.ADMIN, Role.CLERK, Role.CHAIR}
INSIDE = STAFF | {Role.UNIT_HEAD, Role.OFFICER}
EXPECTED = {
    Act.DESK_READ: set(Role),
    Act.CALENDAR_READ: set(Role),
    Act.UNIT_READ: INSIDE,
    Act.UNIT_MANAGE: {Role.ADMIN, Role.CLERK},
    Act.PERSON_READ: STAFF,
    Act.PERSON_MANAGE: {Role.ADMIN, Role.CLERK},
    Act.DEPUTY_NAME: {Role.ADMIN, Role.CLERK},
    Act.JOURNAL_READ: STAFF,
    Act.FILE_READ: INSIDE,
    Act.PLAN_FILE: CLERKS,
    Act.PLAN_CORRECT: CLERKS,
    Act.PLAN_SIGN: CLERKS,
    Act.AMENDMENT_PREPARE: CLERKS,
    Act.AMENDMENT_APPROVE: CLERKS | {Role.CHAIR},
    Act.MOVEMENT_ASSIGN: CLERKS,
    Act.TARGET_SHARE: CLERKS,
    Act.LAUNCH_PROPOSE: CLERKS,
    Act.LAUNCH_CONFIRM: CLERKS | {Role.CHAIR},
    Act.MOVEMENT_CLOSE: CLERKS,
    Act.MOVEMENT_READ: INSIDE,
    Act.PLAN_READ: INSIDE,
    Act.DUTY_ACKNOWLEDGE: {Role.UNIT_HEAD, Role.OFFICER},
    Act.DUTY_READ: INSIDE,
    Act.PLAN_FILE_OWN: {Role.UNIT_HEAD, Role.OFFICER},
    Act.REACH_READ: STAFF,
    Act.DELIVERY_RECORD: CLERKS,
    Act.JOIN_MANAGE: CLERKS,
    Act.LIBRARY_KEEP: CLERKS,
}


def holder(role, *, unit=UNIT, commune=WARD):
    return Actor(uuid4(), "A", frozenset({Held(role, unit, commune)}))


def test_every_act_stands_in_the_table_and_every_role_has_a_label():
    assert set(TABLE) == set(Act) == set(EXPECTED)
    assert set(ROLE_LABELS) == set(Role)
    assert all(TABLE.values())


@pytest.mark.parametrize("act", list(Act))
def test_an_act_is_written_as_it_is_named(act):
    assert act.value == act.name.lower().replace("_", ".", 1)


def test_how_near_is_told_in_words():
    assert [relation.value for relation in Relation] == ["own commune", "own unit"]


@pytest.mark.parametrize("act", list(EXPECTED))
@pytest.mark.parametrize("role", list(Role))
def test_who_may_what(act, role):
    assert bool(may(holder(role), act, commune=WARD, unit=UNIT)) is (role in EXPECTED[act])


@given(st.sampled_from(Act), st.sampled_from(Role))
def test_no_role_reaches_into_another_commune(act, role):
    assert not may(holder(role), act, commune=OTHER, unit=UNIT)


@given(st.sampled_from(Act), st.sampled_from(Role))
def test_the_own_unit_is_asked_for_where_the_table_says_so(act, role):
    allowed = may(holder(role), act, commune=WARD, unit=ELSEWHERE)
    assert bool(allowed) is (TABLE[act].get(role) is Relation.COMMUNE)


def test_an_act_of_the_own_unit_cannot_be_asked_with_another_commune_of_that_unit():
    assert not may(holder(Role.OFFICER), Act.DUTY_ACKNOWLEDGE, commune=OTHER, unit=UNIT)


@pytest.mark.parametrize("act", list(Act))
def test_somebody_without_a_seat_or_sign_in_may_nothing(act):
    assert not may(Actor(None, ""), act, commune=WARD, unit=UNIT)
    assert not may(Actor(uuid4(), "B"), act)


@pytest.mark.parametrize("act", list(Act))
def test_the_program_may_everything(act):
    assert may(program(), act, commune=WARD)


def test_a_refusal_names_who_may():
    verdict = may(holder(Role.OFFICER), Act.LAUNCH_CONFIRM, commune=WARD)
    assert verdict.reasons[0].code == "no_permit"
    clerk, chair = ROLE_LABELS[Role.CLERK], ROLE_LABELS[Role.CHAIR]
    assert verdict.text == f"Việc này do người khác làm: {clerk}, {chair}."
