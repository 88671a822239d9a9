"""The signed paper comes back: number, date, signer and scan are recorded by the clerk; the launch issues the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.services import require, writing
from thidua.apps.plans.models import Amendment, Plan
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse


@dataclass(frozen=True)
class Signature:
    """What stands on the signed paper, as the clerk reads it. `scan` may be left out when one is kept already."""

    number: str
    symbol: str
    signed_on: date | None
    signer: str
    scan: StoredFile | None = None


def record_signature(plan: Plan, paper: Signature, *, by: Actor, now: datetime, today: date) -> Plan:
    """Record the signature. Raises Refused with a reason per field that is missing or impossible."""
    require(may(by, Act.PLAN_SIGN, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        row = Plan.objects.select_related("scan").get(pk=plan.pk)
        require(PLAN_STEPS.may_move(row.state, "sign"))
        require(_not_proposed(row))
        require(refuse(_wrong(row, paper, today, scan_sent=paper.scan is not None)))
        row.number, row.symbol, row.signed_on, row.signer = paper.number, paper.symbol, paper.signed_on, paper.signer
        row.scan = paper.scan or row.scan
        row.sign_recorded_by, row.sign_recorded_at = by.person, now
        row.state = PLAN_STEPS.after("sign")
        row.save()
        content = {"number": paper.number, "symbol": paper.symbol, "signed_on": paper.signed_on}
        journal.record(Event.PLAN_SIGNED, plan.id, content | {"scan": row.scan.sha256 if row.scan else None})
    return row


def _not_proposed(row: Plan) -> Verdict:
    """A second person approves the paper that was recorded when the amendment was proposed."""
    if Amendment.objects.filter(draft=row, state="proposed").exists():
        return no("proposed", "Sửa đổi đang chờ duyệt. Trả lại sửa đổi trước khi ghi lại bản ký.")
    return YES


_NOT_A_NUMBER = "Số văn bản chỉ gồm chữ số, ví dụ 15; phần “KH-UBND” ghi ở ô ký hiệu."


def check_signature(plan: Plan, paper: Signature, *, scan_sent: bool, today: date) -> None:
    """What `record_signature` would refuse, asked before the bytes of the scan are kept: a refusal leaves no file."""
    require(refuse(_wrong(plan, paper, today, scan_sent=scan_sent)))


def _wrong(row: Plan, paper: Signature, today: date, *, scan_sent: bool) -> list[Reason]:
    found = []
    if not paper.number.strip():
        found.append(Reason("D27", "Nhập số văn bản, ví dụ 15.", field="number"))
    elif not re.fullmatch(r"[0-9]{1,10}[a-dđ]?", paper.number.strip()):
        found.append(Reason("D27", _NOT_A_NUMBER, field="number"))
    if paper.signed_on is None:
        found.append(Reason("D27", "Nhập ngày ký, ví dụ 05/12/2026.", field="signed_on"))
    elif paper.signed_on > today:
        found.append(Reason("future", "Ngày ký còn ở phía trước. Ghi ngày trên văn bản đã ký.", field="signed_on"))
    if not paper.signer.strip():
        found.append(Reason("D27", "Nhập tên người ký.", field="signer"))
    if not scan_sent and row.scan is None:
        found.append(Reason("D27", "Chọn tệp bản ký (bản quét hoặc PDF).", field="scan"))
    return found or _number_taken(row, paper)


def _number_taken(row: Plan, paper: Signature) -> list[Reason]:
    """One number is one paper of one issuer and year (annex D54)."""
    year = paper.signed_on.year if paper.signed_on else 0
    rivals = Plan.objects.filter(
        commune=row.commune,
        number=paper.number,
        symbol=paper.symbol,
        signed_on__year=year,
        sign_recorded_at__isnull=False,
        from_above=row.from_above,
    )
    same = rivals.exclude(pk=row.pk).exclude(state="discarded").first()
    if same is None:
        return []
    told = {"number": paper.number, "symbol": paper.symbol, "title": same.title[:60]}
    return [Reason("D54", "Số {number}/{symbol} đã dùng cho “{title}”.", told, field="number")]


def link_higher_plan(plan: Plan, higher: Plan | None, *, by: Actor, now: datetime) -> Plan:
    """Say which plan of the level above this one carries out (or that none is kept here)."""
    require(may(by, Act.PLAN_CORRECT, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        row = Plan.objects.get(pk=plan.pk)
        row.higher = higher
        row.save(update_fields=["higher"])
        journal.record(Event.PLAN_LINKED, plan.id, {"higher": higher.id if higher else None})
    return row


def issue_plan(plan: UUID, *, by: Actor, now: datetime, commune: UUID) -> None:
    """Called by the launch, inside its transaction: from now on the paper is true as signed."""
    with writing(commune, by=by, now=now) as journal:
        row = Plan.objects.get(pk=plan)
        require(PLAN_STEPS.may_move(row.state, "issue"))
        row.state = PLAN_STEPS.after("issue")
        row.save(update_fields=["state"])
        journal.record(Event.PLAN_ISSUED, plan, {"number": row.number, "symbol": row.symbol})


def close_plan(plan: UUID, *, by: Actor, now: datetime, commune: UUID) -> None:
    """Called when its movement closes."""
    with writing(commune, by=by, now=now) as journal:
        row = Plan.objects.get(pk=plan)
        require(PLAN_STEPS.may_move(row.state, "close"))
        row.state = PLAN_STEPS.after("close")
        row.save(update_fields=["state"])
        journal.record(Event.PLAN_CLOSED, plan, {"number": row.number, "symbol": row.symbol})
