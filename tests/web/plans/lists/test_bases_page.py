"""The register of cited documents: what stands in it, who sees what of it, searching, and the sheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from thidua.apps.plans.models import Plan
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet
from thidua.web.desk.plans.lists.bases import COLUMNS

OLD = "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023 của Chính phủ"
NEW = "Nghị định số 152/2025/NĐ-CP ngày 14/6/2025 của Chính phủ"
CENTRAL = "Chỉ thị số 41-CT/TW ngày {} của Bộ Chính trị"


def citing(title: str, *bases: str) -> str:
    lines = "\n".join(f"Căn cứ {one};" for one in bases)
    return f"Bến Ngọc, ngày 20 tháng 01 năm 2026\nKẾ HOẠCH\n{title}\n{lines}\nII. CHỈ TIÊU\n(1) Trồng 100 cây."


def page_of(client: Client, asked: str = "") -> str:
    answer = client.get(f"/can-cu/{asked}")
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_an_empty_register_says_what_will_be_here(desk: Client, enter: Any) -> None:
    page = page_of(desk)
    assert "Chưa có căn cứ nào" in page and "/ke-hoach/nap/" in page
    assert "/ke-hoach/nap/" not in page_of(enter("officer"))


def test_one_row_for_a_document_with_the_plans_that_cite_it(desk: Client, filed: Any) -> None:
    one, two = filed(citing("Thi đua một", NEW), "a.txt"), filed(citing("Thi đua hai", NEW), "b.txt")
    page = page_of(desk)
    assert page.count("Nghị định số 152/2025/NĐ-CP") == 1
    for plan in (one, two):
        assert f"/ke-hoach/{plan.pk}/kiem-tra/?xem=" in page
    assert "<b>1 văn bản</b> được 2 kế hoạch viện dẫn" in page
    assert "còn hiệu lực vào ngày 20/01/2026" in page


def test_the_link_leads_to_the_passage_on_the_check_page(desk: Client, filed: Any) -> None:
    plan = filed(citing("Thi đua một", NEW))
    page = page_of(desk)
    start = page.index(f"/ke-hoach/{plan.pk}/kiem-tra/?xem=")
    address, _, place = page[start : page.index('"', start)].partition("#")
    shown = desk.get(address).content.decode()
    assert place == "d-X" and 'id="d-X"' in shown and 'id="r-X"' in shown
    assert "152/2025/NĐ-CP" in shown[shown.index('id="r-X"') :][:400]


def test_what_held_no_more_on_the_day_of_the_plan_is_marked_and_stands_first(desk: Client, filed: Any) -> None:
    filed(citing("Thi đua một", NEW, OLD))
    page = page_of(desk)
    assert page.index("98/2023/NĐ-CP") < page.index("Nghị định số 152/2025/NĐ-CP")
    assert "thay bằng 152/2025/NĐ-CP" in page
    marked = page[page.index('<span class="st warn">') :]
    assert marked[: marked.index("</span>")].endswith("đã thay thế vào ngày 20/01/2026")
    assert "<b>1 văn bản</b> không có hiệu lực vào ngày của kế hoạch" in page


def test_two_dates_of_one_document_are_told_with_their_plans(desk: Client, filed: Any) -> None:
    filed(citing("Thi đua một", CENTRAL.format("26/12/2024")), "a.txt")
    filed(citing("Thi đua hai", CENTRAL.format("25/12/2024")), "b.txt")
    page = page_of(desk, "?tt=can-xem")
    assert "Ghi hai ngày" in page and "ghi ngày 26/12/2024" in page and "ghi ngày 25/12/2024" in page
    assert 'Cần xem <span class="num">1</span>' in page


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ("?tim=bo chinh tri", "41-CT/TW", "152/2025"),
        ("?tim=152/2025", "152/2025", "41-CT/TW"),
        ("?tt=con-hieu-luc", "152/2025", "41-CT/TW"),
        ("?tt=khong-ro", "41-CT/TW", "152/2025"),
        ("?tim=khong-co-gi", "Không có văn bản nào khớp", "152/2025"),
        ("?tt=la", "152/2025", "Không có văn bản nào khớp"),
    ],
)
def test_search_needs_no_marks_and_chips_filter(desk: Client, filed: Any, asked: str, there: str, absent: str) -> None:
    filed(citing("Thi đua một", NEW, CENTRAL.format("26/12/2024")))
    page = page_of(desk, asked)
    assert there in page and absent not in page


def test_drafts_are_for_ward_staff(enter: Any, filed: Any) -> None:
    plan = filed(citing("Còn nháp", NEW))
    assert "152/2025" in page_of(enter("chair"))
    assert "152/2025" not in page_of(enter("officer"))
    assert "152/2025" not in page_of(enter("stranger"))
    assert b"152/2025" not in enter("officer").get("/can-cu/bang.xlsx").content
    Plan.objects.filter(pk=plan.pk).update(
        state="issued", number="15", signed_on=date(2026, 1, 20), sign_recorded_at=plan.filed_at
    )
    assert "152/2025" in page_of(enter("officer"))


def test_more_plans_ask_no_more_queries(desk: Client, filed: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        filed(citing(f"Phong trào {number}", NEW, CENTRAL.format("26/12/2024")), f"{number}.txt")
    with django_assert_max_num_queries(15) as few:
        page_of(desk)
    for number in range(3, 8):
        filed(citing(f"Phong trào {number}", OLD, CENTRAL.format("25/12/2024")), f"{number}.txt")
    with django_assert_max_num_queries(len(few.captured_queries)):
        page_of(desk)


def test_the_sheet_holds_what_the_page_shows_and_no_formula(desk: Client, filed: Any) -> None:
    filed(citing('=HYPERLINK("http://x")', NEW, OLD))
    answer = desk.get("/can-cu/bang.xlsx?tim=98/2023")
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and "can-cu-phap-ly.xlsx" in answer["Content-Disposition"]
    )
    found = read_sheet(answer.content, "a.xlsx", columns=[Column(name, name) for name in COLUMNS])
    (row,) = found.rows
    assert row.value("Số, ký hiệu") == "98/2023/NĐ-CP" and row.value("Hiệu lực hôm nay") == "Đã thay thế"
    assert "HYPERLINK" in str(row.value("Kế hoạch viện dẫn"))
    with ZipFile(BytesIO(answer.content)) as inside:
        assert b"<f>" not in inside.read("xl/worksheets/sheet1.xml")
