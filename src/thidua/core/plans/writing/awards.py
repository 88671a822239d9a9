"""Commendation in the words of the plan, under the stages at which it is given where the words do not tell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from thidua.core.papers.model import Block, Heading, Paragraph
from thidua.core.plans.model import Award, Plan, Stage
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.words import entry, flowing, is_ended

FORMS = ("flat", "giver", "staged", "staged giver", "kept", "kept giver")
"""One list; under who gives; under headings of stages; under both; each sentence on its own."""
_STAGES: dict[Stage, str] = {
    "annual": "Khen thưởng hằng năm",
    "mid_term": "Khen thưởng sơ kết",
    "final": "Khen thưởng tổng kết",
    "campaign": "Khen thưởng theo đợt",
}
_WHEN: dict[Stage, str] = {
    "annual": "Hằng năm",
    "mid_term": "Khi sơ kết",
    "final": "Khi tổng kết",
    "campaign": "Theo đợt",
}


def award_section(plan: Plan, form: str) -> Iterator[Section]:
    """Each sentence once, however many forms of award it names. `form` is one of FORMS."""
    awards = plan["commendation"]
    if not awards:
        return
    blocks: list[Block] = []
    staged = form.startswith(("staged", "kept"))
    for at, (stage, members) in enumerate(groupby(awards, key=lambda one: one["stage"] if staged else ""), 1):
        if staged:
            blocks.append(Heading(2, f"{at}.", _STAGES[stage]))  # type: ignore[index]
        for giver, given in groupby(members, key=_unsaid_giver if "giver" in form else lambda _: ""):
            if giver:
                blocks.append(Paragraph(f"Căn cứ thành tích thực hiện phong trào thi đua, {giver}:"))
            blocks += _sentences(list(given), apart=form.startswith("kept"))
    yield Section("Khen thưởng", blocks)


def _unsaid_giver(award: Award) -> str:
    """Who awards, where the sentence does not say it."""
    authority = award.get("authority") or ""
    return "" if authority in (award.get("text") or authority) else authority


def _sentences(awards: Sequence[Award], *, apart: bool) -> Iterator[Block]:
    """One entry for each sentence; what was a part of a longer sentence goes on with the next one."""
    run: list[str] = []
    for text in dict.fromkeys(award.get("text") or _sentence(award) for award in awards):
        run.append(text)
        if apart or is_ended(text):
            yield entry("-", flowing(run))
            run = []
    if run:
        yield entry("-", flowing(run))


def _sentence(award: Award) -> str:
    counts = [
        f"{number:02d} {whom}"
        for number, whom in ((award.get("collectives"), "tập thể"), (award.get("individuals"), "cá nhân"))
        if number is not None
    ]
    whom = f" cho {', '.join(counts)}" if counts else " cho tập thể, cá nhân tiêu biểu"
    gives = f"{who} tặng {award['form']}" if (who := award.get("authority")) else f"tặng {award['form']}"
    return f"{_WHEN[award['stage']]}, {gives}{whom}."
