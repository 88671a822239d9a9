"""Scans of many pages, read one page at a time by whoever is free: what is done stays done through any crash.

A reading is a row with a claim that runs out. Whoever takes it by compare-and-set reads the first page that is missing,
keeps it and lets go of its own claim; after a crash the claim runs out and the next one goes on from there. A page of a
reading that was filed or dropped meanwhile changes nothing. The journal says nothing before the paper is filed.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q, QuerySet

from thidua.apps.files import store
from thidua.apps.files.services import RESERVE
from thidua.apps.journal.services import require, writing
from thidua.apps.plans.models import Plan, ScanPage, ScanReading
from thidua.apps.plans.services.filing import (
    Filed,
    TakenPaper,
    ask_about_same,
    file_paper,
    paper_of,
    refile_paper,
    require_new,
)
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.permits import Act, may
from thidua.core.verdicts import no
from thidua.formats.child import SECONDS, join_paper_limited, look_at_pages_limited, read_pdf_page_limited
from thidua.formats.guard import PDF, check_file_name, extension, sniff
from thidua.formats.pages.joining import ReadPage
from thidua.formats.refusals import Refusal, refusal

AT_ONCE = 2
"""Scanned pages that are read while somebody waits; papers with more become a reading."""
CLAIM = timedelta(seconds=SECONDS + 10)
"""How long a page may take, with the start of its process, before somebody else may try."""
TRIES = 2
"""How often a page is begun before it counts as one that cannot be read."""
KEPT = timedelta(days=14)
"""How long a reading that nobody files is kept: longer than the days of Tết."""
NAMELESS = timedelta(days=1)
"""How long bytes may wait without a row: what a crash between the two left goes then."""


def scans_visible_to(actor: Actor) -> QuerySet[ScanReading]:
    """Readings of the communes for which the actor may file plans."""
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_FILE, commune=commune)]
    return ScanReading.objects.filter(commune__in=communes).select_related("unit", "plan")


def unread_pages(reading: ScanReading) -> list[int]:
    """Numbers of the pages that could not be read while the others were."""
    return [number for number, failed in reading.read_pages.values_list("number", "found__failed") if failed]


@dataclass(frozen=True)
class SeenScan:
    """A scanned PDF with more than two pictures, its first page read; nothing of it is kept yet."""

    data: bytes
    name: str
    sha256: str
    pages: int
    first: ReadPage


def look_at_scan(
    data: bytes, file_name: str, *, unit: Unit, by: Actor, plan: Plan | None = None, again: bool = False
) -> SeenScan | None:
    """What is known of a long scan when its first page has been read (up to 20 s); None for any other file.

    Asks first what `file_paper` or, with `plan`, `refile_paper` would ask at the end. Raises Refused as they do, and
    Refusal for a file that must not be read: a stamp of secrecy on the first page is found before anything is kept.
    """
    require(may(by, Act.PLAN_FILE, commune=unit.commune))
    name, _notes = check_file_name(file_name)
    if extension(name) != ".pdf" or sniff(data) != PDF:
        return None
    count, pictures = look_at_pages_limited(data)
    if len(pictures) <= AT_ONCE:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if plan is not None:
        require_new(plan, sha256)
    elif not again:
        ask_about_same(unit.commune, sha256)
    first = read_pdf_page_limited(data, 1)
    return None if first.unread else SeenScan(data, file_name[:255], sha256, count, first)


def begin_reading(
    seen: SeenScan, *, unit: Unit, by: Actor, now: datetime, plan: Plan | None = None, **choices: Any
) -> ScanReading:
    """Keep a scan to be read page by page; the same file that is being read already goes on as it was.

    `plan` is the one that gets a new version; `choices` are `higher`, `from_above` and `again` of `file_paper`, or the
    `reason` and `requester` of `refile_paper`.
    """
    require(may(by, Act.PLAN_FILE, commune=unit.commune))
    if store.free_bytes() - len(seen.data) < RESERVE:
        require(no("C64", "Máy chủ sắp hết chỗ nên chưa nhận tệp. Báo quản trị hệ thống.", field="file"))
    with writing(unit.commune, by=by, now=now):
        same = ScanReading.objects.filter(commune=unit.commune, plan=plan, sha256=seen.sha256, refused="")
        if (known := same.first()) and store.waiting(known.pk, known.sha256) is not None:
            return known
        key = uuid4()
        store.put_waiting(key, seen.data)
        reading = ScanReading.objects.create(
            id=key,
            commune=unit.commune,
            unit=unit,
            plan=plan,
            name=seen.name,
            sha256=seen.sha256,
            pages=seen.pages,
            asked_by=by.person,
            asked_at=now,
            **choices,
        )
        _keep(reading, seen.first, now=now)
    return reading


def read_next_page(now: datetime) -> bool:
    """Read one page of one reading that nobody holds, the oldest first. False when there is nothing to do.

    May be called by any number of processes at once, and be killed at any moment.
    """
    reading = _claimed(now)
    if reading is None:
        return False
    number = _first_missing(reading)
    if number is None:
        _let_go(reading)
        return True
    tries = reading.tries + 1 if reading.begun == number else 1
    _held(reading).update(begun=number, tries=tries)
    try:
        page = _read(reading, number, tries)
    except Refusal as ground:
        _refuse(reading, ground)
        return True
    _keep(reading, page, now=now)
    return True


def _claimed(now: datetime) -> ScanReading | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    waiting = ScanReading.objects.filter(free, done__lt=F("pages"), refused="")
    for pk in waiting.order_by("asked_at").values_list("pk", flat=True)[:20]:
        # Compare and set: of two that saw the same row only one changes it.
        if ScanReading.objects.filter(free, pk=pk).update(claimed_until=now + CLAIM):
            return ScanReading.objects.filter(pk=pk).first()
    return None


def _held(reading: ScanReading) -> QuerySet[ScanReading]:
    """The row while it carries the claim that `reading` was taken with."""
    return ScanReading.objects.filter(pk=reading.pk, claimed_until=reading.claimed_until)


def _first_missing(reading: ScanReading) -> int | None:
    there = set(reading.read_pages.values_list("number", flat=True))
    return next((number for number in range(1, reading.pages + 1) if number not in there), None)


def _read(reading: ScanReading, number: int, tries: int) -> ReadPage:
    if tries > TRIES:
        return ReadPage(number, failed="Máy dừng hai lần khi đọc trang này.")
    return read_pdf_page_limited(_bytes_of(reading), number)


def _bytes_of(reading: ScanReading) -> bytes:
    data = store.waiting(reading.pk, reading.sha256)
    if data is None:
        raise refusal("A16", "Tệp chờ đọc không còn trên máy chủ. Nạp lại tệp.")
    return data


def _keep(reading: ScanReading, page: ReadPage, *, now: datetime) -> None:
    """Keep a page, unless the reading was filed or dropped while the page was read."""
    with transaction.atomic():
        if not ScanReading.objects.select_for_update().filter(pk=reading.pk).first():
            return
        ScanPage.objects.get_or_create(
            reading=reading, number=page.number, defaults={"found": asdict(page), "read_at": now}
        )
        _let_go(reading)


def _let_go(reading: ScanReading) -> None:
    done = ScanPage.objects.filter(reading=reading.pk).count()
    ScanReading.objects.filter(pk=reading.pk).update(done=done)
    _held(reading).update(claimed_until=None)


def _refuse(reading: ScanReading, ground: Refusal) -> None:
    """Nothing of a paper that must not be kept stays but the sentence that says so."""
    with transaction.atomic():
        ScanPage.objects.filter(reading=reading.pk).delete()
        ScanReading.objects.filter(pk=reading.pk).update(refused=ground.text[:500], claimed_until=None)
    store.forget_waiting(reading.pk)


def join_reading(reading: ScanReading, *, by: Actor) -> TakenPaper:
    """The paper of a reading whose pages are all read (up to 20 s in a limited child). Keeps nothing.

    Raises Refused when pages are still missing. Refusal A02 and A63 end the reading; others (a machine that is too
    busy) leave it as it was.
    """
    require(may(by, Act.PLAN_FILE, commune=reading.commune))
    if not reading.finished:
        require(no("scan_unfinished", "Chưa đọc xong các trang.", field="file"))
    pages = [_page(row) for row in reading.read_pages.order_by("number")]
    data = _bytes_of(reading)
    try:
        document, plan = join_paper_limited(data, reading.name, pages)
    except Refusal as ground:
        if ground.reason.code in ("A02", "A63"):
            _refuse(reading, ground)
        raise
    return paper_of(data, reading.name, document, plan)


def file_reading(reading: ScanReading, paper: TakenPaper, *, by: Actor, now: datetime, again: bool = False) -> Filed:
    """The plan, or its new version, of what `join_reading` gave; the reading is gone afterwards.

    `again`: also when the same bytes are a plan already. Raises Refused as `file_paper` and `refile_paper`, and when
    somebody has filed or dropped the reading meanwhile.
    """
    require(may(by, Act.PLAN_FILE, commune=reading.commune))
    with writing(reading.commune, by=by, now=now):
        _take_away(reading)
        filed = _filed(reading, paper, again=again, by=by, now=now)
    transaction.on_commit(lambda: store.forget_waiting(reading.pk))
    return filed


def _take_away(reading: ScanReading) -> None:
    """Delete the row. Refused when somebody was first."""
    if not ScanReading.objects.select_for_update().filter(pk=reading.pk).first():
        require(no("scan_gone", "Bản quét này đã được lập thành kế hoạch hoặc đã bỏ. Xem danh sách kế hoạch."))
    ScanReading.objects.filter(pk=reading.pk).delete()


def _filed(reading: ScanReading, paper: TakenPaper, *, again: bool, by: Actor, now: datetime) -> Filed:
    if reading.plan is not None:
        asked = {"reason": reading.reason, "requester": reading.requester}
        return refile_paper(reading.plan, paper, **asked, by=by, now=now)
    return file_paper(
        paper,
        unit=reading.unit,
        by=by,
        now=now,
        higher=reading.higher,
        from_above=reading.from_above,
        again=again or reading.again,
    )


def _page(row: ScanPage) -> ReadPage:
    found = {key: tuple(value) if isinstance(value, list) else value for key, value in row.found.items()}
    return ReadPage(**found)


def drop_reading(reading: ScanReading, *, by: Actor) -> None:
    """Stop a reading and forget its bytes. Refused when somebody has filed it meanwhile."""
    require(may(by, Act.PLAN_FILE, commune=reading.commune))
    with transaction.atomic():
        _take_away(reading)
    transaction.on_commit(lambda: store.forget_waiting(reading.pk))


def forget_readings(now: datetime) -> int:
    """Let go of readings that nobody filed for two weeks, and of bytes without a reading. Returns how many readings."""
    old = list(ScanReading.objects.filter(asked_at__lt=now - KEPT).values_list("pk", flat=True))
    for key in old:
        ScanReading.objects.filter(pk=key).delete()
        store.forget_waiting(key)
    named = {str(key) for key in ScanReading.objects.values_list("pk", flat=True)}
    for path in store.all_waiting():
        # Another process may be at it: a file that is gone already needs no sweeping.
        with suppress(FileNotFoundError):
            if path.name not in named and now.timestamp() - path.stat().st_mtime > NAMELESS.total_seconds():
                path.unlink()
    return len(old)
