"""A clerk at a browser's door, and plans made of small papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from plan_papers import SMALL


@pytest.fixture
def enter(cast: Any) -> Callable[[str], Client]:
    """A client signed in as one of the cast."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name).account)
        return client

    return signed_in


@pytest.fixture
def desk(enter: Callable[[str], Client]) -> Client:
    """The clerk's window."""
    return enter("clerk")


@pytest.fixture
def filed(cast: Any, now: Any) -> Callable[..., Any]:
    """A plan made of words or bytes."""
    from thidua.apps.plans.services import file_plan

    def file(words: str | bytes = SMALL, name: str = "ke-hoach.txt") -> Any:
        data = words.encode() if isinstance(words, str) else words
        return file_plan(data, name, unit=cast.ward, by=cast.clerk.actor, now=now).plan

    return file
