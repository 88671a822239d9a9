"""The launch: proposed by the clerk, confirmed by one other person, and everything written in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.mapping import (
    facts_of,
    participants_of,
    phase_rows,
    proposal_of,
    reading_name,
)
from thidua.apps.movements.models import Deadline, Duty, Movement, MovementLink, Participant, Phase
from thidua.apps.movements.services.deadlines import deadlines_of_launch
from thidua.apps.movements.services.duties import Written, written_for
from thidua.apps.movements.services.linking import known_movements
from thidua.apps.movements.services.sending import list_recipients, send_on_the_system
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import PlanVersion
from thidua.apps.plans.services import issue_plan
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import MOVEMENT_STEPS, may_confirm, may_propose
from thidua.core.movements.links import match_movement
from thidua.core.movements.phases import PhaseRow
from thidua.core.permits import Act, may
from thidua.core.verdicts import no
from thidua.core.viet.text import clean


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
        counts = _write_all(row, version, reading, by=by, now=now, today=today)
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


def _write_all(
    row: Movement, version: PlanVersion, reading: Reading, *, by: Actor, now: datetime, today: date
) -> dict[str, int]:
    written = written_for(row, reading, deadlines_of_launch(row, reading, version.choices, today))
    _write_targets(row, written)
    Deadline.objects.bulk_create(written.deadlines)
    if not row.phases_set:
        write_phases(row, phase_rows(row, reading))
    write_links(row, reading)
    participants = sorted(participants_of(row), key=str)
    Participant.objects.bulk_create(Participant(movement=row, unit_id=unit, told_at=now) for unit in participants)
    Duty.objects.bulk_create(written.duties)
    recipients = list_recipients(row, reading, today=today)
    send_on_the_system(recipients, by=by, now=now, today=today)
    return {
        "targets": len(written.targets),
        "deadlines": len(written.deadlines),
        "participants": len(participants),
        "duties": len(written.duties),
        "shares": row.shares.count(),
        "recipients": len(recipients),
    }


def _write_targets(row: Movement, written: Written) -> None:
    supporters = {found.item: found.supporters.all() for found in row.assignments.prefetch_related("supporters")}
    for target in written.targets:
        target.save(force_insert=True)
        target.supporters.set(supporters.get(target.id, ()))
    for part in written.parts:
        part.save(force_insert=True)


def write_phases(row: Movement, phases: Iterable[PhaseRow]) -> None:
    """The phases of a movement as rows."""
    for phase in phases:
        Phase.objects.create(movement=row, **asdict(phase))


def write_links(row: Movement, reading: Reading) -> None:
    """The movements and themes that the plan names; a movement that is known here is tied to it."""
    known = known_movements(row)
    links = [
        MovementLink(
            movement=row,
            kind="movement",
            name=item["name"][:600],
            launched_by=(item.get("launched_by") or "")[:200],
            known_id=match_movement(item["name"], known),
        )
        for item in reading["linked_movements"]
    ]
    links += [
        MovementLink(movement=row, kind="theme", name=item["text"][:600], launched_by=item["of"])
        for item in reading["themes"]
    ]
    for link in links:
        link.save()
