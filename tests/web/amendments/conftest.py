"""A signed-in browser for each of the cast, on 2 March 2026, and a launched movement."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import TODAY
from movement_builders import a_launched


@pytest.fixture
def signed_in(cast: Any, now: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """`signed_in("clerk")`: a client of that member."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)

    def client(name: str) -> Client:
        found = Client()
        found.force_login(getattr(cast, name).account)
        return found

    return client


@pytest.fixture
def movement(cast: Any, now: Any) -> Any:
    return a_launched(cast, now)
