"""The signed paper comes back: number, date, signer and scan are recorded by the clerk; the launch issues the plan."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.services import require, writing
from thidua.apps.plans.models import Plan
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.plans.life import PLAN_STEPS
from thidua.core.verdicts import Reason, refuse


def record_signature(
    plan: Plan,
    *,
    number: str,
    symbol: str,
    signed_on: date | None,
    signer: str,
    scan: StoredFile | None,
    by: Actor,
    now: datetime,
    today: date,
) -> Plan:
    """Record what stands on the signed paper. Raises Refused with a reason per field that is missing or impossible."""
    require(may(by, Act.PLAN_SIGN, commune=plan.commune))
    with writing(plan.commune, by=by, now=now) as journal:
        row = Plan.objects.select_related("scan").get(pk=plan.pk)
        require(PLAN_STEPS.may_move(row.state, "sign"))
        require(refuse(_missing(row, number=number, signed_on=signed_on, signer=signer, scan=scan, today=today)))
        row.number, row.symbol, row.signed_on, row.signer = number, symbol, signed_on, signer
        row.scan = scan or row.scan
        row.sign_recorded_by, row.sign_recorded_at = by.person, now
        row.state = PLAN_STEPS.after("sign")
        row.save()
        journal.record(
            Event.PLAN_SIGNED,
            plan.id,
            {"number": number, "symbol": symbol, "signed_on": signed_on, "scan": row.scan.sha256 if row.scan else None},
        )
    return row


def _missing(
    row: Plan, *, number: str, signed_on: date | None, signer: str, scan: StoredFile | None, today: date
) -> list[Reason]:
    reasons = []
    if not number.strip():
        reasons.append(Reason("D27", "Nhập số văn bản, ví dụ 15.", field="number"))
    elif not number.strip().rstrip("abcdđ").isdigit():
        reasons.append(
            Reason("D27", "Số văn bản chỉ gồm chữ số, ví dụ 15; phần “KH-UBND” ghi ở ô ký hiệu.", field="number")
        )
    if signed_on is None:
        reasons.append(Reason("D27", "Nhập ngày ký, ví dụ 05/12/2026.", field="signed_on"))
    elif signed_on > today:
        reasons.append(Reason("future", "Ngày ký còn ở phía trước. Ghi ngày trên văn bản đã ký.", field="signed_on"))
    if not signer.strip():
        reasons.append(Reason("D27", "Nhập tên người ký.", field="signer"))
    if scan is None and row.scan is None:
        reasons.append(Reason("D27", "Chọn tệp bản ký (bản quét hoặc PDF).", field="scan"))
    same = (
        Plan.objects.filter(commune=row.commune, number=number, symbol=row.symbol, signed_on__year=signed_on.year)
        .exclude(pk=row.pk)
        .exclude(state="discarded")
        .first()
        if number and signed_on
        else None
    )
    if same:
        text = "Số {number}/{symbol} đã dùng cho “{title}”."
        reasons.append(
            Reason("D54", text, {"number": number, "symbol": row.symbol, "title": same.title[:60]}, field="number")
        )
    return reasons


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
    with writing(commune, by=by, now=now):
        row = Plan.objects.get(pk=plan)
        require(PLAN_STEPS.may_move(row.state, "close"))
        row.state = PLAN_STEPS.after("close")
        row.save(update_fields=["state"])
