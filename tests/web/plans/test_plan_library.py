"""The list of plan papers."""

from __future__ import annotations

from typing import Any

from django.test import Client


def titled(words: str) -> str:
    return f"KẾ HOẠCH\n{words}\n\nII. CHỈ TIÊU\n(1) Trồng 100 cây."


def test_an_empty_library_offers_the_one_button(desk: Client, enter: Any) -> None:
    page = desk.get("/ke-hoach/").content.decode()
    assert "Chưa có kế hoạch nào" in page and "/ke-hoach/nap/" in page
    assert "/ke-hoach/nap/" not in enter("officer").get("/ke-hoach/").content.decode()


def test_search_needs_no_marks(desk: Client, filed: Any) -> None:
    filed(titled("Thi đua Đặng Dũng năm 2026"))
    filed(titled("Thi đua trồng cây năm 2026"))
    page = desk.get("/ke-hoach/?tim=dang dung").content.decode()
    assert "Đặng Dũng" in page and "trồng cây" not in page
    assert "Không có kế hoạch nào khớp" in desk.get("/ke-hoach/?tim=khong-co").content.decode()


def test_chips_count_the_states_of_what_was_found(desk: Client, filed: Any) -> None:
    plan = filed(titled("Một năm 2026"))
    filed(titled("Hai năm 2026"))
    desk.post(f"/ke-hoach/{plan.pk}/xong/")
    page = desk.get("/ke-hoach/?buoc=checked").content.decode()
    assert 'Tất cả <span class="num">2</span>' in page
    assert 'Đã kiểm tra <span class="num">1</span>' in page
    assert "Một năm 2026" in page and "Hai năm 2026" not in page


def test_many_plans_ask_no_more_queries(desk: Client, filed: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        filed(titled(f"Phong trào {number} năm 2026"))
    with django_assert_max_num_queries(15) as few:
        desk.get("/ke-hoach/")
    for number in range(4, 9):
        filed(titled(f"Phong trào {number} năm 2026"))
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get("/ke-hoach/")


def test_drafts_are_for_ward_staff(enter: Any, filed: Any) -> None:
    filed(titled("Còn nháp năm 2026"))
    assert "Còn nháp" in enter("chair").get("/ke-hoach/").content.decode()
    assert "Còn nháp" not in enter("officer").get("/ke-hoach/").content.decode()
    assert "Còn nháp" not in enter("stranger").get("/ke-hoach/").content.decode()
