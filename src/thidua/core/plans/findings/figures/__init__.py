"""Findings in figures that do not agree: counts and rates, fractions and percentages, parts and totals."""

from thidua.core.plans.findings.figures.shares import check_shares
from thidua.core.plans.findings.figures.totals import check_totals

__all__ = ["check_shares", "check_totals"]
