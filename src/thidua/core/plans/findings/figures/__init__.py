"""Findings in figures that do not agree: counts and rates, fractions and percentages, parts and totals."""

from thidua.core.plans.findings.figures.percents import check_percents
from thidua.core.plans.findings.figures.rates import check_rates
from thidua.core.plans.findings.figures.shares import check_shares
from thidua.core.plans.findings.figures.totals import check_totals

__all__ = ["check_percents", "check_rates", "check_shares", "check_totals"]
