"""The first rows of an installation."""

from __future__ import annotations

from thidua.apps.journal.queries import verify_all
from thidua.apps.units.queries import installation_name
from thidua.apps.units.services import FirstOfficer, found_installation


def test_a_ward_of_its_own_machine_names_the_city_above_it(db, now):
    founded = found_installation(
        "Phường Bến Ngọc", FirstOfficer("Vũ Thị Hương", "huong.vt", None), now=now, city="Thành phố Hải Thành"
    )
    assert founded.place.parent.name == "Thành phố Hải Thành"
    assert founded.place.parent.kind == "city"
    assert not founded.place.parent.seats.exists()
    assert installation_name() == "Phường Bến Ngọc"
    assert not list(verify_all())
