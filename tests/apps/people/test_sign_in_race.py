"""Guesses sent all at once are counted one after the other."""

from __future__ import annotations

import pytest

from builders import together
from cast import standing_cast
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import SignInTry
from thidua.apps.people.services import sign_in, signing_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_guesses_at_once_do_not_pass_together(now):
    standing_cast()
    came = together(
        *(lambda: sign_in("lan.pt", "sai", address="10.0.0.5", now=now) for _ in range(signing_in.FAILURES + 4))
    )
    codes = [fault.verdict.reasons[0].code for fault in came if isinstance(fault, Refused)]
    assert sorted(codes) == ["D67"] * 4 + ["sign_in"] * signing_in.FAILURES, came
    assert SignInTry.objects.filter(succeeded=False).count() == signing_in.FAILURES
