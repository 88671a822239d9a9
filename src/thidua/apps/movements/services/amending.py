"""Amending a running movement: owners for what is new, the proposal, and the approval by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.mapping import (
    amendment_facts_of,
    approval_of,
    cards,
    new_targets_of,
    printed_units,
    reading_name,
)
from thidua.apps.movements.models import Assignment, Matching, Movement
from thidua.apps.movements.services.applying import follow_amendment, forget_unused
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import Amendment, PlanVersion
from thidua.apps.plans.services import add_amended_version, mark_proposed, mark_withdrawn
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import may_approve_amendment, may_propose_amendment
from thidua.core.permits import Act, may
from thidua.core.plans.life import AMENDMENT_STEPS, version_differences
from thidua.core.plans.matching import match_units
from thidua.core.verdicts import Reason, no, refuse


@dataclass(frozen=True)
class _Open:
    """An amendment under the lock, with the movement it changes and what it proposes."""

    row: Amendment
    movement: Movement
    version: PlanVersion
    reading: Reading


def _opened(amendment: Amendment) -> _Open:
    row = Amendment.objects.select_related("plan", "draft", "base", "requester_unit").get(pk=amendment.pk)
    movement = Movement.objects.select_related("unit", "plan").get(plan=row.plan_id)
    version = row.draft.versions.select_related("plan").order_by("-ordinal").first()
    if row.state in ("prepared", "proposed") and movement.state != "launched":
        require(no("wrong_step", "Phong trào đã kết thúc; kế hoạch không sửa đổi nữa. Rút sửa đổi này."))
    return _Open(row, movement, version, reading_of(version))


def assign_amendment(
    amendment: Amendment,
    owners: Mapping[UUID, UUID | None],
    matched: Mapping[str, Sequence[UUID]],
    *,
    by: Actor,
    now: datetime,
    today: date,
) -> Amendment:
    """Who leads each new target, and whom each newly printed name means. Others that are sent are refused.

    The owners of targets that run already are not changed here.
    """
    require(may(by, Act.AMENDMENT_PREPARE, commune=amendment.commune))
    with writing(amendment.commune, by=by, now=now) as journal:
        found = _opened(amendment)
        require(AMENDMENT_STEPS.may_move(found.row.state, "assign"))
        units = dict(units_of(found.row.commune, today).values_list("id", "name"))
        require(refuse(_wrong_owners(found, owners, units)))
        names = {name: [unit for unit in chosen if unit in units] for name, chosen in matched.items()}
        for item, owner in owners.items():
            Assignment.objects.update_or_create(movement=found.movement, item=item, defaults={"owner_id": owner})
        for name in [name for name in names if name in printed_units(found.reading)]:
            row, _ = Matching.objects.get_or_create(movement=found.movement, printed=name)
            row.units.set(names[name])
        content = {"amendment": found.row.id, "owners": {str(item): owner for item, owner in owners.items()}}
        journal.record(Event.AMENDMENT_ASSIGNED, found.row.plan_id, content)
    return found.row


def _wrong_owners(found: _Open, owners: Mapping[UUID, UUID | None], units: Mapping[UUID, str]) -> list[Reason]:
    new = {UUID(item["id"]) for item, _ in new_targets_of(found.movement, found.reading)}
    reasons = []
    for item, owner in owners.items():
        if item not in new:
            words = "Chỉ tiêu này không mới trong bản sửa đổi. Tải lại trang."
            reasons.append(Reason("gone", words, field=f"owner-{item}"))
        elif owner is not None and owner not in units:
            words = "Đơn vị đã chọn không còn trong danh sách hôm nay. Chọn lại."
            reasons.append(Reason("D35", words, field=f"owner-{item}"))
    return reasons


def propose_amendment(amendment: Amendment, *, by: Actor, now: datetime, today: date) -> Amendment:
    """The clerk asks for the approval. Refused with everything that is missing; twice does no harm."""
    require(may(by, Act.AMENDMENT_PREPARE, commune=amendment.commune))
    with writing(amendment.commune, by=by, now=now):
        found = _opened(amendment)
        if found.row.state == "proposed":
            return found.row
        require(AMENDMENT_STEPS.may_move(found.row.state, "propose"))
        _match_new_names(found, today)
        require(may_propose_amendment(amendment_facts_of(found.row, found.movement, found.version, found.reading)))
        return mark_proposed(found.row, reading_name(found.version), by=by, now=now)


def _match_new_names(found: _Open, today: date) -> None:
    """A name that the amendment prints for the first time, and that nobody matched, means what it surely means."""
    known = set(found.movement.matchings.values_list("printed", flat=True))
    directory = cards(units_of(found.row.commune, today))
    for name in [name for name in printed_units(found.reading) if name not in known]:
        match = match_units(name, directory)
        row = Matching.objects.create(movement=found.movement, printed=name)
        row.units.set(match.units if match.sure else ())


def approve_amendment(amendment: Amendment, *, by: Actor, now: datetime, today: date) -> Amendment:
    """The second person approves: the plan has a new version and the movement follows it, all or nothing.

    Another approval finds the amendment applied and changes nothing.
    """
    require(may(by, Act.AMENDMENT_APPROVE, commune=amendment.commune))
    with writing(amendment.commune, by=by, now=now):
        found = _opened(amendment)
        row = found.row
        if row.state == "applied":
            return row
        require(AMENDMENT_STEPS.may_move(row.state, "approve"))
        own = (row.prepared_by, row.draft.sign_recorded_by)
        require(may_approve_amendment(by, approval_of(row, found.movement, found.version, by, now), own))
        require(may_propose_amendment(amendment_facts_of(row, found.movement, found.version, found.reading)))
        before = reading_of(row.base)
        differences = version_differences(before, found.reading)  # type: ignore[arg-type]
        follow_amendment(
            found.movement, row, (before, found.reading), found.version.choices, differences, now=now, today=today
        )
        return add_amended_version(row, by=by, now=now)


def withdraw_amendment(amendment: Amendment, *, by: Actor, now: datetime) -> Amendment:
    """Give an amendment up: its draft is put aside, and plan and movement are as if it had never been begun."""
    require(may(by, Act.AMENDMENT_PREPARE, commune=amendment.commune))
    with writing(amendment.commune, by=by, now=now):
        row = Amendment.objects.select_related("plan", "base").get(pk=amendment.pk)
        if row.state in ("prepared", "proposed"):
            forget_unused(Movement.objects.get(plan=row.plan_id), reading_of(row.base))
        return mark_withdrawn(row, by=by, now=now)
