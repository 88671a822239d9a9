"""Small papers for tests of time: a plan with one section, and the limits of one duty."""

from __future__ import annotations

from typing import Any

from thidua.core.plans.reading import read_plan

HEAD = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
Số: 12/KH-UBND
An Bình, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
{title}
Căn cứ Luật Đất đai;
"""


def plan(body: str, title: str = "Phát động thi đua năm 2026") -> Any:
    return read_plan(f"{HEAD.format(title=title)}{body}\nNơi nhận:\n- Lưu: VT.\n")


def deadlines(sentence: str) -> list[dict[str, Any]]:
    """What a duty of an office says about time."""
    found: list[dict[str, Any]] = plan(f"V. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- {sentence}")["deadlines"]
    return found


def when(entry: dict[str, Any]) -> object:
    return entry.get("date") or entry.get("recurrence") or entry.get("after")
