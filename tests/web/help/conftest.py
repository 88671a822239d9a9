"""A signed-in browser for each of the cast."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cast import TODAY


@pytest.fixture
def signed_in(cast, now, monkeypatch) -> Callable[[str], Client]:
    """`signed_in("clerk")`: a client on 2 March 2026."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)

    def client(name: str) -> Client:
        found = Client()
        found.force_login(getattr(cast, name).account)
        return found

    return client
