"""A plan put into the words of an official paper, so that reading the paper gives the plan again."""

from __future__ import annotations

from thidua.core.plans.writing.proving import plan_paper, quick_paper

__all__ = ["plan_paper", "quick_paper"]
