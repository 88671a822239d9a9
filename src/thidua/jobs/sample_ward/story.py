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
    PassedOn,
    Sending,
    acknowledge_duties,
    approve_amendment,
    assign_targets,
    close_movement,
    draft_movement,
    launch_movement,
    pass_on,
    propose_amendment,
    propose_launch,
    record_sending,
)
from thidua.apps.plans import queries as plans
from thidua.apps.plans.services import (
    AmendmentCase,
    Filed,
    Signature,
    check_plan_done,
    choose_deadline,
    correct_plan,
    file_plan,
    link_higher_plan,
    prepare_amendment,
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
        world.goes_on(2026, 1, 30)
        _send_outside(world, movement)
        _pass_on(world, movement)


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


def amendment(world: World, progress: Progress) -> None:
    """The budget is raised and the half-year review comes later; the chairman approves, units whose work changed
    acknowledge anew."""
    progress("Sửa đổi kế hoạch năm lần thứ nhất")
    world.goes_on(2026, 6, 8)
    clerk, chair = world.actor(_CLERK), world.actor(_CHAIR)
    movement = movements.visible_to(clerk).get(state="launched")
    case = AmendmentCase(
        "Thành phố giao thêm dự toán thu; sơ kết dời sau kỳ họp HĐND phường", world.units["bn-kthtdt"], kind="decision"
    )
    amendment = prepare_amendment(movement.plan, case, by=clerk, now=world.now)
    draft = amendment.draft
    reading = plans.reading(plans.current_version(draft))
    target = reading["targets"][0]
    words = target["text"].replace("1.326,8", "1.350,5")
    correct_plan(draft, target["id"], "text", words, base=None, by=clerk, now=world.now)
    correct_plan(draft, target["measures"][0]["id"], "value", "1.350,5", base=None, by=clerk, now=world.now)
    review = next(row for row in reading["deadlines"] if row.get("date") == "2026-07-10")
    correct_plan(draft, review["id"], "date", "17/07/2026", base=None, by=clerk, now=world.now)
    scan = plans.current_version(movement.plan).plan.scan
    paper = Signature("52", "QĐ-UBND", min(date(2026, 6, 8), world.today), "Đoàn Minh Khải", scan)
    record_signature(draft, paper, by=clerk, now=world.now, today=world.today)
    propose_amendment(amendment, by=clerk, now=world.now, today=world.today)
    approve_amendment(amendment, by=chair, now=world.now, today=world.today)
    world.goes_on(2026, 6, 10)
    officer = world.actor("khoa.ta")
    for unit in movements.units_of_actor(movement, officer):
        acknowledge_duties(movement, unit.id, by=officer, now=world.now)


def _send_outside(world: World, movement: Any) -> None:
    """The paper copies of the next working day; the archive has its own."""
    by = world.actor(_CLERK)
    waiting = [line.recipient for line in movements.recipient_lines(movement, world.today) if not line.sent]
    for channel, receipt in (("paper", "Sổ công văn đi số 31/2026"), ("archive", "Hồ sơ TĐKT/2026")):
        rows = [row.id for row in waiting if (row.place == "archive") == (channel == "archive")]
        sending = Sending(channel, date(2026, 1, 23), receipt)
        record_sending(movement, rows, sending, by=by, now=world.now, today=world.today)


def _pass_on(world: World, movement: Any) -> None:
    for account, people, how in (("thuy.tt", 14, "Họp giao ban phòng"), ("chi.ph", 186, "Họp tổ dân phố")):
        officer = world.actor(account)
        for unit in movements.units_of_actor(movement, officer):
            told = PassedOn(people, date(2026, 1, 30), how)
            pass_on(movement, unit.id, told, by=officer, now=world.now, today=world.today)


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
