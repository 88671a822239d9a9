"""Questions of the reading: what the person who checks has to say. They are no faults of the paper."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from thidua.core.plans.findings.deadlines import goes_up, whole_day
from thidua.core.plans.findings.finding import Finding, Severity, gathered, walk
from thidua.core.plans.findings.targets import name_of
from thidua.core.plans.model import Plan, Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import near_date, short_date
from thidua.core.viet.numbers import format_number, read_number
from thidua.core.viet.text import clean, fold

MOST_TARGETS = 500
LONGEST_TARGET = 5000
LONG_AFTER = 183
"""Reports fall due within half a year of the end; a later day is most likely a wrong year."""

_LETTER = compiled(r"[^\W\d_]")
_VIETNAMESE = compiled("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_ABOVE = compiled(
    r"(?i:ubnd|hđnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|hội đồng thi đua - khen thưởng)\s+"
    r"(?i:(tỉnh|thành phố))(?!\w)"
)
_IDENTITY = compiled(r"(?<![\d/.,-])\d{12}(?!\d|[/.,-]\d)")


def ask_plan(plan: Plan, today: date | None = None, *, ward: str | None = None) -> list[Finding]:
    """What to ask the person who checks, grave things first.

    `today` is only needed for deadlines that have passed, `ward` (the name of the own place) for papers of another.
    """
    return gathered(
        [*_whole(plan, ward), *_targets(plan), *_measures(plan), *_deadlines(plan, today), *_identities(plan)]
    )


def _ask(code: str, severity: Severity, message: str, source: Source | None = None, item: str | None = None) -> Finding:
    return Finding(code, severity, message, source, item, asks=True)


def _whole(plan: Plan, ward: str | None) -> Iterator[Finding]:
    issuer = plan["document"]["issuer"]
    place = issuer.get("place")
    if ward and place and issuer["level"] == "commune" and fold(clean(place)) != fold(clean(ward)):
        message = f"Kế hoạch của {place}; nơi đang làm việc là {ward}. Kiểm tra có chọn nhầm tệp không."
        yield _ask("A62", "must", message, issuer.get("source"), "document")
    if _foreign(plan.get("x_text", "")):
        yield _ask("A66", "must", "Nội dung không giống tiếng Việt có dấu. Kiểm tra có chọn nhầm tệp không.")


def _targets(plan: Plan) -> Iterator[Finding]:
    many = len(plan["targets"])
    if not many:
        yield _ask("A40", "must", "Không tìm thấy chỉ tiêu nào. Đánh dấu đoạn chứa chỉ tiêu.")
    if many > MOST_TARGETS:
        message = f"{format_number(many)} chỉ tiêu, quá {MOST_TARGETS}. Kiểm tra có chọn nhầm tệp không."
        yield _ask("A67", "must", message)
    for path, target in walk(plan["targets"]):
        if len(target["text"]) > LONGEST_TARGET:
            long = format_number(len(target["text"]))
            message = f"Chỉ tiêu {name_of(target)} dài {long} ký tự; có thể thiếu xuống dòng."
            yield _ask("A68", "should", message, target.get("source"), path)


def _measures(plan: Plan) -> Iterator[Finding]:
    for path, target in walk(plan["targets"]):
        for at, measure in enumerate(target["measures"]):
            here, value = f"{path}/measures/{at}", measure["value"]
            source = measure.get("source") or target.get("source")
            if value and not measure["unit"] and measure["operator"] != "rank":
                message = (
                    f"Chỉ tiêu {name_of(target)} có số {format_number(value)} mà chưa có đơn vị tính. Chọn đơn vị."
                )
                yield _ask("D24", "should", message, source, here)
            for figure in re.findall(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])", measure.get("as_written", "")):
                question = read_number(figure).question
                if question and measure["unit"] and re.match(r"(?:nghìn|triệu|tỷ|tỉ|%)", measure["unit"]):
                    yield _ask("A48", "must", question.text, source, here)


def _deadlines(plan: Plan, today: date | None) -> Iterator[Finding]:
    if not plan["deadlines"]:
        yield _ask("A51", "must", 'Không thấy hạn báo cáo. Nhập hạn hoặc chọn "không có".')
    until = plan["period"]["to"]
    end = date.fromisoformat(until) if until and len(until) == len("2026-12-31") else None
    for at, deadline in enumerate(plan["deadlines"]):
        day = whole_day(deadline)
        if day is None:
            continue
        source, item = deadline.get("source"), f"deadlines/{at}"
        past = bool(today and day < today)
        if deadline.get("bound") == "before" and day > date.min and not past:
            eve = date.fromordinal(day.toordinal() - 1)
            message = f"Hạn là hết {near_date(eve)} hay hết {near_date(day)}?"
            yield _ask("A50", "must", message, source, item)
        if end and (day - end).days > LONG_AFTER:
            message = f"Hạn {short_date(day)} sau khi phong trào kết thúc ({short_date(end)}). Đúng không?"
            yield _ask("D16", "must", message, source, item)
        if past:
            message = f"Hạn {short_date(day)} đã qua. Nhập để lưu trữ hay sai năm?"
            yield _ask("A53", "must", message, source, item)
    if plan["document"]["issuer"]["level"] == "commune" and not any(goes_up(one) for one in plan["deadlines"]):
        message = f"Chưa thấy hạn {_tier(plan)} báo cáo {_tier_above(plan)}. Nhập hạn hoặc bấm Giữ nguyên."
        yield _ask("no_report_upward", "should", message)


def _tier(plan: Plan) -> str:
    """ "phường", "xã" or "đặc khu"."""
    place = (plan["document"]["issuer"].get("place") or "").lower()
    return next((tier for tier in ("phường", "đặc khu") if place.startswith(tier)), "xã")


def _tier_above(plan: Plan) -> str:
    """ "tỉnh" or "thành phố", as the paper tells it; "cấp trên" when it tells neither or both."""
    parent = (plan["document"]["issuer"].get("parent") or "").lower()
    told = {tier for tier in ("tỉnh", "thành phố") if parent.startswith(tier)}
    told = told or {found.lower() for found in _ABOVE.findall(plan.get("x_text", ""))}
    return told.pop() if len(told) == 1 else "cấp trên"


def _foreign(text: str) -> bool:
    """Hardly a letter that only Vietnamese has; text in an old font has many strange ones, and is told by its font."""
    letters = _LETTER.findall(text[:20_000])
    strange = sum(not letter.isascii() for letter in letters)
    own = len(_VIETNAMESE.findall(text[:20_000]))
    return len(letters) >= 100 and own * 50 < len(letters) and strange * 20 < len(letters)


def _identities(plan: Plan) -> Iterator[Finding]:
    text = plan.get("x_text", "")
    if found := list(_IDENTITY.finditer(text)):
        ends = [one.start() for one in re.finditer("\n", text)]
        places = [bisect_left(ends, one.start()) + 1 for one in found]
        lines = ", ".join(map(str, places))
        message = f"Có {len(found)} số định danh cá nhân (dòng {lines}). Che trước khi lưu?"
        yield _ask("A64", "must", message, {"lines": [places[0], places[0]], "chars": [*found[0].span()]})
