"""Writing a plan here: a draft is begun, its blocks added, moved and taken out, lines brought from other plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from thidua.apps.journal.services import require, writing
from thidua.apps.plans.mapping import Reading, put_reading, reading_of
from thidua.apps.plans.models import Origin, Plan, PlanState, PlanVersion, SavedText, YearTheme
from thidua.apps.plans.register import entered_law
from thidua.apps.plans.services.correcting import (
    ItemCorrection,
    correct_plan_item,
    edit_reading,
    require_draft,
    stamp_reason,
)
from thidua.apps.plans.services.filing import Filed, copy_head
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.corrections import item_at
from thidua.core.plans.drafting import (
    Frame,
    add_block,
    basis_notes,
    blank_plan,
    from_higher,
    move_block,
    next_year,
    notes_of,
    plan_year,
    remove_block,
    settle_notes,
    take_up,
)
from thidua.core.plans.drafting.beginning import rest_on
from thidua.core.plans.drafting.notes import with_notes
from thidua.core.plans.drafting.paper import written
from thidua.core.plans.identity import items, name_items, path_of
from thidua.core.verdicts import Reason, no, refuse

EARLIER_PLANS = 5
"""Own plans whose common words a blank draft takes up."""


@dataclass(frozen=True)
class Beginning:
    """How a draft begins: from last year's plan, from the plan above, from both (the lines of the first, the second to
    compare with), or blank."""

    year: int
    last_year: Plan | None = None
    higher: Plan | None = None

    @property
    def way(self) -> str:
        if self.last_year:
            return "last_year"
        return "higher" if self.higher else "blank"


def begin_draft(beginning: Beginning, *, unit: Unit, by: Actor, now: datetime, today: date) -> Filed:
    """A new plan of `unit` without a file. Raises Refused with the reason at its field."""
    require(may(by, Act.PLAN_FILE, commune=unit.commune))
    require(refuse(_wrong(beginning, unit, today)))
    with writing(unit.commune, by=by, now=now) as journal:
        plan = Plan(
            commune=unit.commune,
            unit=unit,
            higher=beginning.higher,
            last_year=beginning.last_year,
            filed_by=by.person,
            filed_at=now,
            title="-",
        )
        reading = _begun(beginning, plan, unit)
        _with_themes(reading, plan, beginning.year)
        day = max(today, date(beginning.year, 1, 1))
        with_notes(reading, basis_notes(reading, day, entered_law(unit.commune)))  # type: ignore[arg-type]
        name_items(reading, lambda: str(uuid4()))
        version = PlanVersion(plan=plan, ordinal=1, origin=Origin.DRAFTED, read_at=now, read_by=by.person)
        version.text = written(reading)["x_text"]  # type: ignore[arg-type, typeddict-item]
        put_reading(version, reading)
        copy_head(plan, reading)
        version.save()
        content = {"way": beginning.way, "year": beginning.year, "targets": len(reading["targets"])}
        sources = {"last_year": beginning.last_year, "higher": beginning.higher}
        journal.record(
            Event.PLAN_DRAFTED, plan.id, content | {name: str(row.pk) for name, row in sources.items() if row}
        )
    return Filed(plan, version)


def _wrong(beginning: Beginning, unit: Unit, today: date) -> list[Reason]:
    found = []
    if not today.year - 1 <= beginning.year <= today.year + 5:
        told = {"first": today.year - 1, "last": today.year + 5}
        found.append(Reason("year", "Năm của kế hoạch từ {first} đến {last}.", told, field="year"))
    last = beginning.last_year
    if last and last.commune != unit.commune:
        found.append(Reason("other_ward", "Chọn kế hoạch của chính phường.", field="last_year"))
    old = last and plan_year(reading_of(_newest(last)))  # type: ignore[arg-type]
    if old and old > beginning.year:
        told = {"old": old, "year": beginning.year}
        words = "Kế hoạch đã chọn là của năm {old}, sau năm {year}. Chọn kế hoạch trước đó, hoặc đổi năm."
        found.append(Reason("year_order", words, told, field="last_year"))
    return found


def _begun(beginning: Beginning, plan: Plan, unit: Unit) -> Reading:
    seed = str(plan.pk)
    parent = unit.parent.name if unit.parent else ""
    frame = Frame(unit.name, parent, beginning.year, seed)
    above: Any = beginning.higher and reading_of(_newest(beginning.higher))
    if beginning.last_year:
        old: Any = reading_of(_newest(beginning.last_year))
        reading, notes = next_year(old, beginning.year, seed=seed)
        with_notes(reading, notes)
        return rest_on(reading, above, seed) if above else reading  # type: ignore[return-value]
    earlier = _own_plans(unit)
    return from_higher(above, frame, earlier) if above else blank_plan(frame, earlier)  # type: ignore[return-value]


def _newest(plan: Plan) -> PlanVersion:
    return PlanVersion.objects.filter(plan=plan).order_by("-ordinal").first()


def _own_plans(unit: Unit) -> list[Any]:
    """Readings of the ward's newest own plans. Two queries."""
    plans = Plan.objects.filter(commune=unit.commune, unit=unit, from_above=False).exclude(state=PlanState.DISCARDED)
    rows = list(plans.order_by("-filed_at").prefetch_related("versions")[:EARLIER_PLANS])
    return [reading_of(row.versions.all()[0]) for row in rows if row.versions.all()]


