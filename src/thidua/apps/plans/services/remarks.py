"""What there is to say about a stored plan: faults of the paper, held against the library, and questions to answer."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import Plan, PlanState, PlanVersion
from thidua.apps.plans.register import entered_law
from thidua.apps.units.models import UnitKind
from thidua.apps.units.queries import units_of
from thidua.core.plans.findings import Beside, Finding, ask_plan, beside, check_plan
from thidua.core.plans.identity import path_of
from thidua.core.plans.matching import UnitCard

MOST_BESIDE = 30
"""Other papers that a plan is held against: the plan above, then the newest."""

_ANSWERED_BY_CHOICE = ("A50", "deadline_day_off")


def finding_key(code: str, item: str | None, message: str) -> str:
    """A short stable name of a finding, so that "giữ nguyên" is remembered through later edits."""
    return hashlib.sha256(f"{code}|{item or ''}|{message}".encode()).hexdigest()[:16]


def remarks_on(
    version: PlanVersion, reading: Reading, today: date | None, seen: QuerySet[Plan] | None = None
) -> list[Finding]:
    """Faults of the paper, then questions of its reading; a choice of how a deadline is meant answers its question.

    `seen` are the plans that may be named (those of the commune where nobody looks). A plan of the own ward is held
    against the ward's name and its own register of documents and, on a known day, against its units; one from above is
    not. Three queries at most.
    """
    plan = version.plan
    own = plan.unit.kind == UnitKind.COMMUNE and not plan.from_above
    cards = _cards(plan, today) if own and today else None
    # A draft is written for a day that has not come yet; the law is asked about today.
    day = plan.signed_on or (today if version.drafted else None)
    known = entered_law(plan.commune) if own else ()
    found = check_plan(reading, units=cards, shelf=shelf_of(plan, seen), signed_on=day, known=known)
    asked = ask_plan(reading, today, ward=plan.unit.name if own else None)
    return unanswered([*found, *asked], reading, version.choices)


def unanswered(findings: list[Finding], reading: Reading, choices: dict[str, Any]) -> list[Finding]:
    """Findings without those that a chosen reading of a time limit has answered."""
    chosen = {path_of(reading, item) for item in choices}
    return [row for row in findings if row.code not in _ANSWERED_BY_CHOICE or row.item not in chosen]


def open_findings(version: PlanVersion, reading: Reading, today: date | None) -> list[tuple[Any, str]]:
    """Findings and questions that nobody has answered with "giữ nguyên", with their keys."""
    found = remarks_on(version, reading, today)
    pairs = [(row, finding_key(row.code, row.item, row.message)) for row in found]
    return [(row, key) for row, key in pairs if key not in version.kept]


def _cards(plan: Plan, today: date) -> list[UnitCard] | None:
    """The units of the ward; a ward that has not entered any knows no unknown ones."""
    rows = [UnitCard(row.id, row.name, row.short_name, row.kind) for row in units_of(plan.commune, today)]
    return rows if len(rows) > 1 else None


def shelf_of(plan: Plan, seen: QuerySet[Plan] | None = None) -> list[Beside]:
    """The newest version of the plan above and of the newest other plans, at most `MOST_BESIDE`. One query."""
    others = Plan.objects.filter(commune=plan.commune) if seen is None else seen
    newest = PlanVersion.objects.filter(plan=OuterRef("plan")).order_by("-ordinal").values("pk")[:1]
    rows = (
        PlanVersion.objects.filter(plan__in=others.values("pk"), pk=Subquery(newest))
        .exclude(plan=plan.pk)
        .exclude(plan__state=PlanState.DISCARDED)
        # An amended plan is no other paper than its amendment: neither is held against the other.
        .filter(plan__amendment__isnull=True)
        .exclude(plan__amendments__draft=plan.pk)
        .select_related("plan")
        .only("reading", "text", "plan__title", "plan__number", "plan__symbol", "plan__filed_at")
        .order_by(Case(When(plan=plan.higher_id, then=0), default=1), "-plan__filed_at")[:MOST_BESIDE]
    )
    return [
        _ready(str(row.plan_id), _called(row.plan), row.plan_id == plan.higher_id, row.reading, row.text)
        for row in rows
    ]


def _called(plan: Plan) -> str:
    number = "/".join(filter(None, (plan.number, plan.symbol)))
    return f"kế hoạch số {number}" if plan.number else f"kế hoạch “{plan.title[:60]}”"


@lru_cache(maxsize=2 * MOST_BESIDE)
def _ready(file: str, called: str, higher: bool, reading: str, text: str) -> Beside:
    """A stored reading on the shelf; the same one is made ready once, however often a page asks."""
    return beside(file, reading_of(PlanVersion(reading=reading, text=text)), called=called, higher=higher)
