"""The own plan against the plan of the tier above, and short names."""

from __future__ import annotations

from thidua.core.plans.coverage import compare_targets
from thidua.core.plans.model import OPERATORS
from thidua.core.plans.reading import read_plan
from thidua.core.plans.sentences import operator_label, role_label, short_name

HIGHER = """3. Các chỉ tiêu chủ yếu
(1) Tỷ lệ hồ sơ đúng hạn đạt 98%.
(2) Tỷ lệ dòng họ hoà thuận đạt trên 90%.
(3) Trồng 5.000 cây xanh trên địa bàn thành phố.
(4) Thu quỹ khuyến học của phường đạt 900 tỷ đồng.
"""
OWN = """3. Các chỉ tiêu chủ yếu
(1) Hồ sơ đúng hạn đạt 98%.
(2) Tỷ lệ dòng họ hòa thuận đạt trên 85%.
(3) Mở 02 lớp học bơi.
(4) Thu quỹ khuyến học của phường tăng ít nhất 8%.
"""


def test_taken_up_changed_missing_and_own() -> None:
    rows = compare_targets(read_plan(HIGHER), read_plan(OWN))
    assert [(row.standing, row.higher, row.own) for row in rows] == [
        ("taken_up", "targets/0", "targets/0"),
        ("changed", "targets/1", "targets/1"),
        ("missing", "targets/2", None),
        ("changed", "targets/3", "targets/3"),
        ("own_only", None, "targets/2"),
    ]
    assert rows[1].changes == ("mức", "trên: trên 90%; của mình: trên 85%")
    assert rows[3].changes[:2] == ("cách so", "mức")


def test_a_plan_covers_itself() -> None:
    plan = read_plan(HIGHER)
    assert {row.standing for row in compare_targets(plan, plan)} == {"taken_up"}


def test_a_short_name_fits_a_table_and_ends_with_a_word() -> None:
    long = "Tỷ lệ người cao tuổi trong khu phố được khám sức khỏe định kỳ và lập sổ theo dõi tại trạm y tế đạt 95%."
    (target,) = read_plan(f"3. Các chỉ tiêu\n- {long}\n")["targets"]
    name = short_name(target)
    assert len(name) <= 61
    assert name.startswith("Người cao tuổi") and name.endswith("…")


def test_every_operator_and_role_has_a_label() -> None:
    assert len({operator_label(operator) for operator in OPERATORS}) == len(OPERATORS)
    assert [role_label(role) for role in ("lead", "coordinate", "advise", "perform")] == [
        "Chủ trì",
        "Phối hợp",
        "Tham mưu",
        "Thực hiện",
    ]
