"""The check page in a real browser: targets split, words marked, figures confirmed, two people, a line that breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk

from builders import PASSWORD
from cast import Cast, standing_cast
from thidua.apps.plans.models import Plan
from thidua.apps.plans.services import file_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 15/KH-UBND
Bến Ngọc, ngày 20 tháng 01 năm 2026

KẾ HOẠCH
Phát động thi đua hè năm 2026

I. MỤC ĐÍCH
Làm cho ngõ phố sạch hơn.

II. CHỈ TIÊU
(1) Tỷ lệ hộ có thùng rác riêng đạt 92%; trồng mới 350 cây bàng; duy trì 04 ngõ hoa.
(2) Mở 3 lớp dạy bơi.

III. NHIỆM VỤ
1. Phường mong **ít nhất 80%** nhà ven sông trồng cây.
2. Dạy bơi cho trẻ.

IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế
- Theo dõi, đôn đốc việc trồng cây.
- Gửi báo cáo trước ngày 05/12/2026.
"""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return standing_cast()


@pytest.fixture
def plan(people: Cast, now: Any) -> Plan:
    return file_plan(PAPER.encode(), "he.txt", unit=people.ward, by=people.clerk.actor, now=now).plan


@pytest.fixture
def enter(chromium: Any, live_server: Any, pictures: Path) -> Iterator[Callable[[Any], Walk]]:
    """A window of somebody's own, signed in; closed at the end."""
    walks: list[Walk] = []

    def signed_in(who: Any) -> Walk:
        walk = Walk(chromium, live_server.url, pictures)
        walk.sign_in(who.account.username, PASSWORD)
        walks.append(walk)
        return walk

    yield signed_in
    for walk in walks:
        walk.context.close()


@pytest.fixture
def clerk(enter: Callable[[Any], Walk], people: Cast) -> Walk:
    return enter(people.clerk)


def reading(plan: Plan) -> Any:
    return json.loads(plan.versions.first().reading)


def check(plan: Plan, query: str = "") -> str:
    return f"/ke-hoach/{plan.pk}/kiem-tra/{query}"


def choose(walk: Walk, first: str, last: str) -> None:
    """Select the words of the paper from one phrase to another, as a mouse would."""
    walk.page.evaluate(
        """([first, last]) => {
          const texts = [];
          const walker = document.createTreeWalker(document.querySelector('.sheet'), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) texts.push(walker.currentNode);
          const start = texts.find((node) => node.data.includes(first));
          const end = texts.find((node) => node.data.includes(last));
          getSelection().setBaseAndExtent(
            start, start.data.indexOf(first), end, end.data.indexOf(last) + last.length);
        }""",
        [first, last],
    )
    walk.page.locator("[data-mark]:not([hidden]) > div").wait_for()


def test_a_target_is_split_and_the_act_taken_back(clerk: Walk, plan: Plan) -> None:
    clerk.open(check(plan))
    clerk.page.get_by_role("link", name="Tách làm ba").first.click()
    clerk.page.locator("#tach-1[open]").wait_for()
    clerk.look("kiem-tra-tach")
    clerk.page.get_by_role("button", name="Tách", exact=True).click()
    clerk.page.locator("[id='r-1.3']").wait_for()
    clerk.look("kiem-tra-da-tach")
    assert len(reading(plan)["targets"][0]["sub_targets"]) == 3
    clerk.page.get_by_role("button", name="Hoàn tác việc vừa làm").click()
    clerk.page.get_by_text("Đã hoàn tác.").wait_for()
    assert "sub_targets" not in reading(plan)["targets"][0]


def test_marked_words_become_a_target_with_its_level(clerk: Walk, plan: Plan) -> None:
    clerk.open(check(plan))
    choose(clerk, "ít nhất 80%", "ven sông")
    assert "“ít nhất 80% nhà ven sông”" in clerk.page.locator("[data-mark-words]").inner_text()
    clerk.look("kiem-tra-danh-dau")
    clerk.page.locator("[data-mark]").get_by_role("button", name="Thêm chỉ tiêu").click()
    clerk.page.locator("#r-3 tr.edit").wait_for()
    target = reading(plan)["targets"][2]
    assert target["text"] == "ít nhất 80% nhà ven sông" and target["measures"][0]["value"] == 80
    start, end = target["source"]["chars"]
    assert plan.versions.first().text[start:end] == "ít nhất 80%** nhà ven sông"
    clerk.look("kiem-tra-da-danh-dau")


def test_a_selection_over_lines_is_told_exactly(clerk: Walk, plan: Plan) -> None:
    clerk.open(check(plan))
    choose(clerk, "nhà ven sông", "Dạy bơi")
    sent = clerk.page.locator("[data-mark]").evaluate("form => [form.elements.start.value, form.elements.end.value]")
    start, end = map(int, sent)
    text = plan.versions.first().text
    assert text[start:end] == "nhà ven sông trồng cây.\n2. Dạy bơi"


def test_figures_of_a_scan_are_confirmed_with_enter(clerk: Walk, plan: Plan) -> None:
    version = plan.versions.get()
    version.reading = version.reading.replace('"ocr": false', '"ocr": true')
    version.save()
    clerk.open(check(plan))
    buttons = clerk.page.locator("#so-lieu button:has-text('Đúng')")
    many = buttons.count()
    clerk.look("kiem-tra-so-lieu")
    buttons.first.focus()
    for done in range(1, many + 1):
        clerk.page.keyboard.press("Enter")
        clerk.page.get_by_text(f"Đã xác nhận {done}/{many} số liệu").wait_for()
        if done < many:  # the next button has the focus when its list has settled
            clerk.page.locator("#so-lieu button:focus").wait_for()
    assert len(plan.versions.get().confirmed) == many
    clerk.page.reload()
    assert clerk.page.get_by_text(f"Đã xác nhận {many}/{many} số liệu").count() == 1


