"""When: the period, its phases, and the time limits that no other words of the paper hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from thidua.core.papers.model import Align, Block, Column, Entry, Paragraph, Row, Table
from thidua.core.plans.model import Channel, Deadline, LinkedMovement, Phase, Plan
from thidua.core.plans.writing.sections import Section
from thidua.core.plans.writing.tables import table
from thidua.core.plans.writing.words import ended, entry, printed_day

PERIOD_FORMS = ("told", "silent", "named", "spanned")
"""A sentence on the span; nothing, because title or phases say it; the bare words of the span; its days."""
PHASE_FORMS = ("listed", "table", "lettered", "dated")


LIMIT_FORMS = ("row", "told", "timed")
"""A row of a table of reports, a sentence beside it, a sentence beside the phases."""


def period_section(plan: Plan, deadlines: Sequence[Deadline], forms: Mapping[str, str]) -> Iterator[Section]:
    """The span of the movement and its phases; nothing where the title says it all."""
    period, text = plan["period"], plan["period"].get("text") or ""
    form = forms.get("period") or ("silent" if text and text in plan["document"]["title"] else "told")
    blocks: list[Block] = []
    if form == "named" and text:
        blocks.append(Paragraph(f"Thời gian thực hiện: {text}."))
    elif form == "told" and text:
        blocks.append(Paragraph(f"{text}." if text[:1].isupper() else f"Phong trào thi đua thực hiện {text}."))
    elif (form == "spanned" or (form == "told" and not plan["phases"])) and (period["from"] or period["to"]):
        blocks.append(Paragraph(f"Phong trào thi đua thực hiện {_span(period['from'], period['to'])}."))
    blocks += _phases(plan["phases"], forms.get("phases") or "listed")
    blocks += [Entry("-", _sentence(one)) for one in _in_form(deadlines, forms, "timed")]
    if blocks:
        yield Section("Thời gian thực hiện", blocks)


def _phases(phases: Sequence[Phase], form: str) -> Iterator[Block]:
    if form == "table" and phases:
        yield _phase_table(phases)
        return
    for at, phase in enumerate(phases):
        told = _phase(phase)
        label = f"{'abcdeghik'[at % 9]})" if form == "lettered" else "-"
        yield entry(label, told if form == "dated" else ended(told, ";"))


def _phase(phase: Phase) -> str:
    """The words of a phase; where they do not say which one it is and when, that stands before them."""
    text, name = phase.get("text") or "", phase.get("name") or ""
    if phase["label"].lower() in text.lower() and name.lower() in text.lower():
        return text
    called = f"{phase['label']} “{name}”" if name else phase["label"]
    return f"{called}: {_span(phase['from'], phase['to'])}" + (f", {text}" if text else "")


def _phase_table(phases: Sequence[Phase]) -> Table:
    rows = []
    for phase in phases:
        rest = (phase.get("text") or "").removeprefix(phase["label"]).strip()
        name = phase.get("name") or ""
        days = rest.removeprefix(name).strip()
        ends = days.split(" ")
        rows.append((phase["label"], name, *(ends if len(ends) == 2 else (days,))))
    names = any(row[1] for row in rows)
    two = all(len(row) == 4 for row in rows)
    columns = [Column("Đợt thi đua", 30)] + ([Column("Nội dung", 50)] if names else [])
    columns += [Column("Từ ngày", 25), Column("Đến ngày", 25)] if two else [Column("Thời gian", 50)]
    return table(
        columns, [Row(tuple(cell for i, cell in enumerate(row) if names or i != 1)) for row in rows], upright=True
    )


def _span(since: str | None, until: str | None) -> str:
    start = f"từ {printed_day(since)}" if since else "từ nay"
    return f"{start} đến {printed_day(until)}" if until else start


def reporting_section(
    deadlines: Sequence[Deadline],
    channels: Sequence[Channel],
    linked: Sequence[LinkedMovement],
    forms: Mapping[str, str],
) -> Iterator[Section]:
    """Time limits, channels and movements that nothing else in the paper tells."""
    blocks: list[Block] = []
    if channels:
        blocks.append(
            Paragraph(f"Tin, bài về phong trào thi đua được đăng tải trên {'; '.join(c['name'] for c in channels)}.")
        )
    for movement in linked:
        by = f" do {movement['launched_by']} phát động" if movement.get("launched_by") else ""
        name = f"phong trào thi đua “{movement['name']}”"
        blocks.append(
            Paragraph(
                f"Kết quả thực hiện {name}, là phong trào thi đua{by}, được tổng hợp chung."
                if by
                else f"Kết quả thực hiện {name} được tổng hợp chung."
            )
        )
    blocks += [Entry("-", _sentence(one)) for one in _in_form(deadlines, forms, "told")]
    if rows := _in_form(deadlines, forms, "row"):
        blocks.append(_limits(rows))
    if blocks:
        yield Section("Chế độ thông tin, báo cáo", blocks)


def _in_form(deadlines: Sequence[Deadline], forms: Mapping[str, str], form: str) -> list[Deadline]:
    return [one for at, one in enumerate(deadlines) if forms.get(f"limit:{at}", "row") == form]


def _sentence(one: Deadline) -> str:
    """A time limit in words of its own."""
    what, when = one["what"], one["when"]
    to = f" về {whom}" if (whom := one.get("to")) and whom not in what else ""
    via = f" (qua {way})" if (way := one.get("via")) and way not in what else ""
    if when[:1].isupper():
        return f"{when}: {what}{to}{via}."
    when = f"ngày {when}" if when[:1].isdigit() else when
    return f"{what[:1].upper()}{what[1:]}{to} {when}{via}."


def _limits(deadlines: Sequence[Deadline]) -> Table:
    who, to = any(one.get("who") for one in deadlines), any(one.get("to") for one in deadlines)
    columns = [Column("TT", 8, Align.CENTRE), Column("Nội dung báo cáo", 60), Column("Thời hạn", 40)]
    columns += [Column("Đơn vị thực hiện", 35)] if who else []
    columns += [Column("Nơi nhận", 35)] if to else []
    rows = []
    for at, one in enumerate(deadlines, 1):
        way = one.get("via")
        via = f" (qua {way})" if way and way not in one["what"] + one["when"] else ""
        cells = [str(at), one["what"], one["when"] + via]
        cells += ["; ".join(one.get("who") or [])] if who else []
        cells += [one.get("to") or ""] if to else []
        rows.append(Row(tuple(cells)))
    return table(columns, rows, upright=True)
