"""What a target asks for: one measure per stated level, read clause by clause. Rules: plan contract, `measures`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thidua.core.plans.model import Measure, Operator
from thidua.core.plans.reading.measures.levels import Level, find_levels
from thidua.core.plans.reading.measures.operators import Judgement, judge, judge_words
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.numbers import paper_number

Basis = Literal["absolute", "growth", "share", "count", "rank"]
_LEAD = compiled(
    r"^\W*(?:(?:phấn đấu|tiếp tục|đảm bảo|bảo đảm|tập trung|quyết tâm|mục tiêu|chỉ tiêu|trong đó|riêng|cụ thể|hằng năm|hàng năm|mỗi năm"
    r"|đến (?:hết )?năm \d{4}|đến cuối năm(?: \d{4})?|(?:trong )?năm \d{4})\b\s*[,:]?\s*)+",
    re.IGNORECASE,
)
_VERBS = compiled(
    r"^\W*(?:(?:có|duy trì|giữ vững|giữ|xây dựng|hoàn thành|giảm|tăng|đạt|phát triển mới|phát triển|thành lập mới|thành lập|tổ chức|thu hút"
    r"|trồng mới|trồng|đăng ký|tạo|giải quyết|vận động|kết nạp|nâng|mở|ra mắt|được|thực hiện|tối thiểu|ít nhất|từ|trên|tích cực|mới|thêm)\b\s*)+$",
    re.IGNORECASE,
)
_TAIL = compiled(r"[\s,:(]*(?:\b(?:đạt|là|có|được|phải|ở mức|mức|tỷ lệ|ít nhất|từ|bằng|tối thiểu|còn|giảm|tăng|bình quân|trên|dưới|hơn|không dưới|không quá|tối đa)\b\s*)*$", re.IGNORECASE)
_PER = compiled(r"\b(?:mỗi|từng)\s+(?P<u>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)(?=\s+(?:có|đăng ký|xây dựng|phấn đấu|tổ chức|thực hiện|phải|đạt|ít|tối|từ|giới|đề|được|triển|duy|hoàn|vận|kết nạp|trồng|thành lập|phát triển|giúp|tạo|hỗ trợ|bồi dưỡng)\b|\s*[,:]|\s+\d)", re.IGNORECASE)
_EVERY_YEAR = compiled(r"\b(?:hằng năm|hàng năm|mỗi năm)\b", re.IGNORECASE)
_YEAR = compiled(r"(?<!cùng kỳ )(?<!so với )(?<!trước )\b(?:đến (?:hết |cuối )?|trong |của )?năm (?P<y>20\d\d)\b(?!\s*[-–])", re.IGNORECASE)
_QUARTER = compiled(r"\bquý\s+(?P<q>IV|I{1,3}|[1-4])\s*(?:/|năm|/năm)?\s*(?P<y>20\d\d)", re.IGNORECASE)
_BASELINE = compiled(
    r"\(?\s*(?:(?:thực hiện |kết quả |ước )?năm (?:20\d\d|trước)(?:\s+(?:đạt|là|ước đạt))?\s*[:=]?|so với mức|từ mức)\s*(?P<n>\d+(?:[.,]\d+)*)\s*(?:%|[^\W\d_]+)?", re.IGNORECASE
)
_FROM_TO = compiled(r"\btừ\s+(?P<n>\d+(?:[.,]\d+)*)\s*(?:%|[^\W\d_]+)?[^;,]{0,20}?(?<!trở )\b(?:lên|xuống|lên đến|xuống còn)\b", re.IGNORECASE)
_LOWER = compiled(
    r"\b(?:hộ (?:cận )?nghèo|thất nghiệp|tai nạn|tội phạm|suy dinh dưỡng|tảo hôn|sinh con thứ|bỏ học|vi phạm|quá hạn|khiếu kiện|tử vong|nợ đọng|cháy|nổ|đơn thư)", re.IGNORECASE
)
_CLAUSE_END = compiled(r";|(?<=[^\W\d_])\.\s+(?=[A-ZĐÀ-Ỹ\d])|(?<=%)\.\s+(?=[A-ZĐÀ-Ỹ\d])")
_OWN_WORDS = compiled(
    r"^\W*(?:(?:phấn đấu|tiếp tục|bảo đảm|đảm bảo|và)\s+)*(?:duy trì|giữ vững|giảm|hoàn thành|không (?:để|có|còn|phát sinh|xảy ra)|đạt (?:chuẩn|phổ cập|tiêu chuẩn)|được công nhận|nằm trong|xếp thứ|đứng (?:đầu|thứ))\b",
    re.IGNORECASE,
)
_UNITLESS_BASIS: dict[str, Basis] = {"percent": "share", "money": "absolute", "amount": "absolute", "count": "count", "grade": "rank", "place": "rank"}


@dataclass(slots=True)
class _Clause:
    words: Passage
    levels: list[Level]


def read_measures(sheet: Sheet, words: Passage) -> list[Measure]:
    """The measures of one target, in printed order; at least one, with no value where no level is stated."""
    measures: list[Measure] = []
    for clause in _clauses(words):
        if clause.levels:
            measures += _measures_of(sheet, clause)
        elif clause.words:
            measures.append(_in_words(sheet, clause.words))
    return measures or [_in_words(sheet, words)]


def _outside(text: str, at: int) -> bool:
    """Whether a place stands outside brackets and quotation marks."""
    head = text[:at]
    return head.count("(") <= head.count(")") and head.count("“") <= head.count("”") and head.count('"') % 2 == 0


def _clauses(words: Passage) -> list[_Clause]:
    """Clauses that set a level of their own; a clause that only goes on with the list joins the one before."""
    cuts = [0, *(s.end() for s in _CLAUSE_END.finditer(words.text) if _outside(words.text, s.start())), len(words.text)]
    whole: list[Passage] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        part = words.cut(start, end).trim(";.")
        if not part:
            continue
        if whole and not find_levels(part.text) and not _OWN_WORDS.search(part.text):
            whole[-1] = _through(words, whole[-1], part)
        else:
            whole.append(part)
    if len(whole) > 1 and not find_levels(whole[0].text) and judge_words(whole[0].text)[0] == "qualitative":
        whole = whole[1:]
    return [clause for part in whole for clause in _split_levels(part)]


def _through(words: Passage, first: Passage, last: Passage) -> Passage:
    start = words.places.index(first.places[0]) if first else 0
    end = len(words.places) - list(reversed(words.places)).index(last.places[-1])
    return words.cut(start, end)


_PART = compiled(r",\s+|\s+(?:và|trong đó|riêng)\s+|\s+\((?=\s*(?:đạt|tương đương|trong đó|bằng))|:\s+", re.IGNORECASE)


def _split_levels(words: Passage) -> list[_Clause]:
    """One clause per level: cut at a comma or a bracket between two figures; a figure that only details is dropped."""
    text = words.text
    levels = [level for level in find_levels(text) if _outside(text, level.start) or _spoken(text, level.start)]
    levels = [level for level in levels if not _is_baseline(text, level)]
    if len(levels) < 2:
        return [_Clause(words, levels)]
    clauses: list[_Clause] = []
    start = 0
    for this, following in zip(levels, levels[1:], strict=False):
        if this.start < start:
            continue
        if this.end > following.start:
            continue
        cut = next((sign for sign in _PART.finditer(text, this.end, following.start + 1)), None)
        if cut is None:
            continue
        clauses.append(_part(words, start, cut.start()))
        start = cut.end()
    clauses.append(_part(words, start, len(text)))
    return clauses


def _part(words: Passage, start: int, end: int) -> _Clause:
    part = words.cut(start, end).trim(",")
    levels = [level for level in find_levels(part.text) if not _is_baseline(part.text, level)]
    if len(levels) > 1:
        levels = [max(levels, key=lambda level: (_rank_of(part.text, level), -level.start))]
    return _Clause(part, levels)


def _rank_of(text: str, level: Level) -> int:
    """How surely a figure is the level of its clause, for clauses that hold two with nothing between them."""
    spoken = re.search(r"\b(?:đạt|còn|là|tối thiểu|ít nhất|trên|dưới|lên|từ|không quá)\s*$", text[: level.start], re.IGNORECASE)
    return (2 if spoken else 0) + (1 if level.measured in ("percent", "money") else 0)


def _spoken(text: str, at: int) -> bool:
    """Whether a figure in brackets is stated as a level of its own: "(đạt 19,7 doanh nghiệp/1000 dân)"."""
    opening = text.rfind("(", 0, at)
    return bool(re.match(r"\(\s*(?:đạt|tương đương|bằng|trong đó)\b", text[opening:], re.IGNORECASE))


def _is_baseline(text: str, level: Level) -> bool:
    spans = [m.span("n") for m in (*_BASELINE.finditer(text), *_FROM_TO.finditer(text))]
    return any(start <= level.start < end for start, end in spans)


def _measures_of(sheet: Sheet, clause: _Clause) -> list[Measure]:
    words = clause.words
    level = clause.levels[0]
    if len(clause.levels) > 1:
        level = max(clause.levels, key=lambda one: (_rank_of(words.text, one), -one.start))
    judgement = judge(words.text, level, 0, len(words.text))
    return [_measure(sheet, words, level, judgement)]


def _measure(sheet: Sheet, words: Passage, level: Level, judgement: Judgement) -> Measure:
    metric = _metric(words, level, judgement)
    unit = level.unit
    if unit and unit[:2].istitle() and level.measured == "count":
        unit = unit[0].lower() + unit[1:]
    growth = judgement.operator.startswith("increase") or judgement.operator == "decrease"
    per, every = _PER.search(words.text), None
    measure: Measure = {
        "metric": metric.text if len(metric.text) > 1 else words.text,
        "operator": judgement.operator,
        "value": level.value,
        "unit": unit,
        "basis": "growth" if growth and unit and "%" in unit else _basis(words.text, level),
        "as_written": words.cut(min(judgement.start, level.start), max(judgement.end, level.end)).text,
        "source": sheet.source(words.cut(min(judgement.start, level.start), max(judgement.end, level.end))),
    }
    if level.value_max is not None:
        measure["value_max"] = level.value_max
    if per and not _EVERY_YEAR.match(per.group()):
        measure["per"] = per["u"]
    if every := _period(words.text):
        measure["period"] = every
    baseline = _BASELINE.search(words.text) or _FROM_TO.search(words.text)
    if baseline and (number := paper_number(baseline["n"])) is not None:
        measure["baseline"] = number
    if judgement.operator in ("equal", "maintain", "below", "at_most") and _LOWER.search(metric.text):
        measure["better"] = "lower"
    if level.unit is None and level.measured != "place":
        measure["confidence"] = Decimal("0.5")
    return measure


def _basis(text: str, level: Level) -> Basis:
    if level.measured == "percent" and re.search(r"\btốc độ\b[^,;]*\btăng\b", text, re.IGNORECASE):
        return "growth"
    return _UNITLESS_BASIS[level.measured]


def _period(text: str) -> str | None:
    """The time a level belongs to, if it is printed with it; periods of norms ("chuẩn ... giai đoạn") are none."""
    if quarter := _QUARTER.search(text):
        numeral = {"I": "1", "II": "2", "III": "3", "IV": "4"}.get(quarter["q"].upper(), quarter["q"])
        return f"{quarter['y']}-Q{numeral}"
    if _EVERY_YEAR.search(text):
        return "hằng năm"
    if re.search(r"/\s*năm\b", text):
        return "năm"
    years = {year["y"] for year in _YEAR.finditer(text)}
    return years.pop() if len(years) == 1 else None


def _metric(words: Passage, level: Level, judgement: Judgement) -> Passage:
    """What is measured: the words before the figure, or, where only a verb stands there, the words after it."""
    text = words.text
    opens = judgement.operator in ("maintain", "complete") or judgement.start < 3
    before = words.cut(0, level.start if opens else judgement.start)
    lead = _LEAD.match(before.text)
    before = before.cut(lead.end()) if lead else before
    before = before.cut(0, _tail_start(before.text))
    if opening := re.match(r"(?:duy trì|giữ vững|giảm|tăng|hoàn thành|đạt|nâng|thực hiện)\s+(?:và hoàn thành vượt mức\s+)?(?=\S)", before.text, re.IGNORECASE):
        before = before.cut(opening.end())
    counted = level.unit is not None and level.measured in ("count", "amount") and "/" not in level.unit
    if before and not _VERBS.fullmatch(before.text) and len(before.text) > 2 and not _PER.match(before.text):
        if not counted or len(before.text.split()) > 2:
            return before.trim(",:(")
        return before.trim(",:(").join(_tail(words, level))
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


def _in_words(sheet: Sheet, words: Passage) -> Measure:
    """A measure without a figure; "không để xảy ra" is the level zero."""
    operator: Operator
    operator, sign = judge_words(words.text)
    lead = _LEAD.match(words.text)
    metric = words.cut(lead.end()) if lead else words
    if sign and operator in ("maintain", "complete", "decrease") and metric.text and sign.end() < len(words.text):
        rest = re.match(r"\s*(?:và )?(?:hoàn thành )?vượt mức\s+|\s*và hoàn thành\s+", words.text[sign.end() :], re.IGNORECASE)
        sign_end = sign.end() + (rest.end() if rest else 0)
        metric = words.cut(sign_end) if len(words.text) - sign.end() > 3 and sign.start() < 30 else metric
    if sign and operator == "rank" and sign.start() > 3:
        metric = words.cut(lead.end() if lead else 0, sign.start())
    if operator == "qualitative" and (zeal := re.match(r"(?:tích cực|chủ động|thường xuyên|đẩy mạnh)\s+", metric.text, re.IGNORECASE)):
        metric = metric.cut(zeal.end())
    metric = metric.trim(",.;:/")
    measure: Measure = {
        "metric": metric.text if len(metric.text) > 1 else words.text if len(words.text) > 1 else "(trống)",
        "operator": operator,
        "value": Decimal(0) if operator == "equal" else None,
        "unit": None,
    }
    if words:
        measure["source"] = sheet.source(words)
        measure["as_written"] = sign.group().strip() if sign else words.text
    if operator == "rank":
        measure["basis"] = "rank"
    if operator in ("equal", "decrease"):
        measure["better"] = "lower"
    if every := _period(words.text):
        measure["period"] = every
    if operator == "qualitative":
        measure["confidence"] = Decimal("0.6")
    return measure
