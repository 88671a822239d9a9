"""The tree of the sample: city and wards, units, people in their seats, blocks, the council, a merger in mid-year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from thidua.apps.people.services import Particulars, add_person, open_account
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
from thidua.core.actors import Role, program
from thidua.core.viet.text import fold
from thidua.jobs.sample_ward.world import PASSWORD, World

_ROLES = {"vice_chair": Role.CHAIR.value}


def role_of(name: str) -> str:
    return _ROLES.get(name, name)


def _last_day(row: Mapping[str, Any]) -> date | None:
    """The data files name the first day that something no longer is."""
    return row["to"] - timedelta(days=1) if row.get("to") else None


def found(world: World, tree: dict[str, Any], crowd: dict[str, Any]) -> None:
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


def grow(world: World, rows: list[dict[str, Any]]) -> None:
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


def merge(world: World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        if row.get("predecessors"):
            old = [world.units[key] for key in row["predecessors"]]
            world.units[row["key"]] = merge_units(old, _particulars(row), on=row["from"], by=program(), now=world.now)
    grow(world, rows)


def seat_person(world: World, row: dict[str, Any]) -> None:
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
        unit, role = world.units[seat["unit"]], role_of(seat["role"])
        if (unit.id, role) not in held:
            take_seat(
                known.person, unit, role, by=program(), now=world.now, from_on=seat.get("from"), to_on=_last_day(seat)
            )


def form_blocks(world: World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        members = {world.units[key].id: _block_role(row, key) for key in row["members"]}
        place = world.units[row["commune"]]
        form_block(row["name"], unit=place, members=members, by=program(), now=world.now, from_on=row["from"])


def _block_role(row: dict[str, Any], key: str) -> str:
    return "head" if key == row["head"] else "deputy" if key == row["deputy"] else "member"


def form_councils(world: World, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        commune = world.units[row["commune"]].id
        council = form_council(row["name"], commune=commune, by=program(), now=world.now, from_on=row["from"])
        for seat in row["seats"]:
            person = world.accounts[seat["person"]].person
            seat_on_council(council, person, seat["role"], from_on=seat.get("from"), by=program(), now=world.now)
