"""Suggestions are taken, a line is copied down, a target is shared out over six residential groups, the movement is
launched, and a unit takes its own sheet home: through the pages, in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk

from builders import PASSWORD, a_person, a_seat, a_unit, an_account
from cast import Cast, standing_cast
from movement_builders import a_draft, a_measure, a_plan, a_reading, a_target
from thidua.apps.journal import queries as journal
from thidua.apps.movements.models import Movement, Share
from thidua.formats.reading import linearise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def people(transactional_db: None) -> Cast:
    cast = standing_cast()
    for at in range(2, 7):
        a_unit(f"Tổ dân phố số {at}", kind="residential_group", parent=cast.ward)
    person = a_person("Lý Văn Tổ", commune=cast.ward)
    a_seat(person, cast.group_one, "unit_head")
    an_account(person, "to.lv")
    return cast


@pytest.fixture
def draft(people: Cast) -> Movement:
    lead = {"lead": ["Trường Tiểu học Bến Ngọc"], "group": "Xã hội"}
    targets = [
        a_target("(1)", "Hộ phân loại rác.", measures=[a_measure("Hộ phân loại rác", value=100, unit="hộ")], **lead),
        a_target("(2)", "Lớp dạy bơi.", measures=[a_measure("Lớp dạy bơi", value=4, unit="lớp")], group="Xã hội"),
        a_target("(3)", "Đàn ong.", measures=[a_measure("Đàn ong", value=9, unit="đàn")], group="Xã hội"),
    ]
    plan = a_plan(people, NOW, reading=a_reading(targets=targets, deadlines=[]))
    return a_draft(people, NOW, plan=plan, owned=False)


def _walk(chromium: Any, live_server: Any, pictures: Path, username: str) -> Walk:
    walk = Walk(chromium, live_server.url, pictures)
    walk.sign_in(username, PASSWORD)
    return walk


def _press(walk: Walk, words: str) -> None:
    walk.page.locator(f"button:has-text('{words}'):visible").first.click()
    walk.page.wait_for_load_state()


def _assign(walk: Walk, draft: Movement) -> None:
    walk.open(f"/phong-trao/{draft.id}/phan-cong/")
    walk.look("goi-y-phan-cong")
    _press(walk, "Nhận 1 gợi ý chắc")
    first = walk.page.locator("select[name^=owner-]").first
    assert first.evaluate("one => one.selectedOptions[0].textContent") == "Trường Tiểu học Bến Ngọc"
    _press(walk, "Chép xuống")
    chosen = [one.input_value() for one in walk.page.locator("select[name^=owner-]").all()]
    assert len(set(chosen)) == 1
    assert chosen[0]
    _press(walk, "Hoàn tác")
    assert walk.page.locator("select[name^=owner-]").nth(1).input_value() == ""
    _press(walk, "Chép xuống")
    walk.page.locator("main .act button:has-text('Lưu')").click()
    walk.page.wait_for_load_state()
    assert draft.assignments.filter(owner__isnull=False).count() == 3


def _share(walk: Walk, draft: Movement) -> None:
    walk.page.locator("a:has-text('Giao số cho đơn vị')").first.click()
    walk.page.wait_for_load_state()
    _press(walk, "Chọn hoặc bỏ cả nhóm")
    _press(walk, "Chia đều cho đơn vị đã chọn")
    walk.look("giao-chi-tieu")
    walk.page.locator("main .act button:has-text('Lưu')").click()
    walk.page.wait_for_load_state()
    assert sorted(Share.objects.values_list("value", flat=True)) == [16, 16, 17, 17, 17, 17]


def test_from_suggestions_to_the_sheet_of_a_residential_group(
    chromium: Any, live_server: Any, pictures: Path, people: Cast, draft: Movement
) -> None:
    clerk = _walk(chromium, live_server, pictures, people.clerk.account.username)
    _assign(clerk, draft)
    _share(clerk, draft)
    clerk.open(f"/phong-trao/{draft.id}/phat-dong/")
    clerk.page.click("#ket button.main-act[type=submit]")
    clerk.page.wait_for_load_state()
    chair = _walk(chromium, live_server, pictures, people.chair.account.username)
    chair.open(f"/phong-trao/{draft.id}/phat-dong/")
    chair.page.click("form[action$='/xac-nhan/'] button")
    chair.page.wait_for_load_state()
    assert Movement.objects.get().state == "launched"
    chair.open(f"/phong-trao/{draft.id}/chi-tieu/1/")
    chair.look("chi-tieu-da-giao")
    assert chair.page.locator("tfoot:has-text('100 hộ')").count() == 1

    group = _walk(chromium, live_server, pictures, "to.lv")
    group.open(f"/phong-trao/{draft.id}/don-vi/{people.group_one.id}/")
    group.look("phieu-giao-nhiem-vu")
    assert "từ 17 hộ trở lên" in group.page.inner_text("main").replace("\u00a0", " ")
    with group.page.expect_download() as coming:
        group.page.click("a:has-text('PDF')")
    assert coming.value.suggested_filename == "phieu-giao-nhiem-vu-to-dan-pho-so-1.pdf"
    told = linearise(Path(coming.value.path()).read_bytes(), "x.pdf").text
    assert "Tổ dân phố số 1" in told
    assert "17 hộ" in told
    for walk in (clerk, chair, group):
        walk.close()
    assert not list(journal.verify_all())
