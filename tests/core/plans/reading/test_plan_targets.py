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
