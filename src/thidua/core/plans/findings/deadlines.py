"""Findings about deadlines: on a day off, too early, later than the level above allows, or no day at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date

from thidua.core.calendar.workdays import is_working_day, previous_working_day
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import ExaminedPaper, first_day, last_day
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


_DOSSIER = re.compile(r"\bho so\b|\bto trinh\b|\bdanh sach de nghi\b|\bde nghi khen thuong\b")
_REPORT = re.compile(r"\bbao cao\b|\bket qua\b|\bso lieu\b|\bbieu mau\b")
_ROUNDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("whole", re.compile(r"\btong ket\b|\bca nam\b|\b(?:bao cao|hang|moi) nam\b|\bcuoi nam\b|\bnam hoc\b")),
    ("half", re.compile(r"\b(?:0?6|sau) thang\b|\bgiua nam\b|\bnua (?:dau )?nam\b")),
    ("interim", re.compile(r"\bso ket\b|\bgiua ky\b")),
    ("quarter", re.compile(r"\bquy (?:[1-4]|i{1,3}|iv)\b|\b(?:hang|cuoi|moi|theo|tung) quy\b")),
    ("month", re.compile(r"\b(?:hang|moi|cuoi) thang\b")),
)
_STAGE = re.compile(r"\b(dot|giai doan) (\d|[ivx]+)\b")
_EVERY = {"week": "week", "month": "month", "quarter": "quarter", "half_year": "half", "year": "whole"}


def check_deadlines(paper: ExaminedPaper) -> Iterator[Finding]:
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


def _no_such_days(paper: ExaminedPaper) -> Iterator[Finding]:
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


def _too_early(paper: ExaminedPaper) -> Iterator[Finding]:
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


def _after_higher(paper: ExaminedPaper) -> Iterator[Finding]:
    """Units that report to the ward on a later day than the ward itself has to report upward."""
    rows = list(enumerate(paper.plan["deadlines"]))
    upward = {at: one for at, one in rows if goes_up(one, paper.level)}
    asked = _Above(upward.values())
    for at, deadline in rows:
        if not reports(deadline) or at in upward:
            continue
        if (above := asked.before(deadline)) is not None:
            message = f"Đơn vị báo cáo {_told(deadline)}, sau hạn báo cáo cấp trên {_told(above)}."
            also = (Related(above["source"]),) if above.get("source") else ()
            item = f"deadlines/{at}"
            yield Finding("deadline_after_higher", "must", message, deadline.get("source"), item, related=also)


def _told(deadline: Deadline) -> str:
    day = whole_day(deadline)
    return short_date(day) if day else deadline["when"]


class _Above:
    """The deadlines above, by what is sent and by their round: a dossier is no report, a quarter no half year."""

    def __init__(self, deadlines: Iterable[Deadline]) -> None:
        self.days: dict[tuple[str, str], dict[date, Deadline]] = {}
        self.rhythms: dict[tuple[str, str], dict[tuple[str, int | None, int], Deadline]] = {}
        for one in deadlines:
            day, rhythm = whole_day(one), one.get("recurrence")
            for kind in _kinds(one):
                if day:
                    self.days.setdefault(kind, {}).setdefault(day, one)
                if rhythm:
                    key = (rhythm["every"], rhythm.get("month"), rhythm.get("day") or 31)
                    self.rhythms.setdefault(kind, {}).setdefault(key, one)
        self.ordered = {kind: sorted(days) for kind, days in self.days.items()}

    def before(self, own: Deadline) -> Deadline | None:
        """The deadline above for the same thing and round, the nearest one, if it comes before the own one."""
        day, kinds = whole_day(own), _kinds(own)
        if day and (near := min(self._near(day, kinds), default=None)):
            _, other, kind = near
            return self.days[kind][other] if day > other else None
        rhythm = own.get("recurrence")
        for kind in kinds if rhythm else ():
            for (every, month, last), one in self.rhythms.get(kind, {}).items():
                same = rhythm and (every, month) == (rhythm["every"], rhythm.get("month"))
                if same and rhythm and (rhythm.get("day") or 0) > last:
                    return one
        return None

    def _near(self, day: date, kinds: list[tuple[str, str]]) -> Iterator[tuple[int, date, tuple[str, str]]]:
        """(days apart, day, kind) of the nearest days on either side, within one round."""
        for kind in kinds:
            days = self.ordered.get(kind, [])
            at = bisect_left(days, day)
            for other in days[max(0, at - 1) : at + 1]:
                if abs((day - other).days) <= SAME_ROUND:
                    yield abs((day - other).days), other, kind


def _kinds(deadline: Deadline) -> list[tuple[str, str]]:
    sent = _sent(deadline)
    return [(sent, name) for name in sorted(_rounds(deadline))]


def _sent(deadline: Deadline) -> str:
    """What is sent: "dossier" or "report"; a dossier may be read as a report by its verb ("báo cáo, hồ sơ")."""
    what = fold(deadline["what"])
    dossier = _DOSSIER.search(what)
    report = _REPORT.search(what)
    if deadline["kind"] == "dossier" or (dossier and (not report or dossier.start() < report.start())):
        return "dossier"
    return "report"


def _rounds(deadline: Deadline) -> set[str]:
    """The rounds that a deadline belongs to by its words and its rhythm; one that names none is of the whole."""
    words = fold(f"{deadline['what']} {deadline['when']}")
    found = {name for name, form in _ROUNDS if form.search(words)}
    found |= {f"stage {' '.join(one.groups())}" for one in _STAGE.finditer(words)}
    if not found and (rhythm := deadline.get("recurrence")) and rhythm["every"] in _EVERY:
        found = {_EVERY[rhythm["every"]]}
    return found or {"whole"}


def check_against_higher(plan: Plan, higher: Plan, file: str, called: str) -> Iterator[Finding]:
    """The own day upward against the day that the higher plan asks of those below it."""
    level, above_level = plan["document"]["issuer"]["level"], higher["document"]["issuer"]["level"]
    asked = _Above(one for one in higher["deadlines"] if reports(one) and _asks_below(one, above_level))
    for at, deadline in enumerate(plan["deadlines"]):
        if not goes_up(deadline, level) or (above := asked.before(deadline)) is None:
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
