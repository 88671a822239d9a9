"""Rules of amendments: two persons, a paper, and a movement that says what the newest version of its plan says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from thidua.apps.movements.mapping import measures_text
from thidua.core.plans.contract import loads
from thidua.jobs.keeping.invariants.registry import invariant
from thidua.jobs.keeping.tables import table


@invariant("Sửa đổi kế hoạch do người khác duyệt")
def amendments_by_two() -> Iterator[str]:
    for row in table("plans.Amendment").filter(state="applied", approved_by__isnull=False).select_related("draft"):
        if row.approved_by in (row.prepared_by, row.proposed_by, row.draft.sign_recorded_by):
            yield f"Sửa đổi lần {row.ordinal}: người duyệt cũng là người soạn, ghi bản ký hoặc đề nghị."


@invariant("Sửa đổi đã áp dụng có văn bản đã ký và bản mới của đúng kế hoạch")
def amendments_have_paper() -> Iterator[str]:
    wanted = {"prepared": {"draft", "checked", "signed"}, "proposed": {"draft", "checked", "signed"}}
    wanted |= {"applied": {"issued"}, "withdrawn": {"discarded"}}
    for row in table("plans.Amendment").select_related("draft", "version"):
        if row.draft.state not in wanted[row.state]:
            states = f"{row.get_state_display()}, văn bản: {row.draft.get_state_display()}"
            yield f"Sửa đổi “{row.reason[:60]}”: {states}."
        if row.version is not None and row.version.plan_id != row.plan_id:
            yield f"Sửa đổi “{row.reason[:60]}”: bản mới thuộc kế hoạch khác."


@invariant("Chỉ tiêu đang thực hiện đúng như bản mới nhất của kế hoạch")
def targets_follow_plan() -> Iterator[str]:
    for movement in table("movements.Movement").filter(state__in=["launched", "closed"]):
        newest = table("plans.PlanVersion").filter(plan_id=movement.plan_id).order_by("-ordinal")
        items = {UUID(item["id"]): item for item in _targets(loads(newest.values_list("reading", flat=True)[0]))}
        rows = {row.pk: row for row in table("movements.Target").filter(movement=movement, withdrawn_on__isnull=True)}
        if odd := len(set(rows) ^ set(items)):
            yield f"“{movement.name[:60]}”: {odd} chỉ tiêu không khớp với bản mới nhất của kế hoạch."
        for key in set(rows) & set(items):
            row, item = rows[key], items[key]
            if row.text != item["text"] or row.measures != measures_text(item["measures"]):
                yield f"Chỉ tiêu {row.label or row.number}: khác bản mới nhất của kế hoạch."


def _targets(reading: Any) -> Iterator[dict[str, Any]]:
    """Targets and their parts at any depth."""
    waiting = list(reading["targets"])
    while waiting:
        item = waiting.pop()
        yield item
        waiting += item.get("sub_targets") or ()


@invariant("Chỉ tiêu, hạn đã thôi không còn việc giao theo chúng")
def withdrawn_bind_nobody() -> Iterator[str]:
    for row in table("movements.Target").filter(withdrawn_on__isnull=False, withdrawn_by__isnull=True):
        yield f"Chỉ tiêu {row.label or row.number} đã thôi nhưng không rõ theo sửa đổi nào."
    duties = table("movements.Duty").filter(withdrawn_on__isnull=True)
    for what in ("target", "deadline"):
        for row in duties.filter(**{f"{what}__withdrawn_on__isnull": False}):
            yield f"Việc “{row.text[:60]}” còn giao theo nội dung đã thôi."
