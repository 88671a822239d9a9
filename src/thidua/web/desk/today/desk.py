"""What the page of today reads, each thing once, however many kinds of task ask for it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from thidua.apps.movements import queries as movements
from thidua.apps.movements.queries import amendments
from thidua.apps.plans import queries as plans
from thidua.core.actors import Actor, Role
from thidua.core.permits import Act, may
from thidua.web.desk.calendar.lines import DeadlineLine, line_of

_WARD_STAFF = (Role.ADMIN, Role.CLERK, Role.CHAIR)
NEXT = 5
"""How many coming time limits the page shows."""


class Desk:
    """One person's desk on one day. Every property is one or two queries, made when a task first asks."""

    def __init__(self, actor: Actor, *, today: date, now: datetime) -> None:
        self.actor, self.today, self.now = actor, today, now
        self.is_staff = actor.holds(*_WARD_STAFF)

    def may_anywhere(self, act: Act) -> bool:
        return bool(may(self.actor, act))

    @cached_property
    def board(self) -> list[Any]:
        """Movements with their counts."""
        return list(movements.board(self.actor))

    def in_state(self, state: str) -> list[Any]:
        return [row for row in self.board if row.state == state]

    @cached_property
    def running(self) -> list[Any]:
        return self.in_state("launched")

    @cached_property
    def papers(self) -> list[Any]:
        """Plans that are not issued yet, with the state of each and whether a movement was begun."""
        return list(plans.unlaunched(self.actor))

    @cached_property
    def begun(self) -> set[UUID]:
        """Plans that have a movement already."""
        return {row.plan_id for row in self.board}

    @cached_property
    def sent_back(self) -> dict[UUID, str]:
        return movements.sent_back([row.id for row in self.in_state("draft")])

    @cached_property
    def amendments(self) -> list[Any]:
        """Amendments that are prepared or wait for a second person; only the ward's staff see any."""
        return amendments.on_their_way(self.actor) if self.is_staff else []

    @cached_property
    def names(self) -> dict[UUID, str]:
        """Names of those who proposed a launch."""
        return movements.names_of([row.proposed_by for row in self.in_state("proposed")])

    @cached_property
    def waiting(self) -> list[Any]:
        """Movements whose duties a unit of the actor has not taken."""
        return movements.waiting_for_acknowledgement(self.actor)

    @cached_property
    def not_acknowledged(self) -> dict[UUID, list[Any]]:
        """Units that have not taken their duties, by movement."""
        found: dict[UUID, list[Any]] = {}
        for row in movements.not_acknowledged(self.actor) if self.running else ():
            found.setdefault(row.movement_id, []).append(row)
        return found

    @cached_property
    def coming(self) -> list[DeadlineLine]:
        """The next time limits: of the ward for its staff, of the own units for others."""
        rows = movements.deadlines_of(self.actor, own=not self.is_staff, after=self.now)[:NEXT]
        return [line_of(row, self.today) for row in rows]

    @cached_property
    def numbers(self) -> dict[UUID, list[int]]:
        """Numbers of the targets of the running movements."""
        return movements.target_numbers([row.id for row in self.running]) if self.running else {}
