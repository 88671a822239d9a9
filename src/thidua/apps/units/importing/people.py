"""What a row of the list of people would become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from thidua.apps.people.models import Account, Person
from thidua.apps.people.services import Particulars
from thidua.apps.people.wording import check_username, match_key
from thidua.apps.units.importing.rows import Checked, Row, doubles, nearest
from thidua.apps.units.models import Seat, Unit, UnitKind
from thidua.core.actors import ROLE_LABELS, Actor, Role
from thidua.core.verdicts import Reason
from thidua.core.viet.names import parted_name
from thidua.core.viet.text import clean, fold

_OTHER_WORDS = {
    "thuong truc": Role.CLERK,
    "lanh dao": Role.CHAIR,
    "chu tich": Role.CHAIR,
    "thu truong": Role.UNIT_HEAD,
    "truong don vi": Role.UNIT_HEAD,
    "can bo": Role.OFFICER,
    "quan tri": Role.ADMIN,
}


@dataclass(frozen=True, slots=True)
class _There:
    """What is in the commune already."""

    units: list[Unit]
    people: dict[str, list[Person]]
    usernames: set[str]
    seats: set[tuple[UUID, UUID, str]]


def role_of(words: str) -> str | None:
    """The role that a cell names, without regard to marks and case; officer when the cell is empty."""
    if not words:
        return Role.OFFICER.value
    key = match_key(words)
    named = {match_key(label): role for role, label in ROLE_LABELS.items()} | _OTHER_WORDS
    role = named.get(key)
    return role.value if role else None


def check_people(rows: Sequence[Row], commune: UUID, by: Actor) -> list[Checked]:
    """Each row with its values, faults and questions."""
    there = _what_is_there(commune)
    rows = [_titled(row) for row in rows]
    mails = doubles(rows, lambda row: clean(row.text("email")).lower())
    names = doubles(rows, lambda row: fold(clean(row.text("name"))))
    logins = doubles(rows, lambda row: clean(row.text("username")).lower())
    found = [_check(row, there, by, commune) for row in rows]
    for each in found:
        row = each.row
        for key, numbers, what in (
            ("email", mails.get(clean(row.text("email")).lower()), "cùng thư"),
            ("username", logins.get(clean(row.text("username")).lower()), "cùng tên đăng nhập"),
        ):
            if numbers and numbers[0] == row.number:
                params = {"rows": " và ".join(map(str, numbers)), "what": what}
                each.faults.append(Reason("G52", "Dòng {rows} {what}. Không tạo ai.", params, field=key))
        if numbers := names.get(fold(clean(row.text("name")))):
            params = {"rows": " và ".join(map(str, numbers)), "name": row.text("name")}
            each.questions.append(Reason("D50", 'Dòng {rows} cùng tên "{name}": có phải một người?', params))
    return found


def _titled(row: Row) -> Row:
    """The row with the titles before the name where they belong, if nothing stands there yet and they fit."""
    titles, name = parted_name(row.text("name"))
    most = Person._meta.get_field("salutation").max_length or 0
    if not titles or row.text("salutation") or len(titles) > most:
        return row
    return replace(row, cells={**row.cells, "name": name, "salutation": titles})


def _what_is_there(commune: UUID) -> _There:
    people: dict[str, list[Person]] = {}
    for person in Person.objects.filter(commune=commune, erased_at__isnull=True):
        people.setdefault(person.folded, []).append(person)
    seats = Seat.objects.filter(unit__commune=commune, to_on__isnull=True)
    return _There(
        list(Unit.objects.filter(commune=commune, to_on__isnull=True)),
        people,
        set(Account.objects.values_list("username", flat=True)),
        set(seats.values_list("person_id", "unit_id", "role")),
    )


def _check(row: Row, there: _There, by: Actor, commune: UUID) -> Checked:
    values = Particulars(*(row.text(key) for key in ("name", "salutation", "position", "phone", "email")))
    found = Checked(row, faults=row.faults(values.check()))
    unit, wrong = _unit(row, there.units)
    role = role_of(row.text("role"))
    found.faults += wrong + _role_faults(row, role, unit, by=by, commune=commune)
    username = clean(row.text("username")).lower()
    found.values = {"particulars": values, "unit": unit, "role": role, "username": username}
    alike = there.people.get(fold(clean(row.text("name"))), [])
    if unit and any((person.pk, unit.pk, role) in there.seats for person in alike):
        found.known = True
        return found
    if username:
        found.faults += row.faults(check_username(username))
        if username in there.usernames:
            found.faults.append(row.fault("username", "G49", '"{name}" đã có.', name=username))
    if titles := parted_name(row.text("name"))[0]:
        found.questions.append(row.fault("name", "title", 'họ và tên giữ cả "{titles}"?', titles=titles))
    found.questions += [
        row.fault("name", "D50", '"{known}" và "{name}" có phải một người?', known=person.name, name=row.text("name"))
        for person in alike
    ]
    return found


def _unit(row: Row, units: list[Unit]) -> tuple[Unit | None, list[Reason]]:
    words = row.text("unit")
    if not words:
        return None, [row.fault("unit", "D01", "chưa nhập đơn vị.")]
    key = match_key(words)
    fits = [unit for unit in units if key in (match_key(unit.name), match_key(unit.short_name or unit.name))]
    if len(fits) == 1:
        return fits[0], []
    if fits:
        return None, [
            row.fault("unit", "D07", 'có {many} đơn vị tên "{name}". Ghi rõ hơn.', many=len(fits), name=words)
        ]
    said = 'chưa có đơn vị "{name}".{alike}'
    return None, [row.fault("unit", "A60", said, name=words, alike=nearest(words, [unit.name for unit in units]))]


def _role_faults(row: Row, role: str | None, unit: Unit | None, *, by: Actor, commune: UUID) -> list[Reason]:
    if role is None:
        said = 'không có vai trò "{name}".{alike}'
        alike = nearest(row.text("role"), ROLE_LABELS.values())
        return [row.fault("role", "D34", said, name=row.text("role"), alike=alike)]
    if role == Role.CITY_OFFICER and (unit is None or unit.kind != UnitKind.CITY):
        return [row.fault("role", "D34", "vai trò cán bộ thành phố chỉ giao ở đơn vị thành phố.")]
    if role == Role.ADMIN and not by.is_program and not by.holds(Role.ADMIN, commune=commune):
        return [row.fault("role", "no_permit", "chỉ quản trị hệ thống giao vai trò quản trị hệ thống.")]
    return []
