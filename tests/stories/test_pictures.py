"""Every page of the desk is opened on the sample ward and looked at; under `make docs` the pictures are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyotp
import pypdfium2
import pytest
from desk_walk import Walk
from django.utils import timezone

from thidua.apps.files.services import store_file
from thidua.apps.movements.models import Assignment, Movement
from thidua.apps.movements.services import draft_movement, propose_launch
from thidua.apps.people.models import Account, Person
from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import reading
from thidua.apps.plans.services import (
    Signature,
    begin_reading,
    check_plan_done,
    choose_deadline,
    look_at_scan,
    record_signature,
)
from thidua.apps.units.models import Block, Unit
from thidua.apps.units.queries import actor_of
from thidua.core.actors import Actor
from thidua.formats.xlsx import write_sheet
from thidua.jobs import sample_ward

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SCAN = ROOT / "src/thidua/jobs/sample/papers/ke-hoach-2026-ban-ky.pdf"
CLERK, CHAIR, OFFICER, ADMIN = "huong.vt", "khai.dm", "yen.kh", "son.nv"
MEGABYTES = 5
browser = pytest.mark.browser
stored = pytest.mark.django_db(transaction=True)
Open = Callable[..., Walk]


@pytest.fixture
def sample(transactional_db: None) -> None:
    """The ward of `make run`: its plan of the year is launched, three other papers wait."""
    sample_ward.load(lambda words: None)


@pytest.fixture
def unlaunched(transactional_db: None) -> None:
    """The same ward on the day when the plan of the year has been filed and nobody has read it yet."""
    sample_ward.load(lambda words: None, launched=False)


@pytest.fixture
def open_as(chromium: Any, live_server: Any, pictures: Path) -> Any:
    """Opens a window for somebody; all are closed at the end, and none may have told of an error."""
    walks: list[Walk] = []

    def open_window(username: str = "", *, dark: bool = False) -> Walk:
        walk = Walk(chromium, live_server.url, pictures, dark=dark)
        walks.append(walk)
        if username:
            walk.sign_in(username, sample_ward.PASSWORD)
        return walk

    yield open_window
    for walk in walks:
        walk.close()


def actor(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username), timezone.localdate())


def annual() -> Plan:
    """The ward's plan of the year, which the sample files second."""
    return Plan.objects.order_by("filed_at", "id").get(versions__file__name="ke-hoach-2026.docx")


def look_at(walk: Walk, pages: dict[str, str]) -> None:
    for name, address in pages.items():
        walk.open(address)
        walk.look(name)


@browser
@stored
def test_the_way_in_and_the_own_page(open_as: Open, sample: None) -> None:
    walk = open_as()
    look_at(walk, {"dang-nhap": "/vao/", "tin-cay": "/tin-cay/"})
    walk.sign_in(OFFICER, "không phải mật khẩu này")
    walk.look("dang-nhap-sai")
    walk.sign_in(OFFICER, sample_ward.PASSWORD)
    look_at(walk, {"cua-toi": "/toi/", "doi-mat-khau": "/toi/mat-khau/", "tro-giup": "/tro-giup/phan-cong/"})
    walk.open("/toi/hai-buoc/")
    walk.page.locator("form[action$='/hai-buoc/ma/'] button").click()
    walk.page.wait_for_load_state()
    walk.look("hai-buoc")
    secret = Account.objects.get(username=OFFICER).totp_secret
    walk.page.fill("input[name=code]", pyotp.TOTP(secret).now())
    walk.page.click("main button[type=submit].main-act")
    walk.page.wait_for_url("**/toi/")
    again = open_as(OFFICER)
    again.look("dang-nhap-ma")
    look_at(walk, {"khong-co-quyen": "/thiet-lap/nhat-ky/", "khong-thay": "/khong-co-trang-nay/"})


@browser
@stored
def test_a_plan_is_filed_and_checked(open_as: Open, unlaunched: None) -> None:
    plan = annual()
    walk = open_as(CLERK)
    look_at(walk, {"nap-ke-hoach": "/ke-hoach/nap/", "ke-hoach": "/ke-hoach/"})
    here = f"/ke-hoach/{plan.pk}/"
    walk.open(f"{here}kiem-tra/")
    walk.look("kiem-tra")
    walk.page.locator(".asks a.btn", has_text="Chọn cách hiểu").last.click()
    walk.page.locator("tr.edit").first.wait_for()
    walk.look("kiem-tra-chon-han")
    walk.open(f"{here}kiem-tra/?sua=3#r-3")
    walk.page.locator("tr.edit").first.scroll_into_view_if_needed()
    walk.look("kiem-tra-sua")
    look_at(walk, {"doi-chieu": f"{here}doi-chieu/", "ghi-ban-ky": f"{here}ky/", "ban-moi": f"{here}ban-moi/"})
    look_at(walk, {"noi-dung": here, "danh-sach-viec": f"{here}viec/", "doan-van": "/ke-hoach/doan-van/"})
    look_at(walk, {"can-cu": "/can-cu/"})
    walk.page.locator(".bases a").first.click()
    walk.page.locator("#d-X").wait_for()
    walk.look("kiem-tra-doan")
    dark = open_as(CLERK, dark=True)
    look_at(dark, {"nap-ke-hoach-toi": "/ke-hoach/nap/", "kiem-tra-toi": f"{here}kiem-tra/"})
    look_at(dark, {"can-cu-toi": "/can-cu/"})


