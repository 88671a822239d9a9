"""Fractions and counts of a total against the percentage that is printed with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import ExaminedPaper, before
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.numbers import format_number, paper_number
from thidua.core.viet.text import fold

_N = r"(?<!\d)\d{1,15}(?:[.,]\d{1,15}){0,5}"
_WORD = r"[^\W\d_]+"
_PERCENT_FRACTION = compiled(
    rf"(?P<p>{_N})\s*%(?:\s+{_WORD}){{0,5}}\s*\(\s*(?:{_WORD}\s+){{0,3}}?(?P<a>{_N})\s*/\s*(?P<b>{_N})(?P<w>\s*{_WORD}|\s*[),;])"
)
# Only what says that the percentage is the fraction joins the two: one of these words right before it, or a bracket.
_JOINED = (
    rf"(?P<between>(?:\s+{_WORD}){{0,8}}?)(?:\s*[,–-]?\s*(?:(?:đạt|chiếm|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ"
    rf"|=)\s*(?:với\s*|là\s*|khoảng\s*)?){{1,3}}|\s*\(\s*(?:(?:đạt|chiếm|bằng|tương đương|tỷ lệ|tỉ lệ|=)\s*){{0,2}})"
    rf"(?P<p>{_N})\s*%"
)
_FRACTION_PERCENT = compiled(rf"(?<![\d/.,])(?P<a>{_N})\s*/\s*(?P<b>{_N})\s+(?P<w>{_WORD}){_JOINED}")
_OF_TOTAL = compiled(
    rf"(?<![\d/.,])(?P<a>{_N})\s*(?:trên tổng số|trên|trong tổng số|trong số)\s*(?P<b>{_N})\s+(?P<w>{_WORD}){_JOINED}"
)
# Words between that begin another thing: its rate, or households and people within what is counted.
_NEW_RATE = re.compile(r"\bvà\b|(?:tỷ|tỉ) lệ\b|(?<=\s)số\b|\bcòn\b", re.IGNORECASE)
_WITHIN = re.compile(r"\b(?:có|với)\b.*\b(?:hộ|người|dân|học sinh|giáo viên|trẻ)\b", re.IGNORECASE)
# What the percentage may be followed by: its end, words that go on, or the counted thing again.
_BEHIND = compiled(
    rf"\s*(?:$|[^\w\s]|(?:của|trên|trong|và|nhưng|so|trở|tại|ở|vào|theo|được|đã|là|thì)\b)"
    rf"|\s+(?:(?:tổng )?số\s+)?(?P<again>{_WORD})",
    re.IGNORECASE,
)
_OF_PLAN = re.compile(r"\s*(?:so với |của |trong |theo )?(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết)", re.IGNORECASE)
# Feast days are written like fractions.
_FEASTS = frozenset(["3/2", "1/5", "2/9", "1/6", "8/3", "30/4", "7/5", "19/8", "20/10", "20/11", "22/12"])
_PERCENT_COUNT = compiled(
    rf"(?P<p>{_N})\s*%(?:\s+{_WORD}){{0,5}}\s*\(\s*(?:tương (?:đương"
    rf"|ứng)\s*)?(?:với\s*)?(?P<a>{_N})\s+(?P<w>{_WORD}(?:\s+{_WORD})?)"
)
_TOTAL_COUNT = compiled(
    rf"(?:tổng số|tổng cộng|toàn (?:phường|xã|đặc khu|thành phố)(?: hiện)?(?: có)?"
    rf"|trên địa bàn (?:\w+ )?(?:hiện )?có|hiện có|gồm|chia thành)"
    rf"\s+(?P<b>{_N})\s+(?P<w>{_WORD}(?:\s+{_WORD})?)",
    re.IGNORECASE,
)


def check_shares(paper: ExaminedPaper) -> Iterator[Finding]:
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            if re.search(r"\d", words.text):
                yield from _fractions(paper, words)
    yield from _count_of_total(paper)


def _fractions(paper: ExaminedPaper, words: Passage) -> Iterator[Finding]:
    text = words.text
    taken: set[int] = set()
    for form in (_PERCENT_FRACTION, _FRACTION_PERCENT, _OF_TOTAL):
        for found in form.finditer(text):
            part, whole, percent = (paper_number(found[name]) for name in "abp")
            if part is None or not whole or percent is None or found.start("a") in taken:
                continue
            if _is_day(before(text, found.start("a")), part, whole):
                continue
            if "between" in form.groupindex and not _of_one_thing(found):
                continue
            taken.add(found.start("a"))
            if _agree(part, whole, percent, found["p"]):
                continue
            real = round(part / whole * 100, 1)
            message = f"{found['a']}/{found['b']} là {format_number(real)}%, văn bản ghi {found['p']}%."
            yield Finding("fraction_disagrees", "must", message, paper.source(words, found.start(), found.end()))


def _of_one_thing(found: re.Match[str]) -> bool:
    """Whether the percentage tells the fraction again: "15/20 thôn có 95% hộ ..." speaks of two things."""
    # "15/20 thôn có hộ nghèo, chiếm 75%": the sign takes up the fraction again.
    again = found.string[found.end("between") :].lstrip()[:1] in ",–-("
    words = f"{found['w']} {found['between']}"
    if _NEW_RATE.search(words) or (_WITHIN.search(words) and not again):
        return False
    if _OF_PLAN.match(found.string, found.end()):
        return False
    behind = _BEHIND.match(found.string, found.end())
    return not behind or not behind["again"] or fold(behind["again"]) == fold(found["w"])


def _is_day(ahead: str, part: Decimal, whole: Decimal) -> bool:
    """Whether two figures with a stroke are a day and a month ("đến 30/6", "lễ 2/9") or a number of a paper."""
    if f"{part}/{whole}" in _FEASTS:
        return True
    if re.search(r"\b(?:so|quyet dinh|ke hoach|nghi quyet)\s*$", fold(ahead)):
        return True
    named = re.search(r"\b(?:ngay|den|truoc|sau|tu|mung|niem|le|het|dip)\s*$", fold(ahead))
    return part <= 31 and whole <= 12 and bool(named or part > whole)


def _agree(part: Decimal, whole: Decimal, percent: Decimal, printed: str) -> bool:
    """Within one unit of the last printed figure: rounded or cut off."""
    decimals = len(printed.split(",")[1]) if "," in printed else 0
    return abs(part / whole * 100 - percent) < Decimal(10) ** -decimals


def _count_of_total(paper: ExaminedPaper) -> Iterator[Finding]:
    """ "50% (8 xã)" where another place says how many there are in all."""
    totals: dict[str, dict[Decimal, tuple[Paragraph, re.Match[str]]]] = {}
    for paragraph in paper.before_recipients():
        for found in _TOTAL_COUNT.finditer(paragraph.whole.text):
            if value := paper_number(found["b"]):
                totals.setdefault(fold(found["w"]).split()[0], {}).setdefault(value, (paragraph, found))
    for paragraph in paper.before_recipients():
        for found in _PERCENT_COUNT.finditer(paragraph.whole.text):
            part, percent = paper_number(found["a"]), paper_number(found["p"])
            known = totals.get(fold(found["w"]).split()[0], {})
            if not part or percent is None or len(known) != 1:
                continue
            [(whole, (where, place))] = known.items()
            if whole >= part and abs(part / whole * 100 - percent) < max(Decimal(1), 50 / whole):
                continue
            message = (
                f"{found['p']}% ứng với {found['a']} {found['w']}, nhưng văn bản ghi tổng {place['b']} {place['w']}."
            )
            source = paper.source(paragraph.whole, found.start(), found.end())
            also = (Related(paper.source(where.whole, place.start(), place.end())),)
            yield Finding("fraction_disagrees", "must", message, source, related=also)
