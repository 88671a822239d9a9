"""A plan with an id at every item, and small edits of it that Hypothesis may put together."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from itertools import count
from typing import Any

from hypothesis import strategies as st

from thidua.core.plans.identity import items, name_items

Plan = dict[str, Any]


def a_measure(metric: str, value: int, unit: str = "%") -> Plan:
    return {"metric": metric, "operator": "at_least", "value": Decimal(value), "unit": unit}


def a_target(at: int, text: str, value: int) -> Plan:
    measures = [a_measure(text, value), a_measure(f"{text}, phần còn lại", value + 1)]
    return {"label": f"({at})", "text": f"{text} đạt {value}%", "measures": measures}


def a_plan() -> Plan:
    """Six targets, one of them in parts, tasks, units with duties, limits; ids "i1", "i2", ... in reading order."""
    words = ("Hộ dùng nước sạch", "Ngõ có đèn", "Trẻ biết bơi", "Hồ sơ nộp qua mạng", "Thuyền có phao", "Rác phân loại")
    targets = [a_target(at, text, 60 + at) for at, text in enumerate(words, 1)]
    targets[2]["sub_targets"] = [a_target(1, "Trẻ lớp bốn", 70), a_target(2, "Trẻ lớp năm", 80)]
    duty = {"role": "lead", "text": "Đo nước giếng mỗi tháng"}
    plan: Plan = {
        "format": "thidua-plan/1",
        "document": {
            "kind": "plan", "number": "7", "symbol": "KH-UBND", "date": "2026-02-03", "title": "Thi đua hè",
            "issuer": {"name": "Ủy ban nhân dân phường Bến Ngọc", "level": "commune"},
        },
        "movement": {"name": "Bến sạch", "type": "campaign"},
        "themes": [{"of": "commune", "text": "Nước trong, bến đẹp", "year": 2026}],
        "legal_bases": [{"type": "law", "number": "06/2022/QH15", "date": "2022-06-15", "role": "basis"}],
        "purposes": [{"label": "1", "text": "Giữ bến sạch quanh năm"}],
        "requirements": [{"label": "2", "text": "Làm đều tay, không phô trương"}],
        "objective": {"text": "Bến sạch cả bốn mùa"},
        "targets": targets,
        "tasks": [{"label": str(at), "text": f"Việc số {at}: {words[at]}"} for at in range(4)],
        "period": {"from": "2026-03-01", "to": "2026-09-30"},
        "phases": [{"label": "Đợt 1", "name": None, "from": "2026-03", "to": "2026-05"}],
        "assignments": [
            {"unit": "Tổ dân phố", "duties": [duty, {"role": "perform", "text": "Quét ngõ"}]},
            {"unit": "Trường Tiểu học", "duties": [{"role": "coordinate", "text": "Dạy bơi"}]},
        ],
        "deadlines": [
            {"kind": "report", "when": "trước 05/9/2026", "date": "2026-09-05", "bound": "before", "what": "Báo cáo"},
            {"kind": "report", "when": "hằng tháng", "recurrence": {"every": "month", "day": 20}, "what": "Số liệu"},
        ],
        "commendation": [{"stage": "campaign", "form": "Giấy khen", "collectives": 5}],
        "scoring": {"total": Decimal(100), "criteria": [{"text": "Nước", "points": Decimal(60), "kind": "base"}]},
        "block": {"name": "Khối bến", "members": [{"unit": "Tổ dân phố", "role": "head"}]},
        "linked_movements": [{"name": "Cả nước bơi giỏi"}],
        "channels": [{"name": "Loa phường"}],
        "recipients": [{"name": "Như trên", "note": "để báo cáo"}],
        "signatory": {"name": "Trần Bảo", "position": "CHỦ TỊCH", "mode": ["TM"]},
    }  # fmt: skip
    numbers = count(1)
    return name_items(plan, lambda: f"i{next(numbers)}")


LEAVES = sorted(
    (str(item["id"]), name)
    for _, item in items(a_plan())
    for name, value in item.items()
    if isinstance(value, str) and name not in ("id", "kind", "operator", "role", "stage", "bound", "type", "of")
)
"""(id, field) of every text of the plan that an edit may change."""
TOPS = ("targets", "tasks", "deadlines", "assignments", "recipients")


def item_of(plan: Plan, ident: str) -> Plan:
    return next(item for _, item in items(plan) if item["id"] == ident)


def _changed(where: tuple[str, str]) -> Callable[[Plan], None]:
    def act(plan: Plan) -> None:
        ident, name = where
        if any(item["id"] == ident for _, item in items(plan)):
            item_of(plan, ident)[name] = "2031-01-01" if name in ("date", "from", "to") else f"{ident} khác hẳn"

    return act


def _removed(name: str, at: int) -> Callable[[Plan], None]:
    def act(plan: Plan) -> None:
        if plan[name]:
            plan[name].pop(at % len(plan[name]))

    return act


numbers = count(1000)


def _added(name: str, at: int) -> Callable[[Plan], None]:
    def act(plan: Plan) -> None:
        fresh = copy.deepcopy(a_plan()[name][0])
        for _, item in items({name: [fresh]}):
            item["id"] = f"n{next(numbers)}"
        plan[name].insert(at, fresh)

    return act


def _turned(name: str, at: int) -> Callable[[Plan], None]:
    def act(plan: Plan) -> None:
        if plan[name]:
            plan[name].append(plan[name].pop(at % len(plan[name])))

    return act


edits = st.one_of(
    st.sampled_from(LEAVES).map(_changed),
    st.builds(_removed, st.sampled_from(TOPS), st.integers(0, 6)),
    st.builds(_added, st.sampled_from(TOPS), st.integers(0, 3)),
    st.builds(_turned, st.sampled_from(TOPS), st.integers(0, 6)),
)


@st.composite
def versions(draw: st.DrawFn) -> Plan:
    """The plan after up to eight edits; ids stay single."""
    plan = a_plan()
    for act in draw(st.lists(edits, max_size=8)):
        act(plan)
    return plan