@browser
@stored
def test_other_papers_are_checked_and_a_long_scan_is_read(open_as: Open, unlaunched: None) -> None:
    walk = open_as(CLERK)
    for kind in ("pdf", "png", "txt"):
        plan = Plan.objects.get(versions__file__name__endswith=f".{kind}")
        look_at(walk, {f"kiem-tra-{kind}": f"/ke-hoach/{plan.pk}/kiem-tra/"})
    ward = Unit.objects.get(pk=annual().unit_id)
    seen = look_at_scan(SCAN.read_bytes(), SCAN.name, unit=ward, by=actor(CLERK))
    assert seen is not None
    scanned = begin_reading(seen, unit=ward, by=actor(CLERK), now=timezone.now())
    look_at(walk, {"ban-quet": f"/ke-hoach/ban-quet/{scanned.pk}/"})


@browser
@stored
def test_a_movement_is_prepared_and_proposed(open_as: Open, unlaunched: None) -> None:
    plan, by, now = annual(), actor(CLERK), timezone.now()
    _decide_deadlines(plan, by)
    check_plan_done(plan, by=by, now=now)
    movement = draft_movement(plan, by=by, now=now, today=timezone.localdate())
    clerk = open_as(CLERK)
    here = f"/phong-trao/{movement.pk}/"
    pages = {"phan-cong": f"{here}phan-cong/", "phat-dong-con-thieu": f"{here}phat-dong/", "phong-trao-nhap": here}
    look_at(clerk, pages)
    look_at(open_as(CLERK, dark=True), {"phan-cong-toi": f"{here}phan-cong/"})
    office = Unit.objects.get(name="Phòng Văn hóa - Xã hội", commune=plan.commune)
    Assignment.objects.filter(movement=movement, owner=None).update(owner=office)
    _sign(plan, by)
    look_at(clerk, {"phat-dong-san-sang": f"{here}phat-dong/"})
    propose_launch(movement, by=by, now=timezone.now())
    look_at(clerk, {"phat-dong-da-de-nghi": f"{here}phat-dong/"})
    chair = open_as(CHAIR)
    look_at(chair, {"viec-hom-nay-lanh-dao": "/", "phat-dong": f"{here}phat-dong/"})


def _decide_deadlines(plan: Plan, by: Actor) -> None:
    for row in reading(plan.versions.get())["deadlines"]:
        if row.get("bound") == "before" and row.get("date"):
            choose_deadline(plan, row["id"], choice="strict", weekend="keep", by=by, now=timezone.now())


def _sign(plan: Plan, by: Actor) -> None:
    now, today = timezone.now(), timezone.localdate()
    scan = store_file(
        SCAN.read_bytes(), name=SCAN.name, media_type="application/pdf", commune=plan.commune, by=by, now=now
    )
    paper = Signature("15", "KH-UBND", today, "Đoàn Minh Khải", scan)
    record_signature(plan, paper, by=by, now=now, today=today)


@browser
@stored
def test_a_movement_runs(open_as: Open, sample: None) -> None:
    movement = Movement.objects.get(state="launched")
    unit = Unit.objects.get(name="Phòng Kinh tế, Hạ tầng và Đô thị")
    here = f"/phong-trao/{movement.pk}/"
    duties = f"{here}don-vi/{unit.pk}/"
    clerk = open_as(CLERK)
    pages = {"viec-hom-nay": "/", "phong-trao": "/phong-trao/", "tong-quan": here, "chi-tieu": f"{here}chi-tieu/3/"}
    look_at(clerk, pages | {"lich": "/lich/", "ke-hoach-da-ban-hanh": f"/ke-hoach/{movement.plan_id}/kiem-tra/"})
    officer = open_as(OFFICER)
    look_at(officer, {"viec-hom-nay-don-vi": "/", "nhiem-vu": duties})
    dark = open_as(CLERK, dark=True)
    look_at(dark, {"viec-hom-nay-toi": "/", "tong-quan-toi": here, "nhiem-vu-toi": duties})
    assert print_out(clerk, here, "tong-quan-in") == 1, "the page of the chairman is one sheet"
    print_out(officer, duties, "nhiem-vu-in")


