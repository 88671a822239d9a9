"""The second factor: a code of six digits from the telephone (TOTP, RFC 6238). A used step is not taken again."""

from __future__ import annotations

from datetime import datetime

import pyotp
from django.contrib.auth.hashers import check_password

from thidua.apps.journal.services import require, writing
from thidua.apps.people.models import Account
from thidua.apps.people.services.managing import may_manage
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.core.verdicts import no
from thidua.core.viet.text import clean, nfc

_STEP = 30
_OWN = "Mỗi người tự bật xác thực hai bước cho mình."


def new_second_factor(account: Account, *, by: Actor, now: datetime) -> str:
    """A fresh secret, base32, waiting for its first code; the one before is gone. Refused when one is switched on."""
    require_own(account, by)
    with writing(account.person.commune, by=by, now=now):
        row = Account.objects.get(pk=account.pk)
        if row.totp_confirmed_at:
            require(no("wrong_step", "Xác thực hai bước đang bật. Tắt trước khi cài lại."))
        row.totp_secret = pyotp.random_base32()
        row.save(update_fields=["totp_secret"])
    return row.totp_secret


def setup_uri(account: Account) -> str:
    """What the QR code holds: an otpauth address with the sign-in name."""
    return pyotp.TOTP(account.totp_secret).provisioning_uri(name=account.username, issuer_name="Thi đua")


def confirm_second_factor(account: Account, code: str, *, by: Actor, now: datetime) -> None:
    """Switch it on: from now a code is asked for at every sign-in."""
    require_own(account, by)
    with writing(account.person.commune, by=by, now=now) as journal:
        row = Account.objects.get(pk=account.pk)
        if row.totp_confirmed_at or not row.totp_secret:
            require(no("wrong_step", "Mở lại trang cài đặt để lấy mã QR mới."))
        _use(row, code, now)
        row.totp_confirmed_at = now
        row.save(update_fields=["totp_confirmed_at", "totp_last_step"])
        journal.record(Event.SECOND_FACTOR_ADDED, row.pk, {"person": row.person_id})


def remove_second_factor(account: Account, *, by: Actor, now: datetime, password: str = "") -> None:
    """Switch it off: by the person with the own password, or by a setter for somebody who lost the telephone."""
    if by.person == account.person_id:
        if not check_password(nfc(password), account.password):
            require(no("old_password", "Mật khẩu đang dùng chưa đúng.", field="password"))
    else:
        require(may_manage(account.person, by, now=now))
    with writing(account.person.commune, by=by, now=now) as journal:
        row = Account.objects.get(pk=account.pk)
        if not row.totp_confirmed_at:
            require(no("wrong_step", "Xác thực hai bước đang tắt."))
        row.totp_secret, row.totp_confirmed_at = "", None
        row.save(update_fields=["totp_secret", "totp_confirmed_at"])
        journal.record(Event.SECOND_FACTOR_REMOVED, row.pk, {"person": row.person_id})


def verify_code(account: Account, code: str, *, now: datetime) -> None:
    """Take a code at sign-in, once. Refused: `totp` for a wrong one, D66 for one that was used."""
    row = Account.objects.get(pk=account.pk)
    _use(row, code, now)
    taken = Account.objects.filter(pk=row.pk, totp_last_step__lt=row.totp_last_step)
    if not taken.update(totp_last_step=row.totp_last_step):
        require(no("D66", "Mã đã dùng; chờ mã mới.", field="code"))


def _use(row: Account, code: str, now: datetime) -> None:
    """Set the step of the row to the one of `code`: this one, or the one before or after for clocks that differ."""
    step = _step_of(row.totp_secret, clean(code).replace(" ", ""), now)
    if step is None:
        require(no("totp", "Mã chưa đúng. Nhập 6 chữ số đang hiện trên điện thoại.", field="code"))
    elif step <= row.totp_last_step:
        require(no("D66", "Mã đã dùng; chờ mã mới.", field="code"))
    else:
        row.totp_last_step = step


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // _STEP
    for step in (current, current - 1, current + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), code):
            return step
    return None


def require_own(account: Account, by: Actor) -> None:
    if by.person != account.person_id:
        require(no("no_permit", _OWN))
