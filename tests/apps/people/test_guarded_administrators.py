"""Nobody becomes an administrator by a side door: an administrator's password or seats."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders import a_person, a_seat, an_account
from cast import TODAY
from thidua.apps.journal.services import Refused
from thidua.apps.people import services as people
from thidua.apps.people.models import Account, Deputising
from thidua.apps.units import services as units
from thidua.apps.units.models import Seat


def _spare(cast):
    """A second administrator, without an account."""
    person = a_person("Lưu Văn Phòng", commune=cast.ward)
    a_seat(person, cast.ward, "admin")
    return person


ACTS = {
    "reset_password": lambda cast, by, now: people.reset_password(cast.admin.account, by=by, now=now),
    "close_account": lambda cast, by, now: people.close_account(cast.admin.account, by=by, now=now),
    "remove_second_factor": lambda cast, by, now: people.remove_second_factor(cast.admin.account, by=by, now=now),
    "erase_person": lambda cast, by, now: people.erase_person(cast.admin.person, by=by, now=now),
    "open_account": lambda cast, by, now: people.open_account(_spare(cast), username="phong.lv", by=by, now=now),
    "name_deputy": lambda cast, by, now: people.name_deputy(
        cast.admin.person, cast.officer.person, from_on=TODAY, to_on=TODAY, by=by, now=now
    ),
    "leave_seat": lambda cast, by, now: units.leave_seat(
        Seat.objects.get(person=cast.admin.person), last_day=TODAY, by=by, now=now
    ),
    "retire_person": lambda cast, by, now: units.retire_person(cast.admin.person, last_day=TODAY, by=by, now=now),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_clerk_does_not_manage_an_administrator(cast, now, act):
    Account.objects.filter(pk=cast.admin.account.pk).update(totp_secret="A" * 32, totp_confirmed_at=now)
    with pytest.raises(Refused) as refused:
        ACTS[act](cast, cast.clerk.actor, now)
    assert refused.value.verdict.reasons[0].code == "no_permit"
    assert Account.objects.get(pk=cast.admin.account.pk).check_password("mưa bay trên đê xanh")
    assert Seat.objects.get(person=cast.admin.person).to_on is None
    assert not Deputising.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_another_administrator_does(cast, now, act):
    Account.objects.filter(pk=cast.admin.account.pk).update(totp_secret="A" * 32, totp_confirmed_at=now)
    other = a_person("Cao Thị Quản", commune=cast.ward)
    a_seat(other, cast.ward, "admin")
    from thidua.apps.units.queries import actor_of

    ACTS[act](cast, actor_of(an_account(other, "quan.ct"), TODAY), now)


def test_who_was_an_administrator_once_is_like_others(cast, now):
    Seat.objects.filter(person=cast.admin.person).update(to_on=TODAY - timedelta(days=1))
    assert people.reset_password(cast.admin.account, by=cast.clerk.actor, now=now)


def test_an_administrator_lends_the_own_seats(cast, now):
    row = people.name_deputy(
        cast.admin.person, cast.clerk.person, from_on=TODAY, to_on=TODAY, by=cast.admin.actor, now=now
    )
    assert row.deputy_id == cast.clerk.person.pk


def test_no_list_makes_a_city_officer_of_a_ward(cast, now):
    from thidua.apps.units.importing.people import check_people
    from thidua.apps.units.importing.rows import Row

    cells = {"name": "Lê Văn Tám", "unit": "Phòng Văn hóa - Xã hội", "role": "Cán bộ thành phố"}
    [checked] = check_people([Row(2, cells, {})], cast.ward.pk, cast.admin.actor)
    assert [fault.code for fault in checked.faults] == ["D34"]
