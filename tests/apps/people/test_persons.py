"""Persons: added, corrected, erased; what is wrong with a value is said with its field."""

from __future__ import annotations

import json

import pytest

from thidua.apps.journal.models import Entry, Secret
from thidua.apps.journal.queries import verify_all
from thidua.apps.journal.services import Refused
from thidua.apps.people.models import Account, Person
from thidua.apps.people.queries import export_person, free_username, notes_on
from thidua.apps.people.services import Particulars, add_person, change_person, erase_person
from thidua.apps.people.wording import as_username, match_key, telephone

MAI = Particulars(
    "Nguyễn Thị Mai", salutation="chị", position="Chuyên viên", phone="0912 345 678", email="Mai@haian.vn"
)


def _add(cast, now, particulars=MAI, by=None, **more):
    return add_person(particulars, commune=cast.ward.id, by=by or cast.clerk.actor, now=now, **more)


def _codes(refused):
    return [reason.code for reason in refused.value.verdict.reasons]


def test_adding_works_and_cleans(cast, now):
    row = _add(cast, now, Particulars("  Nguyễn   Thị\u00a0Mai ", phone="+84 912.345.678", email="Mai@haian.vn"))
    assert (row.name, row.phone, row.email) == ("Nguyễn Thị Mai", "0912345678", "mai@haian.vn")
    assert row.folded == "nguyen thi mai"


def test_adding_refuses_the_stranger_and_the_officer(cast, now):
    for member in (cast.stranger, cast.officer, cast.chair, cast.city_officer):
        with pytest.raises(Refused, match="người khác làm"):
            _add(cast, now, by=member.actor)
    assert not Person.objects.filter(name="Nguyễn Thị Mai").exists()


def test_adding_is_journalled_without_personal_values(cast, now):
    row = _add(cast, now)
    entry = Entry.objects.get(event="person.added")
    assert entry.subject == row.id
    assert "Mai" not in entry.content and "0912345678" not in entry.content
    assert Secret.objects.filter(person=row.id, field="phone", value="0912345678").exists()


def test_adding_twice_asks_whether_it_is_one_person(cast, now):
    _add(cast, now)
    with pytest.raises(Refused) as refused:
        _add(cast, now, Particulars("Nguyen Thi Mai"))
    assert _codes(refused) == ["D50"]
    assert "Nguyễn Thị Mai" in refused.value.verdict.text
    _add(cast, now, Particulars("Nguyen Thi Mai"), namesake_ok=True)
    assert Person.objects.filter(folded="nguyen thi mai").count() == 2


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        (Particulars(""), "D01", "name"),
        (Particulars(" \u00a0 "), "D01", "name"),
        (Particulars("A" * 10_000), "D03", "name"),
        (Particulars("Nguyễn\x00 Mai"), "D04", "name"),
        (Particulars("Mai", phone="09a2345678"), "D47", "phone"),
        (Particulars("Mai", phone="12345"), "D47", "phone"),
        (Particulars("Mai", email="a@b"), "D48", "email"),
        (Particulars("Mai", email="a@b.vn\nBcc: x@y.vn"), "D48", "email"),
    ],
)
def test_bad_values_are_refused_with_their_field(cast, now, wrong, code, field):
    before = Person.objects.count()
    with pytest.raises(Refused) as refused:
        _add(cast, now, wrong)
    (reason,) = refused.value.verdict.reasons
    assert (reason.code, reason.field) == (code, field)
    assert Person.objects.count() == before
    assert not Entry.objects.exists()


def test_all_faults_are_told_at_once(cast, now):
    with pytest.raises(Refused) as refused:
        _add(cast, now, Particulars("", phone="x", email="x"))
    assert _codes(refused) == ["D01", "D47", "D48"]


def test_changing_works_and_is_journalled(cast, now):
    row = _add(cast, now)
    change_person(row, Particulars("Nguyễn Thị Mai", phone="0987654321"), by=cast.admin.actor, now=now)
    row.refresh_from_db()
    assert row.phone == "0987654321"
    entry = Entry.objects.get(event="person.changed")
    assert json.loads(entry.content)["content"]["fields"] == ["email", "phone", "position", "salutation"]


def test_changing_nothing_writes_nothing(cast, now):
    row = _add(cast, now)
    change_person(row, MAI, by=cast.clerk.actor, now=now)
    assert not Entry.objects.filter(event="person.changed").exists()


def test_a_person_changes_the_own_telephone_and_salutation_only(cast, now):
    me = cast.officer.person
    changed = change_person(me, Particulars(me.name, phone="0911111111"), by=cast.officer.actor, now=now)
    assert changed.phone == "0911111111"
    with pytest.raises(Refused):
        change_person(me, Particulars("Tên Khác", phone="0911111111"), by=cast.officer.actor, now=now)
    with pytest.raises(Refused):
        change_person(me, Particulars(me.name), by=cast.school_officer.actor, now=now)


def test_erasing_takes_name_contacts_account_and_secrets(cast, now):
    row = _add(cast, now)
    erased = erase_person(cast.officer.person, by=cast.clerk.actor, now=now)
    erase_person(row, by=cast.clerk.actor, now=now)
    row.refresh_from_db()
    assert (row.name, row.phone, row.email, row.position) == ("Người đã xóa dữ liệu", "", "", "")
    assert erased.erased_at == now
    assert not Secret.objects.filter(person=row.id).exists()
    account = Account.objects.get(person=erased)
    assert not account.is_active and not account.has_usable_password() and "lan" not in account.username
    assert list(verify_all()) == []


def test_erasing_refuses_the_stranger_oneself_and_a_second_time(cast, now):
    for member in (cast.stranger, cast.officer):
        with pytest.raises(Refused):
            erase_person(cast.officer.person, by=member.actor, now=now)
    with pytest.raises(Refused) as own:
        erase_person(cast.clerk.person, by=cast.clerk.actor, now=now)
    assert _codes(own) == ["own_account"]
    erase_person(cast.officer.person, by=cast.clerk.actor, now=now)
    with pytest.raises(Refused) as again:
        erase_person(cast.officer.person, by=cast.clerk.actor, now=now)
    assert _codes(again) == ["wrong_step"]


def test_the_export_tells_all_but_secrets(cast, now):
    row = _add(cast, now)
    change_person(cast.officer.person, Particulars("Phạm Thu Lan", phone="0911111111"), by=cast.clerk.actor, now=now)
    told = json.loads(export_person(cast.officer.person))
    assert told["person"]["name"] == "Phạm Thu Lan"
    assert told["units.seat.person"][0]["role"] == "officer"
    assert told["people.account.person"][0]["username"] == "lan.pt"
    assert "password" not in told["people.account.person"][0]
    assert any(entry["event"] == "person.changed" for entry in told["journal"])
    assert "0911111111" in {value["value"] for value in told["journal_values"].values()}
    assert str(row.id) not in json.dumps(told)


def test_sign_in_names_are_made_from_names(cast):
    assert as_username("Vũ Thị Hương") == "huong.vt"
    assert as_username("Đặng") == "dang.tk"
    assert free_username("Vũ Thị Hương") == "huong.vt2"


def test_spellings_of_one_name_meet(cast):
    assert match_key("Phòng  Văn hoá – Xã hội") == match_key("phòng văn hóa-xã hội")
    assert telephone("(0225) 3.123.456") == "02253123456"
    assert [note.code for note in notes_on("Tr\u0430n Mai")] == ["D08"]
    assert [note.code for note in notes_on("Tran\u200b Mai")] == ["D05"]
