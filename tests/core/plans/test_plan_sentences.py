"""Short words for measures, operators and targets, as pages print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from thidua.core.plans.sentences import goal_sentence, operator_label, role_label, short_name

LABELS = {
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


def measure(operator, value=None, unit=None, **more):
    figure = None if value is None else Decimal(value)
    return {"metric": "Một việc", "operator": operator, "value": figure, "unit": unit} | more


def target(text, *metrics):
    return {"text": text, "measures": [measure("equal", "1") | {"metric": metric} for metric in metrics]}


@pytest.mark.parametrize(("operator", "label"), LABELS.items())
def test_operators_in_a_list_of_choices(operator, label):
    assert operator_label(operator) == label


@pytest.mark.parametrize(
    ("role", "label"),
    [("lead", "Chủ trì"), ("coordinate", "Phối hợp"), ("advise", "Tham mưu"), ("perform", "Thực hiện")],
)
def test_roles(role, label):
    assert role_label(role) == label


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (measure("at_least", "90", "%"), "từ 90% trở lên"),
        (measure("at_most", "3", "vụ"), "không quá 3 vụ"),
        (measure("above", "96.5", "%"), "trên 96,5%"),
        (measure("below", "2", "‰"), "dưới 2‰"),
        (measure("equal", "1784.4", "tỷ đồng"), "1.784,4 tỷ đồng"),
        (measure("equal", "5"), "5"),
        (measure("increase_at_least", "8", "%"), "tăng ít nhất 8%"),
        (measure("decrease", "5", "%"), "giảm ít nhất 5%"),
        (measure("maintain", "100", "%"), "duy trì 100%"),
        (measure("complete", "100", "%"), "hoàn thành 100%"),
        (measure("rank", "3"), "xếp thứ 3 trở lên"),
        (measure("rank", "3", "hạng"), "hạng 3"),
        (measure("qualitative", "3"), "3"),
        (measure("equal", "0"), "không để xảy ra"),
        (measure("equal", "0", "vụ"), "0 vụ"),
        (measure("at_most", "0"), "không quá 0"),
        (measure("equal", "2", "mức độ", basis="rank"), "mức độ 2"),
        (measure("equal", "2", basis="rank"), "2"),
        (measure("at_least", "2", "mức độ", basis="rank"), "từ 2 mức độ trở lên"),
        (measure("between", "8", "%", value_max=Decimal(10)), "từ 8% đến 10%"),
        (measure("between", "8", "lớp", value_max=Decimal(10)), "từ 8 đến 10 lớp"),
        (measure("between", "8", value_max=Decimal(10)), "từ 8 đến 10"),
        (measure("increase_between", "8", "%", value_max=Decimal(10)), "tăng từ 8% đến 10%"),
        (measure("decrease", "8", "%", value_max=Decimal(10)), "giảm từ 8% đến 10%"),
        (measure("qualitative", "8", "%", value_max=Decimal(10)), "từ 8% đến 10%"),
    ],
)
def test_a_goal_with_a_figure(of, words):
    assert goal_sentence(of) == words


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (measure("decrease"), "giảm"),
        (measure("increase_at_least"), "tăng"),
        (measure("maintain"), "giữ vững"),
        (measure("complete"), "hoàn thành"),
        (measure("qualitative"), "không có con số"),
        (measure("at_least"), "không có con số"),
        (measure("rank"), "xếp hạng"),
        (measure("rank", as_written="tốp đầu"), "tốp đầu"),
        (measure("maintain", as_written="tốp đầu"), "giữ vững"),
        (measure("complete", as_written="theo kế hoạch tỉnh giao"), "theo chỉ tiêu tỉnh giao"),
        (measure("complete") | {"metric": "Dự toán thu Trung ương giao"}, "theo chỉ tiêu Trung ương giao"),
    ],
)
def test_a_goal_without_a_figure(of, words):
    assert goal_sentence(of) == words


LONG = "Tỷ lệ người cao tuổi trong khu phố được khám sức khỏe định kỳ và lập sổ theo dõi"


@pytest.mark.parametrize(
    ("of", "name"),
    [
        (target("Trồng cây.", "trồng cây", "tưới cây"), "Trồng cây"),
        (target("giữ phố đẹp."), "Giữ phố đẹp"),
        (target("a", "hồ sơ đúng hạn; trong đó trực tuyến"), "Hồ sơ đúng hạn"),
        (target("a", "hồ sơ (mọi loại) đúng hạn"), "Hồ sơ"),
        (target("a", "hồ sơ, tỷ lệ trực tuyến"), "Hồ sơ"),
        (target("a", "hồ sơ, giấy tờ"), "Hồ sơ, giấy tờ"),
        (target("a", "Tỷ lệ hồ sơ đúng hạn"), "Tỷ lệ hồ sơ đúng hạn"),
        (target("a", "số " + "x" * 57), "Số " + "x" * 57),
        (target("a", "số " + "x" * 58), "X" + "x" * 57),
        (target("a", LONG), "Người cao tuổi trong khu phố được khám sức khỏe định kỳ và…"),
        (target("a", "các " + "việc, " * 12), "Việc, việc, việc, việc, việc, việc, việc, việc, việc, việc…"),
        (target(""), ""),
    ],
)
def test_a_name_for_a_table(of, name):
    assert short_name(of) == name
