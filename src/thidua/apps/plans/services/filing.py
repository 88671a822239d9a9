"""Filing: bytes become a plan paper with a reading. The reading happens before the lock, in a limited child."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from thidua.apps.files.models import StoredFile
from thidua.apps.files.services import store_file
from thidua.apps.journal.services import require, writing
from thidua.apps.plans.mapping import Reading, put_reading, reading_of
from thidua.apps.plans.models import Amendment, Plan, PlanState, PlanVersion
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.identity import carry_ids, name_items
from thidua.core.plans.life import PLAN_STEPS
from thidua.core.verdicts import Verdict, no
from thidua.formats.child import read_paper_limited
from thidua.formats.linearised import Linearised
from thidua.formats.refusals import Refusal

__all__ = [
    "Filed",
    "Refusal",
    "TakenPaper",
    "ask_about_same",
    "discard_plan",
    "file_paper",
    "file_plan",
    "paper_of",
    "read_paper",
    "refile_paper",
    "refile_plan",
    "require_new",
]


@dataclass(frozen=True)
class TakenPaper:
    """A document that was read and is not kept yet: its bytes, its name, its text, and the reading."""

    data: bytes
    name: str
    document: Linearised
    reading: Reading


@dataclass(frozen=True)
class Filed:
    """The plan that was made, its first version, and what the readers noted on the way."""

    plan: Plan
    version: PlanVersion


def file_plan(
    data: bytes,
    file_name: str,
    *,
    unit: Unit,
    by: Actor,
    now: datetime,
    higher: Plan | None = None,
    from_above: bool = False,
    again: bool = False,
) -> Filed:
    """`read_paper` and `file_paper` in one, for callers that hold no form key."""
    require(may(by, Act.PLAN_FILE, commune=unit.commune))
    paper = read_paper(data, file_name)
    return file_paper(paper, unit=unit, by=by, now=now, higher=higher, from_above=from_above, again=again)


def file_paper(
    paper: TakenPaper,
    *,
    unit: Unit,
    by: Actor,
    now: datetime,
    higher: Plan | None = None,
    from_above: bool = False,
    again: bool = False,
) -> Filed:
    """Keep a paper as a draft plan of `unit`; `from_above`: a plan of the level above, kept to compare with.

    Raises Refused when the actor may not, or when the same bytes are already a plan of this commune (annex A39) unless
    `again`. Short: the reading was done before, so that no lock is held meanwhile.
    """
    require(may_file(by, unit, higher))
    sha256 = paper.document.sha256
    # Asked before the file gets its row, so that nothing is kept of a refused one; asked again under the lock.
    if not again:
        ask_about_same(unit.commune, sha256)
    file = _stored(paper, unit.commune, by=by, now=now)
    with writing(unit.commune, by=by, now=now) as journal:
        if not again:
            ask_about_same(unit.commune, sha256)
        plan = Plan.objects.create(
            commune=unit.commune,
            unit=unit,
            higher=higher,
            from_above=from_above,
            filed_by=by.person,
            filed_at=now,
            title="-",
        )
        reading = name_items(paper.reading, _fresh)
        version = PlanVersion(plan=plan, ordinal=1, file=file, read_at=now, read_by=by.person)
        _fill(version, paper.document, reading)
        copy_head(plan, reading)
        journal.record(Event.PLAN_FILED, plan.id, _filed(version, file.sha256, reading))
    return Filed(plan, version)


def may_file(by: Actor, unit: Unit, higher: Plan | None) -> Verdict:
    """Who files a plan of `unit`: the clerks; a unit of the commune files its own one under a plan of the commune."""
    clerk = may(by, Act.PLAN_FILE, commune=unit.commune)
    if clerk or higher is None or higher.commune != unit.commune or unit.pk == unit.commune:
        return clerk
    return may(by, Act.PLAN_FILE_OWN, commune=unit.commune, unit=unit.pk)


def refile_plan(
    plan: Plan, data: bytes, file_name: str, *, reason: str, requester: str = "", by: Actor, now: datetime
) -> Filed:
    """`read_paper` and `refile_paper` in one."""
    require(may(by, Act.PLAN_FILE, commune=plan.commune))
    return refile_paper(plan, read_paper(data, file_name), reason=reason, requester=requester, by=by, now=now)


def refile_paper(plan: Plan, paper: TakenPaper, *, reason: str, requester: str = "", by: Actor, now: datetime) -> Filed:
    """A new version of the same paper, with the reason and who asked for it. Items that are the same keep their ids;
    the state goes back to draft."""
    require(may(by, Act.PLAN_FILE, commune=plan.commune))
    require_new(plan, paper.document.sha256)
    file = _stored(paper, plan.commune, by=by, now=now)
    with writing(plan.commune, by=by, now=now) as journal:
        plan = Plan.objects.get(pk=plan.pk)
        latest = require_new(plan, paper.document.sha256)
        reading = carry_ids(reading_of(latest), paper.reading, _fresh)
        document, choices = paper.document, latest.choices
        version = PlanVersion(plan=plan, ordinal=latest.ordinal + 1, file=file, read_at=now, read_by=by.person)
        version.reason, version.requester, version.choices = reason, requester, choices
        _fill(version, document, reading)
        plan.state = PLAN_STEPS.after("refile")
        copy_head(plan, reading)
        content = _filed(version, file.sha256, reading) | {"reason": reason}
        # The words may name a person, so they enter the chain as a commitment.
        journal.record(Event.PLAN_AMENDED, plan.id, content, personal={"requester": requester})
    return Filed(plan, version)


def require_new(plan: Plan, sha256: str) -> PlanVersion:
    """The version that one of these bytes would follow. Raises Refused when the plan takes none, or nothing is new."""
    require(PLAN_STEPS.may_move(plan.state, "refile"))
    latest = plan.versions.select_related("file").order_by("-ordinal").first()
    if latest.file is not None and latest.file.sha256 == sha256:
        require(no("A39", "Tệp này giống hệt bản đang dùng; không có gì để thay.", field="file"))
    return latest


def discard_plan(plan: Plan, *, by: Actor, now: datetime) -> Plan:
    """Put a draft aside. The paper and its journal stay; the library hides it."""
    require(may(by, Act.PLAN_FILE, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        plan = Plan.objects.get(pk=plan.pk)
        if plan.state == PlanState.DISCARDED:
            return plan
        if Amendment.objects.filter(draft=plan).exists():
            require(no("amends", "Đây là bản sửa đổi của một kế hoạch. Rút sửa đổi ở trang của sửa đổi."))
        require(PLAN_STEPS.may_move(plan.state, "discard"))
        plan.state = PLAN_STEPS.after("discard")
        plan.save(update_fields=["state"])
        journal.record(Event.PLAN_DISCARDED, plan.id)
    return plan


def copy_head(plan: Plan, reading: Reading) -> None:
    """Keep on the row what lists and numbers need: title, year, number and symbol as printed. Saves the row.

    What the clerk recorded from the signed paper is never overwritten by what the machine read.
    """
    document = reading["document"]
    plan.title = (document["title"] or "Kế hoạch chưa rõ tên")[:1000]
    plan.year = year_of(reading)
    if plan.sign_recorded_at is None:
        plan.number, plan.symbol = (document["number"] or "")[:20], (document["symbol"] or "")[:60]
    plan.save()


def year_of(reading: Reading) -> int | None:
    """The year a plan is for: the end of its period, else a year of its title, else its date."""
    for text in ((reading["period"] or {}).get("to"), reading["document"]["title"], reading["document"]["date"]):
        if found := re.search(r"(20\d\d)", text or ""):
            return int(found.group(1))
    return None


def read_paper(data: bytes, file_name: str) -> TakenPaper:
    """The text of a document, read in a limited child (up to 20 s), and the plan in it. Keeps nothing.

    Raises formats' Refusal when the file cannot or must not be read.
    """
    document, plan = read_paper_limited(data, file_name)
    return paper_of(data, file_name, document, plan)


def paper_of(data: bytes, file_name: str, document: Linearised, plan: Mapping[str, Any]) -> TakenPaper:
    """The paper of a text and of the plan that was read from it."""
    reading = dict(plan)
    reading["input"] = {
        "file": file_name[:255],
        "media_type": document.media_type,
        "sha256": document.sha256,
        "ocr": document.ocr,
        "text_sha256": document.text_sha256,
    } | ({"pages": document.pages} if document.pages else {})
    if document.ocr:
        reading["x_pages"] = list(document.page_lines)
    return TakenPaper(data, file_name[:255], document, reading)


def _stored(paper: TakenPaper, commune: UUID, *, by: Actor, now: datetime) -> StoredFile:
    media_type = paper.document.media_type
    return store_file(paper.data, name=paper.name, media_type=media_type, commune=commune, by=by, now=now)


def _fill(version: PlanVersion, document: Linearised, reading: Reading) -> None:
    """Put what was read into a new version, and save it."""
    version.text = reading["x_text"]
    version.notes = [{"code": note.code, "text": note.text} for note in document.notes]
    version.page_lines = list(document.page_lines)
    put_reading(version, reading)
    version.save()


def ask_about_same(commune: UUID, sha256: str) -> None:
    """Raises Refused A39, with the plan, when the same bytes are already a plan of this commune."""
    known = (
        PlanVersion.objects.filter(plan__commune=commune, file__sha256=sha256)
        .exclude(plan__state=PlanState.DISCARDED)
        .select_related("plan")
        .order_by("-read_at")
        .first()
    )
    if known:
        require(
            no(
                "A39",
                "Tệp này đã nạp ngày {day}: “{title}”. Mở bản đã có, hoặc đánh dấu “Vẫn nạp thành kế hoạch mới”.",
                field="file",
                day=known.read_at.strftime("%d/%m/%Y"),
                title=known.plan.title[:80],
                plan=str(known.plan_id),
            )
        )


def _filed(version: PlanVersion, sha256: str, reading: Reading) -> dict[str, object]:
    return {
        "version": version.ordinal,
        "file": sha256,
        "text": reading["input"]["text_sha256"],
        "targets": len(reading["targets"]),
        "deadlines": len(reading["deadlines"]),
    }


def _fresh() -> str:
    return str(uuid4())
