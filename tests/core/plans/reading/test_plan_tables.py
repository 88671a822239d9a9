"""Tables by the words of their headers: owners of targets, tasks and when they are due, levels by years, points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from thidua.core.plans.reading import read_plan

HEAD = """Số: 12/KH-UBND
An Bình, ngày 15 tháng 01 năm 2026
KẾ HOẠCH
Phát động phong trào thi đua năm 2026
"""


def read(body: str) -> Any:
    return read_plan(HEAD + body)


def doubts(plan: Any) -> list[str]:
    return [warning["text"] for warning in plan.get("warnings", []) if "bảng" in warning["text"]]


# ------------------------------------------------------------------------------------------------- owners of targets

LISTED = """II. CHỈ TIÊU
1. Thu phí bến bãi đạt 12 tỷ đồng;
2. Tổ hòa giải giỏi đạt 90%;
3. Hộ nuôi ong tăng 20 hộ;
PHỤ LỤC
TT\tChỉ tiêu\tĐơn vị chủ trì
"""


def leads(plan: Any) -> dict[str, list[str]]:
    return {target["text"]: target["lead"] for target in plan["targets"] if target.get("lead")}


def test_the_name_says_whose_target_it_is_and_not_the_number() -> None:
    plan = read(
        LISTED + "1\tTổ hòa giải giỏi\tPhòng Tư pháp\n2\tTăng hộ nuôi ong\tHội Nông dân\n3\tThu phí bến bãi\tThuế\n"
    )
    assert leads(plan) == {
        "Thu phí bến bãi đạt 12 tỷ đồng;": ["Thuế"],
        "Tổ hòa giải giỏi đạt 90%;": ["Phòng Tư pháp"],
        "Hộ nuôi ong tăng 20 hộ;": ["Hội Nông dân"],
    }
    assert doubts(plan) == []


def test_a_number_alone_gives_no_owner() -> None:
    plan = read(LISTED + "1\tĐọc sách ở làng\tPhòng Văn hóa\n")
    assert leads(plan) == {"Đọc sách ở làng": ["Phòng Văn hóa"]}
    assert len(doubts(plan)) == 1 and "Đọc sách ở làng" in doubts(plan)[0]


def test_a_number_that_stands_twice_settles_it_only_beside_the_name() -> None:
    listed = """II. CHỈ TIÊU
