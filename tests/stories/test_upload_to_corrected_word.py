"""An uploaded Word file with slips is put right in its own file: through the pages, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk_walk import Walk

from builders import PASSWORD, a_word_file
from cast import Cast, standing_cast
from thidua.apps.files.queries import bytes_of
from thidua.apps.journal.queries import verify_all
from thidua.apps.plans.models import Plan
from thidua.apps.plans.queries import current_version, findings_of, reading
from thidua.core.actors import program
from thidua.formats.docx import linearise_docx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = """ỦY BAN NHÂN DÂN PHƯỜNG BẾN NGỌC
Số: 21/KH-UBND
Bến Ngọc, ngày 02 tháng 02 năm 2026
KẾ HOẠCH
Phát động thi đua giữ sạch bờ sông năm 2026
I. MỤC ĐÍCH
Làm cho bờ sông của của phường sạch rác.
II. CHỈ TIÊU
(1) Phần đầu trồng 300 cây bần ven sông.
(2) Vớt rác ven xông mỗi tuần một lần ở 9 tổ dân phố ven xông.
III. THỜI GIAN THỰC HIỆN
Từ ngày 02/02/2026 đến hết ngày 31/12/2026.
IV. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế, Hạ tầng và Đô thị: theo dõi, đôn đốc, báo cáo trước ngày 05/12/2026.
Nơi nhận:
- Các tổ dân phố;
- Lưu: VT.
CHỦ TỊCH
Trần Quốc Bảo"""


@pytest.fixture
def people(transactional_db: None) -> Cast:
    return standing_cast()


def codes(plan: Plan) -> set[str]:
    version = current_version(plan)
    return {row.finding.code for row in findings_of(version, reading(version), None, program())}


def test_slips_are_put_right_in_the_word_file(
    chromium: Any, live_server: Any, pictures: Path, people: Cast, tmp_path: Path
) -> None:
    data = a_word_file(PAPER)
    (tmp_path / "bo-song.docx").write_bytes(data)
    clerk = Walk(chromium, live_server.url, pictures)
    clerk.sign_in(people.clerk.account.username, PASSWORD)
    clerk.open("/ke-hoach/nap/")
    clerk.page.set_input_files("input[name=file]", str(tmp_path / "bo-song.docx"))
    clerk.page.click("main button[data-main-act]")
    clerk.page.wait_for_url("**/kiem-tra/**", timeout=40_000)
    plan = Plan.objects.get()
    assert {"ocr_slip", "doubled_word"} <= codes(plan)

    clerk.page.locator("li", has_text="Phần đầu").locator("a", has_text="Sửa lời văn").click()
    clerk.page.wait_for_url("**/sua-loi-van/**")
    assert clerk.page.locator("#goi-y input[type=checkbox]:checked").count() == 1
    clerk.look("sua-loi-van-goi-y", full=True)
    for box in clerk.page.locator("#goi-y input[type=checkbox]").all():
        box.check()
    clerk.page.click("#goi-y button[type=submit]")
    clerk.page.wait_for_load_state()
    assert clerk.page.locator("#da-ghi tbody tr").count() == 2

    clerk.page.fill("#f-them-quote", "ven xông")
    clerk.page.fill("#f-them-after", "ven sông")
    clerk.page.click("#them button[type=submit]")
    clerk.page.wait_for_load_state()
    assert clerk.page.locator("input[name=place]").count() == 2
    assert clerk.page.input_value("#f-them-after") == "ven sông"
    clerk.look("sua-loi-van-chon-cho", full=True)
    clerk.page.locator("input[name=place]").nth(1).check()
    clerk.page.click("#them button[type=submit]")
    clerk.page.wait_for_load_state()
    clerk.look("sua-loi-van-da-ghi", full=True)
    with clerk.page.expect_download() as waited:
        clerk.page.click("a[href$='ban-dau-sua.docx']")
    assert "Phấn đấu trồng" in linearise_docx(Path(waited.value.path()).read_bytes()).text

    clerk.page.click("button[data-main-act]:has-text('Tạo bản Word đã sửa')")
    clerk.page.wait_for_url("**/kiem-tra/**", timeout=40_000)
    version = current_version(plan)
    assert version.ordinal == 2
    assert "(1) Phấn đấu trồng" in version.text and "bờ sông của phường" in version.text
    assert "Vớt rác ven xông mỗi tuần một lần ở 9 tổ dân phố ven sông." in version.text
    assert not {"ocr_slip", "doubled_word"} & codes(plan)
    first = plan.versions.get(ordinal=1)
    assert bytes_of(first.file) == data and first.text == linearise_docx(data).text
    assert not list(verify_all())

    clerk.open(f"/ke-hoach/{plan.pk}/sua-loi-van/phieu/?kem=1")
    clerk.look("phieu-de-nghi-chinh-sua", full=True)
    clerk.close()
