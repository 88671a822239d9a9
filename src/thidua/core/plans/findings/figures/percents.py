"""Shares of a whole above a hundred per cent. A plan, an estimate or a yield may well be exceeded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from thidua.core.lexicons import load
from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.findings.paper import NEAR, ExaminedPaper, before
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.numbers import format_number, paper_number
from thidua.core.viet.text import fold

_BIG_PERCENT = compiled(r"(?<![\d.,])(?P<p>\d{3,4}(?:[.,]\d+)?)\s*%")
# A share of a plan, a growth or a rate of pay may well be above a hundred.
_MAY_EXCEED = re.compile(
    r"\b(?:tang|vuot|gap|ke hoach|du toan|so voi|cung ky|bang|giao|tang truong|luong|phu cap|hoan thanh|tien do"
    r"|dinh muc|chi tieu (?:duoc )?giao|chi so|nam truoc|toc do)\b"
)
# Money and yield, and what is carried out of a plan: these are fulfilled, and may be exceeded.
_FULFILLED = re.compile(
    r"\bthu (?:ngân sách|nội địa|quỹ|các quỹ|phí|thuế|hút|được)|\b(?:doanh thu|doanh số|lợi nhuận|sản lượng|năng suất"
    r"|giá trị|kim ngạch|nộp ngân sách|quỹ|vận động)\b|%\s*(?:chỉ tiêu|nghị quyết|kế hoạch|dự toán|mục tiêu|nhiệm vụ)",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(r"\b(?:tỷ|tỉ) (?:lệ|trọng)\b[^%;]*$", re.IGNORECASE)
_UNCOUNTED = ("chỉ tiêu", "kế hoạch", "nhiệm vụ", "chương trình", "đề án", "dự án", "lượt")
# Things and people of which there is a whole: "105% hộ dân", "102% trẻ em".
_WHOLE = re.compile(
    r"\s*(?:(?:trên |của )?tổng số |số |các )?(?:"
    + "|".join(re.escape(one) for one in load("plan_units")["things"] if not one.startswith(_UNCOUNTED))
    + r")(?!\w)",
    re.IGNORECASE,
)
_OF_PEOPLE = re.compile(r"\W*(?:(?:số|các) )?(?:hộ|dân số|người dân|trẻ em|học sinh|hồ sơ)\b", re.IGNORECASE)


def check_percents(paper: ExaminedPaper) -> Iterator[Finding]:
    """Shares above a hundred, in the words and in the columns of tables; each line once."""
    told: set[int] = set()
    for paragraph in paper.before_recipients():
        for words in paragraph.cells or (paragraph.whole,):
            for found in _BIG_PERCENT.finditer(words.text):
                value = paper_number(found["p"])
                if value and value > 100 and _is_share(words.text, *found.span()):
                    source = paper.source(words, found.start(), found.end())
                    told.add(source["lines"][0])
                    yield _share(value, source)
    for path, target in walk(paper.plan["targets"]):
        for at, measure in enumerate(target["measures"]):
            value, own = measure["value"], measure.get("source") or target.get("source")
            is_share = measure["unit"] == "%" and measure.get("basis") == "share"
            if value is None or value <= 100 or not is_share or not own or own["lines"][0] in told:
                continue
            told_of = f"{target['text']} {measure['metric']}"
            rate = re.search(r"\b(?:tỷ|tỉ) (?:lệ|trọng)\b", told_of, re.IGNORECASE) or _OF_PEOPLE.match(told_of)
            if rate and not _MAY_EXCEED.search(fold(told_of)) and not _FULFILLED.search(told_of):
                yield _share(value, own, f"{path}/measures/{at}")


def _is_share(text: str, start: int, end: int) -> bool:
    """Whether a percentage is plainly a share of a whole: a rate is named before it, or what there is a whole of."""
    clause = _clause(text, start, end)
    if _MAY_EXCEED.search(fold(clause)) or _FULFILLED.search(clause):
        return False
    sentence = before(text, start).rpartition(". ")[2]
    return bool(_RATE_BEFORE.search(sentence) or _WHOLE.match(text, end))


def _clause(text: str, start: int, end: int) -> str:
    first = max(text.rfind(sign, max(0, start - NEAR), start) for sign in (";", ". ", ":")) + 1
    ends = [at for sign in (";", ". ") if (at := text.find(sign, end, end + NEAR)) >= 0]
    return text[max(first, start - NEAR, 0) : min(ends, default=end + NEAR)]


def _share(value: Decimal, source: Source, item: str | None = None) -> Finding:
    message = f"Tỷ lệ {format_number(value)}% vượt 100%. Đúng hay là tăng {format_number(value - 100)}%?"
    return Finding("percent_over_100", "must", message, source, item)
