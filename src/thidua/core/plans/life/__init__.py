"""The life of a plan: the moves of the paper and of its amendments, and what differs between two versions."""

from thidua.core.plans.life.differences import (
    Change,
    Difference,
    outline,
    told,
    version_differences,
    yearly_differences,
)
from thidua.core.plans.life.steps import AMENDMENT_STEPS, PLAN_STEPS, may_amend, may_correct, may_write

__all__ = [
    "AMENDMENT_STEPS",
    "PLAN_STEPS",
    "Change",
    "Difference",
    "may_amend",
    "may_correct",
    "may_write",
    "outline",
    "told",
    "version_differences",
    "yearly_differences",
]
