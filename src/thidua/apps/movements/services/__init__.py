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
from thidua.apps.movements.services.sharing import ShareRow, share_target

__all__ = [
    "AssignmentRow",
    "AssignmentTable",
    "ShareRow",
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
    "share_target",
    "withdraw_amendment",
    "withdraw_launch",
]
