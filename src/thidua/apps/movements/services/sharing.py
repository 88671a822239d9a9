"""A measure of a target is shared out to units and residential groups, before the launch and after it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.movements.mapping import measures_by_item
from thidua.apps.movements.models import Movement, Participant, Share
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import may_share
from thidua.core.movements.shares import Part, shares_fit
from thidua.core.permits import Act, may
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.core.viet.text import clean

LONGEST_NOTE, LONGEST_WHY = 200, 300


def shares_mark(shares: Iterable[Share]) -> str:
    """A short mark of a stored table: a page that carries another one was opened before it changed (annex D30)."""
    told = sorted(f"{row.unit_id}={row.value}={row.note}={row.taken_back}" for row in shares)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ShareRow:
    """What one unit is given, as sent; no value where the measure has no figure."""

    unit: UUID
    value: Decimal | None
    note: str = ""


def share_target(
    movement: Movement, measure: UUID, rows: Sequence[ShareRow], *,
    base: str, why: str = "", by: Actor, now: datetime, today: date,
) -> Movement:  # fmt: skip
    """Store the whole table of one measure, or nothing. No row at all takes the sharing back.

    `base` is the mark of the table that the page showed: another one is refused (annex D30). After the launch `why` is
    asked for as soon as anything changes, the old value stays beside the new one, and new units become participants.
    """
    require(may(by, Act.TARGET_SHARE, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.select_related("plan").get(pk=movement.pk)
        require(may_share(row.state))
        target, shared = _measure_of(row, measure)
        stored = {share.unit_id: share for share in row.shares.filter(item=measure)}
        if base != shares_mark(stored.values()):
            require(no("D30", "Người khác vừa sửa bảng giao chỉ tiêu này. So với bảng đang lưu rồi lưu lại."))
        names = dict(units_of(row.commune, today).exclude(kind="commune").values_list("id", "name"))
        require(refuse(_wrong(rows, names, stored)))
        parts = [Part(str(sent.unit), names.get(sent.unit, ""), sent.value) for sent in rows]
        require(shares_fit(shared, parts))
        changes = _changes(rows, stored)
        if not changes:
            return row
        launched = row.state == "launched"
        if launched:
            require(_reason_given(why))
        for change in changes:
            _store(row, target, measure, change, stored, why=clean(why) if launched else "", by=by, now=now)
        if launched:
            _take_part(row, [sent.unit for sent in rows], now=now)
        told = [_told(change, stored) for change in changes]
        journal.record(
            Event.TARGET_SHARED, row.id, {"target": target, "measure": measure, "why": clean(why), "rows": told}
        )
    return row


def _measure_of(row: Movement, measure: UUID) -> tuple[UUID, dict]:
    found = measures_by_item(row).get(measure)
    if found is None:
        require(no("D35", "Nội dung này không còn trong kế hoạch. Mở lại trang chỉ tiêu."))
    return found


def _reason_given(why: str) -> Verdict:
    if not clean(why):
        return no("D01", "Phong trào đã phát động: ghi lý do đổi số giao.", field="why")
    if len(clean(why)) > LONGEST_WHY:
        told = {"length": len(clean(why)), "most": LONGEST_WHY}
        return no("D03", "Lý do dài {length} ký tự, tối đa {most}.", field="why", **told)
    return Verdict(True)


def _wrong(rows: Sequence[ShareRow], names: dict[UUID, str], stored: dict[UUID, Share]) -> list[Reason]:
    reasons, seen = [], set()
    for sent in rows:
        field = f"value-{sent.unit}"
        if sent.unit not in names and sent.unit not in stored:
            text = "Đơn vị đã chọn không còn trong danh sách hôm nay. Chọn lại."
            reasons.append(Reason("D35", text, field=field))
        if sent.unit in seen:
            reasons.append(Reason("D34", "Mỗi đơn vị chỉ có một dòng.", field=field))
        if len(clean(sent.note)) > LONGEST_NOTE:
            told = {"length": len(clean(sent.note)), "most": LONGEST_NOTE}
            text = "Ghi chú dài {length} ký tự, tối đa {most}."
            reasons.append(Reason("D03", text, told, field=f"note-{sent.unit}"))
        seen.add(sent.unit)
    return reasons


def _changes(rows: Sequence[ShareRow], stored: dict[UUID, Share]) -> list[tuple[UUID, ShareRow | None]]:
    """(unit, what it is given now), None for a share that goes."""
    changes: list[tuple[UUID, ShareRow | None]] = []
    for sent in rows:
        old = stored.get(sent.unit)
        if old is None or old.taken_back or (old.value, old.note) != (sent.value, clean(sent.note)):
            changes.append((sent.unit, sent))
    kept = {sent.unit for sent in rows}
    changes += [(unit, None) for unit, old in stored.items() if unit not in kept and not old.taken_back]
    return changes


def _store(
    row: Movement, target: UUID, measure: UUID, change: tuple[UUID, ShareRow | None], stored: dict[UUID, Share], *,
    why: str, by: Actor, now: datetime,
) -> None:  # fmt: skip
    unit, sent = change
    old = stored.get(unit)
    if sent is None and not why and old:
        old.delete()
        return
    share = old or Share(movement=row, target=target, item=measure, unit_id=unit)
    if why:
        share.was, share.why, share.changed_by, share.changed_at = share.value, why, by.person, now
    if sent is None:
        share.taken_back = True
    else:
        share.value, share.note, share.taken_back = sent.value, sent.note, False
    share.save()


def _take_part(row: Movement, units: Sequence[UUID], *, now: datetime) -> None:
    known = set(row.participants.values_list("unit_id", flat=True))
    Participant.objects.bulk_create(
        Participant(movement=row, unit_id=unit, told_at=now) for unit in units if unit not in known
    )


def _told(change: tuple[UUID, ShareRow | None], stored: dict[UUID, Share]) -> dict[str, object]:
    unit, sent = change
    was = stored[unit].was if unit in stored else None
    return {"unit": unit, "value": None if sent is None else sent.value, "was": was, "taken_back": sent is None}
