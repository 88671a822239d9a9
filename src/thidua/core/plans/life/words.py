"""How the parts and fields of a plan are called when two versions are told apart, and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thidua.core.plans.sentences import goal_sentence, operator_label, role_label, short_name
from thidua.core.viet.dates import day_first
from thidua.core.viet.numbers import format_number

PARTS: dict[str, tuple[str, str]] = {
    "document": ("Thể thức", "thông tin chung"),
    "signatory": ("Thể thức", "thông tin chung"),
    "movement": ("Phong trào", "thông tin phong trào"),
    "period": ("Thời gian", "thời gian chung"),
    "phases": ("Thời gian", "giai đoạn"),
    "themes": ("Chủ đề", "chủ đề"),
    "legal_bases": ("Căn cứ", "căn cứ"),
    "purposes": ("Mục đích, yêu cầu", "mục đích"),
    "requirements": ("Mục đích, yêu cầu", "yêu cầu"),
    "objective": ("Mục tiêu chung", "mục tiêu chung"),
    "targets": ("Chỉ tiêu", "chỉ tiêu"),
    "tasks": ("Nhiệm vụ, giải pháp", "nhiệm vụ"),
    "assignments": ("Phân công", "phân công"),
    "deadlines": ("Thời hạn", "hạn"),
    "commendation": ("Khen thưởng", "mức khen thưởng"),
    "scoring": ("Thang điểm", "mục thang điểm"),
    "block": ("Khối thi đua", "mục của khối"),
    "linked_movements": ("Phong trào liên quan", "phong trào liên quan"),
    "channels": ("Tuyên truyền", "kênh tuyên truyền"),
    "recipients": ("Nơi nhận", "nơi nhận"),
}
"""Parts of a plan in the order in which they are told: heading, and the noun of the sum ("đổi 3 chỉ tiêu")."""

GOAL = ("operator", "value", "value_max", "unit", "basis", "better", "as_written")
"""Fields of a measure that one goal sentence tells together."""

_LABELS = {
    "as_written": "Như trong văn bản", "after": "Tính từ", "archive": "Lưu", "authority": "Cấp khen",
    "baseline": "Mức gốc", "behalf_of": "Thay mặt", "bound": "Nghĩa là", "collectives": "Số tập thể", "date": "Ngày",
    "due": "Hạn", "form": "Hình thức", "from": "Từ ngày", "group": "Nhóm", "individuals": "Số cá nhân",
    "issuer": "Cơ quan ban hành", "issuer/level": "Cấp ban hành", "issuer/name": "Cơ quan ban hành",
    "issuer/parent": "Cơ quan chủ quản", "issuer/place": "Địa danh của cơ quan", "kind": "Loại", "label": "Số hiệu",
    "launched_by": "Nơi phát động", "lead": "Chủ trì", "metric": "Đo cái gì", "milestones": "Mức từng năm",
    "mode": "Thể thức ký", "name": "Tên", "note": "Ghi chú", "number": "Số", "of": "Của cấp", "per": "Tính trên",
    "period": "Kỳ", "place": "Địa danh", "points": "Điểm", "position": "Chức vụ", "post": "Chức danh",
    "product": "Sản phẩm", "recurrence": "Lặp lại", "role": "Vai trò", "stage": "Đợt", "support": "Phối hợp",
    "symbol": "Ký hiệu", "text": "Nội dung", "title": "Trích yếu", "to": "Đến ngày", "total": "Tổng điểm",
    "type": "Loại", "unit": "Đơn vị", "via": "Gửi qua", "what": "Việc phải làm", "when": "Hạn, theo lời văn bản",
    "who": "Người làm", "with": "Phối hợp với", "year": "Năm",
}  # fmt: skip
_OF_PART = {("deadlines", "to"): "Gửi ai", ("legal_bases", "role"): "Vai trò", ("tasks", "text"): "Nhiệm vụ"}
_BOUNDS = {"before": "trước ngày ấy", "by": "chậm nhất, đến hết ngày ấy", "on": "vào ngày ấy"}
_EVERY = {
    "week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý", "half_year": "sáu tháng một lần",
    "year": "hằng năm", "term": "mỗi học kỳ",
}  # fmt: skip
_DEADLINES = {
    "report": "báo cáo", "registration": "đăng ký", "dossier": "hồ sơ", "review": "sơ kết, tổng kết", "other": "khác",
}  # fmt: skip
_PAPERS = {
    "plan": "kế hoạch", "decision": "quyết định", "directive": "chỉ thị", "dispatch": "công văn",
    "guideline": "hướng dẫn", "regulation": "quy chế", "pledge": "giao ước", "report": "báo cáo", "law": "luật",
    "decree": "nghị định", "circular": "thông tư", "resolution": "nghị quyết", "conclusion": "kết luận",
    "programme": "chương trình", "notice": "thông báo", "other": "văn bản khác",
}  # fmt: skip
_LEVELS = {
    "central": "trung ương", "national": "cả nước", "province": "tỉnh, thành phố", "commune": "xã, phường, đặc khu",
    "agency": "cơ quan", "school": "trường học", "block": "khối thi đua", "council": "hội đồng",
    "enterprise": "doanh nghiệp", "other": "khác",
}  # fmt: skip
_MOVEMENTS = {
    "annual": "thường xuyên, theo năm công tác", "campaign": "theo đợt", "thematic": "chuyên đề",
    "block": "của khối, cụm thi đua", "school_year": "năm học",
}  # fmt: skip
_MEMBERS = {"head": "trưởng khối", "deputy": "phó trưởng khối", "member": "thành viên"}
_POINTS = {"group": "nhóm", "base": "điểm chuẩn", "bonus": "điểm thưởng", "penalty": "điểm trừ"}
_BASES = {
    "absolute": "con số tuyệt đối", "growth": "mức tăng", "share": "tỷ lệ", "count": "số lượng", "rank": "thứ hạng",
    "higher": "càng cao càng tốt", "lower": "càng thấp càng tốt",
}  # fmt: skip
_STAGES = {"annual": "hằng năm", "mid_term": "sơ kết", "final": "tổng kết", "campaign": "đợt thi đua"}
_WORDS: dict[tuple[str, str], Mapping[str, str]] = {
    ("document", "kind"): _PAPERS, ("document", "issuer/level"): _LEVELS, ("movement", "type"): _MOVEMENTS,
    ("themes", "of"): _LEVELS, ("legal_bases", "type"): _PAPERS,
    ("legal_bases", "role"): {"basis": "căn cứ", "cited": "viện dẫn"}, ("deadlines", "kind"): _DEADLINES,
    ("deadlines", "bound"): _BOUNDS, ("commendation", "stage"): _STAGES, ("block", "role"): _MEMBERS,
    ("scoring", "kind"): _POINTS,
}  # fmt: skip
_DAYS = {"date", "from", "due"}
NOTHING = "không ghi"


def label_of(part: str, field: str) -> str:
    """What a field is called; a field of a later format keeps its own name."""
    return _OF_PART.get((part, field)) or _LABELS.get(field, field)


def value_in_words(part: str, field: str, value: Any) -> str:
    """A stored value as a person reads it; nothing stored is said too."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return "; ".join(value_in_words(part, field, one) for one in value)
    if isinstance(value, dict):
        return _table_in_words(value)
    if isinstance(value, str):
        return _text_in_words(part, field, value)
    return str(value) if field == "year" else format_number(value)


