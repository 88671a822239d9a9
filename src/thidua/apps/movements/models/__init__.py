"""Tables of movements: the movement itself, shares of its targets, what amendments changed."""

from thidua.apps.movements.models.amendments import Alteration, AlterationKind
from thidua.apps.movements.models.movement import (
    Assignment,
    AssignmentKind,
    Attachment,
    Deadline,
    DeadlineBound,
    Duty,
    DutyKindChoice,
    EveryRow,
    InForce,
    Matching,
    Movement,
    MovementKind,
    MovementLink,
    MovementState,
    Participant,
    Phase,
    Target,
)
from thidua.apps.movements.models.shares import Share

__all__ = [
    "Alteration",
    "AlterationKind",
    "Assignment",
    "AssignmentKind",
    "Attachment",
    "Deadline",
    "DeadlineBound",
    "Duty",
    "DutyKindChoice",
    "EveryRow",
    "InForce",
    "Matching",
    "Movement",
    "MovementKind",
    "MovementLink",
    "MovementState",
    "Participant",
    "Phase",
    "Share",
    "Target",
]
