"""The page of Phân công between form and rows: what is stored, what was typed instead, what is wrong at which line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.apps.movements import queries
from thidua.apps.movements.services import AssignmentRow, AssignmentTable
from thidua.apps.units.queries import UnitKind
from thidua.core.verdicts import Reason
from thidua.web.desk.movements.forms import MovementForm

KIND_LABELS = dict(UnitKind.choices)
KIND_ORDER = {kind: at for at, kind in enumerate(KIND_LABELS)}


@dataclass
class TargetRow:
    """One target: `owner`, `officer`, `helpers` are ids as text, as shown in the controls."""

    goal: Any
    owner: str
    officer: str
    helpers: set[str]
    stored: Any
    suggested: bool
    errors: list[str] = field(default_factory=list)
    theirs: str = ""

    @property
    def key(self) -> str:
        return str(self.goal.id)


@dataclass
class NameRow:
    """One printed name of the plan and the units chosen for it."""

    matching: Any
    chosen: set[str]
    names: list[str]

    @property
    def key(self) -> str:
        return str(self.matching.id)


@dataclass
class Choices:
    """What can be chosen: units by kind, officers by unit."""

    kinds: list[tuple[str, list[Any]]]
    officers: list[tuple[Any, list[tuple[str, str]]]]
    names: dict[str, str]


def choices_of(movement: Any, day: Any) -> Choices:
    """Units of the commune today in groups, and the people who hold a seat in them. Two queries."""
    units = sorted(queries.unit_choices(movement, day), key=lambda unit: KIND_ORDER.get(unit.kind, 99))
    kinds = [(KIND_LABELS[kind], list(rows)) for kind, rows in groupby(units, key=lambda unit: unit.kind)]
    seats: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for unit, person, name in queries.officer_choices(movement, day):
        seats[unit].append((str(person), name))
    officers = [(unit, seats[unit.id]) for unit in units if seats[unit.id]]
    return Choices(kinds, officers, {str(unit.id): unit.shown for unit in units})


class AssignPage:
    """Rows for the template. With `posted` the controls show what was typed; the stored values stay beside it."""

    def __init__(self, movement: Any, day: Any, posted: QueryDict | None = None) -> None:
        self.movement, self.posted = movement, posted
        self.choices = choices_of(movement, day)
        self.head = MovementForm(posted, initial=_head(movement))
        self.rows = [self._target(line) for line in queries.assignment_lines(movement)]
        self.names = [self._name(row) for row in queries.matching_lines(movement)]
        self.other: list[str] = []

    def _target(self, line: Any) -> TargetRow:
        row = line.assignment
        stored = _stored(row)
        shown = stored if self.posted is None else self._typed(line.goal.id)
        suggested = self.posted is None and self.movement.revision == 1 and bool(shown[0])
        return TargetRow(line.goal, *shown, stored=row, suggested=suggested)

    def _typed(self, item: UUID) -> tuple[str, str, set[str]]:
        sent = self.posted
        return sent.get(f"owner-{item}", ""), sent.get(f"officer-{item}", ""), set(sent.getlist(f"support-{item}"))

    def _name(self, matching: Any) -> NameRow:
        stored = {str(unit.id) for unit in matching.units.all()}
        chosen = stored if self.posted is None else set(self.posted.getlist(f"match-{matching.id}"))
        return NameRow(matching, chosen, [name for ident, name in self.choices.names.items() if ident in chosen])

    @property
    def table(self) -> AssignmentTable | None:
        """What was sent, ready for the service; None when a value was not among the choices or a day is unreadable."""
        rows = [self._sent(row) for row in self.rows]
        head_is_whole = self.head.is_valid()
        if not head_is_whole or any(row is None for row in rows):
            return None
        sent = self.head.cleaned_data
        base = self.posted.get("base", "")
        return AssignmentTable(
            rows=rows,
            matched={row.matching.id: [UUID(unit) for unit in row.chosen if _is_id(unit)] for row in self.names},
            name=sent["name"], kind=sent["kind"], starts_on=sent["starts_on"], ends_on=sent["ends_on"],
            base=int(base) if base.isascii() and base.isdigit() and len(base) < 10 else 0,
        )  # fmt: skip

    def _sent(self, row: TargetRow) -> AssignmentRow | None:
        if not all(_is_id(value) for value in (row.owner, row.officer, *row.helpers) if value):
            row.errors.append(_("Chọn đơn vị và cán bộ trong danh sách."))
            return None
        officer = UUID(row.officer) if row.officer else None
        owner = UUID(row.owner) if row.owner else None
        return AssignmentRow(row.goal.id, owner, officer, tuple(sorted(UUID(unit) for unit in row.helpers)))

    def take(self, reasons: Iterable[Reason]) -> None:
        """Put each reason of a refusal where it belongs."""
        rows = {row.key: row for row in self.rows}
        for reason in reasons:
            name = reason.field or ""
            item = name.partition("-")[2]
            if item in rows:
                rows[item].errors.append(reason.text)
            elif name in self.head.fields:
                self.head.add_error(name, reason.text)
            else:
                self.other.append(reason.text)
            if reason.code == "D30":
                self._show_both()

    def _show_both(self) -> None:
        """Beside every line that differs: what somebody else has stored meanwhile."""
        for row in self.rows:
            stored = _stored(row.stored)
            if stored != (row.owner, row.officer, row.helpers):
                helpers = ", ".join(self.choices.names.get(unit, "") for unit in sorted(stored[2]))
                owner = self.choices.names.get(stored[0], _("chưa giao"))
                officer = row.stored.officer.name if row.stored and row.stored.officer else ""
                row.theirs = "; ".join(part for part in (owner, officer, helpers and _("phối hợp: ") + helpers) if part)

    def ask_for_owners(self) -> int:
        """Mark every target that nobody answers for (annex D25). Returns how many."""
        without = [row for row in self.rows if not row.owner]
        for row in without:
            label = row.goal.label.strip("().") or str(row.goal.number)
            row.errors.append(_("Chỉ tiêu (%(label)s) chưa giao cho ai.") % {"label": label})
        return len(without)


def _head(movement: Any) -> dict[str, Any]:
    return {name: getattr(movement, name) for name in ("name", "kind", "starts_on", "ends_on")}


def _stored(row: Any) -> tuple[str, str, set[str]]:
    if row is None:
        return "", "", set()
    return str(row.owner_id or ""), str(row.officer_id or ""), {str(unit.id) for unit in row.supporters.all()}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
