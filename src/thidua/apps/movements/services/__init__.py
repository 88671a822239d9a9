"""Acts on movements."""

from thidua.apps.movements.services.acknowledging import (
    acknowledge_duties,
    close_movement,
)
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
from thidua.apps.movements.services.joining import (
    JoinForm,
    accept_request,
    close_join_link,
    code_of,
    count_try,
    decline_request,
    erase_request,
    make_join_link,
    receive_request,
)
from thidua.apps.movements.services.launching import (
    launch_movement,
    propose_launch,
    withdraw_launch,
)
from thidua.apps.movements.services.linking import (
    file_unit_plan,
    link_movement,
    may_file_under,
)
from thidua.apps.movements.services.phasing import (
    add_peak,
    choose_block,
    remove_peak,
    save_phases,
)
from thidua.apps.movements.services.sending import (
    PassedOn,
    Sending,
    match_recipient,
    note_opening,
    pass_on,
    prepare_recipients,
    record_sending,
    save_cover,
)
from thidua.apps.movements.services.sharing import (
    ShareRow,
    share_target,
)

__all__ = [
    "AssignmentRow",
    "AssignmentTable",
    "JoinForm",
    "PassedOn",
    "Sending",
    "ShareRow",
    "accept_request",
    "acknowledge_duties",
    "add_peak",
    "approve_amendment",
    "assign_amendment",
    "assign_targets",
    "attach_file",
    "change_movement",
    "choose_block",
    "close_join_link",
    "close_movement",
    "code_of",
    "count_try",
    "decline_request",
    "draft_movement",
    "erase_request",
    "file_unit_plan",
    "launch_movement",
    "link_movement",
    "make_join_link",
    "match_printed_units",
    "match_recipient",
    "may_file_under",
    "note_opening",
    "pass_on",
    "prepare_recipients",
    "propose_amendment",
    "propose_launch",
    "receive_request",
    "record_sending",
    "remove_peak",
    "save_assignments",
    "save_cover",
    "save_phases",
    "share_target",
    "withdraw_amendment",
    "withdraw_launch",
]
