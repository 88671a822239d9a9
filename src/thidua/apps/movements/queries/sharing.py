"""Shares of targets: the table of one measure, what a target's units were given, what one unit was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from thidua.apps.movements.mapping import target_items
from thidua.apps.movements.models import Movement, Share
from thidua.apps.movements.queries.movement import GoalLine, goal_line, unit_choices
from thidua.apps.movements.services.sharing import shares_mark
from thidua.apps.units.models import Unit
from thidua.core.movements.shares import Part, ShareKind, share_kind, shares_fit
from thidua.core.plans.sentences import amount, goal_sentence


@dataclass(frozen=True)
class Measured:
    """One measure of a target: its goal in words, how it goes to units, how many units have a share of it."""

    item: UUID
    measure: Any
    goal: str
    kind: ShareKind
    given: int


@dataclass(frozen=True)
class ShareTable:
    """The table of one measure as stored. `units` are those that can be given something, and those that were."""

    goal: GoalLine
    measures: list[Measured]
    chosen: Measured
    units: list[Unit]
    shares: dict[UUID, Share]
    mark: str


def share_table(movement: Movement, number: int, place: int | None, day: date) -> ShareTable | None:
    """The table for target `number` and its measure at `place` (from 1; None for the first that can be divided). None
    when there is no such target or measure. Four queries."""
    item = next((row for row in target_items(movement) if row["number"] == number), None)
    if item is None:
        return None
    rows = list(movement.shares.filter(target=UUID(item["id"])).select_related("unit"))
    measures = [_measured(measure, rows) for measure in item["measures"] if measure.get("id")]
    adding = [at for at, one in enumerate(measures, 1) if one.kind is ShareKind.ADDS]
    place = place or next(iter(adding), 1)
    if not 1 <= place <= len(measures):
        return None
    chosen = measures[place - 1]
    own = {row.unit_id: row for row in rows if row.item == chosen.item}
    units = unit_choices(movement, day)
    known = {unit.id for unit in units}
    units += [row.unit for row in own.values() if row.unit_id not in known]
    return ShareTable(goal_line(number, item), measures, chosen, units, own, shares_mark(own.values()))


def _measured(measure: Any, rows: Iterable[Share]) -> Measured:
    item = UUID(measure["id"])
    given = sum(row.item == item and not row.taken_back for row in rows)
    return Measured(item, measure, goal_sentence(measure), share_kind(measure), given)


@dataclass(frozen=True)
class Given:
    """What the units were given of one measure; `total` where the shares add up, `off` what does not fit any more since
    the plan was changed."""

    metric: str
    goal: str
    kind: ShareKind
    rows: list[tuple[Share, str]]
    total: str
    off: str = ""


def shares_of_target(movement: Movement, target: UUID, measures: Iterable[Any]) -> list[Given]:
    """For the page of a target: each measure that was shared out, units in Vietnamese order. One query."""
    shares = list(movement.shares.filter(target=target).select_related("unit").order_by("unit__sort_key"))
    found = []
    for measure in measures:
        own = [row for row in shares if str(row.item) == measure.get("id")]
        if not own:
            continue
        kind = share_kind(measure)
        live = [row for row in own if not row.taken_back]
        total = sum((row.value or Decimal(0) for row in live), Decimal(0))
        told = amount(total, measure["unit"]) if kind is ShareKind.ADDS else ""
        rows = [(row, share_words(row, measure)) for row in own]
        fits = shares_fit(measure, [Part(str(row.unit_id), row.unit.shown, row.value) for row in live])
        off = "" if fits else fits.text
        found.append(Given(measure["metric"], goal_sentence(measure), kind, rows, told, off))
    return found


def share_words(row: Share, measure: Any) -> str:
    """A share as a goal of its own: "từ 20 hộ trở lên", "giữ vững"."""
    if row.value is None:
        return goal_sentence(measure)
    top = measure.get("value_max")
    whole = share_kind(measure) is not ShareKind.ADDS and top is not None
    return goal_sentence({**measure, "value": row.value, "value_max": top if whole else None, **_one_bound(measure)})


def _one_bound(measure: Any) -> dict[str, str]:
    """A share of a range has one figure, and reaching it is enough."""
    if share_kind(measure) is not ShareKind.ADDS:
        return {}
    one = {"between": "at_least", "increase_between": "increase_at_least"}.get(measure["operator"])
    return {"operator": one} if one else {}


@dataclass(frozen=True)
class OwnShare:
    """One share of one unit, for its sheet."""

    unit: UUID
    target: UUID
    number: int
    name: str
    metric: str
    words: str
    common: str
    note: str
    was: str
    why: str
    taken_back: bool


def shares_by_unit(movement: Movement) -> dict[UUID, list[OwnShare]]:
    """Every share of the movement by unit, in the order of the targets. Two queries."""
    rows = list(movement.shares.all())
    if not rows:
        return {}
    told: dict[UUID, tuple[int, str, Any]] = {}
    for item in target_items(movement):
        name = goal_line(item["number"], item).name
        for measure in item["measures"]:
            if measure.get("id"):
                told[UUID(measure["id"])] = (item["number"], name, measure)
    found: dict[UUID, list[OwnShare]] = {}
    for row in sorted((one for one in rows if one.item in told), key=lambda one: told[one.item][0]):
        number, name, measure = told[row.item]
        was = amount(row.was, measure["unit"]) if row.was is not None else ""
        own = OwnShare(
            row.unit_id, row.target, number, name, measure["metric"], share_words(row, measure),
            goal_sentence(measure), row.note, was, row.why, row.taken_back,
        )  # fmt: skip
        found.setdefault(row.unit_id, []).append(own)
    return found