def _with_themes(reading: Reading, plan: Plan, year: int) -> None:
    """Put the registered themes of the year in the place of copied ones."""
    known = {row.of: row.text for row in YearTheme.objects.filter(commune=plan.commune, year=year)}
    for of, text in known.items():
        same = [theme for theme in reading["themes"] if theme["of"] == of]
        if not same:
            reading["themes"].append({"of": of, "text": text, "year": year})
        for theme in same:
            theme["text"], theme["year"] = text, year
            settle_notes(reading, item=theme.get("id") or "-")  # type: ignore[arg-type]


def write_draft(plan: Plan, by: Actor, now: datetime, change: Any) -> PlanVersion:
    """`edit_reading` for words of a draft: refused for a paper that was filed, and once it is signed."""

    def of_a_draft(version: PlanVersion, reading: Reading) -> Any:
        require_draft(version)
        return change(version, reading)

    return edit_reading(plan, by, now, of_a_draft)


def write_draft_item(
    plan: Plan, item: str, typed: dict[str, str], bases: dict[str, str], *, by: Actor, now: datetime
) -> ItemCorrection:
    """`correct_plan_item` for words of a draft."""
    return correct_plan_item(plan, item, typed, bases, by=by, now=now, writes=True)


def _put(reading: Reading, changed: Any) -> None:
    name_items(changed, lambda: str(uuid4()))
    reading.clear()
    reading.update(changed)


def add_draft_block(
    plan: Plan, kind: str, typed: dict[str, str], *, within: str = "", by: Actor, now: datetime
) -> list[str]:
    """Add what was typed to a section (`within`: id of the unit that a duty is for). Returns ids of the new blocks."""
    made: list[str] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]]:
        require(refuse([found for name in typed if (found := stamp_reason(typed[name], field=name))]))
        holder = path_of(reading, within) or "" if within else ""
        before = {item["id"] for _, item in items(reading) if "id" in item}
        grown, verdict, _ = add_block(reading, kind, typed, within=holder)  # type: ignore[arg-type]
        require(verdict)
        _put(reading, grown)
        made.extend(_tops(reading, before))
        return Event.PLAN_ITEM_ADDED, {"kind": kind, "item": made[0] if made else "", "text": typed.get("text", "")}

    write_draft(plan, by, now, change)
    return made


def _tops(reading: Reading, before: set[str]) -> list[str]:
    """Ids of new items that stand in no other new item."""
    new = [(path, item["id"]) for path, item in items(reading) if item["id"] not in before]
    paths = {path for path, _ in new}
    return [ident for path, ident in new if "/".join(path.split("/")[:-2]) not in paths]


