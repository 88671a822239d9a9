"""Before the launch: the draft of a movement, who owns each target, which units the printed names stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.services import Refused, require, writing
from thidua.apps.movements.mapping import cards, first_and_last_day, printed_units
from thidua.apps.movements.models import Assignment, AssignmentKind, Attachment, Matching, Movement
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.plans.models import Amendment, Plan
from thidua.apps.units.models import Seat
from thidua.apps.units.queries import on_day, units_of
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.movements import MOVEMENT_STEPS, Kind
from thidua.core.permits import Act, may
from thidua.core.plans.matching import UnitCard, match_units
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import clean

LONGEST_NAME = 500
LONGEST_PRODUCT = 300


@dataclass(frozen=True)
class AssignmentRow:
    """One line of the assignment table as sent: the id of a target or task, its owner, the named officer, the helpers;
    of a task also its first due day and its product."""

    item: UUID
    owner: UUID | None
    officer: UUID | None = None
    supporters: tuple[UUID, ...] = ()
    due_on: date | None = None
    product: str = ""


@dataclass(frozen=True)
class AssignmentTable:
    """The whole page of Phân công as sent: both tables, the head, and the revision the page was made from."""

    rows: Sequence[AssignmentRow]
    matched: dict[UUID, Sequence[UUID]]
    name: str
    kind: str
    starts_on: date | None
    ends_on: date | None
    base: int | None


def draft_movement(plan: Plan, *, by: Actor, now: datetime, today: date) -> Movement:
    """The draft of the plan's movement: one line for each target and task, brought up to the reading each time.

    Nobody is given anything here: suggestions are shown, and somebody takes them.
    """
    require(may(by, Act.MOVEMENT_ASSIGN, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        plan = Plan.objects.select_related("unit").get(pk=plan.pk)
        if plan.from_above:
            require(no("from_above", "Đây là kế hoạch của cấp trên, giữ để đối chiếu; không phát động ở đây."))
        if Amendment.objects.filter(draft=plan).exists():
            require(no("amends", "Đây là bản sửa đổi của một kế hoạch đang thực hiện; không phát động riêng."))
        reading = reading_of(plan.versions.order_by("-ordinal").first())
        movement = Movement.objects.filter(plan=plan).first()
        if movement is None:
            movement = _new_draft(plan, reading, by=by, now=now)
            journal.record(Event.MOVEMENT_DRAFTED, movement.id, {"plan": plan.id, "kind": movement.kind})
        if movement.state == "draft":
            _follow_reading(movement, reading, cards(units_of(plan.commune, today)))
    return movement


def _new_draft(plan: Plan, reading: Reading, *, by: Actor, now: datetime) -> Movement:
    read = reading.get("movement") or {}
    starts_on = first_and_last_day((reading["period"] or {}).get("from"))[0]
    ends_on = first_and_last_day((reading["period"] or {}).get("to"))[1]
    parent = Movement.objects.filter(plan=plan.higher_id).first() if plan.higher_id else None
    return Movement.objects.create(
        commune=plan.commune,
        unit=plan.unit,
        plan=plan,
        parent=parent,
        name=(read.get("name") or plan.title)[:500],
        kind=read.get("type") or Kind.ANNUAL.value,
        starts_on=starts_on,
        ends_on=ends_on,
        drafted_by=by.person,
        drafted_at=now,
    )


def _follow_reading(movement: Movement, reading: Reading, directory: list[UnitCard]) -> None:
    """One assignment per target and task of the reading and one matching per printed name, each once.

    Shares of measures that the reading no longer has go with them."""
    known = set(movement.assignments.values_list("item", flat=True))
    wanted = {UUID(row["id"]): AssignmentKind.TARGET for row in reading["targets"]}
    wanted |= {UUID(row["id"]): AssignmentKind.TASK for row in reading["tasks"]}
    tasks = {UUID(row["id"]): row for row in reading["tasks"]}
    movement.assignments.filter(item__in=known - set(wanted)).delete()
    new = [Assignment(movement=movement, item=item, kind=wanted[item]) for item in wanted if item not in known]
    for row in new:
        if row.item in tasks:
            row.product = (tasks[row.item].get("product") or "")[:300]
            row.due_on = first_and_last_day(tasks[row.item].get("due"))[1]
    Assignment.objects.bulk_create(new)
    movement.shares.exclude(item__in=list(_measures(reading["targets"]))).delete()
    matched = set(movement.matchings.values_list("printed", flat=True))
    for name in printed_units(reading):
        if name not in matched:
            match = match_units(name, directory)
            found = Matching.objects.create(movement=movement, printed=name)
            found.units.set(match.units if match.sure else ())
    movement.matchings.exclude(printed__in=printed_units(reading)).delete()


def _measures(targets: Sequence[Reading]) -> Iterator[UUID]:
    """Ids of all measures, those of parts too."""
    for row in targets:
        yield from (UUID(measure["id"]) for measure in row["measures"] if measure.get("id"))
        yield from _measures(row.get("sub_targets") or ())


def _open(movement: Movement, act: str = "assign") -> Movement:
    row = Movement.objects.select_related("plan").get(pk=movement.pk)
    require(MOVEMENT_STEPS.may_move(row.state, act))
    return row


def assign_targets(
    movement: Movement, rows: Sequence[AssignmentRow], *, base: int | None, by: Actor, now: datetime, today: date
) -> Movement:
    """Store the table. `base` is the revision the page was made from: a newer one is refused, nothing typed is lost.

    Every unit must exist today in this commune; a unit cannot lead and support the same target (annex D26). Targets
    that were read or added since the page was made get a line first, so that nothing sent is dropped.
    """
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = _open(movement)
        require(_not_newer(row, base))
        reading = reading_of(row.plan.versions.order_by("-ordinal").first())
        _follow_reading(row, reading, cards(units_of(row.commune, today)))
        names = dict(units_of(row.commune, today).values_list("id", "name"))
        people = set(Seat.objects.filter(on_day(today), unit__commune=row.commune).values_list("person_id", "unit_id"))
        require(refuse([*_wrong_rows(rows, names, people), *_wrong_tasks(row, rows)]))
        if _store_all(row, rows):
            row.revision += 1
            row.save(update_fields=["revision"])
            journal.record(Event.TARGET_ASSIGNED, row.id, {"rows": [_entered(sent) for sent in rows]})
    return row


def _not_newer(row: Movement, base: int | None) -> Verdict:
    if base is None or base == row.revision:
        return Verdict(True)
    return no("D30", "Người khác vừa sửa bảng phân công. So hai bản rồi lưu lại.")


def _wrong_rows(rows: Sequence[AssignmentRow], names: dict[UUID, str], people: set[tuple[UUID, UUID]]) -> list[Reason]:
    """`people`: person and unit of every seat held today in the commune."""
    reasons = []
    for sent in rows:
        field = f"owner-{sent.item}"
        for unit in (sent.owner, *sent.supporters):
            if unit is not None and unit not in names:
                text = "Đơn vị đã chọn không còn trong danh sách hôm nay. Chọn lại."
                reasons.append(Reason("D35", text, field=field))
        if sent.officer and (sent.officer, sent.owner) not in people:
            text = "Cán bộ đã chọn không thuộc đơn vị chủ trì. Chọn lại cán bộ hoặc đơn vị."
            reasons.append(Reason("D35", text, field=f"officer-{sent.item}"))
        if sent.owner and sent.owner in sent.supporters:
            text = "{unit} chỉ giữ một vai trò: chủ trì hoặc phối hợp."
            reasons.append(Reason("D26", text, {"unit": names.get(sent.owner, "Đơn vị")}, field=field))
    return reasons


def _wrong_tasks(row: Movement, rows: Sequence[AssignmentRow]) -> list[Reason]:
    reasons = []
    for sent in rows:
        due = sent.due_on
        if due and ((row.starts_on and due < row.starts_on) or (row.ends_on and due > row.ends_on)):
            text = "Hạn {due} nằm ngoài thời gian phong trào. Sửa hạn, hoặc sửa thời gian ở cuối trang."
            reasons.append(Reason("D15", text, {"due": short_date(due)}, field=f"due-{sent.item}"))
        if len(sent.product) > LONGEST_PRODUCT:
            text = "Sản phẩm dài {length} ký tự, tối đa {most}."
            told = {"length": len(sent.product), "most": LONGEST_PRODUCT}
            reasons.append(Reason("D03", text, told, field=f"product-{sent.item}"))
    return reasons


def _store_all(movement: Movement, rows: Sequence[AssignmentRow]) -> bool:
    """Whether anything has changed. What stays as it was is not written."""
    stored = {row.item: row for row in movement.assignments.prefetch_related("supporters")}
    changed = [_store(stored[sent.item], sent) for sent in rows if sent.item in stored]
    return any(changed)


def _store(row: Assignment, sent: AssignmentRow) -> bool:
    before = (row.owner_id, row.officer_id, row.due_on, row.product)
    helpers = {unit.id for unit in row.supporters.all()}
    after = (sent.owner, sent.officer, sent.due_on, clean(sent.product))
    if before != after:
        row.owner_id, row.officer_id, row.due_on, row.product = after
        row.save(update_fields=["owner", "officer", "due_on", "product"])
    if helpers != set(sent.supporters):
        row.supporters.set(sent.supporters)
    return before != after or helpers != set(sent.supporters)


def _entered(sent: AssignmentRow) -> dict[str, object]:
    told: dict[str, object] = {"item": sent.item, "owner": sent.owner, "officer": sent.officer}
    if sent.due_on or sent.product:
        told |= {"due_on": sent.due_on, "product": clean(sent.product)}
    return told | {"supporters": list(sent.supporters)}


def match_printed_units(
    movement: Movement, chosen: dict[UUID, Sequence[UUID]], *, by: Actor, now: datetime, today: date
) -> Movement:
    """Store which units each printed name stands for (`chosen`: matching → units). An empty list is an answer."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = _open(movement)
        known = set(units_of(row.commune, today).values_list("id", flat=True))
        changed = {}
        for matching in row.matchings.filter(id__in=chosen).prefetch_related("units"):
            units = {unit for unit in chosen[matching.id] if unit in known}
            if not matching.confirmed or units != {unit.id for unit in matching.units.all()}:
                matching.units.set(units)
                matching.confirmed = True
                matching.save(update_fields=["confirmed"])
                changed[str(matching.id)] = sorted(units, key=str)
        if changed:
            journal.record(Event.MOVEMENT_CHANGED, row.id, {"matched": changed})
    return row


