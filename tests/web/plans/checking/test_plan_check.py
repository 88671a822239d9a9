"""The page of two panes: what it shows, to whom, and how heavy it is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL, WHOLE

from thidua.apps.people.services import erase_person
from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import current_version, findings_of, reading
from thidua.apps.plans.services import keep_finding


def page_of(client: Client, plan: Plan, query: str = "") -> str:
    answer = client.get(f"/ke-hoach/{plan.pk}/kiem-tra/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_paper_and_reading_are_tied_both_ways(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed())
    left, right = set(re.findall(r'id="d-([^"]+)"', page)), set(re.findall(r'id="r-([^"]+)"', page))
    assert {"A", "B", "1", "2", "3", "T1", "T2", "P1", "S"} <= left & right
    links = re.findall(r'href="#([dr]-[^"]+)"', page)
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert not [link for link in links if link not in ids]


def test_every_id_stands_once(desk: Client, filed: Any) -> None:
    ids = re.findall(r' id="([^"]+)"', page_of(desk, filed(WHOLE.read_bytes(), WHOLE.name), "?sua=1"))
    assert len(ids) == len(set(ids))


def test_the_summary_says_what_was_read_and_what_is_open(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed())
    assert "Đọc được <b>3 chỉ tiêu</b>" in page and "<b>1 mốc thời gian</b>" in page
    assert re.search(r'<a href="#(r-L\d+)"><b>\d+ việc phải làm</b></a> trước khi phát động.*id="\1"', page, re.DOTALL)
    assert "Máy chỉ gợi ý; chưa sửa chữ nào trong văn bản." in page


def test_a_doubtful_passage_asks_to_be_seen(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed())
    assert re.search(r'<span class="m see" id="d-2">', page)
    assert re.search(r'<span class="m" id="d-1">', page)


def test_mended_words_stand_beside_those_of_the_paper(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed(SMALL.replace("Giữ vững an ninh trật tự", "Huy động lOO% trẻ 6 tuổi ra lớp")))
    assert page.count("Trên giấy: “") == 1
    row = page.split('<tbody id="r-2"', 1)[1].split("</tbody>", 1)[0]
    assert "Cần xem" in row and "Khớp" not in row
    assert "Trên giấy: “Huy động lOO% trẻ" in page.replace("\u00a0", " ")


def test_words_of_the_paper_never_become_markup(desk: Client, filed: Any) -> None:
    hostile = "<script>alert(1)</script><img src=//x onerror=alert(2)> &amp; {{ 7 }}"
    page = page_of(desk, filed(SMALL.replace("Giữ vững an ninh", f"Giữ vững {hostile} an ninh")), "?sua=2")
    assert "<script>alert" not in page and "<img src" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "{{ 7 }}" in page


def test_the_page_of_a_whole_plan_is_light_and_asks_little(
    desk: Client, filed: Any, django_assert_max_num_queries: Any
) -> None:
    plan = filed(WHOLE.read_bytes(), WHOLE.name)
    with django_assert_max_num_queries(15):
        page = page_of(desk, plan)
    assert len(page.encode()) <= 150_000


@pytest.mark.parametrize("key", ["A", "M", "1", "T1", "T2", "P1", "S"])
def test_a_row_opens_with_its_fields(desk: Client, filed: Any, key: str) -> None:
    plan = filed()
    assert 'data-autosave="' not in page_of(desk, plan)
    page = page_of(desk, plan, f"?sua={key}")
    row = page[page.index(f'id="r-{key}"') :]
    assert 'data-autosave="' in row[: row.index("</tbody>")]


def test_an_unknown_row_opens_nothing(desk: Client, filed: Any) -> None:
    assert 'data-autosave="' not in page_of(desk, filed(), "?sua=99")


def test_figures_are_read_back(desk: Client, filed: Any) -> None:
    page = page_of(desk, filed(), "?sua=1")
    assert "1.784,4 → một nghìn bảy trăm tám mươi tư phẩy bốn" in page
    assert 'value="1784,4"' in page


def test_strangers_find_nothing(enter: Any, filed: Any) -> None:
    plan = filed()
    for who in ("stranger", "officer", "city_officer"):
        assert enter(who).get(f"/ke-hoach/{plan.pk}/kiem-tra/").status_code == 404
        assert enter(who).post(f"/ke-hoach/{plan.pk}/xong/").status_code == 404


def test_others_of_the_ward_read_without_fields(enter: Any, filed: Any) -> None:
    page = page_of(enter("chair"), filed(), "?sua=1")
    assert "Chỉ cán bộ thường trực" in page
    assert "data-autosave" not in page and "Tiếp: phân công" not in page


def test_an_issued_plan_is_read_only(desk: Client, enter: Any, filed: Any) -> None:
    plan = filed()
    Plan.objects.filter(pk=plan.pk).update(
        state="issued", number="15", signed_on="2026-01-20", sign_recorded_at=plan.filed_at
    )
    page = page_of(desk, plan, "?sua=1")
    assert "đã ban hành; phần đã đọc không sửa nữa" in page
    assert "data-autosave" not in page and "Thêm chỉ tiêu" not in page and "Tiếp: phân công" not in page
    assert page_of(enter("officer"), plan)
    item = plan.versions.get().reading.split('"id": "')[1][:36]
    assert enter("officer").post(f"/ke-hoach/{plan.pk}/muc/{item}/bo/").status_code == 403


@pytest.mark.parametrize("act", ["xong", "bo", "them", "giu"])
def test_acts_take_no_get(desk: Client, filed: Any, act: str) -> None:
    assert desk.get(f"/ke-hoach/{filed().pk}/{act}/").status_code == 405


def test_checking_done_leads_to_the_assignment(desk: Client, filed: Any) -> None:
    plan = filed()
    answer = desk.post(f"/ke-hoach/{plan.pk}/xong/")
    plan.refresh_from_db()
    assert plan.state == "checked"
    assert answer["Location"] == f"/phong-trao/{plan.movement.pk}/phan-cong/"


def test_who_kept_a_finding_is_named_until_the_values_are_erased(desk: Client, filed: Any, cast: Any, now: Any) -> None:
    plan = filed()
    version = current_version(plan)
    key = findings_of(version, reading(version), None)[0].key
    keep_finding(plan, key, "Đúng như bản ký", by=cast.second_clerk.actor, now=now)
    assert "Lê Minh Tâm: Đúng như bản ký" in desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/").content.decode()
    erase_person(cast.second_clerk.person, by=cast.clerk.actor, now=now)
    assert "Lê Minh Tâm" not in str(current_version(plan).kept)
    assert "Lê Minh Tâm" not in desk.get(f"/ke-hoach/{plan.pk}/kiem-tra/").content.decode()
