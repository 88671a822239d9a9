"""Corrections by a clerk: typed texts, rules of the schema, the given plan untouched."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

import thidua.core.plans
from thidua.core.plans.contract import dumps
from thidua.core.plans.corrections import add_item, correct, correct_fields, item_at, remove_item
from thidua.core.plans.model import Plan
from thidua.core.plans.reading import read_plan

SCHEMA = json.loads((Path(thidua.core.plans.__file__).parent / "plan.schema.json").read_text(encoding="utf-8"))
TEXT = """KẾ HOẠCH
Phát động phong trào thi đua năm 2026
II. CHỈ TIÊU THI ĐUA
(1) Tỷ lệ hồ sơ đúng hạn đạt từ 95% trở lên.
(2) Tích cực trồng hoa.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Gửi báo cáo trước ngày 05/12/2026.
CHỦ TỊCH
Lê Văn Tám
"""


@pytest.fixture
def plan() -> Plan:
    return read_plan(TEXT)


def fits(plan: Plan) -> bool:
    return jsonschema.Draft202012Validator(SCHEMA).is_valid(json.loads(dumps(plan)))


def test_an_item_by_its_path(plan: Plan) -> None:
    assert item_at(plan, "targets/0/measures/0") is plan["targets"][0]["measures"][0]
    assert item_at(plan, "document/issuer") is plan["document"]["issuer"]
    for path in ("targets/9", "targets", "nowhere/0", "targets/-1", "x_text", ""):
        assert item_at(plan, path) is None


ALLOWED = [
    ("document", "number", "56a", "56a"),
    ("document", "date", "5/1/2026", "2026-01-05"),
    ("document/issuer", "name", "Ủy ban nhân dân phường Bình Yên", "Ủy ban nhân dân phường Bình Yên"),
    ("movement", "type", "campaign", "campaign"),
    ("period", "to", "31/12/2026", "2026-12-31"),
    ("targets/0", "label", "(7)", "(7)"),
    ("targets/0", "lead", "Phòng Kinh tế; Phòng Văn hóa - Xã hội", ["Phòng Kinh tế", "Phòng Văn hóa - Xã hội"]),
    ("targets/0/measures/0", "value", "97,5", Decimal("97.5")),
    ("targets/0/measures/0", "value", "98%", Decimal(98)),
    ("targets/0/measures/0", "operator", "above", "above"),
    ("assignments/0", "unit", "Phòng Kinh tế và Hạ tầng", "Phòng Kinh tế và Hạ tầng"),
    ("assignments/0/duties/0", "role", "lead", "lead"),
    ("deadlines/0", "date", "10/12/2026", "2026-12-10"),
    ("deadlines/0", "bound", "by", "by"),
    ("signatory", "name", "Trần Thị Bảy", "Trần Thị Bảy"),
]


@pytest.mark.parametrize(("path", "field", "typed", "expected"), ALLOWED)
def test_a_field_takes_what_was_typed(plan: Plan, path: str, field: str, typed: str, expected: object) -> None:
    before = copy.deepcopy(plan)
    changed, verdict = correct(plan, path, field, typed)
    assert verdict, verdict.text
    item = item_at(changed, path)
    assert item is not None and item[field] == expected
    assert plan == before
    assert fits(changed)


REFUSED = [
    ("document", "number", "số 5", "document_number"),
    ("document", "date", "31/02/2026", "A54"),
    ("document", "date", "quý II/2026", "no_quarter"),
    ("document", "title", "abc", "text_short"),
    ("targets/0/measures/0", "value", "1.784", "B36"),
    ("targets/0/measures/0", "value", "nhiều", None),
    ("targets/0/measures/0", "value", "", "needs_value"),
    ("targets/0/measures/0", "operator", "between", "needs_range"),
    ("targets/0/measures/0", "operator", "sideways", "not_a_choice"),
    ("targets/0/measures/0", "value_max", "90", "range_turned"),
    ("targets/1/measures/0", "operator", "at_least", "needs_value"),
    ("deadlines/0", "date", "", "deadline_needs_time"),
    ("deadlines/0", "date", "12-05-26", None),
    ("period", "from", "2027", "A58"),
    ("targets/0", "colour", "xanh", "no_such_field"),
    ("targets/99", "text", "Trồng cây", "no_such_field"),
    ("x_text", "text", "khác", "no_such_field"),
]


@pytest.mark.parametrize(("path", "field", "typed", "code"), REFUSED)
def test_a_refusal_says_why_and_changes_nothing(
    plan: Plan, path: str, field: str, typed: str, code: str | None
) -> None:
    same, verdict = correct(plan, path, field, typed)
    assert not verdict
    assert same is plan
    assert verdict.text.strip()
    if code:
        assert [reason.code for reason in verdict.reasons] == [code]


def test_two_readings_are_asked_with_both_named(plan: Plan) -> None:
    _, verdict = correct(plan, "targets/0/measures/0", "value", "1.784")
    assert "1784" in verdict.text and "1,784" in verdict.text
    assert verdict.reasons[0].field == "value"


def test_a_figure_typed_into_a_qualitative_measure_makes_it_a_level(plan: Plan) -> None:
    changed, verdict = correct(plan, "targets/1/measures/0", "value", "200")
    assert verdict
    measure = changed["targets"][1]["measures"][0]
    assert (measure["operator"], measure["value"]) == ("equal", Decimal(200))


def test_an_upper_figure_makes_a_range_and_leaving_the_range_drops_it(plan: Plan) -> None:
    ranged, verdict = correct(plan, "targets/0/measures/0", "value_max", "98")
    assert verdict
    assert ranged["targets"][0]["measures"][0]["operator"] == "between"
    single, verdict = correct(ranged, "targets/0/measures/0", "operator", "at_least")
    assert verdict
    assert "value_max" not in single["targets"][0]["measures"][0]
    assert fits(ranged) and fits(single)


def test_several_fields_of_one_item_change_together_or_not_at_all(plan: Plan) -> None:
    path = "targets/1/measures/0"
    changed, verdict = correct_fields(plan, path, {"operator": "at_least", "value": "50", "unit": "khóm"})
    assert verdict and fits(changed)
    same, verdict = correct_fields(plan, path, {"unit": "khóm", "value": "1.784"})
    assert not verdict and same is plan


def test_a_measure_made_qualitative_loses_its_figure(plan: Plan) -> None:
    changed, verdict = correct(plan, "targets/0/measures/0", "operator", "qualitative")
    assert verdict and fits(changed)
    assert changed["targets"][0]["measures"][0]["value"] is None


def test_items_are_added_and_removed(plan: Plan) -> None:
    more, verdict = add_item(plan, "targets", text="Lát lại 02 ngõ", label="(3)")
    assert verdict and fits(more)
    assert [t["label"] for t in more["targets"]] == ["(1)", "(2)", "(3)"]
    dated, verdict = add_item(more, "deadlines", what="Gửi bản đăng ký", date="31/01/2026", kind="registration")
    assert verdict and fits(dated)
    assert dated["deadlines"][-1]["date"] == "2026-01-31"
    fewer, verdict = remove_item(dated, "targets/0")
    assert verdict and [t["label"] for t in fewer["targets"]] == ["(2)", "(3)"]
    assert len(plan["targets"]) == 2


def test_what_cannot_be_added_or_removed(plan: Plan) -> None:
    assert not add_item(plan, "targets", text=" ")[1]
    assert not add_item(plan, "deadlines", what="Gửi", date="31/02/2026")[1]
    assert not add_item(plan, "deadlines", what="Gửi sổ", date="")[1]
    assert not remove_item(plan, "targets/0/measures/0")[1]
    assert not remove_item(plan, "targets/7")[1]
    assert not remove_item(plan, "document")[1]
