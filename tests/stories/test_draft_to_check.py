"""A new plan is written from last year's: through the pages, in a real browser, up to the check page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk
from django.utils import timezone

from thidua.apps.journal import queries as journal
from thidua.apps.people.models import Account
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Plan
from thidua.apps.plans.services import save_text
from thidua.apps.units.queries import actor_of
from thidua.jobs import sample_ward

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CLERK = "huong.vt"
SAVED = "Tổ dân phố nào làm trước thì được kể chuyện trước."


@pytest.fixture
def walk(transactional_db: None, chromium: Any, live_server: Any, pictures: Path) -> Any:
    sample_ward.load(lambda words: None)
    window = Walk(chromium, live_server.url, pictures)
    window.sign_in(CLERK, sample_ward.PASSWORD)
    yield window
    window.close()


def said(plan: Plan) -> dict[str, Any]:
    return reading_of(plan.versions.order_by("-ordinal").first())


def _begin(walk: Walk, last: Plan, above: Plan) -> Plan:
    """Last year's plan and the plan above; the matrix opens and gives one missing line."""
    page = walk.page
    walk.open("/ke-hoach/soan/")
    walk.look("soan-bat-dau")
    page.check("input[name=way][value=last_year]")
    page.fill("input[name=year]", str((last.year or 0) + 1))
    page.select_option("#id_last_year", str(last.pk))
    page.select_option("#id_higher", str(above.pk))
    page.click("main button[data-main-act]")
    page.wait_for_url("**/doi-chieu/")
    walk.look("soan-doi-chieu")
    page.locator("form.take-line button").first.click()
    page.get_by_text("Đã đưa 1 nội dung của cấp trên vào dự thảo.").wait_for()
    return Plan.objects.get(versions__origin="drafted")


def _change(walk: Walk, plan: Plan, at: int, text: str) -> None:
    """A target's sentence is typed over and left; it is saved by itself and read back."""
    block = walk.page.locator(f"#b-{said(plan)['targets'][at]['id'][:8]}")
    block.locator("textarea").first.fill(text)
    walk.page.keyboard.press("Tab")
    walk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for()


def test_a_plan_is_written_from_last_years_and_goes_to_the_check_page(walk: Walk) -> None:
    last = Plan.objects.get(movement__state="launched")
    above = Plan.objects.get(from_above=True)
    by = actor_of(Account.objects.get(username=CLERK), timezone.localdate())
    save_text("purposes", SAVED, commune=last.commune, by=by, now=timezone.now())
    plan = _begin(walk, last, above)
    taken = len(said(plan)["targets"])

    walk.open(f"/ke-hoach/{plan.pk}/soan/?muc=chi-tieu")
    walk.look("soan-chi-tieu")
    vague = walk.page.locator("#can-xem", has_text="Chỉ tiêu (16) không có con số")
    vague.wait_for()
    _change(walk, plan, 15, "Ít nhất 95% người dân hài lòng khi đến giao dịch.")
    vague.wait_for(state="detached")
    walk.page.locator("article", has_text="từ 95% trở lên").first.wait_for()
    _change(walk, plan, 0, "Tổng thu ngân sách trên địa bàn phường đạt 1.400 tỷ đồng.")
    walk.page.locator("article", has_text="1.400 tỷ đồng (năm trước 1.350,5 tỷ đồng)").first.wait_for()

    walk.open(f"/ke-hoach/{plan.pk}/soan/?muc=muc-dich&tim=to+dan+pho")
    walk.look("soan-muc-dich")
    walk.page.locator("li", has_text=SAVED).get_by_role("button", name="Dùng").click()
    walk.page.get_by_text("Đã đưa đoạn văn vào bản soạn.").wait_for()

    walk.page.get_by_role("link", name="Khác năm trước").click()
    walk.page.locator("ins", has_text="1.400").first.wait_for()
    walk.look("soan-khac-nam-truoc")
    walk.open(f"/ke-hoach/{plan.pk}/soan/ban-in/")
    walk.page.locator(".paper", has_text=SAVED).wait_for()
    walk.look("soan-ban-in")
    walk.open(f"/ke-hoach/{plan.pk}/soan/")
    walk.page.click("a[data-main-act]")
    walk.page.wait_for_url("**/kiem-tra/")
    assert "1.400 tỷ đồng" in walk.page.locator(".sheet").inner_text()

    draft = said(plan)
    assert len(draft["targets"]) == taken
    assert draft["targets"][0]["measures"][0]["value"] == 1400
    assert draft["targets"][15]["measures"][0]["operator"] == "at_least"
    assert [row["text"] for row in draft["purposes"]][-1] == SAVED
    assert not list(journal.verify_all())
