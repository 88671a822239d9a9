"""A scan of many pages is read page by page: what is done survives any crash, a bad page does not spoil the rest."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image, ImageDraw, ImageFont

from thidua.apps.files import store
from thidua.apps.files.models import StoredFile
from thidua.apps.journal.models import Entry
from thidua.apps.journal.services import Refused
from thidua.apps.plans.models import Plan, ScanPage, ScanReading
from thidua.apps.plans.services import (
    begin_reading,
    discard_plan,
    drop_reading,
    file_plan,
    file_reading,
    join_reading,
    look_at_scan,
    read_next_page,
    unread_pages,
)
from thidua.apps.plans.services import scanning as acts
from thidua.formats.pages.joining import ReadPage
from thidua.formats.refusals import Refusal, refusal
from thidua.jobs.scans import read_waiting

FONTS = (
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
)
FONT = next((font for font in FONTS if font.exists()), None)
PAGES = (
    ("ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN NGỌC", "KẾ HOẠCH", "Phát động thi đua năm 2026"),
    ("II. CHỈ TIÊU", "(1) Trồng 1.200 cây bóng mát.", "(2) 95% hộ dân phân loại rác trở lên."),
    ("III. TỔ CHỨC THỰC HIỆN", "Các đơn vị báo cáo kết quả trước ngày 05/12/2026."),
)


@cache
def scan(pages: tuple[tuple[str, ...], ...] = PAGES) -> bytes:
    """A PDF whose pages are pictures."""
    pictures = []
    for lines in pages:
        picture = Image.new("L", (1100, 500), 255)
        if FONT is not None:
            pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 36)
            for at, line in enumerate(lines):
                pen.text((60, 50 + 80 * at), line, font=font, fill=10)
        pictures.append(picture)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return out.getvalue()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that were read, without the scan reader, which takes its time."""
    asked: list[int] = []

    def by_heart(_data: bytes, number: int) -> ReadPage:
        asked.append(number)
        lines = PAGES[number - 1]
        return ReadPage(number, lines, (False,) * len(lines), (95,) * len(lines))

    monkeypatch.setattr(acts, "read_pdf_page_limited", by_heart)
    return asked


@pytest.fixture
def begin(cast: Any, now: datetime) -> Callable[..., Any]:
    def begun(data: bytes | None = None, **choices: Any) -> Any:
        asked = {key: choices[key] for key in ("plan", "again") if key in choices}
        seen = look_at_scan(data or scan(), "quet.pdf", unit=cast.ward, by=cast.clerk.actor, **asked)
        return seen and begin_reading(seen, unit=cast.ward, by=cast.clerk.actor, now=now, **choices)

    return begun


