"""Commendation in the words of the plan, under the stages at which it is given where the words do not tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from thidua.core.papers.model import Align, Block, Column, Heading, Paragraph, Row, Table
from thidua.core.plans.model import Award, Plan, Stage
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tables import table
from thidua.core.plans.writing.words import entry, flowing, is_ended

FORMS = ("flat", "giver", "staged", "staged giver", "kept", "kept giver", "table", "staged table")
"""One list; under who gives; under headings of stages; under both; each sentence on its own, likewise; a table of
quotas; tables under headings of stages."""
_COUNTS = re.compile(r"\d+ (?:tập thể|cá nhân)(?:, \d+ (?:tập thể|cá nhân))*")
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
    if form == "table":
        yield Section("Khen thưởng", [_table(awards)])
        return
    staged = form.startswith(("staged", "kept"))
    for at, (stage, members) in enumerate(groupby(awards, key=lambda one: one["stage"] if staged else ""), 1):
        if staged:
            blocks.append(Heading(2, f"{at}.", _STAGES[stage]))  # type: ignore[index]
        for giver, given in groupby(members, key=_unsaid_giver if "giver" in form else lambda _: ""):
            if giver:
                blocks.append(Paragraph(f"Theo thành tích đạt được trong phong trào thi đua, {giver}:"))
            for quotas, run in groupby(given, key=lambda one: "table" in form and _is_row(one)):
                told = list(run)
                blocks += [_table(told)] if quotas else _sentences(told, apart=form.startswith("kept"))
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


_COLUMNS = {
    "when": Column("Thời điểm", 22),
    "form": Column("Hình thức khen thưởng", 50),
    "authority": Column("Thẩm quyền", 34),
    "quota": Column("Số lượng", 30),
    "collectives": Column("Tập thể", 14, Align.CENTRE),
    "individuals": Column("Cá nhân", 14, Align.CENTRE),
    "money": Column("Mức tiền thưởng", 30),
}


def _table(awards: Sequence[Award]) -> Table:
    """Awards that a table gave, their rows taken apart again."""
    rows = [_row(award) for award in awards]
    kept = [key for key in _COLUMNS if any(row.get(key) for row in rows)]
    cells = [Row(tuple(row.get(key, "") for key in kept)) for row in rows]
    return table([_COLUMNS[key] for key in kept], cells, upright=True)


def _is_row(award: Award) -> bool:
    """Whether the text of an award is a row of cells."""
    return not _row(award).keys().isdisjoint({"quota", "collectives", "individuals"})


def _row(award: Award) -> dict[str, str]:
    """The cells of a row whose words stand one after the other in the text of the award."""
    text = award.get("text") or ""
    at = text.lower().find(award["form"].lower())
    row = {"form": award["form"]} if at < 0 else {"when": text[:at].strip(), "form": text[at : at + len(award["form"])]}
    rest = "" if at < 0 else text[at + len(award["form"]) :].strip()
    authority = award.get("authority") or ""
    if authority and rest.startswith(authority):
        row["authority"], rest = authority, rest.removeprefix(authority).strip()
    if counts := _COUNTS.match(rest):
        return {**row, "quota": counts.group(), "money": rest[counts.end() :].strip()}
    for key in ("collectives", "individuals"):
        number, _, more = rest.partition(" ")
        if (number.isdigit() and int(number) == award.get(key)) or (number == "-" and award.get(key) is None):
            row[key], rest = number, more
    return {**row, "money": rest}
