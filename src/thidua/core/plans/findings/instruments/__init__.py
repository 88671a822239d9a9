"""Findings about cited documents: one document with two dates, and law that holds no more on the day of the plan."""

from thidua.core.plans.findings.instruments.laws import law_cited, laws_in
from thidua.core.plans.findings.instruments.mentions import Mention, mentions_in
from thidua.core.plans.findings.instruments.offices import same_office, whose
from thidua.core.plans.findings.instruments.replaced import check_entered, check_replaced
from thidua.core.plans.findings.instruments.two_dates import check_two_dates, contradict

__all__ = [
    "Mention",
    "check_entered",
    "check_replaced",
    "check_two_dates",
    "contradict",
    "law_cited",
    "laws_in",
    "mentions_in",
    "same_office",
    "whose",
]
