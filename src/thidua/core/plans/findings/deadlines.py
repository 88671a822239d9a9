"""Findings about deadlines: on a day off, too early, later than the level above allows, or no day at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from thidua.core.calendar.workdays import is_working_day, previous_working_day
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import Paper, first_day, last_day
from thidua.core.plans.model import Deadline, Plan
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import near_date, paper_date, short_date
from thidua.core.viet.text import fold

A_MONTH = 31
SAME_ROUND = 45
"""Days apart within which a report of the units and a report upward belong to one round."""

_WRITTEN_DAY = compiled(
    r"(?<![\d/.])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)(?![\d/])"
    r"|(?i:ngày)\s+(?P<wd>\d{1,2})\s+(?i:tháng)\s+(?P<wm>\d{1,2})\s+(?i:năm)\s+(?P<wy>20\d\d)(?!\d)"
)
_FINAL = re.compile(r"\btong ket\b|\bket qua thuc hien\b|\bbao cao ket qua\b|\bket qua phong trao\b")
_PARTIAL = re.compile(
    r"\bso ket\b|\b6 thang\b|\bsau thang\b|\bquy\b|\bgiua ky\b|\bdang ky\b|\bhang thang\b|\bdot [1-9i]+\b"
    r"|\bgiai doan 1\b"
)
_EARLY_WORK = re.compile(
    r"\bdang ky\b|\bphat dong\b|\bky ket\b|\bgiao uoc\b|\bxay dung ke hoach\b|\bban hanh ke hoach\b"
)
_UPWARD = re.compile(
    r"\b(?:thanh pho|tinh|so noi vu|cap tren|ban thi dua|uy ban nhan dan thanh pho|ubnd thanh pho|ubnd tinh)\b"
)


_TO_WARD = re.compile(
    r"\b(?:hoi dong thi dua|hoi dong td|uy ban nhan dan|ubnd|thuong truc)\b|\bve (?:phuong|xa)\b(?! hoi)"
)


def check_deadlines(paper: Paper) -> Iterator[Finding]:
    yield from _no_such_days(paper)
    for at, deadline in enumerate(paper.plan["deadlines"]):
        day = whole_day(deadline)
        if day is not None and is_working_day(day) is False:
            before = previous_working_day(day)
            message = f"Hạn {near_date(day)} rơi vào ngày nghỉ. Giữ nguyên hay nộp trước?"
            put = short_date(before) if before else None
            yield Finding("deadline_day_off", "should", message, deadline.get("source"), f"deadlines/{at}", put)
    yield from _too_early(paper)
    yield from _after_higher(paper)


def whole_day(deadline: Deadline) -> date | None:
    """The day of a deadline that names one."""
    iso = deadline.get("date")
    return first_day(iso) if iso and len(iso) == len("2026-12-05") else None


def goes_up(deadline: Deadline, level: str = "commune") -> bool:
    """Whether a report goes to the tier above: city or province for a commune, the ward and its council for a block."""
    aim, text = fold(deadline.get("to") or ""), fold(f"{deadline.get('to') or ''} {deadline['what']}")
    if not reports(deadline):
        return False
    if level == "block":
        return bool(_TO_WARD.search(text) or _UPWARD.search(text))
    if re.search(r"\b(?:phuong|xa|dac khu)\b(?! hoi)", aim) and not _UPWARD.search(aim):
        return False
    return bool(_UPWARD.search(text))


def reports(deadline: Deadline) -> bool:
    """Whether something is sent: a report or dossier, or the result of a review that goes to somebody."""
    sent = deadline["kind"] == "review" and bool(deadline.get("to") or deadline.get("via"))
    return sent or deadline["kind"] in ("report", "dossier")


def _words(deadline: Deadline) -> str:
    return fold(f"{deadline['what']} {deadline['when']}")


def _no_such_days(paper: Paper) -> Iterator[Finding]:
    """Days that no calendar has, each once: they were read as no day at all."""
    told: set[str] = set()
    for found in _WRITTEN_DAY.finditer(paper.text):
        d, m, y = (int(found[name] or found[f"w{name}"]) for name in "dmy")
        written = f"{d:02d}/{m:02d}/{y}"
        if written not in told and not paper_date(written):
            told.add(written)
            source = paper.span(*found.span())
            message = f"Ngày {written} không tồn tại (dòng {source['lines'][0]})."
            yield Finding("deadline_no_such_day", "must", message, source)


def _too_early(paper: Paper) -> Iterator[Finding]:
    """A final report due long before the end, and anything due before the beginning."""
    since, until = first_day(paper.plan["period"]["from"]), paper.until
    rows = list(enumerate(paper.plan["deadlines"]))
    last = max(
        (end for _, one in rows if reports(one) and (end := last_day(one.get("date"))) is not None), default=None
    )
    for at, deadline in rows:
        end = last_day(deadline.get("date"))
        if end is None:
            continue
        words, source, item = _words(deadline), deadline.get("source"), f"deadlines/{at}"
        final = deadline["kind"] in ("report", "review") and _FINAL.search(words) and not _PARTIAL.search(words)
        long_term = bool(since and until and (until - since).days > 400 and "tong ket" not in words)
        explicit = "bao cao tong ket" in words or "ket qua tong ket" in words
        if final and until and (end == last or explicit) and (until - end).days > A_MONTH and not long_term:
            message = (
                f"Hạn {short_date(end)} đến trước khi phong trào kết thúc ({short_date(until)}) hơn một tháng. "
                f"Đúng không?"
            )
            yield Finding("deadline_before_end", "should", message, source, item)
        elif since and end < since and deadline["kind"] != "registration" and not _EARLY_WORK.search(words):
            message = f"Hạn {short_date(end)} đến trước khi phong trào bắt đầu ({short_date(since)}). Đúng không?"
            yield Finding("deadline_before_end", "should", message, source, item)


def _after_higher(paper: Paper) -> Iterator[Finding]:
    """Units that report to the ward on a later day than the ward itself has to report upward."""
    rows = list(enumerate(paper.plan["deadlines"]))
    upward = [one for _, one in rows if goes_up(one, paper.level)]
    for at, deadline in rows:
        if not reports(deadline) or deadline in upward:
            continue
        if (above := _later_than(deadline, upward)) is not None:
            message = f"Đơn vị báo cáo {_told(deadline)}, sau hạn báo cáo cấp trên {_told(above)}."
            also = (Related(above["source"]),) if above.get("source") else ()
            item = f"deadlines/{at}"
            yield Finding("deadline_after_higher", "must", message, deadline.get("source"), item, related=also)


def _told(deadline: Deadline) -> str:
    day = whole_day(deadline)
    return short_date(day) if day else deadline["when"]


def _later_than(own: Deadline, above: Sequence[Deadline]) -> Deadline | None:
    """The deadline above of the same round that comes before the own one."""
    day = whole_day(own)
    near = [
        (abs((day - other).days), at, one)
        for at, one in enumerate(above)
        if day and (other := whole_day(one)) and abs((day - other).days) <= SAME_ROUND
    ]
    if day and near:
        found = min(near)[2]
        other = whole_day(found)
        return found if other and day > other else None
    rhythm = own.get("recurrence")
    for one in above:
        other_rhythm = one.get("recurrence")
        if not rhythm or not other_rhythm or rhythm["every"] != other_rhythm["every"]:
            continue
        if rhythm.get("month") == other_rhythm.get("month") and (rhythm.get("day") or 0) > (
            other_rhythm.get("day") or 31
        ):
            return one
    return None


def check_against_higher(plan: Plan, higher: Plan, file: str, called: str) -> Iterator[Finding]:
    """The own day upward against the day that the higher plan asks of those below it."""
    level, above_level = plan["document"]["issuer"]["level"], higher["document"]["issuer"]["level"]
    asked = [one for one in higher["deadlines"] if reports(one) and _asks_below(one, above_level)]
    for at, deadline in enumerate(plan["deadlines"]):
        if not goes_up(deadline, level) or (above := _later_than(deadline, asked)) is None:
            continue
        message = f"Báo cáo cấp trên {_told(deadline)}, sau hạn của kế hoạch cấp trên {_told(above)} ({called})."
        also = (Related(above["source"], file),) if above.get("source") else ()
        yield Finding("deadline_after_higher", "must", message, deadline.get("source"), f"deadlines/{at}", related=also)


def _asks_below(deadline: Deadline, level: str) -> bool:
    """Whether a deadline of a higher plan holds for those below: they are named, or nobody in particular is."""
    who = fold(" ".join(deadline.get("who") or ()))
    text = fold(f"{deadline.get('to') or ''} {deadline['what']}")
    if goes_up(deadline, level) if level == "commune" else re.search(r"\b(?:trung uong|chinh phu|bo noi vu)\b", text):
        return False
    below = r"\b(?:xa(?! hoi)|phuong|dac khu|dia phuong|don vi|co quan|khoi|cum|truong)\b"
    return not who or bool(re.search(below, who))
