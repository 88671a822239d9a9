"""The list of tasks of a paper: who has to do what, in which part, by when. Every line keeps the id of its sentence.

Lines come from `tasks`, from the duties of `assignments` and from `deadlines`. A deadline that stands in the sentence
of a duty or task is its due date; it has a line of its own when it binds somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from thidua.core.calendar.deadlines import Deadline as Limit
from thidua.core.calendar.deadlines import closing_day, due_span
from thidua.core.plans.matching import plain_name
from thidua.core.plans.model import Deadline, Plan, Role, Source
from thidua.core.plans.places import Places
from thidua.core.plans.sentences import role_label
from thidua.core.viet.dates import day_first

Choices = Mapping[str, Mapping[str, Any]]
"""How the clerk reads the time limits: by the id of the deadline, as a stored plan keeps them."""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing that one unit has to do. `unit` is as printed, None when the paper names nobody.

    `due` are the printed words of the time limit, `due_on` its last good day when it has one; `partners` the others
    that the sentence names, `group` the heading above a task, `item` the id of the sentence in the reading.
    """

    unit: str | None
    role: Role
    text: str
    due: str = ""
    due_on: date | None = None
    partners: tuple[str, ...] = ()
    group: str = ""
    product: str = ""
    item: str = ""
    source: Source | None = None

    @property
    def role_words(self) -> str:
        return role_label(self.role)


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """Everything that the paper asks of one unit, in its order. `unit` is None for what it asks of nobody."""

    unit: str | None
    lines: tuple[TaskLine, ...]


COLUMNS = (
    "STT", "Đơn vị", "Vai trò", "Việc phải làm", "Hạn (như trong văn bản)", "Ngày cuối", "Cùng làm", "Sản phẩm",
    "Thuộc mục", "Dòng",
)  # fmt: skip
NOBODY = "Không ghi đơn vị"


def cells(groups: Sequence[UnitTasks]) -> list[list[str | int | date | None]]:
    """The list as rows of a sheet under `COLUMNS`."""
    lines = [line for group in groups for line in group.lines]
    return [
        [
            number,
            line.unit or NOBODY,
            line.role_words,
            line.text,
            line.due or None,
            line.due_on,
            "; ".join(line.partners) or None,
            line.product or None,
            line.group or None,
            line.source["lines"][0] if line.source else None,
        ]
        for number, line in enumerate(lines, 1)
    ]


def tasks_by_unit(plan: Plan, choices: Choices | None = None) -> list[UnitTasks]:
    """The lines of a paper by unit, units in the order in which the paper names them, those of nobody last.

    Two spellings of one name ("Phòng VH-XH", "Phòng Văn hóa - Xã hội phường") are one unit, called as first printed.
    """
    called: dict[str, str | None] = {}
    grouped: dict[str, list[TaskLine]] = {}
    for line in task_lines(plan, choices):
        key = _plain(line.unit) if line.unit else ""
        called.setdefault(key, line.unit)
        grouped.setdefault(key, []).append(line)
    nobody = grouped.pop("", [])
    found = [UnitTasks(called[key], tuple(lines)) for key, lines in grouped.items()]
    return [*found, UnitTasks(None, tuple(nobody))] if nobody else found


def task_lines(plan: Plan, choices: Choices | None = None) -> list[TaskLine]:
    """Every line: duties of units, then tasks, then deadlines that belong to none of them."""
    limits = _Limits(plan, choices or {})
    lines = [*_duties(plan, limits), *_tasks(plan, limits)]
    return [*lines, *limits.rest()]


def _plain(name: str) -> str:
    return plain_name(name) or name


def _duties(plan: Plan, limits: _Limits) -> Iterator[TaskLine]:
    for assignment in plan["assignments"]:
        unit = assignment["unit"]
        for duty in assignment["duties"]:
            partners = tuple(duty.get("with") or ())
            due, day = limits.within(duty.get("source"), [unit])
            own = TaskLine(unit, duty["role"], duty["text"], due, day, partners, source=duty.get("source"))
            own = replace(own, item=duty.get("id", ""))
            yield own
            # Only "chủ trì, phối hợp với ..." says which part the partner has.
            for partner in partners if duty["role"] == "lead" else ():
                yield replace(own, unit=partner, role="coordinate", partners=(unit,))


