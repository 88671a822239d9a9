"""Acts on movements."""

from thidua.apps.movements.services.acknowledging import acknowledge_duties, close_movement
from thidua.apps.movements.services.assigning import (
    AssignmentRow,
    assign_targets,
    attach_file,
    change_movement,
    draft_movement,
    match_printed_units,
)
from thidua.apps.movements.services.launching import launch_movement, propose_launch, withdraw_launch

__all__ = [
    "AssignmentRow",
    "acknowledge_duties",
    "assign_targets",
    "attach_file",
    "change_movement",
    "close_movement",
    "draft_movement",
    "launch_movement",
    "match_printed_units",
    "propose_launch",
    "withdraw_launch",
]
