"""What a target asks for: one measure per stated level, read clause by clause. Rules: plan contract, `measures`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from thidua.core.plans.model import Measure, Milestone, Operator
from thidua.core.plans.reading.measures.clauses import BASELINE, FROM_TO, Clause, split_clauses, sureness
from thidua.core.plans.reading.measures.levels import Level, find_levels
from thidua.core.plans.reading.measures.metric import LEAD, PER, read_metric
from thidua.core.plans.reading.measures.operators import Judgement, judge, judge_words
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import QUARTER_NUMERAL
from thidua.core.viet.numbers import paper_number

Basis = Literal["absolute", "growth", "share", "count", "rank"]
_EVERY_YEAR = compiled(r"\b(?:hằng năm|hàng năm|mỗi năm)\b", re.IGNORECASE)
_YEAR = compiled(
    r"(?<!cùng kỳ )(?<!so với )(?<!trước )\b(?:đến (?:hết |cuối )?|trong |của )?năm (?P<y>20\d\d)\b(?!\s*[-–])",
    re.IGNORECASE,
)
_STEP = compiled(
    rf"(?:tiến độ|lũy kế|trong đó)?\s*:?\s*(?:đến |hết |cuối |trong )*(?:quý\s+(?P<q>{QUARTER_NUMERAL})"
    r"|0?6 tháng(?! tuổi)(?: đầu năm)?)"
    r"(?:\s*(?:/|năm)\s*20\d\d)?\b",
    re.IGNORECASE,
)
_AT_LAST = compiled(
    r"(?:đến |hết |cuối )*(?:cả năm|hết năm|cuối năm|quý\s+(?:IV|4)|ngày 31/12)(?:\s*(?:/|năm)?\s*20\d\d)?\b",
    re.IGNORECASE,
)
_VERBS_ONLY = compiled(
    r"\b(?:và|đạt|là|lên|còn|từ|trên|dưới|hơn|giảm|tăng|nâng|phấn đấu|ít nhất|tối thiểu|tỷ lệ này|con số này"
    r"|tiến độ|lũy kế|xong|hoàn thành|giải ngân|mức|đến|trong|của)\b",
    re.IGNORECASE,
)
_KEPT_AT_NONE = compiled(
    r"\W*(?:tiếp tục )?(?:duy trì|giữ vững|giữ)\b(?: mức| tỷ lệ| kết quả| tình trạng)? không"
    r" (?:có|còn|để|phát sinh|xảy ra)\b",
    re.IGNORECASE,
)
_QUARTER = compiled(rf"\bquý\s+(?P<q>{QUARTER_NUMERAL})\s*(?:/|năm|/năm)?\s*(?P<y>20\d\d)", re.IGNORECASE)
_LOWER = compiled(
    r"\b(?:hộ (?:cận )?nghèo|thất nghiệp|tai nạn|tội phạm|suy dinh dưỡng|tảo hôn|sinh con thứ|bỏ học|vi phạm"
    r"|quá hạn|khiếu kiện|tử vong|nợ đọng|cháy|nổ|đơn thư)",
    re.IGNORECASE,
)
_UNITLESS_BASIS: dict[str, Basis] = {
    "percent": "share",
    "money": "absolute",
    "amount": "absolute",
    "count": "count",
    "grade": "rank",
    "place": "rank",
}


# A longer entry has lost its line breaks; it is a finding, not a target to take apart.
_LONGEST, _MOST_FIGURES = 6000, 60


def read_measures(sheet: Sheet, words: Passage) -> list[Measure]:
    """The measures of one target, in printed order; at least one, with no value where no level is stated."""
    if len(words.text) > _LONGEST or len(find_levels(words.text)) > _MOST_FIGURES:
        return [{**_in_words(sheet, words.cut(0, _LONGEST)), "confidence": Decimal("0.1")}]
    measures: list[Measure] = []
    main = Clause(words, [])
    for clause in split_clauses(words):
        if clause.levels:
            (measure,) = _measures_of(sheet, clause)
            if measures and (interim := _interim(clause, measures[-1], measure, words.text)):
                measures[-1].setdefault("milestones", []).append(interim)
                continue
            if measures and (step := _first_step(main, clause, measures[-1], measure)):
                measure = _after_steps(step, measures.pop(), measure, words.text)
            elif measures and _same_thing_later(clause, measures[-1], measure):
                measure = _with_milestone(measures.pop(), measure)
            if measures and _goes_on(clause, measures[-1], measure):
                measure["operator"] = measures[-1]["operator"]
            measures.append(measure)
            main = clause
        elif clause.words:
            measures.append(_in_words(sheet, clause.words))
    return measures or [_in_words(sheet, words)]


def _measures_of(sheet: Sheet, clause: Clause) -> list[Measure]:
    words = clause.words
    level = clause.levels[0]
    if len(clause.levels) > 1:
        level = max(clause.levels, key=lambda one: (sureness(words.text, one), -one.start))
    judgement = judge(words.text, level, 0, len(words.text))
    return [_measure(sheet, words, level, judgement)]


def _same_thing_later(clause: Clause, before: Measure, now: Measure) -> bool:
    """Whether a clause names no thing of its own, only a later year: "đến năm 2027 đạt 60%, đến năm 2030 đạt 85%"."""
    then, since = now.get("period"), before.get("period")
    if not (then and since and since < then and re.fullmatch(r"20\d\d", then) and re.fullmatch(r"20\d\d", since)):
        return False
    lead = _YEAR.sub(" ", clause.words.text[: clause.levels[0].start])
    return (
        not _VERBS_ONLY.sub(" ", lead).strip(" ,;:-") and before["value"] is not None and before["unit"] == now["unit"]
    )


def _interim(clause: Clause, main: Measure, now: Measure, entry: str) -> Milestone | None:
    """The level of a quarter or half-year on the way to the level before it: "..., hết quý I đạt 20%"."""
    lead = clause.words.text[: clause.levels[0].start]
    step = _STEP.search(lead)
    named = _VERBS_ONLY.sub(" ", _STEP.sub(" ", lead)).strip(" ,;:-()")
    if step is None or named or main["value"] is None or main["unit"] != now["unit"]:
        return None
    return {"period": _step_period(step, lead, entry), "value": now["value"]}


def _step_period(step: re.Match[str], lead: str, entry: str) -> str:
    year = re.search(r"20\d\d", lead) or re.search(r"20\d\d", entry)
    quarter = {"I": "1", "II": "2", "III": "3", "IV": "4"}.get((step["q"] or "II").upper(), step["q"] or "2")
    return f"{year.group()}-Q{quarter}" if year else step.group().strip(" ,:")


def _first_step(main: Clause, clause: Clause, before: Measure, now: Measure) -> re.Match[str] | None:
    """The quarter named with a level that the level of the whole year follows: "hết quý I đạt 20%, cả năm đạt 100%"."""
    if not main.levels or before["value"] is None or before["unit"] != now["unit"]:
        return None
    lead = clause.words.text[: clause.levels[0].start]
    if not _AT_LAST.search(lead) or _VERBS_ONLY.sub(" ", _AT_LAST.sub(" ", lead)).strip(" ,;:-()"):
        return None
    return _STEP.search(main.words.text, 0, main.levels[0].start)


def _after_steps(step: re.Match[str], before: Measure, final: Measure, entry: str) -> Measure:
    """The level of the year, with the thing that the first quarter named and the quarters' levels on the way."""
    metric = before["metric"].replace(step.group(), " ").strip(" ,;:-")
    first: Milestone = {"period": _step_period(step, step.string, entry), "value": before["value"]}
    named = {"metric": metric} if len(metric) > 1 else {}
    return {**final, **named, "milestones": [first, *before.get("milestones", [])]}  # type: ignore[typeddict-item]


