"""Figures in a clause that set a level: the number or range, its unit, and the traps that only look like one."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import accumulate
from typing import Literal

from thidua.core.lexicons import load
from thidua.core.viet.number_words import number_words
from thidua.core.viet.numbers import paper_number

Measured = Literal["percent", "money", "amount", "count", "grade", "place"]

_NUMBER = re.compile(r"(?<![\w.,])(?P<n>\d+(?:[.,]\d+)*)(?:\s*/\s*\d+(?=\s+[^\W\d_]))?(?![\w])")
_PERCENT = re.compile(
    r"\s*(?P<u>%|phần trăm|‰|điểm phần trăm|điểm %)(?P<per>\s*/\s*(?:năm|quý"
    r"|tháng))?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—÷~]|đến|tới)\s*(?:dưới\s+)?", re.IGNORECASE)
_WHOLE = re.compile(r"\btuyệt đối\b", re.IGNORECASE)
_WORDS = re.compile(
    r"(?<!\w)(?:(?:một|hai|ba|bốn|năm(?=\s+(?:trăm|mươi|nghìn|ngàn))|sáu|bảy|tám|chín|mười|mươi|(?<!phần )trăm"
    r"|linh|mốt|lăm|rưỡi)(?!\w)\s*)+",
    re.IGNORECASE,
)

_TRAPS = re.compile(
    "|".join(
        (
            # documents and codes
            r"\d{1,5}[a-z]?(?:\s*/\s*\d{4})?\s*[-–/]\s*[A-ZĐ]{2,}[\w/-]*",
            r"(?:Nghị quyết|Chỉ thị|Kết luận|Quyết định|Kế hoạch|Đề án|Chương trình|Thông tư|Nghị định|Luật"
            r"|Quốc lộ|Quy định)"
            r"(?:\s+số)?\s+\d+",
            r"(?<![A-Za-zĐ])[A-Za-zĐ]{1,12}-?\d+(?:[.:]\d+)*|ISO\s+[\d:]+|\b4\.0\b|\b24/(?:7|24)\b",
            # dates, years, terms
            r"\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]\s*\d{4}",
            r"(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d",
            r"(?:ngày|dịp|lễ|kỷ niệm)\s+\d{1,2}\s*/\s*\d{1,2}(?!\d)",
            r"(?<!hằng )(?<!hàng )(?<!mỗi )(?<!một )\btháng\s+\d{1,2}(?:\s*/\s*\d{4})?(?:\s*(?:,|và|-"
            r"|đến)\s*(?:tháng\s+)?\d{1,2}(?!\s*%|\d))?",
            r"\b(?:năm học|niên khóa|năm|nhiệm kỳ|giai đoạn|khóa|kỳ)\s+(?:20|19)\d\d(?:\s*(?:[-–/]|đến"
            r"|và)\s*(?:năm\s+)?(?:20|19)\d\d)?",
            r"(?<![\d.,])(?:19|20)\d\d(?=\s*(?:$|[),;:.]))",
            r"\b(?:ngày|quý)\s+\d{1,2}\b(?!\s*(?:ngày|%))",
            # things that carry a number as a name
            r"(?<!tổng )(?<!tổng\xa0)(?<!sĩ )\bsố\s+\d+(?!\s*%|[\d.,]*\s*(?:lượt|người|hộ))",
            r"\b(?:lần thứ|thứ tự|khu|khối|cụm|lớp|điều|khoản|mục|chương|tiêu chí|khoá|khóa|đợt|giai đoạn|quận"
            r"|phiên bản|(?<!hằng )(?<!hàng )(?<!mỗi )tuần|bước|vùng|học kỳ|tổ|(?<!nông )thôn|ấp|xóm)"
            r"\s+\d{1,3}\b(?!\s*%)",
            r"\b(?:loại|nhóm)\s+\d{1,2}\b(?=\s*(?:[,;.)]|$|và|chiếm|đạt|trở))",
            r"\b\d\.0\b|\b\d{1,3}\s+điều\b",
            r"\bbình quân\s+(?:mỗi\s+|trên\s+|cứ\s+)?\d[\d.]*\s+(?:người dân|dân|người|hộ|học sinh"
            r"|lao động)\s+(?:có|được)\b",
            # ages, stars, tiers, hours
            r"(?:từ\s+)?(?:đủ\s+)?(?<!\d)(?:\d{1,3}\s*,\s*){0,6}\d{1,3}\s*(?:(?:[-–]|đến"
            r"|tới)\s*(?:dưới\s+)?\d+\s*)?(?:tháng\s+)?tuổi(?:\s+trở\s+(?:lên|xuống))?",
            r"\bchuẩn(?: quốc gia)?\s+mức(?: độ)?\s+\d\b",
            r"(?:từ\s+)?(?<!\d)\d{1,2}\s*(?:(?:[-–]|đến)\s*\d+\s*)?sao\b(?:\s+trở\s+lên)?",
            r"\b0?[23]\s+cấp\b",
            # denominators of a ratio
            r"(?<=[^\W\d_])\s*/\s*\d[\d.]*\s*[^\W\d_]+",
            r"(?<=[^\W\d_])\s*/\s*(?:vạn|nghìn|triệu)\s+[^\W\d_]+",
        )
    ),
    re.IGNORECASE,
)
_GRADE = re.compile(r"(?P<u>cấp độ|mức độ|mức|bậc|cấp|hạng)\s+(?P<n>\d{1,2}|I{1,3}|IV|V)\b(?!\s*%)", re.IGNORECASE)
_GRADE_VERB = re.compile(r"(?:đạt|lên|được xếp|xếp|giữ|duy trì)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:top|tốp|(?:nằm trong|thuộc|trong|vào|đứng trong|lọt vào)(?:\s+số)?\s+nhóm|(?:xếp|đứng|vị trí|vị thứ|hạng)"
    r"(?:\s+(?:vị trí|hạng))?(?:\s+từ)?(?:\s+thứ)?|thứ hạng)\s+(?P<n>\d{1,3}|nhất|nhì)\b(?!\s*%|\s+sao)"
    r"(?P<u>\s+(?:tỉnh|thành phố|xã|phường|đơn vị|trường|bệnh viện|sở|địa phương|cơ quan|doanh nghiệp|huyện"
    r"|ngân hàng|hội)\b)?",
    re.IGNORECASE,
)
_ORDINAL = {"nhất": 1, "nhì": 2}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


@dataclass(frozen=True, slots=True)
class Level:
    """A figure with its unit at `start`..`end` of the clause, and what kind of thing it measures."""

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    measured: Measured


@cache
def _unit_form() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    units = load("plan_units")
    names = sorted([*units["money"], *units["amounts"], *units["things"]], key=len, reverse=True)
    one = rf"(?:{'|'.join(map(re.escape, names))})(?!\w)"
    scale = rf"(?:(?:{'|'.join(units['scales'])})(?!\w)\s*)"
    listed = rf"{one}(?:(?:\s*,\s*|\s+(?:hoặc|và|hay)\s+){one})*(?:\s+mới(?!\w))?"
    per = (
        r"(?:\s*/\s*(?:năm học|học kỳ)(?!\w)|\s*/\s*(?:\d[\d.]*\s*)?(?:vạn |nghìn "
        r"|triệu )?[^\W\d_]+\d?(?:\s+dân\b)?(?:\s*/\s*(?:năm học|năm|tháng|quý|ngày|vụ|ca|giờ|học kỳ|tuần))?)"
    )
    over = r"(?:\s+trên\s+(?:\d[\d.]*|một)\s*(?:vạn |nghìn |triệu )?(?:người dân|dân|hộ|người|lao động)\b)"
    form = re.compile(rf"\s*(?P<u>(?:{scale}{listed}|{scale}|{listed})(?:{per}|{over})?)", re.IGNORECASE)
    money, amounts = (frozenset(word.lower() for word in units[kind]) for kind in ("money", "amounts"))
    return form, money, amounts


def _unit_after(text: str, at: int) -> tuple[str | None, int, Measured]:
    """The unit printed at `at`, where it ends, and what it measures."""
    if percent := _PERCENT.match(text, at):
        unit = "%" if percent["u"].lower() == "phần trăm" else percent["u"].lower()
        return unit + re.sub(r"\s", "", percent["per"] or ""), percent.end(), "percent"
    form, money, amounts = _unit_form()
    if known := form.match(text, at):
        unit = re.sub(r"\s+", " ", known["u"]).strip()
        core = re.sub(r"^(?:(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\s*)+", "", unit.lower())
        head = re.split(r"\s*/\s*|\s+trên\s+", core)[0]
        ratio = "/" in unit or " trên " in unit
        sort: Measured = "money" if head in money or not head else "amount" if head in amounts or ratio else "count"
        return unit, known.end(), sort
    return _unknown_unit(text, at)


def unit_list_end(text: str, at: int) -> int:
    """Where a list of counted things that begins at `at` ends; `at` itself where none stands there."""
    known = _unit_form()[0].match(text, at)
    return known.end() if known and known.end() < len(text) else at


def _unknown_unit(text: str, at: int) -> tuple[str | None, int, Measured]:
    """Up to three words after the number, before a word that tells more about the thing."""
    stops = frozenset(load("plan_units")["stops"])
    words: list[str] = []
    end = at
    for word in re.finditer(r"\s+([^\W\d_]+)|(\S)", text[at:]):
        if word[2] or word[1].lower() in stops or len(words) == 3:
            break
        words.append(word[1])
        end = at + word.end()
    return (" ".join(words) or None), end, "count"


def trapped(text: str) -> list[tuple[int, int]]:
    """Spans whose digits are dates, documents, ages, names or denominators, never levels."""
    return [trap.span() for trap in _TRAPS.finditer(text)]


def _special(text: str) -> list[Level]:
    """Places in a ranking and grades that are reached: "top 3", "đạt mức độ 3"."""
    found = []
    for place in _PLACE.finditer(text):
        printed, noun = place["n"].lower(), place["u"]
        if printed in _ORDINAL and not re.search(r"thứ\s+\w+$", place.group().strip(), re.IGNORECASE):
            continue
        number = Decimal(_ORDINAL.get(printed, printed))
        found.append(Level(place.start(), place.end(), number, None, noun.strip() if noun else None, "place"))
    for grade in _GRADE.finditer(text):
        named = re.search(r"chuẩn(?: quốc gia)?\s*$", text[: grade.start()], re.IGNORECASE)
        if (
            not named
            and _GRADE_VERB.search(text[: grade.start()])
            and not any(p.start <= grade.start() < p.end for p in found)
        ):
            said = grade["n"].upper()
            rank = Decimal(_ROMAN.get(said, said))
            found.append(Level(grade.start(), grade.end(), rank, None, grade["u"].lower(), "grade"))
    return found


def _whole(text: str) -> list[Level]:
    return [Level(w.start(), w.end(), Decimal(100), None, "%", "percent") for w in _WHOLE.finditer(text)]


def _spelled(text: str) -> list[tuple[int, int, Decimal]]:
    """Numbers in words that count something: before a unit, a percent or the other end of a range."""
    form, _, _ = _unit_form()
    found: list[tuple[int, int, Decimal]] = []
    for word in _WORDS.finditer(text):
        value, at = number_words(word.group()), len(text[: word.end()].rstrip())
        alone = word.group().strip().lower() == "một" and not _PERCENT.match(text, at)
        if value is None or (alone and re.search(r"\btrên\s*$", text[: word.start()], re.IGNORECASE)):
            continue
        bridge = _RANGE.match(text, at)
        ends_range = bool(found) and bool(_RANGE.fullmatch(text, found[-1][1], word.start()))
        opens_range = bool(bridge and _WORDS.match(text, bridge.end()))
        if ends_range or opens_range or form.match(text, at) or _PERCENT.match(text, at):
            found.append((word.start(), at, value))
    return found


def find_levels(text: str) -> list[Level]:
    """The figures of a clause in printed order, ranges as one level; traps are left out."""
    return list(_levels(text))


@lru_cache(maxsize=1024)
def _levels(text: str) -> tuple[Level, ...]:
    special = _special(text)
    closed = sorted([*trapped(text), *((level.start, level.end) for level in special)])
    starts, ends = [start for start, _ in closed], list(accumulate((end for _, end in closed), max))
    free: list[tuple[int, int, Decimal]] = []
    for number in _NUMBER.finditer(text):
        value = paper_number(number["n"])
        if value is not None and not _within(number.start("n"), starts, ends):
            free.append((number.start(), number.end(), value))
    free += [spelled for spelled in _spelled(text) if not _within(spelled[0], starts, ends)]
    levels = special + _ranged(text, sorted(free)) + _whole(text)
    return tuple(sorted(levels, key=lambda level: level.start))


def _within(at: int, starts: list[int], ends: list[int]) -> bool:
    """Whether a place lies in one of the spans; `ends` holds the farthest end of all spans so far."""
    last = bisect_right(starts, at) - 1
    return last >= 0 and at < ends[last]


def _ranged(text: str, free: list[tuple[int, int, Decimal]]) -> list[Level]:
    levels: list[Level] = []
    at = 0
    while at < len(free):
        start, end, value = free[at]
        unit, unit_end, measured = _unit_after(text, end)
        if at + 1 < len(free):
            after, after_end, top = free[at + 1]
            bridge = _PERCENT.match(text, end)
            for gap_start in {end, bridge.end() if bridge else end, unit_end}:
                if top > value and _RANGE.fullmatch(text, gap_start, after):
                    unit, unit_end, measured = _unit_after(text, after_end)
                    levels.append(Level(start, unit_end, value, top, unit, measured))
                    break
            else:
                levels.append(Level(start, unit_end, value, None, unit, measured))
                at += 1
                continue
            at += 2
            continue
        levels.append(Level(start, unit_end, value, None, unit, measured))
        at += 1
    return levels
