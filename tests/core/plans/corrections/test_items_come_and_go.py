"""Items added by typing, moved to another list, taken out, and all of it taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import thidua.core.plans
from thidua.core.plans.contract import dumps
from thidua.core.plans.corrections import LISTED, add_item, correct, correct_fields, item_at, move_item, remove_item
from thidua.core.plans.corrections.figures import figures_of, unconfirmed
from thidua.core.plans.corrections.undoing import change_between, undo
from thidua.core.plans.identity import items, name_items
from thidua.core.plans.reading import read_plan

SCHEMA = json.loads((Path(thidua.core.plans.__file__).parent / "plan.schema.json").read_text(encoding="utf-8"))
TEXT = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2026
KẾ HOẠCH
Phát động thi đua hè năm 2026
II. CHỈ TIÊU
(1) Thu gom 95% rác trong ngày.
(2) Trồng từ 30 đến 40 gốc sưa.
III. NHIỆM VỤ
1. Dọn 100% bến đò trước mùa mưa.
2. Mở lớp dạy bơi cho trẻ.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi việc trồng cây.
- Gửi báo cáo trước ngày 05/12/2026.
"""


def numbered() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


@pytest.fixture
def plan() -> Any:
    return name_items(read_plan(TEXT), numbered())


def fits(plan: Any) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(json.loads(dumps(plan)))


TYPED: list[tuple[str, str, dict[str, str]]] = [
    ("sub_targets", "targets/0", {"text": "Riêng chợ đạt 99%."}),
    ("tasks", "", {"text": "Sơn lại cầu tàu."}),
    ("purposes", "", {"text": "Cho bến đò sạch."}),
    ("requirements", "", {"text": "Làm xong trước mưa."}),
    ("themes", "", {"text": "Bến sạch, sông trong"}),
    ("legal_bases", "", {"title": "Luật Thi đua, khen thưởng", "number": "", "date": "15/6/2022"}),
    ("recipients", "", {"name": "Các chủ đò"}),
    ("channels", "", {"name": "Loa bến đò"}),
    ("linked_movements", "", {"name": "Sông trong"}),
    ("phases", "", {"label": "Đợt 1", "from": "01/3/2026", "to": "30/4/2026"}),
    ("commendation", "", {"form": "Giấy khen"}),
    ("assignments", "", {"unit": "Đội bến đò", "text": "Chủ trì dọn bến."}),
    ("duties", "assignments/0", {"text": "Phối hợp với Đội bến đò dọn bến."}),
]


@pytest.mark.parametrize(("kind", "into", "fields"), TYPED, ids=[row[0] for row in TYPED])
def test_what_is_typed_fits_the_contract(plan: Any, kind: str, into: str, fields: dict[str, str]) -> None:
    grown, verdict = add_item(plan, kind, into=into, **fields)
    assert verdict, verdict.text
    assert fits(grown)
    change = change_between(plan, grown)
    back, verdict = undo(grown, change)
    assert verdict and dumps(back) == dumps(plan)
    path = f"{into}/{kind}".strip("/")
    outer = item_at(grown, into) if into else grown
    shrunk, verdict = remove_item(grown, f"{path}/{len(outer[kind]) - 1}")
    assert verdict and len((item_at(shrunk, into) if into else shrunk)[kind]) == len(outer[kind]) - 1


def test_the_role_of_a_typed_duty_is_read(plan: Any) -> None:
    grown, _ = add_item(plan, "assignments", unit="Đội bến đò", text="Chủ trì dọn bến.")
    assert grown["assignments"][-1]["duties"][0]["role"] == "lead"


@pytest.mark.parametrize(
    ("kind", "into", "fields", "field"),
    [
        ("tasks", "", {"text": " "}, "text"),
        ("themes", "", {"text": "ab"}, "text"),
        ("legal_bases", "", {"title": ""}, "title"),
        ("phases", "", {"label": "Đợt 1", "from": "31/02/2026"}, "from"),
        ("assignments", "", {"unit": "Đội bến đò", "text": ""}, "text"),
        ("members", "", {"unit": "Trường A"}, None),
        ("criteria", "", {"text": "Nộp đúng hạn"}, None),
        ("duties", "targets/0", {"text": "Dọn bến."}, None),
        ("signatory", "", {"name": "Trần Văn An"}, None),
    ],
)
def test_what_cannot_be_added_says_where(plan: Any, kind: str, into: str, fields: Any, field: str | None) -> None:
    same, verdict = add_item(plan, kind, into=into, **fields)
    assert same is plan and verdict.reasons[0].field == field


def test_a_target_that_is_a_task_moves_and_comes_back(plan: Any) -> None:
    target = plan["targets"][0]
    moved, verdict = move_item(plan, "targets/0", "tasks", numbered())
    assert verdict and fits(moved)
    assert [one["id"] for one in moved["targets"]] == [plan["targets"][1]["id"]]
    task = moved["tasks"][0]
    assert {name: task[name] for name in ("id", "text", "source", "label")} == {
        name: target[name] for name in ("id", "text", "source", "label")
    }
    back, verdict = move_item(moved, "tasks/0", "targets", lambda: "m")
    assert verdict and fits(back)
    assert back["targets"][0]["id"] == target["id"]
    (measure,) = back["targets"][0]["measures"]
    assert (measure["operator"], measure["value"], measure["source"]) == ("equal", 95, target["measures"][0]["source"])