def _goes_on(clause: Clause, before: Measure, now: Measure) -> bool:
    """Whether a bare figure goes on with the change of the one before: "Giảm 12 hộ nghèo, 20 hộ cận nghèo"."""
    return (
        now["operator"] == "equal"
        and before["operator"] in ("decrease", "increase_at_least")
        and not clause.words.text[: clause.levels[0].start].strip(" -")
    )


def _with_milestone(interim: Measure, final: Measure) -> Measure:
    milestones: list[Milestone] = [*interim.get("milestones", [])]
    milestones.append({"period": interim["period"], "value": interim["value"]})  # type: ignore[typeddict-item]
    operator = interim["operator"] if final["operator"] == "equal" else final["operator"]
    return {**final, "metric": interim["metric"], "operator": operator, "milestones": milestones}


def _measure(sheet: Sheet, words: Passage, level: Level, judgement: Judgement) -> Measure:
    metric = read_metric(words, level, judgement)
    unit = level.unit
    if unit and unit[:2].istitle() and level.measured == "count":
        unit = unit[0].lower() + unit[1:]
    growth = judgement.operator.startswith("increase") or judgement.operator == "decrease"
    per, every = PER.search(words.text), None
    measure: Measure = {
        "metric": next((text for text in (metric.text, words.text) if len(text) > 1), "(trống)"),
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
    baseline = BASELINE.search(words.text) or FROM_TO.search(words.text)
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


def _in_words(sheet: Sheet, words: Passage) -> Measure:
    """A measure without a figure; "không để xảy ra" is the level zero."""
    operator: Operator
    operator, sign = judge_words(words.text)
    lead = LEAD.match(words.text)
    metric = words.cut(lead.end()) if lead else words
    if sign and operator in ("maintain", "complete", "decrease") and metric.text and sign.end() < len(words.text):
        rest = re.match(
            r"\s*(?:và )?(?:hoàn thành )?vượt mức\s+|\s*và hoàn thành\s+", words.text[sign.end() :], re.IGNORECASE
        )
        sign_end = sign.end() + (rest.end() if rest else 0)
        metric = words.cut(sign_end) if len(words.text) - sign.end() > 3 and sign.start() < 30 else metric
    if sign and operator == "rank" and sign.start() > 3:
        metric = words.cut(lead.end() if lead else 0, sign.start())
    if operator == "qualitative" and (
        zeal := re.match(r"(?:tích cực|chủ động|thường xuyên|đẩy mạnh)\s+", metric.text, re.IGNORECASE)
    ):
        metric = metric.cut(zeal.end())
    metric = metric.trim(",.;:/")
    measure: Measure = {
        "metric": metric.text if len(metric.text) > 1 else words.text if len(words.text) > 1 else "(trống)",
        "operator": operator,
        "value": Decimal(0)
        if operator == "equal" or (operator == "maintain" and _KEPT_AT_NONE.match(words.text))
        else None,
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
