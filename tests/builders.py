"""Small makers with every default shown. They write rows directly: tests of services start from a given world."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import docx
from django.db import connections

from thidua.apps.people.models import Account, Person
from thidua.apps.units.models import Seat, Unit


def a_unit(
    name: str, *, kind: str = "office", parent: Unit | None = None, short_name: str = "", **more: object
) -> Unit:
    ident = uuid4()
    own = kind in ("city", "commune")
    return Unit.objects.create(
        id=ident,
        commune=ident if own else parent.commune,
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name,
        **more,
    )


def a_person(name: str, *, commune: Unit, salutation: str = "", position: str = "") -> Person:
    return Person.objects.create(commune=commune.commune, name=name, salutation=salutation, position=position)


def a_seat(person: Person, unit: Unit, role: str, *, from_on: date | None = None, to_on: date | None = None) -> Seat:
    return Seat.objects.create(person=person, unit=unit, role=role, from_on=from_on, to_on=to_on)


PASSWORD = "mưa bay trên đê xanh"


def an_account(person: Person, username: str, *, password: str = PASSWORD) -> Account:
    from django.contrib.auth.hashers import make_password

    return Account.objects.create(person=person, username=username, password=make_password(password, hasher="tests"))


def together(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start at the same moment; what each returned or raised."""
    start = threading.Barrier(len(acts))
    came: list[object] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            came.append(act())
        except Exception as fault:
            came.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return came


def a_word_file(text: str, *, numbered: str = "") -> bytes:
    """A .docx with one paragraph for each line, then one that Word numbers itself."""
    paper, out = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    if numbered:
        paper.add_paragraph(numbered, style="List Number")
    paper.save(out)
    return out.getvalue()
