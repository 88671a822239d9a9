"""The sample ward, loaded through the same services that a clerk uses. Everything in it is invented."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.utils import timezone

from thidua.apps.files.services import store_file
from thidua.apps.movements import queries as movements
from thidua.apps.movements.queries.assigning import assign_view
from thidua.apps.movements.services import (
    AssignmentRow,
    acknowledge_duties,
    assign_targets,
    draft_movement,
    launch_movement,
    propose_launch,
)
from thidua.apps.people.services import Particulars, add_person, open_account
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
from thidua.apps.units.queries import actor_of
from thidua.apps.units.services import (
    FirstOfficer,
    UnitParticulars,
    add_unit,
    form_block,
    form_council,
    found_commune,
    found_installation,
    merge_units,
    seat_on_council,
    take_seat,
)
from thidua.core.actors import ROLE_LABELS, Actor, Role, program
from thidua.core.viet.text import fold

PASSWORD = "đò ngang bến ngọc"
"""One password for everybody in the sample, printed at the start; a real ward gives each officer another one."""

Progress = Callable[[str], None]
_HERE = files("thidua.jobs.sample")
_ROLES = {"vice_chair": Role.CHAIR.value}
_ACKNOWLEDGING = ("thuy.tt", "khoa.ta", "chi.ph", "dung.vq", "nga.dt", "man.dt")


@dataclass
class _World:
    """What was made so far, by the keys of the data files."""

    now: datetime
    units: dict[str, Any] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def actor(self, account: str) -> Actor:
        return actor_of(self.accounts[account], self.today)


def load(progress: Progress) -> list[tuple[str, str, str]]:
    """Load the sample into an empty database. Returns (name, sign-in name, role) of everybody who may sign in."""
    world = _World(now=timezone.now())
    tree, crowd = _toml("units.toml"), _toml("people.toml")
    progress("Lập thành phố và hai phường mẫu")
    _found(world, tree, crowd)
    progress(f"Ghi {len(tree['units'])} đơn vị")
    _grow(world, tree["units"])
    progress(f"Ghi {len(crowd['people'])} người và tài khoản")
    for row in crowd["people"]:
        _seat(world, row)
    progress("Lập khối thi đua và Hội đồng, ghi việc sáp nhập")
    _blocks(world, tree["blocks"])
    _councils(world, tree["councils"])
    _merge(world, tree["units"])
    _papers(world, progress)
    return [(row["name"], row["account"], ROLE_LABELS[Role(_role(row["seats"][0]["role"]))]) for row in crowd["people"]]


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_HERE.joinpath(name).read_text(encoding="utf-8"))


def _role(name: str) -> str:
    return _ROLES.get(name, name)


def _last_day(row: Mapping[str, Any]) -> date | None:
    """The data files name the first day that something no longer is."""
    return row["to"] - timedelta(days=1) if row.get("to") else None


def _found(world: _World, tree: dict[str, Any], crowd: dict[str, Any]) -> None:
    city = next(row for row in tree["units"] if row["kind"] == "city")
    officer = _first_with(crowd, "city_officer")
    founded = found_installation(city["name"], officer, now=world.now, kind="city")
    world.units[city["key"]] = founded.place
    world.accounts[officer.username] = founded.opened.account
    for row in tree["units"]:
        if row["kind"] == "commune":
            officer = _first_with(crowd, "admin" if row["key"] == "ben-ngoc" else "clerk", row["key"], tree)
            founded = found_commune(world.units[row["parent"]], row["name"], officer, by=program(), now=world.now)
            world.units[row["key"]] = founded.place
            world.accounts[officer.username] = founded.opened.account


def _first_with(
    crowd: dict[str, Any], role: str, commune: str = "", tree: dict[str, Any] | None = None
) -> FirstOfficer:
    inside = {commune} | {row["key"] for row in (tree or {}).get("units", ()) if row.get("parent") == commune}
    for row in crowd["people"]:
        if any(seat["role"] == role and (not commune or seat["unit"] in inside) for seat in row["seats"]):
            return FirstOfficer(row["name"], row["account"], PASSWORD, row.get("position", ""))
    raise LookupError(f"the sample has no {role} in {commune}")


def _grow(world: _World, rows: list[dict[str, Any]]) -> None:
    """Units in an order in which parents come first; those that a merger makes come with the merger."""
    waiting = [row for row in rows if row["key"] not in world.units and not row.get("predecessors")]
    while waiting:
        ready = [row for row in waiting if row["parent"] in world.units]
        if not ready:
            break
        for row in ready:
            world.units[row["key"]] = add_unit(
                _particulars(row), parent=world.units[row["parent"]], by=program(), now=world.now, similar_ok=True
            )
        waiting = [row for row in waiting if row["key"] not in world.units]


def _particulars(row: Mapping[str, Any]) -> UnitParticulars:
    return UnitParticulars(
        row["kind"],
        row["name"],
        row.get("short", ""),
        row.get("from"),
        is_standing_office=fold(row["name"]).startswith("phong van hoa"),
    )


def _merge(world: _World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if row.get("predecessors"):
            old = [world.units[key] for key in row["predecessors"]]
            world.units[row["key"]] = merge_units(old, _particulars(row), on=row["from"], by=program(), now=world.now)
    _grow(world, rows)


def _seat(world: _World, row: dict[str, Any]) -> None:
    seats = [seat for seat in row["seats"] if seat["unit"] in world.units]
    known = world.accounts.get(row["account"])
    if known is None:
        home = world.units[seats[0]["unit"]].commune
        values = Particulars(row["name"], row.get("salutation", ""), row.get("position", ""), row.get("phone", ""))
        person = add_person(values, commune=home, by=program(), now=world.now, namesake_ok=True)
        opened = open_account(person, username=row["account"], by=program(), now=world.now, password=PASSWORD)
        world.accounts[row["account"]] = known = opened.account
    held = set(known.person.seats.values_list("unit_id", "role"))
    for seat in seats:
        unit, role = world.units[seat["unit"]], _role(seat["role"])
        if (unit.id, role) not in held:
            take_seat(
                known.person, unit, role, by=program(), now=world.now, from_on=seat.get("from"), to_on=_last_day(seat)
            )


def _blocks(world: _World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        members = {world.units[key].id: _block_role(row, key) for key in row["members"]}
        place = world.units[row["commune"]]
        form_block(row["name"], unit=place, members=members, by=program(), now=world.now, from_on=row["from"])


def _block_role(row: dict[str, Any], key: str) -> str:
    return "head" if key == row["head"] else "deputy" if key == row["deputy"] else "member"


def _councils(world: _World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        commune = world.units[row["commune"]].id
        council = form_council(row["name"], commune=commune, by=program(), now=world.now, from_on=row["from"])
        for seat in row["seats"]:
            person = world.accounts[seat["person"]].person
            seat_on_council(council, person, seat["role"], from_on=seat.get("from"), by=program(), now=world.now)


def _papers(world: _World, progress: Progress) -> None:
    """The papers, as a clerk files them: the city's plan above, the ward's own all its way, others waiting."""
    clerk = world.actor("huong.vt")
    progress("Đọc kế hoạch của thành phố")
    above = _file(world, clerk, "ke-hoach-thanh-pho.docx", from_above=True)
    progress("Đọc kế hoạch năm của phường")
    annual = _file(world, clerk, "ke-hoach-2026.docx")
    link_higher_plan(annual.plan, above.plan, by=clerk, now=world.now)
    progress("Phân công và phát động")
    _launch(world, annual)
    for name, words in (
        ("dot-thi-dua.txt", "Đọc kế hoạch đợt thi đua"),
        ("chuyen-de-2026-2030.pdf", "Đọc kế hoạch chuyên đề"),
        ("khoi-thi-dua-01.png", "Đọc bản quét kế hoạch của khối"),
    ):
        progress(words)
        _file(world, clerk, name)


def _file(world: _World, by: Actor, name: str, *, from_above: bool = False) -> Filed:
    data = _HERE.joinpath("papers", name).read_bytes()
    return file_plan(data, name, unit=world.units["ben-ngoc"], by=by, now=world.now, from_above=from_above)


def _launch(world: _World, filed: Filed) -> None:
    clerk, chair = world.actor("huong.vt"), world.actor("khai.dm")
    plan, now = filed.plan, world.now
    reading = plans.reading(filed.version)
    for item in reading["deadlines"]:
        if item.get("bound") == "before" and item.get("date"):
            choose_deadline(plan, item["id"], choice="strict", weekend="keep", by=clerk, now=now)
    check_plan_done(plan, by=clerk, now=now)
    movement = draft_movement(plan, by=clerk, now=now, today=world.today)
    office = world.units["bn-vhxh"].id
    rows = _suggested_rows(movement, office, world.today)
    movement = assign_targets(movement, rows, base=movement.revision, by=clerk, now=now, today=world.today)
    scan = store_file(
        _HERE.joinpath("papers", "ke-hoach-2026-ban-ky.pdf").read_bytes(),
        name="ke-hoach-2026-ban-ky.pdf",
        media_type="application/pdf",
        commune=plan.commune,
        by=clerk,
        now=now,
    )
    head = reading["document"]
    signer = (reading.get("signatory") or {}).get("name") or ""
    paper = Signature(
        head["number"] or "15",
        head["symbol"] or "KH-UBND",
        _signing_day(head["date"], world.today),
        signer or "Đoàn Minh Khải",
        scan,
    )
    record_signature(plan, paper, by=clerk, now=now, today=world.today)
    propose_launch(movement, by=clerk, now=now)
    launch_movement(movement, by=chair, now=now, today=world.today)
    for account in _ACKNOWLEDGING:
        officer = world.actor(account)
        for unit in movements.units_of_actor(movement, officer):
            acknowledge_duties(movement, unit.id, by=officer, now=now)


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


def _signing_day(read: str | None, today: date) -> date:
    """The printed day; today when the paper has none, or lies ahead of the clock of this machine."""
    day = date.fromisoformat(read) if read and len(read) == 10 else today
    return min(day, today)
