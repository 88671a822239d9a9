"""Acts on movements."""

from thidua.apps.movements.services.acknowledging import acknowledge_duties, close_movement
from thidua.apps.movements.services.amending import (
    approve_amendment,
    assign_amendment,
    propose_amendment,
    withdraw_amendment,
)
from thidua.apps.movements.services.assigning import (
    AssignmentRow,
    AssignmentTable,
    assign_targets,
    attach_file,
    change_movement,
    draft_movement,
    match_printed_units,
    save_assignments,
)
from thidua.apps.movements.services.launching import launch_movement, propose_launch, withdraw_launch

__all__ = [
    "AssignmentRow",
    "AssignmentTable",
    "acknowledge_duties",
    "approve_amendment",
    "assign_amendment",
    "assign_targets",
    "attach_file",
    "change_movement",
    "close_movement",
    "draft_movement",
    "launch_movement",
    "match_printed_units",
    "propose_amendment",
    "propose_launch",
    "save_assignments",
    "withdraw_amendment",
    "withdraw_launch",
]
