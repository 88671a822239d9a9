"""The register of honours: one holder each, entered with the journal, following a unit through its mergers."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from thidua.apps.honours import queries
from thidua.apps.honours.models import Honour
from thidua.apps.honours.services import Conferred, enter_honour
from thidua.apps.journal.models import Entry
from thidua.apps.units.services import UnitParticulars, merge_units
from thidua.core.actors import program

GIVEN = {"form": "Giấy khen", "year": 2025, "decision_number": "31/QĐ-UBND", "decided_on": date(2025, 12, 20)}


def test_an_honour_is_entered_and_journalled(cast, now):
    row = enter_honour(Conferred(**GIVEN, unit=cast.school.id), commune=cast.ward.id, by=cast.clerk.actor, now=now)
    assert list(queries.held_by_unit(cast.school)) == [row]
    assert Entry.objects.get(event="honour.entered").subject == row.id


@pytest.mark.parametrize("holders", [(), ("person", "unit")])
def test_it_has_exactly_one_holder(cast, now, holders):
    ids = {"person": cast.officer.person.id, "unit": cast.school.id}
    with pytest.raises(IntegrityError), transaction.atomic():
        conferred = Conferred(**GIVEN, **{name: ids[name] for name in holders})
        enter_honour(conferred, commune=cast.ward.id, by=cast.clerk.actor, now=now)
    assert not Honour.objects.exists()
    assert not Entry.objects.exists()


def test_honours_follow_a_merger(cast, now):
    enter_honour(Conferred(**GIVEN, unit=cast.group_one.id), commune=cast.ward.id, by=cast.clerk.actor, now=now)
    heir = merge_units(
        [cast.group_one],
        UnitParticulars("residential_group", "Tổ dân phố Bến Cũ"),
        on=date(2026, 7, 1),
        by=program(),
        now=now,
    )
    assert [row.form for row in queries.held_by_unit(heir)] == ["Giấy khen"]
    assert [row.form for row in queries.visible_to(cast.clerk.actor)] == ["Giấy khen"]
    assert not queries.visible_to(cast.stranger.actor)
