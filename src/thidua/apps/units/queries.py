"""Reading the tree: who holds which seat on a day, which units an actor sees, what a unit follows what follows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from thidua.apps.people.models import Account, Deputising, Person
from thidua.apps.people.wording import mark_of
from thidua.apps.units.importing import columns
from thidua.apps.units.models import (
    Block,
    BlockRole,
    BlockSeat,
    Council,
    CouncilRole,
    CouncilSeat,
    Import,
    ImportState,
    Seat,
    SeatRole,
    Succession,
    Unit,
    UnitKind,
)
from thidua.apps.units.particulars import particulars_of
from thidua.core.actors import Actor, Held, Role
from thidua.core.permits import Act, may
from thidua.core.viet.text import clean, fold
from thidua.formats.sheets import Column

__all__ = ["BlockRole", "CouncilRole", "ImportState", "SeatRole", "UnitKind"]


def on_day(day: date) -> Q:
    """Rows with from_on and to_on that hold on `day`, both ends included."""
    return (Q(from_on__isnull=True) | Q(from_on__lte=day)) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def actor_of(account: Account, today: date) -> Actor:
    """The actor behind an account: own seats of today, and those of the persons deputised for today. One query."""
    lent = Deputising.objects.filter(
        deputy=account.person_id, from_on__lte=today, to_on__gte=today, recalled_at__isnull=True
    )
    whose = Q(person_id=account.person_id) | Q(person_id__in=lent.values("person_id"))
    rows = [
        row
        for row in Seat.objects.filter(on_day(today), whose).select_related("unit")
        if row.unit.to_on is None or row.unit.to_on >= today
    ]
    seats = frozenset(Held(Role(row.role), row.unit_id, row.unit.commune) for row in rows)
    others = {row.person_id for row in rows} - {account.person_id}
    return Actor(account.person_id, account.person.name, seats, tuple(sorted(others, key=str)))


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


def installation_name() -> str:
    """Whose machine this is, for the page before anybody signs in: the ward, or the city of several wards."""
    roots = installation_roots()
    if len(roots) != 1:
        return ""
    wards = list(communes_below(roots[0])[:2])
    return wards[0].name if len(wards) == 1 else roots[0].name


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
    return Person.objects.filter(pk__in=seats, erased_at__isnull=True)


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


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree as it is drawn: how deep it hangs, and how many people hold a seat in it today."""

    unit: Unit
    depth: int
    people: int

    @property
    def lead(self) -> str:
        """Blanks and a bend, drawn before the name."""
        return "\u2003" * (self.depth - 1) + "└ " if self.depth else ""


def tree_of(units: QuerySet[Unit], today: date) -> list[Branch]:
    """`units` from the top down, each followed by what hangs under it, in Vietnamese order. One query.

    A unit whose parent is not among `units` stands at the top.
    """
    rows = list(
        units.annotate(holders=Count("seats__person", filter=_held("seats__", today), distinct=True)).order_by(
            "sort_key"
        )
    )
    known = {row.pk for row in rows}
    below_of: dict[UUID | None, list[Unit]] = {}
    for row in rows:
        below_of.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)
    found: list[Branch] = []

    def hang(unit: Unit, depth: int) -> None:
        found.append(Branch(unit, depth, unit.holders))
        for child in below_of.get(unit.pk, []):
            hang(child, depth + 1)

    for top in below_of.get(None, []):
        hang(top, 0)
    return found


def _held(prefix: str, day: date) -> Q:
    """Seats (reached by `prefix`) that are held on `day`."""
    begun = Q(**{f"{prefix}from_on__isnull": True}) | Q(**{f"{prefix}from_on__lte": day})
    return begun & (Q(**{f"{prefix}to_on__isnull": True}) | Q(**{f"{prefix}to_on__gte": day}))


def running(rows, today: date):
    """Of units, blocks or councils those that have not ended, also those that are still to begin."""
    return rows.filter(Q(to_on__isnull=True) | Q(to_on__gte=today))


def manageable(actor: Actor) -> QuerySet[Unit]:
    """Units that the actor may change."""
    return Unit.objects.filter(commune__in=communes_of(actor, Act.UNIT_MANAGE))


