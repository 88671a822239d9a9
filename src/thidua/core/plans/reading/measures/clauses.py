"""One clause per stated level: where an entry of targets is cut, and which figures only detail another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from thidua.core.plans.reading.measures.levels import Level, find_levels, unit_list_end
from thidua.core.plans.reading.measures.operators import judge_words
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage

BASELINE = compiled(
    r"(?:\(\s*(?:(?:thực hiện |kết quả |ước )?(?:năm|khóa|kỳ) (?:20\d\d|trước)(?:\s+(?:đạt|là|ước đạt))?\s*[:=]?)"
    r"|(?:thực hiện |kết quả |ước )năm (?:20\d\d|trước)(?:\s+(?:đạt|là|ước đạt))?\s*[:=]?|so với mức"
    r"|từ mức)\s*(?P<n>\d+(?:[.,]\d+)*)\s*(?:%|[^\W\d_]+)?",
    re.IGNORECASE,
)

FROM_TO = compiled(
    r"\btừ\s+(?P<n>\d+(?:[.,]\d+)*)\s*(?:%|[^\W\d_]+)?[^;,]{0,20}?(?<!trở )\b(?:lên|xuống|lên đến|xuống còn)\b",
    re.IGNORECASE,
)

_CLAUSE_END = compiled(
    r";|,\s+(?=[^,;]{0,60}\b(?:nằm trong nhóm|nằm trong tốp|đứng đầu|dẫn đầu|xếp thứ|đứng thứ)\b)"
    r"|,\s+(?=không (?:để|có|còn|phát sinh|xảy ra)\b)|(?<=[^\W\d_])\.\s+(?=[A-ZĐÀ-Ỹ\d])|(?<=%)\.\s+(?=[A-ZĐÀ-Ỹ\d])"
)

_WHERE = compiled(r"\b(?:tại|ở|địa bàn|của|trên cả|kể cả tại|cho cả)\s+(?:cả\s+)?(?:các\s+)?$", re.IGNORECASE)
_HOW_MUCH = compiled(
    r"(?:(?<!không )\bquá|\bsau|\bcách [^,;]{0,30}|\bđủ|\btrước|(?:chiều dài|chiều cao|công suất|trọng tải|dài"
    r"|rộng|cao|sâu)"
    r"(?: từ| trên| dưới)?|\btừ|\btrên|\bđến dưới)\s*$",
    re.IGNORECASE,
)
# Units of time and length, and seats: what such a figure counts when it is no level.
_SPAN_UNIT = compiled(
    r"(?:giờ|ngày|tháng|năm|tuổi|phút|tuần|m|km|mét|chỗ|cv|tấn gt"
    r"|mã lực)(?!\w)(?!/)",
    re.IGNORECASE,
)
# Asked in words: a figure beside it is a detail.
_WORDED = compiled(r"\bkhông (?:để|còn|có|phát sinh|xảy ra)\b", re.IGNORECASE)
_OWN_WORDS = compiled(
    r"^\W*(?:(?:phấn đấu|tiếp tục|bảo đảm|đảm bảo|và)\s+)*(?:duy trì|giữ vững|giảm|hoàn thành|không (?:để|có"
    r"|còn|phát sinh|xảy ra)|đạt (?:chuẩn|phổ cập|tiêu chuẩn)|được công nhận|nằm trong|xếp thứ|đứng (?:đầu|thứ))\b",
    re.IGNORECASE,
)

_PART = compiled(
    r",\s+|\s+(?:và|trong đó|riêng)\s+|\s+cho\s+(?=\d)|\s+với\s+(?=[^,;]{0,30}\d)|\s+\((?=\s*(?:đạt|tương đương"
    r"|trong đó|bằng|\d[\d.]*\s+[^\W\d_][^()\d]{0,25}\)))|:\s+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Clause:
    words: Passage
    levels: list[Level]


def split_clauses(words: Passage) -> list[Clause]:
    """Clauses that set a level of their own; a clause that only goes on with the list joins the one before."""
    cuts = [0, *(s.end() for s in _CLAUSE_END.finditer(words.text) if _outside(words.text, s.start())), len(words.text)]
    whole: list[Passage] = []
    for start, end in pairwise(cuts):
        part = words.cut(start, end).trim(";.")
        if not part:
            continue
        worded = _OWN_WORDS.search(part.text) or judge_words(part.text)[0] == "equal"
        if whole and not find_levels(part.text) and not worded:
            whole[-1] = _through(words, whole[-1], part)
        else:
            whole.append(part)
    if len(whole) > 1 and not find_levels(whole[0].text) and judge_words(whole[0].text)[0] == "qualitative":
        whole = whole[1:]
    return [clause for part in whole for clause in _split_levels(part)]


def _outside(text: str, at: int) -> bool:
    """Whether a place stands outside brackets and quotation marks."""
    head = text[:at]
    return head.count("(") <= head.count(")") and head.count("“") <= head.count("”") and head.count('"') % 2 == 0


def _through(words: Passage, first: Passage, last: Passage) -> Passage:
    start = words.places.index(first.places[0]) if first else 0
    end = len(words.places) - list(reversed(words.places)).index(last.places[-1])
    return words.cut(start, end)


def _split_levels(words: Passage) -> list[Clause]:
    """One clause per level: cut at a comma or a bracket between two figures; a figure that only details is dropped."""
    text = words.text
    levels = [level for level in find_levels(text) if _outside(text, level.start) or _spoken(text, level.start)]
    levels = [level for level in levels if not _is_baseline(text, level)]
    details = [level for level in levels if is_detail(text, level)]
    if len(details) < len(levels) or _WORDED.search(text):
        levels = [level for level in levels if level not in details]
    if len(levels) < 2:
        return [Clause(words, levels)]
    clauses: list[Clause] = []
    start = 0
    for this, following in pairwise(levels):
        if this.start < start:
            continue
        if this.end > following.start:
            continue
        # "92% cán bộ, công chức, viên chức": the commas of a list of those counted part nothing.
        counted = unit_list_end(text, this.end) if this.measured == "percent" else this.end
        cut = next((sign for sign in _PART.finditer(text, counted) if sign.start() < following.start), None)
        if cut is None:
            continue
        clauses.append(_part(words, start, cut.start()))
        start = cut.end()
    clauses.append(_part(words, start, len(text)))
    return clauses


def is_detail(text: str, level: Level) -> bool:
    """Whether a figure only tells where, how old, how long or how far the thing is: "tại 03 bản", "quá 90 ngày"."""
    before = text[max(0, level.start - 90) : level.start]
    if level.measured in ("percent", "place"):
        return False
    return bool(_WHERE.search(before)) or bool(_HOW_MUCH.search(before) and _SPAN_UNIT.match(level.unit or "tuổi"))


def _part(words: Passage, start: int, end: int) -> Clause:
    part = words.cut(start, end).trim(",")
    levels = [level for level in find_levels(part.text) if not _is_baseline(part.text, level)]
    levels = [level for level in levels if not is_detail(part.text, level)] or levels
    if len(levels) > 1:
        levels = [max(levels, key=lambda level: (sureness(part.text, level), -level.start))]
    return Clause(part, levels)


def sureness(text: str, level: Level) -> int:
    """How surely a figure is the level of its clause, for clauses that hold two with nothing between them."""
    spoken = re.search(
        r"\b(?:đạt|còn|là|tối thiểu|ít nhất|trên|dưới|lên|từ|không quá)\s*$", text[: level.start], re.IGNORECASE
    )
    return (2 if spoken else 0) + (1 if level.measured in ("percent", "money") else 0)


def _spoken(text: str, at: int) -> bool:
    """Whether a figure in brackets is stated as a level of its own: "(đạt 19,7 doanh nghiệp/1000 dân)"."""
    opening = text.rfind("(", 0, at)
    if re.match(r"\(\s*\d[\d.]*\s+[^\W\d_][^()\d]{0,25}\)", text[opening:]):
        return bool(re.search(r"%[^,;()]{0,25}$", text[:opening]))  # a share with its count: "50% (8 thôn)"
    return bool(re.match(r"\(\s*(?:đạt|tương đương|bằng|trong đó)\b", text[opening:], re.IGNORECASE))


def _is_baseline(text: str, level: Level) -> bool:
    return any(start <= level.start < end for start, end in _baselines(text))


@lru_cache(maxsize=64)
def _baselines(text: str) -> list[tuple[int, int]]:
    return [m.span("n") for m in (*BASELINE.finditer(text), *FROM_TO.finditer(text))]
