"""Tables of movements: the movement itself, shares of its targets, what amendments changed, its peaks, who got its
paper, who joins by link."""

from thidua.apps.movements.models.amendments import (
    Alteration,
    AlterationKind,
)
from thidua.apps.movements.models.joining import (
    JoinKind,
    JoinLink,
    JoinRequest,
    JoinState,
    JoinTry,
)
from thidua.apps.movements.models.movement import (
    Assignment,
    AssignmentKind,
    Attachment,
    AttachmentKind,
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
from thidua.apps.movements.models.peaks import (
    Peak,
)
from thidua.apps.movements.models.sending import (
    Delivery,
    DeliveryChannel,
    Opening,
    Passing,
    Recipient,
    RecipientPlace,
)
from thidua.apps.movements.models.shares import (
    Share,
)

__all__ = [
    "Alteration",
    "AlterationKind",
    "Assignment",
    "AssignmentKind",
    "Attachment",
    "AttachmentKind",
    "Deadline",
    "DeadlineBound",
    "Delivery",
    "DeliveryChannel",
    "Duty",
    "DutyKindChoice",
    "EveryRow",
    "InForce",
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
    "Share",
    "Target",
]