@pytest.fixture
def file_it(cast: Any, now: datetime, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    def filed(reading: Any = None, *, by: Any = None, **choices: Any) -> Any:
        reading, by = reading or ScanReading.objects.get(), by or cast.clerk.actor
        paper = join_reading(reading, by=by)
        with django_capture_on_commit_callbacks(execute=True):
            return file_reading(reading, paper, by=by, now=now, **choices)

    return filed


def test_a_long_scan_becomes_a_plan_page_by_page(
    begin: Callable[..., Any], file_it: Callable[..., Any], now: datetime
) -> None:
    if FONT is None:
        pytest.skip("no font with Vietnamese letters (apt install fonts-liberation2)")
    reading = begin()
    assert (reading.pages, ScanPage.objects.count(), StoredFile.objects.count()) == (3, 1, 0)
    assert read_waiting(lambda: now) == 2
    reading.refresh_from_db()
    assert (reading.done, reading.finished, unread_pages(reading)) == (3, True, [])
    version = file_it(reading).version
    wanted = [word for page in PAGES for line in page for word in line.split()]
    assert sum(word in version.text.split() for word in wanted) / len(wanted) >= 0.95
    assert version.text.index("1.200") < version.text.index("05/12/2026.")
    assert (ScanReading.objects.count(), StoredFile.objects.get().name) == (0, "quet.pdf")


def test_few_pages_and_other_files_are_read_at_once(begin: Callable[..., Any], cast: Any) -> None:
    assert begin(scan(PAGES[:2])) is None
    text = look_at_scan(b"KE HOACH", "a.txt", unit=cast.ward, by=cast.clerk.actor)
    assert text is None and not ScanReading.objects.exists()


def test_after_a_crash_it_goes_on_with_the_page_that_is_missing(
    begin: Callable[..., Any], read: list[int], monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    begin()
    assert read_next_page(now)

    def killed(_data: bytes, _number: int) -> ReadPage:
        raise SystemExit("as kill -9 would, nothing is tidied up")

    with monkeypatch.context() as patch:
        patch.setattr(acts, "read_pdf_page_limited", killed)
        with pytest.raises(SystemExit):
            read_next_page(now)
    assert not read_next_page(now + timedelta(seconds=1)), "somebody may still be at it"
    later = now + acts.CLAIM + timedelta(seconds=1)
    assert read_next_page(later) and not read_next_page(later)
    assert read == [1, 2, 3]
    assert ScanReading.objects.get().done == 3


def test_two_readers_never_hold_the_same_paper(begin: Callable[..., Any], read: list[int], now: datetime) -> None:
    begin()
    held = acts._claimed(now)
    assert held is not None and acts._claimed(now) is None
    assert acts._claimed(now + acts.CLAIM + timedelta(seconds=1)) is not None


def test_a_page_that_kills_its_reader_twice_is_named_and_the_rest_is_read(
    begin: Callable[..., Any], read: list[int], monkeypatch: pytest.MonkeyPatch, file_it: Any, now: datetime
) -> None:
    reading = begin()
    well = acts.read_pdf_page_limited

    def killed(data: bytes, number: int) -> ReadPage:
        if number == 2:
            raise SystemExit
        return well(data, number)

    monkeypatch.setattr(acts, "read_pdf_page_limited", killed)
    for _ in range(2):
        with pytest.raises(SystemExit):
            read_next_page(now)
        now += acts.CLAIM + timedelta(seconds=1)
    assert read_waiting(lambda: now) == 2
    reading.refresh_from_db()
    assert (reading.finished, unread_pages(reading)) == (True, [2])
    version = file_it(reading).version
    assert "Không đọc được trang 2; nhập tay phần trang này hoặc quét lại." in [n["text"] for n in version.notes]
    assert "KẾ HOẠCH" in version.text and "05/12/2026" in version.text and "CHỈ TIÊU" not in version.text


def test_a_stamp_on_a_later_page_leaves_nothing_behind(
    begin: Callable[..., Any], read: list[int], monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reading = begin()
    assert store.waiting_path(reading.pk).exists()

    def stamped(_data: bytes, _number: int) -> ReadPage:
        raise refusal("A63", "Tài liệu có dấu độ mật.")

    monkeypatch.setattr(acts, "read_pdf_page_limited", stamped)
    assert read_next_page(now) and not read_next_page(now)
    reading.refresh_from_db()
    assert (reading.refused, reading.finished) == ("Tài liệu có dấu độ mật.", False)
    assert not ScanPage.objects.exists() and not list(store.all_waiting())


def test_a_stamp_on_the_first_page_is_refused_before_anything_is_kept(
    begin: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stamped(_data: bytes, _number: int) -> ReadPage:
        raise refusal("A63", "Tài liệu có dấu độ mật.")

    monkeypatch.setattr(acts, "read_pdf_page_limited", stamped)
    data = scan()
    with pytest.raises(Refusal):
        begin(data)
    assert not ScanReading.objects.exists() and not list(store.all_waiting())


def test_nothing_is_filed_before_the_last_page(begin: Callable[..., Any], read: list[int], cast: Any) -> None:
    reading = begin()
    before = Entry.objects.count()
    for by in (cast.clerk.actor, cast.chair.actor):
        with pytest.raises(Refused):
            join_reading(reading, by=by)
    assert (Plan.objects.count(), Entry.objects.count()) == (0, before)


def test_the_same_scan_is_asked_about_before_it_is_read_again(
    begin: Callable[..., Any], read: list[int], file_it: Callable[..., Any], now: datetime
) -> None:
    begin()
    read_waiting(lambda: now)
    file_it()
    with pytest.raises(Refused) as refused:
        begin()
    assert refused.value.verdict.reasons[0].code == "A39"
    assert begin(again=True).pages == 3


def test_a_scan_may_be_a_new_version(
    begin: Callable[..., Any], read: list[int], file_it: Callable[..., Any], cast: Any, now: datetime
) -> None:
    words = "\n".join(line for page in PAGES for line in page)
    plan = file_plan(words.encode(), "a.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan
    begin(plan=plan, reason="bản ký")
    read_waiting(lambda: now)
    filed = file_it()
    assert (filed.plan.pk, filed.version.ordinal, filed.version.reason) == (plan.pk, 2, "bản ký")


def test_what_nobody_wants_is_forgotten(
    begin: Callable[..., Any], read: list[int], cast: Any, now: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    reading = begin()
    with django_capture_on_commit_callbacks(execute=True):
        drop_reading(reading, by=cast.clerk.actor)
    assert not ScanReading.objects.exists() and not list(store.all_waiting())
    with pytest.raises(Refused):
        drop_reading(reading, by=cast.clerk.actor)
    begin()
    read_waiting(lambda: now + timedelta(days=13))
    assert ScanReading.objects.get().finished
    read_waiting(lambda: now + timedelta(days=15))
    assert not ScanReading.objects.exists() and not list(store.all_waiting())


def test_bytes_that_a_crash_left_go_after_a_day(begin: Callable[..., Any], read: list[int], now: datetime) -> None:
    reading = begin()
    store.put_waiting(UUID(int=7), b"left")
    read_waiting(lambda: now)
    left = store.waiting_path(UUID(int=7))
    assert left.exists()
    old = (now - timedelta(hours=25)).timestamp()
    for path in store.all_waiting():
        os.utime(path, (old, old))
    read_waiting(lambda: now)
    assert list(store.all_waiting()) == [store.waiting_path(reading.pk)]


def test_bytes_that_are_gone_are_said(begin: Callable[..., Any], read: list[int], now: datetime) -> None:
    reading = begin()
    store.forget_waiting(reading.pk)
    assert read_next_page(now)
    reading.refresh_from_db()
    assert reading.refused == "Tệp chờ đọc không còn trên máy chủ. Nạp lại tệp."


def test_the_same_file_twice_is_one_reading(begin: Callable[..., Any], read: list[int], now: datetime) -> None:
    assert begin() == begin()
    read_waiting(lambda: now)
    assert (ScanReading.objects.count(), read) == (1, [1, 1, 2, 3])


def test_only_one_of_two_makes_the_plan(
    begin: Callable[..., Any], read: list[int], file_it: Callable[..., Any], cast: Any, now: datetime
) -> None:
    reading = begin(again=True)
    read_waiting(lambda: now)
    reading.refresh_from_db()
    paper = join_reading(reading, by=cast.clerk.actor)
    file_it(reading)
    with pytest.raises(Refused) as refused:
        file_reading(reading, paper, by=cast.clerk.actor, now=now)
    assert refused.value.verdict.reasons[0].code == "scan_gone"
    assert Plan.objects.count() == 1


def test_a_busy_machine_ends_no_reading(
    begin: Callable[..., Any], read: list[int], cast: Any, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reading = begin()
    read_waiting(lambda: now)
    reading.refresh_from_db()

    def slow(*_given: object) -> None:
        raise refusal("A30", "Tệp quá phức tạp, đã dừng sau 20 giây.")

    with monkeypatch.context() as patch:
        patch.setattr(acts, "join_paper_limited", slow)
        with pytest.raises(Refusal):
            join_reading(reading, by=cast.clerk.actor)
    reading.refresh_from_db()
    assert reading.finished and ScanPage.objects.count() == 3
    assert join_reading(reading, by=cast.clerk.actor).document.text


def test_a_page_of_a_reading_that_is_gone_is_let_go(
    begin: Callable[..., Any], read: list[int], cast: Any, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reading = begin()
    well = acts.read_pdf_page_limited

    def meanwhile(data: bytes, number: int) -> ReadPage:
        ScanReading.objects.filter(pk=reading.pk).delete()
        return well(data, number)

    monkeypatch.setattr(acts, "read_pdf_page_limited", meanwhile)
    assert read_next_page(now) and not read_next_page(now)
    assert not ScanPage.objects.exists()


def test_who_comes_late_leaves_the_claim_of_the_next_one(
    begin: Callable[..., Any], read: list[int], now: datetime
) -> None:
    begin()
    slow = acts._claimed(now)
    later = now + acts.CLAIM + timedelta(seconds=1)
    quick = acts._claimed(later)
    acts._keep(slow, ReadPage(2, ("muộn",), (False,), (90,)), now=later)
    held = ScanReading.objects.get()
    assert (held.done, held.claimed_until) == (2, quick.claimed_until)
    assert not read_next_page(later)


def test_a_plan_that_takes_no_new_version_is_told_before_the_reading(
    begin: Callable[..., Any], read: list[int], cast: Any, now: datetime
) -> None:
    plan = file_plan(b"KE HOACH", "a.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan
    discard_plan(plan, by=cast.clerk.actor, now=now)
    plan.refresh_from_db()
    with pytest.raises(Refused):
        begin(plan=plan, reason="bản ký")
    assert read == []


def test_bytes_that_go_while_they_are_swept_stop_nothing(
    begin: Callable[..., Any], read: list[int], monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    begin()
    monkeypatch.setattr(store, "all_waiting", lambda: iter([store.waiting_path(UUID(int=9))]))
    assert read_waiting(lambda: now) == 2
