"""Acts on the lists of a reading: items added, marked, split, merged, moved, taken out; each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from thidua.apps.journal.services import Refused, require
from thidua.apps.plans.mapping import Reading, put_undoable, undoable_acts
from thidua.apps.plans.models import Plan, PlanVersion
from thidua.apps.plans.services.correcting import edit_reading, stamp_reason
from thidua.apps.plans.services.writers import who_wrote
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.plans.corrections import (
    add_item,
    item_at,
    join_parts,
    merge_targets,
    move_item,
    remove_item,
    split_target,
)
from thidua.core.plans.corrections.marking import add_passage
from thidua.core.plans.corrections.splitting import Form
from thidua.core.plans.corrections.undoing import change_between, undo
from thidua.core.plans.drafting import follow_words
from thidua.core.plans.identity import name_items, path_of
from thidua.core.verdicts import Reason, Verdict, no, refuse

MOST_UNDOABLE = 10
"""Acts of a version that can be taken back: the last ones, of anybody."""


@dataclass(frozen=True)
class Reshaped:
    """What an act did: the ids of the items it made or touched, in order, and the token that takes it back."""

    items: tuple[str, ...]
    token: str


Change = Callable[[PlanVersion, Reading], tuple[Any, Sequence[str], Verdict]]


def _fresh() -> str:
    return str(uuid4())


def _reshape(
    plan: Plan, event: Event, content: dict[str, Any], change: Change, *, by: Actor, now: datetime
) -> Reshaped:
    """Carry out `change`, which gives the new reading and the paths of what it made, and keep how to take it back."""
    done: list[Reshaped] = []

    def act(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]]:
        grown, paths, verdict = change(version, reading)
        require(verdict)
        name_items(grown, _fresh)
        made = tuple((item_at(grown, path) or {}).get("id", "") for path in paths)
        token = _fresh()
        kept = {"token": token, "at": now.isoformat(), "change": change_between(reading, grown)}
        put_undoable(version, [*undoable_acts(version), kept][-MOST_UNDOABLE:])
        reading.clear()
        reading.update(grown)
        done.append(Reshaped(made, token))
        return event, content | ({"item": made[0], "items": list(made)} if made else {})

    edit_reading(plan, by, now, act)
    return done[0]


def _at(reading: Reading, item: str) -> str:
    path = path_of(reading, item)
    if path is None:
        raise Refused(no("gone", "Mục này không còn trong bản đang kiểm tra. Tải lại trang."))
    return path


def _as_shown(plan: Plan, reading: Reading, item: str, base: str | None, by: Actor) -> str:
    """The path of an item whose words are still those that the page showed. Refused with the new ones otherwise."""
    path = _at(reading, item)
    now = words_of(item_at(reading, path) or {})
    if base is not None and now != base:
        who = who_wrote(plan, item, by=by)
        words = "{who} vừa sửa mục này thành “{theirs}”; trang đang mở ghi “{own}”. Xem lại rồi làm tiếp."
        raise Refused(no("changed_meanwhile", words, who=who, theirs=now[:200], own=base[:200]))
    return path


def words_of(item: Reading) -> str:
    """The words of an item that a page shows and sends back as the base of an act on it."""
    names = ("text", "what", "unit", "form", "name", "title", "number", "label", "metric")
    return next((str(item[name]) for name in names if item.get(name)), "")


def split_plan_target(
    plan: Plan, item: str, cuts: Sequence[int], form: Form, *, base: str | None, by: Actor, now: datetime
) -> Reshaped:
    """One target becomes several, cut before the characters `cuts` of its words; `base` are the words as shown."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        path = _as_shown(plan, reading, item, base, by)
        grown, verdict = split_target(reading, path, cuts, form, _fresh)  # type: ignore[arg-type]
        many = len(set(cuts)) + 1
        start = int(path.rsplit("/", 1)[1])
        beside = [f"{path.rsplit('/', 1)[0]}/{start + number}" for number in range(many)]
        return grown, [path] if form == "parts" else beside, verdict

    return _reshape(plan, Event.PLAN_ITEMS_RESHAPED, {"act": "split", "form": form}, change, by=by, now=now)


def merge_plan_targets(
    plan: Plan, item: str, count: int = 2, *, base: str | None, by: Actor, now: datetime
) -> Reshaped:
    """A target and those that follow it, `count` in all, become one, which keeps the id of the first.

    `base` are the words of all of them as shown, one after another.
    """

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        path = _at(reading, item)
        prefix, at = path.rsplit("/", 1)
        paths = [f"{prefix}/{int(at) + number}" for number in range(count)]
        here = [item_at(reading, one) for one in paths]
        if base is not None and "".join(words_of(one or {}) for one in here) != base:
            moved = next((one["id"] for one in here if one), item)
            words = "{who} vừa sửa các chỉ tiêu này. Xem lại câu chữ rồi gộp."
            raise Refused(no("changed_meanwhile", words, who=who_wrote(plan, moved, by=by)))
        grown, verdict = merge_targets(reading, paths)  # type: ignore[arg-type]
        return grown, [path], verdict

    return _reshape(plan, Event.PLAN_ITEMS_RESHAPED, {"act": "merge", "count": count}, change, by=by, now=now)


