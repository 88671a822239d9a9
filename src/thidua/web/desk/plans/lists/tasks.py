"""Danh sách việc từ văn bản: who has to do what by when, by unit, each line at its sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thidua.apps.plans.queries import current_version, reading
from thidua.core.plans.tasks import COLUMNS, NOBODY, TaskLine, UnitTasks, cells, tasks_by_unit
from thidua.core.viet.dates import short_date
from thidua.core.viet.text import fold
from thidua.web.desk.people.paging import words_asked
from thidua.web.desk.plans.access import plan_in_scope
from thidua.web.desk.plans.lists.passages import passage_address
from thidua.web.desk.plans.lists.sheets import sheet_of

Test = Callable[[TaskLine], bool]
_CHIPS: tuple[tuple[str, str, Test], ...] = (
    ("co-han", "Có hạn", lambda line: bool(line.due)),
    ("chu-tri", "Chủ trì", lambda line: line.role == "lead"),
    ("phoi-hop", "Phối hợp", lambda line: line.role == "coordinate"),
    ("tham-muu", "Tham mưu", lambda line: line.role == "advise"),
    ("thuc-hien", "Thực hiện", lambda line: line.role == "perform"),
    ("chua-giao", NOBODY, lambda line: line.unit is None),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks of the list: everything, what words and unit leave of it, and what the chip leaves."""

    plan: Any
    groups: list[UnitTasks]
    found: list[UnitTasks]
    shown: list[UnitTasks]
    words: str
    unit: str
    chip: str


@require_GET
def plan_tasks(request: HttpRequest, id: UUID) -> HttpResponse:
    """GET ?tim=words&dv=unit&vai=part. A constant number of queries."""
    asked = _asked(request, id)
    lines = [line for group in asked.found for line in group.lines]
    everything = [line for group in asked.groups for line in group.lines]
    context = {
        "title": "Danh sách việc",
        "plan": asked.plan,
        "words": asked.words,
        "unit": asked.unit,
        "chip": asked.chip,
        "units": [(str(at), group.unit or NOBODY) for at, group in enumerate(asked.groups)],
        "groups": [
            (group.unit or NOBODY, [(line, passage_address(asked.plan.pk, line.item)) for line in group.lines])
            for group in asked.shown
        ],
        "total": len(everything),
        "unit_count": sum(group.unit is not None for group in asked.groups),
        "due_count": sum(bool(line.due) for line in everything),
        "nobody_count": sum(line.unit is None for line in everything),
        "found_count": len(lines),
        "chips": [(name, label, sum(map(test, lines)), name == asked.chip) for name, label, test in _CHIPS],
    }
    return render(request, "desk/plans/lists/tasks.html", context)


@require_GET
def plan_tasks_sheet(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the page shows as a sheet."""
    asked = _asked(request, id)
    note = f"Danh sách việc từ văn bản “{asked.plan.title}”, lập ngày {short_date(request.today)}"
    return sheet_of("danh-sach-viec.xlsx", "Danh sách việc", COLUMNS, cells(asked.shown), note)


def _asked(request: HttpRequest, id: UUID) -> _Asked:
    plan = plan_in_scope(request, id)
    version = current_version(plan)
    groups = tasks_by_unit(reading(version), version.choices)
    words, unit = words_asked(request), request.GET.get("dv", "")
    unit = unit if unit in {str(at) for at in range(len(groups))} else ""
    chip, test = next(((name, test) for name, _, test in _CHIPS if name == request.GET.get("vai")), ("", None))
    wanted = fold(words).split()
    chosen = [group for at, group in enumerate(groups) if unit in ("", str(at))]
    found = _kept(chosen, lambda line: all(word in _searched(line) for word in wanted)) if wanted else chosen
    return _Asked(plan, groups, found, _kept(found, test) if test else found, words, unit, chip)


def _searched(line: TaskLine) -> str:
    return fold(" ".join((line.unit or "", line.text, line.due, line.group, *line.partners)))


def _kept(groups: list[UnitTasks], test: Test) -> list[UnitTasks]:
    """The groups with the lines that pass, those without any left out."""
    kept = [replace(group, lines=tuple(filter(test, group.lines))) for group in groups]
    return [group for group in kept if group.lines]