@browser
@stored
def test_plans_are_written_amended_and_sent(open_as: Open, sample: None) -> None:
    movement = Movement.objects.get(state="launched")
    here, paper = f"/phong-trao/{movement.pk}/", f"/ke-hoach/{movement.plan_id}/"
    waiting = Plan.objects.get(versions__file__name="dot-thi-dua.txt")
    clerk = open_as(CLERK)
    look_at(clerk, {"soan-bat-dau": "/ke-hoach/soan/", "can-cu-so": "/can-cu/so/", "chu-de": "/chu-de/"})
    look_at(clerk, {"doan-van-luu": "/ke-hoach/doan-van/luu/", "sua-loi-van": f"/ke-hoach/{waiting.pk}/sua-loi-van/"})
    look_at(clerk, {"cac-ban": f"{paper}ban/", "so-hai-ban": f"{paper}ban/2/so-voi/1/"})
    look_at(clerk, {"sua-doi": f"{paper}sua-doi/{movement.plan.amendments.get().pk}/", "ke-hoach-da-sua": paper})
    look_at(clerk, {"goi-phat-dong": f"{here}goi/", "noi-nhan": f"{here}noi-nhan/", "lan-toa": f"{here}lan-toa/"})
    look_at(clerk, {"moi-tham-gia": f"{here}moi/", "lien-quan": f"{here}lien-quan/"})
    look_at(clerk, {"giao-chi-tieu": f"{here}chi-tieu/11/giao/"})


def print_out(walk: Walk, address: str, name: str) -> int:
    """Print a page; keep a picture of its first sheet. Returns how many sheets there are."""
    walk.open(address)
    sheets = pypdfium2.PdfDocument(walk.page.pdf(prefer_css_page_size=True, format="A4"))
    sheets[0].render(scale=1.25).to_pil().save(walk.pictures / f"{name}.png")
    return len(sheets)


@browser
@stored
def test_units_and_people_are_set_up(open_as: Open, sample: None) -> None:
    walk = open_as(CLERK)
    office = Unit.objects.get(name="Phòng Kinh tế, Hạ tầng và Đô thị")
    person = Person.objects.get(account__username=OFFICER)
    units, people = "/thiet-lap/don-vi/", "/thiet-lap/nguoi/"
    pages = {
        "don-vi": units, "don-vi-mot": f"{units}{office.pk}/", "don-vi-them": f"{units}them/",
        "sap-nhap": f"{units}sap-nhap/", "khoi": "/thiet-lap/khoi/", "hoi-dong": "/thiet-lap/hoi-dong/",
        "nhap-excel": f"{units}nap/", "nguoi": people, "nguoi-mot": f"{people}{person.pk}/",
        "nguoi-them": f"{people}them/",
    }  # fmt: skip
    look_at(walk, pages)
    walk.open(f"{people}nap/")
    rows = [["Nguyễn Thị Mai", "Bà", "Y sĩ", "Trạm Y tế phường", "Cán bộ đơn vị", "", "", "mai.nt"],
            ["Lương Gia Bách", "Ông", "Tổ trưởng", "Tổ dân phố số 9", "Cán bộ đơn vị", "", "", "bach.lg"]]  # fmt: skip
    heads = ["Họ và tên", "Xưng hô", "Chức vụ", "Đơn vị", "Vai trò", "Số điện thoại", "Thư điện tử", "Tên đăng nhập"]
    sheet = {"name": "can-bo.xlsx", "mimeType": "application/octet-stream", "buffer": write_sheet("Ds", heads, rows)}
    walk.page.set_input_files("input[type=file]", sheet)
    walk.page.click("main form button.main-act")
    walk.page.wait_for_url("**/danh-sach/**", timeout=40_000)
    walk.look("nhap-excel-xem-truoc")
    here = f"{people}{person.pk}/"
    block = Block.objects.filter(commune=office.commune).order_by("name").first()
    pages = {
        "chia-tach": f"{units}{office.pk}/tach/", "ket-thuc-don-vi": f"{units}{office.pk}/ket-thuc/",
        "khoi-them": "/thiet-lap/khoi/them/", "khoi-sua": f"/thiet-lap/khoi/{block.pk}/",
        "nghi-viec": f"{here}nghi/", "xoa-du-lieu": f"{here}xoa/",
    }  # fmt: skip
    look_at(walk, pages)
    walk.open(here)
    walk.page.locator("form[action$='/mat-khau/'] button").click()
    walk.page.wait_for_load_state()
    walk.look("mat-khau-lan-dau")
    newcomer = open_as()
    newcomer.sign_in(OFFICER, walk.page.locator("main td code").inner_text())
    newcomer.look("dat-mat-khau")
    look_at(open_as(ADMIN), {"nhat-ky": "/thiet-lap/nhat-ky/"})
    look_at(open_as(CLERK, dark=True), {"don-vi-toi": units})


def named_pictures() -> set[Path]:
    """Every picture that the front page and the officers' guide show."""
    papers = [ROOT / "README.md", *sorted((ROOT / "docs" / "vi").glob("*.md"))]
    told = ((paper, name) for paper in papers for name in re.findall(r"!\[[^\]]*\]\(([^)]+\.png)\)", paper.read_text()))
    return {(paper.parent / name).resolve() for paper, name in told}


def test_pictures_in_the_papers_are_there() -> None:
    named = named_pictures()
    assert len(named) >= 15
    assert not [path.name for path in named if not path.exists()], "make docs"


def test_pictures_stay_light() -> None:
    """A clone over a slow line carries them."""
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) <= MEGABYTES * 1024 * 1024
