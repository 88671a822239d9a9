"""Amending an issued plan: a draft beside it, its signed paper, a proposal, and a new version when it is approved.

What an amendment does to the running movement stands downstream; its services call those here that say "called by".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from thidua.apps.journal.services import require, writing
from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Amendment, PaperKind, Plan, PlanVersion
from thidua.apps.plans.services.filing import TakenPaper, copy_head, refile_paper
from thidua.apps.units.models import Unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.life import AMENDMENT_STEPS, PLAN_STEPS, may_amend
from thidua.core.verdicts import Reason, no, refuse
from thidua.core.viet.text import clean

LONGEST_REASON = 500
LONGEST_REQUESTER = 300
OPEN = ("prepared", "proposed")
_COPIED = ("origin", "file", "text", "reading", "notes", "kept", "choices", "confirmed", "page_lines")


@dataclass(frozen=True)
class AmendmentCase:
    """Why a plan is amended, who asked (a unit of the tree, or words), and what kind of paper will be signed."""

    reason: str
    requester_unit: Unit | None = None
    requester: str = ""
    kind: str = PaperKind.DECISION


def check_case(case: AmendmentCase, commune: UUID) -> list[Reason]:
    """What is missing or impossible in the words of an amendment, each at its field."""
    found = []
    reason, requester = clean(case.reason), clean(case.requester)
    if not reason:
        found.append(Reason("D01", "Ghi lý do sửa đổi.", field="reason"))
    for name, text, most in (("reason", reason, LONGEST_REASON), ("requester", requester, LONGEST_REQUESTER)):
        if len(text) > most:
            words = "Dài {length} ký tự, tối đa {most}."
            found.append(Reason("D03", words, {"length": len(text), "most": most}, field=name))
    if case.requester_unit is None and not requester:
        words = "Chọn đơn vị đề nghị, hoặc ghi tên người, cơ quan đề nghị."
        found.append(Reason("D01", words, field="requester"))
    if case.requester_unit is not None and case.requester_unit.commune != commune:
        found.append(Reason("D35", "Chọn đơn vị trong danh sách của địa phương.", field="requester_unit"))
    if case.kind not in PaperKind.values:
        found.append(Reason("D34", "Chọn loại văn bản trong danh sách.", field="kind"))
    return found


def prepare_amendment(
    plan: Plan, case: AmendmentCase, *, paper: TakenPaper | None = None, by: Actor, now: datetime
) -> Amendment:
    """Begin an amendment of an issued plan: a draft of its own, first a copy of the version in force, then of `paper`.

    Raises Refused when the plan is not issued, when another amendment is on its way, or with a reason per field.
    """
    require(may(by, Act.AMENDMENT_PREPARE, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        row = Plan.objects.select_related("unit").get(pk=plan.pk)
        require(may_amend(row.state, is_open=Amendment.objects.filter(plan=row, state__in=OPEN).exists()))
        require(refuse(check_case(case, row.commune)))
        base = row.versions.select_related("file").order_by("-ordinal").first()
        draft = _copy_of(row, base, by=by, now=now)
        made = Amendment.objects.create(
            commune=row.commune,
            plan=row,
            draft=draft,
            base=base,
            kind=case.kind,
            reason=case.reason,
            requester_unit=case.requester_unit,
            requester="" if case.requester_unit else case.requester,
            prepared_by=by.person,
            prepared_at=now,
        )
        if paper is not None:
            refile_paper(draft, paper, reason=case.reason, by=by, now=now)
        journal.record(
            Event.AMENDMENT_PREPARED,
            row.id,
            {"amendment": made.id, "draft": draft.id, "base": base.ordinal, "reason": made.reason, "kind": made.kind},
            personal={"requester": made.requester},
        )
    return made


def _copy_of(plan: Plan, base: PlanVersion, *, by: Actor, now: datetime) -> Plan:
    """The draft of an amendment as it begins: the words and the reading of the version in force, ids and all."""
    draft = Plan.objects.create(
        commune=plan.commune,
        unit=plan.unit,
        title=plan.title,
        year=plan.year,
        higher_id=plan.higher_id,
        filed_by=by.person,
        filed_at=now,
    )
    copied = {name: getattr(base, name) for name in _COPIED}
    PlanVersion.objects.create(plan=draft, ordinal=1, read_at=now, read_by=by.person, **copied)
    return draft


def open_amendment(plan: Plan) -> Amendment | None:
    """The amendment that `plan` is the draft of, while it is on its way."""
    return Amendment.objects.filter(draft=plan, state__in=OPEN).first()


def mark_proposed(amendment: Amendment, reading: str, *, by: Actor, now: datetime) -> Amendment:
    """Called by the proposal, inside its transaction. `reading` names what is proposed; twice does no harm."""
    with writing(amendment.commune, by=by, now=now) as journal:
        row = Amendment.objects.get(pk=amendment.pk)
        if row.state == "proposed":
            return row
        require(AMENDMENT_STEPS.may_move(row.state, "propose"))
        row.state = AMENDMENT_STEPS.after("propose")
        row.proposed_by, row.proposed_at, row.proposed_reading, row.sent_back = by.person, now, reading, ""
        row.save()
        journal.record(Event.AMENDMENT_PROPOSED, row.plan_id, {"amendment": row.id, "reading": reading})
    return row


def send_back_amendment(amendment: Amendment, why: str, *, by: Actor, now: datetime) -> Amendment:
    """The proposal goes back to be prepared, with a word; a second time does no harm."""
    require(may(by, Act.AMENDMENT_APPROVE, commune=amendment.commune))
    with writing(amendment.commune, by=by, now=now) as journal:
        row = Amendment.objects.get(pk=amendment.pk)
        if row.state == "prepared":
            return row
        require(AMENDMENT_STEPS.may_move(row.state, "send_back"))
        if not clean(why):
            require(no("D01", "Ghi một câu: cần sửa gì trước khi duyệt.", field="why"))
        row.state = AMENDMENT_STEPS.after("send_back")
        row.proposed_by, row.proposed_at, row.proposed_reading = None, None, ""
        row.sent_back = clean(why)[:LONGEST_REASON]
        row.save()
        journal.record(Event.AMENDMENT_RETURNED, row.plan_id, {"amendment": row.id, "why": row.sent_back})
    return row


def mark_withdrawn(amendment: Amendment, *, by: Actor, now: datetime) -> Amendment:
    """Called by the withdrawal, inside its transaction: the draft is put aside and the plan stays as it is."""
    with writing(amendment.commune, by=by, now=now) as journal:
        row = Amendment.objects.select_related("draft").get(pk=amendment.pk)
        if row.state == "withdrawn":
            return row
        require(AMENDMENT_STEPS.may_move(row.state, "withdraw"))
        require(PLAN_STEPS.may_move(row.draft.state, "put_aside"))
        row.draft.state = PLAN_STEPS.after("put_aside")
        row.draft.save(update_fields=["state"])
        row.state, row.withdrawn_at = AMENDMENT_STEPS.after("withdraw"), now
        row.save(update_fields=["state", "withdrawn_at"])
        journal.record(Event.AMENDMENT_WITHDRAWN, row.plan_id, {"amendment": row.id})
    return row


def add_amended_version(amendment: Amendment, *, by: Actor, now: datetime) -> Amendment:
    """Called by the approval, inside its transaction: the draft's reading becomes the newest version of the plan, and
    the draft itself is the issued paper that amended it."""
    with writing(amendment.commune, by=by, now=now) as journal:
        row = Amendment.objects.select_related("plan", "draft", "base", "requester_unit").get(pk=amendment.pk)
        require(AMENDMENT_STEPS.may_move(row.state, "approve"))
        require(PLAN_STEPS.may_move(row.draft.state, "issue"))
        newest = row.draft.versions.select_related("file").order_by("-ordinal").first()
        copied = {name: getattr(newest, name) for name in _COPIED}
        version = PlanVersion.objects.create(
            plan=row.plan,
            ordinal=row.base.ordinal + 1,
            reason=row.reason,
            requester=row.asked_by,
            read_at=now,
            read_by=newest.read_by,
            **copied,
        )
        copy_head(row.plan, reading_of(version))
        row.draft.state = PLAN_STEPS.after("issue")
        row.draft.save(update_fields=["state"])
        row.state, row.version = AMENDMENT_STEPS.after("approve"), version
        row.ordinal = 1 + Amendment.objects.filter(plan=row.plan, ordinal__isnull=False).count()
        row.approved_by, row.approved_at = by.person, now
        row.save()
        paper = {"number": row.draft.number, "symbol": row.draft.symbol, "signed_on": row.draft.signed_on}
        journal.record(
            Event.AMENDMENT_APPLIED,
            row.plan_id,
            paper | {"amendment": row.id, "ordinal": row.ordinal, "version": version.ordinal},
        )
    return row
