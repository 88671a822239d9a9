"""Parts against their totals: after "trong đó", in rows of tables, and points of criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.findings.paper import Paper, before
from thidua.core.plans.model import Criterion, Target
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.numbers import format_number, paper_number
from thidua.core.viet.text import fold

_N = r"\d+(?:[.,]\d+)*"
_WORD = r"[^\W\d_]+"
_DETAIL = compiled(r"(?:trong đó|bao gồm|chia ra|cụ thể)\s*:?", re.IGNORECASE)
_STATEMENT = re.compile(r"(?<=[^\W\d_][^\W_])\.\s+(?=[^\W\d_])|(?<=[)%\d])\.\s+(?=[^\W\d_])")
_TOTAL_POINTS = compiled(
    rf"(?:tổng (?:số )?điểm|tối đa|thang điểm)[^.;:\d]{{0,40}}(?P<t>{_N})\s*điểm(?P<then>[^.;:\d]{{0,60}}?(?::"
    rf"|gồm\b|trong đó))",
    re.IGNORECASE,
)
_POINTS = compiled(rf"(?P<n>{_N})\s*điểm\b", re.IGNORECASE)
_BESIDES = re.compile(r"\b(?:thuong|cong them|tru|diem cong)\b")
_AMOUNT = compiled(rf"(?<![\d/.,-])(?P<n>{_N})\s*(?P<u>{_WORD}(?:\s+{_WORD})?)")


def check_totals(paper: Paper) -> Iterator[Finding]:
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            yield from _details(paper, words)
    yield from _rows(paper)
    yield from _points(paper)
    yield from _points_in_words(paper)


def _details(paper: Paper, words: Passage) -> Iterator[Finding]:
    """ "500 cây, trong đó: 300 cây ..., 250 cây ..." in one sentence: parts in the unit of the total."""
    for sentence in words.pieces(_STATEMENT):
        lead = _DETAIL.search(sentence.text)
        totals = list(_AMOUNT.finditer(before(sentence.text, lead.start()))) if lead else []
        if lead is None or not totals:
            continue
        total, rest = totals[-1], sentence.text[lead.end() :]
        # Without a colon the parts end at the semicolon: what follows is another thing.
        rest = rest if lead.group().endswith(":") else rest.split(";")[0]
        # What stands in brackets counts the same things another way.
        rest = re.sub(r"\([^()]*\)", " ", rest)
        value, unit = paper_number(total["n"]), fold(total["u"])
        parts = [one for one in _AMOUNT.finditer(rest) if _same_unit(fold(one["u"]), unit)]
        values = [number for one in parts if (number := paper_number(one["n"])) is not None]
        if value and values and sum(values) > value:
            yield _exceeds(paper, sentence, sum(values, Decimal(0)), value, total["u"])


def _same_unit(one: str, other: str) -> bool:
    """ "nhà của" and "nhà tạm" are houses; "triệu đồng" and "triệu lượt" are not one thing."""
    scale = one.split(maxsplit=1)[0] in ("nghin", "ngan", "trieu", "ty", "ti", "van")
    return one.split(maxsplit=1)[0] == other.split(maxsplit=1)[0] and (not scale or one == other)


def _exceeds(paper: Paper, passage: Passage, parts: Decimal, total: Decimal, unit: str) -> Finding:
    message = f"Các phần cộng lại là {format_number(parts)} {unit}, hơn tổng {format_number(total)} {unit}."
    return Finding("parts_exceed_total", "must", message, paper.source(passage))


def _rows(paper: Paper) -> Iterator[Finding]:
    """Rows under "Trong đó" against the row above them, where both are counted in one unit."""
    for path, target in walk(paper.plan["targets"]):
        total = _amount(target)
        parts = [found for sub in target.get("sub_targets", []) if (found := _amount(sub)) is not None]
        if total is None or len(parts) < 2:
            continue
        same = [value for value, unit in parts if unit == total[1]]
        if len(same) > 1 and sum(same) > total[0]:
            whole, unit = total
            message = (
                f"Các phần cộng lại là {format_number(sum(same, Decimal(0)))} {unit}, hơn tổng "
                f"{format_number(whole)} {unit}."
            )
            yield Finding("parts_exceed_total", "must", message, target.get("source"), path)


def _amount(target: Target) -> tuple[Decimal, str] | None:
    """The one level of a target that can be added up: no ratio, no change."""
    if len(target["measures"]) != 1:
        return None
    measure = target["measures"][0]
    value, unit = measure["value"], fold(measure["unit"] or "")
    addable = measure["operator"] in ("equal", "at_least", "above") and measure.get("value_max") is None
    if value is None or not unit or "%" in unit or "/" in unit or not addable or measure.get("basis") == "growth":
        return None
    return value, unit


def _points(paper: Paper) -> Iterator[Finding]:
    """Points of criteria against the printed total, and each group against the lines below it."""
    scoring = paper.plan.get("scoring")
    if not scoring or not scoring["criteria"]:
        return
    groups: list[tuple[Criterion | None, list[Criterion]]] = [(None, [])]
    for one in scoring["criteria"]:
        if one["kind"] == "group":
            groups.append((one, []))
        elif one["kind"] == "base":
            groups[-1][1].append(one)
    for head, lines in groups:
        below = sum((one["points"] for one in lines), Decimal(0))
        if head and len(lines) > 1 and below != head["points"]:
            message = (
                f"“{head['text'][:40]}” ghi {format_number(head['points'])} điểm, các dòng cộng lại "
                f"{format_number(below)} điểm."
            )
            yield Finding("parts_exceed_total", "must", message, head.get("source"))
    total = scoring["total"]
    sums = {
        sum(
            (head["points"] if head else sum((one["points"] for one in lines), Decimal(0)) for head, lines in groups),
            Decimal(0),
        )
    }
    bonus = sum((one["points"] for one in scoring["criteria"] if one["kind"] == "bonus"), Decimal(0))
    sums |= {one + bonus for one in list(sums)}
    if total is not None and total not in sums:
        message = f"Điểm các tiêu chí cộng lại là {format_number(min(sums))}, bảng ghi tổng {format_number(total)}."
        source = scoring["criteria"][0].get("source")
        yield Finding("parts_exceed_total", "must", message, source)


def _points_in_words(paper: Paper) -> Iterator[Finding]:
    """ "Tổng điểm là 100 điểm: ... 60 điểm; ... 25 điểm": in one sentence, or in the list that follows it."""
    paragraphs = [one for one in paper.before_recipients() if not one.cells]
    for at, paragraph in enumerate(paragraphs):
        for sentence in paragraph.whole.pieces(_STATEMENT):
            lead = _TOTAL_POINTS.search(sentence.text)
            total = paper_number(lead["t"]) if lead else None
            if lead is None or total is None:
                continue
            clauses = re.split(r"[;,]", sentence.text[lead.end() :])
            if not any(map(_POINTS.search, clauses)):
                clauses = [one.whole.text for one in _items_after(paragraphs, at)]
            told = [_POINTS.search(one) for one in clauses if not _BESIDES.search(fold(one))]
            values = [value for one in told if one and (value := paper_number(one["n"])) is not None]
            if len(values) > 1 and sum(values) != total:
                message = (
                    f"Điểm các phần cộng lại là {format_number(sum(values, Decimal(0)))}, văn bản ghi tổng {lead['t']}."
                )
                yield Finding("parts_exceed_total", "must", message, paper.source(sentence))


def _items_after(paragraphs: list[Paragraph], at: int) -> Iterator[Paragraph]:
    """The items of the list that a paragraph opens."""
    style = paragraphs[at + 1].label.style if at + 1 < len(paragraphs) else "none"
    for item in paragraphs[at + 1 :]:
        if style == "none" or item.label.style != style:
            return
        yield item
