"""The own plan against the plan of the tier above, and short names."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

import pytest

from thidua.core.plans.drafting.coverage import compare_targets
from thidua.core.plans.model import OPERATORS, Plan
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


def plan(*measures: tuple[str, str, str | None, str | None], **more: object) -> Plan:
    """A plan of one target for each (metric, operator, value, unit)."""
    return cast(
        Plan,
        {
            "targets": [
                {
                    "text": metric,
                    "measures": [
                        {"metric": metric, "operator": operator, "value": value and Decimal(value), "unit": unit} | more
                    ],
                }
                for metric, operator, value, unit in measures
            ]
        },
    )


BASE = ("Hồ sơ đúng hạn", "equal", "98", "%")


@pytest.mark.parametrize(
    ("own", "changes"),
    [
        (BASE, ()),
        (("Hồ sơ đúng hạn", "above", "98", "%"), ("cách so", "trên: 98%; của mình: trên 98%")),
        (("Hồ sơ đúng hạn", "equal", "97", "%"), ("mức", "trên: 98%; của mình: 97%")),
        (("Hồ sơ đúng hạn", "equal", "98", "hồ sơ"), ("đơn vị tính", "trên: 98%; của mình: 98 hồ sơ")),
        (("Hồ sơ đúng hạn", "equal", "98", None), ("đơn vị tính", "trên: 98%; của mình: 98")),
        (
            ("Hồ sơ đúng hạn", "below", "97", "hồ sơ"),
            ("cách so", "mức", "đơn vị tính", "trên: 98%; của mình: dưới 97 hồ sơ"),
        ),
    ],
)
def test_what_differs_is_said(own: tuple[str, str, str | None, str | None], changes: tuple[str, ...]) -> None:
    (row,) = compare_targets(plan(BASE), plan(own))
    assert (row.standing, row.changes, row.likeness) == ("changed" if changes else "taken_up", changes, 100)


def test_the_upper_end_of_a_range_counts() -> None:
    (row,) = compare_targets(plan(BASE, value_max=Decimal(99)), plan(BASE, value_max=Decimal(100)))
    assert row.changes[0] == "mức"
    (row,) = compare_targets(plan(BASE, value_max=Decimal(99)), plan(BASE, value_max=Decimal(99)))
    assert row.standing == "taken_up"
    (row,) = compare_targets(plan(BASE), plan(BASE, value_max=None))
    assert row.standing == "taken_up"


@pytest.mark.parametrize(
    ("higher", "own", "same"),
    [
        (("Cây bóng mát ven đường", "%"), ("Cây bóng mát ven đườn", "%"), True),
        (("Cây bóng mát ven đường", "%"), ("Cây bóng mát ven đườn", "% hộ"), True),
        (("Cây bóng mát ven đường", "cây"), ("Cây bóng mát ven đườn", "gốc"), True),
        (("Cây bóng mát ven đường", None), ("Cây bóng mát ven đ", "%"), True),
        (("Cây bóng mát ven đường", "cây"), ("Cây bóng mát ven đ", None), True),
        (("Cây bóng mát ven đường", "%"), ("Cây bóng mát ven đ", "cây"), False),
        (("Cây bóng mát ven đường", "%"), ("Cây bóng mát ven đường", "cây"), True),
        (("Tỷ lệ cây bóng mát trên địa bàn thành phố", "%"), ("Phấn đấu số cây bóng mát toàn phường", "%"), True),
        (("Cây bóng mát", "%"), ("Lớp học bơi", "%"), False),
        (("ab cde", "%"), ("ab cde một hai ba bốn", "%"), True),
        (("ab cde một hai ba bốn", "%"), ("ab cde", "%"), True),
        (("ab cd", "%"), ("ab cd một hai ba bốn", "%"), False),
        (("ab cd một hai ba bốn", "%"), ("ab cd", "%"), False),
        (("abcdefghijklmnopqrstuvwxy", "%"), ("abcdefghijklmnopqrstuvwxz", "cây"), True),
        (("abcdefghijklmnopqrst", "%"), ("abcdefghijklmnopqrsz", "cây"), False),
        (("Tỷ lệ", "%"), ("Tỷ lệ", "%"), True),
        (("Tỷ lệ", "%"), ("Số", "%"), False),
    ],
)
def test_the_same_thing_in_other_words(higher: tuple[str, str | None], own: tuple[str, str | None], same: bool) -> None:
    rows = compare_targets(plan((higher[0], "equal", "5", higher[1])), plan((own[0], "equal", "5", own[1])))
    assert (rows[0].standing != "missing") is same
    assert [row.standing for row in rows[1:]] == ([] if same else ["own_only"])


@pytest.mark.parametrize(
    ("higher", "own", "standing", "likeness"),
    [("abcdefghijklmnyyy", "abcdefghijklmnzzz", "taken_up", 82), ("abcdefghiyy", "abcdefghizz", "missing", 0)],
)
def test_how_alike_is_alike_enough(higher: str, own: str, standing: str, likeness: int) -> None:
    row = compare_targets(plan((higher, "equal", "5", "%")), plan((own, "equal", "5", "%")))[0]
    assert (row.standing, row.likeness) == (standing, likeness)


def test_the_most_alike_pair_comes_first_and_each_measure_is_used_once() -> None:
    near, exact = ("Hồ sơ đúng hạn mới", "equal", "98", "%"), BASE
    rows = compare_targets(plan(near, exact), plan(exact))
    assert [(row.standing, row.higher, row.own) for row in rows] == [
        ("missing", "targets/0", None),
        ("taken_up", "targets/1", "targets/0"),
    ]
    rows = compare_targets(plan(exact), plan(near, exact))
    assert [(row.standing, row.metric, row.own) for row in rows] == [
        ("taken_up", "Hồ sơ đúng hạn", "targets/1"),
        ("own_only", "Hồ sơ đúng hạn mới", "targets/0"),
    ]


def test_targets_below_a_target_have_their_path() -> None:
    whole = plan(BASE)
    whole["targets"][0]["sub_targets"] = plan(("Lớp học bơi", "equal", "2", "lớp"))["targets"]
    paths = [(row.metric, row.higher, row.own) for row in compare_targets(whole, whole)]
    assert paths == [
        ("Hồ sơ đúng hạn", "targets/0", "targets/0"),
        ("Lớp học bơi", "targets/0/sub_targets/0", "targets/0/sub_targets/0"),
    ]


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
