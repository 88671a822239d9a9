"""Which of the thirteen ways a level is meant: words before and after a figure, in the order of the contract."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from thidua.core.plans.model import Operator
from thidua.core.plans.reading.measures.levels import Level

_I = re.IGNORECASE
# Words that may stand between a verb and its figure without changing what the verb does to it.
_FILLER = (
    r"(?:\s+(?:thêm|mới|được|khoảng|bình quân|trung bình|từ|hơn|trên|mức|ở|có|đạt mức|ít nhất là|tối thiểu là"
    r"|ít nhất|tối thiểu|tối đa"
    r"|không dưới|hằng năm|hàng năm|mỗi năm|hằng quý|(?:ít nhất )?so với (?:cùng kỳ(?: năm (?:trước|\d{4}))?"
    r"|năm (?:trước|\d{4})|kế hoạch)))*\s*"
)
_GROWS = re.compile(r"(?<!tốc độ )(?<!gia )(?<!mức )\b(?:tăng|vượt)" + _FILLER + r"[>≥]?\s*$", _I)
_FALLS = re.compile(r"(?<!gia )(?<!tinh )\bgiảm" + _FILLER + r"[>≥]?\s*$", _I)
_TIMES = re.compile(r"\bgấp" + _FILLER + "$", _I)
_DOWN_TO = re.compile(r"\b(?:còn|xuống|xuống còn|còn lại)\s*(?:khoảng\s*)?$", _I)
_DOWN_UNDER = re.compile(r"\b(?:còn|xuống|xuống còn)\s+dưới\s*$", _I)
_UP_TO = re.compile(r"\b(?:lên|lên thành|lên đến|lên tới|(?<!hoàn )(?<!cấu )thành)\s*$", _I)
_LONG_FALL = re.compile(r"^\W*(?:(?:phấn đấu|kéo|tiếp tục|mỗi năm|hằng năm|hàng năm|duy trì(?: mức)?)\W+)*giảm\b", _I)
_LONG_RISE = re.compile(
    r"^\W*(?:(?:phấn đấu|tiếp tục|mỗi năm|hằng năm|hàng năm|duy trì(?: mức)?)\W+)*tăng\b(?! trưởng| cường)", _I
)
_LEVEL_VERB = re.compile(r"\b(?:đạt|còn|là|lên|xuống|ở mức|bằng)\b", _I)

_AT_LEAST = re.compile(
    r"(?:(?:tối thiểu|ít nhất|không dưới|không thấp hơn|không ít hơn|không kém|đạt và vượt|bằng hoặc cao hơn"
    r"|đạt hoặc vượt)"
    r"(?:\s+(?:là|đạt|có|phải|khoảng|mức|từ|bằng|được|\w+ từ))*|≥|>=)\s*$",
    _I,
)
_AT_MOST = re.compile(
    r"(?:(?:không quá|không vượt quá|không vượt|không trên|không cao hơn|không nhiều hơn|tối đa|nhiều nhất|cao nhất)"
    r"(?:\s+(?:là|đạt|có|mức|khoảng))*|≤|<=)\s*$",
    _I,
)
_ABOVE = re.compile(r"(?:\b(?:trên|hơn|vượt|cao hơn|vượt mức|lớn hơn|nhiều hơn)(?:\s+mức)?|>)\s*$", _I)
_BELOW = re.compile(r"(?:\b(?:dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến)(?:\s+mức)?|<)\s*$", _I)
_FROM = re.compile(r"\btừ\s*$", _I)
_UPWARDS = re.compile(r"\btrở lên\b", _I)
_DOWNWARDS = re.compile(r"\btrở xuống\b", _I)
# A rating may end in "trở lên" too: "xếp loại từ khá trở lên".
_RATING = re.compile(r"\b(?:từ|loại|khá|tốt|giỏi|hoàn thành|sao|cấp|trung bình|bậc|hạng|đạt|tuổi)\b", _I)

_KEEPS = re.compile(
    r"^\W*(?:(?:phấn đấu|tiếp tục|thực hiện|bảo đảm|đảm bảo)\W+)*(?:duy trì|giữ vững|giữ ổn định|giữ nguyên"
    r"|giữ)\b",
    _I,
)
_KEEPS_HERE = re.compile(r"\b(?:duy trì|giữ vững|giữ)(?: ổn định)?(?: ở)?(?: mức)?\s*$", _I)
_KEEPS_AFTER = re.compile(r"\b(?:giữ vững|duy trì|giữ được)\b", _I)
_FINISH = re.compile(
    r"^\W*(?:(?:phấn đấu|tiếp tục|cơ bản|bảo đảm|đảm bảo|quyết tâm|phải|đạt và|để|sớm)\W+)*(?:hoàn thành"
    r"|hoàn thiện xong)\b",
    _I,
)
_FINISH_AFTER = re.compile(
    r"\bhoàn thành(?: và)?(?: hoàn thành)?(?: vượt(?: mức)?)?\s+(?:\w+\s+)?(?:chỉ tiêu|kế hoạch"
    r"|nhiệm vụ được giao|dự toán|các chỉ tiêu|tiến độ)\b",
    _I,
)
# "..., hoàn thành 100% chỉ tiêu": the verb stands right before the figure, and is no noun ("tỷ lệ hoàn thành 95%").
_FINISH_HERE = re.compile(
    r"(?<!tỷ lệ )(?<!tỉ lệ )(?<!mức )\bhoàn thành(?: (?:vượt mức|đạt|ít nhất|trước hạn))?\s*$", _I
)
_RATED = re.compile(r"\b(?:xếp loại|đánh giá|loại|mức|danh hiệu|mức độ)\b[^,;]*$", _I)
_STANDARD = re.compile(
    r"\b(?:đạt chuẩn|đạt phổ cập|đạt tiêu chuẩn|được công nhận|đạt danh hiệu|đạt nông thôn mới"
    r"|công nhận (?:đạt )?|về đích)\b",
    _I,
)
_STANDARD_FIRST = re.compile(r"^\W*(?:(?:phấn đấu|được|tiếp tục)\W+)*(?:đạt)\b", _I)
_RANKS = re.compile(
    r"\b(?:nằm trong|thuộc|trong|đứng|vào|xếp)\s+(?:\w+\s+)?(?:nhóm|top|tốp|hàng|thứ nhất|thứ nhì|thứ ba"
    r"|thứ hạng)\b|\b(?:tốp|top) (?:đầu|dẫn đầu|cao)\b"
    r"|(?<!người )(?<!người  )\bđứng đầu\b|\bdẫn đầu\b|\bđứng thứ\b|\bxếp thứ\b|\bxếp hạng (?:cao|nhất|nhì)\b",
    _I,
)
_NONE = re.compile(
    r"\b(?:không (?:để|có|còn|phát sinh|xảy ra|để xảy ra|tái)|không để phát sinh|chấm dứt|xóa bỏ hoàn toàn"
    r"|không\s+\w+\s+(?:phát sinh|xảy ra))\b",
    _I,
)
_NONE_FIRST = re.compile(r"^\W*(?:(?:phấn đấu|bảo đảm|đảm bảo|tuyệt đối|kiên quyết)\W+)*không\b", _I)
_ONLY_FALLS = re.compile(r"^\W*(?:(?:phấn đấu|tiếp tục|từng bước|kéo)\W+)*giảm\b(?! nghèo bền vững)", _I)


class Judgement(NamedTuple):
    """The operator, and where the words that decided it begin and end in the clause."""

    operator: Operator
    start: int
    end: int


def judge(clause: str, level: Level, left: int, right: int) -> Judgement:
    """How a level is meant. `left`..`right` is the part of the clause that belongs to this level."""
    before, after = clause[left : level.start], clause[level.end : right]

    def answer(operator: Operator, sign: re.Match[str] | None = None) -> Judgement:
        start = left + sign.start() if sign else level.start
        return Judgement(operator, start, level.end)

    if level.measured == "place":
        return answer("rank")
    change = _change(before, level)
    if change and not (level.value_max is not None and change[0] == "equal"):
        return answer(*change)
    if level.value_max is not None:
        return answer("between", _FROM.search(before))
    threshold = _threshold(before, after, level)
    if threshold:
        upwards = _UPWARDS.search(after) or _DOWNWARDS.search(after)
        operator, sign = threshold
        end = level.end + upwards.end() if upwards and sign is None else level.end
        return Judgement(operator, left + sign.start() if sign else level.start, end)
    if keeps := _KEEPS.search(before) or _KEEPS.search(clause[: level.start] if left == 0 else before):
        return answer("maintain", keeps)
    if keeps := _KEEPS_HERE.search(before):
        return answer("maintain", keeps)
    if not before.strip(" -+") and _KEEPS_AFTER.search(after if level.measured == "percent" else after[:25]):
        return answer("maintain")
    if _finishes(before, after):
        return answer("complete", _FINISH.search(before) or _FINISH_HERE.search(before))
    return answer("equal", _LEVEL_VERB.search(before[-12:]) and re.search(r"\b\w+\s*$", before))


def _change(before: str, level: Level) -> tuple[Operator, re.Match[str] | None] | None:
    """A rise or fall that governs the figure, or a level that a rise or fall arrives at."""
    spread = level.value_max is not None
    if sign := _DOWN_UNDER.search(before):
        return "below", sign
    if (sign := _DOWN_TO.search(before)) and re.search(r"\bgiảm\b|\bxuống\b|\bcòn\b", before, _I):
        return "at_most", sign
    if sign := _UP_TO.search(before):
        return "equal", sign
    if sign := _TIMES.search(before):
        return "increase_at_least", sign
    if sign := _GROWS.search(before):
        if sign.group().lower().startswith("vượt") and "so với" not in sign.group().lower():
            return None
        return ("increase_between" if spread else "increase_at_least"), sign
    if sign := _FALLS.search(before):
        return "decrease", sign
    if not _LEVEL_VERB.search(before) and level.measured in ("percent", "money", "amount"):
        if _BELOW.search(before) or (
            _ABOVE.search(before) and not _LONG_FALL.search(before) and not _LONG_RISE.search(before)
        ):
            return None
        if sign := _LONG_FALL.search(before):
            return "decrease", sign
        if sign := _LONG_RISE.search(before):
            return ("increase_between" if spread else "increase_at_least"), sign
    return None


def _threshold(before: str, after: str, level: Level) -> tuple[Operator, re.Match[str] | None] | None:
    if sign := _AT_LEAST.search(before):
        return "at_least", sign
    if sign := _AT_MOST.search(before):
        return "at_most", sign
    starts = _FROM.search(before)
    if upwards := _UPWARDS.search(after):
        between = after[: upwards.start()]
        if starts or not between.strip() or not _RATING.search(between):
            return "at_least", starts
    if _DOWNWARDS.match(after.strip()) or (starts and _DOWNWARDS.search(after)):
        return "at_most", starts
    if sign := _BELOW.search(before):
        return "below", sign
    if (sign := _ABOVE.search(before)) and not re.search(r"\bkhông\s+$", before[: sign.start()], _I):
        return "above", sign
    return None


def _finishes(before: str, after: str) -> bool:
    """Whether "hoàn thành" is what the clause asks for, not a rating or the name of a programme."""
    if (sign := _FINISH.search(before)) and not re.match(
        r"\s+(?:tốt|xuất sắc|chương trình)\b", before[sign.end() :], _I
    ):
        return True
    if _FINISH_HERE.search(before):
        return True
    if not before.strip(" -+") and (late := _FINISH_AFTER.search(after)):
        return not _RATED.search(after[: late.start()])
    return False


@lru_cache(maxsize=2048)
def judge_words(clause: str) -> tuple[Operator, re.Match[str] | None]:
    """How a clause without any figure is meant: a rank, keeping, finishing, none at all, a fall, or in words only."""
    if sign := _RANKS.search(clause):
        return "rank", sign
    if sign := _KEEPS.search(clause):
        return "maintain", sign
    if (sign := _NONE_FIRST.search(clause)) and re.match(
        r"\s+(?:để|còn|có|phát sinh|xảy ra)", clause[sign.end() :], _I
    ):
        return "equal", sign
    if (sign := _KEEPS_AFTER.search(clause[:60])) and "," not in clause[: sign.start()]:
        return "maintain", sign
    if sign := _FINISH.search(clause):
        return "complete", sign
    if sign := _NONE_FIRST.search(clause) or _NONE.search(clause):
        return "equal", sign
    if sign := _ONLY_FALLS.search(clause):
        return "decrease", sign
    if sign := _STANDARD.search(clause) or _STANDARD_FIRST.search(clause):
        return "complete", sign
    return "qualitative", None
