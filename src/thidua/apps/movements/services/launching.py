"""The launch: proposed by the clerk, confirmed by one other person, and everything written in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.mapping import (
    facts_of,
    first_and_last_day,
    measures_text,
    participants_of,
    proposal_of,
    reading_name,
)
from thidua.apps.movements.models import Deadline, Duty, Movement, MovementLink, Participant, Phase, Target
from thidua.apps.movements.services.deadlines import deadlines_of_plan
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import PlanVersion
from thidua.apps.plans.services import issue_plan
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import MOVEMENT_STEPS, DutyKind, may_confirm, may_propose
from thidua.core.permits import Act, may
from thidua.core.verdicts import no
from thidua.core.viet.text import clean, fold


def _locked(movement: Movement) -> tuple[Movement, PlanVersion, Reading]:
    row = Movement.objects.select_related("plan").get(pk=movement.pk)
    version = row.plan.versions.order_by("-ordinal").first()
    return row, version, reading_of(version)


def propose_launch(movement: Movement, *, by: Actor, now: datetime) -> Movement:
    """The clerk asks for the launch. Refused with everything that is missing; twice does no harm."""
    require(may(by, Act.LAUNCH_PROPOSE, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row, version, reading = _locked(movement)
        if row.state == "proposed":
            return row
        require(MOVEMENT_STEPS.may_move(row.state, "propose"))
        require(may_propose(facts_of(row, version, reading)))
        row.state = MOVEMENT_STEPS.after("propose")
        row.proposed_by, row.proposed_at, row.proposed_reading = by.person, now, reading_name(version)
        row.save()
        journal.record(Event.LAUNCH_PROPOSED, row.id, {"targets": len(reading["targets"])})
    return row


def withdraw_launch(movement: Movement, why: str, *, by: Actor, now: datetime) -> Movement:
    """Back to the draft: the proposer changes something, or the confirmer sends it back with a word."""
    require(may(by, Act.LAUNCH_CONFIRM, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state == "draft":
            return row
        require(MOVEMENT_STEPS.may_move(row.state, "withdraw"))
        if not clean(why):
            require(no("D01", "Ghi một câu: cần sửa gì trước khi phát động.", field="why"))
        row.state = MOVEMENT_STEPS.after("withdraw")
        row.proposed_by, row.proposed_at, row.proposed_reading = None, None, ""
        row.save()
        journal.record(Event.LAUNCH_WITHDRAWN, row.id, {"why": clean(why)[:500]})
    return row


def launch_movement(movement: Movement, *, by: Actor, now: datetime, today: date) -> Movement:
    """Launch: targets, deadlines, phases, links, participants, duties are written, the plan is issued. All or nothing.

    A second confirmation finds the movement launched and changes nothing (annex D28).
    """
    require(may(by, Act.LAUNCH_CONFIRM, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row, version, reading = _locked(movement)
        if row.state == "launched":
            return row
        require(MOVEMENT_STEPS.may_move(row.state, "launch"))
        require(may_confirm(by, proposal_of(row, version, by, now)))
        require(may_propose(facts_of(row, version, reading)))
        counts = _write_all(row, version, reading, now=now, today=today)
        row.state = MOVEMENT_STEPS.after("launch")
        row.launched_by, row.launched_at = by.person, now
        if row.starts_on is None and (row.ends_on is None or today <= row.ends_on):
            row.starts_on = today
        row.save()
        issue_plan(row.plan_id, by=by, now=now, commune=row.commune)
        journal.record(
            Event.MOVEMENT_LAUNCHED,
            row.id,
            {"proposed_by": row.proposed_by, "plan_version": version.ordinal, "text": version.mark} | counts,
        )
    return row


def _write_all(row: Movement, version: PlanVersion, reading: Reading, *, now: datetime, today: date) -> dict[str, int]:
    targets = _write_targets(row, reading)
    deadlines = deadlines_of_plan(row, reading, version.choices, today)
    Deadline.objects.bulk_create(deadlines)
    write_phases_and_links(row, reading)
    participants = sorted(participants_of(row), key=str)
    Participant.objects.bulk_create(Participant(movement=row, unit_id=unit, told_at=now) for unit in participants)
    duties = [*duties_of_targets(row, targets), *duties_of_plan(row, reading, deadlines)]
    for ordinal, duty in enumerate(duties):
        duty.ordinal = ordinal
    Duty.objects.bulk_create(duties)
    return {
        "targets": len(targets),
        "deadlines": len(deadlines),
        "participants": len(participants),
        "duties": len(duties),
    }


def _write_targets(row: Movement, reading: Reading) -> list[Target]:
    """The targets of the plan, then their sub-targets at any depth; numbers run on, so that 1 to n are the plan's own.

    Returns the plan's own only: duties are given for whole targets."""
    assigned = {found.item: found for found in row.assignments.prefetch_related("supporters")}
    made: list[Target] = []
    for number, item in enumerate(reading["targets"], 1):
        own = assigned.get(UUID(item["id"]))
        target = new_target(row, item, number, None)
        target.owner_id, target.officer_id = (own.owner_id, own.officer_id) if own else (None, None)
        target.save(force_insert=True)
        if own:
            target.supporters.set(own.supporters.all())
        made.append(target)
    inner = [
        (child, parent) for parent, item in zip(made, reading["targets"], strict=True) for child in inner_targets(item)
    ]
    for number, (item, parent) in enumerate(inner, len(made) + 1):
        child = new_target(row, item, number, parent)
        child.owner_id, child.officer_id = parent.owner_id, parent.officer_id
        child.save(force_insert=True)
    return made