1. Về kinh tế
(1) Thu phí bến bãi đạt 12 tỷ đồng;
(2) Giải ngân đạt 95%;
2. Về văn hóa
(1) Tổ hòa giải giỏi đạt 90%;
(2) Hộ nuôi ong tăng 20 hộ;
PHỤ LỤC
TT\tChỉ tiêu\tĐơn vị chủ trì
1\tThu phí bến bãi\tThuế
2\tGiải ngân vốn\tPhòng Kinh tế
"""
    assert leads(read(listed)) == {"Thu phí bến bãi đạt 12 tỷ đồng;": ["Thuế"], "Giải ngân đạt 95%;": ["Phòng Kinh tế"]}


def test_a_point_in_a_number_counts() -> None:
    herbs = ["húng", "tía tô", "kinh giới", "lá lốt", "ngải", "riềng", "sả", "nghệ", "gừng", "mùi"]
    listed = (
        "".join(f"{at}. Trồng {herb} 9 ha;\n" for at, herb in enumerate(herbs, 1)) + "11. Chuồng trại xa nhà 9 hộ;\n"
    )
    plan = read(f"II. CHỈ TIÊU\n{listed}PHỤ LỤC\nTT\tChỉ tiêu\tĐơn vị chủ trì\n1.1\tChuồng thú xa làng\tHội Nông dân\n")
    assert leads(plan) == {"Chuồng thú xa làng": ["Hội Nông dân"]} and len(doubts(plan)) == 1


# ------------------------------------------------------------------------------------------------------ tasks and dues

TASKS = "II. NHIỆM VỤ\nTT\tNhiệm vụ\tĐơn vị chủ trì\tThời gian hoàn thành\n1\tMở lớp\tPhòng Kinh tế\t{}\n"
DUES = [
    ("Chậm nhất 15/6/2026", "2026-06-15"),
    ("Hoàn thành trước 30/6/2026", "2026-06-30"),
    ("Xong trước ngày 15/6/2026", "2026-06-15"),
    ("15/6/2026 và 15/12/2026", "2026-12-15"),
    ("15/12/2026, 15/6/2026", "2026-12-15"),
    ("Quý II và Quý IV/2026", "2026-Q4"),
    ("Tháng 9 và tháng 11/2026", "2026-11"),
    ("Từ tháng 3 đến tháng 6/2026", "2026-06"),
    ("01/3/2026 - 30/6/2026", "2026-06-30"),
    ("Hết tháng 6/2026", "2026-06-30"),
    ("Trong quý III năm 2026", "2026-Q3"),
    ("ngày 20 tháng 11 năm 2026", "2026-11-20"),
    ("20-9-2026", "2026-09-20"),
    ("2026-09-20", "2026-09-20"),
    ("Năm 2026", "2026"),
    ("Tháng 8-10/2026", "2026-10"),
]


@pytest.mark.parametrize(("cell", "due"), DUES)
def test_a_task_is_due_at_the_last_moment_of_its_cell(cell: str, due: str) -> None:
    plan = read(TASKS.format(cell))
    assert plan["tasks"][0].get("due") == due
    assert doubts(plan) == []


@pytest.mark.parametrize("cell", ["Quý II", "Hằng quý", "15/6", "31/02/2026", "Sau Tết", "Năm học 2026 - 2027"])
def test_a_time_that_is_no_date_is_told(cell: str) -> None:
    plan = read(TASKS.format(cell))
    assert "due" not in plan["tasks"][0]
    assert len(doubts(plan)) == 1 and cell in doubts(plan)[0]


@pytest.mark.parametrize("cell", ["", "Thường xuyên", "-"])
def test_a_task_without_a_limit_is_not_doubted(cell: str) -> None:
    assert doubts(read(TASKS.format(cell))) == []


# ----------------------------------------------------------------------------------------------------- levels by years


def level(plan: Any) -> tuple[Any, ...]:
    (measure,) = plan["targets"][0]["measures"]
    milestones = [(one["period"], one["value"]) for one in measure.get("milestones", [])]
    return measure["value"], measure.get("period"), measure.get("baseline"), milestones


YEARS = [
    ("Năm 2026\tNăm 2027\tNăm 2028", "90\t95\t98", (98, "2028", None, [("2026", 90), ("2027", 95)])),
    ("Kế hoạch 2026\tKế hoạch 2027\tKế hoạch 2028", "2\t3\tx", (3, "2027", None, [("2026", 2)])),
    ("2026\t2027\t2028", "90\t95\t98", (98, "2028", None, [("2026", 90), ("2027", 95)])),
    ("2025\t2026\t2027", "80\t90\t95", (95, "2027", 80, [("2026", 90)])),
    ("Kết quả 2025\tMốc 2027\tMục tiêu 2030", "80\t90\tDưới 98", (98, "2030", 80, [("2027", 90)])),
    ("Mục tiêu 2026-2030\tNăm 2026\tNăm 2027", "800\t90\t95", (800, "2026-2030", None, [("2026", 90), ("2027", 95)])),
    ("Lộ trình\t\t\n\t\t\t2026\t2027\t2028", "90\t95\t98", (98, "2028", None, [("2026", 90), ("2027", 95)])),
    ("Thực hiện 2025\tKế hoạch 2026", "80\t90", (90, "2026", 80, [])),
    ("Kế hoạch 2025\tThực hiện 2025\tKế hoạch 2026", "70\t80\t90", (90, "2026", 80, [])),
    ("2024\t2025\t2026", "70\t80\t90", (90, "2026", 80, [])),
    ("Ước thực hiện năm 2026\tKế hoạch năm 2026", "80\t90", (90, "2026", 80, [])),
    ("TH 2024\tKH 2025", "80\t90", (90, "2025", 80, [])),  # older than the paper that carries it
    ("Thực hiện\tKế hoạch", "80\t90", (90, None, 80, [])),
]


@pytest.mark.parametrize(("header", "cells", "expected"), YEARS)
def test_levels_of_years_are_kept(header: str, cells: str, expected: tuple[Any, ...]) -> None:
    plan = read(f"II. CHỈ TIÊU\nTT\tChỉ tiêu\tĐơn vị tính\t{header}\n1\tNhà có vườn\tnhà\t{cells}\n")
    value, period, baseline, milestones = expected
    held = [(when, Decimal(count)) for when, count in milestones]
    assert level(plan) == (Decimal(value), period, baseline and Decimal(baseline), held)


# ---------------------------------------------------------------------------------------------------- totals of points

POINTS = "III. THANG ĐIỂM\nTT\tTiêu chí\tĐiểm\n1\tMở lớp\t40\n{}2\tLàm đường\t60\n{}"
TOTALS = [
    ("\tCộng mục I\t40\n", "\tTổng cộng\t100\n", 100),
    ("\tTổng điểm phần 1\t40\n", "\tTổng điểm phần 2\t60\n\tTổng điểm\t100\n", 100),
    ("\tCộng\t40\n", "\tCộng\t100\n", 100),
    ("", "\tTổng cộng\t100\n\tTổng điểm thưởng\t10\n", 100),
    ("\tTổng cộng\t100\n", "\tCộng\t60\n", 100),
    ("", "\tCộng mục 1\t100\n", 100),
    ("\tCộng mục 1\t40\n", "\tCộng mục 2\t60\n", None),
    ("\tCộng mục 1\t40\n", "\tCộng mục 2\t60\nThang điểm: 100 điểm.\n", 100),
]


@pytest.mark.parametrize(("inside", "below", "total"), TOTALS)
def test_the_total_of_a_table_of_points_is_that_of_the_whole(inside: str, below: str, total: int | None) -> None:
    scoring = read(POINTS.format(inside, below))["scoring"]
    assert scoring["total"] == total
    assert [str(one["points"]) for one in scoring["criteria"]] == ["40", "60"]


def test_a_row_of_points_without_words_is_no_criterion() -> None:
    scoring = read("V. THANG ĐIỂM\nTT\tTiêu chí\tĐiểm\n1\tĐi học đúng giờ\t60\n2\t\t9\n3\t- :\t5\n4\tTrồng cây\t40")
    assert [one["text"] for one in scoring["scoring"]["criteria"]] == ["Đi học đúng giờ", "Trồng cây"]


def test_a_name_of_one_letter_keeps_its_bracket() -> None:
    (found,) = read("II. CHỈ TIÊU\nTT\tChỉ tiêu\tĐVT\tKế hoạch\n1\tg(n)\t\t2")["targets"]
    assert found["measures"][0]["metric"] == "g(n)"
