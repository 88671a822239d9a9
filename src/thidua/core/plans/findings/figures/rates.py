"""A count and its rate imply a population, to be confirmed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.findings.paper import ExaminedPaper, before
from thidua.core.plans.reading.structure.letters import compiled
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


def check_rates(paper: ExaminedPaper) -> Iterator[Finding]:
    printed: list[Decimal] | None = None
    ordered: list[Decimal] = []
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            for found in _COUNT_AND_RATE.finditer(words.text):
                # New ones and all of them: two counts of different things.
                if re.search(r"\b(?:moi|them|thanh lap|phat trien)\W*$", fold(before(words.text, found.start()))):
                    continue
                if printed is None:
                    printed = _populations(paper)
                    ordered = sorted(printed)
                if message := _contradicted(found, ordered, printed[0] if printed else None):
                    source = paper.source(words, found.start(), found.end())
                    yield Finding("figures_disagree", "should", message, source)


def _contradicted(found: re.Match[str], printed: list[Decimal], first: Decimal | None) -> str:
    """What to say of a count and a rate; "" where one of the printed populations, in order, agrees with both.

    `first` is the population that the paper prints first.
    """
    count, rate = paper_number(found["count"]), paper_number(found["rate"])
    per = _SCALES.get(fold(found["per"]).split()[-1]) or int(re.sub(r"\D", "", found["per"]) or 0)
    if not count or not rate or not per:
        return ""
    people = count / rate * per
    nearest = bisect_left(printed, people - people / 20)
    if nearest < len(printed) and printed[nearest] <= people + people / 20:
        return ""
    about = format_number(Decimal(round(people / 1000) * 1000) if people >= 10_000 else Decimal(round(people)))
    told = f", văn bản ghi {format_number(first)} người" if first else ""
    return (
        f"{found['count']} {found['thing']} và {found['rate']}/{found['per']} dân suy ra khoảng {about} "
        f"người{told}. Xác nhận số dân hoặc tỷ lệ."
    )


def _populations(paper: ExaminedPaper) -> list[Decimal]:
    """The populations that the paper prints, each once in its order."""
    found = [one for p in paper.laid.all for one in _POPULATION.finditer(p.whole.text)]
    values = [paper_number(one["a"] or one["b"] or one["c"]) for one in found]
    likely = (one for one in values if one and ((one >= 1000 and one % 1000 != 0) or one > 10_000))
    return list(dict.fromkeys(likely))
