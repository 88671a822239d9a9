"""Counts, rates, fractions and percentages against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding, Related, walk
from thidua.core.plans.findings.paper import NEAR, Paper, before
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.numbers import format_number, paper_number
from thidua.core.viet.text import fold

_N = r"(?<!\d)\d{1,15}(?:[.,]\d{1,15}){0,5}"
_WORD = r"[^\W\d_]+"
_COUNT_AND_RATE = compiled(
    rf"(?P<count>{_N})\s*(?P<thing>{_WORD}(?:\s+{_WORD}){{0,3}})(?!\w)[^.;\d]{{0,50}}?"
    rf"(?P<rate>{_N})\s*(?P=thing)(?!\w)(?:\s+(?!trên|cho){_WORD}){{0,3}}?\s*(?:/|trên|cho|tính trên)\s*"
    r"(?P<per>(?:0?1\s+|một\s+)?(?:1\.000|1000|10\.000|10000|100\.000|100000|nghìn|ngàn"
    r"|vạn))\s*(?:người\s*)?(?:dân|người)",
    re.IGNORECASE,
)
_POPULATION = compiled(
    rf"(?:dân số[^.;\d]{{0,40}}(?P<a>{_N})|(?P<b>{_N})\s*(?:người dân|nhân khẩu|dân\b)"
    rf"|quy mô[^.;\d]{{0,20}}(?P<c>{_N})\s*người)",
    re.IGNORECASE,
)
_SCALES = {"nghin": 1000, "ngan": 1000, "van": 10_000}
_PERCENT_FRACTION = compiled(
    rf"(?P<p>{_N})\s*%(?:\s+{_WORD}){{0,5}}\s*\(\s*(?:{_WORD}\s+){{0,3}}?(?P<a>{_N})\s*/\s*(?P<b>{_N})(?P<w>\s*{_WORD}|\s*[),;])"
)
_FRACTION_PERCENT = compiled(
    rf"(?<![\d/.,])(?P<a>{_N})\s*/\s*(?P<b>{_N})\s+(?P<w>{_WORD})(?:\s+{_WORD}){{0,8}}?\s*[,;(–-]*\s*"
    rf"(?:(?:đạt|chiếm|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ|=)\s*)*(?P<p>{_N})\s*%"
)
_OF_TOTAL = compiled(
    rf"(?<![\d/.,])(?P<a>{_N})\s*(?:trên tổng số|trên|trong tổng số"
    rf"|trong số)\s*(?P<b>{_N})\s+(?P<w>{_WORD})[^.;\d]{{0,60}}?"
    rf"(?P<p>{_N})\s*%"
)
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
_BIG_PERCENT = compiled(r"(?<![\d.,])(?P<p>\d{3,4}(?:[.,]\d+)?)\s*%")
# A share of a plan, a growth or a rate of pay may well be above a hundred.
_MAY_EXCEED = re.compile(
    r"\b(?:tang|vuot|gap|ke hoach|du toan|so voi|cung ky|bang|giao|tang truong|luong|phu cap|hoan thanh|tien do"
    r"|dinh muc|chi tieu (?:duoc )?giao|chi so|nam truoc|toc do)\b"
)


def check_shares(paper: Paper) -> Iterator[Finding]:
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            if re.search(r"\d", words.text):
                yield from _rates(paper, words)
                yield from _fractions(paper, words)
    yield from _over_hundred(paper)
    yield from _count_of_total(paper)


def _rates(paper: Paper, words: Passage) -> Iterator[Finding]:
    for found in _COUNT_AND_RATE.finditer(words.text):
        count, rate = paper_number(found["count"]), paper_number(found["rate"])
        per = _SCALES.get(fold(found["per"]).split()[-1]) or int(re.sub(r"\D", "", found["per"]) or 0)
        if not count or not rate or not per:
            continue
        # New ones and all of them: two counts of different things.
        if re.search(r"\b(?:moi|them|thanh lap|phat trien)\W*$", fold(before(words.text, found.start()))):
            continue
        people = count / rate * per
        printed = [one for one in _populations(paper) if one]
        if any(abs(one - people) <= people / 20 for one in printed):
            continue
        about = format_number(Decimal(round(people / 1000) * 1000) if people >= 10_000 else Decimal(round(people)))
        told = f", văn bản ghi {format_number(printed[0])} người" if printed else ""
        message = (
            f"{found['count']} {found['thing']} và {found['rate']}/{found['per']} dân suy ra khoảng {about} "
            f"người{told}. Xác nhận số dân hoặc tỷ lệ."
        )
        yield Finding("figures_disagree", "should", message, paper.source(words, found.start(), found.end()))


def _populations(paper: Paper) -> list[Decimal]:
    found = [one for p in paper.laid.all for one in _POPULATION.finditer(p.whole.text)]
    values = [paper_number(one["a"] or one["b"] or one["c"]) for one in found]
    return [value for value in values if (value and value >= 1000 and value % 1000 != 0) or (value and value > 10_000)]


def _fractions(paper: Paper, words: Passage) -> Iterator[Finding]:
    text = words.text
    taken: set[int] = set()
    for form in (_PERCENT_FRACTION, _FRACTION_PERCENT, _OF_TOTAL):
        for found in form.finditer(text):
            part, whole, percent = (paper_number(found[name]) for name in "abp")
            if part is None or not whole or percent is None or found.start("a") in taken:
                continue
            if _is_day(before(text, found.start("a")), part, whole):
                continue
            taken.add(found.start("a"))
            if _agree(part, whole, percent, found["p"]):
                continue
            real = round(part / whole * 100, 1)
            message = f"{found['a']}/{found['b']} là {format_number(real)}%, văn bản ghi {found['p']}%."
            yield Finding("fraction_disagrees", "must", message, paper.source(words, found.start(), found.end()))


def _is_day(ahead: str, part: Decimal, whole: Decimal) -> bool:
    """Whether two figures with a stroke are a day and a month ("đến 30/6", "chào mừng 30/4") or a number of a paper."""
    if re.search(r"\b(?:so|quyet dinh|ke hoach|nghi quyet)\s*$", fold(ahead)):
        return True
    named = re.search(r"\b(?:ngay|den|truoc|sau|tu|mung|niem|le|het|dip)\s*$", fold(ahead))
    return part <= 31 and whole <= 12 and bool(named or part > whole)


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
            message = (
                f"{found['p']}% ứng với {found['a']} {found['w']}, nhưng văn bản ghi tổng {place['b']} {place['w']}."
            )
            source = paper.source(paragraph.whole, found.start(), found.end())
            also = (Related(paper.source(where.whole, place.start(), place.end())),)
            yield Finding("fraction_disagrees", "must", message, source, related=also)


def _over_hundred(paper: Paper) -> Iterator[Finding]:
    """Shares above a hundred, in the words and in the columns of tables; each line once."""
    told: set[int] = set()
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            for found in _BIG_PERCENT.finditer(words.text):
                value = paper_number(found["p"])
                if value and value > 100 and not _MAY_EXCEED.search(_clause(words.text, *found.span())):
                    source = paper.source(words, found.start(), found.end())
                    told.add(source["lines"][0])
                    yield _share(value, source)
    for path, target in walk(paper.plan["targets"]):
        for at, measure in enumerate(target["measures"]):
            value, own = measure["value"], measure.get("source") or target.get("source")
            is_share = measure["unit"] == "%" and measure.get("basis") == "share"
            if value is None or value <= 100 or not is_share or not own or own["lines"][0] in told:
                continue
            if not _MAY_EXCEED.search(fold(f"{target['text']} {measure['metric']}")):
                yield _share(value, own, f"{path}/measures/{at}")


def _clause(text: str, start: int, end: int) -> str:
    first = max(text.rfind(sign, max(0, start - NEAR), start) for sign in (";", ". ", ":")) + 1
    ends = [at for sign in (";", ". ") if (at := text.find(sign, end, end + NEAR)) >= 0]
    return fold(text[max(first, start - NEAR, 0) : min(ends, default=end + NEAR)])


def _share(value: Decimal, source: Source, item: str | None = None) -> Finding:
    message = f"Tỷ lệ {format_number(value)}% vượt 100%. Đúng hay là tăng {format_number(value - 100)}%?"
    return Finding("percent_over_100", "must", message, source, item)