def inner_targets(item: Reading) -> Iterator[Reading]:
    """The parts of a target, at any depth."""
    for child in item.get("sub_targets") or ():
        yield child
        yield from inner_targets(child)


def new_target(row: Movement, item: Reading, number: int, parent: Target | None) -> Target:
    """A target as the reading tells it, not saved."""
    return Target(
        id=UUID(item["id"]),
        movement=row,
        parent=parent,
        number=number,
        label=(item.get("label") or "")[:40],
        group=(item.get("group") or "")[:400],
        text=item["text"],
        folded=fold(item["text"]),
        measures=measures_text(item["measures"]),
        source=item.get("source") or {},
    )


def write_phases_and_links(row: Movement, reading: Reading) -> None:
    """The phases, and the movements and themes that the plan names."""
    for item in reading["phases"]:
        Phase.objects.create(
            movement=row,
            label=item["label"][:80],
            name=(item.get("name") or "")[:300],
            starts_on=first_and_last_day(item.get("from"))[0],
            ends_on=first_and_last_day(item.get("to"))[1],
        )
    links = [
        MovementLink(
            movement=row, kind="movement", name=item["name"][:600], launched_by=(item.get("launched_by") or "")[:200]
        )
        for item in reading["linked_movements"]
    ]
    links += [
        MovementLink(movement=row, kind="theme", name=item["text"][:600], launched_by=item["of"])
        for item in reading["themes"]
    ]
    for link in links:
        link.save()


def duties_of_targets(row: Movement, targets: list[Target]) -> list[Duty]:
    """Who leads and who supports each whole target, not saved."""
    duties = []
    for target in targets:
        common = {"movement": row, "text": target.text, "target": target, "item": target.id, "source": target.source}
        if target.owner_id:
            duties.append(Duty(unit_id=target.owner_id, kind=DutyKind.LEADS_TARGET.value, role="lead", **common))
        duties += [
            Duty(unit=unit, kind=DutyKind.SUPPORTS_TARGET.value, role="coordinate", **common)
            for unit in target.supporters.all()
        ]
    return duties


def duties_of_plan(row: Movement, reading: Reading, deadlines: list[Deadline]) -> list[Duty]:
    """Duties of the units the plan names, and one reporting duty per unit that a deadline is set for.

    A deadline that names nobody is everybody's, unless it is the ward's own report upward: the standing office's.
    """
    units = {found.printed: list(found.units.all()) for found in row.matchings.prefetch_related("units")}
    duties = [
        Duty(
            movement=row, unit=unit, kind=DutyKind.DUTY.value, role=duty["role"], text=duty["text"],
            item=UUID(duty["id"]), source=duty.get("source") or {},
        )
        for assignment in reading["assignments"]
        for unit in units.get(assignment["unit"][:400], ())
        for duty in assignment["duties"]
    ]  # fmt: skip
    who = {UUID(item["id"]): item.get("who") or [] for item in reading["deadlines"]}
    everybody = participants_of(row)
    standing = row.unit.children.filter(is_standing_office=True).values_list("id", flat=True).first()
    for deadline in deadlines:
        named = {unit.id for name in who.get(deadline.item, ()) for unit in units.get(name[:400], ())}
        if deadline.upward:
            named = named or ({standing} if standing else set())
        duties += [
            Duty(
                movement=row, unit_id=unit, kind=DutyKind.REPORTS.value, role="perform", text=deadline.what,
                deadline=deadline, item=deadline.item, source=deadline.source,
            )
            for unit in sorted(named or everybody, key=str)
        ]  # fmt: skip
    return duties
