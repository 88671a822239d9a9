"""Two approve, edit or give up at the same instant: the lock of the commune lets one of both happen."""

from __future__ import annotations

from typing import Any

import pytest

from builders import together
from cast import TODAY, standing_cast
from movement_builders import a_case, a_launched, a_proposed_amendment, an_id, lower_first
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import services
from thidua.apps.movements.mapping import measures_of
from thidua.apps.movements.models import Alteration, Target
from thidua.apps.plans.models import Amendment, PlanVersion
from thidua.apps.plans.services import correct_plan, prepare_amendment
from thidua.jobs.keeping.invariants import failures

pytestmark = pytest.mark.django_db(transaction=True)


def faults() -> list[Any]:
    return [found for found in failures() if found.name not in ("files_have_bytes", "an_administrator_remains")]


def test_two_approvals_at_once_make_one_version(now: Any) -> None:
    cast = standing_cast()
    amendment = a_proposed_amendment(cast, now, a_launched(cast, now), lower_first)
    actors = [cast.chair.actor, cast.second_clerk.actor]
    came = together(
        *(lambda one=one: services.approve_amendment(amendment, by=one, now=now, today=TODAY) for one in actors)
    )
    assert {row.state for row in came} == {"applied"}
    assert len({row.approved_by for row in came}) == 1
    assert Entry.objects.filter(event="amendment.applied").count() == 1
    assert PlanVersion.objects.filter(plan=amendment.plan).count() == 2
    assert Alteration.objects.filter(label="Đích").count() == 1
    assert faults() == [] and list(verify_all()) == []


def test_approving_while_somebody_edits_takes_what_was_proposed_or_nothing(now: Any) -> None:
    cast = standing_cast()
    amendment = a_proposed_amendment(cast, now, a_launched(cast, now), lower_first)
    chair, clerk = cast.chair.actor, cast.second_clerk.actor
    together(
        lambda: services.approve_amendment(amendment, by=chair, now=now, today=TODAY),
        lambda: correct_plan(amendment.draft, an_id("(2)"), "text", "Khác hẳn", base=None, by=clerk, now=now),
    )
    state = Amendment.objects.get().state
    goal = measures_of(Target.objects.get(pk=an_id("(1)")).measures)[0]["value"]
    assert (state, goal) in {("applied", 100), ("proposed", 120)}
    assert Target.objects.get(pk=an_id("(2)")).text != "Khác hẳn"
    assert faults() == [] and list(verify_all()) == []


def test_approving_and_giving_up_at_once_leaves_one_of_both(now: Any) -> None:
    cast = standing_cast()
    amendment = a_proposed_amendment(cast, now, a_launched(cast, now), lower_first)
    chair, clerk = cast.chair.actor, cast.clerk.actor
    together(
        lambda: services.approve_amendment(amendment, by=chair, now=now, today=TODAY),
        lambda: services.withdraw_amendment(amendment, by=clerk, now=now),
    )
    versions = PlanVersion.objects.filter(plan=amendment.plan).count()
    assert (Amendment.objects.get().state, versions) in {("applied", 2), ("withdrawn", 1)}
    assert faults() == [] and list(verify_all()) == []


def test_two_begin_at_once_and_one_amendment_is_begun(now: Any) -> None:
    cast = standing_cast()
    plan = a_launched(cast, now).plan
    came = together(
        *(
            lambda one=one: prepare_amendment(plan, a_case(), by=one, now=now)
            for one in (cast.clerk.actor, cast.second_clerk.actor)
        )
    )
    assert sorted((type(one) for one in came), key=str) == sorted([Amendment, Refused], key=str)
    assert Amendment.objects.count() == 1
