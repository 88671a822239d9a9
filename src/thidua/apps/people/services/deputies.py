"""Acting for somebody who is away: named with dates, recalled, never passed on."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Account, Deputising, Person
from thidua.apps.people.services.managing import may_manage
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act
from thidua.core.verdicts import YES, Verdict, no

LONGEST_DAYS = 366


def name_deputy(person: Person, deputy: Person, *, from_on: date, to_on: date, by: Actor, now: datetime) -> Deputising:
    """Lend the seats of `person` to `deputy` between two days, both included.

    A person lends the own seats; for others the table of permits decides, and nobody lends to themselves (annex D68).
    """
    require(_may_lend(person, by, now))
    today = timezone.localdate(now)
    with writing(person.commune, by=by, now=now) as journal:
        require(_sound(Person.objects.get(pk=person.pk), Person.objects.get(pk=deputy.pk), from_on, to_on, today))
        if by.person == deputy.pk:
            require(no("D68", "Nhờ người khác ghi việc làm thay cho chính mình.", field="deputy"))
        row = Deputising.objects.create(
            commune=person.commune, person=person, deputy=deputy, from_on=from_on, to_on=to_on,
            named_by=by.person, named_at=now,
        )  # fmt: skip
        content = {"person": person.pk, "deputy": deputy.pk, "from_on": from_on, "to_on": to_on}
        journal.record(Event.DEPUTY_NAMED, row.pk, content)
    return row


def _may_lend(person: Person, by: Actor, now: datetime) -> Verdict:
    return YES if by.person == person.pk else may_manage(person, by, now=now, act=Act.DEPUTY_NAME)


def _sound(person: Person, deputy: Person, from_on: date, to_on: date, today: date) -> Verdict:
    if person.pk == deputy.pk or from_on < today:
        return no("D68", "Chọn người khác và thời gian từ hôm nay.", field="deputy" if person == deputy else "from_on")
    if to_on < from_on:
        return no("D16", "Ngày cuối phải từ ngày đầu trở đi.", field="to_on")
    if (to_on - from_on).days > LONGEST_DAYS:
        return no("D17", "Làm thay tối đa một năm; sau đó ghi lại.", field="to_on")
    if deputy.commune != person.commune or deputy.erased_at or person.erased_at:
        return no("D35", "Chọn người trong cùng xã, phường.", field="deputy")
    if not Account.objects.filter(person=deputy, is_active=True).exists():
        return no("no_account", "Người này chưa có tài khoản đang mở nên chưa làm thay được.", field="deputy")
    known = Deputising.objects.filter(person=person, deputy=deputy, recalled_at__isnull=True)
    if known.filter(from_on__lte=to_on, to_on__gte=from_on).exists():
        return no("already", "Người này đã được ghi làm thay trong thời gian đó.", field="from_on")
    return YES


def recall_deputy(row: Deputising, *, by: Actor, now: datetime) -> None:
    """End it at once."""
    require(_may_lend(row.person, by, now))
    with writing(row.commune, by=by, now=now) as journal:
        current = Deputising.objects.get(pk=row.pk)
        if current.recalled_at or current.to_on < timezone.localdate(now):
            require(no("wrong_step", "Việc làm thay này đã kết thúc."))
        current.recalled_by, current.recalled_at = by.person or current.person_id, now
        current.save(update_fields=["recalled_by", "recalled_at"])
        journal.record(Event.DEPUTY_RECALLED, current.pk, {"person": current.person_id, "deputy": current.deputy_id})
