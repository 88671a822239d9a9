"""Rows of movements ↔ core values: cards of units for matching, facts for a launch, deadlines for the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from thidua.apps.movements.models import Deadline as DeadlineRow
from thidua.apps.movements.models import Movement, Phase, Share
from thidua.apps.people.queries import password_given_by
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import Amendment, PlanVersion
from thidua.apps.plans.services.correcting import open_findings
from thidua.apps.units.models import BlockSeat, Unit
from thidua.core.actors import Actor
from thidua.core.calendar.deadlines import Deadline, closes_at, due_span
from thidua.core.movements import AmendmentFacts, LaunchFacts, Proposal
from thidua.core.movements.kinds import check_kind, default_review, rule_of
from thidua.core.movements.phases import PhaseRow, check_phases
from thidua.core.movements.shares import Part, shares_fit
from thidua.core.plans.contract import dumps, loads
from thidua.core.plans.corrections.figures import unconfirmed
from thidua.core.plans.life import version_differences
from thidua.core.plans.matching import UnitCard
from thidua.core.verdicts import YES, Verdict

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


def closing_instant(row: DeadlineRow) -> datetime | None:
    """From when on the limit has passed, by its words and how the clerk reads them."""
    return closes_at(deadline_of(row))


def first_and_last_day(text: str | None) -> tuple[date | None, date | None]:
    """Days of a partial date of the plan ("2027", "2026-12", "2027-Q4")."""
    if not text:
        return None, None
    return due_span(text) or (None, None)


def facts_of(movement: Movement, version: PlanVersion, reading: Reading) -> LaunchFacts:
    """What the launch is judged by. Reads assignments, matchings and shares of the draft: seven queries at most."""
    choices = version.choices
    owned = dict(movement.assignments.values_list("item", "owner_id"))
    targets = list(enumerate(reading["targets"], 1))
    without = [name_of_target(row, at) for at, row in targets if not owned.get(UUID(row["id"]))]
    matchings = list(movement.matchings.prefetch_related("units"))
    known = {row.printed for row in matchings if row.units.all()}
    phases = phase_rows(movement, reading)
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
        tasks_without_unit=movement.assignments.filter(kind="task", owner__isnull=True).count(),
        shares_off=tuple(_shares_off(movement)),
        figures_left=len(unconfirmed(reading, version.confirmed)),  # type: ignore[arg-type]
        open_musts=open_musts(version, reading),
        kind=check_kind(
            movement.kind,
            movement.starts_on,
            movement.ends_on,
            phases=len(phases),
            block_members=len(block_members(movement)) if movement.block_id else None,
        ),
        phases=_phases_verdict(movement, phases),
    )


def _shares_off(movement: Movement) -> Iterator[str]:
    """Names of targets whose measure was changed after it had been shared out: the shares no longer fit it."""
    shared: dict[UUID, list[Share]] = {}
    for row in movement.shares.all():
        shared.setdefault(row.item, []).append(row)
    if not shared:
        return
    for item in target_items(movement):
        rows = [(one, shared.get(UUID(one["id"]))) for one in item["measures"] if one.get("id")]
        parts = [
            (measure, [Part(str(row.unit_id), "", row.value) for row in found]) for measure, found in rows if found
        ]
        if not all(shares_fit(cast(Any, measure), found) for measure, found in parts):
            yield name_of_target(item, item["number"])


def _phases_verdict(movement: Movement, rows: list[PhaseRow]) -> Verdict:
    """Phases that somebody has saved must fit; those that were only read are told about and stop nothing."""
    if not rows or not (movement.phases_set or rule_of(movement.kind).by_phases):
        return YES
    found = check_phases(rows, movement.starts_on, movement.ends_on)
    return found if movement.phases_set else Verdict(True, found.reasons)


def phase_rows(movement: Movement, reading: Reading) -> list[PhaseRow]:
    """The phases as saved; before anybody has saved them, as the plan has them, with the usual days of review."""
    if movement.phases_set or movement.state in ("launched", "closed"):
        return [phase_row(row) for row in movement.phases.all()]
    return [read_phase(movement.kind, item) for item in reading["phases"]]


def phase_row(row: Phase) -> PhaseRow:
    return PhaseRow(row.label, row.name, row.starts_on, row.ends_on, row.review_on)


def read_phase(kind: str, item: dict[str, Any]) -> PhaseRow:
    """A phase as the plan has it, with the usual day of its review where the kind goes by phases."""
    starts_on, ends_on = first_and_last_day(item.get("from"))[0], first_and_last_day(item.get("to"))[1]
    review_on = default_review(kind, ends_on) if ends_on and rule_of(kind).by_phases else None
    return PhaseRow(item["label"][:80], (item.get("name") or "")[:300], starts_on, ends_on, review_on)


def open_musts(version: PlanVersion, reading: Reading) -> int:
    """How many findings that must be settled are open."""
    return sum(finding.severity == "must" for finding, _ in open_findings(version, reading, None))


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
    """Units that will be told: owners, supporters, those with a share, those that a printed name stands for."""
    found: set[UUID] = set(movement.matchings.filter(units__isnull=False).values_list("units", flat=True))
    for owner, supporter in movement.assignments.values_list("owner_id", "supporters"):
        found |= {unit for unit in (owner, supporter) if unit}
    shared = set(movement.shares.filter(taken_back=False).values_list("unit_id", flat=True))
    return found | shared | block_members(movement) | communes_told(movement)


def communes_told(movement: Movement) -> set[UUID]:
    """The communes under a city that launches: all of them are told at once; empty for a movement of a commune."""
    if movement.unit.kind != "city":
        return set()
    there = Q(to_on__isnull=True) | Q(to_on__gte=timezone.localdate(movement.drafted_at))
    return set(Unit.objects.filter(there, parent=movement.unit_id, kind="commune").values_list("id", flat=True))


def block_members(movement: Movement) -> set[UUID]:
    """Members of the block whose movement this is, at the time of its draft; empty for other kinds."""
    if not movement.block_id or not rule_of(movement.kind).of_block:
        return set()
    there = Q(to_on__isnull=True) | Q(to_on__gte=timezone.localdate(movement.drafted_at))
    return set(BlockSeat.objects.filter(there, block=movement.block_id).values_list("unit_id", flat=True))


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


def measures_by_item(movement: Movement) -> dict[UUID, tuple[UUID, dict[str, Any]]]:
    """Every measure of a movement by its id, with the id of its target: of the reading before the launch, as launched
    after it. One query, two before the launch."""
    found: dict[UUID, tuple[UUID, dict[str, Any]]] = {}
    for item in target_items(movement):
        for measure in (one for one in item["measures"] if one.get("id")):
            found[UUID(measure["id"])] = (UUID(item["id"]), measure)
    return found


def target_items(movement: Movement) -> list[dict[str, Any]]:
    """Targets and their parts in the form of the plan contract with `number`, as pages count them: the plan's own
    from 1, then the parts."""
    if movement.state in ("launched", "closed"):
        return [
            {
                "id": str(row.id), "number": row.number, "label": row.label, "group": row.group, "text": row.text,
                "source": row.source, "measures": measures_of(row.measures),
            }
            for row in movement.targets.filter(withdrawn_on__isnull=True).order_by("number")
        ]  # fmt: skip
    targets = reading_of(movement.plan.versions.order_by("-ordinal").first())["targets"]
    inner = [part for row in targets for part in inner_targets(row)]
    return [row | {"number": number} for number, row in enumerate([*targets, *inner], 1)]


def inner_targets(item: Reading) -> Iterator[Reading]:
    """Sub-targets of a target of the reading at any depth, in order."""
    for child in item.get("sub_targets") or ():
        yield child
        yield from inner_targets(child)


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
        open_musts=open_musts(version, reading),
    )


def _spans_in_order(reading: Reading) -> bool:
    """Whether the time of the plan and of its phases does not end before it begins."""
    spans = (reading["period"] or {}, *reading["phases"])
    days = [(first_and_last_day(one.get("from"))[0], first_and_last_day(one.get("to"))[1]) for one in spans]
    return not any(start and end and end < start for start, end in days)


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
