"""A running plan is amended: one person lowers a target and moves a date, another approves, the unit takes it again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk
from django.utils import timezone

from builders import PASSWORD
from cast import Cast, standing_cast
from thidua.apps.journal import queries as journal
from thidua.apps.movements import services
from thidua.apps.movements.models import Alteration, Assignment, Movement, Participant
from thidua.apps.plans.models import Amendment, Plan
from thidua.apps.plans.queries import current_version, reading
from thidua.apps.plans.services import Signature, file_plan, record_signature
from thidua.core.viet.dates import short_date
from thidua.jobs.keeping.invariants import failures
from thidua.web.desk.plans.marks import key_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(__file__).resolve().parents[2] / "src/thidua/jobs/sample/papers/ke-hoach-2026.docx"
SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return standing_cast()


def _launched(people: Cast) -> Movement:
    """The sample plan, filed, signed, given to the economy office and launched; all have taken their duties."""
    now, today = timezone.now(), timezone.localdate()
    clerk = people.clerk.actor
    plan = file_plan(SAMPLE.read_bytes(), SAMPLE.name, unit=people.ward, by=clerk, now=now).plan
    paper = Signature("15", "KH-UBND", date(2026, 1, 5), "Trần Quốc Bảo", plan.versions.get().file)
    record_signature(plan, paper, by=clerk, now=now, today=today)
    movement = services.draft_movement(plan, by=clerk, now=now, today=today)
    Assignment.objects.filter(movement=movement).update(owner=people.economy)
    services.propose_launch(movement, by=clerk, now=now)
    movement = services.launch_movement(movement, by=people.chair.actor, now=now, today=today)
    for unit in Participant.objects.filter(movement=movement).values_list("unit", flat=True):
        Participant.objects.filter(movement=movement, unit=unit).update(
            acknowledged_by=people.officer.person.id, acknowledged_at=now
        )
    return movement


def _walk(chromium: Any, live_server: Any, pictures: Path, who: Any) -> Walk:
    walk = Walk(chromium, live_server.url, pictures)
    walk.sign_in(who.account.username, PASSWORD)
    return walk


def _type(walk: Walk, draft: Plan, key: str, label: str, words: str) -> None:
    """One field of one row of the check page, saved by itself."""
    walk.open(f"/ke-hoach/{draft.id}/kiem-tra/?sua={key}")
    field = walk.page.locator("[data-autosave]").get_by_label(label, exact=True).first
    field.fill(words)
    walk.page.keyboard.press("Tab")
    walk.page.locator("#da-luu", has_text="Đã tự lưu").wait_for()


def _prepare(walk: Walk, plan: Plan) -> Amendment:
    walk.open(f"/ke-hoach/{plan.id}/")
    walk.look("ke-hoach-vong-doi")
    walk.page.click("main a[href$='/sua-doi/']")
    walk.look("lap-sua-doi")
    walk.page.fill("textarea[name=reason]", "Cấp trên giao lại chỉ tiêu")
    walk.page.select_option("select[name=requester_unit]", label="Phòng Kinh tế, Hạ tầng và Đô thị")
    walk.page.click("main button[data-main-act]")
    walk.page.wait_for_url("**/sua-doi/*-*/")
    return Amendment.objects.get()


def _change(walk: Walk, draft: Plan) -> tuple[str, str]:
    """Lower the first figure and move the first dated limit. The words of the new goal and day."""
    found = reading(current_version(draft))
    at = next(at for at, row in enumerate(found["deadlines"]) if len(row.get("date") or "") == 10)
    target = next(at for at, row in enumerate(found["targets"]) if row["measures"][0].get("value"))
    day = short_date(date.fromisoformat(found["deadlines"][at]["date"]) + timedelta(days=6))
    _type(walk, draft, str(target + 1), "Mức", "41")
    _type(walk, draft, key_of(f"deadlines/{at}", found), "Ngày", day)
    walk.open(f"/ke-hoach/{draft.id}/kiem-tra/")
    walk.look("kiem-tra-sua-doi")
    walk.page.locator("button:has-text('Tiếp: sửa đổi'):visible").first.click()
    walk.page.wait_for_url("**/sua-doi/*-*/")
    return "41", day


def _sign(walk: Walk) -> None:
    walk.page.click("main a[href*='/ky/']")
    walk.page.fill("input[name=number]", "31")
    walk.page.fill("input[name=symbol]", "QĐ-UBND")
    walk.page.fill("input[name=signed_on]", short_date(timezone.localdate()))
    walk.page.fill("input[name=signer]", "Trần Quốc Bảo")
    walk.page.set_input_files("input[name=scan]", {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": SCAN})
    walk.page.click("main form button.main-act")
    walk.page.wait_for_url("**/sua-doi/*-*/")


def test_a_running_plan_is_amended(chromium: Any, live_server: Any, pictures: Path, people: Cast) -> None:
    movement = _launched(people)
    plan = movement.plan
    clerk = _walk(chromium, live_server, pictures, people.clerk)
    amendment = _prepare(clerk, plan)
    figure, day = _change(clerk, amendment.draft)
    _sign(clerk)
    clerk.look("sua-doi-dang-soan", full=True)
    clerk.page.click("form[action$='/trinh-duyet/'] button[type=submit]")
    clerk.page.wait_for_load_state()
    assert clerk.page.locator("form[action$='/duyet/']").count() == 0, "who prepared must not be able to approve"

    chair = _walk(chromium, live_server, pictures, people.chair)
    chair.look("viec-hom-nay-duyet")
    chair.page.click("main a[href*='/sua-doi/']")
    chair.look("duyet-sua-doi", full=True)
    chair.page.click("form[action$='/duyet/'] button")
    chair.page.wait_for_load_state()
    amendment.refresh_from_db()
    assert (amendment.state, amendment.ordinal) == ("applied", 1)

    officer = _walk(chromium, live_server, pictures, people.officer)
    officer.page.click("main a[href*='/don-vi/']")
    officer.look("nhiem-vu-sau-sua-doi")
    assert figure in officer.page.inner_text("#moi-doi >> xpath=ancestor::section")
    officer.page.locator("form[action$='/nhan/'] button:visible").first.click()
    officer.page.wait_for_load_state()
    assert officer.page.locator("form[action$='/nhan/']").count() == 0
    officer.open(f"/phong-trao/{movement.id}/")
    assert "Đã sửa đổi lần 1" in officer.page.inner_text("main")
    officer.look("tong-quan-sau-sua-doi")
    officer.open(f"/ke-hoach/{plan.id}/ban/")
    officer.look("cac-ban")
    officer.page.click("main a[href*='/so-voi/']")
    officer.page.wait_for_load_state()
    told = officer.page.inner_text("main")
    assert "Bản 2 đổi 1 chỉ tiêu và 1 hạn." in told.replace("\N{NO-BREAK SPACE}", " ") and day in told
    officer.look("so-hai-ban", full=True)
    officer.page.pdf(path=pictures / "so-hai-ban.pdf", format="A4")
    officer.open(f"/ke-hoach/{plan.id}/ban/1/")
    officer.look("ban-cu")
    for walk in (clerk, chair, officer):
        walk.close()
    assert Alteration.objects.filter(label="Đích").count() == 1
    assert failures() == [] and not list(journal.verify_all())
