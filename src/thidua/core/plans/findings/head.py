"""Findings in the head and foot of the paper: blanks, a period that runs backwards, years that do not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.findings.paper import Paper
from thidua.core.viet.dates import day_first

_LAYOUT = "Nghị định 30/2020/NĐ-CP, thể thức"


def check_head(paper: Paper) -> Iterator[Finding]:
    plan = paper.plan
    document, source = plan["document"], plan["document"].get("source")
    if document["number"] is None:
        yield Finding("blank_number", "should", "Chưa có số văn bản.", source, "document", rule=_LAYOUT)
    if len(document["date"] or "") < len("2026-12-05"):
        yield Finding("blank_date", "should", "Chưa có ngày ban hành đầy đủ.", source, "document", rule=_LAYOUT)
    signed = plan["signatory"]
    if signed is None or not signed["name"]:
        where = signed.get("source") if signed else None
        item = "signatory" if signed else None
        yield Finding("no_signature", "should", "Không thấy tên người ký.", where, item, rule=_LAYOUT)
    yield from _years(paper)


def _years(paper: Paper) -> Iterator[Finding]:
    period = paper.plan["period"]
    since, until, source = period["from"], period["to"], period.get("source")
    if since and until and until < since[: len(until)]:
        message = f"Thời gian kết thúc ({day_first(until)}) trước khi bắt đầu ({day_first(since)})."
        yield Finding("period_reversed", "must", message, source, "period")
    title = set(re.findall(r"\b20\d\d\b", paper.plan["document"]["title"]))
    named = {year[:4] for year in (since, until) if year}
    if len(title) == 1 and named and not title & named:
        message = f"Tên ghi năm {title.pop()}, thời gian thực hiện ghi {max(named)}. Năm nào đúng?"
        yield Finding("title_year_differs", "must", message, source, "period")
