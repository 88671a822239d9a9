"""The coverage matrix: what of a higher plan (targets, duties, limits) the own one takes up, changes, leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from thidua.core.plans.model import Deadline, Measure, Plan, Target, Task
from thidua.core.plans.sentences import goal_sentence
from thidua.core.viet.dates import day_first
from thidua.core.viet.text import fold

Standing = Literal["taken_up", "changed", "missing", "own_only"]
Part = Literal["targets", "tasks", "deadlines"]
_NOISE = re.compile(r"\b(?:phan dau|ty le|ti le|tren dia ban|cua|thanh pho|phuong|xa|dac khu|tinh|so|cac|dat|toan)\b")
_ALIKE = 82
_INSIDE = 84


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One line of the matrix. Paths as in `item_at` ("targets/3"); `changes` says what differs, in Vietnamese.

    `metric` is what is measured; of duties and time limits what has to be done.
    """

    standing: Standing
    metric: str
    higher: str | None
    own: str | None
    changes: tuple[str, ...] = ()
    likeness: int = 0
    part: Part = "targets"


@dataclass(frozen=True, slots=True)
class _Line:
    path: str
    measure: Measure
    words: str


def _lines(targets: list[Target], path: str = "targets") -> Iterator[_Line]:
    for at, target in enumerate(targets):
        here = f"{path}/{at}"
        for measure in target["measures"]:
            words = re.sub(r"\W+", " ", _NOISE.sub(" ", fold(measure["metric"]))).strip()
            yield _Line(here, measure, words or fold(measure["metric"]))
        yield from _lines(target.get("sub_targets", []), f"{here}/sub_targets")


def _likeness(up: _Line, down: _Line) -> int:
    """How alike two lines are, of 100. Units that cannot be the same need the very same words."""
    # "hộ nghèo" and "hộ nghèo (chuẩn áp dụng ...)" are one thing: all words of the shorter name stand in the longer.
    inside = min(len(up.words), len(down.words)) > 5 and fuzz.token_set_ratio(up.words, down.words) == 100
    score = max(int(fuzz.token_sort_ratio(up.words, down.words)), _INSIDE if inside else 0)
    return score if score > 95 or _compatible(up.measure["unit"], down.measure["unit"]) else 0


def _compatible(one: str | None, other: str | None) -> bool:
    """Whether two units may measure the same thing; an absent unit fits any."""
    if one is None or other is None:
        return True
    a, b = fold(one), fold(other)
    return a.startswith("%") == b.startswith("%")


def _differences(higher: Measure, own: Measure) -> tuple[str, ...]:
    changes = []
    if higher["operator"] != own["operator"]:
        changes.append("cách so")
    if higher["value"] != own["value"] or higher.get("value_max") != own.get("value_max"):
        changes.append("mức")
    if fold(higher["unit"] or "") != fold(own["unit"] or ""):
        changes.append("đơn vị tính")
    if changes:
        changes.append(f"trên: {goal_sentence(higher)}; của mình: {goal_sentence(own)}")
    return tuple(changes)


def compare_targets(higher: Plan, own: Plan) -> list[CoverageRow]:
    """Every measure of the higher plan with its best match in the own one, then the measures that only the own has.

    Each measure is used once, the most alike pairs first. A match is the likeness of the words that say what is
    measured (82 of 100), between units that can be the same.
    """
    ours, theirs = list(_lines(own["targets"])), list(_lines(higher["targets"]))
    pairs = sorted((-_likeness(up, down), i, j) for i, up in enumerate(theirs) for j, down in enumerate(ours))
    matched: dict[int, tuple[int, int]] = {}
    used: set[int] = set()
    for score, i, j in pairs:
        if -score >= _ALIKE and i not in matched and j not in used:
            matched[i] = (j, -score)
            used.add(j)
    rows = [
        _row(line, ours[matched[i][0]], matched[i][1]) if i in matched else _missing(line)
        for i, line in enumerate(theirs)
    ]
    alone = [
        CoverageRow("own_only", line.measure["metric"], None, line.path) for j, line in enumerate(ours) if j not in used
    ]
    return rows + alone


def _row(up: _Line, down: _Line, likeness: int) -> CoverageRow:
    changes = _differences(up.measure, down.measure)
    return CoverageRow(
        "changed" if changes else "taken_up", up.measure["metric"], up.path, down.path, changes, likeness
    )


