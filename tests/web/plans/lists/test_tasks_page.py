"""The list of tasks of a paper: by unit, filtered, linked to its sentences, and as a sheet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL, WHOLE

from thidua.apps.plans.queries import reading
from thidua.apps.plans.services import choose_deadline, file_plan
from thidua.core.plans.tasks import COLUMNS, task_lines
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet

BARE = "KẾ HOẠCH\nPhong trào không có việc nào\nII. CHỈ TIÊU\n(1) Trồng 100 cây."


@pytest.fixture
def whole(filed: Any) -> Any:
    return filed(WHOLE.read_bytes(), WHOLE.name)


def page_of(client: Client, plan: Any, asked: str = "") -> str:
    answer = client.get(f"/ke-hoach/{plan.pk}/viec/{asked}")
    assert answer.status_code == 200
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_tasks_stand_by_unit_with_part_and_due_date(desk: Client, whole: Any) -> None:
    page = page_of(desk, whole)
    assert "<h2>Phòng Kinh tế, Hạ tầng và Đô thị</h2>" in page
    assert "ngày cuối 14/12/2026" in page, "before the 15th is until the 14th"
    assert page.index("<h2>Phòng Văn hóa - Xã hội</h2>") < page.index("<h2>Không ghi đơn vị</h2>")
    assert "<b>6 việc</b> văn bản không ghi đơn vị nào làm" in page


def test_each_line_leads_to_its_sentence(desk: Client, whole: Any) -> None:
    page = page_of(desk, whole)
    start = page.index(f"/ke-hoach/{whole.pk}/kiem-tra/?xem=")
    shown = desk.get(page[start : page.index("#", start)]).content.decode()
    assert shown.count('id="d-X"') == 1
    assert "Là đầu mối giúp việc" in shown[shown.index('id="d-X"') :][:200]


@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ("?tim=thieu nhi", "Mở lớp dạy bơi", "kinh phí khen thưởng"),
        ("?vai=tham-muu", "kinh phí khen thưởng", "Mở lớp dạy bơi"),
        ("?vai=chua-giao", "Mở lớp dạy bơi", "kinh phí khen thưởng"),
        ("?vai=co-han", "ngày cuối 26/02/2026", "Mở lớp dạy bơi"),
        ("?dv=0", "Là đầu mối giúp việc", "Mở lớp dạy bơi"),
        ("?tim=khong-co-gi", "Không có việc nào khớp", "Mở lớp dạy bơi"),
        ("?dv=99&vai=la", "Mở lớp dạy bơi", "Không có việc nào khớp"),
    ],
)
def test_words_units_and_parts_filter(desk: Client, whole: Any, asked: str, there: str, absent: str) -> None:
    page = page_of(desk, whole, asked)
    assert there in page and absent not in page


def test_a_paper_without_tasks_says_so(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed(BARE))
    assert "Chưa thấy việc nào trong văn bản" in page and "bang.xlsx" not in page


def test_the_choice_of_the_clerk_is_followed(desk: Client, filed: Any, cast: Any, now: Any) -> None:
    plan = filed(SMALL)
    assert "ngày cuối 04/12/2026" in page_of(desk, plan)
    (item,) = json.loads(plan.versions.get().reading)["deadlines"]
    choose_deadline(plan, item["id"], choice="inclusive", weekend="keep", by=cast.clerk.actor, now=now)
    assert "ngày cuối 05/12/2026" in page_of(desk, plan)


def test_a_paper_from_above_has_its_list_too(desk: Client, cast: Any, now: Any) -> None:
    above = file_plan(SMALL.encode(), "tren.txt", unit=cast.ward, by=cast.clerk.actor, now=now, from_above=True).plan
    assert "Phòng Văn hóa - Xã hội" in page_of(desk, above)


def test_who_does_not_see_the_plan_sees_no_list(enter: Any, whole: Any) -> None:
    for name in ("officer", "stranger", "city_officer"):
        for end in ("", "bang.xlsx"):
            assert enter(name).get(f"/ke-hoach/{whole.pk}/viec/{end}").status_code == 404
    assert enter("chair").get(f"/ke-hoach/{whole.pk}/viec/").status_code == 200


def test_more_tasks_ask_no_more_queries(desk: Client, filed: Any, django_assert_max_num_queries: Any) -> None:
    few_lines = filed(SMALL, "a.txt")
    more = "".join(f"- Việc thứ {number} của tổ dân phố.\n" for number in range(40))
    many_lines = filed(SMALL.replace("Nơi nhận:", f"3. Các tổ dân phố\n{more}\nNơi nhận:"), "b.txt")
    with django_assert_max_num_queries(15) as few:
        page_of(desk, few_lines)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "Việc thứ 39" in page_of(desk, many_lines)


def test_the_sheet_holds_what_is_shown(desk: Client, whole: Any) -> None:
    columns = [Column(name, name) for name in COLUMNS]
    everything = read_sheet(desk.get(f"/ke-hoach/{whole.pk}/viec/bang.xlsx").content, "a.xlsx", columns=columns)
    listed = task_lines(reading(whole.versions.get()))
    assert len(listed) > 15
    assert sorted(str(row.value("Việc phải làm")) for row in everything.rows) == sorted(line.text for line in listed)
    answer = desk.get(f"/ke-hoach/{whole.pk}/viec/bang.xlsx?vai=tham-muu")
    assert "danh-sach-viec.xlsx" in answer["Content-Disposition"]
    found = read_sheet(answer.content, "a.xlsx", columns=columns)
    assert {row.value("Vai trò") for row in found.rows} == {"Tham mưu"}
    assert [str(row.value("Ngày cuối"))[:10] for row in found.rows if row.value("Ngày cuối")] == ["2026-12-14"]
