"""Tasks, awards, themes, grounds, recipients and the rest: folded lists, each line with fields of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thidua.core.plans.corrections import item_at
from thidua.web.desk.plans.boxes import STAGES, display_date
from thidua.web.desk.plans.marks import Reading, key_of
from thidua.web.desk.plans.rows import Row, short
from thidua.web.desk.plans.sheet import Mark

_STAGES = dict(STAGES)


@dataclass(slots=True)
class Group:
    """Things of one kind: how many of what, and a row for each; `open` when one of them shows its fields."""

    name: str
    rows: list[Row]
    open: bool = False


def _task(row: dict[str, Any]) -> str:
    return short(" ".join(filter(None, (row.get("label"), row["text"]))))


def _award(row: dict[str, Any]) -> str:
    shares = [
        f"{row[name]} {word}"
        for name, word in (("collectives", "tập thể"), ("individuals", "cá nhân"))
        if row.get(name)
    ]
    return ", ".join([f"{row['form']} ({_STAGES[row['stage']]})", *shares])


def _instrument(row: dict[str, Any]) -> str:
    day = f" ngày {display_date(row['date'])}" if row["date"] else ""
    number = f"số {row['number']}" if row["number"] else ""
    return " ".join(filter(None, (row.get("title") or "", number))) + day


def _recipient(row: dict[str, Any]) -> str:
    name = f"Lưu: {row['name']}" if row.get("archive") else row["name"]
    return f"{name} ({row['note']})" if row.get("note") else name


_KINDS: tuple[tuple[str, str, str, Any], ...] = (
    ("tasks", "nhiệm vụ, giải pháp", "Bỏ nhiệm vụ này", _task),
    ("commendation", "mức khen thưởng", "Bỏ mức khen này", _award),
    ("themes", "chủ đề", "Bỏ chủ đề này", lambda row: f"“{row['text']}”"),
    ("legal_bases", "căn cứ, văn bản viện dẫn", "Bỏ văn bản này", _instrument),
    ("purposes", "mục đích", "Bỏ mục đích này", _task),
    ("requirements", "yêu cầu", "Bỏ yêu cầu này", _task),
    ("linked_movements", "phong trào liên quan", "Bỏ phong trào này", lambda row: row["name"]),
    ("channels", "kênh tuyên truyền", "Bỏ kênh này", lambda row: row["name"]),
    ("recipients", "nơi nhận", "Bỏ nơi nhận này", _recipient),
    ("block/members", "thành viên khối", "Bỏ đơn vị này", lambda row: row["unit"]),
    ("scoring/criteria", "mục thang điểm", "Bỏ mục này", lambda row: short(row["text"])),
)
_IN_PAPER = ("commendation",)
"""Lists whose items have their keys in the paper on the left, whether opened or not."""


def groups(reading: Reading) -> list[Group]:
    """Every list that holds something, in the order of a paper's interest."""
    found = []
    for name, noun, removing, words in _KINDS:
        rows = [
            Row(
                key_of(path := f"{name}/{at}", reading),
                words(item) or "(trống)",
                path=path,
                has_place=name in _IN_PAPER and bool((item.get("source") or {}).get("chars")),
                removing=removing,
            )
            for at, item in enumerate(_rows(reading, name))
        ]
        if rows:
            found.append(Group(f"{len(rows)} {noun}", rows))
    return found


def _rows(reading: Reading, name: str) -> list[dict[str, Any]]:
    here: Any = reading
    for step in name.split("/"):
        here = (here or {}).get(step)
    return here or []


def mark_of(row: Row, reading: Reading) -> Mark | None:
    """The place in the paper of an opened row that has no mark there otherwise."""
    chars = ((item_at(reading, row.path) or {}).get("source") or {}).get("chars")
    inside = chars and 0 <= chars[0] < chars[1] <= len(reading["x_text"])
    return Mark(row.key, chars[0], chars[1], see=True) if inside and not row.has_place else None


ADDED_BY_TYPING = (
    ("tasks", "nhiệm vụ", "text"),
    ("assignments", "đơn vị và việc", "text"),
    ("commendation", "mức khen", "form"),
    ("themes", "chủ đề", "text"),
    ("legal_bases", "căn cứ, văn bản viện dẫn", "title"),
    ("purposes", "mục đích", "text"),
    ("requirements", "yêu cầu", "text"),
    ("phases", "giai đoạn", "label"),
    ("recipients", "nơi nhận", "name"),
    ("linked_movements", "phong trào liên quan", "name"),
    ("channels", "kênh tuyên truyền", "name"),
    ("members", "thành viên khối", "unit"),
    ("criteria", "mục thang điểm", "text"),
)
"""What the form "Thêm mục khác" adds: the list, its word, and the field that the typed words go into."""
