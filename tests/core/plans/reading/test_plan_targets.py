"""Which paragraphs are targets: groups and their entries, and bullets that set a level in other sections."""

from __future__ import annotations

from typing import Any

import pytest

from thidua.core.plans.reading import read_plan


def targets(body: str) -> list[dict[str, Any]]:
    plan: Any = read_plan(f"KẾ HOẠCH\nPhát động thi đua năm 2026\n{body}")
    return list(plan["targets"])


def test_a_heading_with_figures_in_brackets_is_a_group() -> None:
    found = targets(
        "II. CHỈ TIÊU\n1/ Hội viên (toàn chi hội 34 tổ, 1.396 người)\n+ Kết nạp từ 12 đến 15 hội viên.\n"
        "+ Mỗi tổ gây quỹ ít nhất 02 triệu đồng.\n2/ Cán bộ (62 người)\n+ 100% cán bộ được tập huấn."
    )
    assert [(one["group"], len(one["measures"])) for one in found] == [
        ("Hội viên (toàn chi hội 34 tổ, 1.396 người)", 1),
        ("Hội viên (toàn chi hội 34 tổ, 1.396 người)", 1),
        ("Cán bộ (62 người)", 1),
    ]


@pytest.mark.parametrize(
    "bullet",
    [
        "Thời gian chờ trả kết quả không quá 90 phút.",
        "Tỷ lệ thất thoát nước tăng thêm 2 điểm phần trăm.",
        "Số giờ mất điện giảm thêm 3 giờ.",
        "Công ty nằm trong top 5 doanh nghiệp của tỉnh.",
    ],
)
def test_a_bullet_about_a_quantity_is_a_target(bullet: str) -> None:
    (found,) = targets(f"II. NỘI DUNG THI ĐUA\n- Giữ nơi làm việc sạch, gọn.\n- {bullet}\n- Số hóa sổ sách cũ.")
    assert found["text"] == bullet


@pytest.mark.parametrize("bullet", ["Họp tổ 2 tuần một lần, mỗi lần 30 phút.", "Số hóa hồ sơ của 3 năm trước."])
def test_a_figure_that_only_tells_how_is_no_target(bullet: str) -> None:
    assert targets(f"II. NỘI DUNG THI ĐUA\n- Giữ nơi làm việc sạch, gọn.\n- {bullet}") == []


@pytest.mark.parametrize(
    "bullet",
    ["Kho học liệu có trên 160 bài giảng.", "Giữ vững danh hiệu đơn vị văn hóa.", "Duy trì diện tích rừng 1.284,6 ha."],
)
def test_what_is_kept_or_exceeded_is_a_target(bullet: str) -> None:
    (found,) = targets(f"II. NỘI DUNG THI ĐUA\n1. Họp tổ đúng giờ.\n2. {bullet}")
    assert found["text"] == bullet


def test_a_line_that_points_at_the_table_is_no_target() -> None:
    found = targets(
        "II. CHỈ TIÊU\nNăm 2026 xã có 47 thôn, 13.862 hộ; kế hoạch theo Biểu 01.\n"
        "TT\tChỉ tiêu\tĐVT\tTH quý I\tMức thi đua\n"
        "1\tSố lô cắt sai\tlô\t4\tTối đa 2\n2\tNăng suất áo\tchiếc\t24,6\t≥ 27"
    )
    measures = [(one["text"], one["measures"][0]["operator"], str(one["measures"][0]["value"])) for one in found]
    assert measures == [("Số lô cắt sai", "at_most", "2"), ("Năng suất áo", "at_least", "27")]


def test_orders_in_numbered_paragraphs_before_the_only_heading() -> None:
    plan: Any = read_plan(
        "CHỈ THỊ\nvề tăng cường lãnh đạo phong trào thi đua năm 2026\n"
        "Thực hiện Chỉ thị số 41-CT/TW ngày 26-12-2024, năm qua "
        "phong trào đã tiến bộ.\n1. Các cấp ủy phải đưa thi đua vào sinh hoạt.\n"
        "2. Toàn xã phấn đấu: (1) trồng 500 cây; "
        "(2) thu ngân sách tăng từ 8% đến 10%; (3) không còn nhà tạm.\n"
        "3. Khi sơ kết, Chủ tịch UBND xã tặng Giấy khen cho 03 tập thể.\n"
        "Tổ chức thực hiện\nGiao Ban Xây dựng Đảng theo dõi, đôn đốc.\n"
    )
    assert len(plan["targets"]) == 3
    assert [(one["stage"], one["collectives"]) for one in plan["commendation"]] == [("mid_term", 3)]
    assert plan["assignments"][-1]["unit"] == "Ban Xây dựng Đảng"
