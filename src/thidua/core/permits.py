"""The table: which role may do which act, in which relation to the thing. One function answers for all doors."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from thidua.core.actors import ROLE_LABELS, Actor, Role
from thidua.core.verdicts import YES, Verdict, no


class Relation(StrEnum):
    """How near the holder's seat must be to the thing."""

    COMMUNE = "own commune"
    UNIT = "own unit"


class Act(StrEnum):
    """Everything a signed-in person may ask to do. Reading is an act too."""

    DESK_READ = "desk.read"
    CALENDAR_READ = "calendar.read"
    UNIT_READ = "unit.read"
    UNIT_MANAGE = "unit.manage"
    PERSON_READ = "person.read"
    PERSON_MANAGE = "person.manage"
    DEPUTY_NAME = "deputy.name"
    JOURNAL_READ = "journal.read"
    FILE_READ = "file.read"
    PLAN_READ = "plan.read"
    PLAN_FILE = "plan.file"
    PLAN_FILE_OWN = "plan.file_own"
    PLAN_CORRECT = "plan.correct"
    PLAN_SIGN = "plan.sign"
    LIBRARY_KEEP = "library.keep"
    AMENDMENT_PREPARE = "amendment.prepare"
    AMENDMENT_APPROVE = "amendment.approve"
    MOVEMENT_READ = "movement.read"
    MOVEMENT_ASSIGN = "movement.assign"
    TARGET_SHARE = "target.share"
    LAUNCH_PROPOSE = "launch.propose"
    LAUNCH_CONFIRM = "launch.confirm"
    MOVEMENT_CLOSE = "movement.close"
    DUTY_READ = "duty.read"
    DUTY_ACKNOWLEDGE = "duty.acknowledge"
    REACH_READ = "reach.read"
    DELIVERY_RECORD = "delivery.record"
    JOIN_MANAGE = "join.manage"


_EVERYONE = dict.fromkeys(Role, Relation.COMMUNE)
_WARD_STAFF = {
    Role.ADMIN: Relation.COMMUNE,
    Role.CLERK: Relation.COMMUNE,
    Role.CHAIR: Relation.COMMUNE,
}
_INSIDE = _WARD_STAFF | {Role.UNIT_HEAD: Relation.COMMUNE, Role.OFFICER: Relation.COMMUNE}
_CLERKS = {Role.CLERK: Relation.COMMUNE}
_SETTERS = {Role.ADMIN: Relation.COMMUNE, Role.CLERK: Relation.COMMUNE}

TABLE: dict[Act, dict[Role, Relation]] = {
    Act.DESK_READ: _EVERYONE,
    Act.CALENDAR_READ: _EVERYONE,
    Act.UNIT_READ: _INSIDE,
    Act.UNIT_MANAGE: _SETTERS,
    Act.PERSON_READ: _SETTERS | {Role.CHAIR: Relation.COMMUNE},
    Act.PERSON_MANAGE: _SETTERS,
    Act.DEPUTY_NAME: _SETTERS,
    Act.JOURNAL_READ: {Role.ADMIN: Relation.COMMUNE, Role.CHAIR: Relation.COMMUNE, Role.CLERK: Relation.COMMUNE},
    Act.FILE_READ: _INSIDE,
    Act.PLAN_READ: _INSIDE,
    Act.PLAN_FILE: _CLERKS,
    Act.PLAN_FILE_OWN: {Role.UNIT_HEAD: Relation.UNIT, Role.OFFICER: Relation.UNIT},
    Act.PLAN_CORRECT: _CLERKS,
    Act.PLAN_SIGN: _CLERKS,
    Act.LIBRARY_KEEP: _CLERKS,
    Act.AMENDMENT_PREPARE: _CLERKS,
    Act.AMENDMENT_APPROVE: {Role.CLERK: Relation.COMMUNE, Role.CHAIR: Relation.COMMUNE},
    Act.MOVEMENT_READ: _INSIDE,
    Act.MOVEMENT_ASSIGN: _CLERKS,
    Act.TARGET_SHARE: _CLERKS,
    Act.LAUNCH_PROPOSE: _CLERKS,
    Act.LAUNCH_CONFIRM: {Role.CLERK: Relation.COMMUNE, Role.CHAIR: Relation.COMMUNE},
    Act.MOVEMENT_CLOSE: _CLERKS,
    Act.DUTY_READ: _WARD_STAFF | {Role.UNIT_HEAD: Relation.UNIT, Role.OFFICER: Relation.UNIT},
    Act.DUTY_ACKNOWLEDGE: {Role.UNIT_HEAD: Relation.UNIT, Role.OFFICER: Relation.UNIT},
    Act.REACH_READ: _WARD_STAFF,
    Act.DELIVERY_RECORD: _CLERKS,
    Act.JOIN_MANAGE: _CLERKS,
}


def may(actor: Actor, act: Act, *, commune: UUID | None = None, unit: UUID | None = None) -> Verdict:
    """Whether `actor` may do `act` to a thing of `commune` (and of `unit`, where the table asks for the own unit).

    Without a commune the question is whether the act is possible anywhere. A refusal names the roles that may.
    """
    if actor.is_program:
        return YES
    for role, relation in TABLE[act].items():
        near_unit = unit if relation is Relation.UNIT else None
        if actor.holds(role, commune=commune, unit=near_unit):
            return YES
    who = ", ".join(ROLE_LABELS[role] for role in TABLE[act])
    return no("no_permit", "Việc này do người khác làm: {who}.", who=who)
