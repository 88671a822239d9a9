"""Tables of movements: the movement itself, its peaks, who got its paper, who joins by link."""

from thidua.apps.movements.models.joining import JoinKind, JoinLink, JoinRequest, JoinState, JoinTry
from thidua.apps.movements.models.movement import (
    Assignment,
    Attachment,
    AttachmentKind,
    Deadline,
    DeadlineBound,
    Duty,
    DutyKindChoice,
    Matching,
    Movement,
    MovementKind,
    MovementLink,
    MovementState,
    Participant,
    Phase,
    Target,
)
from thidua.apps.movements.models.peaks import Peak
from thidua.apps.movements.models.sending import Delivery, DeliveryChannel, Opening, Passing, Recipient, RecipientPlace

__all__ = [
    "Assignment",
    "Attachment",
    "AttachmentKind",
    "Deadline",
    "DeadlineBound",
    "Delivery",
    "DeliveryChannel",
    "Duty",
    "DutyKindChoice",
    "JoinKind",
    "JoinLink",
    "JoinRequest",
    "JoinState",
    "JoinTry",
    "Matching",
    "Movement",
    "MovementKind",
    "MovementLink",
    "MovementState",
    "Opening",
    "Participant",
    "Passing",
    "Peak",
    "Phase",
    "Recipient",
    "RecipientPlace",
    "Target",
]
