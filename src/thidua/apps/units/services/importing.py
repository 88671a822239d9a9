"""Lists of units and people from Excel: previewed, applied in one transaction, taken back while unused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Person
from thidua.apps.people.services import (
    FirstPassword,
    add_person,
    make_first_password,
    open_account,
    take_back_person,
)
from thidua.apps.units.importing.columns import COLUMNS, MOST_ROWS, NOUNS
from thidua.apps.units.importing.people import check_people
from thidua.apps.units.importing.references import referring
from thidua.apps.units.importing.rows import Checked, kept, rows_of
from thidua.apps.units.importing.units import check_units
from thidua.apps.units.models import Import, ImportState, Seat, Unit
from thidua.apps.units.services.seats import place_seat
from thidua.apps.units.services.tree import place_unit
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import Reason, Verdict, no, refuse
from thidua.formats.child import read_sheet_limited
from thidua.formats.refusals import Refusal

MOST_FAULTS = 50
_PREVIEW_LASTS = timedelta(days=1)
"""Rows that nobody confirmed are personal values without a use."""

FirstPasswords = list[tuple[str, str, str]]


def _may(noun: str, commune: UUID, by: Actor) -> Verdict:
    verdict = may(by, Act.UNIT_MANAGE, commune=commune)
    return verdict & may(by, Act.PERSON_MANAGE, commune=commune) if noun == "people" else verdict


def preview_import(noun: str, content: bytes, file_name: str, *, commune: UUID, by: Actor, now: datetime) -> Import:
    """Read a list of `units` or `people` and keep its rows for a look; no unit and no person is written.

    The file is read in a child process. Raises Refused with all faults of the file (codes A and B).
    """
    if noun not in NOUNS:
        require(no("D34", "Chọn danh sách đơn vị hoặc người dùng."))
    require(_may(noun, commune, by))
    try:
        sheet = read_sheet_limited(content, file_name, columns=COLUMNS[noun], max_rows=MOST_ROWS)
    except Refusal as refusal:
        require(refuse(list(refusal.reasons)))
        raise
    with writing(commune, by=by, now=now):
        stale = Import.objects.filter(commune=commune, state=ImportState.PREVIEWED, read_at__lt=now - _PREVIEW_LASTS)
        stale.delete()
        return Import.objects.create(
            commune=commune,
            noun=noun,
            file_name=file_name[-255:],
            sha256=hashlib.sha256(content).hexdigest(),
            rows=kept(sheet),
            read_by=by.person,
            read_at=now,
        )


def check_import(row: Import, *, by: Actor) -> list[Checked]:
    """What each row would become today."""
    rows = rows_of(row.rows or {})
    return check_units(rows, row.commune) if row.noun == "units" else check_people(rows, row.commune, by)


def faults_of(checked: list[Checked]) -> list[Reason]:
    """The first fifty faults, and a line for the rest."""
    faults = [fault for each in checked for fault in each.faults]
    rest = len(faults) - MOST_FAULTS
    more = [Reason("more", "Còn {many} lỗi nữa.", {"many": rest})] if rest > 0 else []
    return faults[:MOST_FAULTS] + more


def first_passwords(row: Import, *, by: Actor) -> list[FirstPassword]:
    """A password for each account that a list would open; nothing is written. Hashing a thousand takes half a minute:
    call it before any transaction is open."""
    require(_may(row.noun, row.commune, by))
    if row.noun != "people" or row.state != ImportState.PREVIEWED:
        return []
    new = [each for each in check_import(row, by=by) if each.state in ("new", "asked")]
    return [make_first_password() for each in new if each.values["username"]]


def apply_import(
    row: Import,
    *,
    sha256: str,
    by: Actor,
    now: datetime,
    doubles_ok: bool = False,
    first: Sequence[FirstPassword] | None = None,
) -> FirstPasswords:
    """Write the rows of a preview, all or none. `sha256` is the file that was looked at (B67).

    Rows that are there already are passed over; possible doubles need `doubles_ok`. `first` is what `first_passwords`
    gave. Returns (name, sign-in name, first password) of the accounts that were opened: they are shown once.
    """
    require(_may(row.noun, row.commune, by))
    left = list(first_passwords(row, by=by) if first is None else first)
    with transaction.atomic():
        with writing(row.commune, by=by, now=now) as journal:
            current = Import.objects.get(pk=row.pk)
            require(_may_apply(current, sha256))
            checked = check_import(current, by=by)
            require(_sound(checked, doubles_ok))
            new = [each for each in checked if each.state in ("new", "asked")]
            made = _place_units(new, journal, doubles_ok) if row.noun == "units" else []
        told: FirstPasswords = []
        if row.noun == "people":
            made = [_place_person(each, current.commune, left, told, by=by, now=now) for each in new]
        with writing(row.commune, by=by, now=now) as journal:
            current.state, current.made, current.rows = ImportState.APPLIED, made, {}
            current.save(update_fields=["state", "made", "rows"])
            content = {"noun": row.noun, "sha256": sha256, "made": len(made), "passed_over": len(checked) - len(new)}
            journal.record(Event.IMPORT_APPLIED, current.pk, content)
    return told


def _may_apply(row: Import, sha256: str) -> Verdict:
    verdict = no("wrong_step", "Danh sách này đã nhập rồi.") if row.state != ImportState.PREVIEWED else refuse([])
    if row.sha256 != sha256:
        verdict &= no("B67", "Tệp đã đổi sau khi xem trước. Xem lại.")
    return verdict


def _sound(checked: list[Checked], doubles_ok: bool) -> Verdict:
    if faults := faults_of(checked):
        return refuse(faults)
    asked = [each.questions[0] for each in checked if each.state == "asked"]
    if asked and not doubles_ok:
        return refuse(asked[:MOST_FAULTS])
    if not any(each.state in ("new", "asked") for each in checked):
        return no("nothing_new", "Mọi dòng đều đã có; không có gì để nhập.")
    return refuse([])


def _place_units(new: list[Checked], journal, doubles_ok: bool) -> list[dict[str, str]]:
    """Parents before children, whatever their order in the list."""
    placed: dict[str, Unit] = {}
    made: list[dict[str, str]] = []
    waiting = list(new)
    while waiting:
        ready = [each for each in waiting if each.values["parent"] or each.values["parent_key"] in placed]
        if not ready:
            numbers = ", ".join(str(each.row.number) for each in waiting)
            require(no("circle", "Dòng {rows}: đơn vị cấp trên thuộc chính đơn vị này.", rows=numbers))
        for each in ready:
            parent = each.values["parent"] or placed[each.values["parent_key"]]
            unit = place_unit(each.values["particulars"], parent=parent, journal=journal, similar_ok=True)
            placed[each.values["key"]] = unit
            made.append({"unit": str(unit.pk)})
        waiting = [each for each in waiting if each not in ready]
    return made


def _place_person(
    each: Checked, commune: UUID, first: list, told: FirstPasswords, *, by: Actor, now: datetime
) -> dict[str, str]:
    values = each.values
    person = add_person(values["particulars"], commune=commune, by=by, now=now, namesake_ok=True)
    with writing(commune, by=by, now=now) as journal:
        seat = place_seat(person, values["unit"], values["role"], journal=journal)
    made = {"person": str(person.pk), "seat": str(seat.pk)}
    if values["username"]:
        password = first.pop() if first else make_first_password()
        opened = open_account(person, username=values["username"], by=by, now=now, first=password)
        made["account"] = str(opened.account.pk)
        told.append((person.name, opened.account.username, password.plain))
    return made


def undo_import(row: Import, *, by: Actor, now: datetime) -> Import:
    """Take back all that an import made, as long as nothing else refers to it and nobody has signed in."""
    require(_may(row.noun, row.commune, by))
    with transaction.atomic():
        with writing(row.commune, by=by, now=now):
            current = Import.objects.get(pk=row.pk)
            if current.state != ImportState.APPLIED:
                require(no("wrong_step", "Chỉ hoàn tác được danh sách đã nhập và chưa hoàn tác."))
            take_back = _take_back_units if current.noun == "units" else _take_back_seats
            take_back(current)
        people = Person.objects.filter(pk__in=[each["person"] for each in current.made if "person" in each])
        for person in people:
            take_back_person(person, by=by, now=now)
        with writing(row.commune, by=by, now=now) as journal:
            current.state = ImportState.UNDONE
            current.save(update_fields=["state"])
            journal.record(Event.IMPORT_UNDONE, current.pk, {"noun": current.noun, "taken_back": current.made})
    return current


def _take_back_units(row: Import) -> None:
    units = list(Unit.objects.filter(pk__in=[each["unit"] for each in row.made]))
    _refuse_used(units, {"units.unit": [unit.pk for unit in units]})
    waiting = {unit.pk: unit for unit in units}
    while waiting:
        parents = {unit.parent_id for unit in waiting.values()}
        for ident in [ident for ident in waiting if ident not in parents]:
            waiting.pop(ident).delete()


def _take_back_seats(row: Import) -> None:
    people = list(Person.objects.filter(pk__in=[each["person"] for each in row.made]))
    seats = [UUID(each["seat"]) for each in row.made]
    accounts = [UUID(each["account"]) for each in row.made if "account" in each]
    _refuse_used(people, {"units.seat": seats, "people.account": accounts})
    Seat.objects.filter(pk__in=seats).delete()


def _refuse_used(rows: list, but: dict[str, list[UUID]]) -> None:
    used = {ident for _, ident in referring(rows, but=but)}
    if used:
        names = [row.name for row in rows if row.pk in used]
        more = f" và {len(names) - 5} mục khác" if len(names) > 5 else ""
        message = "Đã được dùng sau khi nhập: {names}{more}. Sửa từng mục thay cho hoàn tác."
        require(no("used", message, names=", ".join(names[:5]), more=more))
