"""Deadlines that come again: every week, month, quarter, half-year, year or term, and on which day."""

from __future__ import annotations

import re
from typing import Any

from thidua.core.plans.model import Bound, Recurrence
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import QUARTER_NUMERAL

_I = re.IGNORECASE
_WORDS = r"tuần|tháng|quý|năm(?! 20\d\d)|học kỳ|kỳ|6 tháng|06 tháng|sáu tháng"
_RHYTHM = compiled(
    rf"(?:h[àằ]ng|định kỳ(?: h[àằ]ng| mỗi)?|mỗi|từng|theo)\s+(?P<e>{_WORDS})(?!\w)"
    r"|(?:(?P<n>\d{1,3}|nửa|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+)?(?P<e2>tuần|tháng|quý|năm|học kỳ|kỳ)"
    r"(?:\s*,?\s*(?:một lần|1 lần|/lần|/1 lần))"
    r"|tháng\s+(?:cuối|đầu|thứ hai|giữa)(?:\s+của)?(?:\s+(?:mỗi|h[àằ]ng))?\s+(?P<e3>quý)"
    rf"(?!\s+(?:{QUARTER_NUMERAL}|V)(?!\w))",
    _I,
)
_EVERY = {
    "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year", "học kỳ": "term", "kỳ": "term",
    "6 tháng": "half_year", "06 tháng": "half_year", "sáu tháng": "half_year",
}  # fmt: skip
# How many of the unit pass between two times, where the contract has a word for it; "2 tuần/lần" has none.
_COUNTED = {
    (1, "tuần"): "week", (1, "tháng"): "month", (1, "quý"): "quarter", (3, "tháng"): "quarter", (1, "năm"): "year",
    (6, "tháng"): "half_year", (2, "quý"): "half_year", (0.5, "năm"): "half_year", (12, "tháng"): "year",
    (4, "quý"): "year", (1, "học kỳ"): "term", (1, "kỳ"): "term",
}  # fmt: skip
_NUMBERS = {
    "nửa": 0.5, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_WHOLE_DATE = compiled(r"(?:(?:trước|chậm nhất(?: là)?)\s+)?(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4}", _I)
_DAY_OF = compiled(
    r"(?:trước |vào )?(?:ngày|mùng|ngày mùng)\s+(?P<d>\d{1,2})(?!\d|\s*/)(?!\s+(?:làm việc|tháng\s+\d))"
    r"(?:\s+(?:của\s+)?(?:tháng\s+(?P<c>cuối cùng|cuối|đầu tiên|đầu|thứ hai|giữa)(?:\s+(?:của\s+)?(?:mỗi\s+"
    r"|h[àằ]ng\s+)?(?:quý|kỳ))?))?",
    _I,
)
_TWO_DAYS = compiled(r"ngày\s+(?P<a>\d{1,2})\s*(?:,|và)\s*(?:ngày\s+)?(?P<b>\d{1,2})(?!\d|\s*[/.]|\s+tháng\s+\d)", _I)
_ONE_DATE = compiled(
    r"(?:(?:trước|chậm nhất(?: là)?|vào)\s+)?(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/"
    r"|tháng)\s*(?P<m>\d{1,2})(?!\s*/\s*\d)(?!\d)"
    r"(?!\s*(?:/|năm)\s*(?:19|20)\d\d)",
    _I,
)
_TWO_MONTHS = compiled(r"(?P<d>\d{1,2})\s*(?:/|tháng)\s*(?P<a>\d{1,2})\s+và\s+tháng\s+(?P<b>\d{1,2})", _I)
_MONTH = compiled(r"(?:trước |trong |vào )?tháng\s+(?P<m>\d{1,2})(?!\d|\s*(?:/|năm)\s*\d)", _I)
_WEEKDAY = compiled(r"thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])\b|(?P<s>chủ nhật)", _I)
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}
_MONTH_OF_QUARTER = {"đầu": 1, "đầu tiên": 1, "thứ hai": 2, "giữa": 2}
REGULAR_ACT = compiled(
    r"\b(?:thông báo|gửi|nộp|cung cấp|tổng hợp kết quả|báo cáo|báo về|đăng ký|sơ kết|tổng kết|bình xét|bình bầu"
    r"|(?<!điểm )chấm|bình chọn"
    r"|công bố|báo (?:số liệu|sản lượng|kết quả|tình hình|tiến độ)|đối chiếu"
    r"|xếp hạng|giao ban|họp|đánh giá|rút kinh nghiệm|cập nhật)\b",
    _I,
)
_REPORTS_OFTEN = compiled(
    r"\b(?:báo cáo|sơ kết|tổng kết|bình xét|bình bầu|bình chọn|giao ban|đánh giá)\b",
    _I,
)
_YEARLY: Any = "year"
Rhythm = tuple[Recurrence, tuple[int, int], "Bound | None"]


