"""The first rows of an installation, and of each commune that a city adds: the place, its office, its first officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Person
from thidua.apps.people.services import Opened, Particulars, add_person, open_account
from thidua.apps.people.wording import check_line
from thidua.apps.units.models import Unit, UnitKind
from thidua.apps.units.particulars import UnitParticulars
from thidua.apps.units.services.seats import place_seat
from thidua.apps.units.services.tree import place_unit
from thidua.core.actors import Actor, Role, program
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import Reason, no, refuse
from thidua.core.viet.text import clean, fold


@dataclass(frozen=True, slots=True)
class FirstOfficer:
    """Who starts the work. Without a password the program makes one that is replaced at the first sign-in."""

    name: str
    username: str
    password: str | None = None
    position: str = ""


@dataclass(frozen=True, slots=True)
class Founded:
    """What a founding made. `opened.first_password` is shown once and kept nowhere."""

    place: Unit
    office: Unit | None
    officer: Person
    opened: Opened


def found_installation(
    name: str, officer: FirstOfficer, *, now: datetime, kind: str = "commune", city: str = "", standing_office: str = ""
) -> Founded:
    """The first place of an empty database: a `commune` (under a `city` that is only named), or a `city` with communes.

    The officer becomes administrator, and clerk in the standing office (in the place itself when none is named); in a
    city an officer of the city. Raises Refused G14 when anything is there already.
    """
    by = program()
    with transaction.atomic():
        if Unit.objects.exists():
            require(no("G14", "Đã có dữ liệu ở đây; không ghi đè."))
        above = _name_city(city, by=by, now=now) if city and kind == UnitKind.COMMUNE else None
        return _found(name, officer, kind=kind, parent=above, standing_office=standing_office, by=by, now=now)


def found_commune(
    city: Unit, name: str, officer: FirstOfficer, *, by: Actor, now: datetime, standing_office: str = ""
) -> Founded:
    """Add a commune to a city, with its own journal and its own first officer. Only the city's setters may."""
    require(may(by, Act.UNIT_MANAGE, commune=city.commune))
    if city.kind != UnitKind.CITY:
        require(no("D35", "Chỉ thêm xã, phường dưới một thành phố."))
    with transaction.atomic():
        if Unit.objects.filter(parent=city, folded=fold(clean(name)), to_on__isnull=True).exists():
            require(no("D06", '"{known}" đã có.', field="name", known=clean(name)))
        founded = _found(
            name,
            officer,
            kind=UnitKind.COMMUNE.value,
            parent=city,
            standing_office=standing_office,
            by=program(),
            now=now,
        )
        with writing(city.commune, by=by, now=now) as journal:
            content = {"kind": "commune", "name": founded.place.name, "parent": city.pk}
            journal.record(Event.UNIT_ADDED, founded.place.pk, content)
    return founded


def _name_city(name: str, *, by: Actor, now: datetime) -> Unit:
    """The city above a ward that has its own machine: a row of the tree, with nobody in it."""
    require(refuse(check_line(name, field="city", label="Tên tỉnh, thành phố", most=200)))
    ident = uuid4()
    row = Unit.objects.create(id=ident, commune=ident, kind=UnitKind.CITY.value, name=name)
    with writing(ident, by=by, now=now) as journal:
        journal.record(Event.UNIT_ADDED, ident, {"kind": "city", "name": row.name})
    return row


def _found(
    name: str, officer: FirstOfficer, *, kind: str, parent: Unit | None, standing_office: str, by: Actor, now: datetime
) -> Founded:
    require(refuse(_wrong(name, kind)))
    ident = uuid4()
    place = Unit.objects.create(id=ident, commune=ident, parent=parent, kind=kind, name=name)
    with writing(ident, by=by, now=now) as journal:
        journal.record(Event.WARD_FOUNDED, ident, {"kind": kind, "name": place.name, "parent": parent and parent.pk})
        office = None
        if standing_office:
            values = UnitParticulars("office", standing_office, is_standing_office=True)
            require(refuse(values.check()))
            office = place_unit(values, parent=place, journal=journal)
    person = add_person(Particulars(officer.name, position=officer.position), commune=ident, by=by, now=now)
    opened = open_account(person, username=officer.username, password=officer.password, by=by, now=now)
    _seat_first(person, place, office, by=by, now=now)
    return Founded(place, office, person, opened)


def _wrong(name: str, kind: str) -> list[Reason]:
    found = check_line(name, field="name", label="Tên xã, phường, thành phố", most=200)
    if kind not in (UnitKind.CITY, UnitKind.COMMUNE):
        found.append(Reason("D34", "Chọn xã, phường hoặc thành phố.", field="kind"))
    return found


def _seat_first(person: Person, place: Unit, office: Unit | None, *, by: Actor, now: datetime) -> None:
    second = Role.CITY_OFFICER if place.kind == UnitKind.CITY else Role.CLERK
    with writing(place.commune, by=by, now=now) as journal:
        place_seat(person, place, Role.ADMIN.value, journal=journal)
        place_seat(person, office if office and second is Role.CLERK else place, second.value, journal=journal)
