"""Rules of the river: plan papers, movements, targets, duties, time limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import F

from thidua.apps.movements.mapping import deadline_of, measures_of
from thidua.core.calendar.deadlines import closes_at
from thidua.core.plans.contract import loads
from thidua.jobs.keeping.invariants.registry import invariant
from thidua.jobs.keeping.tables import table

_PLAN_WHEN_MOVEMENT = {"launched": {"issued"}, "closed": {"issued", "closed"}}


@invariant("Mỗi kế hoạch có các bản đánh số từ 1, không thiếu")
def plan_versions_numbered() -> Iterator[str]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for plan, ordinal in table("plans.PlanVersion").order_by("ordinal").values_list("plan_id", "ordinal"):
        found[plan].append(ordinal)
    for plan, title in table("plans.Plan").values_list("pk", "title"):
        if found[plan] != list(range(1, len(found[plan]) + 1)) or not found[plan]:
            yield f"Kế hoạch “{title[:60]}”: các bản {found[plan]} không liền nhau."


@invariant("Kết quả đọc của mỗi bản kế hoạch đúng mẫu")
def plan_readings_in_form() -> Iterator[str]:
    for key, reading in table("plans.PlanVersion").values_list("pk", "reading").iterator(chunk_size=50):
        try:
            sound = loads(reading).get("format") == "thidua-plan/1"
        except ValueError:
            sound = False
        if not sound:
            yield f"Bản kế hoạch {key}: không đọc được kết quả đã lưu."


@invariant("Dấu nguồn trong kế hoạch nằm trong văn bản đã lưu")
def plan_sources_inside() -> Iterator[str]:
    for key, text, reading in table("plans.PlanVersion").values_list("pk", "text", "reading").iterator(chunk_size=50):
        try:
            spans = list(_spans(loads(reading)))
        except ValueError:
            continue
        if any(not 0 <= first <= last <= len(text) for first, last in spans):
            yield f"Bản kế hoạch {key}: có dấu nguồn ngoài văn bản."


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if isinstance(chars := (value.get("source") or {}).get("chars"), list):
            yield int(chars[0]), int(chars[1])
        for part in value.values():
            yield from _spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from _spans(part)


@invariant("Chỗ sửa lời văn đứng đúng chữ của văn bản")
def text_changes_stand() -> Iterator[str]:
    for row in table("plans.TextChange").select_related("version").order_by("version_id", "start"):
        if row.version.text[row.start : row.end] != row.before:
            yield f"Chỗ sửa lời văn {row.pk}: chữ “{row.before[:60]}” không đứng ở đó."


@invariant("Kế hoạch đã ký có số, ngày và người ghi")
def signed_plans_recorded() -> Iterator[str]:
    for row in table("plans.Plan").filter(state__in=["signed", "issued", "closed"]):
        if not row.number or row.signed_on is None or row.sign_recorded_at is None:
            yield f"Kế hoạch “{row.title[:60]}” ghi đã ký nhưng thiếu số, ngày hoặc lúc ghi."


@invariant("Tệp của kế hoạch thuộc cùng địa phương")
def plan_files_at_home() -> Iterator[str]:
    for row in table("plans.PlanVersion").select_related("plan", "file").only("plan__commune", "file__commune"):
        if row.file is not None and row.plan.commune != row.file.commune:
            yield f"Bản kế hoạch {row.pk}: tệp ở địa phương khác."


@invariant("Bước của phong trào khớp với bước của kế hoạch")
def movement_state_fits_plan() -> Iterator[str]:
    rows = table("movements.Movement").select_related("plan")
    for row in rows:
        allowed = _PLAN_WHEN_MOVEMENT.get(row.state)
        if allowed and row.plan.state not in allowed:
            states = f"{row.get_state_display()}, kế hoạch: {row.plan.get_state_display()}"
            yield f"“{row.name[:60]}”: {states}."
    live = set(table("movements.Movement").filter(state__in=["launched", "closed"]).values_list("plan_id", flat=True))
    for row in table("plans.Plan").filter(state="issued", amendment__isnull=True):
        if row.pk not in live:
            yield f"Kế hoạch “{row.title[:60]}” đã ban hành nhưng phong trào chưa phát động."


@invariant("Phong trào, kế hoạch và đơn vị cùng địa phương")
def movement_at_home() -> Iterator[str]:
    for row in table("movements.Movement").select_related("plan", "unit"):
        if {row.commune, row.plan.commune, row.unit.commune} != {row.commune}:
            yield f"“{row.name[:60]}”: địa phương không khớp."


@invariant("Phát động do hai người khác nhau, có thời điểm")
def launches_by_two() -> Iterator[str]:
    for row in table("movements.Movement").filter(state__in=["launched", "closed"]):
        if row.launched_at is None or row.proposed_at is None or row.proposed_at > row.launched_at:
            yield f"“{row.name[:60]}”: thiếu hoặc sai thời điểm đề nghị, phát động."
        elif row.launched_by is not None and row.launched_by == row.proposed_by:
            yield f"“{row.name[:60]}”: người xác nhận chính là người đề nghị."


@invariant("Phong trào chưa phát động chưa có chỉ tiêu, nhiệm vụ")
def drafts_wrote_nothing() -> Iterator[str]:
    for name in ("Target", "Duty", "Participant", "Deadline"):
        rows = table(f"movements.{name}").filter(movement__state__in=["draft", "proposed"])
        if found := rows.count():
            yield f"{found} dòng {name} của phong trào chưa phát động."


@invariant("Phong trào đã phát động có đủ chỉ tiêu của kế hoạch")
def launched_targets_complete() -> Iterator[str]:
    for row in table("movements.Movement").filter(state="launched"):
        version = table("plans.PlanVersion").filter(plan_id=row.plan_id, read_at__lte=row.launched_at)
        latest = version.order_by("-ordinal").values_list("reading", flat=True).first()
        wanted = {UUID(item["id"]) for item in loads(latest)["targets"] if item.get("id")} if latest else set()
        there = set(table("movements.Target").filter(movement=row).values_list("pk", flat=True))
        if missing := wanted - there:
            yield f"“{row.name[:60]}”: thiếu {len(missing)} chỉ tiêu so với kế hoạch."


@invariant("Mỗi chỉ tiêu đã phát động có đơn vị chủ trì")
def launched_targets_owned() -> Iterator[str]:
    for row in table("movements.Target").filter(owner__isnull=True, movement__state="launched"):
        yield f"Chỉ tiêu {row.label or row.number} chưa có đơn vị chủ trì."


@invariant("Chỉ tiêu con thuộc cùng phong trào; mức đọc được")
def targets_in_form() -> Iterator[str]:
    for row in table("movements.Target").filter(parent__isnull=False).exclude(parent__movement=F("movement")):
        yield f"Chỉ tiêu {row.label or row.number}: chỉ tiêu cha ở phong trào khác."
    for key, measures in table("movements.Target").values_list("pk", "measures"):
        try:
            sound = isinstance(measures_of(measures), list)
        except (ValueError, KeyError):
            sound = False
        if not sound:
            yield f"Chỉ tiêu {key}: mức chỉ tiêu không đọc được."


@invariant("Nhiệm vụ thuộc đơn vị đang tham gia phong trào")
def duties_of_participants() -> Iterator[str]:
    pairs = set(table("movements.Participant").values_list("movement_id", "unit_id"))
    for row in table("movements.Duty").select_related("unit"):
        if (row.movement_id, row.unit_id) not in pairs:
            yield f"{row.unit.name}: có nhiệm vụ nhưng không tham gia phong trào."


@invariant("Nhiệm vụ trỏ đến chỉ tiêu, thời hạn của cùng phong trào")
def duties_inside_movement() -> Iterator[str]:
    duties = table("movements.Duty")
    for what in ("target", "deadline"):
        other = duties.filter(**{f"{what}__isnull": False}).exclude(**{f"{what}__movement": F("movement")})
        for row in other:
            yield f"Nhiệm vụ {row.pk} trỏ đến phong trào khác."


@invariant("Đơn vị tham gia thuộc địa phương của phong trào")
def participants_at_home() -> Iterator[str]:
    for row in table("movements.Participant").select_related("movement", "unit", "unit__parent"):
        above = row.unit.parent.commune if row.unit.parent else None
        if row.movement.commune not in (row.unit.commune, above):
            yield f"{row.unit.name} tham gia phong trào của địa phương khác."


@invariant("Thời điểm hết hạn tính lại từ chữ và cách chọn vẫn như đã lưu")
def deadlines_recomputed() -> Iterator[str]:
    for row in table("movements.Deadline"):
        if row.closes_at != closes_at(deadline_of(row)):
            yield f"Thời hạn “{row.words[:60]}”: thời điểm đã lưu khác thời điểm tính lại."


@invariant("Phiếu giao và phiếu ghép chỉ trỏ đến đơn vị cùng cây")
def assignments_at_home() -> Iterator[str]:
    for row in table("movements.Assignment").filter(owner__isnull=False).select_related("movement", "owner"):
        if row.owner.commune != row.movement.commune and row.owner.parent_id != row.movement.unit_id:
            yield f"{row.owner.name} được giao chỉ tiêu của địa phương khác."


@invariant("Số giao thuộc đơn vị cùng địa phương; phát động rồi thì đơn vị đó đang tham gia")
def shares_at_home() -> Iterator[str]:
    pairs = set(table("movements.Participant").values_list("movement_id", "unit_id"))
    for row in table("movements.Share").filter(taken_back=False).select_related("movement", "unit"):
        live = row.movement.state in ("launched", "closed")
        if row.unit.commune != row.movement.commune:
            yield f"{row.unit.name} được giao số của địa phương khác."
        elif live and (row.movement_id, row.unit_id) not in pairs:
            yield f"{row.unit.name}: có số giao nhưng không tham gia phong trào."
