"""Phases and reviews before the launch, peaks at any time while a movement lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.models import Movement, Peak, Phase
from thidua.apps.people.wording import check_line
from thidua.apps.units.models import Block
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import MOVEMENT_STEPS
from thidua.core.movements.peaks import PeakRow, check_peak
from thidua.core.movements.phases import PhaseRow, check_phases
from thidua.core.permits import Act, may
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.core.viet.text import clean

LONGEST_TASK = 1000


def save_phases(movement: Movement, rows: Sequence[PhaseRow], *, base: int | None, by: Actor, now: datetime) -> Verdict:
    """Store the phases of a movement in preparation; all of them, or nothing. Returns what is worth saying about them.

    `base` is the revision the page was made from (annex D30).
    """
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    cleaned = [replace(row, label=clean(row.label), name=clean(row.name)) for row in rows]
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        require(MOVEMENT_STEPS.may_move(row.state, "assign"))
        if base is not None and base != row.revision:
            require(no("D30", "Người khác vừa sửa phong trào này. Xem lại rồi lưu lần nữa."))
        require(refuse(_lines(rows)))
        found = check_phases(cleaned, row.starts_on, row.ends_on)
        require(found)
        before = [(each.label, each.name, each.starts_on, each.ends_on, each.review_on) for each in row.phases.all()]
        after = [tuple(asdict(each).values()) for each in cleaned]
        if row.phases_set and before == after:
            return found
        row.phases.all().delete()
        for each in cleaned:
            Phase.objects.create(movement=row, **asdict(each))
        row.phases_set, row.revision = True, row.revision + 1
        row.save(update_fields=["phases_set", "revision"])
        journal.record(Event.PHASES_CHANGED, row.id, {"phases": [asdict(each) for each in cleaned]})
    return found


def _lines(rows: Sequence[PhaseRow]) -> list[Reason]:
    return [
        reason
        for at, row in enumerate(rows)
        for field, label, most in (("label", "Tên giai đoạn", 80), ("name", "Nội dung", 300))
        for reason in check_line(getattr(row, field), field=f"{field}-{at}", label=label, most=most, required=False)
    ]


def choose_block(movement: Movement, block: UUID | None, *, by: Actor, now: datetime) -> Movement:
    """Which block of the commune runs the movement; its members take part. None takes the choice back."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        require(MOVEMENT_STEPS.may_move(row.state, "assign"))
        if block and not Block.objects.filter(pk=block, commune=row.commune).exists():
            require(no("D34", "Chọn khối thi đua trong danh sách.", field="block"))
        if row.block_id != block:
            row.block_id = block
            row.revision += 1
            row.save(update_fields=["block", "revision"])
            journal.record(Event.MOVEMENT_CHANGED, row.id, {"block": block})
    return row


def add_peak(movement: Movement, sent: PeakRow, *, by: Actor, now: datetime) -> Peak:
    """A peak inside the movement; the same one twice does no harm."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    found = check_line(sent.name, field="name", label="Tên đợt cao điểm", most=200, required=False)
    found += check_line(sent.occasion, field="occasion", label="Ngày của địa phương", most=160, required=False)
    if len(sent.what) > LONGEST_TASK:
        found.append(Reason("D03", "Việc cần làm dài quá {most} ký tự.", {"most": LONGEST_TASK}, field="what"))
    peak = replace(sent, name=clean(sent.name), occasion=clean(sent.occasion))
    require(refuse(found))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        require(_may_peak(row))
        require(check_peak(peak, row.starts_on, row.ends_on))
        told = asdict(peak)
        made, is_new = Peak.objects.get_or_create(movement=row, name=peak.name, starts_on=peak.starts_on, defaults=told)
        if is_new:
            journal.record(Event.PEAK_ADDED, row.id, told | {"peak": made.id})
    return made


def remove_peak(peak: Peak, *, by: Actor, now: datetime) -> None:
    """Take a peak out; one that is gone already stays gone."""
    commune = peak.movement.commune
    require(may(by, Act.MOVEMENT_ASSIGN, commune=commune))
    with writing(commune, by=by, now=now) as journal:
        row = Peak.objects.filter(pk=peak.pk).select_related("movement").first()
        if row is None:
            return
        require(_may_peak(row.movement))
        told = {"peak": row.id, "name": row.name, "starts_on": row.starts_on, "ends_on": row.ends_on}
        journal.record(Event.PEAK_REMOVED, row.movement_id, told)
        row.delete()


def _may_peak(row: Movement) -> Verdict:
    if row.state == "closed":
        return no("wrong_step", "Phong trào đã kết thúc; không sửa đợt cao điểm nữa.")
    return Verdict(True)
