"""What went to whom: recipients of the plan, sendings with their proof, openings, and passing on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from thidua.apps.files.models import StoredFile
from thidua.apps.journal.services import require, writing
from thidua.apps.movements.mapping import cards
from thidua.apps.movements.models import Delivery, Movement, Opening, Participant, Passing, Recipient
from thidua.apps.people.wording import check_line
from thidua.apps.plans.mapping import Reading, reading_of
from thidua.apps.units.queries import units_of
from thidua.core.actors import Actor, Role
from thidua.core.events import Event
from thidua.core.movements.reach import check_passing
from thidua.core.movements.sending import Channel, Place, check_sending
from thidua.core.permits import Act, may
from thidua.core.plans.library.recipients import match_recipients
from thidua.core.verdicts import no, refuse
from thidua.core.viet.text import clean

_PLACES = {
    "matched": Place.MATCHED,
    "perhaps": Place.MATCHED,
    "above": Place.OUTSIDE,
    "leaders": Place.LEADERS,
    "archive": Place.ARCHIVE,
    "unmatched": Place.UNSURE,
}
LONGEST_COVER = 3000


@dataclass(frozen=True)
class Sending:
    """One press of "Đã gửi": how, when, and the proof there is."""

    channel: str
    sent_on: date
    receipt: str = ""
    file: StoredFile | None = None


def list_recipients(row: Movement, reading: Reading, *, today: date) -> list[Recipient]:
    """The recipient lines of the plan as rows, each matched with units; made once, inside the launch's lock."""
    known = list(row.recipients.all())
    if known:
        return known
    for at, line in enumerate(match_recipients(reading, cards(units_of(row.commune, today)))):
        made = Recipient.objects.create(
            movement=row, ordinal=at, printed=line.name[:400], note=line.note[:200], place=_PLACES[line.standing]
        )
        made.units.set(line.units)
        known.append(made)
    return known


def send_on_the_system(recipients: Iterable[Recipient], *, by: Actor, now: datetime, today: date) -> None:
    """The launch itself brings the paper to every unit that was matched; the proof is that it is opened."""
    Delivery.objects.bulk_create(
        Delivery(recipient=row, channel=Channel.SYSTEM.value, sent_on=today, recorded_by=by.person, recorded_at=now)
        for row in recipients
        if row.place == Place.MATCHED
    )


def match_recipient(
    recipient: Recipient, place: str, units: Sequence[UUID], *, by: Actor, now: datetime, today: date
) -> Recipient:
    """Say who a printed recipient is: units of the tree, somebody outside, leaders, or the archive."""
    commune = recipient.movement.commune
    require(may(by, Act.DELIVERY_RECORD, commune=commune))
    with writing(commune, by=by, now=now) as journal:
        row = Recipient.objects.get(pk=recipient.pk)
        known = set(units_of(commune, today).values_list("id", flat=True))
        chosen = {unit for unit in units if unit in known}
        if place not in set(Place) or place == Place.UNSURE:
            require(no("D34", "Chọn nơi nhận trong danh sách.", field=f"place-{row.id}"))
        if place == Place.MATCHED and not chosen:
            require(no("D01", "Chọn ít nhất một đơn vị.", field=f"place-{row.id}"))
        chosen = chosen if place == Place.MATCHED else set()
        if row.place != place or chosen != set(row.units.values_list("id", flat=True)):
            row.place = place
            row.save(update_fields=["place"])
            row.units.set(chosen)
            told = {"recipient": row.id, "place": place, "units": sorted(chosen, key=str)}
            journal.record(Event.RECIPIENT_MATCHED, row.movement_id, told)
    return row


def record_sending(
    movement: Movement, recipients: Sequence[UUID], sending: Sending, *, by: Actor, now: datetime, today: date
) -> int:
    """Record one sending to many lines; all or nothing. Returns how many are new: twice does no harm."""
    require(may(by, Act.DELIVERY_RECORD, commune=movement.commune))
    require(refuse(check_line(sending.receipt, field="receipt", label="Bằng chứng", most=160, required=False)))
    receipt = clean(sending.receipt)
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.select_related("plan").get(pk=movement.pk)
        if row.state not in ("launched", "closed"):
            require(no("not_launched", "Phong trào chưa phát động; chưa có gì để gửi."))
        lines = list(row.recipients.filter(pk__in=recipients))
        if not lines:
            require(no("D01", "Chọn ít nhất một nơi nhận.", field="recipients"))
        for line in lines:
            require(
                check_sending(
                    sending.channel, Place(line.place), receipt=receipt, sent_on=sending.sent_on,
                    signed_on=row.plan.signed_on, today=today,
                )
            )  # fmt: skip
        made = [line for line in lines if _sent(line, sending, receipt, by=by, now=now)]
        if made:
            told = {
                "recipients": [line.id for line in made], "channel": sending.channel, "sent_on": sending.sent_on,
                "receipt": receipt, "file": sending.file.sha256 if sending.file else None,
            }  # fmt: skip
            journal.record(Event.DELIVERY_RECORDED, row.id, told)
    return len(made)


