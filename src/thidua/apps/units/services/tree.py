"""Adding, correcting and ending units. A unit is never deleted: it ends, and what it did stays under its name."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q

from thidua.apps.journal.services import Writing, erase_secrets, require, writing
from thidua.apps.people.wording import match_key, unchanged_since
from thidua.apps.units.models import BlockSeat, Seat, Unit, UnitKind
from thidua.apps.units.particulars import LABELS, ROOTS, UnitParticulars, particulars_of
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Verdict, no, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold

_NAMES = ("name", "short_name")


def add_unit(particulars: UnitParticulars, *, parent: Unit, by: Actor, now: datetime, similar_ok: bool = False) -> Unit:
    """Add a unit under `parent`. Communes are added by `found_commune`, which gives them a first officer."""
    require(may(by, Act.UNIT_MANAGE, commune=parent.commune))
    require(refuse(particulars.check()))
    if particulars.kind in ROOTS:
        require(no("D34", "Xã, phường được thêm ở trang Thêm xã, phường.", field="kind"))
    with writing(parent.commune, by=by, now=now) as journal:
        above = Unit.objects.get(pk=parent.pk)
        return place_unit(particulars, parent=above, journal=journal, similar_ok=similar_ok)


def place_unit(particulars: UnitParticulars, *, parent: Unit, journal: Writing, similar_ok: bool = False) -> Unit:
    """The part of adding that happens inside the lock; mergers, splits and imports call it too."""
    values = particulars.cleaned()
    require(_may_hang(parent, values.from_on))
    require(name_is_free(values.name, parent=parent, similar_ok=similar_ok))
    row = Unit.objects.create(id=uuid4(), commune=parent.commune, parent=parent, **asdict(values))
    told = asdict(values) | {"parent": parent.pk}
    # The name of a household is that of a person: it enters the chain so that it can be erased.
    personal = {name: told.pop(name) for name in _NAMES} if row.kind == UnitKind.HOUSEHOLD else {}
    journal.record(Event.UNIT_ADDED, row.pk, told, personal=personal, person=row.pk if personal else None)
    return row


def forget_household(unit: Unit, *, by: Actor, now: datetime) -> None:
    """Take the name off a household whose people asked for it; the row stays, because duties and papers point to it."""
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    with writing(unit.commune, by=by, now=now) as journal:
        row = Unit.objects.get(pk=unit.pk)
        require(_is_household(row))
        row.name, row.short_name = f"Hộ đã xóa dữ liệu ({row.pk.hex[:8]})", ""
        row.save()
        journal.record(Event.UNIT_CHANGED, row.pk, {"erased": True})
        erase_secrets(row.pk, commune=row.commune, by=by, now=now)


def _is_household(row: Unit) -> Verdict:
    if row.kind == UnitKind.HOUSEHOLD:
        return YES
    return no("wrong_step", "Chỉ xóa tên của hộ gia đình, hộ kinh doanh.")


def _may_hang(parent: Unit, from_on: date | None) -> Verdict:
    if parent.to_on is None:
        return YES
    message = "{parent} kết thúc ngày {day}. Chọn đơn vị cấp trên khác."
    return no("wrong_step", message, field="parent", parent=parent.name, day=short_date(parent.to_on))


def name_is_free(name: str, *, parent: Unit, similar_ok: bool = False, but: UUID | None = None) -> Verdict:
    """Under one parent a name stands once (D06); the same name elsewhere in the commune is asked about (D07)."""
    key = match_key(name)
    for other in Unit.objects.filter(commune=parent.commune, to_on__isnull=True).exclude(pk=but):
        if match_key(other.name) != key:
            continue
        if other.parent_id == parent.pk:
            return no("D06", '"{known}" đã có.', field="name", known=other.name)
        if not similar_ok:
            message = 'Gần giống "{known}" đang có ở nơi khác. Vẫn tạo thì đánh dấu ô bên dưới.'
            return no("D07", message, field="similar_ok", known=other.name)
    return YES


def change_unit(
    unit: Unit,
    particulars: UnitParticulars,
    *,
    parent: Unit | None,
    by: Actor,
    now: datetime,
    similar_ok: bool = False,
    seen: str = "",
) -> Unit:
    """Correct a unit's values or hang it elsewhere in the same commune; `seen` as for `people.services.change_person`.

    A new name is a correction only when nothing was reorganised: a reorganisation is a merger or a split with a date.
    """
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    require(refuse(particulars.check()))
    values = particulars.cleaned()
    with writing(unit.commune, by=by, now=now) as journal:
        row = Unit.objects.get(pk=unit.pk)
        above = Unit.objects.get(pk=parent.pk) if parent else row.parent
        require(_may_change(row, values, above))
        if above and (fold(values.name) != row.folded or above.pk != row.parent_id):
            require(name_is_free(values.name, parent=above, similar_ok=similar_ok, but=row.pk))
        before = asdict(particulars_of(row)) | {"parent": row.parent_id}
        after = asdict(values) | {"parent": above.pk if above else None}
        changed = {name: value for name, value in after.items() if value != before[name]}
        if changed:
            require(unchanged_since(seen, before, LABELS))
            for name, value in changed.items():
                setattr(row, "parent_id" if name == "parent" else name, value)
            row.save()
            _tell_change(journal, row, before, changed)
    return row


def _tell_change(journal: Writing, row: Unit, before: dict[str, object], changed: dict[str, object]) -> None:
    hidden = [name for name in _NAMES if name in changed] if row.kind == UnitKind.HOUSEHOLD else []
    told = {name: value for name, value in changed.items() if name not in hidden}
    personal = {name: str(changed[name]) for name in hidden} | {f"{name}_before": str(before[name]) for name in hidden}
    content = {"before": {name: before[name] for name in told}, "after": told}
    journal.record(Event.UNIT_CHANGED, row.pk, content, personal=personal, person=row.pk if personal else None)


def _may_change(row: Unit, values: UnitParticulars, above: Unit | None) -> Verdict:
    if (row.kind in ROOTS or values.kind in ROOTS) and row.kind != values.kind:
        return no("D34", "Giữ nguyên loại của xã, phường và thành phố.", field="kind")
    if above is None or row.kind in ROOTS:
        return YES if above is None or above.pk == row.parent_id else no(
            "wrong_step", "Xã, phường không chuyển sang đơn vị cấp trên khác.", field="parent"
        )  # fmt: skip
    if above.commune != row.commune:
        return no("D35", "Chọn đơn vị cấp trên trong cùng xã, phường.", field="parent")
    if above.pk == row.pk or row.pk in ancestors(above):
        return no("circle", "Đơn vị không thể thuộc chính nó.", field="parent")
    if values.from_on and row.to_on and values.from_on > row.to_on:
        return no("D16", "Ngày bắt đầu phải trước ngày kết thúc {day}.", field="from_on", day=short_date(row.to_on))
    return _may_hang(above, values.from_on) if above.pk != row.parent_id else YES


def ancestors(unit: Unit) -> set[UUID]:
    """Every unit above `unit`."""
    parents = dict(Unit.objects.filter(commune=unit.commune).values_list("pk", "parent_id"))
    found: set[UUID] = set()
    here = unit.parent_id
    while here and here not in found:
        found.add(here)
        here = parents.get(here)
    return found


def end_unit(unit: Unit, *, last_day: date, by: Actor, now: datetime) -> Unit:
    """End a unit that nothing follows. Its seats and its places in blocks end with it."""
    require(may(by, Act.UNIT_MANAGE, commune=unit.commune))
    with writing(unit.commune, by=by, now=now) as journal:
        row = Unit.objects.get(pk=unit.pk)
        require(may_end(row, last_day))
        if Unit.objects.filter(parent=row).filter(still_there(last_day + timedelta(days=1))).exists():
            require(
                no("has_children", "Còn đơn vị trực thuộc đang hoạt động. Kết thúc hoặc chuyển các đơn vị đó trước.")
            )
        content = close_unit(row, last_day)
        journal.record(Event.UNIT_ENDED, row.pk, {"last_day": last_day} | content)
    return row


def may_end(row: Unit, last_day: date) -> Verdict:
    """Whether a unit can have `last_day` as its last one."""
    if row.kind in ROOTS:
        return no("wrong_step", "Không kết thúc hay sáp nhập xã, phường ở trang này.")
    if row.to_on is not None:
        message = "{name} đã kết thúc ngày {day}."
        return no("wrong_step", message, name=row.name, day=short_date(row.to_on))
    if row.from_on and last_day < row.from_on:
        message = "{name} bắt đầu ngày {day}; ngày kết thúc phải từ ngày đó trở đi."
        return no("D16", message, field="on", name=row.name, day=short_date(row.from_on))
    return YES


def still_there(day: date) -> Q:
    """Rows that have not ended before `day`."""
    return Q(to_on__isnull=True) | Q(to_on__gte=day)


def close_unit(row: Unit, last_day: date) -> dict[str, object]:
    """Set the last day of a unit, of its seats and of its places in blocks. Rows that would begin later never begin:
    they keep their first day as their last. Returns the ids for the journal."""
    row.to_on = last_day
    row.save(update_fields=["to_on"])
    told: dict[str, object] = {}
    for name, model in (("seats", Seat), ("block_seats", BlockSeat)):
        rows = list(model.objects.filter(still_there(last_day + timedelta(days=1)), unit=row))
        for each in rows:
            each.to_on = max(last_day, each.from_on or last_day)
            each.save(update_fields=["to_on"])
        told[name] = [each.pk for each in rows]
    return told
