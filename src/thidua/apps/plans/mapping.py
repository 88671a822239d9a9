"""Rows of plan papers ↔ the plan as the core knows it: a dictionary in the contract's form."""

from __future__ import annotations

from typing import Any

from thidua.apps.plans.models import PlanVersion
from thidua.core.plans.contract import dumps, loads

Reading = dict[str, Any]


def reading_of(version: PlanVersion) -> Reading:
    """The reading of a version; `x_text` is the text every source refers to."""
    plan: Reading = loads(version.reading)
    plan["x_text"] = version.text
    return plan


def undoable_acts(version: PlanVersion) -> list[dict[str, Any]]:
    """The last acts on the lists of a version, oldest first: `token`, `at`, `change`."""
    kept: Reading = loads(version.undoable) if version.undoable else {}
    return list(kept.get("acts", ()))


def put_undoable(version: PlanVersion, acts: list[dict[str, Any]]) -> None:
    """Set the acts that may be taken back (not saved)."""
    version.undoable = dumps({"acts": acts})  # type: ignore[typeddict-item,typeddict-unknown-key]


def put_reading(version: PlanVersion, plan: Reading) -> None:
    """Set the reading of a row (not saved). The text is kept once, beside the reading."""
    version.reading = dumps({key: value for key, value in plan.items() if key != "x_text"})
