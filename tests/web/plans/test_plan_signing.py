"""The signed paper: its form, what is refused at which field, and where the clerk goes next."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageDraw, ImageFont
from plan_papers import PAPERS, upload

from thidua.apps.files.models import StoredFile
from thidua.apps.plans.models import Plan

SENT = {"number": "15", "symbol": "KH-UBND", "signed_on": "20/01/2026", "signer": "Trần Quốc Bảo"}
STAMPED = io.BytesIO()
_page = Image.new("L", (1240, 1754), 255)
ImageDraw.Draw(_page).text((150, 120), "TUYET MAT", font=ImageFont.load_default(60), fill=0)
_page.save(STAMPED, "PNG")
SCAN = (PAPERS / "ke-hoach-2026-ban-ky.pdf").read_bytes()


def send(
    client: Client, plan: Plan, query: str = "", scan: bytes | None = SCAN, name: str = "ban-ky.pdf", **more: str
) -> Any:
    files = {"scan": upload(scan, name)} if scan is not None else {}
    return client.post(f"/ke-hoach/{plan.pk}/ky/{query}", SENT | more | files)


def test_what_the_paper_prints_is_filled_in(desk: Client, filed: Any) -> None:
    page = desk.get(f"/ke-hoach/{filed().pk}/ky/").content.decode()
    assert 'value="15"' in page and 'value="KH-UBND"' in page and 'value="Trần Quốc Bảo"' in page


def test_a_signature_is_recorded_with_its_scan(desk: Client, filed: Any) -> None:
    plan = filed()
    answer = send(desk, plan)
    plan.refresh_from_db()
    assert (plan.state, plan.number, str(plan.signed_on), plan.signer) == (
        "signed",
        "15",
        "2026-01-20",
        "Trần Quốc Bảo",
    )
    assert plan.scan.name == "ban-ky.pdf" and plan.scan.media_type == "application/pdf"
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"


def test_the_launch_is_next_when_there_is_a_movement(desk: Client, filed: Any) -> None:
    plan = filed()
    desk.post(f"/ke-hoach/{plan.pk}/xong/")
    assert send(desk, plan)["Location"] == f"/phong-trao/{plan.movement.pk}/phat-dong/"


@pytest.mark.parametrize(
    ("asked", "goes"), [("/lich/", "/lich/"), ("//evil.example/", ""), ("https://evil.example/", "")]
)
def test_the_way_back_stays_on_this_site(desk: Client, filed: Any, asked: str, goes: str) -> None:
    plan = filed()
    assert send(desk, plan, f"?next={asked}")["Location"] == (goes or f"/ke-hoach/{plan.pk}/kiem-tra/")


@pytest.mark.parametrize(
    ("more", "field", "told"),
    [
        ({"number": ""}, "number", "Nhập số văn bản"),
        ({"number": "KH-15"}, "number", "chỉ gồm chữ số"),
        ({"signed_on": ""}, "signed_on", "Nhập ngày ký"),
        ({"signed_on": "05-12-26"}, "signed_on", "Ghi năm đủ 4 chữ số"),
        ({"signed_on": "13/13/2026"}, "signed_on", "không tồn tại"),
        ({"signed_on": "01/2026"}, "signed_on", "đủ ngày, tháng, năm"),
        ({"signed_on": "05/12/2026"}, "signed_on", "còn ở phía trước"),
        ({"signer": " "}, "signer", "Nhập tên người ký"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    desk: Client, filed: Any, more: dict[str, str], field: str, told: str
) -> None:
    plan = filed()
    answer = send(desk, plan, **more)
    page = answer.content.decode()
    assert answer.status_code == 422
    at = page.index(f'id="id_{field}-loi"')
    assert told in page[at : at + 700]
    plan.refresh_from_db()
    assert plan.state == "draft" and plan.scan is None


@pytest.mark.parametrize(
    ("scan", "name", "told"),
    [
        (None, "", "Chọn tệp bản ký"),
        (b"", "ban-ky.pdf", "Tệp rỗng"),
        (b"MZ....", "ban-ky.pdf", "phải là tệp .pdf, .png hoặc .jpg"),
        (SCAN, "ban-ky.docx", "phải là tệp .pdf, .png hoặc .jpg"),
        (b"%PDF-1.4 /JavaScript (x)", "ban-ky.pdf", "lệnh tự chạy"),
        (SCAN[:900], "ban-ky.pdf", "PDF hỏng cấu trúc"),
        (STAMPED.getvalue(), "ban-ky.png", "dấu độ mật"),
    ],
)
def test_a_scan_that_is_none_is_refused_and_not_kept(
    desk: Client, filed: Any, scan: bytes | None, name: str, told: str
) -> None:
    plan = filed()
    before = StoredFile.objects.count()
    page = send(desk, plan, scan=scan, name=name).content.decode()
    at = page.index('id="id_scan-loi"')
    assert told in page[at : at + 700]
    assert StoredFile.objects.count() == before


def test_only_clerks_record_it(enter: Any, filed: Any) -> None:
    plan = filed()
    assert send(enter("chair"), plan).status_code == 403
    assert send(enter("stranger"), plan).status_code == 404