def change_movement(
    movement: Movement, *, name: str, kind: str, starts_on: date | None, ends_on: date | None, by: Actor, now: datetime
) -> Movement:
    """Name, kind and days, until the launch is proposed."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    reasons = []
    if not clean(name):
        reasons.append(Reason("D01", "Nhập tên phong trào.", field="name"))
    elif len(name) > LONGEST_NAME:
        text = "Tên dài {length} ký tự, tối đa {most}."
        reasons.append(Reason("D03", text, {"length": len(name), "most": LONGEST_NAME}, field="name"))
    if kind not in set(Kind):
        reasons.append(Reason("D34", "Chọn loại phong trào trong danh sách.", field="kind"))
    if starts_on and ends_on and ends_on < starts_on:
        reasons.append(Reason("D15", "Ngày kết thúc trước ngày bắt đầu. Sửa một trong hai ngày.", field="ends_on"))
    require(refuse(reasons))
    with writing(movement.commune, by=by, now=now) as journal:
        row = _open(movement)
        if (row.name, row.kind, row.starts_on, row.ends_on) == (clean(name), kind, starts_on, ends_on):
            return row
        row.name, row.kind, row.starts_on, row.ends_on = name, kind, starts_on, ends_on
        row.revision += 1
        row.save()
        journal.record(
            Event.MOVEMENT_CHANGED, row.id, {"name": name, "kind": kind, "starts_on": starts_on, "ends_on": ends_on}
        )
    return row


def save_assignments(movement: Movement, table: AssignmentTable, *, by: Actor, now: datetime, today: date) -> Movement:
    """Store the whole page, or nothing: the reasons of all three parts come together.

    A table made from an older revision is refused before anything else (annex D30).
    """
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    parts: list[Callable[[], object]] = [
        lambda: assign_targets(movement, table.rows, base=None, by=by, now=now, today=today),
        lambda: match_printed_units(movement, table.matched, by=by, now=now, today=today),
        lambda: change_movement(
            movement,
            name=table.name, kind=table.kind, starts_on=table.starts_on, ends_on=table.ends_on,
            by=by, now=now,
        ),
    ]  # fmt: skip
    reasons: list[Reason] = []
    with writing(movement.commune, by=by, now=now):
        require(_not_newer(_open(movement), table.base))
        for part in parts:
            try:
                with transaction.atomic():
                    part()
            except Refused as refused:
                reasons += refused.verdict.reasons
        require(refuse(reasons))
    return Movement.objects.get(pk=movement.pk)


def attach_file(movement: Movement, file: StoredFile, title: str, *, by: Actor, now: datetime) -> Attachment:
    """A file that goes out with the movement. Possible before and after the launch; twice does no harm."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    if file.commune != movement.commune:
        require(no("D35", "Tệp này không thuộc địa phương của phong trào."))
    with writing(movement.commune, by=by, now=now) as journal:
        row, made = Attachment.objects.get_or_create(
            movement=movement, file=file, defaults={"title": (clean(title) or file.name)[:200]}
        )
        if made:
            journal.record(Event.MOVEMENT_CHANGED, movement.id, {"attached": file.sha256, "title": row.title})
    return row
