"""Reading the tree: who holds which seat on a day, which units an actor sees, what a unit follows and is followed by."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from thidua.apps.people.models import Account, Deputising, Person
from thidua.apps.units.models import Block, Council, Import, Seat, Succession, Unit, UnitKind
from thidua.core.actors import Actor, Held, Role
from thidua.core.permits import Act, may


def on_day(day: date) -> Q:
    """Rows with from_on and to_on that hold on `day`, both ends included."""
    return (Q(from_on__isnull=True) | Q(from_on__lte=day)) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def actor_of(account: Account, today: date) -> Actor:
    """The actor behind an account: own seats of today, and those of the persons deputised for today. Two queries."""
    lent = list(
        Deputising.objects.filter(
            deputy=account.person_id, from_on__lte=today, to_on__gte=today, recalled_at__isnull=True
        ).values_list("person_id", flat=True)
    )
    rows = Seat.objects.filter(on_day(today), person_id__in=[account.person_id, *lent]).select_related("unit")
    seats = frozenset(
        Held(Role(row.role), row.unit_id, row.unit.commune)
        for row in rows
        if row.unit.to_on is None or row.unit.to_on >= today
    )
    return Actor(account.person_id, account.person.name, seats, tuple(lent))


def deputising_today(account: Account, today: date) -> list[Deputising]:
    """For whom, and until when, the account's holder acts today."""
    rows = Deputising.objects.filter(
        deputy=account.person_id, from_on__lte=today, to_on__gte=today, recalled_at__isnull=True
    )
    return list(rows.select_related("person").order_by("to_on"))


def communes_of(actor: Actor, act: Act) -> list[UUID]:
    """The communes in which the actor may do `act` to some unit."""
    return [
        commune
        for commune in actor.communes
        if any(may(actor, act, commune=commune, unit=unit) for unit in actor.units)
    ]


def visible_to(actor: Actor):
    """Units of the communes in which the actor may read units."""
    return Unit.objects.filter(commune__in=communes_of(actor, Act.UNIT_READ))


def units_of(commune: UUID, day: date):
    """Units of a commune that exist on `day`."""
    return Unit.objects.filter(on_day(day), commune=commune)


def commune_of(commune: UUID) -> Unit:
    """The row of the commune (or city) itself."""
    return Unit.objects.get(pk=commune)


def installation_roots() -> list[Unit]:
    """Units with nothing above them: the ward, or the city of this installation."""
    return list(Unit.objects.filter(parent__isnull=True).order_by("sort_key"))


def lineage(unit: Unit) -> set[UUID]:
    """Every unit that `unit` follows, through any number of mergers and splits."""
    return _walk(unit.pk, "successor_id", "predecessor_id")


def heirs(unit: Unit) -> set[UUID]:
    """Every unit that follows `unit`."""
    return _walk(unit.pk, "predecessor_id", "successor_id")


def _walk(start: UUID, here: str, there: str) -> set[UUID]:
    found: set[UUID] = set()
    edge = {start}
    while edge:
        edge = set(Succession.objects.filter(**{f"{here}__in": edge}).values_list(there, flat=True)) - found
        found |= edge
    return found


def below(unit: Unit, units: Iterable[Unit]) -> list[Unit]:
    """`units` that lie in the tree under `unit`."""
    rows = list(units)
    inside = {unit.pk}
    grew = True
    while grew:
        new = {row.pk for row in rows if row.parent_id in inside} - inside
        inside |= new
        grew = bool(new)
    return [row for row in rows if row.pk in inside and row.pk != unit.pk]


def people_visible_to(actor: Actor):
    """Persons kept in the communes in which the actor may read persons."""
    return Person.objects.filter(commune__in=communes_of(actor, Act.PERSON_READ), erased_at__isnull=True)


def people_in(unit: Unit, day: date):
    """Persons with a seat in the unit on `day`."""
    seats = Seat.objects.filter(on_day(day), unit=unit).values("person_id")
    return Person.objects.filter(pk__in=seats, erased_at__isnull=True)


def holders(commune: UUID, role: Role, day: date):
    """Persons who hold `role` somewhere in the commune on `day`."""
    seats = Seat.objects.filter(on_day(day), unit__commune=commune, role=role.value).values("person_id")
    return Person.objects.filter(pk__in=seats)


def blocks_visible_to(actor: Actor):
    """Blocks of the actor's communes."""
    return Block.objects.filter(commune__in=communes_of(actor, Act.UNIT_READ))


def councils_visible_to(actor: Actor):
    """Councils of the actor's communes."""
    return Council.objects.filter(commune__in=communes_of(actor, Act.UNIT_READ))


def imports_visible_to(actor: Actor):
    """Imports of the communes in which the actor may manage units."""
    return Import.objects.filter(commune__in=communes_of(actor, Act.UNIT_MANAGE))


def communes_below(city: Unit):
    """The communes of a city."""
    return Unit.objects.filter(parent=city, kind=UnitKind.COMMUNE)
