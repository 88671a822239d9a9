"""Writing by trial: a draft is read back, and where it reads otherwise another form of that part is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Paper
from thidua.core.plans.model import Deadline, Plan
from thidua.core.plans.reading import read_plan
from thidua.core.plans.writing import awards, duties, targets, tasks, times
from thidua.core.plans.writing.composing import Draft, compose
from thidua.core.plans.writing.sameness import Difference, plan_differences


def plan_paper(plan: Plan) -> Paper:
    """The plan as an official paper. Reading its lines gives the plan again, wherever the forms at hand allow it."""
    trial = _Trial(plan)
    trial.settle()
    _say_the_rest(plan, trial.draft)
    trial.settle()
    return compose(plan, trial.draft)


def quick_paper(plan: Plan) -> Paper:
    """The same words with each part in its first form and nothing tried: for a plan that is still being written."""
    draft = Draft()
    _say_the_rest(plan, draft)
    return compose(plan, draft)


def _read(plan: Plan, draft: Draft) -> Plan:
    return read_plan(paper_lines(compose(plan, draft)))


Concern = Callable[[Difference], bool]


class _Trial:
    """One plan and the draft that gets better; no paper is read twice, and no part tried twice for the same faults."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.draft = plan, Draft()
        self._read: dict[str, list[Difference]] = {}
        self._tried: dict[str, str] = {}

    def settle(self) -> None:
        """Try the other forms of each part that reads otherwise; the best one stays, of equal ones the first."""
        found = self._differences()
        for knob, options, concerns in _knobs(self.plan, self.draft):
            faults = str([fault for fault in found if concerns(fault)])
            if faults == "[]" or self._tried.get(knob) == faults:
                continue
            found = self._best(knob, options, concerns, found)
            self._tried[knob] = str([fault for fault in found if concerns(fault)])

    def _best(self, knob: str, options: Sequence[str], concerns: Concern, found: list[Difference]) -> list[Difference]:
        """Set one part to its best form and return what still differs."""
        forms = self.draft.forms
        kept = forms.get(knob)
        for option in options:
            if option == kept:
                continue
            forms[knob] = option
            tried = self._differences()
            if _weight(tried) < _weight(found):
                found, kept = tried, option
            if not any(map(concerns, found)):
                break
        if kept is None:
            forms.pop(knob, None)
        else:
            forms[knob] = kept
        return found

    def _differences(self) -> list[Difference]:
        text = paper_lines(compose(self.plan, self.draft))
        if text not in self._read:
            self._read[text] = plan_differences(self.plan, read_plan(text))
        return self._read[text]


def _knobs(plan: Plan, draft: Draft) -> Iterator[tuple[str, Sequence[str], Concern]]:
    """Each part with several forms, these forms, and the differences that speak of it."""
    if plan["document"]["kind"] == "decision":
        yield "paper", ("headed",), _of("")
    yield "parent", ("named",), _of("document.issuer")
    yield "targets", targets.FORMS, _of("targets", "objective")
    yield "tasks", tasks.FORMS, _of("tasks")
    yield "period", times.PERIOD_FORMS, _of("period", "phases")
    yield "phases", times.PHASE_FORMS, _of("period", "phases")
    yield "awards", awards.FORMS, _of("commendation")
    for at, assignment in enumerate(plan["assignments"]):
        yield f"unit:{assignment['unit']}", duties.FORMS, _of_unit(plan, at)
    for at in range(len(draft.deadlines)):
        yield f"limit:{at}", times.LIMIT_FORMS, _of("deadlines", "tasks", "assignments")
    if _plain(plan):
        yield "paper", ("running",), _of("tasks", "targets")


def _plain(plan: Plan) -> bool:
    """Whether a plan has nothing that needs a heading, so that it may be a paper of running text."""
    grouped = any(item.get("group") for item in (*plan["targets"], *plan["tasks"]))
    return not (plan["purposes"] or plan["requirements"] or plan["objective"] or grouped)


def _of(*fields: str) -> Concern:
    return lambda difference: difference.path.startswith(fields)


def _of_unit(plan: Plan, at: int) -> Concern:
    """Whether a difference lies in a unit's duties or speaks of their words, as a time limit or a task."""
    unit, duties = plan["assignments"][at]["unit"], plan["assignments"][at]["duties"]

    def concerns(difference: Difference) -> bool:
        if difference.path.startswith("assignments"):
            return not difference.path.startswith("assignments[") or difference.path.startswith(f"assignments[{at}]")
        if not difference.path.startswith(("deadlines", "tasks")):
            return False
        said = f"{difference.one} {difference.other}"
        return unit in said or any(duty["text"] in said for duty in duties)

    return concerns


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
    papers = {basis["number"] for basis in read["legal_bases"]}
    draft.bases = [basis for basis in plan["legal_bases"] if basis["number"] and basis["number"] not in papers]
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
    beats = {key: told for key, told in (deadline.get("recurrence") or {}).items() if told is not None}
    return deadline.get("date") or None, deadline.get("after") or None, str(sorted(beats.items()))