def _text_in_words(part: str, field: str, value: str) -> str:
    is_day = field in _DAYS or (field == "to" and part in ("period", "phases"))
    if is_day and value[:4].isdigit():
        return day_first(value)
    if field == "operator":
        return operator_label(value)  # type: ignore[arg-type]
    if field == "role" and part == "assignments":
        return role_label(value)  # type: ignore[arg-type]
    return _WORDS.get((part, field), {}).get(value, value)


def _table_in_words(value: dict[str, Any]) -> str:
    """A recurrence ("hằng quý, ngày 20"), or one milestone ("2027: 92")."""
    if "every" in value:
        days = [f"{name} {value[key]}" for key, name in (("month", "tháng"), ("day", "ngày")) if value.get(key)]
        days += [f"thứ {value['weekday'] + 1}" if value["weekday"] < 7 else "Chủ nhật"] if value.get("weekday") else []
        return ", ".join([_EVERY.get(value["every"], str(value["every"])), *days])
    figure = value.get("value")
    words = format_number(figure) if figure is not None else value.get("text") or NOTHING
    return f"{value['period']}: {words}" if "period" in value else str(words)


def goal_in_words(measure: dict[str, Any]) -> str:
    """What has to be reached; a level that stands in no sentence is told by its rule and words."""
    return goal_sentence(measure)  # type: ignore[arg-type]


def goal_in_full(measure: dict[str, Any]) -> str:
    """The goal with its rule and its printed words, where the short sentences of two goals are the same."""
    told = [operator_label(measure["operator"]).lower(), goal_in_words(measure)]
    told += [f"“{measure['as_written']}”"] if measure.get("as_written") else []
    told += [_BASES.get(value, value) for name in ("basis", "better") if (value := measure.get(name))]
    figures = [format_number(measure[name]) for name in ("value", "value_max") if measure.get(name) is not None]
    return ", ".join([*told, *figures, *([measure["unit"]] if measure.get("unit") else [])])


def heading_of(part: str, listed: str, item: dict[str, Any]) -> str:
    """A short name of an item: at most a line."""
    if listed in ("targets", "sub_targets") and item.get("measures") is not None:
        return short_name(item)  # type: ignore[arg-type]
    if listed == "document":
        return "Phần đầu văn bản"
    if listed == "signatory":
        return "Người ký"
    if listed == "period":
        return "Thời gian thực hiện"
    for key in ("metric", "what", "unit", "name", "text", "title", "form", "number", "label"):
        if item.get(key):
            return _cut(str(item[key]))
    return PARTS[part][1].capitalize()


def whole_of(part: str, listed: str, item: dict[str, Any]) -> str:
    """All that is told of an item that came or went."""
    words = str(item.get("text") or item.get("what") or item.get("name") or heading_of(part, listed, item))
    if listed == "measures":
        return f"{item['metric']}: {goal_in_words(item)}"
    if listed == "deadlines":
        day = f", {day_first(item['date'])}" if item.get("date") else ""
        return f"{words} ({item['when']}{day})"
    if listed == "assignments":
        return f"{item['unit']}: {'; '.join(duty['text'] for duty in item.get('duties') or ())}"
    if listed == "phases":
        days = [value_in_words(part, name, item.get(name)) for name in ("from", "to")]
        return f"{item['label']}: {days[0]} – {days[1]}"
    if listed == "legal_bases":
        day = f" ngày {day_first(item['date'])}" if item.get("date") else ""
        return " ".join(filter(None, (item.get("title"), item.get("number")))) + day
    return words


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" ,.:-") + "…"
