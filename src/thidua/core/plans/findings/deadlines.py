"""Findings about deadlines: none, unclear by a day, on a day off, passed, or none upward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from thidua.core.calendar.workdays import is_working_day
from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.model import Deadline, Plan, Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import near_date, paper_date, short_date

LONG_AFTER = 183
"""Reports fall due within half a year of the end; a later day is most likely a wrong year."""

_WRITTEN_DAY = compiled(
    r"(?<![\d/.])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)(?![\d/])"
    r"|(?i:ngày)\s+(?P<wd>\d{1,2})\s+(?i:tháng)\s+(?P<wm>\d{1,2})\s+(?i:năm)\s+(?P<wy>20\d\d)(?!\d)"
)


def check_deadlines(plan: Plan, today: date | None) -> Iterator[Finding]:
    if not plan["deadlines"]:
        yield Finding("A51", "must", 'Không thấy hạn báo cáo. Nhập hạn hoặc chọn "không có".')
    yield from _no_such_days(plan.get("x_text", ""))
    end = _day(plan["period"]["to"])
    upward = False
    for at, deadline in enumerate(plan["deadlines"]):
        upward = upward or _goes_up(plan, deadline)
        day = _day(deadline.get("date"))
        if day is None:
            continue
        source, item = deadline.get("source"), f"deadlines/{at}"
        past = bool(today and day < today)
        if deadline.get("bound") == "before" and day > date.min and not past:
            eve = date.fromordinal(day.toordinal() - 1)
            message = f"Hạn là hết {near_date(eve)} hay hết {near_date(day)}?"
            yield Finding("A50", "must", message, source, item)
        if is_working_day(day) is False:
            message = f"Hạn {near_date(day)} rơi vào ngày nghỉ. Giữ nguyên hay nộp trước?"
            yield Finding("deadline_day_off", "should", message, source, item)
        if end and (day - end).days > LONG_AFTER:
            message = f"Hạn {short_date(day)} sau khi phong trào kết thúc ({short_date(end)}). Đúng không?"
            yield Finding("D16", "must", message, source, item)
        if past:
            message = f"Hạn {short_date(day)} đã qua. Nhập để lưu trữ hay sai năm?"
            yield Finding("A53", "must", message, source, item)
    if plan["document"]["issuer"]["level"] == "commune" and not upward:
        tier = (plan["document"]["issuer"].get("place") or "xã").split(" ")[0]
        yield Finding("no_report_upward", "should", f"Chưa thấy hạn {tier} báo cáo thành phố.")


def _no_such_days(text: str) -> Iterator[Finding]:
    """Days that no calendar has, each once: they were read as no day at all."""
    told: set[str] = set()
    for found in _WRITTEN_DAY.finditer(text):
        d, m, y = (int(found[name] or found[f"w{name}"]) for name in "dmy")
        written = f"{d:02d}/{m:02d}/{y}"
        if written not in told and not paper_date(written):
            told.add(written)
            first, last = (text.count("\n", 0, at) + 1 for at in found.span())
            source: Source = {"lines": [first, last], "chars": [*found.span()]}
            yield Finding("A54", "must", f"Ngày {written} không tồn tại (dòng {first}).", source)


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso and len(iso) == 10 else None
    except ValueError:
        return None


def _goes_up(plan: Plan, deadline: Deadline) -> bool:
    """Whether a report goes to the tier above: the city or province, its boards and departments."""
    text = f"{deadline.get('to') or ''} {deadline['what']}"
    return bool(re.search(r"\b(?:thành phố|tỉnh|Sở Nội vụ|cấp trên)\b", text)) and deadline["kind"] in (
        "report",
        "dossier",
    )
