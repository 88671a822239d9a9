"""Whatever order the acts on a plan come in, by whomever, allowed or refused: the rules of the data hold afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import TODAY, standing_cast
from movement_builders import a_case, a_launched, a_target, lower_first, move_yearly, sign_amendment
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.movements import services
from thidua.apps.movements.models import Deadline, Duty, Movement, Target
from thidua.apps.plans.mapping import put_reading, reading_of
from thidua.apps.plans.models import Amendment
from thidua.apps.plans.services import prepare_amendment, send_back_amendment
from thidua.core.plans.identity import name_items
from thidua.jobs.keeping.invariants import failures

pytestmark = pytest.mark.django_db

PEOPLE = ("clerk", "second_clerk", "chair", "officer", "stranger")
ACTS = (
    "prepare", "lower", "move", "grow", "shrink", "turn", "sign", "own",
    "propose", "send_back", "approve", "withdraw", "acknowledge", "close",
)  # fmt: skip


class World:
    """A ward with a launched movement, and every act on its amendment by its name."""

    def __init__(self, now: Any) -> None:
        self.cast, self.now, self.made = standing_cast(), now, 0
        self.movement = a_launched(self.cast, now)

    def amendment(self) -> Amendment:
        found = Amendment.objects.order_by("-prepared_at", "-id").filter(state__in=["prepared", "proposed"]).first()
        return found or Amendment.objects.order_by("ordinal").last() or self._begun("clerk")

    def _begun(self, who: str) -> Amendment:
        return prepare_amendment(self.movement.plan, a_case(), by=getattr(self.cast, who).actor, now=self.now)

    def take(self, act: str, who: str) -> None:
        by = getattr(self.cast, who).actor
        day = {"by": by, "now": self.now, "today": TODAY}
        if act == "prepare":
            self._begun(who)
        elif act in ("lower", "move", "grow", "shrink", "turn"):
            self._edit(act)
        elif act == "sign":
            self.made += 1
            sign_amendment(self.cast, self.now, self.amendment(), number=str(100 + self.made))
        elif act == "own":
            self._own(day)
        elif act == "send_back":
            send_back_amendment(self.amendment(), "Xem lại", by=by, now=self.now)
        elif act == "withdraw":
            services.withdraw_amendment(self.amendment(), by=by, now=self.now)
        elif act == "acknowledge":
            services.acknowledge_duties(self.movement, self.cast.economy.pk, by=by, now=self.now)
        elif act == "close":
            services.close_movement(self.movement, by=by, now=self.now)
        else:
            {"propose": services.propose_amendment, "approve": services.approve_amendment}[act](self.amendment(), **day)

    def _own(self, day: dict) -> None:
        amendment = self.amendment()
        reading = reading_of(amendment.draft.versions.first())
        known = set(self.movement.targets.values_list("id", flat=True))
        new = [UUID(item["id"]) for item in reading["targets"] if UUID(item["id"]) not in known]
        services.assign_amendment(amendment, dict.fromkeys(new, self.cast.school.id), {}, **day)

    def _edit(self, act: str) -> None:
        """Straight into the reading of the draft, as a correction stores it."""
        amendment = self.amendment()
        if amendment.state not in ("prepared", "proposed"):
            return
        version = amendment.draft.versions.first()
        reading = reading_of(version)
        self.made += 1
        if act == "lower":
            lower_first(reading) if reading["targets"] else None
        elif act == "move":
            move_yearly(reading)
        elif act == "grow":
            reading["targets"].append(a_target(f"n{self.made}", f"Trồng thêm {self.made} cây."))
        elif act == "shrink" and len(reading["targets"]) > 1:
            reading["targets"].pop()
        else:
            reading["targets"].reverse()
        numbers = iter(range(10**6))
        name_items(reading, lambda: str(UUID(int=self.made * 10**6 + next(numbers))))
        put_reading(version, reading)
        version.revision += 1
        version.save()

    def rows(self) -> set[Any]:
        kept = [Target.objects.filter(movement=self.movement)]
        kept += [model.every.filter(movement=self.movement) for model in (Deadline, Duty)]
        return {ident for rows in kept for ident in rows.values_list("id", flat=True)}


@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE)), min_size=4, max_size=16))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_acts_keeps_the_rules(db: Any, now: Any, acts: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        run(World(now), acts)
        transaction.set_rollback(True)


def run(world: World, acts: list[tuple[str, str]]) -> World:
    for act, who in acts:
        before = world.rows()
        try:
            world.take(act, who)
        except Refused:
            assert world.rows() == before
        assert before <= world.rows(), f"{act} lost a row"
    assert [found for found in failures() if found.name != "files_have_bytes"] == []
    assert list(verify_all()) == []
    return world


USUAL = (
    ("prepare", "clerk"), ("lower", "clerk"), ("grow", "clerk"), ("sign", "clerk"), ("own", "clerk"),
    ("propose", "clerk"), ("approve", "clerk"), ("approve", "chair"),
)  # fmt: skip


@given(more=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE[:3])), max_size=6), at=st.integers(0, 8))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_usual_way_with_acts_between_keeps_the_rules(db: Any, now: Any, more: list, at: int) -> None:
    with transaction.atomic():
        run(World(now), [*USUAL[:at], *more, *USUAL[at:]])
        transaction.set_rollback(True)


def test_the_usual_way_reaches_its_end(now: Any) -> None:
    world = run(World(now), [*USUAL, *USUAL])
    assert Amendment.objects.filter(state="applied").count() == 2
    assert Movement.objects.get().targets.filter(withdrawn_on__isnull=True, parent=None).count() == 5
    assert world.movement.plan.versions.count() == 3
