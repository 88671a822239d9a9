"""The page of Phân công between form and rows: what is stored, what was typed instead, what is wrong at which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from thidua.apps.movements import queries
from thidua.apps.movements.queries.assigning import AssignView, assign_view
from thidua.apps.movements.services import AssignmentRow, AssignmentTable
from thidua.apps.units.queries import UnitKind
from thidua.core.verdicts import Reason
from thidua.core.viet.dates import read_date, short_date
from thidua.web.desk.movements.forms import MovementForm

KIND_LABELS = dict(UnitKind.choices)
KIND_ORDER = {kind: at for at, kind in enumerate(KIND_LABELS)}
Values = tuple[str, str, frozenset[str], str, str]
"""Owner, officer, helpers, due day and product of a line, as text of its controls."""


@dataclass(frozen=True)
class Words:
    """A line in words: names for ids, what is odd about the people behind it, who is usually named or suggested."""

    owner: str
    officer: str
    helpers: str
    notes: list[str]
    usual: str
    suggested: str


@dataclass
class Line:
    """One target or task: `owner`, `officer`, `helpers` are ids as text; `open` shows its controls without a script."""

    goal: Any
    is_task: bool
    owner: str
    officer: str
    helpers: frozenset[str]
    due: str
    product: str
    stored: Any
    suggestion: Any = None
    errors: list[str] = field(default_factory=list)
    theirs: str = ""
    open: bool = False
    words: Words | None = None

    @property
    def key(self) -> str:
        return str(self.goal.id)

    @property
    def values(self) -> Values:
        return self.owner, self.officer, self.helpers, self.due, self.product

    def put(self, values: Values) -> None:
        self.owner, self.officer, self.helpers, self.due, self.product = values

    @property
    def suggested(self) -> Any:
        """The suggestion while it is one: nobody is chosen yet."""
        return None if self.owner else self.suggestion


@dataclass
class NameRow:
    """One printed name of the plan and the units chosen for it."""

    matching: Any
    chosen: frozenset[str]
    names: list[str]
    open: bool = False

    @property
    def key(self) -> str:
        return str(self.matching.id)


@dataclass
class Choices:
    """What can be chosen: units by kind, officers by unit; names of both by id."""

    kinds: list[tuple[str, list[Any]]]
    officers: list[tuple[Any, list[tuple[str, str]]]]
    names: dict[str, str]
    people: dict[str, str]


def choices_of(view: AssignView) -> Choices:
    """Units in groups, and the people who hold a seat in them."""
    units = sorted(view.units, key=lambda unit: KIND_ORDER.get(unit.kind, 99))
    kinds = [(KIND_LABELS[kind], list(rows)) for kind, rows in groupby(units, key=lambda unit: unit.kind)]
    officers = [
        (unit, [(str(person.person), person.name) for person in view.staff[unit.id]])
        for unit in units
        if view.staff.get(unit.id)
    ]
    people = {ident: name for _unit, rows in officers for ident, name in rows}
    return Choices(kinds, officers, {str(unit.id): unit.shown for unit in units}, people)


class AssignPage:
    """Lines for the template. With `posted` the controls show what was typed; the stored values stay beside it."""

    def __init__(self, movement: Any, day: date, posted: QueryDict | None = None) -> None:
        self.movement, self.posted = movement, posted
        self.view = assign_view(movement, day)
        self.choices = choices_of(self.view)
        self.head = MovementForm(posted, initial=_head(movement))
        self.rows = [self._line(line, False) for line in self.view.targets]
        self.tasks = [self._line(line, True) for line in self.view.tasks]
        self.names = [self._name(row) for row in queries.matching_lines(movement)]
        self.other: list[str] = []

    @property
    def lines(self) -> list[Line]:
        return [*self.rows, *self.tasks]

    def _line(self, line: Any, is_task: bool) -> Line:
        stored = _stored(line.assignment)
        shown = stored if self.posted is None else self._typed(str(line.goal.id), stored)
        suggestion = self.view.suggestions.get(line.goal.id)
        return Line(line.goal, is_task, *shown, stored=line.assignment, suggestion=suggestion)

    def _typed(self, item: str, stored: Values) -> Values:
        """What was sent; a line that the page did not have yet keeps what is stored."""
        sent = self.posted
        if f"owner-{item}" not in sent:
            return stored
        helpers = frozenset(" ".join(sent.getlist(f"support-{item}")).split())
        owner, officer = sent.get(f"owner-{item}", ""), sent.get(f"officer-{item}", "")
        return owner, officer, helpers, sent.get(f"due-{item}", ""), sent.get(f"product-{item}", "")

    def _name(self, matching: Any) -> NameRow:
        chosen = frozenset(str(unit.id) for unit in matching.units.all())
        if self.posted is not None:
            chosen = frozenset(" ".join(self.posted.getlist(f"match-{matching.id}")).split())
        return NameRow(matching, chosen, [name for ident, name in self.choices.names.items() if ident in chosen])

    @property
    def table(self) -> AssignmentTable | None:
        """What was sent, ready for the service; None when a value was not among the choices or a day is unreadable."""
        rows = [self._sent(row) for row in self.lines]
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

    def _sent(self, row: Line) -> AssignmentRow | None:
        if not all(_is_id(value) for value in (row.owner, row.officer, *row.helpers) if value):
            row.errors.append(_("Chọn đơn vị và cán bộ trong danh sách."))
            return None
        due = read_date(row.due) if row.due else None
        if due and due.day is None:
            row.errors.append(due.refusal.text if due.refusal else _("Ghi đủ ngày, tháng, năm, ví dụ 05/12/2026."))
            return None
        return AssignmentRow(
            row.goal.id,
            UUID(row.owner) if row.owner else None,
            UUID(row.officer) if row.officer else None,
            tuple(sorted(UUID(unit) for unit in row.helpers)),
            due.day if due else None,
            row.product,
        )

    def take(self, reasons: Iterable[Reason]) -> None:
        """Put each reason of a refusal where it belongs."""
        rows = {row.key: row for row in self.lines}
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
        for row in self.lines:
            stored = _stored(row.stored)
            if stored != row.values:
                helpers = ", ".join(self.choices.names.get(unit, "") for unit in sorted(stored[2]))
                owner = self.choices.names.get(stored[0], _("chưa giao"))
                officer = row.stored.officer.name if row.stored and row.stored.officer else ""
                parts = (owner, officer, helpers and _("phối hợp: ") + helpers, stored[3], stored[4])
                row.theirs = "; ".join(part for part in parts if part)

    def ask_for_owners(self) -> int:
        """Mark every target that nobody answers for (annex D25). Returns how many."""
        without = [row for row in self.rows if not row.owner]
        for row in without:
            label = row.goal.label.strip("().") or str(row.goal.number)
            row.errors.append(_("Chỉ tiêu (%(label)s) chưa giao cho ai.") % {"label": label})
        return len(without)

    def put_in_words(self) -> None:
        """Give every line its words, after all that may change it."""
        for row in self.lines:
            named = (self.choices.names.get(unit, "") for unit in sorted(row.helpers))
            usual = self._usual(row)
            row.words = Words(
                owner=self.choices.names.get(row.owner, ""),
                officer=self.choices.people.get(row.officer, ""),
                helpers=", ".join(sorted(name for name in named if name)),
                notes=self._notes(row),
                usual=usual.name if usual else "",
                suggested=self.choices.names.get(str(row.suggested.unit), "") if row.suggested else "",
            )

    def _notes(self, row: Line) -> list[str]:
        """No account in the unit; an officer who has left it."""
        if not _is_id(row.owner):
            return []
        staff = self.view.staff.get(UUID(row.owner), [])
        notes = [] if any(one.has_account for one in staff) else [_("Chưa có tài khoản")]
        if row.officer and row.officer not in {str(one.person) for one in staff}:
            gone = row.stored.officer.name if row.stored and row.stored.officer else _("Cán bộ")
            notes.append(_("%(name)s không còn ở đơn vị này") % {"name": gone})
        return notes

    def _usual(self, row: Line) -> Any:
        """The officer that the owner unit usually names, while none is named here."""
        if row.is_task or row.officer or not _is_id(row.owner):
            return None
        return self.view.usual_officer(UUID(row.owner))


def _head(movement: Any) -> dict[str, Any]:
    return {name: getattr(movement, name) for name in ("name", "kind", "starts_on", "ends_on")}


def _stored(row: Any) -> Values:
    if row is None:
        return "", "", frozenset(), "", ""
    helpers = frozenset(str(unit.id) for unit in row.supporters.all())
    due = short_date(row.due_on) if row.due_on else ""
    return str(row.owner_id or ""), str(row.officer_id or ""), helpers, due, row.product


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
