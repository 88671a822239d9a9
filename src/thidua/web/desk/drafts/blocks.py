"""The blocks of a section as small forms: each block is one item, saved by itself, read back at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.apps.plans.services.correcting import shown
from thidua.core.law import Instrument
from thidua.core.plans.corrections import item_at
from thidua.core.plans.drafting.notes import Note, law_of, notes_of
from thidua.core.plans.library import KINDS, standing_on
from thidua.core.plans.sentences import goal_sentence, role_label
from thidua.core.viet.dates import day_first, short_date
from thidua.core.viet.numbers import format_number
from thidua.web.desk.drafts.sections import OF, Reading, Section
from thidua.web.desk.plans.boxes import BOUNDS, TYPES, Box, Field, display, echo
from thidua.web.desk.plans.lists.bases import STANDINGS
from thidua.web.desk.plans.pane.limits import limit_sentence

_TEXT = (("text", "", "long"),)
_FIELDS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "document": (
        ("title", "Trích yếu", "long"),
        ("issuer/name", "Cơ quan ban hành", "text"),
        ("place", "Địa danh", "text"),
        ("symbol", "Ký hiệu", "text"),
    ),
    "movement": (("name", "Tên phong trào", "long"), ("type", "Loại phong trào", "type")),
    "signatory": (
        ("mode", "Ký thế nào", "mode"),
        ("behalf_of", "Thay mặt", "text"),
        ("position", "Chức vụ", "text"),
        ("name", "Người ký", "text"),
    ),
    "themes": (("text", "Chủ đề", "long"), ("of", "Của", "of"), ("year", "Năm", "text")),
    "legal_bases": (
        ("type", "Loại", "instrument"),
        ("number", "Số, ký hiệu", "text"),
        ("date", "Ngày", "date"),
        ("issuer", "Cơ quan ban hành", "text"),
        ("title", "Trích yếu", "long"),
    ),
    "purposes": _TEXT,
    "requirements": _TEXT,
    "objective": _TEXT,
    "targets": (("text", "", "long"), ("lead", "Đơn vị chủ trì", "text")),
    "sub_targets": _TEXT,
    "tasks": (("text", "", "long"), ("lead", "Đơn vị chủ trì", "text"), ("due", "Xong trước", "date")),
    "period": (("from", "Từ ngày", "date"), ("to", "Đến hết ngày", "date")),
    "phases": (
        ("label", "Giai đoạn", "text"),
        ("name", "Nội dung", "text"),
        ("from", "Từ ngày", "date"),
        ("to", "Đến hết ngày", "date"),
    ),
    "assignments": (("unit", "Đơn vị", "text"),),
    "duties": (("text", "", "long"), ("role", "Vai trò", "role")),
    "deadlines": (
        ("what", "Việc phải làm", "long"),
        ("when", "Hạn", "text"),
        ("who", "Ai làm", "text"),
        ("to", "Gửi ai", "text"),
    ),
    "commendation": (
        ("form", "Hình thức", "text"),
        ("authority", "Ai khen", "text"),
        ("collectives", "Số tập thể", "text"),
        ("individuals", "Số cá nhân", "text"),
        ("stage", "Khi nào", "stage"),
    ),
    "recipients": (("name", "Nơi nhận", "text"), ("note", "Để làm gì", "text")),
}
_AWARD_SENTENCE = (("text", "", "long"), ("stage", "Khi nào", "stage"))
_MODES = (
    ("TM", "TM. (thay mặt, Chủ tịch ký)"),
    ("TM; KT", "TM., KT. (thay mặt, Phó Chủ tịch ký thay)"),
    ("TL", "TL. (thừa lệnh)"),
    ("TUQ", "TUQ. (thừa ủy quyền)"),
)
_STAGES = (
    ("campaign", "kết thúc đợt"),
    ("annual", "hằng năm, cuối năm"),
    ("mid_term", "sơ kết"),
    ("final", "tổng kết"),
)
_CHOICES = {
    "type": TYPES,
    "mode": _MODES,
    "of": OF,
    "instrument": tuple((name, words) for name, words in KINDS.items()),
    "role": tuple((name, role_label(name)) for name in ("lead", "coordinate", "advise", "perform")),  # type: ignore[arg-type]
    "stage": _STAGES,
    "bound": BOUNDS,
}
_NAMES = {
    "document": "Văn bản", "movement": "Phong trào", "signatory": "Người ký", "themes": "Chủ đề",
    "legal_bases": "Căn cứ", "purposes": "Mục đích", "requirements": "Yêu cầu", "objective": "Mục tiêu chung",
    "targets": "Chỉ tiêu", "sub_targets": "Ý của chỉ tiêu", "tasks": "Nhiệm vụ", "period": "Thời gian",
    "phases": "Giai đoạn", "assignments": "Đơn vị", "duties": "Việc", "deadlines": "Thời hạn",
    "commendation": "Khen thưởng", "recipients": "Nơi nhận",
}  # fmt: skip
_ONCE = ("document", "movement", "signatory", "period", "objective")
_KEPT = ("purposes", "requirements", "objective", "targets", "tasks", "duties", "commendation")


@dataclass(slots=True)
class Block:
    """One item of a section: its form, what the machine understood, what is still to be confirmed, blocks inside."""

    box: Box
    kind: str
    name: str
    told: list[str] = field(default_factory=list)
    status: tuple[str, str, str] | None = None
    notes: list[Note] = field(default_factory=list)
    inner: list[Block] = field(default_factory=list)
    folded: str = ""
    """What a block says while its fields are put away; "" for one that shows them."""

    @property
    def moves(self) -> bool:
        return self.kind not in _ONCE

    @property
    def goes(self) -> bool:
        return self.kind not in _ONCE or self.kind == "objective"

    @property
    def keeps(self) -> bool:
        """Whether its words may be kept as a text to use again."""
        return self.kind in _KEPT


def blocks_of(section: Section, reading: Reading, today: date, known: Sequence[Instrument] = ()) -> list[Block]:
    """The blocks of a section in the order of the paper."""
    told: dict[str, list[Note]] = {}
    for note in notes_of(reading):  # type: ignore[arg-type]
        told.setdefault(note.item, []).append(note)
    found = [block_at(reading, path, today, known) for part in section.parts for path in _paths(part, reading)]
    blocks = [one for one in found if one]
    for block in blocks:
        for one in (block, *block.inner):
            one.notes = told.get(one.box.item, [])
    return blocks


def _paths(part: str, reading: Reading) -> Iterator[str]:
    rows = reading.get(part)
    if isinstance(rows, list):
        yield from (f"{part}/{at}" for at in range(len(rows)))
    elif rows:
        yield part


def kind_of(path: str) -> str:
    return [step for step in path.split("/") if not step.isdigit()][-1]


def block_at(reading: Reading, path: str, today: date, known: Sequence[Instrument] = ()) -> Block | None:
    """The block of the item at a path; None where nothing is written."""
    item, kind = item_at(reading, path), kind_of(path)  # type: ignore[arg-type]
    if item is None or kind not in _FIELDS or not item.get("id"):
        return None
    names = _AWARD_SENTENCE if kind == "commendation" and item.get("text") else _FIELDS[kind]
    key = item["id"][:8]
    label = " ".join(filter(None, (_NAMES[kind], item.get("label") if kind != "phases" else "")))
    fields = [_field(item, key, name, words or label, sort) for name, words, sort in names]
    block = Block(Box(key, item["id"], path, fields), kind, label)
    _understand(block, item, today, known)
    inside = {"targets": "sub_targets", "assignments": "duties"}.get(kind, "")
    for at in range(len(item.get(inside) or ())):
        if one := block_at(reading, f"{path}/{inside}/{at}", today, known):
            block.inner.append(one)
    return block


def _field(item: dict[str, Any], key: str, name: str, label: str, kind: str) -> Field:
    stored: Any = item
    for step in name.split("/"):
        stored = (stored or {}).get(step)
    base = shown(stored)
    slug = f"{key}-{name.replace('/', '-')}"
    return Field(name, label, kind, slug, base, display(kind, base), _CHOICES.get(kind, ()), echo=echo(kind, stored))


def _understand(block: Block, item: dict[str, Any], today: date, known: Sequence[Instrument]) -> None:
    """What the machine took from the words, to be checked at a glance."""
    if block.kind in ("targets", "sub_targets"):
        block.told = [_measured(measure) for measure in item["measures"]]
    elif block.kind == "deadlines":
        block.told = [limit_sentence(item, {})]
    elif block.kind == "commendation" and item.get("text"):
        named = (("collectives", "tập thể"), ("individuals", "cá nhân"))
        quotas = [f"{item[name]} {words}" for name, words in named if item.get(name)]
        block.told = [", ".join([item["form"], *quotas])]
    elif block.kind == "legal_bases":
        block.folded = citation(item)
        law = law_of(item, known)  # type: ignore[arg-type]
        block.status = STANDINGS[standing_on(law, today)]
        if law and law.until:
            by = f", thay bằng {law.replaced_by}" if law.replaced_by else ""
            block.told = [f"Hết hiệu lực từ {short_date(law.until)}{by}"]


def _measured(measure: dict[str, Any]) -> str:
    told = f"{measure['metric']}: {goal_sentence(measure)}"  # type: ignore[arg-type]
    ground = measure.get("baseline")
    if ground is None:
        return told
    unit = measure["unit"] or ""
    return f"{told} (năm trước {format_number(ground)}{unit if unit.startswith('%') else f' {unit}'.rstrip()})"


def citation(basis: dict[str, Any]) -> str:
    """ "Nghị định số 152/2025/NĐ-CP ngày 14/06/2025 của Chính phủ: ..."."""
    kind = KINDS.get(basis["type"], "Văn bản").split(",")[0]
    number = f"{kind} số {basis['number']}" if basis["number"] else ""
    day = f"ngày {day_first(basis['date'])}" if basis["date"] else ""
    issuer = f"của {basis['issuer']}" if basis.get("issuer") else ""
    head = " ".join(filter(None, (number, day, issuer)))
    title = basis.get("title") or ""
    return f"{head}: {title}" if number and title else " ".join(filter(None, (title, head)))
