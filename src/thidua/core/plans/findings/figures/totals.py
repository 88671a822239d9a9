"""Parts against their totals: after "trong đó", in rows of tables, and points of criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from thidua.core.lexicons import load
from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.findings.paper import ExaminedPaper, before
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
# Whom a part is counted by: parts by different kinds overlap, parts of one kind ("hộ nghèo", "hộ cận nghèo") do not.
_ATTRIBUTES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        ("sex", r"(?<!việt )(?<!miền )nam|nữ|phụ nữ"),
        ("people", "dân tộc|đồng bào|thiểu số"),
        ("age", "trẻ|cao tuổi|thanh niên|thiếu niên|tuổi"),
        ("home", "nông thôn|thành thị|đô thị|vùng sâu|miền núi|biên giới"),
        ("means", "nghèo|khó khăn"),
        ("health", "khuyết tật"),
        ("faith", "tôn giáo|công giáo|phật giáo|giáo dân"),
        ("schooling", "trình độ|đại học|cao đẳng|trung cấp|qua đào tạo"),
        ("merit", "có công|chính sách|thương binh|liệt sĩ"),
        ("party", "là đảng viên|là đoàn viên|ngoài đảng"),
    )
)


def _any_of(*names: str) -> str:
    words = [re.escape(one) for name in names for one in load("plan_units")[name]]
    return "|".join(sorted(words, key=len, reverse=True))


_UNITS = re.compile(rf"(?:(?:{_any_of('scales')})\s+)?(?:{_any_of('money', 'amounts', 'things')})(?!\w)", re.IGNORECASE)
_AMOUNT = compiled(rf"(?<![\d/.,-])(?P<n>{_N})\s*(?P<u>{_WORD}(?:\s+{_WORD})?)")


def check_totals(paper: ExaminedPaper) -> Iterator[Finding]:
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            yield from _details(paper, words)
    yield from _rows(paper)
    yield from _points(paper)
    yield from _points_in_words(paper)


def _details(paper: ExaminedPaper, words: Passage) -> Iterator[Finding]:
    """ "500 cây, trong đó: 300 cây ..., 250 cây ..." in one sentence: parts in the unit of the total."""
    for sentence in words.pieces(_STATEMENT):
        lead = _DETAIL.search(sentence.text)
        ahead = before(sentence.text, lead.start()) if lead else ""
        totals = list(_AMOUNT.finditer(ahead))
        if lead is None or not totals:
            continue
        total, rest = totals[-1], sentence.text[lead.end() :]
        # Without a colon the parts end at the semicolon: what follows is another thing.
        rest = rest if lead.group().endswith(":") else rest.split(";")[0]
        # What stands in brackets counts the same things another way.
        rest = re.sub(r"\([^()]*\)", " ", rest)
        value, unit = paper_number(total["n"]), fold(total["u"])
        named = list(_AMOUNT.finditer(rest))
        ends = [*(one.start() for one in named[1:]), len(rest)][: len(named)]
        parts = [
            (number, rest[one.start("u") : end])
            for one, end in zip(named, ends, strict=True)
            if _same_unit(fold(one["u"]), unit) and (number := paper_number(one["n"])) is not None
        ]
        if value and (finding := _against(parts, value, _whole_unit(ahead[total.start("u") :]))):
            yield replace(finding, source=paper.source(sentence))


def _against(parts: list[tuple[Decimal, str]], total: Decimal, unit: str) -> Finding | None:
    """Parts (amount, words) against their total. One part above it is wrong for sure; a sum may count some twice.

    Women and people of the mountains, of one total, are no parts that add up.
    """
    if not parts:
        return None
    largest = max(amount for amount, _ in parts)
    if largest > total:
        message = (
            f"Riêng một phần là {format_number(largest)} {unit}, hơn tổng {format_number(total)} {unit}. "
            f"Sửa phần đó hoặc tổng."
        )
        return Finding("parts_exceed_total", "must", message)
    together = sum((amount for amount, _ in parts), Decimal(0))
    told = {frozenset(kind for kind, form in _ATTRIBUTES if form.search(words)) for _, words in parts}
    if together <= total or len(told) > 1 or any(len(kinds) > 1 for kinds in told):
        return None
    message = (
        f"Các phần cộng lại là {format_number(together)} {unit}, hơn tổng {format_number(total)} {unit}. "
        f"Sửa số, hoặc giữ nguyên nếu các phần tính trùng nhau."
    )
    return Finding("parts_exceed_total", "should", message)


def _whole_unit(words: str) -> str:
    """The unit at the beginning of `words`, never cut inside: "người" of "người tham gia", "mô hình"."""
    known = _UNITS.match(words)
    if known:
        return known.group().strip()
    return next(iter(re.findall(rf"{_WORD}(?:[ ]{_WORD}){{0,3}}", re.split(r"[,;:(]", words)[0])), "")


def _same_unit(one: str, other: str) -> bool:
    """ "nhà của" and "nhà tạm" are houses; "triệu đồng" and "triệu lượt" are not one thing."""
    scale = one.split(maxsplit=1)[0] in ("nghin", "ngan", "trieu", "ty", "ti", "van")
    return one.split(maxsplit=1)[0] == other.split(maxsplit=1)[0] and (not scale or one == other)


def _rows(paper: ExaminedPaper) -> Iterator[Finding]:
    """Rows under "Trong đó" against the row above them, where both are counted in one unit."""
    for path, target in walk(paper.plan["targets"]):
        total = _amount(target)
        rows = [(found, sub["text"]) for sub in target.get("sub_targets", []) if (found := _amount(sub)) is not None]
        if total is None or len(rows) < 2:
            continue
        value, folded, unit = total
        same = [(amount, words) for (amount, counted, _), words in rows if counted == folded]
        if len(same) > 1 and (finding := _against(same, value, unit)):
            yield replace(finding, source=target.get("source"), item=path)


def _amount(target: Target) -> tuple[Decimal, str, str] | None:
    """The one level of a target that can be added up (no ratio, no change): amount, unit without marks, unit."""
    if len(target["measures"]) != 1:
        return None
    measure = target["measures"][0]
    value, unit = measure["value"], fold(measure["unit"] or "")
    addable = measure["operator"] in ("equal", "at_least", "above") and measure.get("value_max") is None
    if value is None or not unit or "%" in unit or "/" in unit or not addable or measure.get("basis") == "growth":
        return None
    return value, unit, measure["unit"] or ""


def _points(paper: ExaminedPaper) -> Iterator[Finding]:
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


def _points_in_words(paper: ExaminedPaper) -> Iterator[Finding]:
    """ "Tổng điểm là 100 điểm: ... 60 điểm; ... 25 điểm": in one sentence, or in the list that follows it."""
    paragraphs = [one for one in paper.before_recipients() if not one.cells]
    lists: _Lists | None = None
    for at, paragraph in enumerate(paragraphs):
        for sentence in paragraph.whole.pieces(_STATEMENT):
            lead = _TOTAL_POINTS.search(sentence.text)
            total = paper_number(lead["t"]) if lead else None
            if lead is None or total is None:
                continue
            clauses = re.split(r"[;,]", sentence.text[lead.end() :])
            if any(map(_POINTS.search, clauses)):
                values = [value for one in clauses if (value := _points_of(one)) is not None]
                many, together = len(values), sum(values, Decimal(0))
            else:
                lists = lists or _Lists(paragraphs)
                many, together = lists.below(at)
            if many > 1 and together != total:
                message = (
                    f"Điểm các phần cộng lại là {format_number(together)}, văn bản ghi tổng {lead['t']}. "
                    f"Sửa điểm từng phần hoặc tổng."
                )
                yield Finding("parts_exceed_total", "must", message, paper.source(sentence))


def _points_of(clause: str) -> Decimal | None:
    """The points that a clause gives; None where it gives none, or speaks of points besides the total."""
    found = None if _BESIDES.search(fold(clause)) else _POINTS.search(clause)
    return paper_number(found["n"]) if found else None


class _Lists:
    """Points of the list that a paragraph opens: items of one label that follow one another, added up once."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        values = [_points_of(one.whole.text) for one in paragraphs]
        self.many = [0, *accumulate(value is not None for value in values)]
        self.sums = [Decimal(0), *accumulate(value or Decimal(0) for value in values)]
        self.styles = [one.label.style for one in paragraphs]
        self.ends = list(range(1, len(paragraphs) + 1))
        for at in range(len(paragraphs) - 2, -1, -1):
            if self.styles[at] == self.styles[at + 1]:
                self.ends[at] = self.ends[at + 1]

    def below(self, at: int) -> tuple[int, Decimal]:
        """How many items of the list behind paragraph `at` give points, and how many points together."""
        first = at + 1
        if first >= len(self.styles) or self.styles[first] == "none":
            return 0, Decimal(0)
        last = self.ends[first]
        return self.many[last] - self.many[first], self.sums[last] - self.sums[first]
