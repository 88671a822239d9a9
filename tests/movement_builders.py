"""Movements to start a test from: a small reading in the form of the contract, a signed plan, a draft, a launch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from cast import TODAY, Cast
from thidua.apps.files.models import StoredFile
from thidua.apps.movements import services
from thidua.apps.movements.models import Assignment, Movement
from thidua.apps.plans.mapping import put_reading, reading_of
from thidua.apps.plans.models import Plan, PlanVersion
from thidua.apps.plans.services import AmendmentCase, Signature, prepare_amendment, record_signature
from thidua.apps.units.models import Unit
from thidua.core.plans.identity import name_items

TEXT = """KẾ HOẠCH
(1) Thu ngân sách trên địa bàn đạt 120,5 tỷ đồng.
(2) 95% hộ gia đình đạt danh hiệu gia đình văn hóa trở lên.
(3) Giữ vững trật tự bến bãi: không có vụ cháy; 100% tàu có phao.
Các đơn vị gửi báo cáo về Phòng Văn hóa - Xã hội trước ngày 05/12/2026.
"""


def an_id(name: str) -> str:
    """The same id for the same word, so that tests may name an item."""
    return str(uuid5(NAMESPACE_URL, name))


def a_measure(
    metric: str = "Thu ngân sách", *, operator: str = "at_least", value: Any = 120, unit: str = "tỷ đồng"
) -> dict:
    return {"metric": metric, "operator": operator, "value": value, "unit": unit, "as_written": f"đạt {value} {unit}"}


def a_target(label: str, text: str, *, measures: list[dict] | None = None, **more: Any) -> dict:
    found = TEXT.find(text)
    place = {"lines": [TEXT[:found].count("\n") + 1] * 2, "chars": [found, found + len(text)]} if found > 0 else None
    source = {"source": place} if place else {}
    return {"id": an_id(label), "label": label, "text": text, "measures": measures or [a_measure()]} | source | more


def a_reading(**changes: Any) -> dict[str, Any]:
    """A plan of three targets, the third in two parts, with two deadlines and duties for one unit and one class."""
    reading: dict[str, Any] = {
        "format": "thidua-plan/1",
        "document": {
            "kind": "plan", "number": "15", "symbol": "KH-UBND", "date": "2026-01-20", "title": "Thi đua năm 2026",
            "issuer": {"name": "Ủy ban nhân dân phường Bến Ngọc", "level": "commune"},
        },
        "movement": {"name": "Thi đua yêu nước năm 2026", "type": "annual"},
        "themes": [{"of": "commune", "text": "Phố sạch, lòng dân thuận", "year": 2026}],
        "legal_bases": [], "purposes": [], "requirements": [], "objective": None,
        "targets": [
            a_target("(1)", "Thu ngân sách trên địa bàn đạt 120,5 tỷ đồng."),
            a_target("(2)", "95% hộ gia đình đạt danh hiệu gia đình văn hóa trở lên."),
            a_target(
                "(3)", "Giữ vững trật tự bến bãi: không có vụ cháy; 100% tàu có phao.",
                sub_targets=[a_target("a)", "không có vụ cháy"), a_target("b)", "100% tàu có phao")],
            ),
        ],
        "tasks": [],
        "period": {"from": "2026-01-01", "to": "2026-12-31"},
        "phases": [{"label": "Giai đoạn 1", "name": "Đăng ký", "from": "2026-01", "to": "2026-03"}],
        "assignments": [
            {"unit": "Phòng Văn hóa - Xã hội", "duties": [{"role": "lead", "text": "Theo dõi, đôn đốc."}]},
            {"unit": "Các tổ dân phố", "duties": [{"role": "perform", "text": "Dọn vệ sinh ngõ phố."}]},
        ],
        "deadlines": [
            {
                "id": an_id("year"), "kind": "report", "when": "trước ngày 05/12/2026", "date": "2026-12-05",
                "bound": "before", "who": ["Các tổ dân phố"], "to": "Phòng Văn hóa - Xã hội", "what": "Báo cáo năm",
            },
            {
                "id": an_id("up"), "kind": "report", "when": "trước ngày 15/12/2026", "date": "2026-12-15",
                "bound": "before", "to": "Ban Thi đua - Khen thưởng thành phố", "what": "Báo cáo thành phố",
            },
        ],
        "commendation": [], "linked_movements": [{"name": "Cả nước chung tay vì người nghèo"}],
        "channels": [], "recipients": [], "signatory": None,
    }  # fmt: skip
    return name_items(reading | changes, lambda: str(uuid4()))


def a_file(commune: Unit, *, content: str = TEXT, name: str = "ke-hoach.txt", now: datetime) -> StoredFile:
    data = content.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return StoredFile.objects.create(
        commune=commune.commune, sha256=sha256, name=name, media_type="text/plain", size=len(data), stored_at=now
    )


def a_plan(cast: Cast, now: datetime, *, state: str = "signed", reading: dict | None = None, title: str = "") -> Plan:
    """A paper of the ward with one version; signed with number 15 unless another `state` is asked."""
    signed = state in ("signed", "issued", "closed")
    head = (
        {"number": "15", "symbol": "KH-UBND", "signed_on": date(2026, 1, 20), "sign_recorded_at": now} if signed else {}
    )
    plan = Plan.objects.create(
        commune=cast.ward.id, unit=cast.ward, title=title or "Thi đua năm 2026", state=state, filed_at=now, **head
    )
    text = TEXT + (title and f"{title}\n")
    version = PlanVersion(plan=plan, ordinal=1, file=a_file(cast.ward, content=text, now=now), text=text, read_at=now)
    put_reading(version, reading or a_reading())
    version.save()
    return plan


def a_draft(cast: Cast, now: datetime, *, plan: Plan | None = None, owned: bool = True) -> Movement:
    """A movement in preparation; with `owned` every target is given to the economy office, led by nobody by name."""
    plan = plan or a_plan(cast, now)
    movement = services.draft_movement(plan, by=cast.clerk.actor, now=now, today=TODAY)
    Assignment.objects.filter(movement=movement).update(owner=cast.economy if owned else None)
    return movement


def a_proposal(cast: Cast, now: datetime, **more: Any) -> Movement:
    return services.propose_launch(a_draft(cast, now, **more), by=cast.clerk.actor, now=now)


def a_launched(cast: Cast, now: datetime, **more: Any) -> Movement:
    return services.launch_movement(a_proposal(cast, now, **more), by=cast.chair.actor, now=now, today=TODAY)


def a_case(**changes: Any) -> AmendmentCase:
    return AmendmentCase(**{"reason": "Thành phố giao lại chỉ tiêu", "requester": "Phòng Kinh tế"} | changes)


def an_amendment(cast: Cast, now: datetime, movement: Movement, change: Callable[[dict], None] | None = None) -> Any:
    """An amendment prepared by the clerk; `change` alters the reading of its draft in place."""
    amendment = prepare_amendment(movement.plan, a_case(), by=cast.clerk.actor, now=now)
    if change is not None:
        version = amendment.draft.versions.get()
        reading = reading_of(version)
        change(reading)
        put_reading(version, name_items(reading, lambda: str(uuid4())))
        version.save()
    return amendment


def sign_amendment(cast: Cast, now: datetime, amendment: Any, *, number: str = "31") -> None:
    """The signed paper comes back: its number, today's day and a scan are recorded by the clerk."""
    scan = a_file(cast.ward, content=f"scan {number}", name="ban-ky.pdf", now=now)
    paper = Signature(number, "QĐ-UBND", TODAY, "Trần Quốc Bảo", scan)
    record_signature(amendment.draft, paper, by=cast.clerk.actor, now=now, today=TODAY)


def a_proposed_amendment(cast: Cast, now: datetime, movement: Movement, change: Callable[[dict], None]) -> Any:
    amendment = an_amendment(cast, now, movement, change)
    sign_amendment(cast, now, amendment)
    return services.propose_amendment(amendment, by=cast.clerk.actor, now=now, today=TODAY)


def an_applied_amendment(cast: Cast, now: datetime, movement: Movement, change: Callable[[dict], None]) -> Any:
    amendment = a_proposed_amendment(cast, now, movement, change)
    return services.approve_amendment(amendment, by=cast.chair.actor, now=now, today=TODAY)


def lower_first(reading: dict) -> None:
    """The first target is lowered to 100, in its figure and its words."""
    reading["targets"][0]["measures"][0]["value"] = 100
    reading["targets"][0]["text"] = "Thu ngân sách trên địa bàn đạt 100 tỷ đồng."


def move_yearly(reading: dict) -> None:
    """The yearly report of the residential groups moves from 5 to 10 December."""
    reading["deadlines"][0] |= {"when": "trước ngày 10/12/2026", "date": "2026-12-10"}
