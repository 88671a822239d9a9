"""Signing in, slowed for whoever guesses: five failures in five minutes, by name and by address (annex D67, T32).

No account is ever locked. Somebody who has signed in from an address within thirty days is counted there alone, so that
guesses from elsewhere do not keep the person out. A refused try is not counted, so the wait ends by itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet

from thidua.apps.journal.queries import first_commune
from thidua.apps.journal.services import Refused, forget_keys, require, take_turns, writing
from thidua.apps.people.models import Account, SignInTry
from thidua.apps.people.services.accounts import LONGEST, store_password
from thidua.apps.people.services.second_factor import verify_code
from thidua.core.actors import Actor, program
from thidua.core.events import Event
from thidua.core.verdicts import no
from thidua.core.viet.text import clean, nfc

FAILURES = 5
WINDOW = timedelta(minutes=5)
KNOWN_FOR = timedelta(days=30)
FAILURES_KEPT = timedelta(days=1)


def wait_seconds(username: str, *, address: str, now: datetime) -> int:
    """How long this name at this address has to wait before the next try; 0 when it may try."""
    name, address = _name(username), _machine(address)
    failures = SignInTry.objects.filter(succeeded=False, at__gt=now - WINDOW)
    known = SignInTry.objects.filter(username=name, address=address, succeeded=True, at__gt=now - KNOWN_FOR).exists()
    counted = [failures.filter(username=name, address=address)]
    if not known:
        counted = [failures.filter(username=name), failures.filter(address=address)]
    return max(_wait(rows, now) for rows in counted)


def _wait(rows: QuerySet[SignInTry], now: datetime) -> int:
    latest = list(rows.order_by("-at").values_list("at", flat=True)[:FAILURES])
    return 0 if len(latest) < FAILURES else max(int((latest[-1] + WINDOW - now).total_seconds()) + 1, 1)


def sign_in(username: str, password: str, *, address: str, now: datetime) -> Account:
    """The account, when name and password fit. A second factor and a first password are still to be asked for.

    Raises Refused: D67 with `seconds` to wait, or `sign_in` for a wrong name or password: both look and take alike.
    """
    name = _name(username)
    counted = _begin(name, address, now)
    account = Account.objects.select_related("person").filter(username=name).first()
    fits = check_password(nfc(password)[:LONGEST], account.password if account else _nobody())
    if account is None or not fits or not account.is_active:
        _refused(account, address, now)
        raise Refused(no("sign_in", "Tên đăng nhập hoặc mật khẩu chưa đúng."))
    counted.delete()
    return account


def check_code_at_sign_in(account: Account, code: str, *, address: str, now: datetime) -> None:
    """The second factor, under the same throttle as the password."""
    counted = _begin(account.username, address, now)
    try:
        verify_code(account, code, now=now)
    except Refused:
        _refused(account, address, now)
        raise
    counted.delete()


def complete_sign_in(account: Account, *, address: str, now: datetime) -> None:
    """Write down the success, and forget old tries, sessions and keys of forms."""
    SignInTry.objects.filter(Q(succeeded=False, at__lt=now - FAILURES_KEPT) | Q(at__lt=now - KNOWN_FOR)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_keys(now - KNOWN_FOR)
    SignInTry.objects.create(username=account.username, address=_machine(address), at=now, succeeded=True)
    by = Actor(account.person_id, account.person.name)
    with writing(account.person.commune, by=by, now=now) as journal:
        journal.record(
            Event.SIGN_IN_SUCCEEDED, account.pk, {"second_factor": bool(account.totp_confirmed_at)},
            personal={"address": address}, person=account.person_id,
        )  # fmt: skip


def replace_first_password(account: Account, new: str, *, now: datetime) -> Account:
    """The password that the person chooses in the place of the first one, before the sign-in is complete."""
    if not account.must_change_password:
        require(no("wrong_step", "Mật khẩu đã đổi rồi. Đổi tiếp ở trang Của tôi."))
    return store_password(account, new, by=Actor(account.person_id, account.person.name), now=now)


def _begin(name: str, address: str, now: datetime) -> SignInTry:
    """Count the try as failed before looking at the password, so that many at once do not pass together."""
    with transaction.atomic():
        # In one order for all, so that two never wait for each other.
        take_turns(f"sign-in name {_name(name)}")
        take_turns(f"sign-in address {_machine(address)}")
        if seconds := wait_seconds(name, address=address, now=now):
            minutes = -(-seconds // 60)
            message = "Thử lại sau {minutes} phút. Tài khoản không bị khóa."
            raise Refused(no("D67", message, minutes=minutes, seconds=seconds))
        return SignInTry.objects.create(username=name, address=_machine(address), at=now, succeeded=False)


def _machine(address: str) -> str:
    """What a try is counted by: the address, or the /64 of an IPv6 one, of which every home has all."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False).network_address)
    return str(found)


def _refused(account: Account | None, address: str, now: datetime) -> None:
    if account is None:
        # Written down too: it is worth knowing, and an unknown name must not be told by being answered sooner.
        if commune := first_commune():
            with writing(commune, by=program(), now=now) as journal:
                journal.record(Event.SIGN_IN_REFUSED, None)
        return
    with writing(account.person.commune, by=program(), now=now) as journal:
        journal.record(Event.SIGN_IN_REFUSED, account.pk, {}, personal={"address": address}, person=account.person_id)


def _name(username: str) -> str:
    return clean(username).lower()[:60]


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash that an unknown name is compared with, so that it takes as long as a known one."""
    return make_password("không ai dùng mật khẩu này")
