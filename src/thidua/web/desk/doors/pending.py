"""Somebody between the password and the end of the sign-in: kept in the session for ten minutes, not signed in yet."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from thidua.apps.people.queries import account_by_id

log = logging.getLogger("thidua.doors")
_KEY = "pending_sign_in"
_LASTS = timedelta(minutes=10)


def begin(request: HttpRequest, account: Any, address: str) -> None:
    """Remember whose password was right, and where to go afterwards."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "account": str(account.pk),
        # A password that is replaced meanwhile ends this, as it ends the sessions of those who are in.
        "hash": account.get_session_auth_hash(),
        "at": request.now.isoformat(),
        "next": address,
        "code": False,
    }


def account_of(request: HttpRequest) -> Any | None:
    """The account in the middle of signing in, None when there is none or it took too long."""
    told = request.session.get(_KEY)
    if not told or request.now - datetime.fromisoformat(told["at"]) > _LASTS:
        return None
    account = account_by_id(told["account"])
    if account is None or not constant_time_compare(told.get("hash", ""), account.get_session_auth_hash()):
        return None
    return account


def code_given(request: HttpRequest) -> None:
    """The second factor was right."""
    request.session[_KEY] = request.session[_KEY] | {"code": True}


def has_code(request: HttpRequest) -> bool:
    return bool(request.session.get(_KEY, {}).get("code"))


def end(request: HttpRequest) -> str:
    """Forget it; returns where to go."""
    return request.session.pop(_KEY, {}).get("next", "")


def own_path(address: str) -> str:
    """`address` when it is a path of this site, else '' (annex D63)."""
    if not address:
        return ""
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    log.warning("sign-in asked to go elsewhere: %r", address[:200])
    return ""