def _sent(line: Recipient, sending: Sending, receipt: str, *, by: Actor, now: datetime) -> bool:
    _, is_new = Delivery.objects.get_or_create(
        recipient=line, channel=sending.channel, sent_on=sending.sent_on, receipt=receipt,
        defaults={"file": sending.file, "recorded_by": by.person, "recorded_at": now},
    )  # fmt: skip
    return is_new


def prepare_recipients(movement: Movement, *, by: Actor, now: datetime, today: date) -> None:
    """The lines of a movement that was launched before lines were kept."""
    require(may(by, Act.DELIVERY_RECORD, commune=movement.commune))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state == "launched" and not row.recipients.exists():
            made = list_recipients(row, reading_of(row.plan.versions.order_by("-ordinal").first()), today=today)
            journal.record(Event.MOVEMENT_CHANGED, row.id, {"recipients": len(made)})


def save_cover(movement: Movement, words: str, *, by: Actor, now: datetime) -> Movement:
    """The words that go with the package."""
    require(may(by, Act.MOVEMENT_ASSIGN, commune=movement.commune))
    said = "\n".join(clean(line) for line in words.splitlines()).strip()
    if len(said) > LONGEST_COVER:
        require(no("D03", "Lời gửi kèm dài {n} ký tự, tối đa 3.000.", field="cover", n=len(said)))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state == "closed":
            require(no("wrong_step", "Phong trào đã kết thúc; không sửa lời gửi kèm nữa."))
        if row.cover != said:
            row.cover = said
            row.save(update_fields=["cover"])
            journal.record(Event.MOVEMENT_CHANGED, row.id, {"cover": len(said)})
    return row


def note_opening(movement: Movement, *, by: Actor, now: datetime) -> None:
    """Somebody of a unit that got the package looks at it: kept once a person and unit, entered once a unit.

    Costs one query for those who have opened it before, and for those who hold no seat in a unit that got it.
    """
    if by.person is None or movement.state != "launched" or not by.seats:
        return
    told = Participant.objects.filter(movement=movement, unit__in=units_spoken_for(by))
    if not told.exclude(unit__in=_opened(movement, by)).exists():
        return
    with writing(movement.commune, by=by, now=now) as journal:
        for unit in told.values_list("unit_id", flat=True):
            first = not Opening.objects.filter(movement=movement, unit=unit).exists()
            _, is_new = Opening.objects.get_or_create(
                movement=movement, unit_id=unit, opened_by=by.person, defaults={"opened_at": now}
            )
            if is_new and first:
                journal.record(Event.PACKAGE_OPENED, movement.id, {"unit": unit})


def units_spoken_for(by: Actor) -> set[UUID]:
    """Units whose package somebody opens: the own ones, and the commune itself for its clerks and its chair."""
    return set(by.units) | {each for each in by.communes if by.holds(Role.CLERK, Role.CHAIR, commune=each)}


def _opened(movement: Movement, by: Actor) -> object:
    return Opening.objects.filter(movement=movement, opened_by=by.person).values("unit")


@dataclass(frozen=True)
class PassedOn:
    """What a unit says: how many people were told, on which day, in which way."""

    people: int | None
    passed_on: date | None
    how: str = ""
    file: StoredFile | None = None


def pass_on(movement: Movement, unit: UUID, sent: PassedOn, *, by: Actor, now: datetime, today: date) -> Passing:
    """A unit has told its own people. The same day in the same way twice does no harm."""
    require(may(by, Act.DUTY_ACKNOWLEDGE, commune=movement.commune, unit=unit))
    require(refuse(check_line(sent.how, field="how", label="Hình thức", most=200, required=False)))
    with writing(movement.commune, by=by, now=now) as journal:
        row = Movement.objects.get(pk=movement.pk)
        if row.state != "launched" or row.launched_at is None:
            require(no("not_launched", "Phong trào chưa phát động hoặc đã kết thúc; không ghi phổ biến."))
        if not Participant.objects.filter(movement=row, unit=unit).exists():
            require(no("no_part", "Đơn vị không có phần việc trong phong trào này."))
        launched_on = timezone.localdate(row.launched_at)
        require(check_passing(sent.people, sent.passed_on, launched_on=launched_on, today=today))
        made, is_new = Passing.objects.get_or_create(
            movement=row, unit_id=unit, passed_on=sent.passed_on, how=clean(sent.how),
            defaults={"people": sent.people, "file": sent.file, "recorded_by": by.person, "recorded_at": now},
        )  # fmt: skip
        if is_new:
            told = {"unit": unit, "passed_on": made.passed_on, "people": made.people, "how": made.how}
            journal.record(Event.MOVEMENT_PASSED, row.id, told)
    return made
