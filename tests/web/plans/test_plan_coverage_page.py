"""Comparing with the plan above."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from thidua.apps.plans.models import Plan

ABOVE = """KẾ HOẠCH
Phát động thi đua toàn thành phố năm 2026

II. CHỈ TIÊU
(1) Tỷ lệ hộ dùng nước sạch đạt 98%.
(2) Trồng 100 cây bóng mát.
"""
OWN = ABOVE.replace("98%", "97%").replace("(2) Trồng 100 cây bóng mát.", "(2) Mở 5 lớp dạy bơi.")


@pytest.fixture
def plans(filed: Any) -> tuple[Any, Any]:
    return filed(OWN, "phuong.txt"), filed(ABOVE, "thanh-pho.txt")


def test_without_a_plan_above_the_page_asks_for_one(desk: Client, plans: Any) -> None:
    assert "Chưa chọn kế hoạch cấp trên" in desk.get(f"/ke-hoach/{plans[0].pk}/doi-chieu/").content.decode()


def test_the_matrix_says_what_is_taken_changed_missing_and_own(desk: Client, plans: Any) -> None:
    own, above = plans
    answer = desk.post(f"/ke-hoach/{own.pk}/doi-chieu/", {"higher": str(above.pk)}, follow=True)
    page = answer.content.decode()
    for word in ("Còn thiếu", "Có thay đổi", "Riêng của mình"):
        assert word in page
    assert "98%" in page and "97%" in page
    assert page.index("Còn thiếu</span>") < page.index("Có thay đổi</span>")


def test_others_read_and_do_not_link(enter: Any, plans: Any) -> None:
    own, above = plans
    assert "Ghi kế hoạch cấp trên" not in enter("chair").get(f"/ke-hoach/{own.pk}/doi-chieu/").content.decode()
    assert enter("chair").post(f"/ke-hoach/{own.pk}/doi-chieu/", {"higher": str(above.pk)}).status_code == 403
    assert enter("stranger").get(f"/ke-hoach/{own.pk}/doi-chieu/").status_code == 404


def test_nothing_of_a_draft_is_shown_by_way_of_the_plan_under_it(enter: Any, plans: Any) -> None:
    own, above = plans
    Plan.objects.filter(pk=own.pk).update(
        higher=above, state="issued", number="15", signed_on=date(2026, 1, 20), sign_recorded_at=own.filed_at
    )
    page = enter("officer").get(f"/ke-hoach/{own.pk}/doi-chieu/").content.decode()
    assert "Trồng" not in page and "98%" not in page
