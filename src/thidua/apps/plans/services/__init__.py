"""Acts on plan papers, one file per act or two that belong together."""

from thidua.apps.plans.services.correcting import (
    add_plan_item,
    check_plan_done,
    choose_deadline,
    correct_plan,
    keep_finding,
    remove_plan_item,
)
from thidua.apps.plans.services.filing import Filed, discard_plan, file_plan, refile_plan
from thidua.apps.plans.services.signing import close_plan, issue_plan, link_higher_plan, record_signature

__all__ = [
    "Filed",
    "add_plan_item",
    "check_plan_done",
    "choose_deadline",
    "close_plan",
    "correct_plan",
    "discard_plan",
    "file_plan",
    "issue_plan",
    "keep_finding",
    "link_higher_plan",
    "record_signature",
    "refile_plan",
    "remove_plan_item",
]