def people_found(actor: Actor, *, words: str = "", unit: UUID | None = None, today: date) -> QuerySet[Person]:
    """Persons the actor sees, by a part of the name without marks and by the unit they sit in today, with account and
    seats. Two queries for a page of any size."""
    rows = people_visible_to(actor).select_related("account")
    for word in fold(clean(words)).split():
        rows = rows.filter(Q(folded__contains=word) | Q(account__username__contains=word))
    if unit:
        rows = rows.filter(pk__in=Seat.objects.filter(on_day(today), unit=unit).values("person_id"))
    seats = Seat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today)).select_related("unit")
    return rows.prefetch_related(Prefetch("seats", queryset=seats, to_attr="seats_now")).order_by("sort_key", "pk")


def seats_visible_to(actor: Actor) -> QuerySet[Seat]:
    """Seats in units of the communes whose persons the actor may read."""
    return Seat.objects.filter(unit__commune__in=communes_of(actor, Act.PERSON_READ)).select_related("unit", "person")


def colleagues(actor: Actor) -> QuerySet[Person]:
    """Who may act for the actor: other persons of the own communes with an open account."""
    rows = Person.objects.filter(commune__in=actor.communes, erased_at__isnull=True, account__is_active=True)
    return rows.exclude(pk=actor.person)


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Who may act for a person: others of the same commune with an open account."""
    rows = Person.objects.filter(commune=person.commune, erased_at__isnull=True, account__is_active=True)
    return rows.exclude(pk=person.pk)


def seats_of(person: Person, today: date) -> list[Seat]:
    """Seats that a person holds today or later."""
    rows = Seat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), person=person)
    return list(rows.select_related("unit").order_by("unit__sort_key", "role"))


def block_seats(blocks: Iterable[Block], today: date) -> dict[UUID, list[BlockSeat]]:
    """Places in blocks that are held today or later, by block; heads first. One query."""
    ids = [block.pk for block in blocks]
    rows = BlockSeat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), block__in=ids).select_related("unit")
    found: dict[UUID, list[BlockSeat]] = {ident: [] for ident in ids}
    order = {role: place for place, role in enumerate(BlockRole.values)}
    for row in sorted(rows, key=lambda seat: (order[seat.role], seat.unit.sort_key)):
        found[row.block_id].append(row)
    return found


def council_seats(council: Council, today: date) -> list[CouncilSeat]:
    """Places on a council that are held today or later, in order of rank."""
    rows = CouncilSeat.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=today), council=council)
    order = {role: place for place, role in enumerate(CouncilRole.values)}
    return sorted(rows.select_related("person"), key=lambda seat: (order[seat.role], seat.person.sort_key))


def council_seats_visible_to(actor: Actor) -> QuerySet[CouncilSeat]:
    """Places on the councils the actor sees."""
    return CouncilSeat.objects.filter(council__in=councils_visible_to(actor)).select_related("person", "council")


def origins_of(unit: Unit) -> list[Succession]:
    """What a unit followed."""
    return list(Succession.objects.filter(successor=unit).select_related("predecessor"))


def successions_of(unit: Unit) -> list[Succession]:
    """What followed a unit."""
    return list(Succession.objects.filter(predecessor=unit).select_related("successor"))


def mark_of_unit(unit: Unit) -> str:
    """The mark of a unit's values, for the page that shows them."""
    return mark_of(asdict(particulars_of(unit)) | {"parent": unit.parent_id})


def names_of(idents: Iterable[UUID]) -> dict[UUID, str]:
    """Names of persons and units by id, for a page of the journal. Two queries."""
    wanted = set(idents)
    people = Person.objects.filter(pk__in=wanted).values_list("pk", "name")
    units = Unit.objects.filter(pk__in=wanted).values_list("pk", "name")
    return dict(people) | dict(units)


def empty_list(noun: str) -> bytes:
    """See `importing.columns.empty_list`."""
    return columns.empty_list(noun)


def list_columns(noun: str) -> tuple[Column, ...]:
    """The columns of a list of `units` or `people`."""
    return columns.COLUMNS[noun]


def applied_before(row: Import) -> Import | None:
    """An import of the very same file that was applied and not taken back (annex B66)."""
    same = Import.objects.filter(commune=row.commune, noun=row.noun, sha256=row.sha256, state=ImportState.APPLIED)
    return same.exclude(pk=row.pk).first()
