"""Adding, correcting and erasing persons. Their values enter the journal only as commitments that can be erased."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from thidua.apps.journal.services import erase_secrets, require, writing
from thidua.apps.people.models import Account, Deputising, Person, SignInTry
from thidua.apps.people.services.managing import may_manage
from thidua.apps.people.wording import check_line, check_mail, check_telephone, telephone, unchanged_since
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.permits import Act, may
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse
from thidua.core.viet.text import clean, fold

ERASED_NAME = "Người đã xóa dữ liệu"
_LINES = (("name", "Họ và tên", 120, True), ("salutation", "Xưng hô", 20, False), ("position", "Chức vụ", 160, False))
LABELS = {name: label for name, label, *_ in _LINES} | {"phone": "Số điện thoại", "email": "Thư điện tử"}
_OWN = frozenset({"phone", "salutation"})


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is kept of a person: the least that plans, duties and reminders need."""

    name: str
    salutation: str = ""
    position: str = ""
    phone: str = ""
    email: str = ""

    def cleaned(self) -> Particulars:
        """The values as they are stored. Look at `check` of the raw ones first: cleaning hides what it drops."""
        lines = {name: clean(getattr(self, name)) for name, *_ in _LINES}
        return Particulars(**lines, phone=telephone(self.phone), email=clean(self.email).lower())

    def check(self) -> list[Reason]:
        """All that is wrong with the values, each reason with its field."""
        found = [
            reason
            for name, label, most, required in _LINES
            for reason in check_line(getattr(self, name), field=name, label=label, most=most, required=required)
        ]
        return found + check_telephone(telephone(self.phone)) + check_mail(self.email.strip())


def particulars_of(person: Person) -> Particulars:
    """The values of a row."""
    return Particulars(person.name, person.salutation, person.position, person.phone, person.email)


def add_person(
    particulars: Particulars, *, commune: UUID, by: Actor, now: datetime, namesake_ok: bool = False
) -> Person:
    """Add a person to a commune. Somebody with the same name but for marks is asked about first (D50)."""
    require(may(by, Act.PERSON_MANAGE, commune=commune))
    require(refuse(particulars.check()))
    values = particulars.cleaned()
    with writing(commune, by=by, now=now) as journal:
        if not namesake_ok:
            require(_nobody_alike(values, commune))
        person = Person.objects.create(commune=commune, **asdict(values))
        journal.record(Event.PERSON_ADDED, person.id, personal=asdict(values), person=person.id)
    return person


def _nobody_alike(values: Particulars, commune: UUID) -> Verdict:
    alike = Person.objects.filter(commune=commune, folded=fold(values.name), erased_at__isnull=True).first()
    if alike is None:
        return YES
    place = f" ({alike.position})" if alike.position else ""
    message = '"{known}"{place} và "{name}" có phải một người? Nếu là hai người, đánh dấu ô bên dưới.'
    return no("D50", message, field="namesake_ok", known=alike.name, place=place, name=values.name)


def change_person(person: Person, particulars: Particulars, *, by: Actor, now: datetime, seen: str = "") -> Person:
    """Correct a person's values. Anybody may change the own salutation and telephone; the rest is for the setters.

    `seen` is the `mark_of` the values that the page showed; the change is refused when others came in between (D30).
    """
    require(refuse(particulars.check()))
    values = particulars.cleaned()
    with writing(person.commune, by=by, now=now) as journal:
        row = Person.objects.get(pk=person.pk)
        require(_still_here(row))
        before = particulars_of(row)
        changed = {name: value for name, value in asdict(values).items() if value != getattr(before, name)}
        if by.person != row.pk or not set(changed) <= _OWN:
            require(may(by, Act.PERSON_MANAGE, commune=row.commune))
        if not changed:
            return row
        require(unchanged_since(seen, asdict(before), LABELS))
        for name, value in changed.items():
            setattr(row, name, value)
        row.save()
        told = changed | {f"{name}_before": getattr(before, name) for name in changed}
        journal.record(Event.PERSON_CHANGED, row.pk, {"fields": sorted(changed)}, personal=told, person=row.pk)
    return row


def erase_person(person: Person, *, by: Actor, now: datetime) -> Person:
    """Erase what identifies a person: name, contacts, account, tries to sign in, and every value kept for the journal.

    The row stays without a name, because duties, seats and signed papers point to it; papers keep their own words.
    """
    require(may_manage(person, by, now=now))
    if by.person == person.pk:
        require(no("own_account", "Nhờ người khác xóa dữ liệu của chính mình."))
    with transaction.atomic():
        with writing(person.commune, by=by, now=now) as journal:
            row = Person.objects.get(pk=person.pk)
            require(_still_here(row))
            _erase_account(row)
            _recall_all(row, by=by, now=now)
            for name, value in asdict(Particulars(ERASED_NAME)).items():
                setattr(row, name, value)
            row.erased_at = now
            row.save()
            journal.record(Event.PERSON_ERASED, row.pk)
        erase_secrets(row.pk, commune=row.commune, by=by, now=now)
    return row


def _recall_all(person: Person, *, by: Actor, now: datetime) -> None:
    open_rows = Deputising.objects.filter(to_on__gte=timezone.localdate(now), recalled_at__isnull=True)
    for row in open_rows.filter(Q(person=person) | Q(deputy=person)):
        row.recalled_by, row.recalled_at = by.person or person.pk, now
        row.save(update_fields=["recalled_by", "recalled_at"])


def _erase_account(person: Person) -> None:
    account = Account.objects.filter(person=person).first()
    if account is None:
        return
    SignInTry.objects.filter(username=account.username).delete()
    account.username = f"da-xoa-{account.pk.hex}"
    account.is_active = False
    account.totp_secret, account.totp_confirmed_at = "", None
    account.set_unusable_password()
    account.save()


def _still_here(person: Person) -> Verdict:
    if person.erased_at:
        return no("wrong_step", "Dữ liệu của người này đã được xóa.")
    return YES


def take_back_person(person: Person, *, by: Actor, now: datetime) -> None:
    """Delete a person whom an import added by mistake, with the account. Refused once the account was used; whatever
    else points to the row makes the database refuse."""
    require(may_manage(person, by, now=now))
    account = Account.objects.filter(person=person).first()
    if account and account.last_login:
        require(no("used", "{name} đã đăng nhập.", name=person.name))
    with transaction.atomic():
        if account:
            account.delete()
        ident, commune = person.pk, person.commune
        person.delete()
        erase_secrets(ident, commune=commune, by=by, now=now)
