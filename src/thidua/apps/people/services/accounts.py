"""Accounts: opened with a first password that is shown once, closed, opened again; passwords changed and reset."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Account, Person, Theme
from thidua.apps.people.services.managing import may_manage
from thidua.apps.people.wording import check_username
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.verdicts import YES, Reason, Verdict, no, refuse
from thidua.core.viet.text import clean, nfc

LONGEST = 200
# No 0 o 1 l i: the first password is read from paper and typed on a telephone.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Opened:
    """A new account, and its first password if the program made one. The password is kept nowhere else."""

    account: Account
    first_password: str | None


def first_password() -> str:
    """Twelve signs in three groups, about 59 bits: 'kfum-7wqp-x3hd'."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(3))


def check_new_password(password: str, account: Account) -> list[Reason]:
    """Why a password cannot be taken: D65 short, D64 guessed first, D03 beyond 200 signs."""
    if len(password) > LONGEST:
        return [Reason("D03", "Mật khẩu tối đa {most} ký tự.", {"most": LONGEST}, field="password")]
    try:
        validate_password(nfc(password), account)
    except ValidationError as error:
        return [Reason(each.code or "D64", str(each.message), field="password") for each in error.error_list]
    return []


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A first password and its hash, made before the lock is taken: hashing is slow on purpose."""

    plain: str
    hashed: str


def make_first_password() -> FirstPassword:
    """A password to be shown once."""
    plain = first_password()
    return FirstPassword(plain, make_password(plain))


def open_account(
    person: Person,
    *,
    username: str,
    by: Actor,
    now: datetime,
    password: str | None = None,
    first: FirstPassword | None = None,
) -> Opened:
    """Let a person sign in. Without `password` the program makes one (or takes `first`) that has to be replaced at the
    first sign-in."""
    require(may_manage(person, by, now=now))
    name = clean(username).lower()
    row = Account(person=person, username=name, must_change_password=password is None)
    wrong = check_new_password(password, row) if password is not None else []
    require(refuse(check_username(name) + wrong))
    made = None if password is not None else first or make_first_password()
    row.password = made.hashed if made else make_password(nfc(password or ""))
    with writing(person.commune, by=by, now=now) as journal:
        require(_may_open(person, name))
        row.save(force_insert=True)
        journal.record(
            Event.ACCOUNT_OPENED, row.pk, {"person": person.pk}, personal={"username": name}, person=person.pk
        )
    return Opened(row, made.plain if made else None)


def _may_open(person: Person, username: str) -> Verdict:
    if Person.objects.filter(pk=person.pk, erased_at__isnull=False).exists():
        return no("wrong_step", "Dữ liệu của người này đã được xóa.")
    if Account.objects.filter(person=person).exists():
        return no("wrong_step", "Người này đã có tài khoản.")
    if Account.objects.filter(username=username).exists():
        return no("G49", 'Tên đăng nhập "{name}" đã có. Thêm chữ hoặc số.', field="username", name=username)
    return YES


def close_account(account: Account, *, by: Actor, now: datetime) -> None:
    """Close at once: the next request of that person is a stranger's."""
    _switch(account, False, Event.ACCOUNT_CLOSED, by=by, now=now)


def reopen_account(account: Account, *, by: Actor, now: datetime) -> None:
    """Let the person sign in again, with the password of before."""
    _switch(account, True, Event.ACCOUNT_REOPENED, by=by, now=now)


def _switch(account: Account, active: bool, event: Event, *, by: Actor, now: datetime) -> None:
    person = account.person
    require(may_manage(person, by, now=now))
    if by.person == person.pk:
        require(no("own_account", "Nhờ người khác đóng hoặc mở tài khoản của chính mình."))
    with writing(person.commune, by=by, now=now) as journal:
        row = Account.objects.select_related("person").get(pk=account.pk)
        if row.person.erased_at:
            require(no("wrong_step", "Dữ liệu của người này đã được xóa."))
        if row.is_active == active:
            require(no("wrong_step", "Tài khoản đang mở." if active else "Tài khoản đã đóng."))
        row.is_active = active
        row.save(update_fields=["is_active"])
        journal.record(event, row.pk, {"person": person.pk})


def reset_password(account: Account, *, by: Actor, now: datetime) -> str:
    """A new first password for somebody who forgot theirs; shown once. The second factor stays as it is."""
    person = account.person
    require(may_manage(person, by, now=now))
    if by.person == person.pk:
        require(no("own_account", "Đổi mật khẩu của chính mình ở trang Của tôi."))
    made = make_first_password()
    with writing(person.commune, by=by, now=now) as journal:
        row = Account.objects.get(pk=account.pk)
        if not row.is_active:
            require(no("wrong_step", "Tài khoản đã đóng. Mở lại trước khi cấp mật khẩu."))
        row.password, row.must_change_password = made.hashed, True
        row.save(update_fields=["password", "must_change_password"])
        journal.record(Event.PASSWORD_RESET, row.pk, {"person": person.pk})
    return made.plain


def change_password(account: Account, *, old: str, new: str, by: Actor, now: datetime) -> Account:
    """The person's own change; the old one is asked for again. Returns the row, for the session to stay signed in."""
    if by.person != account.person_id:
        require(no("no_permit", "Mỗi người tự đổi mật khẩu của mình."))
    if not check_password(nfc(old)[:LONGEST], account.password):
        require(no("old_password", "Mật khẩu đang dùng chưa đúng.", field="old"))
    return store_password(account, new, by=by, now=now)


def store_password(account: Account, new: str, *, by: Actor, now: datetime) -> Account:
    """Keep a password that its owner chose. Used by `change_password` and by the first sign-in."""
    require(refuse(check_new_password(new, account)))
    if check_password(nfc(new), account.password):
        require(no("same_password", "Mật khẩu mới phải khác mật khẩu đang dùng.", field="password"))
    hashed = make_password(nfc(new))
    with writing(account.person.commune, by=by, now=now) as journal:
        row = Account.objects.select_related("person").get(pk=account.pk)
        row.password, row.must_change_password = hashed, False
        row.save(update_fields=["password", "must_change_password"])
        journal.record(Event.PASSWORD_CHANGED, row.pk, {"person": row.person_id})
    return row


def set_preferences(account: Account, *, theme: str, shortcuts_on: bool, by: Actor) -> None:
    """Theme and shortcuts of the own pages: a matter of taste, not entered in the journal."""
    if by.person != account.person_id:
        require(no("no_permit", "Mỗi người tự chọn giao diện của mình."))
    if theme not in Theme.values:
        require(no("D34", "Chọn giao diện: Theo máy, Sáng hoặc Tối.", field="theme"))
    Account.objects.filter(pk=account.pk).update(theme=theme, shortcuts_on=shortcuts_on)
