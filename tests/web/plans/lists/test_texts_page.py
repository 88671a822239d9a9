"""Texts to use again, across the library and on the page of one plan; recipients beside the units of the ward."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL, WHOLE

from thidua.apps.plans.models import Plan

OTHER = SMALL.replace("làm cho phố phường sạch hơn", "giữ cho dòng kênh trong").replace("năm 2026\n", "hè năm 2026\n")


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_empty_library_says_what_will_be_here(desk: Client) -> None:
    page = text_of(desk.get("/ke-hoach/doan-van/"))
    assert "Chưa có đoạn nào" in page and "data-copy=" not in page


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ("?tim=dong kenh", "dòng kênh trong", "sạch hơn"),
        ("?loai=muc-dich", "sạch hơn", "Không có đoạn nào khớp"),
        ("?loai=yeu-cau", "Không có đoạn nào khớp", "sạch hơn"),
        ("?tim=khong-co-gi", "Không có đoạn nào khớp", "sạch hơn"),
    ],
)
def test_texts_are_searched_without_marks(desk: Client, filed: Any, asked: str, there: str, absent: str) -> None:
    filed(SMALL, "a.txt")
    filed(OTHER, "b.txt")
    page = text_of(desk.get(f"/ke-hoach/doan-van/{asked}"))
    assert there in page and absent not in page


def test_the_same_words_of_two_plans_stand_once_with_both_names(desk: Client, filed: Any) -> None:
    filed(SMALL, "a.txt")
    filed(SMALL.replace("năm 2026\n", "hè năm 2026\n"), "b.txt")
    page = text_of(desk.get("/ke-hoach/doan-van/"))
    assert page.count('data-copy="t-') == 1 and "cũng có trong" in page


def test_a_button_names_the_text_that_it_copies(desk: Client, filed: Any) -> None:
    filed(SMALL)
    page = text_of(desk.get("/ke-hoach/doan-van/"))
    start = page.index('data-copy="') + len('data-copy="')
    ident = page[start : page.index('"', start)]
    assert f'id="{ident}">' in page and 'role="status" data-copied' in page and "desk/copy.js" in page


def test_drafts_are_for_ward_staff(enter: Any, filed: Any) -> None:
    plan = filed(SMALL)
    assert "sạch hơn" in text_of(enter("chair").get("/ke-hoach/doan-van/"))
    assert "sạch hơn" not in text_of(enter("officer").get("/ke-hoach/doan-van/"))
    assert enter("officer").get(f"/ke-hoach/{plan.pk}/").status_code == 404
    Plan.objects.filter(pk=plan.pk).update(
        state="issued", number="15", signed_on=date(2026, 1, 20), sign_recorded_at=plan.filed_at
    )
    assert "sạch hơn" in text_of(enter("officer").get("/ke-hoach/doan-van/"))
    assert "sạch hơn" in text_of(enter("officer").get(f"/ke-hoach/{plan.pk}/"))


def test_more_plans_ask_no_more_queries(desk: Client, filed: Any, django_assert_max_num_queries: Any) -> None:
    plans = [filed(SMALL.replace("năm 2026\n", f"{n} năm 2026\n"), f"{n}.txt") for n in range(3)]
    for address in ("/ke-hoach/doan-van/", f"/ke-hoach/{plans[0].pk}/"):
        with django_assert_max_num_queries(15) as few:
            text_of(desk.get(address))
        filed(SMALL.replace("năm 2026\n", f"{address} năm 2026\n"), "them.txt")
        with django_assert_max_num_queries(len(few.captured_queries)):
            text_of(desk.get(address))


def test_the_plan_at_a_glance(desk: Client, filed: Any) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    page = text_of(desk.get(f"/ke-hoach/{plan.pk}/"))
    assert "của thành phố Hải Thành:</span> “Kỷ cương - Kết nối - Tăng tốc”" in page
    assert page.index("Kỷ cương") < page.index("Phố sạch, dữ liệu thông"), "from the city down"
    assert page.count("data-copy=") == 6 and "Mục tiêu chung" in page
    assert re.search(r"Danh sách [12]\d việc", page) and "Nghị định số 152/2025/NĐ-CP" in page


def test_a_cited_plan_that_is_in_the_library_is_linked_as_far_as_it_is_seen(enter: Any, filed: Any) -> None:
    own = filed(
        SMALL.replace("I. MỤC ĐÍCH", "Căn cứ Kế hoạch số 8/KH-UBND ngày 05/01/2026 của thành phố;\nI. MỤC ĐÍCH")
    )
    above = filed(
        "THÀNH PHỐ HẢI THÀNH\nSố: 8/KH-UBND\nHải Thành, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\nThi đua toàn thành phố",
        "tren.txt",
    )
    held = f'<a class="row-link" href="/ke-hoach/{above.pk}/kiem-tra/">'
    assert held in text_of(enter("clerk").get(f"/ke-hoach/{own.pk}/"))
    Plan.objects.filter(pk=own.pk).update(
        state="issued", number="15", signed_on=date(2026, 1, 20), sign_recorded_at=own.filed_at
    )
    page = text_of(enter("officer").get(f"/ke-hoach/{own.pk}/"))
    assert "8/KH-UBND" in page and str(above.pk) not in page, "a draft is not told of by the plan that cites it"


def test_themes_stand_on_the_check_page(desk: Client, filed: Any) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    page = text_of(desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/"))
    assert "Chủ đề năm 2026 của phường Bến Ngọc:</span> “Phố sạch, dữ liệu thông, lòng dân thuận”" in page


@pytest.mark.parametrize("asked", ["la", "", "00000000-0000-4000-8000-000000000000"])
def test_a_passage_that_is_not_there_is_no_fault(desk: Client, filed: Any, asked: str) -> None:
    page = text_of(desk.get(f"/ke-hoach/{filed(SMALL).pk}/kiem-tra/?xem={asked}"))
    assert 'id="r-X"' not in page and 'id="d-X"' not in page


def test_recipients_stand_beside_the_units_of_the_ward(desk: Client, filed: Any) -> None:
    names = "- Các tổ dân phố;\n- Phòng VH-XH phường;\n- Báo Hải Thành;\n- Sở Nội vụ;\n- Lưu: VT."
    plan = filed(SMALL.replace("- Các tổ dân phố;\n- Lưu: VT.", names))
    page = text_of(desk.get(f"/ke-hoach/{plan.pk}/"))
    part = page[page.index('id="noi-nhan"') :]
    rows = [row for row in part.split("<tr>") if 'scope="row"' in row]
    told = dict(zip(("tổ", "phòng", "báo", "sở", "lưu"), rows, strict=True))
    assert "Tổ dân phố số 1" in told["tổ"] and "Trong danh sách" in told["tổ"]
    assert "Phòng Văn hóa - Xã hội" in told["phòng"]
    assert "Chưa thấy trong danh sách" in told["báo"]
    assert "Cấp trên" in told["sở"] and "Lưu" in told["lưu"]
    assert "1 nơi nhận chưa thấy trong danh sách" in part
    assert "Nơi nhận" in page and "Phường Cửa Trại" not in part


def test_a_plan_without_any_of_it_says_so(desk: Client, filed: Any) -> None:
    plan = filed("KẾ HOẠCH\nPhong trào rất ngắn năm 2026\nII. CHỈ TIÊU\n(1) Trồng 100 cây.")
    page = text_of(desk.get(f"/ke-hoach/{plan.pk}/"))
    for words in ("Chưa thấy mục đích, yêu cầu", "Chưa thấy văn bản nào", "Chưa thấy nơi nhận"):
        assert words in page


def test_the_library_leads_to_all_of_them(desk: Client, filed: Any) -> None:
    plan = filed(SMALL)
    page = text_of(desk.get("/ke-hoach/"))
    for address in ("/can-cu/", "/ke-hoach/doan-van/", f"/ke-hoach/{plan.pk}/", f"/ke-hoach/{plan.pk}/viec/"):
        assert f'href="{address}"' in page
