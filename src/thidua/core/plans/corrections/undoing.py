"""An act on the lists of a reading taken back: possible while the items that it made are as it left them."""

from __future__ import annotations

import copy
from typing import Any

from thidua.core.plans.model import Plan
from thidua.core.verdicts import YES, Verdict, no

Change = dict[str, dict[str, Any]]
"""For each list (by its path) the stretch that an act replaced: `at`, `was`, `now`."""
_LISTS = (
    "themes", "legal_bases", "purposes", "requirements", "targets", "tasks", "phases", "assignments", "deadlines",
    "commendation", "linked_movements", "channels", "recipients", "block/members", "scoring/criteria",
)  # fmt: skip


def change_between(before: Plan, after: Plan) -> Change:
    """What an act replaced in the lists of a plan: the smallest stretch of each list that differs."""
    change: Change = {}
    for name in _LISTS:
        was, now = _rows(before, name), _rows(after, name)
        if was == now:
            continue
        head = 0
        while head < min(len(was), len(now)) and was[head] == now[head]:
            head += 1
        tail = 0
        while tail < min(len(was), len(now)) - head and was[-1 - tail] == now[-1 - tail]:
            tail += 1
        change[name] = {
            "at": head,
            "was": copy.deepcopy(was[head : len(was) - tail]),
            "now": copy.deepcopy(now[head : len(now) - tail]),
        }
    return change


def undo(plan: Plan, change: Change) -> tuple[Plan, Verdict]:
    """The plan with what stood there before, or why not: somebody has changed one of these items since."""
    changed = copy.deepcopy(plan)
    for name, part in change.items():
        rows, now = _rows(changed, name), part["now"]
        starts = [at for at in range(len(rows) - len(now) + 1) if rows[at : at + len(now)] == now]
        if not starts:
            return plan, no("undo_late", "Các mục này đã sửa tiếp sau đó, nên không hoàn tác được nữa.")
        at = min(starts, key=lambda start: abs(start - part["at"]))
        rows[at : at + len(now)] = copy.deepcopy(part["was"])
    return changed, YES


def _rows(plan: Plan, name: str) -> list[Any]:
    here: Any = plan
    for step in name.split("/"):
        here = (here or {}).get(step)
    return here if here is not None else []
