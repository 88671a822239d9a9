"""Who does what: the section on organisation, unit by unit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from thidua.core.papers.model import Block, Heading, Paragraph
from thidua.core.plans.model import Assignment, Duty, Plan, Task
from thidua.core.plans.reading.structure.organisations import read_subject
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tasks import is_loose
from thidua.core.plans.writing.words import LETTERS, entry, flowing, is_ended

FORMS = ("listed", "told", "given", "colon", "plain", "each", "lettered")
"""How a unit and its duties may stand: a heading over bullets, one sentence, "Giao ...", after a colon, a heading over
bullets with the last one a paragraph, one sentence each, a heading over letters."""
CLOSING = "Trên đây là {paper} tổ chức phong trào thi đua; các cơ quan, đơn vị có tên trên chủ động thực hiện./."


def duty_section(plan: Plan, forms: Mapping[str, str], paper: str) -> Section:
    """Paragraphs to nobody, then each unit with its duties, then the closing sentence on the `paper` of that name.
    `forms`: the form of a unit."""
    loose = [task for task in plan["tasks"] if is_loose(task)]
    title = (loose[0].get("group") if loose else None) or "Tổ chức thực hiện"
    blocks: list[Block] = []
    taken = {task.get("label") for task in loose}
    number = 0
    for assignment in plan["assignments"]:
        number = _free(number + 1, taken)
        blocks += _before(loose, number)
        form = forms.get(f"unit:{assignment['unit']}", "") or usual_form(assignment)
        said = list(_unit(assignment, number, form))
        number += sum(bool(getattr(block, "label", "")[:1].isdigit()) for block in said) - 1
        blocks += said
    blocks += [entry(task.get("label"), task["text"]) for task in loose]
    if paper:
        blocks.append(Paragraph(CLOSING.format(paper=paper)))
    return Section(title, blocks)


def _free(number: int, taken: Collection[str | None]) -> int:
    """The next number that no paragraph of the section bears yet."""
    while str(number) in taken:
        number += 1
    return number


def _before(loose: list[Task], number: int) -> Iterator[Block]:
    """Take out the paragraphs to nobody that stand above a unit: those without a number, and those of lower ones."""
    while loose and (not (label := loose[0].get("label") or "").isdigit() or int(label) < number):
        task = loose.pop(0)
        yield entry(task.get("label"), task["text"])


def usual_form(assignment: Assignment) -> str:
    """The form that comes first to a drafter: bullets for sentences, one sentence for what goes on from the name."""
    unit, first = assignment["unit"], assignment["duties"][0]["text"]
    if first[:1].isupper() and unit[:1].isupper():
        return "listed"
    sentence = f"{unit} {first}"
    subject = read_subject(Passage(sentence, range(len(sentence))))
    if subject is None or subject.unit.text != unit:
        return "colon"
    return "told" if unit[:1].isupper() else "given"


def _unit(assignment: Assignment, at: int, form: str) -> Iterator[Block]:
    unit, duties = assignment["unit"], assignment["duties"]
    if form in ("listed", "plain", "lettered"):
        yield Heading(2, f"{at}.", unit)
        last = len(duties) - 1
        for place, duty in enumerate(duties):
            label = f"{LETTERS[place % len(LETTERS)]})" if form == "lettered" else "-"
            yield entry(None if form == "plain" and place == last else label, duty["text"])
        return
    runs = list(_runs(duties))
    if form == "each":
        for more, run in enumerate(runs):
            yield entry(str(at + more), f"{unit} {run}")
        return
    opening = {"told": f"{unit} ", "given": f"Giao {unit} ", "colon": f"{unit}: "}[form]
    yield entry(str(at), opening + runs[0])
    yield from (entry("-", run) for run in runs[1:])


def _runs(duties: Sequence[Duty]) -> Iterator[str]:
    """Duties that were sentences of one paragraph, joined again: all but the last lost the sign that parted them."""
    run: list[str] = []
    for duty in duties:
        run.append(duty["text"])
        if is_ended(duty["text"]):
            yield flowing(run)
            run = []
    if run:
        yield flowing(run)
