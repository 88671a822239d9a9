"""A clerk at a browser's door, last year's plan, the plan above, and a draft made of both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from draft_papers import ABOVE, LAST

from thidua.apps.plans.mapping import reading_of
from thidua.apps.plans.models import Plan


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
def last(cast: Any, now: Any) -> Plan:
    from thidua.apps.plans.services import file_plan

    return file_plan(LAST.encode(), "2026.txt", unit=cast.ward, by=cast.clerk.actor, now=now).plan


@pytest.fixture
def above(cast: Any, now: Any) -> Plan:
    from thidua.apps.plans.services import file_plan

    return file_plan(ABOVE.encode(), "tp.txt", unit=cast.ward, by=cast.clerk.actor, now=now, from_above=True).plan


@pytest.fixture
def draft(cast: Any, now: Any, last: Plan, above: Plan) -> Plan:
    """For 2027, from last year's plan, held against the plan above."""
    from thidua.apps.plans.services import Beginning, begin_draft

    beginning = Beginning(2027, last, above)
    return begin_draft(beginning, unit=cast.ward, by=cast.clerk.actor, now=now, today=now.date()).plan


@pytest.fixture
def said() -> Callable[[Plan], dict[str, Any]]:
    """What a plan says now."""

    def read(plan: Plan) -> dict[str, Any]:
        return reading_of(plan.versions.order_by("-ordinal").first())

    return read
