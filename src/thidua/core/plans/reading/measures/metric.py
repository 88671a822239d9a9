"""What a measure measures: the words of the clause without its verbs and its level."""

from __future__ import annotations

import re

from thidua.core.plans.reading.measures.levels import Level
from thidua.core.plans.reading.measures.operators import Judgement
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage

LEAD = compiled(
    r"^\W*(?:(?:phấn đấu|tiếp tục|đảm bảo|bảo đảm|tập trung|quyết tâm|mục tiêu|chỉ tiêu|trong đó|riêng|cụ thể"
    r"|hằng năm|hàng năm|mỗi năm"
    r"|đến (?:hết )?năm \d{4}|đến cuối năm(?: \d{4})?|(?:trong )?năm \d{4})\b\s*[,:]?\s*)+",
    re.IGNORECASE,
)

_VERBS = compiled(
    r"^\W*(?:(?:có|duy trì|giữ vững|giữ|xây dựng|hoàn thành|giảm|tăng|đạt|phát triển mới|phát triển"
    r"|thành lập mới|thành lập|tổ chức|thu hút"
    r"|trồng mới|trồng|đăng ký|tạo|giải quyết|vận động|kết nạp|nâng|mở|ra mắt|được|thực hiện|tối thiểu|ít nhất"
    r"|từ|trên|tích cực|mới|thêm)\b\s*)+$",
    re.IGNORECASE,
)

_TAIL = compiled(
    r"[\s,:(]*(?:\b(?:đạt|là|có|được|phải|ở mức|mức|tỷ lệ|ít nhất|từ|bằng|tối thiểu|còn|giảm|tăng|bình quân"
    r"|trên|dưới|hơn|không dưới|không quá|tối đa|xếp trong|nằm trong|xếp|đứng|vào)\b\s*)*$",
    re.IGNORECASE,
)

PER = compiled(
    r"\b(?:mỗi|từng)\s+(?P<u>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)(?=\s+(?:có|đăng ký|xây dựng|phấn đấu|tổ chức"
    r"|thực hiện|phải|đạt|ít|tối|từ|giới|đề|được|triển|duy|hoàn|vận|kết nạp|trồng|thành lập|phát triển|giúp|tạo"
    r"|hỗ trợ|bồi dưỡng|dạy|viết|làm|nộp|giới thiệu|tham gia|nhận|vận động|ra|chọn)\b|\s*[,:]|\s+\d)",
    re.IGNORECASE,
)


def read_metric(words: Passage, level: Level, judgement: Judgement) -> Passage:
    """What is measured: the words before the figure, or, where only a verb stands there, the words after it."""
    opens = judgement.operator in ("maintain", "complete") or judgement.start < 3
    before = words.cut(0, level.start if opens else judgement.start)
    lead = LEAD.match(before.text)
    before = before.cut(lead.end()) if lead else before
    if each := PER.match(before.text):
        before = before.cut(each.end())
    before = before.cut(0, _tail_start(before.text))
    if opening := re.match(
        r"(?:duy trì|giữ vững|giảm|tăng|hoàn thành|đạt|nâng|thực hiện)\s+(?:và hoàn thành vượt mức\s+)?(?=\S)",
        before.text,
        re.IGNORECASE,
    ):
        before = before.cut(opening.end())
    counted = level.unit is not None and level.measured in ("count", "amount") and "/" not in level.unit
    if before and not _VERBS.fullmatch(before.text) and len(before.text) > 2:
        # "Hỗ trợ xây mới 50 căn nhà": a verb that touches the figure needs its object.
        touches = words.text[: level.start].rstrip().endswith(before.text) and not before.text.lower().startswith("số ")
        if touches and len(before.text.split()) <= (4 if counted else 1):
            return before.trim(",:(").join(_tail(words, level) if counted else words.cut(level.end).trim(",.;:"))
        return before.trim(",:(")
    tail = _tail(words, level) if counted else words.cut(level.end)
    upwards = re.search(r"\s*\btrở (?:lên|xuống)\b", tail.text, re.IGNORECASE)
    if upwards and judgement.operator in ("at_least", "at_most"):
        tail = tail.cut(0, upwards.start()).join(tail.cut(upwards.end()))
    return tail.trim(",.;:/") or before or words


def _tail(words: Passage, level: Level) -> Passage:
    """The words from the counted noun on."""
    unit = level.unit or ""
    printed = words.text[: level.end].lower().endswith(unit.lower())
    return words.cut(level.end - len(unit) if printed else level.end).trim(",.;:")


def _tail_start(text: str) -> int:
    found = _TAIL.search(text)
    return found.start() if found else len(text)
