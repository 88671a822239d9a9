"""Two people press at the same instant: the lock of the commune lets one launch happen."""

from __future__ import annotations

import pytest
from django.db import connection

from builders import together
from cast import TODAY, standing_cast
from movement_builders import a_proposal
from thidua.apps.journal.models import Entry
from thidua.apps.journal.queries import verify_all
from thidua.apps.movements import services
from thidua.apps.movements.models import Movement, Participant, Target

pytestmark = pytest.mark.django_db(transaction=True)


def on_file() -> bool:
    """SQLite in memory has one connection for all threads: there is no race to lose."""
    return connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"])


def test_two_confirmations_make_one_launch(now):
    assert on_file(), "the tests run on a database file"
    cast = standing_cast()
    movement = a_proposal(cast, now)
    actors = [cast.chair.actor, cast.second_clerk.actor]
    came = together(
        *(lambda actor=actor: services.launch_movement(movement, by=actor, now=now, today=TODAY) for actor in actors)
    )
    assert {row.state for row in came} == {"launched"}
    assert len({row.launched_by for row in came}) == 1
    assert Entry.objects.filter(event="movement.launched").count() == 1
    assert (Target.objects.count(), Participant.objects.count()) == (5, 3)
    assert list(verify_all()) == []


def test_confirming_and_taking_back_at_once_leaves_one_of_both(now):
    cast = standing_cast()
    movement = a_proposal(cast, now)
    chair, clerk = cast.chair.actor, cast.clerk.actor
    together(
        lambda: services.launch_movement(movement, by=chair, now=now, today=TODAY),
        lambda: services.withdraw_launch(movement, "Chờ đã.", by=clerk, now=now),
    )
    state = Movement.objects.get(pk=movement.pk).state
    assert (state, Target.objects.exists()) in {("launched", True), ("draft", False)}
    assert list(verify_all()) == []
