"""The page on which a new plan begins."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from thidua.apps.plans.models import Plan

PAGE = "/ke-hoach/soan/"


def test_the_page_offers_three_ways_and_chooses_none(desk: Client, last: Plan, above: Plan) -> None:
    page = desk.get(PAGE).content.decode()
    for words in ("Chép từ năm trước", "Từ kế hoạch của thành phố", "Trang trắng"):
        assert words in page
    assert " checked" not in page
    assert str(last.pk) in page.split('id="id_higher"')[0]
    assert str(above.pk) not in page.split('id="id_higher"')[0]


def test_last_year_with_the_plan_above_leads_to_the_matrix(desk: Client, last: Plan, above: Plan) -> None:
    sent = {"way": "last_year", "year": "2027", "last_year": str(last.pk), "higher": str(above.pk)}
    answer = desk.post(PAGE, sent)
    plan = Plan.objects.get(versions__origin="drafted")
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/doi-chieu/"
    assert (plan.last_year, plan.higher, plan.title) == (last, above, "Phát động phong trào thi đua năm 2027")


@pytest.mark.parametrize("way", ["blank", "higher"])
def test_the_other_ways_lead_to_writing(desk: Client, above: Plan, way: str) -> None:
    answer = desk.post(PAGE, {"way": way, "year": "2027", "higher": str(above.pk)}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/soan/")
    assert "Thể thức" in page and "Ủy ban nhân dân phường Bến Ngọc" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"year": "2027"}, "Chọn bắt đầu từ"),
        ({"way": "last_year", "year": "2027"}, "Chọn kế hoạch năm trước để chép."),
        ({"way": "higher", "year": "2027"}, "Chọn kế hoạch cấp trên để nhận nội dung."),
        ({"way": "blank", "year": "27"}, "Năm ghi đủ 4 chữ số, ví dụ 2027."),
        ({"way": "blank", "year": "1998"}, "Năm của kế hoạch từ 2025 đến 2031."),
        ({"way": "blank", "year": "2027", "last_year": "not-an-id"}, "kế hoạch năm trước trong danh sách"),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_nothing_is_made(
    desk: Client, sent: dict[str, str], words: str
) -> None:
    answer = desk.post(PAGE, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Plan.objects.count() == 0


def test_a_second_press_opens_the_first_draft(desk: Client) -> None:
    import re

    key = re.search(r'name="once" value="([^"]+)"', desk.get(PAGE).content.decode())
    sent = {"way": "blank", "year": "2027", "once": key[1] if key else ""}
    first, second = desk.post(PAGE, sent), desk.post(PAGE, sent)
    assert first["Location"] == second["Location"]
    assert Plan.objects.count() == 1


def test_a_plan_of_another_ward_cannot_be_copied(enter: Any, last: Plan) -> None:
    answer = enter("stranger").post(PAGE, {"way": "last_year", "year": "2027", "last_year": str(last.pk)})
    assert answer.status_code == 422
    assert Plan.objects.count() == 1
