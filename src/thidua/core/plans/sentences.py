"""Short Vietnamese words for measures, operators, roles and targets, as pages and papers print them."""

from __future__ import annotations

import re
from decimal import Decimal

from thidua.core.plans.model import Measure, Operator, Role, Target
from thidua.core.viet.numbers import format_number

_OPERATORS: dict[Operator, str] = {
    "at_least": "từ mức này trở lên",
    "at_most": "không quá",
    "above": "trên",
    "below": "dưới",
    "equal": "đạt",
    "between": "trong khoảng",
    "increase_at_least": "tăng ít nhất",
    "increase_between": "tăng trong khoảng",
    "decrease": "giảm",
    "maintain": "giữ vững",
    "complete": "hoàn thành",
    "rank": "xếp hạng",
    "qualitative": "không có con số",
}
_ROLES: dict[Role, str] = {"lead": "Chủ trì", "coordinate": "Phối hợp", "advise": "Tham mưu", "perform": "Thực hiện"}
_SENTENCES: dict[Operator, str] = {
    "at_least": "từ {a} trở lên",
    "at_most": "không quá {a}",
    "above": "trên {a}",
    "below": "dưới {a}",
    "equal": "{a}",
    "between": "từ {a} đến {b}",
    "increase_at_least": "tăng ít nhất {a}",
    "increase_between": "tăng từ {a} đến {b}",
    "decrease": "giảm ít nhất {a}",
    "maintain": "duy trì {a}",
    "complete": "hoàn thành {a}",
    "rank": "xếp thứ {a} trở lên",
}
_WITHOUT_FIGURE: dict[Operator, str] = {
    "decrease": "giảm",
    "increase_at_least": "tăng",
    "maintain": "giữ vững",
    "complete": "hoàn thành",
    "qualitative": "không có con số",
}
# The level is set by somebody else: "theo chỉ tiêu thành phố giao", "kế hoạch tỉnh giao".
_QUOTA = re.compile(
    r"(?:chỉ tiêu|kế hoạch|dự toán)\b[^,.;]{0,80}?\b(?P<by>thành phố|tỉnh|cấp trên|Trung ương|quận|huyện"
    r"|phường|xã)\s+giao",
    re.I,
)
_OPENING = re.compile(r"^(?:phấn đấu|tiếp tục|duy trì|bảo đảm|đảm bảo|hoàn thành|giữ vững|tỷ lệ|tỉ lệ|các|số)\s+", re.I)
_WIDTH = 60


def operator_label(operator: Operator) -> str:
    """What an operator is called in a list of choices."""
    return _OPERATORS[operator]


def role_label(role: Role) -> str:
    """What the part of a unit in a duty is called."""
    return _ROLES[role]


def amount(value: Decimal, unit: str | None) -> str:
    """A figure with its unit: the percent sign touches the number, every other unit stands apart."""
    number = format_number(value)
    if not unit:
        return number
    return f"{number}{unit}" if unit.startswith(("%", "‰")) else f"{number} {unit}"


def goal_sentence(measure: Measure) -> str:
    """What has to be reached, in a few words: "từ 90% trở lên", "1.784,4 tỷ đồng", "giữ vững"."""
    operator, value, unit = measure["operator"], measure["value"], measure["unit"]
    if value is None:
        return _without_figure(measure)
    if operator == "equal" and value == 0 and unit is None:
        return "không để xảy ra"
    if operator == "rank" and unit:
        return f"{unit} {format_number(value)}"
    top = measure.get("value_max")
    if unit and operator == "equal" and measure.get("basis") == "rank":
        return f"{unit} {format_number(value)}"
    if top is not None:
        pattern = "giảm từ {a} đến {b}" if operator == "decrease" else _SENTENCES.get(operator, "từ {a} đến {b}")
        lower = amount(value, "%" if (unit or "").startswith("%") else None)
        return pattern.format(a=lower, b=amount(top, unit))
    return _SENTENCES.get(operator, "{a}").format(a=amount(value, unit))


def _without_figure(measure: Measure) -> str:
    operator = measure["operator"]
    if quota := _QUOTA.search(f"{measure['metric']} {measure.get('as_written', '')}"):
        return f"theo chỉ tiêu {quota['by']} giao"
    if operator == "rank":
        return measure.get("as_written") or "xếp hạng"
    return _WITHOUT_FIGURE.get(operator, "không có con số")


def short_name(target: Target) -> str:
    """A heading of at most about 60 characters: the thing that is measured, cut at the end of a word."""
    measures = target["measures"]
    name = measures[0]["metric"] if measures else target["text"]
    name = re.split(r"[;(]|, (?=tỷ lệ|trong đó)", name)[0].strip(" ,.:")
    name = _OPENING.sub("", name) if len(name) > _WIDTH else name
    if len(name) > _WIDTH:
        name = name[:_WIDTH].rsplit(" ", 1)[0].rstrip(" ,.:-") + "…"
    return name[:1].upper() + name[1:]