def test_a_task_with_corrected_words_is_read_by_them(plan: Any) -> None:
    typed, _ = correct(plan, "tasks/0", "text", "Dọn 12 bến đò trước mùa mưa")
    moved, verdict = move_item(typed, "tasks/0", "targets", lambda: "m")
    assert verdict
    (measure,) = moved["targets"][2]["measures"]
    assert measure["value"] == 12 and "source" not in measure


@pytest.mark.parametrize(
    ("path", "kind"),
    [("deadlines/0", "tasks"), ("targets/0", "recipients"), ("targets/9", "tasks"), ("tasks/0", "tasks")],
)
def test_only_sentences_move(plan: Any, path: str, kind: str) -> None:
    same, verdict = move_item(plan, path, kind, numbered())
    assert same is plan and not verdict


def test_the_last_duty_of_a_unit_stays(plan: Any) -> None:
    fewer, verdict = remove_item(plan, "assignments/0/duties/0")
    assert verdict
    same, verdict = remove_item(fewer, "assignments/0/duties/0")
    assert same is fewer and verdict.reasons[0].code == "last_duty"


def test_every_item_of_a_list_may_be_taken_out_and_brought_back(plan: Any) -> None:
    for path, _ in items(plan):
        listed = ([step for step in path.split("/") if not step.isdigit()] or [""])[-1]
        if listed not in LISTED:
            continue
        shrunk, verdict = remove_item(plan, path)
        if verdict:
            back, verdict = undo(shrunk, change_between(plan, shrunk))
            assert verdict and dumps(back) == dumps(plan)


def test_an_act_is_not_taken_back_over_later_work(plan: Any) -> None:
    moved, _ = move_item(plan, "targets/0", "tasks", numbered())
    change = change_between(plan, moved)
    later, _ = correct(moved, "tasks/0", "text", "Gom hết rác trong ngày")
    same, verdict = undo(later, change)
    assert same is later and verdict.reasons[0].code == "undo_late"
    elsewhere, _ = correct(moved, "targets/0", "text", "Trồng 50 gốc sưa")
    back, verdict = undo(elsewhere, change)
    assert verdict and [one["id"] for one in back["targets"]] == [one["id"] for one in plan["targets"]]


@pytest.mark.parametrize(
    ("path", "fields", "stored"),
    [
        ("tasks/0", {"due": "30/6/2026", "product": "Biên bản"}, {"due": "2026-06-30", "product": "Biên bản"}),
        ("assignments/0/duties/0", {"role": "coordinate"}, {"role": "coordinate"}),
        ("recipients/0", {"note": "để biết"}, {"note": "để biết"}),
        ("commendation/0", {"collectives": "3", "individuals": ""}, {"collectives": 3, "individuals": None}),
        ("themes/0", {"of": "province", "year": "2027"}, {"of": "province", "year": 2027}),
        (
            "legal_bases/0",
            {"number": "21/KH-UBND", "date": "02/3/2026"},
            {"number": "21/KH-UBND", "date": "2026-03-02"},
        ),
    ],
)
def test_fields_of_the_rest_are_corrected(plan: Any, path: str, fields: dict[str, str], stored: dict[str, Any]) -> None:
    for kind, into, typed in TYPED:
        plan, _ = add_item(plan, kind, into=into, **typed)
    changed, verdict = correct_fields(plan, path, fields)
    assert verdict, verdict.text
    assert fits(changed)
    item = item_at(changed, path)
    assert item is not None and {name: item[name] for name in stored} == stored


@pytest.mark.parametrize(
    ("path", "field", "typed"),
    [
        ("commendation/0", "collectives", "2,5"),
        ("commendation/0", "stage", "daily"),
        ("themes/0", "year", "26"),
        ("legal_bases/0", "title", ""),
        ("tasks/0", "due", "32/1/2026"),
    ],
)
def test_unusable_words_change_nothing(plan: Any, path: str, field: str, typed: str) -> None:
    for kind, into, fields in TYPED:
        plan, _ = add_item(plan, kind, into=into, **fields)
    same, verdict = correct(plan, path, field, typed)
    assert same is plan and verdict.reasons[0].field == field


def test_figures_come_with_the_words_as_read(plan: Any) -> None:
    told = {(one.path, one.field): (one.value, one.words) for one in figures_of(plan)}
    assert told["document", "number"] == ("15", "Số: 15/KH-UBND")
    assert told["document", "date"] == ("2026-01-20", "Bến Ngọc, ngày 20 tháng 01 năm 2026")
    assert told["targets/0/measures/0", "value"] == ("95", "95%")
    assert told["targets/1/measures/0", "value_max"][0] == "40"
    assert told["deadlines/0", "date"] == ("2026-12-05", "trước ngày 05/12/2026")


def test_what_a_person_typed_needs_no_second_look(plan: Any) -> None:
    grown, _ = add_item(plan, "deadlines", what="Báo cáo thành phố", date="15/12/2026")
    assert len(figures_of(grown)) == len(figures_of(plan))


def test_a_confirmation_is_lost_when_its_value_changes(plan: Any) -> None:
    assert unconfirmed(plan, {}) == []
    plan["input"] = {"ocr": True}
    every = figures_of(plan)
    confirmed = {one.key: {"value": one.value} for one in every}
    assert unconfirmed(plan, {}) == every and unconfirmed(plan, confirmed) == []
    changed, _ = correct(plan, "targets/0/measures/0", "value", "93")
    assert [(one.path, one.value) for one in unconfirmed(changed, confirmed)] == [("targets/0/measures/0", "93")]
    assert unconfirmed(correct(changed, "targets/0/measures/0", "value", "95")[0], confirmed) == []
