"""Rows of movements ↔ core values: cards of units for matching, facts for a launch, deadlines for the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from thidua.apps.movements.models import Deadline as DeadlineRow
from thidua.apps.movements.models import Movement
from thidua.apps.people.queries import password_given_by
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import Amendment, PlanVersion
from thidua.apps.plans.services.correcting import open_findings
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.calendar.deadlines import Deadline, due_span
from thidua.core.movements import AmendmentFacts, LaunchFacts, Proposal
from thidua.core.plans.contract import dumps, loads
from thidua.core.plans.life import version_differences
from thidua.core.plans.matching import UnitCard

_SIGNED = ("signed", "issued", "closed")
"""A paper filed anew goes back to its draft: the signature of the older version does not count for it."""


def cards(units: Iterable[Unit]) -> list[UnitCard]:
    """Units as the matcher sees them."""
    return [UnitCard(row.id, row.name, row.short_name, row.kind) for row in units]


def measures_text(measures: list[dict[str, Any]]) -> str:
    """Measures of a target as JSON text; figures stay exact."""
    return dumps(cast(Any, {"measures": measures}))


def measures_of(text: str) -> list[dict[str, Any]]:
    """The measures back, figures exact: whole ones as int, others as Decimal."""
    return cast(dict[str, Any], loads(text))["measures"]


def deadline_of(row: DeadlineRow) -> Deadline:
    """A stored time limit as the calendar's value."""
    return Deadline(words=row.words, bound=row.bound, date=row.due, choice=row.choice or None, weekend=row.weekend)


def first_and_last_day(text: str | None) -> tuple[date | None, date | None]:
    """Days of a partial date of the plan ("2027", "2026-12", "2027-Q4")."""
    if not text:
        return None, None
    return due_span(text) or (None, None)


def facts_of(movement: Movement, version: PlanVersion, reading: Reading) -> LaunchFacts:
    """What the launch is judged by. Reads assignments and matchings of the draft: four queries."""
    choices = version.choices
    owned = dict(movement.assignments.values_list("item", "owner_id"))
    targets = list(enumerate(reading["targets"], 1))
    without = [name_of_target(row, at) for at, row in targets if not owned.get(UUID(row["id"]))]
    matchings = list(movement.matchings.prefetch_related("units"))
    known = {row.printed for row in matchings if row.units.all()}
    return LaunchFacts(
        plan_signed=movement.plan.state in _SIGNED,
        has_number=bool(movement.plan.number),
        targets=tuple(name_of_target(row, at) for at, row in targets),
        without_owner=tuple(without),
        doubtful_deadlines=tuple(
            row["when"]
            for row in reading["deadlines"]
            if row.get("bound") == "before" and row.get("date") and row["id"] not in choices
        ),
        participants=len(participants_of(movement)),
        units_unmatched=tuple(name for name in printed_units(reading) if name not in known),
        has_period=movement.ends_on is not None,
        open_musts=sum(finding.severity == "must" for finding, _ in open_findings(version, reading, None)),
    )


def name_of_target(row: dict[str, Any], at: int) -> str:
    """How a target is called in a sentence: its printed number, or its place."""
    return (row.get("label") or str(at)).strip("().")


def printed_units(reading: Reading) -> list[str]:
    """Names of units as printed where the plan gives duties or time limits, in order, each once."""
    names: dict[str, None] = {}
    for row in reading["assignments"]:
        names.setdefault(row["unit"])
    for row in reading["deadlines"]:
        for name in row.get("who") or ():
            names.setdefault(name)
    block = reading.get("block") or {}
    for row in block.get("members", ()):
        names.setdefault(row["unit"])
    return [name[:400] for name in names]


def participants_of(movement: Movement) -> set[UUID]:
    """Units that will be told: owners, supporters, and the units that printed names were matched with."""
    found: set[UUID] = set(movement.matchings.filter(units__isnull=False).values_list("units", flat=True))
    for owner, supporter in movement.assignments.values_list("owner_id", "supporters"):
        found |= {unit for unit in (owner, supporter) if unit}
    return found


def reading_name(version: PlanVersion) -> str:
    """Which reading this is: the version of the paper and the revision of what was read from it."""
    return f"{version.ordinal}.{version.revision}"


def proposal_of(movement: Movement, version: PlanVersion, actor: Actor, now: datetime) -> Proposal:
    """The proposal of `movement` as `actor` meets it. Two queries.

    A new ward opens its accounts in one day, so only those count that were opened after the plan had come.
    """
    return Proposal(
        by=movement.proposed_by,
        reading=movement.proposed_reading,
        reading_now=reading_name(version),
        password_by=_password_by(movement, actor.person, now) if actor.person else None,
    )


def _password_by(movement: Movement, person: UUID, now: datetime) -> UUID | None:
    month_ago = now - timedelta(days=30)
    return password_given_by(person, since=month_ago, opened_since=max(movement.plan.filed_at, month_ago))


def new_targets_of(movement: Movement, reading: Reading) -> list[tuple[dict[str, Any], int]]:
    """The targets of an amended reading that the movement does not have, each with its place in the plan from 1."""
    known = set(movement.targets.values_list("id", flat=True))
    return [(item, at) for at, item in enumerate(reading["targets"], 1) if UUID(item["id"]) not in known]


def amendment_facts_of(
    amendment: Amendment, movement: Movement, version: PlanVersion, reading: Reading
) -> AmendmentFacts:
    """What the proposal of an amendment is judged by. Five queries."""
    owned = dict(movement.assignments.values_list("item", "owner_id"))
    matchings = list(movement.matchings.prefetch_related("units"))
    known = {row.printed for row in matchings if row.units.all()}
    new = new_targets_of(movement, reading)
    before = reading_of(amendment.base)
    return AmendmentFacts(
        differs=bool(version_differences(before, reading)),  # type: ignore[arg-type]
        is_signed=amendment.draft.state == "signed",
        signed_on=amendment.draft.signed_on,
        plan_signed_on=amendment.plan.signed_on,
        without_owner=tuple(name_of_target(item, at) for item, at in new if not owned.get(UUID(item["id"]))),
        spans_in_order=_spans_in_order(reading),
        units_unmatched=tuple(
            name for name in printed_units(reading) if name not in known and name not in printed_units(before)
        ),
        open_musts=sum(finding.severity == "must" for finding, _ in open_findings(version, reading, None)),
    )


def _spans_in_order(reading: Reading) -> bool:
    """Whether the time of the plan and of its phases does not end before it begins."""
    for span in (reading["period"] or {}, *reading["phases"]):
        start, end = first_and_last_day(span.get("from"))[0], first_and_last_day(span.get("to"))[1]
        if start and end and end < start:
            return False
    return True


def approval_of(
    amendment: Amendment, movement: Movement, version: PlanVersion, actor: Actor, now: datetime
) -> Proposal:
    """The proposal of an amendment as `actor` meets it. Two queries."""
    return Proposal(
        by=amendment.proposed_by,
        reading=amendment.proposed_reading,
        reading_now=reading_name(version),
        password_by=_password_by(movement, actor.person, now) if actor.person else None,
    )
