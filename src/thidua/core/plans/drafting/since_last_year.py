"""What a draft says otherwise than the plan of the year before that it was made from."""

from __future__ import annotations

import copy
from typing import Any

from thidua.core.plans.identity import items
from thidua.core.plans.life import Difference, version_differences, yearly_differences
from thidua.core.plans.model import Plan


def since_last_year(old: Plan, new: Plan) -> list[Difference]:
    """Every difference by item: what was taken over is known by its origin, the rest is matched by its words."""
    origins = {was: now for now, was in (new.get("x_origins") or {}).items()}
    if not any(item.get("id") in origins for _, item in items(old)):  # type: ignore[arg-type]
        return yearly_differences(old, new)
    renamed: Any = copy.deepcopy(old)
    for _, item in items(renamed):
        item["id"] = origins.get(item.get("id", ""), item.get("id"))
    return version_differences(renamed, new)
