"""What happens in the sample ward, day by day, by the clerk's and the chairman's own acts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from thidua.apps.files.services import store_file
from thidua.apps.movements import queries as movements
from thidua.apps.movements.queries.assigning import assign_view
from thidua.apps.movements.services import (
    AssignmentRow,
    acknowledge_duties,
    assign_targets,
    close_movement,
    draft_movement,
    launch_movement,
    propose_launch,
)
from thidua.apps.plans import queries as plans
from thidua.apps.plans.services import (
    Filed,
    Signature,
    check_plan_done,
    choose_deadline,
    file_plan,
    link_higher_plan,
    record_signature,
)
from thidua.core.actors import Actor
from thidua.jobs.sample_ward.world import HERE, World

Progress = Callable[[str], None]
_CLERK, _CHAIR = "huong.vt", "khai.dm"
_ACKNOWLEDGING = ("thuy.tt", "khoa.ta", "chi.ph", "dung.vq", "nga.dt", "man.dt")


def earlier_year(world: World, progress: Progress) -> None:
    """The half year after the ward was founded: launched in July 2025, closed in January 2026."""
    progress("Đọc, phát động kế hoạch năm 2025")
    world.goes_on(2025, 7, 15)
    filed = _file(world, "ke-hoach-2025.docx")
    world.goes_on(2025, 7, 16)
    movement = _launch(world, filed, "ke-hoach-2025-ban-ky.pdf")
    world.goes_on(2025, 7, 21)
    _acknowledge(world, movement)
    world.goes_on(2026, 1, 5)
    close_movement(movement, by=world.actor(_CLERK), now=world.now)


def this_year(world: World, progress: Progress, *, launched: bool) -> None:
    """The city's plan comes, the ward's own follows it all its way."""
    progress("Đọc kế hoạch của thành phố")
    world.goes_on(2026, 1, 12)
    above = _file(world, "ke-hoach-thanh-pho.docx", from_above=True)
    progress("Đọc kế hoạch năm 2026 của phường")
    world.goes_on(2026, 1, 20)
    annual = _file(world, "ke-hoach-2026.docx")
    link_higher_plan(annual.plan, above.plan, by=world.actor(_CLERK), now=world.now)
    if launched:
        progress("Phân công và phát động")
        world.goes_on(2026, 1, 22)
        movement = _launch(world, annual, "ke-hoach-2026-ban-ky.pdf")
        world.goes_on(2026, 1, 26)
        _acknowledge(world, movement)


def later_papers(world: World, progress: Progress) -> None:
    """Papers that wait for the clerk: a PDF, a scan, a text file."""
    for name, day, words in (
        ("chuyen-de-2026-2030.pdf", (2026, 3, 3), "Đọc kế hoạch chuyên đề"),
        ("khoi-thi-dua-01.png", (2026, 3, 9), "Đọc bản quét kế hoạch của khối"),
        ("dot-thi-dua.txt", (2026, 6, 5), "Đọc kế hoạch đợt thi đua"),
    ):
        progress(words)
        world.goes_on(*day)
        _file(world, name)


def _file(world: World, name: str, *, from_above: bool = False) -> Filed:
    data = HERE.joinpath("papers", name).read_bytes()
    by = world.actor(_CLERK)
    return file_plan(data, name, unit=world.units["ben-ngoc"], by=by, now=world.now, from_above=from_above)


def _launch(world: World, filed: Filed, scan: str) -> Any:
    clerk, chair = world.actor(_CLERK), world.actor(_CHAIR)
    plan, now = filed.plan, world.now
    reading = plans.reading(filed.version)
    for item in reading["deadlines"]:
        if item.get("bound") == "before" and item.get("date"):
            choose_deadline(plan, item["id"], choice="strict", weekend="keep", by=clerk, now=now)
    check_plan_done(plan, by=clerk, now=now)
    movement = draft_movement(plan, by=clerk, now=now, today=world.today)
    rows = _suggested_rows(movement, world.units["bn-vhxh"].id, world.today)
    movement = assign_targets(movement, rows, base=movement.revision, by=clerk, now=now, today=world.today)
    record_signature(plan, _signature(world, plan, reading, scan), by=clerk, now=now, today=world.today)
    propose_launch(movement, by=clerk, now=now)
    return launch_movement(movement, by=chair, now=now, today=world.today)


def _suggested_rows(movement: Any, office: UUID, today: date) -> list[AssignmentRow]:
    """Every suggestion taken; targets that nothing speaks for go to the standing office, tasks stay free."""
    view = assign_view(movement, today)
    rows = []
    for line in [*view.targets, *view.tasks]:
        found = view.suggestions.get(line.goal.id)
        is_target = line in view.targets
        owner = found.unit if found else office if is_target else None
        officer = view.usual_officer(owner) if owner and is_target else None
        due_on, product = line.assignment.due_on, line.assignment.product
        supporters = found.supporters if found else ()
        rows.append(
            AssignmentRow(line.goal.id, owner, officer.person if officer else None, supporters, due_on, product)
        )
    return rows


def _signature(world: World, plan: Any, reading: dict[str, Any], scan: str) -> Signature:
    clerk: Actor = world.actor(_CLERK)
    data = HERE.joinpath("papers", scan).read_bytes()
    kept = store_file(data, name=scan, media_type="application/pdf", commune=plan.commune, by=clerk, now=world.now)
    head = reading["document"]
    day = min(date.fromisoformat(head["date"]), world.today)
    return Signature(head["number"], head["symbol"], day, reading["signatory"]["name"], kept)


def _acknowledge(world: World, movement: Any) -> None:
    for account in _ACKNOWLEDGING:
        officer = world.actor(account)
        for unit in movements.units_of_actor(movement, officer):
            acknowledge_duties(movement, unit.id, by=officer, now=world.now)