def _field(walk: Walk) -> Any:
    return walk.page.locator("#r-2 [data-autosave] textarea[name=text]")


def test_nothing_typed_is_lost_when_the_line_breaks(clerk: Walk, plan: Plan) -> None:
    clerk.open(check(plan, "?sua=2"))
    clerk.context.set_offline(True)
    _field(clerk).fill("Mở 5 lớp dạy bơi.")
    clerk.page.keyboard.press("Tab")
    clerk.page.locator("#da-luu", has_text="Mất mạng").wait_for()
    assert reading(plan)["targets"][1]["text"] == "Mở 3 lớp dạy bơi."
    clerk.context.set_offline(False)
    clerk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for(timeout=20_000)
    assert reading(plan)["targets"][1]["text"] == "Mở 5 lớp dạy bơi."
    assert not _kept(clerk)


def _kept(walk: Walk) -> list[str]:
    return walk.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('thidua:'))")


def test_a_tab_that_died_is_told_of_and_its_words_come_back(clerk: Walk, plan: Plan) -> None:
    clerk.open(check(plan, "?sua=2"))
    clerk.context.set_offline(True)
    _field(clerk).fill("Mở 6 lớp dạy bơi.")
    clerk.page.keyboard.press("Tab")
    clerk.page.locator("#da-luu", has_text="Mất mạng").wait_for()
    clerk.page.close()
    clerk.context.set_offline(False)
    clerk.page = clerk.context.new_page()
    clerk.open(check(plan))
    note = clerk.page.locator(".kept")
    note.wait_for()
    assert "Chưa gửi được, còn giữ trên máy này: Nội dung chỉ tiêu: “Mở 6 lớp dạy bơi.”" in note.inner_text()
    clerk.look("kiem-tra-chua-gui")
    note.get_by_role("link", name="Mở lại chỗ này").click()
    clerk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for(timeout=20_000)
    assert reading(plan)["targets"][1]["text"] == "Mở 6 lớp dạy bơi."
    clerk.open(check(plan))
    assert clerk.page.locator(".kept").count() == 0


def test_the_sign_in_page_does_not_swallow_what_was_typed(clerk: Walk, plan: Plan, people: Cast) -> None:
    clerk.open(check(plan, "?sua=2"))
    clerk.context.clear_cookies()
    _field(clerk).fill("Mở 7 lớp dạy bơi.")
    clerk.page.keyboard.press("Tab")
    clerk.page.locator("#da-luu", has_text="Phiên làm việc đã hết").wait_for()
    clerk.page.reload()
    clerk.page.fill("input[name=username]", people.clerk.account.username)
    clerk.page.fill("input[name=password]", PASSWORD)
    clerk.page.click("main button[type=submit]")
    clerk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for(timeout=20_000)
    assert reading(plan)["targets"][1]["text"] == "Mở 7 lớp dạy bơi."


def test_two_people_at_one_field_see_both_values(clerk: Walk, enter: Any, plan: Plan, people: Cast) -> None:
    other = enter(people.second_clerk)
    for walk in (clerk, other):
        walk.open(check(plan, "?sua=2"))
    _field(other).fill("Mở 8 lớp dạy bơi.")
    other.page.keyboard.press("Tab")
    other.page.locator("#da-luu", has_text="Đã tự lưu").wait_for()
    _field(clerk).fill("Mở 9 lớp dạy bơi.")
    clerk.page.keyboard.press("Tab")
    clerk.page.get_by_text("Lê Minh Tâm vừa ghi “Mở 8 lớp dạy bơi.”").wait_for()
    assert _field(clerk).input_value() == "Mở 9 lớp dạy bơi."
    clerk.look("kiem-tra-hai-ban")
    # A reload in the middle of the choice keeps both.
    clerk.page.reload()
    clerk.page.get_by_text("Trên máy này còn nội dung chưa gửi, khác với bản đang lưu: “Mở 9 lớp dạy bơi.”").wait_for()
    clerk.page.get_by_role("button", name="Dùng nội dung chưa gửi").click()
    clerk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for()
    assert reading(plan)["targets"][1]["text"] == "Mở 9 lớp dạy bơi."


def test_a_change_of_another_comes_in_without_taking_what_is_typed(
    clerk: Walk, enter: Any, plan: Plan, people: Cast
) -> None:
    other = enter(people.second_clerk)
    clerk.open(check(plan, "?sua=1"))
    typed = clerk.page.locator("#r-1 [data-autosave] textarea[name=text]")
    typed.fill("Chữ đang gõ dở")
    other.open(check(plan, "?sua=2"))
    _field(other).fill("Mở 8 lớp dạy bơi.")
    other.page.locator("#r-2 input[name=value]").fill("8")
    other.page.keyboard.press("Tab")
    other.page.locator("#g-2", has_text="8 lớp").wait_for()
    clerk.page.evaluate("dispatchEvent(new Event('focus'))")
    clerk.page.get_by_text("Lê Minh Tâm vừa sửa phần đã đọc").wait_for()
    clerk.page.locator("#g-2", has_text="8 lớp").wait_for()
    assert clerk.page.get_by_text("Lê Minh Tâm cũng đang mở trang này").count() == 1
    assert typed.input_value() == "Chữ đang gõ dở"
