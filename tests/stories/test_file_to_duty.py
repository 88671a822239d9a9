"""A plan file becomes a movement, and a unit sees its duties: through the pages, in a real browser.

On the sample plan everywhere; on the real plans where the folder of THIDUA_REAL_PLANS is named.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk

from builders import PASSWORD
from cast import Cast, standing_cast
from thidua.apps.journal import queries as journal
from thidua.apps.journal.models import Entry
from thidua.apps.movements.models import Assignment, Duty, Movement, Participant, Target
from thidua.apps.plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(__file__).resolve().parents[2] / "src/thidua/jobs/sample/papers/ke-hoach-2026.docx"
REAL = sorted(Path(os.environ["THIDUA_REAL_PLANS"]).glob("*.txt")) if os.environ.get("THIDUA_REAL_PLANS") else []
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return standing_cast()


def _walk(chromium: Any, live_server: Any, pictures: Path, who: Any) -> Walk:
    walk = Walk(chromium, live_server.url, pictures)
    walk.sign_in(who.account.username, PASSWORD)
    return walk


def _file(walk: Walk, paper: Path) -> Plan:
    """The clerk files the paper and lands beside its reading."""
    walk.open("/ke-hoach/nap/")
    walk.look("nap-ke-hoach")
    walk.page.set_input_files("input[name=file]", str(paper))
    walk.page.click("main button[data-main-act]")
    walk.page.wait_for_url("**/kiem-tra/**", timeout=40_000)
    return Plan.objects.get()


def _correct(walk: Walk, plan: Plan) -> None:
    """A field is left, and saved by itself; after a reload it is still there, and the journal knows."""
    walk.page.locator("a[href*='?sua=M']").first.click()
    field = walk.page.locator("[data-autosave] :is(textarea, input.in)").first
    field.wait_for()
    typed = f"{field.input_value()} (bản thử)"
    field.fill(typed)
    walk.page.keyboard.press("Tab")
    walk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for()
    walk.look("sua-mot-muc")
    walk.open(f"/ke-hoach/{plan.id}/kiem-tra/?sua=M")
    assert walk.page.locator("[data-autosave] :is(textarea, input.in)").first.input_value() == typed
    assert Entry.objects.filter(event="plan.corrected", subject=plan.id).exists()


def _assign(walk: Walk, office: str) -> None:
    """Every target gets an owner; every printed name a unit, the suggestion where there is one."""
    for select in walk.page.locator("select[name^=owner-]").all():
        if not select.input_value():
            select.select_option(label=office)
    walk.look("phan-cong")
    walk.page.locator("button[name=next]:visible").first.click()
    walk.page.wait_for_url("**/phat-dong/**")


def _sign(walk: Walk, plan: Plan) -> None:
    walk.open(f"/ke-hoach/{plan.id}/ky/")
    walk.look("ghi-ban-ky")
    walk.page.fill("input[name=number]", "15")
    walk.page.fill("input[name=symbol]", "KH-UBND")
    walk.page.fill("input[name=signed_on]", "05/01/2026")
    walk.page.fill("input[name=signer]", "Trần Quốc Bảo")
    walk.page.set_input_files("input[name=scan]", {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    walk.page.click("main button[type=submit][data-main-act], main form button.main-act")
    walk.page.wait_for_url("**/phat-dong/**")


def _through_the_desk(chromium: Any, live_server: Any, pictures: Path, people: Cast, paper: Path) -> Movement:
    clerk = _walk(chromium, live_server, pictures, people.clerk)
    clerk.look("viec-hom-nay")
    plan = _file(clerk, paper)
    clerk.look("kiem-tra")
    _correct(clerk, plan)
    clerk.page.locator("button:has-text('Tiếp: phân công'):visible").first.click()
    clerk.page.wait_for_url("**/phan-cong/**")
    _assign(clerk, "Phòng KT-HT-ĐT")
    _sign(clerk, plan)
    clerk.look("phat-dong")
    clerk.page.click("#ket button.main-act[type=submit]")
    clerk.page.wait_for_load_state()
    movement = Movement.objects.get()
    assert movement.state == "proposed"
    assert clerk.page.locator("form[action$='/xac-nhan/']").count() == 0, "the proposer must not be able to confirm"

    chair = _walk(chromium, live_server, pictures, people.chair)
    chair.page.click("main a[href$='/phat-dong/']")
    chair.page.click("form[action$='/xac-nhan/'] button")
    chair.page.wait_for_load_state()
    movement.refresh_from_db()
    assert movement.state == "launched"
    chair.open(f"/phong-trao/{movement.id}/")
    chair.look("tong-quan")
    if Target.objects.filter(movement=movement).exists():
        chair.open(f"/phong-trao/{movement.id}/chi-tieu/1/")
        chair.look("chi-tieu")
    chair.open("/lich/")
    chair.look("lich")

    officer = _walk(chromium, live_server, pictures, people.officer)
    officer.page.click("main a[href*='/don-vi/']")
    officer.look("nhiem-vu-don-vi")
    officer.page.locator("form[action$='/nhan/'] button:visible").first.click()
    officer.page.wait_for_load_state()
    assert officer.page.locator("form[action$='/nhan/']").count() == 0
    for walk in (clerk, chair, officer):
        walk.close()
    return movement


def _must_hold(movement: Movement, people: Cast) -> None:
    plan = movement.plan
    assert plan.state == "issued"
    assert plan.number == "15"
    part = Participant.objects.get(movement=movement, unit=people.economy)
    assert part.acknowledged_by == people.officer.person.id
    owners = set(Assignment.objects.filter(movement=movement).values_list("owner", flat=True))
    assert None not in owners
    led = Duty.objects.filter(movement=movement, kind="leads_target").count()
    assert led == Target.objects.filter(movement=movement, parent__isnull=True).count()
    assert not list(journal.verify_all())


def test_the_sample_plan(chromium: Any, live_server: Any, pictures: Path, people: Cast) -> None:
    movement = _through_the_desk(chromium, live_server, pictures, people, SAMPLE)
    _must_hold(movement, people)
    assert Target.objects.filter(movement=movement, parent__isnull=True).count() == 16


@pytest.mark.real_plans
@pytest.mark.parametrize("paper", REAL or [None], ids=[path.stem for path in REAL] or ["none"])
def test_a_real_plan(chromium: Any, live_server: Any, tmp_path: Path, people: Cast, paper: Path | None) -> None:
    if paper is None:
        pytest.skip("the folder of the real plans is not named (THIDUA_REAL_PLANS)")
    movement = _through_the_desk(chromium, live_server, tmp_path, people, paper)
    _must_hold(movement, people)
