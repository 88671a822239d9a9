"""What may be corrected of a reading, as boxes of fields: one box per item, saved by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from thidua.apps.plans.services.correcting import shown
from thidua.core.movements import KIND_LABELS
from thidua.core.plans.corrections import item_at
from thidua.core.plans.library import KINDS, theme_owner
from thidua.core.plans.model import OPERATORS, Role, ThemeOf
from thidua.core.plans.sentences import goal_sentence, operator_label, role_label
from thidua.core.verdicts import Reason
from thidua.core.viet.dates import near_date
from thidua.core.viet.numbers import format_number, number_in_words
from thidua.core.viet.text import clean
from thidua.web.desk.plans.marks import Reading, key_of

BOUNDS = (("before", "trước ngày ấy"), ("by", "chậm nhất, đến hết ngày ấy"), ("on", "vào ngày ấy"))
_OPERATOR_CHOICES = tuple((name, operator_label(name)) for name in OPERATORS)
TYPES = tuple((kind.value, label) for kind, label in KIND_LABELS.items())
_SENTENCE = (("label", "Số hiệu", "text"), ("text", "Nội dung", "long"))
_TARGET = (("label", "Số hiệu", "text"), ("text", "Nội dung chỉ tiêu", "long"))
_FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "document": (
        ("number", "Số", "text"),
        ("symbol", "Ký hiệu", "text"),
        ("date", "Ngày ban hành", "date"),
        ("title", "Trích yếu", "long"),
        ("issuer/name", "Cơ quan ban hành", "text"),
    ),
    "movement": (("name", "Tên phong trào", "long"), ("type", "Loại phong trào", "type")),
    "period": (("from", "Từ ngày", "date"), ("to", "Đến hết ngày", "date")),
    "signatory": (("name", "Người ký", "text"), ("position", "Chức vụ", "text")),
    "targets": _TARGET,
    "sub_targets": _TARGET,
    "measures": (
        ("metric", "Đo cái gì", "text"),
        ("operator", "Cách so", "operator"),
        ("value", "Mức", "number"),
        ("value_max", "Đến mức", "number"),
        ("unit", "Đơn vị tính", "text"),
    ),
    "assignments": (("unit", "Tên đơn vị", "text"),),
    "duties": (("text", "Việc phải làm", "long"), ("role", "Vai trò", "role")),
    "tasks": (
        ("label", "Số hiệu", "text"),
        ("text", "Nhiệm vụ", "long"),
        ("lead", "Chủ trì", "text"),
        ("support", "Phối hợp", "text"),
        ("due", "Hạn", "date"),
        ("product", "Sản phẩm", "text"),
    ),
    "purposes": _SENTENCE,
    "requirements": _SENTENCE,
    "phases": (
        ("label", "Giai đoạn", "text"),
        ("name", "Tên gọi", "text"),
        ("from", "Từ ngày", "date"),
        ("to", "Đến hết ngày", "date"),
    ),
    "commendation": (
        ("form", "Hình thức", "text"),
        ("stage", "Dịp khen", "stage"),
        ("authority", "Ai khen", "text"),
        ("collectives", "Số tập thể", "number"),
        ("individuals", "Số cá nhân", "number"),
    ),
    "themes": (("text", "Chủ đề", "long"), ("of", "Của", "of"), ("year", "Năm", "text")),
    "legal_bases": (
        ("type", "Loại văn bản", "paper"),
        ("number", "Số, ký hiệu", "text"),
        ("date", "Ngày", "date"),
        ("issuer", "Cơ quan ban hành", "text"),
        ("title", "Trích yếu", "long"),
        ("role", "Dùng làm", "basis"),
    ),
    "recipients": (("name", "Nơi nhận", "text"), ("note", "Ghi chú", "text")),
    "linked_movements": (("name", "Tên phong trào", "long"), ("launched_by", "Ai phát động", "text")),
    "channels": (("name", "Tên kênh", "text"),),
    "members": (("unit", "Đơn vị", "text"), ("role", "Vai trò", "member")),
    "criteria": (
        ("label", "Số hiệu", "text"),
        ("text", "Nội dung chấm", "long"),
        ("points", "Điểm", "number"),
        ("kind", "Loại điểm", "points"),
    ),
    "deadlines": (
        ("what", "Việc phải làm", "long"),
        ("when", "Hạn, theo lời văn bản", "text"),
        ("date", "Ngày", "date"),
        ("bound", "Nghĩa là", "bound"),
        ("to", "Gửi ai", "text"),
    ),
}
STAGES = (("annual", "hằng năm"), ("mid_term", "sơ kết"), ("final", "tổng kết"), ("campaign", "đợt thi đua"))
REMOVED_INSIDE = {"measures": "Bỏ mức này", "duties": "Bỏ việc này"}
"""Items that are taken out inside the row of another one."""
_CHOICES = {
    "operator": _OPERATOR_CHOICES,
    "type": TYPES,
    "bound": BOUNDS,
    "role": tuple((name, role_label(name)) for name in get_args(Role)),
    "stage": STAGES,
    "of": tuple((name, theme_owner(name)) for name in get_args(ThemeOf)),
    "paper": tuple(KINDS.items()),
    "basis": (("basis", "căn cứ"), ("cited", "được nhắc đến")),
    "member": (("head", "trưởng khối"), ("deputy", "phó trưởng khối"), ("member", "thành viên")),
    "points": (
        ("group", "tổng của các dòng dưới"),
        ("base", "điểm chuẩn"),
        ("bonus", "điểm thưởng"),
        ("penalty", "điểm trừ"),
    ),
}


@dataclass(slots=True)
class Field:
    """One field: `base` is the stored value as text, `value` what the control shows (typed words after a refusal)."""

    name: str
    label: str
    kind: str
    slug: str
    base: str = ""
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    errors: list[Reason] = field(default_factory=list)
    theirs: str | None = None
    who: str = ""
    echo: str = ""

    @property
    def answers(self) -> list[str]:
        """The two readings of a figure that must be asked about, as they may be typed."""
        params = next((reason.params for reason in self.errors if {"first", "second"} <= set(reason.params)), {})
        return [str(params[name]) for name in ("first", "second") if name in params]

    @property
    def spoken(self) -> str:
        """The stored value as a person reads it, for pages without fields."""
        return dict(self.choices).get(self.base, self.value)


@dataclass(slots=True)
class Box:
    """The fields of one item. `key` makes ids on the page; `item` is the id that the address names."""

    key: str
    item: str
    path: str
    fields: list[Field]
    goal: str = ""
    removing: str = ""

    @property
    def wrong(self) -> bool:
        return any(one.errors or one.theirs is not None for one in self.fields)


def box_at(reading: Reading, path: str) -> Box | None:
    """The box of the item at a path; None where nothing may be corrected."""
    item = item_at(reading, path)
    names = _FIELDS.get(kind_of(path))
    if item is None or not names or not item.get("id"):
        return None
    key = box_key(path, reading)
    fields = [_field(item, key, *row) for row in names]
    kind = kind_of(path)
    goal = goal_sentence(item) if kind == "measures" else ""
    # The last one stays: a target has a level, a unit a duty.
    alone = kind in REMOVED_INSIDE and item_at(reading, f"{path.rsplit('/', 1)[0]}/1") is None
    return Box(key, item["id"], path, fields, goal, "" if alone else REMOVED_INSIDE.get(kind, ""))


def kind_of(path: str) -> str:
    """The list an item stands in ("targets/3/measures/0" is one of the measures), or its own name."""
    return [step for step in path.split("/") if not step.isdigit()][-1]


def box_key(path: str, reading: Reading) -> str:
    """A short name for ids: "3" for the third target, "3m2" for its second measure, "M" for the movement."""
    key = "M" if path == "movement" else key_of(path, reading)
    return f"{key}m{int(path.rsplit('/', 1)[1]) + 1}" if kind_of(path) == "measures" else key


def _field(item: dict[str, Any], key: str, name: str, label: str, kind: str) -> Field:
    stored: Any = item
    for step in name.split("/"):
        stored = (stored or {}).get(step)
    base = shown(stored)
    slug = f"{key.replace('.', '-')}-{name.replace('/', '-')}"
    return Field(name, label, kind, slug, base, display(kind, base), _CHOICES.get(kind, ()), echo=echo(kind, stored))


def display(kind: str, base: str) -> str:
    """A stored value as the control shows it: 1784.4 as "1784,4" (ungrouped: one reading), dates day first."""
    if kind == "number":
        return base.replace(".", ",")
    return display_date(base) if kind == "date" else base


def display_date(iso: str) -> str:
    """2026-12-05 as 05/12/2026, 2026-12 as 12/2026, 2026-Q3 as "quý 3/2026"."""
    year, _, rest = iso.partition("-")
    if rest.startswith("Q"):
        return f"quý {rest[1:]}/{year}"
    return "/".join([*reversed(rest.split("-")), year]) if rest else year


def unchanged(one: Field, typed: str, base: str) -> bool:
    """Whether the person left the field as the page showed it."""
    return clean(typed) == clean(display(one.kind, base))


def echo(kind: str, stored: Any) -> str:
    """The value read back with its meaning."""
    if stored is None or stored == "":
        return ""
    if kind == "number":
        value = Decimal(str(stored))
        return f"{format_number(value)} → {spoken_number(value)}"
    if kind == "date" and len(str(stored)) == len("2026-12-05"):
        day = date.fromisoformat(str(stored))
        return f"{near_date(day)}/{day.year}"
    return ""


def spoken_number(value: Decimal) -> str:
    """1784.4 as "một nghìn bảy trăm tám mươi tư phẩy bốn"; zeros that lead the decimals are said one by one."""
    whole, _, decimals = format(abs(value), "f").partition(".")
    decimals = decimals.rstrip("0")
    words = ["âm"] if value < 0 else []
    words.append(number_in_words(int(whole)))
    if decimals:
        rest = decimals.lstrip("0")
        words += ["phẩy", *["không"] * (len(decimals) - len(rest)), number_in_words(int(rest))]
    return " ".join(words)