def _tasks(plan: Plan, limits: _Limits) -> Iterator[TaskLine]:
    """A task that names no unit belongs to those whom the time limits in its sentence bind, if any."""
    for task in plan["tasks"]:
        lead, support = tuple(task.get("lead") or ()), tuple(task.get("support") or ())
        source, iso = task.get("source"), task.get("due")
        bound = tuple(limits.bound_in(source)) if not lead else ()
        own = TaskLine(
            None,
            "perform",
            task["text"],
            group=task.get("group") or "",
            product=task.get("product") or "",
            item=task.get("id", ""),
            source=source,
        )
        for unit in lead or bound or (None,):
            due, day = limits.within(source, [unit] if unit else [])
            own = replace(own, due=due or (day_first(iso) if iso else ""), due_on=day or (_last(iso) if iso else None))
            others = tuple(other for other in (*lead, *support) if other != unit)
            yield replace(own, unit=unit, role="lead" if lead else "perform", partners=others)
        for unit in support:
            yield replace(own, unit=unit, role="coordinate", partners=lead)


class _Limits:
    """The deadlines of a paper, each handed out once: to the sentence that shares most words with its own and binds the
    same unit, or as a line of its own."""

    def __init__(self, plan: Plan, choices: Choices) -> None:
        self._all = plan["deadlines"]
        self._choices = choices
        self._taken: set[int] = set()
        self._names = [frozenset(_plain(name) for name in one.get("who") or ()) for one in self._all]
        self._homes: dict[tuple[int, int], list[int]] = {}
        sentences: list[tuple[Source | None, str | None]] = [
            (duty.get("source"), _plain(one["unit"])) for one in plan["assignments"] for duty in one["duties"]
        ]
        sentences += [(task.get("source"), None) for task in plan["tasks"]]
        places = Places(source for source, _ in sentences)
        for at, one in enumerate(self._all):
            shared = [
                (size, -other)
                for other, size in places.sharing(one.get("source"))
                if sentences[other][1] is None or not self._names[at] or sentences[other][1] in self._names[at]
            ]
            if shared:
                self._homes.setdefault(_chars(sentences[-max(shared)[1]][0]), []).append(at)

    def within(self, source: Source | None, units: Sequence[str]) -> tuple[str, date | None]:
        """Words and last day of the deadlines of a sentence that bind one of `units`, or nobody by name."""
        names = {_plain(unit) for unit in units}
        found = []
        for at in self._homes.get(_chars(source), ()):
            if not self._names[at] or self._names[at] & names:
                self._taken.add(at)
                found.append(self._all[at])
        days = [day for one in found if (day := self._day(one))]
        return "; ".join(dict.fromkeys(one["when"] for one in found)), min(days, default=None)

    def bound_in(self, source: Source | None) -> list[str]:
        """Units that the deadlines of a sentence name."""
        inside = [self._all[at] for at in self._homes.get(_chars(source), ())]
        return list(dict.fromkeys(name for one in inside for name in one.get("who") or ()))

    def rest(self) -> Iterator[TaskLine]:
        """Deadlines that stand in no sentence of theirs: one line for each unit that they bind."""
        for at, one in enumerate(self._all):
            if at in self._taken:
                continue
            for unit in one.get("who") or (None,):
                own = TaskLine(unit, "perform", one["what"], one["when"], self._day(one), source=one.get("source"))
                yield replace(own, item=one.get("id", ""))

    def _day(self, one: Deadline) -> date | None:
        if not (iso := one.get("date")):
            return None
        chosen = self._choices.get(one.get("id", ""), {})
        limit = Limit(
            one["when"], one.get("bound") or "by", iso, chosen.get("choice") or None, chosen.get("weekend") or "keep"
        )
        return closing_day(limit)


def _last(iso: str) -> date | None:
    span = due_span(iso)
    return span[1] if span else None


def _chars(source: Source | None) -> tuple[int, int]:
    """The characters of a sentence; an empty span, which holds no deadline, where none are told."""
    start, end = (source.get("chars") if source else None) or (0, 0)
    return start, end