def join_plan_parts(plan: Plan, item: str, *, base: str | None, by: Actor, now: datetime) -> Reshaped:
    """A target with parts becomes one without."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        path = _as_shown(plan, reading, item, base, by)
        grown, verdict = join_parts(reading, path)  # type: ignore[arg-type]
        return grown, [path], verdict

    return _reshape(plan, Event.PLAN_ITEMS_RESHAPED, {"act": "join"}, change, by=by, now=now)


def move_plan_item(plan: Plan, item: str, kind: str, *, base: str | None, by: Actor, now: datetime) -> Reshaped:
    """A sentence goes to another list: what was read as a target is a task, and back. It keeps its id."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        path = _as_shown(plan, reading, item, base, by)
        grown, verdict = move_item(reading, path, kind, _fresh)  # type: ignore[arg-type]
        there = path_of(grown, item) if verdict else None  # type: ignore[arg-type]
        return grown, [there] if there else [], verdict

    return _reshape(plan, Event.PLAN_ITEMS_RESHAPED, {"act": "move", "to": kind}, change, by=by, now=now)


@dataclass(frozen=True)
class Passage:
    """Words marked in the paper: the version that was shown, the places of its text, and what the marker said."""

    version: int
    start: int
    end: int
    into: str = ""
    unit: str = ""


def mark_plan_passage(plan: Plan, kind: str, passage: Passage, *, by: Actor, now: datetime) -> Reshaped:
    """Add what the reader missed, from words marked in the paper. `into` is the id of the target it goes under."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        if version.ordinal != passage.version:
            raise Refused(no("gone", "Văn bản vừa có bản mới. Tải lại trang rồi đánh dấu lại."))
        into = (path_of(reading, passage.into) or "") if passage.into else ""
        return add_passage(reading, kind, passage.start, passage.end, into=into, unit=passage.unit)  # type: ignore[arg-type]

    content = {"kind": kind, "chars": [passage.start, passage.end]}
    return _reshape(plan, Event.PLAN_ITEM_ADDED, content, change, by=by, now=now)


def add_plan_item(plan: Plan, kind: str, fields: dict[str, str], *, by: Actor, now: datetime, into: str = "") -> str:
    """Add what the reader missed by typing (`fields` as typed; `into` the id of the target or unit it goes under).

    Returns the new item's id.
    """

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        outer = _at(reading, into) if into else ""
        grown, verdict = add_item(reading, kind, into=outer, **fields)  # type: ignore[arg-type]
        if version.drafted:
            require(refuse([found for name in fields if (found := stamp_reason(fields[name], field=name))]))
            if kind in ("targets", "deadlines") and not outer:
                grown, _ = follow_words(grown, f"{kind}/{len(grown[kind]) - 1}", ("text",))
        rows: Any = (item_at(grown, outer) or {} if outer else _holder(grown, kind)).get(kind) or ()
        return grown, [f"{outer or _HELD.get(kind, '')}/{kind}/{len(rows) - 1}".lstrip("/")], verdict

    content = {"kind": kind, "text": fields}
    return _reshape(plan, Event.PLAN_ITEM_ADDED, content, change, by=by, now=now).items[0]


_HELD = {"members": "block", "criteria": "scoring"}


def _holder(grown: Any, kind: str) -> Any:
    return (grown.get(_HELD[kind]) or {}) if kind in _HELD else grown


def remove_plan_item(plan: Plan, item: str, *, by: Actor, now: datetime, base: str | None = None) -> Reshaped | None:
    """Take out an item the reader saw wrongly. The document itself is never changed; a second time does no harm."""
    gone: list[bool] = []

    def change(version: PlanVersion, reading: Reading) -> tuple[Any, Sequence[str], Verdict]:
        if path_of(reading, item) is None:
            gone.append(True)
            return reading, [], Verdict(False, (Reason("gone", "Mục này đã bỏ."),))
        path = _as_shown(plan, reading, item, base, by)
        content["text"] = words_of(item_at(reading, path) or {})
        shrunk, verdict = remove_item(reading, path)  # type: ignore[arg-type]
        return shrunk, [], verdict

    content: dict[str, Any] = {"item": item, "text": ""}
    try:
        return _reshape(plan, Event.PLAN_ITEM_REMOVED, content, change, by=by, now=now)
    except Refused:
        if gone:
            return None
        raise


def undo_plan_act(plan: Plan, token: str, *, by: Actor, now: datetime) -> None:
    """Take back one act on the lists. Refused when what it made was changed since, or when it is too long ago."""

    def change(version: PlanVersion, reading: Reading) -> tuple[Event, dict[str, Any]]:
        acts = undoable_acts(version)
        act = next((one for one in acts if one["token"] == token), None)
        if act is None:
            raise Refused(no("undo_gone", "Việc này đã hoàn tác rồi, hoặc đã lâu nên không hoàn tác được nữa."))
        back, verdict = undo(reading, act["change"])  # type: ignore[arg-type]
        require(verdict)
        put_undoable(version, [one for one in acts if one["token"] != token])
        touched = [row.get("id", "") for part in act["change"].values() for row in (*part["was"], *part["now"])]
        reading.clear()
        reading.update(back)
        return Event.PLAN_ACT_UNDONE, {"items": list(dict.fromkeys(touched))}

    edit_reading(plan, by, now, change)
