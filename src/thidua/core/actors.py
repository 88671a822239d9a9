"""Who is acting, as plain values: a person and the seats held on the day of the act."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a seat lets its holder do. Labels stand in `ROLE_LABELS`, once."""

    ADMIN = "admin"
    CLERK = "clerk"
    CHAIR = "chair"
    UNIT_HEAD = "unit_head"
    OFFICER = "officer"
    CITY_OFFICER = "city_officer"


ROLE_LABELS = {
    Role.ADMIN: "Quản trị hệ thống",
    Role.CLERK: "Thường trực thi đua, khen thưởng",
    Role.CHAIR: "Lãnh đạo Ủy ban nhân dân",
    Role.UNIT_HEAD: "Thủ trưởng đơn vị",
    Role.OFFICER: "Cán bộ đơn vị",
    Role.CITY_OFFICER: "Cán bộ thành phố",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A seat held today: the role, the unit it is in, and the commune that unit belongs to (its own id for a city)."""

    role: Role
    unit: UUID
    commune: UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind an act.

    `deputising_for` names the persons whose seats are lent to this actor today; their seats are already in `seats`.
    A job of the program itself is an actor without person, made by `program()` alone: somebody who has not signed in
    also has no person, and no right.
    """

    person: UUID | None
    name: str
    seats: frozenset[Held] = field(default_factory=frozenset)
    deputising_for: tuple[UUID, ...] = ()
    is_program: bool = False

    def holds(self, *roles: Role, commune: UUID | None = None, unit: UUID | None = None) -> bool:
        """Whether one of `roles` is held, in this commune or unit when one is named."""
        return any(
            seat.role in roles and commune in (None, seat.commune) and unit in (None, seat.unit) for seat in self.seats
        )

    @property
    def communes(self) -> frozenset[UUID]:
        """The communes (or cities) this actor has a seat in."""
        return frozenset(seat.commune for seat in self.seats)

    @property
    def units(self) -> frozenset[UUID]:
        """The units this actor has a seat in."""
        return frozenset(seat.unit for seat in self.seats)


def program(name: str = "Thidua") -> Actor:
    """The program itself, for set-up and scheduled work. It passes every permit; its name stands in the journal."""
    return Actor(person=None, name=name, is_program=True)
