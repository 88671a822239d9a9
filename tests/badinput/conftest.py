"""Doors to knock on with bad input: a signed-in browser for each of the cast, and what is stored before and after."""

from __future__ import annotations

import sys
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

_TESTS = Path(__file__).resolve().parents[1]
# The makers of bad papers and of plans live beside the tests that first needed them.
sys.path += [str(_TESTS / folder) for folder in ("formats", "cli", "web/plans", "web/movements")]


@pytest.fixture
def enter(cast: Any) -> Callable[[str], Client]:
    """A client signed in as one of the cast."""

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name).account)
        return client

    return signed_in


@pytest.fixture
def clerk(enter: Callable[[str], Client]) -> Client:
    return enter("clerk")


@cache
def _small_paper() -> Any:
    """Read once for all tests: the reading takes a process of its own each time."""
    from plan_papers import SMALL

    from thidua.apps.plans.services import read_paper

    return read_paper(SMALL.encode(), "ke-hoach.txt")


@pytest.fixture
def filed(cast: Any, now: Any) -> Any:
    """A small plan that the clerk has filed."""
    from thidua.apps.plans.services import file_paper

    return file_paper(deepcopy(_small_paper()), unit=cast.ward, by=cast.clerk.actor, now=now).plan


@pytest.fixture
def stored(settings: Any) -> Callable[[], dict[str, int]]:
    """How many rows and files there are, table by table; sessions apart, because they hold no work."""
    from django.apps import apps

    def count() -> dict[str, int]:
        tables = {model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.managed}
        tables.pop("sessions.Session", None)
        media = Path(settings.MEDIA_ROOT)
        return tables | {"files on disk": sum(path.is_file() for path in media.rglob("*")) if media.exists() else 0}

    return count
