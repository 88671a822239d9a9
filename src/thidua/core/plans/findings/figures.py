"""Findings in figures that do not agree: counts and rates, fractions and percentages, parts and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding, Related, walk
from thidua.core.plans.findings.paper import Paper
from thidua.core.plans.model import Criterion, Target
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.numbers import format_number, paper_number
from thidua.core.viet.text import fold

_N = r"\d+(?:[.,]\d+)*"
_WORD = r"[^\W\d_]+"
_COUNT_AND_RATE = compiled(
    rf"(?P<count>{_N})\s*(?P<thing>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s*[,;(]?[^.;\d]{{0,30}}?"
    rf"(?P<rate>{_N})\s*(?P=thing)\s*/\s*(?P<per>1\.000|1000|10\.000|10000|100\.000|100000|một nghìn|nghìn|vạn)\s*"
    r"(?:người\s*)?(?:dân|người)",
    re.IGNORECASE,
)
_POPULATION = compiled(
    rf"(?:dân số[^.;\d]{{0,40}}(?P<a>{_N})|(?P<b>{_N})\s*(?:người dân|nhân khẩu|dân\b)|quy mô[^.;\d]{{0,20}}(?P<c>{_N})\s*người)",
    re.IGNORECASE,
)
_SCALES = {"mot nghin": 1000, "nghin": 1000, "van": 10_000}
_PERCENT_FRACTION = compiled(rf"(?P<p>{_N})\s*%\s*\(\s*(?:{_WORD}\s+){{0,3}}?(?P<a>{_N})\s*/\s*(?P<b>{_N})(?P<w>\s*{_WORD}|\s*[),;])")
_FRACTION_PERCENT = compiled(
    rf"(?<![\d/.,])(?P<a>{_N})\s*/\s*(?P<b>{_N})\s+(?P<w>{_WORD})(?:\s+{_WORD}){{0,8}}?\s*[,;(–-]*\s*"
    rf"(?:(?:đạt|chiếm|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ|=)\s*)*(?P<p>{_N})\s*%"
)
_OF_TOTAL = compiled(
    rf"(?<![\d/.,])(?P<a>{_N})\s*(?:trên tổng số|trên|trong tổng số|trong số)\s*(?P<b>{_N})\s+(?P<w>{_WORD})[^.;\d]{{0,60}}?"
    rf"(?P<p>{_N})\s*%"
)
_PERCENT_COUNT = compiled(rf"(?P<p>{_N})\s*%\s*\(\s*(?:tương (?:đương|ứng)\s*)?(?:với\s*)?(?P<a>{_N})\s+(?P<w>{_WORD}(?:\s+{_WORD})?)")
_TOTAL_COUNT = compiled(
    rf"(?:tổng số|tổng cộng|toàn (?:phường|xã|đặc khu|thành phố)(?: hiện)?(?: có)?|trên địa bàn (?:\w+ )?(?:hiện )?có|hiện có|gồm|chia thành)"
    rf"\s+(?P<b>{_N})\s+(?P<w>{_WORD}(?:\s+{_WORD})?)",
    re.IGNORECASE,
)
_BIG_PERCENT = compiled(r"(?<![\d.,])(?P<p>\d{3,4}(?:[.,]\d+)?)\s*%")
# A share of a plan, a growth or a rate of pay may well be above a hundred.
_MAY_EXCEED = re.compile(
    r"\b(?:tang|vuot|gap|ke hoach|du toan|so voi|cung ky|bang|giao|tang truong|luong|phu cap|hoan thanh|tien do"
    r"|dinh muc|chi tieu (?:duoc )?giao|chi so|nam truoc|toc do)\b"
)
_DETAIL = compiled(r"(?:trong đó|bao gồm|chia ra|cụ thể)\s*:?", re.IGNORECASE)
_AMOUNT = compiled(rf"(?<![\d/.,-])(?P<n>{_N})\s*(?P<u>{_WORD}(?:\s+{_WORD})?)")


def check_figures(paper: Paper) -> Iterator[Finding]:
    for paragraph in paper.before_recipients():
        parts = [one for cell in paragraph.cells for one in [cell]] or [paragraph.whole]
        text = paragraph.whole.text
        if not re.search(r"\d", text) or not parts:
            continue
        yield from _rates(paper, paragraph)
        yield from _fractions(paper, paragraph)
        yield from _over_hundred(paper, paragraph)
        yield from _details(paper, paragraph)
    yield from _count_of_total(paper)
    yield from _rows(paper)
    yield from _points(paper)


def _rates(paper: Paper, paragraph: Paragraph) -> Iterator[Finding]:
    for found in _COUNT_AND_RATE.finditer(paragraph.whole.text):
        count, rate = paper_number(found["count"]), paper_number(found["rate"])
        per = _SCALES.get(fold(found["per"])) or int(re.sub(r"\D", "", found["per"]) or 0)
        if not count or not rate or not per:
            continue
        people = count / rate * per
        printed = [one for one in _populations(paper) if one]
        if any(abs(one - people) <= people / 20 for one in printed):
            continue
        about = format_number(Decimal(round(people / 1000) * 1000) if people >= 10_000 else Decimal(round(people)))
        told = f", văn bản ghi {format_number(printed[0])} người" if printed else ""
        message = f"{found['count']} {found['thing']} và {found['rate']}/{found['per']} dân suy ra khoảng {about} người{told}. Xác nhận số dân hoặc tỷ lệ."
        yield Finding("figures_disagree", "should", message, paper.source(paragraph.whole, found.start(), found.end()))


def _populations(paper: Paper) -> list[Decimal]:
    found = [one for p in paper.laid.all for one in _POPULATION.finditer(p.whole.text)]
    values = [paper_number(one["a"] or one["b"] or one["c"]) for one in found]
    return [value for value in values if value and value >= 1000 and value % 1000 != 0 or value and value > 10_000]


def _fractions(paper: Paper, paragraph: Paragraph) -> Iterator[Finding]:
    text = paragraph.whole.text
    taken: set[int] = set()
    for form in (_PERCENT_FRACTION, _FRACTION_PERCENT, _OF_TOTAL):
        for found in form.finditer(text):
            part, whole, percent = (paper_number(found[name]) for name in "abp")
            if part is None or not whole or percent is None or found.start("a") in taken:
                continue
            taken.add(found.start("a"))
            if _agree(part, whole, percent, found["p"]):
                continue
            real = round(part / whole * 100, 1)
            message = f"{found['a']}/{found['b']} là {format_number(real)}%, văn bản ghi {found['p']}%."
            yield Finding("fraction_disagrees", "must", message, paper.source(paragraph.whole, found.start(), found.end()))


def _agree(part: Decimal, whole: Decimal, percent: Decimal, printed: str) -> bool:
    """Within one unit of the last printed figure: rounded or cut off."""
    decimals = len(printed.split(",")[1]) if "," in printed else 0
    return abs(part / whole * 100 - percent) < Decimal(10) ** -decimals


def _count_of_total(paper: Paper) -> Iterator[Finding]:
    """ "50% (8 xã)" where another place says how many there are in all."""
    totals: dict[str, list[tuple[Decimal, Paragraph, re.Match[str]]]] = {}
    for paragraph in paper.before_recipients():
        for found in _TOTAL_COUNT.finditer(paragraph.whole.text):
            if value := paper_number(found["b"]):
                totals.setdefault(fold(found["w"]).split()[0], []).append((value, paragraph, found))
    for paragraph in paper.before_recipients():
        for found in _PERCENT_COUNT.finditer(paragraph.whole.text):
            part, percent = paper_number(found["a"]), paper_number(found["p"])
            known = totals.get(fold(found["w"]).split()[0], [])
            if not part or percent is None or len({value for value, _, _ in known}) != 1:
                continue
            whole, where, place = known[0]
            if whole >= part and abs(part / whole * 100 - percent) < max(Decimal(1), 50 / whole):
                continue
            message = f"{found['p']}% ứng với {found['a']} {found['w']}, nhưng văn bản ghi tổng {place['b']} {place['w']}."
            source = paper.source(paragraph.whole, found.start(), found.end())
            also = (Related(paper.source(where.whole, place.start(), place.end())),)
            yield Finding("fraction_disagrees", "must", message, source, related=also)


def _over_hundred(paper: Paper, paragraph: Paragraph) -> Iterator[Finding]:
    text = paragraph.whole.text
    for found in _BIG_PERCENT.finditer(text):
        value = paper_number(found["p"])
        start = max(text.rfind(sign, 0, found.start()) for sign in (";", ". ", ":", "\t")) + 1
        ends = [at for sign in (";", ". ", "\t") if (at := text.find(sign, found.end())) >= 0]
        clause = fold(text[start : min(ends, default=len(text))])
        if value and value > 100 and not _MAY_EXCEED.search(clause):
            message = f"Tỷ lệ {found['p']}% vượt 100%. Đúng hay là tăng {format_number(value - 100)}%?"
            yield Finding("percent_over_100", "must", message, paper.source(paragraph.whole, found.start(), found.end()))


def _details(paper: Paper, paragraph: Paragraph) -> Iterator[Finding]:
    """ "500 cây, trong đó: 300 cây ..., 250 cây ..." in one sentence: parts in the unit of the total."""
    for sentence in paper.sentences(paragraph):
        lead = _DETAIL.search(sentence.text)
        if lead is None:
            continue
        totals = list(_AMOUNT.finditer(sentence.text[: lead.start()]))
        if not totals:
            continue
        total = totals[-1]
        value, unit = paper_number(total["n"]), fold(total["u"])
        parts = [one for one in _AMOUNT.finditer(sentence.text[lead.end() :]) if _same_unit(fold(one["u"]), unit)]
        values = [number for one in parts if (number := paper_number(one["n"])) is not None]
        if value and len(values) > 1 and sum(values) > value:
            yield _exceeds(paper, sentence, sum(values, Decimal(0)), value, total["u"])


def _same_unit(one: str, other: str) -> bool:
    return one.split()[0] == other.split()[0] and (len(one.split()) < 2 or len(other.split()) < 2 or one == other)


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
            message = f"Các phần cộng lại là {format_number(sum(same, Decimal(0)))} {unit}, hơn tổng {format_number(whole)} {unit}."
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
            message = f"“{head['text'][:40]}” ghi {format_number(head['points'])} điểm, các dòng cộng lại {format_number(below)} điểm."
            yield Finding("parts_exceed_total", "must", message, head.get("source"))
    total = scoring["total"]
    sums = {sum((head["points"] if head else sum((one["points"] for one in lines), Decimal(0)) for head, lines in groups), Decimal(0))}
    bonus = sum((one["points"] for one in scoring["criteria"] if one["kind"] == "bonus"), Decimal(0))
    sums |= {one + bonus for one in list(sums)}
    if total is not None and total not in sums:
        message = f"Điểm các tiêu chí cộng lại là {format_number(min(sums))}, bảng ghi tổng {format_number(total)}."
        source = scoring["criteria"][0].get("source")
        yield Finding("parts_exceed_total", "must", message, source)
