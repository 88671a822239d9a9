"""Wording: changes of a filed paper's words are decided one by one, then its own Word file is issued with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from thidua.apps.files.queries import bytes_of
from thidua.apps.journal.services import Refused, require, writing
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Plan, PlanVersion, TextChange
from thidua.apps.plans.services.correcting import LONGEST_WHY
from thidua.apps.plans.services.filing import Filed, TakenPaper, read_paper, refile_paper
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.papers import text_changes as wording
from thidua.core.permits import Act, may
from thidua.core.plans.identity import carry_checked
from thidua.core.plans.life import may_reword
from thidua.core.plans.typed_fields import unusable
from thidua.core.verdicts import Reason, no
from thidua.formats import guard
from thidua.formats.child import amend_docx_limited
from thidua.formats.refusals import Refusal

MOST_CHANGES = 500
"""Changes of one version that are kept at a time."""


@dataclass(frozen=True)
class WantedChange:
    """A passage of the text as the page showed it, and what was typed for it ("" takes it out)."""

    start: int
    end: int
    before: str
    typed: str
    why: str = ""
    finding: str = ""


@dataclass
class WordingAnswer:
    """What came of wanted changes, each by its place in the order given: rows, reasons, what somebody else put."""

    made: list[TextChange] = field(default_factory=list)
    errors: dict[int, list[Reason]] = field(default_factory=dict)
    theirs: dict[int, TextChange] = field(default_factory=dict)


def change_wording(
    plan: Plan, wanted: Sequence[WantedChange], *, version: UUID, base: int, by: Actor, now: datetime
) -> WordingAnswer:
    """Keep the changes that can be made; the others come back with their reasons. A second time does no harm.

    `version` and its revision `base` are what the page showed. Words that somebody else has changed since are left as
    they put them, and theirs comes back. Raises Refused "newer_version" when another document was filed since.
    """
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    answer = WordingAnswer()
    with writing(plan.commune, by=by, now=now) as journal:
        latest = _shown(plan, version)
        known = _active(latest)
        theirs = list(known) if latest.revision != base else []
        for at, one in enumerate(wanted):
            made = _made(latest.text, one)
            if same := next((row for row in known if _says_the_same(row, made)), None):
                answer.made.append(same)
            elif other := next((row for row in theirs if wording.overlapped(made, [_value(row)])), None):
                answer.theirs[at] = other
            elif reasons := _wrong(latest.text, made, known, one.why):
                answer.errors[at] = reasons
            else:
                row = _keep(latest, made, one.finding, by=by, now=now)
                known.append(row)
                answer.made.append(row)
                content, named = _told(latest, row)
                journal.record(Event.PLAN_WORDING_CHANGED, plan.id, content, personal=named)
    return answer


def _made(text: str, one: WantedChange) -> wording.TextChange:
    made = wording.change_at(text, one.start, one.end, one.typed, one.why)
    return made if text[one.start : one.end] == one.before else replace(made, before=one.before)


def _says_the_same(row: TextChange, made: wording.TextChange) -> bool:
    return (row.start, row.end, row.before, row.after) == (made.start, made.end, made.before, made.after)


def _wrong(text: str, made: wording.TextChange, known: list[TextChange], why: str) -> list[Reason]:
    """Why a change cannot be kept, each reason at its field; none when it can."""
    if len(known) >= MOST_CHANGES:
        message = "Đã có {most} chỗ sửa. Tạo bản đã sửa rồi làm tiếp."
        return [Reason("many_changes", message, {"most": MOST_CHANGES}, field="after")]
    wrong = unusable(why, LONGEST_WHY)
    about_why = [replace(wrong, field="why")] if wrong else []
    verdict = wording.may_change(text, made, [_value(row) for row in known])
    return [*(() if verdict else verdict.reasons), *about_why]


def _keep(version: PlanVersion, made: wording.TextChange, finding: str, *, by: Actor, now: datetime) -> TextChange:
    row = TextChange.objects.create(
        version=version,
        start=made.start,
        end=made.end,
        before=made.before,
        after=made.after,
        why=made.why,
        finding=finding[:16],
        by=by.person,
        at=now,
    )
    version.revision += 1
    version.save(update_fields=["revision"])
    return row


def withdraw_wording(plan: Plan, change: UUID, *, by: Actor, now: datetime) -> TextChange | None:
    """Let go of a change; its row stays. None when the version that is checked now has no such change."""
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        latest = _current(plan)
        require(may_reword(latest.plan.state, from_above=latest.plan.from_above))
        row = TextChange.objects.filter(pk=change, version=latest).first()
        if row is None or row.withdrawn_at is not None:
            return row
        row.withdrawn_by, row.withdrawn_at = by.person, now
        row.save(update_fields=["withdrawn_by", "withdrawn_at"])
        latest.revision += 1
        latest.save(update_fields=["revision"])
        content = {"version": latest.ordinal, "change": row.id, "place": [row.start, row.end]}
        journal.record(Event.PLAN_WORDING_WITHDRAWN, plan.id, content)
    return row


@dataclass(frozen=True)
class CorrectedPaper:
    """A Word file with the changes made, read and not kept yet; of which version, at which of its revisions."""

    paper: TakenPaper
    version: UUID
    revision: int


def prepare_corrected(plan: Plan, *, version: UUID, base: int, by: Actor) -> CorrectedPaper:
    """Make the corrected Word file and read it, in limited children, before any lock. Keeps nothing.

    What a person corrected in the reading of the old file is carried over where its words did not change.
    Raises Refused when the version is another by now, has no change, or its file is no Word file; formats' Refusal with
    the reasons of changes that cannot be made, their ids as the fields.
    """
    require(may(by, Act.PLAN_FILE, commune=plan.commune))
    latest = _shown(plan, version)
    require_same(latest, base)
    paper = read_paper(_amended(latest), corrected_name(latest))
    changes = [_value(row) for row in _active(latest)]
    # Read again, for what is kept of the reading may be a person's: the two are told apart by what the machine reads.
    read = read_paper(_bytes(latest), latest.file.name).reading
    reading = carry_checked(read, reading_of(latest), paper.reading, lambda place: wording.moved(place, changes))
    return CorrectedPaper(replace(paper, reading=reading), latest.pk, latest.revision)


def issue_corrected(plan: Plan, corrected: CorrectedPaper, *, reason: str, by: Actor, now: datetime) -> Filed:
    """File the corrected Word file as the next version of the paper. The filed one stays as it was; items keep their
    ids, and findings that were kept as they are stay so. Raises Refused when a change came in between."""
    require(may(by, Act.PLAN_FILE, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        latest = _shown(plan, corrected.version)
        require_same(latest, corrected.revision)
        rows = _active(latest)
        filed = refile_paper(plan, corrected.paper, reason=reason, by=by, now=now)
        filed.version.kept = latest.kept
        filed.version.save(update_fields=["kept"])
        values = [_value(row) for row in rows]
        spans = [
            {"change": row.id, "from": [row.start, row.end], "to": [moved, moved + len(row.after)]}
            for row in rows
            for moved in [wording.moved(row.start, values)]
        ]
        content = {"version": filed.version.ordinal, "from": latest.ordinal, "changes": spans}
        journal.record(Event.PLAN_REWORDED, plan.id, content)
    return filed


def marked_copy(version: PlanVersion, *, by: Actor, now: datetime, marked: bool) -> bytes:
    """The Word file with the changes, for the drafter: shown as tracked changes of the actor, or clean. Keeps nothing.

    Refusals as `prepare_corrected`."""
    require(may(by, Act.PLAN_CORRECT, commune=version.plan.commune))
    return _amended(version, wording.Marking(by.name, now.astimezone(UTC)) if marked else None)


def _amended(version: PlanVersion, marking: wording.Marking | None = None) -> bytes:
    if version.file is None or version.file.media_type != guard.DOCX:
        require(no("not_docx", "Tệp đã nạp không phải .docx nên không sửa được ngay trong tệp. In phiếu đề nghị."))
    rows = _active(version)
    if not rows:
        require(no("no_changes", "Chưa có chỗ sửa nào. Ghi ít nhất một chỗ sửa."))
    try:
        return amend_docx_limited(_bytes(version), [_value(row) for row in rows], marking)
    except Refusal as ground:
        raise Refusal(*(_of_row(reason, rows) for reason in ground.reasons)) from ground


def _bytes(version: PlanVersion) -> bytes:
    data = bytes_of(version.file)
    if data is None:
        raise Refused(no("file_lost", "Tệp đã nạp trên máy chủ bị mất hoặc đã bị sửa. Báo quản trị hệ thống."))
    return data


def _of_row(reason: Reason, rows: list[TextChange]) -> Reason:
    """The reason with the id of the change it speaks of as its field."""
    if reason.field is None:
        return reason
    return Reason(reason.code, reason.message, reason.params, reason.source, str(rows[int(reason.field)].pk))


def corrected_name(version: PlanVersion) -> str:
    """The name of the next file: after "ke-hoach.docx" comes "ke-hoach-ban-2.docx", then "ke-hoach-ban-3.docx"."""
    stem = re.sub(r"-ban-\d+$", "", PurePosixPath(version.file.name).stem)
    return f"{stem[:120]}-ban-{version.ordinal + 1}.docx"


def require_same(version: PlanVersion, base: int) -> None:
    """Raises Refused when the version was saved again since the page showed it at revision `base`."""
    if version.revision != base:
        require(no("changed_since", "Vừa có người sửa kế hoạch này. Xem lại danh sách bên dưới rồi bấm lại."))


def _current(plan: Plan) -> PlanVersion:
    return PlanVersion.objects.filter(plan=plan).order_by("-ordinal").select_related("plan", "file").first()


def _shown(plan: Plan, version: UUID) -> PlanVersion:
    """The newest version, when it is the one that the page showed and its words may still be changed."""
    latest = _current(plan)
    require(may_reword(latest.plan.state, from_above=latest.plan.from_above))
    if latest.drafted:
        require(no("drafted", "Kế hoạch này soạn ở đây, không có tệp. Sửa lời văn ở trang soạn."))
    if latest.pk != version:
        require(no("newer_version", "Vừa có bản mới hơn được nạp. Xem lại chỗ cần sửa trên bản mới."))
    return latest


def _active(version: PlanVersion) -> list[TextChange]:
    return list(version.text_changes.filter(withdrawn_at=None).order_by("start"))


def _value(row: TextChange) -> wording.TextChange:
    return wording.TextChange(row.start, row.end, row.before, row.after, row.why)


def _told(version: PlanVersion, row: TextChange) -> tuple[dict[str, Any], dict[str, str]]:
    """What the journal says of a change, and apart from it words in the name of who signs."""
    content: dict[str, Any] = {"version": version.ordinal, "change": row.id, "place": [row.start, row.end]}
    signer = reading_of(version).get("signatory") or {}
    first, last = (signer.get("source") or {}).get("chars") or (0, 0)
    if row.start < last and first < row.end:
        return content, {"before": row.before, "after": row.after}
    return content | {"before": row.before, "after": row.after}, {}
