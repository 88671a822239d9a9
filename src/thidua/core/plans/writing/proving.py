"""Writing by trial: a draft is read back, and where it reads otherwise another form of that part is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Paper
from thidua.core.plans.model import Deadline, Plan
from thidua.core.plans.reading import read_plan
from thidua.core.plans.sameness import Difference, plan_differences
from thidua.core.plans.writing import awards, duties, targets, times
from thidua.core.plans.writing.composing import Draft, compose


def plan_paper(plan: Plan) -> Paper:
    """The plan as an official paper. Reading its lines gives the plan again, wherever the forms at hand allow it."""
    draft = Draft()
    _settle(plan, draft)
    _say_the_rest(plan, draft)
    _settle(plan, draft)
    return compose(plan, draft)


def _read(plan: Plan, draft: Draft) -> Plan:
    return read_plan(paper_lines(compose(plan, draft)))


def _differences(plan: Plan, draft: Draft) -> list[Difference]:
    return plan_differences(plan, _read(plan, draft))


def _settle(plan: Plan, draft: Draft) -> None:
    """Try the other forms of each part that reads otherwise; the first that is best stays."""
    found = _differences(plan, draft)
    for knob, options, fields in _knobs(plan, draft):
        if not any(difference.path.startswith(fields) for difference in found):
            continue
        best, kept = _weight(found), draft.forms.get(knob)
        for option in options:
            if option == kept:
                continue
            before = draft.forms.get(knob)
            draft.forms[knob] = option
            tried = _differences(plan, draft)
            if (weight := _weight(tried)) < best:
                best, found = weight, tried
            elif before is None:
                del draft.forms[knob]
            else:
                draft.forms[knob] = before
            if not best:
                return


def _knobs(plan: Plan, draft: Draft) -> Iterator[tuple[str, Sequence[str], tuple[str, ...]]]:
    """Each part with several forms, these forms, and the fields that it speaks of."""
    yield "parent", ("named",), ("document.issuer",)
    yield "targets", targets.FORMS, ("targets", "tasks", "objective")
    yield "period", times.PERIOD_FORMS, ("period", "phases")
    yield "phases", times.PHASE_FORMS, ("period", "phases")
    yield "awards", awards.FORMS, ("commendation",)
    for assignment in plan["assignments"]:
        yield f"unit:{assignment['unit']}", duties.FORMS, ("assignments", "deadlines", "tasks")
    for at in range(len(draft.deadlines)):
        yield f"limit:{at}", ("row", "told"), ("deadlines", "tasks", "assignments")


def _weight(differences: Sequence[Difference]) -> int:
    """How much differs: the single values that two readings do not share."""
    return sum(_leaves(one.one) + _leaves(one.other) for one in differences)


def _leaves(value: Any) -> int:
    if isinstance(value, dict | list):
        return sum(map(_leaves, value.values() if isinstance(value, dict) else value))
    return value is not None


def _say_the_rest(plan: Plan, draft: Draft) -> None:
    """Find what the draft does not say by its other words."""
    read = _read(plan, draft)
    told = {(theme["of"], theme["text"]) for theme in read["themes"]}
    draft.themes = [theme for theme in plan["themes"] if (theme["of"], theme["text"]) not in told]
    papers = {basis["number"] or basis.get("title") for basis in read["legal_bases"]}
    draft.bases = [basis for basis in plan["legal_bases"] if (basis["number"] or basis.get("title")) not in papers]
    names = {channel["name"] for channel in read["channels"]}
    draft.channels = [channel for channel in plan["channels"] if channel["name"] not in names]
    linked = {movement["name"] for movement in read["linked_movements"]}
    draft.linked = [movement for movement in plan["linked_movements"] if movement["name"] not in linked]
    times = [_time(deadline) for deadline in read["deadlines"]]
    for deadline in plan["deadlines"]:
        if (time := _time(deadline)) in times:
            times.remove(time)
        else:
            draft.deadlines.append(deadline)


def _time(deadline: Deadline) -> tuple[str | None, str | None, str]:
    return deadline.get("date"), deadline.get("after"), str(sorted((deadline.get("recurrence") or {}).items()))
