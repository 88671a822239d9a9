"""Who got the paper and with what proof; how far the package has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from thidua.apps.files.models import StoredFile
from thidua.apps.movements.models import (
    AttachmentKind,
    Delivery,
    DeliveryChannel,
    Movement,
    Opening,
    Participant,
    Passing,
    Recipient,
    RecipientPlace,
)
from thidua.apps.movements.queries.movement import visible_to
from thidua.apps.people.models import Person
from thidua.apps.plans.queries import current_version
from thidua.apps.plans.queries import reading as reading_of_version
from thidua.apps.units.models import Seat, Unit
from thidua.apps.units.queries import on_day
from thidua.core.actors import Actor
from thidua.core.movements.reach import Reach
from thidua.core.movements.sending import CHANNEL_LABELS, Channel, LineFacts, LineState, Place, state_of
from thidua.core.permits import Act, may

ATTACHMENT_KINDS = AttachmentKind.choices
CHANNEL_CHOICES = DeliveryChannel.choices
PLACE_CHOICES = [choice for choice in RecipientPlace.choices if choice[0] != Place.UNSURE]


@dataclass
class RecipientLine:
    """One line of "Nơi nhận": who it is, what went out, where it stands."""

    recipient: Recipient
    units: list[Unit]
    sent: list[Delivery]
    state: LineState
    by: dict[UUID, str] = field(default_factory=dict)

    @property
    def unit_ids(self) -> set[str]:
        """The units as a form carries them."""
        return {str(unit.id) for unit in self.units}

    @property
    def proofs(self) -> list[str]:
        """Each sending in words: '02/03/2026, Văn bản giấy, sổ giao 15, Vũ Thị Hương'."""
        return [
            ", ".join(
                part
                for part in (
                    f"{row.sent_on:%d/%m/%Y}", CHANNEL_LABELS[Channel(row.channel)], row.receipt,
                    self.by.get(row.recorded_by, "") if row.recorded_by else "",
                )
                if part
            )
            for row in self.sent
        ]  # fmt: skip


def recipient_lines(movement: Movement, today: date) -> list[RecipientLine]:
    """The lines of a launched movement in printed order. Six queries, however many lines."""
    if movement.launched_at is None:
        return []
    rows = list(movement.recipients.prefetch_related("units", "deliveries__file"))
    reached = _reached(movement)
    who = {sent.recorded_by for row in rows for sent in row.deliveries.all() if sent.recorded_by}
    names = dict(Person.objects.filter(pk__in=who).values_list("pk", "name"))
    launched_on = timezone.localdate(movement.launched_at)
    return [_line(row, reached, names, launched_on, today) for row in rows]


def _line(row: Recipient, reached: set[UUID], names: dict[UUID, str], launched_on: date, today: date) -> RecipientLine:
    units, sent = list(row.units.all()), list(row.deliveries.all())
    facts = LineFacts(
        place=Place(row.place),
        units=len(units),
        sent=bool(sent),
        reached=sum(unit.id in reached for unit in units),
        proved=any(each.receipt or each.file_id for each in sent),
    )
    return RecipientLine(row, units, sent, state_of(facts, launched_on=launched_on, today=today), names)


def _reached(movement: Movement) -> set[UUID]:
    """Units that opened the movement or took their duties: the system's own proof."""
    opened = set(movement.openings.values_list("unit_id", flat=True))
    return opened | set(movement.participants.filter(acknowledged_at__isnull=False).values_list("unit_id", flat=True))


def recipient_of(movement: Movement, ident: UUID) -> Recipient | None:
    """One line of a movement that the actor was found to see."""
    return movement.recipients.filter(pk=ident).first()


def recipient_names(movement: Movement) -> list[str]:
    """Recipients as the plan prints them, for a movement that is still to be launched. Two queries."""
    return [row["name"] for row in reading_of_version(current_version(movement.plan))["recipients"]]


@dataclass(frozen=True)
class Unsent:
    """A running movement with lines that nothing went to."""

    movement: Movement
    lines: int


def unsent(actor: Actor) -> list[Unsent]:
    """Movements of the communes in which the actor records sendings, where a recipient has got nothing. One query."""
    communes = [each for each in actor.communes if may(actor, Act.DELIVERY_RECORD, commune=each)]
    missing = Count("recipients", filter=Q(recipients__deliveries__isnull=True), distinct=True)
    rows = Movement.objects.filter(commune__in=communes, state="launched").annotate(missing=missing)
    return [Unsent(row, row.missing) for row in rows.filter(missing__gt=0)]