def remove_draft_block(plan: Plan, item: str, *, by: Actor, now: datetime) -> None:
    """Take a block out of a draft; a second time does no harm."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        path = path_of(reading, item)
        if path is None:
            return None
        gone = dict(item_at(reading, path) or {})  # type: ignore[arg-type]
        shrunk, verdict = remove_block(reading, path)  # type: ignore[arg-type]
        require(verdict)
        _put(reading, settle_notes(shrunk, item=item))
        text = gone.get("text") or gone.get("what") or gone.get("name") or gone.get("number") or gone.get("unit") or ""
        return Event.PLAN_ITEM_REMOVED, {"item": item, "text": text}

    write_draft(plan, by, now, change)


def move_draft_block(plan: Plan, item: str, step: int, *, by: Actor, now: datetime) -> None:
    """Move a block one place up (-1) or down (+1) in its section."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        path = path_of(reading, item)
        if path is None:
            require(no("gone", "Mục này không còn trong bản soạn. Tải lại trang."))
        moved, verdict = move_block(reading, str(path), step)  # type: ignore[arg-type]
        require(verdict)
        after = path_of(moved, item)  # type: ignore[arg-type]
        if after == path:
            return None
        _put(reading, moved)
        return Event.PLAN_ITEM_MOVED, {"item": item, "before": path, "after": after}

    write_draft(plan, by, now, change)


def take_up_lines(plan: Plan, paths: Sequence[str], *, by: Actor, now: datetime) -> int:
    """Take lines of the linked higher plan ("targets/3", ...) into the draft. Returns how many came in new."""
    came: list[int] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        if version.plan.higher is None:
            require(no("no_higher", "Chưa chọn kế hoạch cấp trên để lấy nội dung.", field="higher"))
        above: Any = reading_of(_newest(version.plan.higher))
        before = {item["id"] for _, item in items(reading) if "id" in item}
        grown = take_up(above, reading, paths, seed=str(plan.pk))  # type: ignore[arg-type]
        new = _tops(grown, before)  # type: ignore[arg-type]
        came.append(len(new))
        if not new:
            return None
        _put(reading, grown)
        return Event.PLAN_ITEM_ADDED, {"kind": "higher", "item": new[0], "lines": list(paths)}

    write_draft(plan, by, now, change)
    return came[0]


def use_last_year(plan: Plan, item: str, *, by: Actor, now: datetime) -> int:
    """Bring one item (its id) of last year's plan into the draft again, moved on to this year. Returns how many."""
    came: list[int] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        if version.plan.last_year is None:
            require(no("no_last_year", "Chưa chọn kế hoạch năm trước."))
        old: Any = reading_of(_newest(version.plan.last_year))
        year = version.plan.year or (plan_year(old) or 0) + 1
        moved, notes = next_year(old, year, seed=str(plan.pk))
        ident = next((new for new, was in (moved.get("x_origins") or {}).items() if was == item), "")
        path = path_of(moved, ident) or ""  # type: ignore[arg-type]
        top, known = path.split("/")[0], path_of(reading, ident)
        if not path or known or not (path.count("/") == 1 or path == "objective"):
            came.append(0)
            return None
        brought = item_at(moved, path)
        if path == "objective":
            reading["objective"] = brought
        else:
            reading[top].append(brought)
        reading.setdefault("x_origins", {})[ident] = item
        with_notes(reading, [note for note in notes if note.item == ident])  # type: ignore[arg-type]
        came.append(1)
        return Event.PLAN_ITEM_ADDED, {"kind": top, "item": ident, "from": item}

    write_draft(plan, by, now, change)
    return came[0]


def use_text(plan: Plan, text: SavedText, *, within: str = "", by: Actor, now: datetime) -> list[str]:
    """Put a saved text into the draft and count its use."""
    with writing(plan.commune, by=by, now=now):
        made = add_draft_block(plan, text.kind, {"text": text.text}, within=within, by=by, now=now)
        row = SavedText.objects.get(pk=text.pk)
        row.used += 1
        row.save(update_fields=["used"])
    return made


def settle_draft_note(plan: Plan, key: str, *, by: Actor, now: datetime) -> None:
    """ "Đã xem": a note of the draft is answered; a second time does no harm."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]] | None:
        told = next((note for note in notes_of(reading) if note.key == key), None)  # type: ignore[arg-type]
        if told is None:
            return None
        settle_notes(reading, key=key)  # type: ignore[arg-type]
        return Event.PLAN_NOTE_SETTLED, {"item": told.item, "note": told.code}

    write_draft(plan, by, now, change)
