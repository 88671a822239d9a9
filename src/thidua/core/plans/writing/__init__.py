"""A plan put into the words of an official paper, so that reading the paper gives the plan again."""

from __future__ import annotations

from thidua.core.plans.writing.proving import plan_paper, quick_paper
from thidua.core.plans.writing.sameness import Difference, plan_differences

__all__ = ["Difference", "plan_differences", "plan_paper", "quick_paper"]