def read_rhythms(text: str, *, yearly: bool = False) -> list[Rhythm]:
    """The rhythms of a sentence that asks for a report, registration or review again and again.

    `yearly`: the sentence goes on with one that said "hằng năm", so that days without a year come every year.
    """
    told = [(sign, every) for sign in _RHYTHM.finditer(text) if (every := _every(sign))]
    if not REGULAR_ACT.search(text) or (not told and not yearly):
        return []
    found, every = told[0] if told else (None, _YEARLY)
    start, end = found.span() if found else (len(text), 0)
    before, late = re.search(r"\btrước\b", text, _I), re.search(r"\bchậm nhất|muộn nhất\b", text, _I)
    bound: Bound | None = "before" if before else "by" if late else None
    # A whole date in the same sentence is a limit of its own.
    window = _WHOLE_DATE.sub(lambda m: " " * len(m.group()), text)
    if every in ("year", "half_year") and (dated := _dated(window, start, end, bound)):
        return dated
    if every == "year":
        return [({"every": "year"}, (start, end), bound)] if found else []
    if every == "week":
        return _weekly(window, (start, end), bound)
    two = _TWO_DAYS.search(window)
    if every == "month" and two:
        days = [int(two["a"]), int(two["b"])]
        return [({"every": "month", "day": day}, two.span(), bound) for day in days if 1 <= day <= 31]
    recurrence: Recurrence = {"every": every}
    if (day := _DAY_OF.search(window)) and 1 <= int(day["d"]) <= 31:
        recurrence["day"] = int(day["d"])
        if day["c"] and every in ("quarter", "half_year"):
            recurrence["month"] = _MONTH_OF_QUARTER.get(day["c"].lower(), 3 if every == "quarter" else 6)
        return [(recurrence, (min(start, day.start()), max(end, day.end())), bound)]
    return [(recurrence, (start, end), bound)] if _REPORTS_OFTEN.search(text) else []


def _every(found: re.Match[str]) -> Any:
    """The word of the contract for a rhythm, None where it has none: "hai tuần một lần"."""
    word = re.sub(r"\s+", " ", (found["e"] or found["e2"] or found["e3"]).lower())
    if not found["e2"]:
        return _EVERY[word]
    number = (found["n"] or "1").lower()
    return _COUNTED.get((int(number) if number.isdigit() else _NUMBERS[number], word))


def _dated(window: str, start: int, end: int, bound: Bound | None) -> list[Rhythm]:
    """Days of the year: two that lie six months apart are one half-yearly rhythm."""
    if (pair := _TWO_MONTHS.search(window)) and abs(int(pair["b"]) - int(pair["a"])) == 6:
        month = (int(pair["a"]) - 1) % 6 + 1
        return [({"every": "half_year", "month": month, "day": int(pair["d"])}, pair.span(), bound)]
    dates = [d for d in _ONE_DATE.finditer(window) if _valid(d["d"], d["m"])]
    if len(dates) == 2:
        one, two = dates
        if one["d"] == two["d"] and abs(int(two["m"]) - int(one["m"])) == 6:
            span = (min(start, one.start()), max(end, two.end()))
            return [({"every": "half_year", "month": (int(one["m"]) - 1) % 6 + 1, "day": int(one["d"])}, span, bound)]
    if dates:
        return [
            (
                {"every": "year", "month": int(d["m"]), "day": int(d["d"])},
                (min(start, d.start()), max(end, d.end())) if len(dates) == 1 else d.span(),
                bound,
            )
            for d in dates
        ]
    months = [m for m in _MONTH.finditer(window) if 1 <= int(m["m"]) <= 12]
    return [({"every": "year", "month": int(m["m"])}, m.span(), bound) for m in months]


def _weekly(window: str, span: tuple[int, int], bound: Bound | None) -> list[Rhythm]:
    recurrence: Recurrence = {"every": "week"}
    if day := _WEEKDAY.search(window):
        named = (day["w"] or "").lower()
        recurrence["weekday"] = 7 if day["s"] else _WEEKDAYS.get(named) or int(named) - 1
        span = (min(span[0], day.start()), max(span[1], day.end()))
    return [(recurrence, span, bound)]


def _valid(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12
