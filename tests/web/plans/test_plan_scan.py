"""The page of a long scan: how far it is, what could not be read, and the act at the end."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from PIL import Image
from plan_papers import upload

from thidua.apps.plans.models import Plan, ScanReading
from thidua.apps.plans.services import read_next_page
from thidua.apps.plans.services import scanning as acts
from thidua.formats.pages.joining import ReadPage


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