def _missing(line: _Line) -> CoverageRow:
    return CoverageRow("missing", line.measure["metric"], line.path, None)


_SAME_DUTY, _SAME_LIMIT = 78, 70
_COMMUNES = re.compile(r"\b(?:xa|phuong|dac khu|dia phuong)\b")


@dataclass(frozen=True, slots=True)
class _Said:
    path: str
    text: str
    words: str
    item: Task | Deadline | None


def compare_plans(higher: Plan, own: Plan) -> list[CoverageRow]:
    """`compare_targets`, then duties, then time limits, each part in the order of the higher plan.

    Duties are the tasks of the higher plan and what it asks of communes by name; they may be met by a task or by the
    duty of any unit of the own plan. A time limit that comes earlier than the higher one is taken up, a later one is
    changed. Lines that only the own plan has are told for targets alone: the rest is the ward's own affair.
    """
    duties = _pair(_asked(higher), _done(own), "tasks", _SAME_DUTY)
    limits = _pair(list(_limits(higher)), list(_limits(own)), "deadlines", _SAME_LIMIT)
    return [*compare_targets(higher, own), *duties, *limits]


def _said(path: str, text: str, item: Task | Deadline | None) -> _Said:
    words = re.sub(r"\W+", " ", _NOISE.sub(" ", fold(text))).strip()
    return _Said(path, text, words or fold(text), item)


def _asked(higher: Plan) -> list[_Said]:
    """Tasks, and duties of units that are named as communes."""
    tasks = [_said(f"tasks/{at}", task["text"], task) for at, task in enumerate(higher["tasks"])]
    return tasks + [
        _said(f"assignments/{at}/duties/{inner}", duty["text"], None)
        for at, entry in enumerate(higher["assignments"])
        if _COMMUNES.search(fold(entry["unit"]))
        for inner, duty in enumerate(entry["duties"])
    ]


def _done(own: Plan) -> list[_Said]:
    """Tasks, duties and time limits: what is asked of a commune may be met by any of them."""
    tasks = [_said(f"tasks/{at}", task["text"], task) for at, task in enumerate(own["tasks"])]
    duties = [
        _said(f"assignments/{at}/duties/{inner}", duty["text"], None)
        for at, entry in enumerate(own["assignments"])
        for inner, duty in enumerate(entry["duties"])
    ]
    return tasks + duties + [_said(one.path, one.text, None) for one in _limits(own)]


def _limits(plan: Plan) -> Iterator[_Said]:
    for at, limit in enumerate(plan["deadlines"]):
        yield _said(f"deadlines/{at}", limit["what"], limit)


def _pair(theirs: list[_Said], ours: list[_Said], part: Part, least: int) -> list[CoverageRow]:
    """Each line of the higher plan with the likest free one of the own plan."""
    scored = sorted(
        (-int(fuzz.token_set_ratio(up.words, down.words)), -int(fuzz.ratio(up.words, down.words)), i, j)
        for i, up in enumerate(theirs)
        for j, down in enumerate(ours)
    )
    matched: dict[int, tuple[int, int]] = {}
    used: set[int] = set()
    for score, _, i, j in scored:
        if -score >= least and i not in matched and j not in used:
            matched[i] = (j, -score)
            used.add(j)
    return [
        _met(up, ours[matched[i][0]], matched[i][1], part)
        if i in matched
        else CoverageRow("missing", up.text, up.path, None, part=part)
        for i, up in enumerate(theirs)
    ]


def _met(up: _Said, down: _Said, likeness: int, part: Part) -> CoverageRow:
    changes = _later(up, down, "date" if part == "deadlines" else "due")
    return CoverageRow("changed" if changes else "taken_up", up.text, up.path, down.path, changes, likeness, part)


def _later(up: _Said, down: _Said, name: str) -> tuple[str, ...]:
    """Whether the own day comes after the higher one."""
    above, own = _day_of(up, name), _day_of(down, name)
    if not isinstance(above, str) or not isinstance(own, str) or own <= above:
        return ()
    return ("hạn muộn hơn cấp trên", f"trên: {day_first(above)}; của mình: {day_first(own)}")


def _day_of(said: _Said, name: str) -> object:
    return dict(said.item).get(name) if said.item else None
