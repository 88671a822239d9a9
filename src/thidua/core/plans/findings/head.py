"""Findings in the head and foot of the paper: blanks, a period that runs backwards, years that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.findings.paper import ExaminedPaper
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import day_first
from thidua.core.viet.text import fold

_LAYOUT = "Nghị định 30/2020/NĐ-CP, thể thức"


_HEAD_DAY = re.compile(r"^[^,;:.]{2,40},\s*ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*20\d\d\s*$")
_NAME = compiled(r"[A-ZĐÀ-Ỹ][^\W\d_]*(?: [A-ZĐÀ-Ỹ][^\W\d_]*){1,4}")
_OFFICE = re.compile(
    r"\b(?:tm|kt|tl|tuq|chu tich|pho|truong|hieu|giam doc|uy ban|chanh|bi thu|khoi|hoi dong|noi nhan"
    r"|thu truong|luu|van phong)\b"
)
_SPAN = re.compile(r"(?:giai đoạn|nhiệm kỳ|năm học|thời kỳ)\s+(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)", re.IGNORECASE)


def check_head(paper: ExaminedPaper) -> Iterator[Finding]:
    plan = paper.plan
    document, source = plan["document"], plan["document"].get("source")
    if document["number"] is None:
        yield Finding("blank_number", "should", "Chưa có số văn bản.", source, "document", rule=_LAYOUT)
    if len(document["date"] or "") < len("2026-12-05") and not _dated(paper):
        yield Finding("blank_date", "should", "Chưa có ngày ban hành đầy đủ.", source, "document", rule=_LAYOUT)
    signed = plan["signatory"]
    if (signed is None or not signed["name"]) and not _named(paper):
        where = signed.get("source") if signed else None
        item = "signatory" if signed else None
        yield Finding("no_signature", "should", "Không thấy tên người ký.", where, item, rule=_LAYOUT)
    yield from _years(paper)


def _dated(paper: ExaminedPaper) -> bool:
    """Whether a line of the head has a place and a whole day, in figures too ("Cao Sơn, ngày 12/01/2026")."""
    return any(_HEAD_DAY.search(one.whole.text) for one in paper.laid.body[:15])


def _named(paper: ExaminedPaper) -> bool:
    """Whether one of the last lines is a name, in capitals too."""
    last = [one.whole.text for one in paper.laid.body[-3:]]
    return any(_NAME.fullmatch(line) and not _OFFICE.search(fold(line)) for line in last)


def _years(paper: ExaminedPaper) -> Iterator[Finding]:
    period = paper.plan["period"]
    since, until, source = period["from"], period["to"], period.get("source")
    if since and until and until < since[: len(until)]:
        message = f"Thời gian kết thúc ({day_first(until)}) trước khi bắt đầu ({day_first(since)})."
        yield Finding("period_reversed", "must", message, source, "period")
    for found in _SPAN.finditer(paper.text):
        if found["b"] < found["a"]:
            where = paper.span(*found.span())
            message = f"“{found.group().strip()}”: năm cuối trước năm đầu."
            yield Finding("period_reversed", "must", message, where)
            break
    title = set(re.findall(r"\b20\d\d\b", paper.plan["document"]["title"]))
    named = {year[:4] for year in (since, until) if year}
    if len(title) == 1 and named and not title & named and _states_period(paper):
        message = f"Tên ghi năm {title.pop()}, thời gian thực hiện ghi {max(named)}. Năm nào đúng?"
        yield Finding("title_year_differs", "must", message, source, "period")


def _states_period(paper: ExaminedPaper) -> bool:
    """Whether the years were read where the paper speaks of its time; elsewhere a year may mean anything."""
    words = fold(paper.plan["period"].get("text") or "")
    lines = (paper.plan["period"].get("source") or {"lines": [0, 0]})["lines"]
    inside = any(
        paper.source(p.whole)["lines"][0] <= lines[0] <= paper.source(p.whole)["lines"][1]
        for section in paper.of_kind("period")
        for p in (*section.body, *((section.heading,) if section.heading else ()))
    )
    return inside or bool(re.search(r"\b(?:tu|ke tu|tu nay) .{0,60}\bden\b|\bthoi gian\b|\btrong nam\b", words))