@dataclass
class ReachLine:
    """One unit of a movement: when it opened, took, passed on; whom to telephone while it has not."""

    unit: Unit
    participant: Participant
    opened_at: datetime | None
    passings: list[Passing]
    people: list[tuple[str, str]] = field(default_factory=list)

    @property
    def told(self) -> int:
        return sum(row.people for row in self.passings)

    @property
    def reached_at(self) -> datetime | None:
        """Opened, or taken without a look at the package."""
        return self.opened_at or self.participant.acknowledged_at

    @property
    def missing(self) -> str:
        if self.reached_at is None:
            return "open"
        if self.participant.acknowledged_at is None:
            return "take"
        return "" if self.passings else "pass"


def reach_lines(movement: Movement, day: date | None = None) -> list[ReachLine]:
    """Units of a movement, those that are furthest behind first; with `day` their people of that day. Four queries."""
    opened: dict[UUID, datetime] = {}
    for unit, at in (
        Opening.objects.filter(movement=movement).order_by("-opened_at").values_list("unit_id", "opened_at")
    ):
        opened[unit] = at
    passed: dict[UUID, list[Passing]] = defaultdict(list)
    for row in movement.passings.select_related("file"):
        passed[row.unit_id].append(row)
    parts = list(movement.participants.select_related("unit").order_by("unit__sort_key"))
    people = _people(parts, day) if day else {}
    lines = [
        ReachLine(part.unit, part, opened.get(part.unit_id), passed.get(part.unit_id, []), people.get(part.unit_id, []))
        for part in parts
    ]
    order = {"open": 0, "take": 1, "pass": 2, "": 3}
    return sorted(lines, key=lambda line: order[line.missing])


def _people(parts: list[Participant], day: date) -> dict[UUID, list[tuple[str, str]]]:
    """Names and telephones of those who hold a seat in the units."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    seats = Seat.objects.filter(on_day(day), unit__in=[part.unit_id for part in parts], person__erased_at__isnull=True)
    rows = seats.order_by("person__sort_key").values_list("unit_id", "person__name", "person__phone").distinct()
    for unit, name, phone in rows:
        found[unit].append((name, phone))
    return found


def reach_of(lines: list[ReachLine]) -> Reach:
    """The sums of the lines."""
    return Reach(
        units=len(lines),
        opened=sum(line.reached_at is not None for line in lines),
        acknowledged=sum(line.participant.acknowledged_at is not None for line in lines),
        passed=sum(bool(line.passings) for line in lines),
        people=sum(line.told for line in lines),
    )


def passings_of(movement: Movement, unit: Unit) -> list[Passing]:
    """What a unit has passed on."""
    return list(movement.passings.filter(unit=unit).select_related("file"))


def proofs_visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """Files that prove a sending or a passing on, in movements of the communes whose reach the actor reads."""
    communes = [each for each in actor.communes if may(actor, Act.REACH_READ, commune=each)]
    rows = visible_to(actor).filter(commune__in=communes).values("pk")
    sent = Delivery.objects.filter(recipient__movement__in=rows).values("file")
    passed = Passing.objects.filter(movement__in=rows).values("file")
    return StoredFile.objects.filter(Q(id__in=sent) | Q(id__in=passed))


@dataclass(frozen=True)
class PackagePart:
    """What one unit finds in the package besides the papers that all get: how much of each kind of duty."""

    unit: Unit
    leads: int
    supports: int
    duties: int
    reports: int


def package_parts(movement: Movement) -> list[PackagePart]:
    """Who gets what: units of a launched movement with the size of their sheets. Two queries."""
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = movement.duties.order_by().values_list("unit_id", "kind").annotate(many=Count("id"))
    for unit, kind, many in rows:
        counts[unit][kind] = many
    units = Unit.objects.filter(participations__movement=movement).order_by("sort_key")
    return [_part(unit, counts[unit.id]) for unit in units]


def _part(unit: Unit, many: dict[str, int]) -> PackagePart:
    names = ("leads_target", "supports_target", "duty", "reports")
    return PackagePart(unit, *(many.get(name, 0) for name in names))
