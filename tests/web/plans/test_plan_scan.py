"""The page of a long scan: how far it is, what could not be read, and the act at the end."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from plan_papers import upload

from thidua.apps.files.store import put_waiting
from thidua.apps.plans.models import Plan, ScanReading
from thidua.apps.plans.services import read_next_page
from thidua.apps.plans.services import scanning as acts
from thidua.formats.pages.joining import ReadPage

FIELDS = ("commune", "unit", "name", "sha256", "pages", "asked_by", "asked_at")


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Four pages, of which the third cannot be read."""

    def by_heart(_data: bytes, number: int) -> ReadPage:
        if number == 3:
            return ReadPage(number, failed="Tệp quá phức tạp, đã dừng sau 20 giây.")
        return ReadPage(number, ("KẾ HOẠCH", f"Phần {number} của kế hoạch năm 2026"), (False, False), (90, 90))

    monkeypatch.setattr(acts, "read_pdf_page_limited", by_heart)
    out = io.BytesIO()
    pages = [Image.new("L", (300, 400), 250 - at) for at in range(4)]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def test_from_the_file_to_the_plan(desk: Client, scanned: bytes, now: Any) -> None:
    sent = desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})
    address = sent["Location"]
    assert address == f"/ke-hoach/ban-quet/{ScanReading.objects.get().pk}/"
    first = desk.get(address).content.decode()
    assert "Đã đọc 1/4 trang" in first and "every 2s" in first and "Lập kế hoạch" not in first
    assert "htmx" in first
    assert address in desk.get("/ke-hoach/nap/").content.decode()
    while read_next_page(now):
        pass
    last = desk.get(address).content.decode()
    assert "Đã đọc 4/4 trang" in last and "every 2s" not in last and "Không đọc được trang 3." in last
    filed = desk.post(address)
    plan = Plan.objects.get()
    assert filed["Location"] == f"/ke-hoach/{plan.pk}/kiem-tra/"
    assert "Không đọc được trang 3" in desk.get(filed["Location"]).content.decode()


def test_a_second_press_opens_the_same_scan(desk: Client, scanned: bytes) -> None:
    answers = [
        desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})["Location"] for _ in "ab"
    ]
    assert answers[0] == answers[1] and ScanReading.objects.count() == 1


def test_a_second_press_opens_the_plan_that_was_made(desk: Client, scanned: bytes, now: Any) -> None:
    address = desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})["Location"]
    while read_next_page(now):
        pass
    answers = [desk.post(address, {"once": "lap"})["Location"] for _ in "ab"]
    assert answers[0] == answers[1] == f"/ke-hoach/{Plan.objects.get().pk}/kiem-tra/"


def test_a_scan_that_is_a_plan_already_asks_before_it_becomes_another(desk: Client, scanned: bytes, now: Any) -> None:
    address = desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})["Location"]
    while read_next_page(now):
        pass
    kept = ScanReading.objects.get()
    desk.post(address, {"once": "lap"})
    # The other clerk's reading of the same file, begun before the first became a plan.
    ScanReading.objects.create(**{name: getattr(kept, name) for name in FIELDS}, id=kept.pk)
    put_waiting(kept.pk, scanned)
    while read_next_page(now):
        pass
    asked = desk.post(address, {"once": "mới"})
    page = asked.content.decode()
    assert asked.status_code == 422 and 'name="again"' in page and "Mở bản đã có" in page
    assert desk.post(address, {"once": "mới nữa", "again": "1"}).status_code == 302
    assert Plan.objects.count() == 2


def test_a_new_version_by_scan_is_begun_once(desk: Client, scanned: bytes, now: Any) -> None:
    plan = desk.post("/ke-hoach/nap/", {"file": upload(b"KE HOACH", "a.txt"), "once": "tep"})["Location"]
    here = plan.replace("kiem-tra", "ban-moi")
    sent = [
        desk.post(here, {"file": upload(scanned, "quet.pdf"), "reason": "bản ký", "once": "khoa"})["Location"]
        for _ in "ab"
    ]
    assert sent[0] == sent[1] == f"/ke-hoach/ban-quet/{ScanReading.objects.get().pk}/"


def test_it_can_be_stopped(desk: Client, scanned: bytes) -> None:
    address = desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})["Location"]
    assert desk.post(address).status_code == 422
    assert desk.post(f"{address}bo/")["Location"] == "/ke-hoach/nap/"
    assert not ScanReading.objects.exists() and desk.get(address).status_code == 404


def test_what_must_not_be_kept_says_so(desk: Client, scanned: bytes) -> None:
    address = desk.post("/ke-hoach/nap/", {"file": upload(scanned, "quet.pdf"), "once": "khoa"})["Location"]
    ScanReading.objects.update(refused="Tài liệu có dấu độ mật.")
    page = desk.get(address).content.decode()
    assert "Không nhận tệp này." in page and "Tài liệu có dấu độ mật." in page and "every 2s" not in page
