"""Acts on plan papers, one file per act or two that belong together."""

from thidua.apps.plans.services.correcting import (
    add_plan_item,
    check_plan_done,
    choose_deadline,
    correct_plan,
    correct_plan_item,
    keep_finding,
    remove_plan_item,
)
from thidua.apps.plans.services.filing import (
    Filed,
    Paper,
    discard_plan,
    file_paper,
    file_plan,
    read_paper,
    refile_paper,
    refile_plan,
)
from thidua.apps.plans.services.scanning import (
    begin_reading,
    drop_reading,
    file_reading,
    forget_readings,
    read_next_page,
    scans_visible_to,
    unread_pages,
)
from thidua.apps.plans.services.signing import (
    Signature,
    check_signature,
    close_plan,
    issue_plan,
    link_higher_plan,
    record_signature,
)

__all__ = [
    "Filed",
    "Paper",
    "Signature",
    "add_plan_item",
    "begin_reading",
    "check_plan_done",
    "check_signature",
    "choose_deadline",
    "close_plan",
    "correct_plan",
    "correct_plan_item",
    "discard_plan",
    "drop_reading",
    "file_paper",
    "file_plan",
    "file_reading",
    "forget_readings",
    "issue_plan",
    "keep_finding",
    "link_higher_plan",
    "read_next_page",
    "read_paper",
    "record_signature",
    "refile_paper",
    "refile_plan",
    "remove_plan_item",
    "scans_visible_to",
    "unread_pages",
]
