"""Scans of many pages, read one page at a time by whoever is free: what is done stays done through any crash.

A reading is a row with a claim that runs out. Whoever takes it by compare-and-set reads the first page that is missing,
keeps it and lets go; after a crash the claim runs out and the next one goes on from there. Nothing is entered in the
journal before somebody files the paper.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from thidua.apps.files import store
from thidua.apps.files.models import StoredFile
from thidua.apps.files.services import RESERVE
from thidua.apps.journal.services import require
from thidua.apps.plans.models import Plan, ScanPage, ScanReading
from thidua.apps.plans.services.filing import Filed, ask_about_same, file_paper, paper_of, refile_paper
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
KEPT = timedelta(days=2)
"""How long a reading that nobody files is kept."""


def scans_visible_to(actor: Actor) -> QuerySet[ScanReading]:
    """Readings of the communes for which the actor may file plans."""
    communes = [commune for commune in actor.communes if may(actor, Act.PLAN_FILE, commune=commune)]
    return ScanReading.objects.filter(commune__in=communes).select_related("unit", "plan")


def unread_pages(reading: ScanReading) -> list[int]:
    """Numbers of the pages that could not be read while the others were."""
    return [page.number for page in reading.read_pages.all() if page.found.get("failed")]


def begin_reading(
    data: bytes, file_name: str, *, unit: Unit, by: Actor, now: datetime, plan: Plan | None = None, **choices: Any
) -> ScanReading | None:
    """A reading of a scanned PDF with more than two pictures, its first page read; None for any other file.

    `plan` is the one that gets a new version; `choices` are `higher`, `from_above` and `again` of `file_paper`, or the
    `reason` of `refile_paper`. Raises Refused as they do, and Refusal for a file that must not be read: the first page
    is looked at for a stamp of secrecy before anything is kept.
    """
    require(may(by, Act.PLAN_FILE, commune=unit.commune))
    name, _notes = check_file_name(file_name)
    if extension(name) != ".pdf" or sniff(data) != PDF:
        return None
    count, pictures = look_at_pages_limited(data)
    if len(pictures) <= AT_ONCE:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    if plan is None and not choices.get("again"):
        ask_about_same(unit.commune, sha256)
    first = read_pdf_page_limited(data, 1)
    if first.unread:
        return None
    if store.free_bytes() - len(data) < RESERVE:
        require(no("C64", "Máy chủ sắp hết chỗ nên chưa nhận tệp. Báo quản trị hệ thống.", field="file"))
    store.put(data)
    with transaction.atomic():
        reading = ScanReading.objects.create(
            commune=unit.commune,
            unit=unit,
            plan=plan,
            name=file_name[:255],
            sha256=sha256,
            pages=count,
            asked_by=by.person,
            asked_at=now,
            **choices,
        )
        _keep(reading, first, now=now)
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
        _let_go(reading, done=reading.pages)
        return True
    tries = reading.tries + 1 if reading.begun == number else 1
    ScanReading.objects.filter(pk=reading.pk).update(begun=number, tries=tries)
    try:
        page = _read(reading, number, tries)
    except Refusal as ground:
        _refuse(reading, ground)
        return True
    with transaction.atomic():
        _keep(reading, page, now=now)
    return True


def _claimed(now: datetime) -> ScanReading | None:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    waiting = ScanReading.objects.filter(free, done__lt=F("pages"), refused="")
    for reading in waiting.order_by("asked_at")[:20]:
        # Compare and set: of two that saw the same row only one changes it.
        if ScanReading.objects.filter(free, pk=reading.pk).update(claimed_until=now + CLAIM):
            reading.refresh_from_db()
            return reading
    return None


def _first_missing(reading: ScanReading) -> int | None:
    there = set(reading.read_pages.values_list("number", flat=True))
    return next((number for number in range(1, reading.pages + 1) if number not in there), None)


def _read(reading: ScanReading, number: int, tries: int) -> ReadPage:
    if tries > TRIES:
        return ReadPage(number, failed="Máy dừng hai lần khi đọc trang này.")
    return read_pdf_page_limited(_bytes_of(reading), number)


def _bytes_of(reading: ScanReading) -> bytes:
    if not store.whole(reading.sha256):
        raise refusal("A16", "Tệp chờ đọc không còn trên máy chủ. Nạp lại tệp.")
    return store.path_of(reading.sha256).read_bytes()


def _keep(reading: ScanReading, page: ReadPage, *, now: datetime) -> None:
    ScanPage.objects.get_or_create(
        reading=reading, number=page.number, defaults={"found": asdict(page), "read_at": now}
    )
    _let_go(reading, done=ScanPage.objects.filter(reading=reading).count())


def _let_go(reading: ScanReading, *, done: int) -> None:
    ScanReading.objects.filter(pk=reading.pk).update(done=done, claimed_until=None)


def _refuse(reading: ScanReading, ground: Refusal) -> None:
    """Nothing of a paper that must not be kept stays but the sentence that says so."""
    with transaction.atomic():
        ScanPage.objects.filter(reading=reading).delete()
        ScanReading.objects.filter(pk=reading.pk).update(refused=ground.text[:500], claimed_until=None)
    _forget_bytes(reading.sha256, but=reading.pk)


def file_reading(reading: ScanReading, *, by: Actor, now: datetime) -> Filed:
    """The plan, or its new version, of a reading whose pages are all read; the reading is gone afterwards.

    Raises Refused as `file_paper` and `refile_paper`, and when pages are still missing; Refusal A02 and A63.
    """
    require(may(by, Act.PLAN_FILE, commune=reading.commune))
    if not reading.finished:
        require(no("scan_unfinished", "Chưa đọc xong các trang.", field="file"))
    pages = [_page(row) for row in reading.read_pages.order_by("number")]
    data = _bytes_of(reading)
    try:
        document, plan = join_paper_limited(data, reading.name, pages)
    except Refusal as ground:
        _refuse(reading, ground)
        raise
    paper = paper_of(data, reading.name, document, plan)
    with transaction.atomic():
        if reading.plan is not None:
            filed = refile_paper(reading.plan, paper, reason=reading.reason, by=by, now=now)
        else:
            filed = file_paper(
                paper,
                unit=reading.unit,
                by=by,
                now=now,
                higher=reading.higher,
                from_above=reading.from_above,
                again=reading.again,
            )
        ScanReading.objects.filter(pk=reading.pk).delete()
    return filed


def _page(row: ScanPage) -> ReadPage:
    found = {key: tuple(value) if isinstance(value, list) else value for key, value in row.found.items()}
    return ReadPage(**found)


def drop_reading(reading: ScanReading, *, by: Actor) -> None:
    """Stop a reading and forget its bytes, unless they are a file of their own by now."""
    require(may(by, Act.PLAN_FILE, commune=reading.commune))
    ScanReading.objects.filter(pk=reading.pk).delete()
    _forget_bytes(reading.sha256, but=reading.pk)


def forget_readings(now: datetime) -> int:
    """Let go of readings that nobody filed within two days. Returns how many."""
    old = list(ScanReading.objects.filter(asked_at__lt=now - KEPT))
    for reading in old:
        ScanReading.objects.filter(pk=reading.pk).delete()
        _forget_bytes(reading.sha256, but=reading.pk)
    return len(old)


def _forget_bytes(sha256: str, *, but: UUID) -> None:
    waiting = ScanReading.objects.filter(sha256=sha256, refused="").exclude(pk=but).exists()
    if not waiting and not StoredFile.objects.filter(sha256=sha256).exists():
        store.path_of(sha256).unlink(missing_ok=True)
