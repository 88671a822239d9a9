"""Deadlines that come again: every week, month, quarter, half-year, year or term, and on which day."""

from __future__ import annotations

import re

from thidua.core.plans.model import Bound, Recurrence
from thidua.core.plans.reading.structure.letters import compiled

_I = re.IGNORECASE
_EVERY = (
    r"(?:h[àằ]ng|định kỳ(?: h[àằ]ng)?|mỗi|từng|theo)\s+(?P<e>tuần|tháng|quý|năm|học kỳ|6 tháng|06 tháng|sáu tháng)"
    r"|tháng\s+(?:cuối|đầu)\s+(?P<e3>quý)(?!\s+(?:I|V|[1-4]))"
    r"|(?P<e2>6 tháng|06 tháng|sáu tháng)(?:\s*,?\s*(?:một lần|/lần|đầu năm))"
)
_RHYTHM = compiled(_EVERY, _I)
_WHOLE_DATE = compiled(r"(?:(?:trước|chậm nhất(?: là)?)\s+)?(?:ngày\s+)?\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4}", _I)
_DAY_OF = compiled(
    r"(?:trước |vào )?ngày\s+(?P<d>\d{1,2})(?!\d|\s*/)(?:\s+(?:của\s+)?(?:tháng\s+(?P<c>cuối|đầu|thứ hai"
    r"|cuối cùng)(?:\s+(?:của\s+)?(?:mỗi\s+|hằng\s+)?quý)?))?",
    _I,
)
_ONE_DATE = compiled(
    r"(?:(?:trước|chậm nhất(?: là)?|vào)\s+)?(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/"
    r"|tháng)\s*(?P<m>\d{1,2})(?!\s*/\s*\d)(?!\d)",
    _I,
)
_WEEKDAY = compiled(r"thứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7])\b|(?P<s>chủ nhật)", _I)
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6}
REGULAR_ACT = compiled(r"\b(?:thông báo|gửi|nộp|cung cấp số liệu|tổng hợp kết quả|báo cáo|đăng ký|sơ kết|tổng kết|bình xét|chấm điểm|bình chọn|xếp hạng|giao ban|họp|đánh giá|nộp hồ sơ)\b", _I)


def read_rhythms(text: str) -> list[tuple[Recurrence, tuple[int, int], Bound | None]]:
    """The rhythms of a sentence that asks for a report, registration or review again and again."""
    found = _RHYTHM.search(text)
    if not found or not REGULAR_ACT.search(text):
        return []
    word = (found["e"] or found["e2"] or found["e3"]).lower()
    start, end = found.span()
    bound: Bound | None = (
        "before" if re.search(r"\btrước\b", text, _I) else "by" if re.search(r"\bchậm nhất\b", text, _I) else None
    )
    # A whole date in the same sentence is a limit of its own.
    window = _WHOLE_DATE.sub(lambda m: " " * len(m.group()), text)
    dates = [d for d in _ONE_DATE.finditer(window) if _valid(d["d"], d["m"])]
    if len(dates) == 2 and word in ("năm", "6 tháng", "06 tháng"):
        one, two = dates
        span = (min(start, one.start()), max(end, two.end()))
        if one["d"] == two["d"] and abs(int(two["m"]) - int(one["m"])) == 6:
            return [({"every": "half_year", "month": (int(one["m"]) - 1) % 6 + 1, "day": int(one["d"])}, span, bound)]
        return [({"every": "year", "month": int(d["m"]), "day": int(d["d"])}, d.span(), bound) for d in dates]
    recurrence: Recurrence = {
        "every": {"tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year", "học kỳ": "term"}.get(
            word, "half_year"
        )  # type: ignore[typeddict-item]
    }
    if word == "tuần":
        if day := _WEEKDAY.search(window):
            named = (day["w"] or "").lower()
            recurrence["weekday"] = 7 if day["s"] else _WEEKDAYS.get(named) or int(named) - 1
            start, end = min(start, day.start()), max(end, day.end())
    elif word == "năm" and dates:
        recurrence |= {"month": int(dates[0]["m"]), "day": int(dates[0]["d"])}
        start, end = min(start, dates[0].start()), max(end, dates[0].end())
    elif day := _DAY_OF.search(window):
        if 1 <= int(day["d"]) <= 31:
            recurrence["day"] = int(day["d"])
            if day["c"] and word == "quý":
                recurrence["month"] = {"đầu": 1, "thứ hai": 2}.get(day["c"].lower(), 3)
            start, end = min(start, day.start()), max(end, day.end())
    elif word != "năm" and not re.search(
        r"\bbáo cáo\b[^.;]{0,60}\b(?:h[àằ]ng|định kỳ|mỗi)|(?:h[àằ]ng|định kỳ|mỗi)[^.;]{0,60}\bbáo cáo\b", text, _I
    ):
        return []
    return [(recurrence, (start, end), bound)]


def _valid(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12
