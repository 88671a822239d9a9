"""Moments that bound an act: a day, a month, quarter or year, or days after an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thidua.core.plans.model import Bound
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.times.rhythms import REGULAR_ACT
from thidua.core.viet.dates import QUARTER_NUMERAL, paper_date

_I = re.IGNORECASE
_Y = r"(?:19|20)\d{2}"
_LIMIT = (
    r"trước|chậm nhất(?: là)?(?: đến)?(?: vào)?(?: trước)?|muộn nhất(?: là)?|xong trước|đến hết|hết|đến"
    r"|vào|trong|từ nay đến"
)
_DAY = (
    rf"\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_Y}|\d{{1,2}}\s*tháng\s*\d{{1,2}}\s*(?:năm|/)\s*{_Y}"
    rf"|\d{{1,2}}\s*tháng\s*\d{{1,2}}\s*,?\s*{_Y}"
)
_DATE = compiled(
    rf"(?P<b>{_LIMIT})?\s*(?:hết\s+)?(?:thứ\s+\w+\s*,?\s*"
    rf"|chủ nhật\s*,?\s*)?(?:ngày\s+)?(?P<d>{_DAY})",
    _I,
)
_PARTIAL = compiled(
    rf"(?P<b>{_LIMIT})?\s*(?P<c>(?:cuối|đầu|giữa|(?:trong )?tuần (?:đầu|cuối)(?: của)?)\s+)?"
    rf"(?P<d>tháng\s*\d{{1,2}}\s*(?:/|-|năm|/năm)\s*{_Y}|quý\s*{QUARTER_NUMERAL}\s*(?:/|năm|/năm"
    rf"|của năm)?\s*{_Y}|năm\s+{_Y})",
    _I,
)
_SHORT = compiled(
    r"(?P<b>trước|chậm nhất(?: là)?|vào|đến)\s*(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/"
    r"|tháng)\s*(?P<m>\d{1,2})(?!\s*/?\s*\d)",
    _I,
)
_EVENT = (
    r"(?:kể từ|sau khi|sau|từ khi|tính từ)\s+(?:cá nhân, tập thể|tập thể, cá nhân"
    r"|đơn vị, cá nhân)?[^.;,()]{3,90}"
)
_AFTER = compiled(
    rf"(?:(?:trong (?:vòng|thời hạn)|chậm nhất(?: là)?|sau)\s+)?(?P<a>\d{{1,3}}\s+(?:ngày(?: làm việc)?|tuần"
    rf"|tháng)\s*,?\s*{_EVENT})"
    r"|(?P<a2>(?:ngay )?sau khi [^.;,()]{3,70}?\s+\d{1,3}\s+(?:ngày(?: làm việc)?|tuần|tháng))(?!\w)"
    r"|(?P<a3>ngay sau khi\s+(?:kết thúc|tổng kết|hoàn thành|bế mạc|phát động|ban hành)[^.;,()]{0,70})",
    _I,
)
_NEXT_ACT = compiled(
    r"\s+(?:và|đồng thời|;)\s+(?=(?:gửi|nộp|báo cáo|đăng ký|tổng hợp|sơ kết|tổng kết|hoàn thành)\b"
    r"[^.;]*\b(?:trước|chậm nhất|muộn nhất|trong|vào)\b[^.;]*\d)"
    r"|\s+(?=(?:trước|chậm nhất(?: là)?|muộn nhất(?: là)?|xong trước)\s+(?:ngày\s+)?\d)",
    _I,
)
_DIGIT = re.compile(r"\d")
# Dates that begin something, or name something.
_NOT_A_LIMIT = compiled(
    r"\b(?:từ|kể từ|bắt đầu(?: từ)?|vào hoạt động|phát động|có hiệu lực(?: kể)?(?: từ)?|kỷ niệm|chào mừng"
    r"|thành lập|khai mạc|ra đời"
    r"|tính đến|số liệu đến|khởi công|diễn ra|khai giảng)\s*(?:chính thức\s*)?(?:kể từ\s*)?(?:(?:vào|đến"
    r"|hết)\s*)?(?:ngày\s*)?$",
    _I,
)
_NAMED_BY_YEAR = compiled(
    r"\b(?:nhiệm vụ|công tác|kế hoạch|chủ đề|phong trào(?: thi đua)?|kết quả|tổng kết(?: công tác)?|sơ kết"
    r"|chỉ tiêu|dự toán|báo cáo"
    r"|so với|của|học kỳ\s+\w+|thi đua|danh hiệu|thành tích|nghị quyết)\s*$",
    _I,
)
_MEETS = compiled(r"\b(?:sơ kết|tổng kết|kiểm tra chéo|chấm chéo|chấm điểm|bình xét|xét chọn|trao thưởng)\b", _I)
_RANGE_BEFORE = compiled(r"\btừ\s+(?:nay|ngày|tháng|quý|năm|đầu)?[^.;,]{0,40}$", _I)


@dataclass(frozen=True, slots=True)
class Years:
    """What a paper tells about the year of a day that is printed without one: its own date, the first and last day of
    its period (ISO texts, whole or partial) and the year that its head names most often."""

    signed: str | None
    since: str | None
    until: str | None
    named: str | None

    def day(self, day: int, month: int) -> str | None:
        """The ISO date in the year in which the paper takes effect; in the next one if that day was over when the paper
        was signed and the period lasts until it comes again (a school year)."""
        start = max((date for date in (self.signed, self.since) if date), default=self.named)
        if not start:
            return None
        date, again = (paper_date(f"{day}/{month}/{int(start[:4]) + later}") for later in (0, 1))
        over = date and len(self.signed or "") == len("2026-12-05") and date < (self.signed or "")
        return again if over and again and self.until and again[: len(self.until)] <= self.until else date


@dataclass(slots=True)
class Moment:
    """A limit found in a sentence: its span, the ISO date or the words of the event, and how it bounds."""

    span: tuple[int, int]
    bound: Bound
    date: str | None = None
    after: str | None = None
    unsure: bool = False


def find_afters(text: str) -> Iterator[Moment]:
    """The days that are counted from events, in printed order."""
    at = 0
    while found := _AFTER.search(text, at):
        group = "a" if found["a"] else "a2" if found["a2"] else "a3"
        start, at = found.span(group)
        # The event ends where the sentence goes on with the next act and its own limit.
        following = _NEXT_ACT.search(text, start, at)
        at = following.start() if following else at
        yield Moment((found.start(), at if following else found.end()), "by", after=text[start:at].strip())
        at = max(at, found.start() + 1)


def beside_events(text: str, events: list[Moment]) -> Iterator[Moment]:
    """Moments of a sentence that also counts from events: those with a bounding word or an act of their own.

    A day that merely stands beside an event only tells when that is ("sau khi kết thúc đợt (ngày 30/6/2026)").
    """
    taken = [event.span for event in events]
    for moment in find_moments(text, list(taken), loose=True):
        start = moment.span[0]
        before = max((end for _, end in taken if end <= start), default=None)
        after = min((first for first, _ in taken if first >= moment.span[1]), default=None)
        between = text[before:start] if before is not None else text[moment.span[1] : after]
        if between.count("(") > between.count(")"):
            continue
        if moment.bound != "on" or REGULAR_ACT.search(between):
            yield moment


def find_moments(text: str, taken: list[tuple[int, int]], *, loose: bool) -> Iterator[Moment]:
    """Whole dates, then months, quarters and years that bound an act of the sentence.

    `loose`: the section speaks of organisation or time; elsewhere only whole dates with a bounding word count.
    """
    if not _DIGIT.search(text):
        return
    for form, partial in ((_DATE, False), (_PARTIAL, True)):
        for found in form.finditer(text):
            date = (
                paper_date(found["d"].replace("của năm", "năm"))
                or paper_date(f"ngày {found['d']}")
                or _spoken(found["d"])
            )
            if date is None or any(s <= found.start("d") < e for s, e in taken):
                continue
            limits = _limits_partial(text, found, loose) if partial else _limits(text, found, loose)
            if limits:
                taken.append(found.span())
                yield Moment(found.span(), bound_of(found["b"]), date)


def _spoken(words: str) -> str | None:
    """A day whose year follows a comma: "20 tháng 11, 2026"."""
    parts = re.findall(r"\d+", words)
    return paper_date("/".join(parts)) if len(parts) == 3 else None


def _limits(text: str, found: re.Match[str], loose: bool) -> bool:
    """Whether a day limits an act: a bounding word stands before it, or an act is near."""
    bound = (found["b"] or "").lower()
    before = text[: found.start("b") if found["b"] else found.start()]
    if _NOT_A_LIMIT.search(before) or _NOT_A_LIMIT.search(text[: found.start("d")]):
        return False
    if bound in ("hết", "đến hết", "từ nay đến", "đến") and _RANGE_BEFORE.search(before):
        return False
    if bound in ("vào", "trong", "", "đến", "hết", "đến hết", "từ nay đến"):
        near = REGULAR_ACT.search(before[-160:]) or re.search(r"\b(?:hạn|thời hạn)\b", text, _I)
        after = REGULAR_ACT.search(text[found.end() : found.end() + 60])
        meets = _MEETS.search(before[-80:])
        return bool((near and loose) or (after and loose and bound != "") or meets)
    return loose or bool(
        REGULAR_ACT.search(text) or _MEETS.search(text) or re.search(r"\bxong\b|\bhoàn thành\b", text, _I)
    )


def _limits_partial(text: str, found: re.Match[str], loose: bool) -> bool:
    """Whether a month, quarter or year tells when an act happens, and is no part of a name ("kế hoạch năm 2026")."""
    start = found.start("b") if found["b"] else found.start("c") if found["c"] else found.start("d")
    before, after = text[:start], text[found.end() :]
    if _NOT_A_LIMIT.search(before) or _RANGE_BEFORE.search(before):
        return False
    year_only = found["d"].lower().startswith("năm")
    placed = bool(found["b"] or found["c"])
    meets = _MEETS.search(before[-80:])
    opening = not before.strip(" -–+:*") or before.rstrip().endswith((";", ":", ".", "(", ","))
    heads = opening and _MEETS.match(
        re.sub(r"^\W*(?:tiến hành|tổ chức|tổ chức hội nghị|hội đồng \w*|[^,;.:]{0,50}họp)?\W*", "", after, flags=_I)
    )
    if year_only and not placed:
        bracket = bool(meets) and before.rstrip().endswith(("(", ":"))
        return bool(heads) or bracket
    if _NAMED_BY_YEAR.search(before) and not placed:
        return False
    if meets or heads:
        return True
    acts = REGULAR_ACT.search(before[-120:]) or (opening and REGULAR_ACT.search(after[:60]))
    return bool(acts) and loose and (placed or opening)


def short_moments(text: str, years: Years) -> Iterator[Moment]:
    """Days without a year, in the year that the paper lends them."""
    for short in _SHORT.finditer(text):
        if date := years.day(int(short["d"]), int(short["m"])):
            yield Moment(short.span(), bound_of(short["b"]), date, unsure=True)


def earlier_ends(text: str, at: int) -> list[int]:
    """Where whole dates before an offset end."""
    return [m.end() for m in _DATE.finditer(text) if m.end() <= at]


def later_starts(text: str, at: int) -> list[int]:
    """Where whole dates from an offset on begin."""
    return [m.start() for m in _DATE.finditer(text, at)]


def bound_of(word: str | None) -> Bound:
    lowered = (word or "").lower()
    if "chậm nhất" in lowered or "muộn nhất" in lowered or "hết" in lowered or lowered == "đến":
        return "before" if "trước" in lowered else "by"
    return "before" if "trước" in lowered else "on"
