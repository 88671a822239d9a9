"""Around a launch, in a real browser: a theme in two phases with reviews, a household on a phone, the register of
sendings, and a unit that passes the movement on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from desk_walk import PHONE, Walk
from django.utils import timezone

from builders import PASSWORD
from cast import Cast, standing_cast
from movement_builders import a_draft, a_plan, a_reading
from thidua.apps.journal import queries as journal
from thidua.apps.movements.models import Deadline, Delivery, JoinRequest, Movement, Participant, Peak, Phase
from thidua.apps.plans.models import PlanVersion
from thidua.core.viet.dates import short_date
from thidua.formats.sheets import Column
from thidua.formats.xlsx import read_sheet

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RECIPIENTS = [
    {"name": "Sở Nội vụ thành phố", "note": "để báo cáo"},
    {"name": "Lãnh đạo UBND phường"},
    {"name": "Phòng Kinh tế, Hạ tầng và Đô thị"},
    {"name": "Các tổ dân phố"},
    {"name": "Lưu: VT", "archive": True},
]


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return standing_cast()


@pytest.fixture
def thematic(people: Cast) -> Movement:
    """A signed plan of two phases that begins this year, in preparation; its words name two anniversaries."""
    year, now = timezone.localdate().year, timezone.now()
    reading = a_reading(
        movement={"name": f"Bến sạch, ngõ sáng {year}-{year + 4}", "type": "thematic"},
        period={"from": str(year), "to": str(year + 4)},
        phases=[
            {"label": "Giai đoạn 1", "name": "Làm điểm ở hai tổ dân phố", "from": str(year), "to": str(year + 1)},
            {"label": "Giai đoạn 2", "name": "Nhân rộng ra toàn phường", "from": str(year + 2), "to": str(year + 4)},
        ],
        recipients=RECIPIENTS,
        deadlines=[],
    )
    plan = a_plan(people, now, reading=reading)
    version = PlanVersion.objects.get(plan=plan)
    version.text += f"Mở đợt cao điểm lập thành tích chào mừng Quốc khánh 2/9/{year + 1} và ngày 19/5/{year + 1}.\n"
    version.save()
    return a_draft(people, now, plan=plan)


def walk(chromium: Any, live_server: Any, pictures: Path, who: Any) -> Walk:
    found = Walk(chromium, live_server.url, pictures)
    found.sign_in(who.account.username, PASSWORD)
    return found


def launch(clerk: Walk, chair: Walk, movement: Movement) -> None:
    clerk.open(f"/phong-trao/{movement.id}/phat-dong/")
    clerk.look("phat-dong-goi", full=True)
    clerk.page.click("#ket button.main-act[type=submit]")
    clerk.page.wait_for_load_state()
    chair.open(f"/phong-trao/{movement.id}/phat-dong/")
    chair.page.click("form[action$='/xac-nhan/'] button")
    chair.page.wait_for_load_state()
    movement.refresh_from_db()
    assert movement.state == "launched"


def test_a_theme_in_two_phases_with_reviews_and_peaks(
    chromium: Any, live_server: Any, pictures: Path, people: Cast, thematic: Movement
) -> None:
    clerk = walk(chromium, live_server, pictures, people.clerk)
    chair = walk(chromium, live_server, pictures, people.chair)
    clerk.open(f"/phong-trao/{thematic.id}/giai-doan/")
    clerk.look("giai-doan", full=True)
    year = timezone.localdate().year
    clerk.page.fill("input[name=p0-review_on]", f"15/13/{year + 1}")
    clerk.page.click("button[data-main-act]")
    clerk.page.wait_for_load_state()
    clerk.look("giai-doan-sai", full=True)
    assert clerk.page.input_value("input[name=p0-review_on]") == f"15/13/{year + 1}"
    clerk.page.fill("input[name=p0-review_on]", f"15/12/{year + 1}")
    clerk.page.click("button[data-main-act]")
    clerk.page.wait_for_load_state()
    clerk.page.locator("form[action$='/cao-diem/'] button:has-text('Thêm')").first.click()
    clerk.page.wait_for_load_state()
    assert Phase.objects.filter(movement=thematic).count() == 2
    assert Peak.objects.get().anniversary == "uncle_ho"
    launch(clerk, chair, thematic)
    reviews = Deadline.objects.filter(movement=thematic, kind="review").order_by("due_on")
    assert [row.what for row in reviews] == ["Sơ kết Giai đoạn 1", "Tổng kết phong trào"]
    chair.open(f"/phong-trao/{thematic.id}/")
    chair.look("tong-quan-chuyen-de", full=True)
    chair.open("/lich/")
    chair.look("lich-cao-diem", full=True)
    assert "Cao điểm chào mừng Ngày sinh Chủ tịch Hồ Chí Minh" in chair.page.content()
    assert "Sơ kết Giai đoạn 1" in chair.page.content()
    chair.open(f"/phong-trao/{thematic.id}/lien-quan/")
    chair.look("lien-quan", full=True)
    clerk.close()
    chair.close()


def test_the_register_of_sendings_and_the_reach(
    chromium: Any, live_server: Any, pictures: Path, people: Cast, thematic: Movement
) -> None:
    clerk = walk(chromium, live_server, pictures, people.clerk)
    chair = walk(chromium, live_server, pictures, people.chair)
    launch(clerk, chair, thematic)
    clerk.open("/")
    clerk.page.click("a:has-text('Ghi nơi nhận')")
    clerk.page.wait_for_load_state()
    clerk.look("noi-nhan", full=True)
    clerk.page.fill("input[name=receipt]", "Sổ giao văn bản số 15")
    clerk.page.click("button[data-main-act]:visible")
    clerk.page.wait_for_load_state()
    clerk.page.locator("tr:has-text('Lưu: VT') input.tick").check()
    clerk.page.select_option("select[name=channel]", "archive")
    clerk.page.fill("input[name=receipt]", "VT, VHXH")
    clerk.page.click("button[data-main-act]:visible")
    clerk.page.wait_for_load_state()
    clerk.look("noi-nhan-du", full=True)
    assert "Đã gửi đủ" in clerk.page.inner_text("p.lead")
    assert Delivery.objects.filter(channel="archive", receipt="VT, VHXH").count() == 1
    sheet = clerk.page.request.get(f"{clerk.base}/phong-trao/{thematic.id}/noi-nhan/so.xlsx").body()
    rows = read_sheet(sheet, "noi-nhan.xlsx", columns=(Column("name", "Nơi nhận"), Column("state", "Tình trạng"))).rows
    assert [row.value("name") for row in rows] == [row["name"] for row in RECIPIENTS]
    printed = clerk.page.pdf(format="A4", landscape=True)
    assert printed.startswith(b"%PDF")
    (pictures / "noi-nhan-in.pdf").write_bytes(printed)

    officer = walk(chromium, live_server, pictures, people.officer)
    officer.open(f"/phong-trao/{thematic.id}/goi/")
    officer.look("goi-phat-dong", full=True)
    officer.open(f"/phong-trao/{thematic.id}/don-vi/{people.economy.id}/")
    officer.page.locator("form[action$='/nhan/'] button:visible").first.click()
    officer.page.wait_for_load_state()
    officer.page.click("summary:has-text('Ghi một lần phổ biến')")
    officer.page.fill("input[name=people]", "1.240")
    officer.page.fill("input[name=how]", "Họp cơ quan")
    officer.look("pho-bien", full=True)
    officer.page.click("button:has-text('Ghi phổ biến')")
    officer.page.wait_for_load_state()
    clerk.open(f"/phong-trao/{thematic.id}/lan-toa/")
    clerk.look("lan-toa", full=True)
    assert "1 đã phổ biến tới 1.240 người" in re.sub(r"\s", " ", clerk.page.inner_text("p.lead"))
    for each in (clerk, chair, officer):
        each.close()


def test_a_household_joins_by_link_on_a_phone_and_is_accepted(
    chromium: Any, live_server: Any, pictures: Path, people: Cast, thematic: Movement
) -> None:
    clerk = walk(chromium, live_server, pictures, people.clerk)
    chair = walk(chromium, live_server, pictures, people.chair)
    launch(clerk, chair, thematic)
    clerk.open(f"/phong-trao/{thematic.id}/moi/")
    for box in clerk.page.locator("input[name=kinds]").all():
        box.check()
    clerk.page.click("button[data-main-act]")
    clerk.page.wait_for_load_state()
    address = clerk.page.inner_text("#dia-chi")
    clerk.look("moi-tham-gia", full=True)

    context = chromium.new_context(viewport=PHONE, locale="vi-VN", has_touch=True, is_mobile=True)
    phone = Walk(chromium, live_server.url, pictures)
    phone.context.close()
    phone.context, phone.page = context, context.new_page()
    phone.page.goto(address)
    phone.page.screenshot(path=pictures / "tham-gia-dien-thoai.png", full_page=True)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone.page.check("input[name=kind][value=household]")
    phone.page.fill("input[name=name]", "Hộ bà Lương Thị Mận")
    phone.page.fill("input[name=contact]", "Lương Thị Mận")
    phone.page.fill("input[name=phone]", "chưa có")
    phone.page.select_option("select[name=group]", label="Tổ dân phố số 1")
    phone.page.click("button.main-act")
    phone.page.wait_for_load_state()
    phone.look("tham-gia-sai", full=True)
    assert phone.page.input_value("input[name=name]") == "Hộ bà Lương Thị Mận"
    phone.page.fill("input[name=phone]", "0903 111 222")
    phone.page.fill("input[name=address]", "12 ngõ Cá")
    phone.page.check("input[name=consent]")
    phone.page.click("button.main-act")
    phone.page.wait_for_load_state()
    code = phone.page.inner_text(".code")
    phone.look("tham-gia-xong", full=True)
    assert JoinRequest.objects.get().state == "waiting"

    clerk.open("/")
    clerk.page.click("a:has-text('phiếu đăng ký')")
    clerk.page.wait_for_load_state()
    clerk.look("phieu-dang-ky", full=True)
    clerk.page.click("button:has-text('Nhận tham gia')")
    clerk.page.wait_for_load_state()
    assert Participant.objects.filter(movement=thematic, unit__name="Hộ bà Lương Thị Mận").count() == 1
    phone.page.goto(f"{live_server.url}/tham-gia/ma/")
    phone.page.fill("input[name=code]", code.lower())
    phone.page.click("button.main-act")
    phone.page.wait_for_load_state()
    phone.look("tham-gia-ket-qua")
    assert "Đã nhận tham gia" in phone.page.inner_text("main")
    assert short_date(timezone.localdate()) in phone.page.inner_text("main")
    assert not list(journal.verify_all())
    clerk.close()
    chair.close()
    context.close()
