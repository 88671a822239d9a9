"""The journal: entered with the change, chained, guarded, erasable where it is personal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from thidua.apps.journal import queries
from thidua.apps.journal.models import Chain, Entry, OnceKey, Secret
from thidua.apps.journal.services import OtherContent, erase_secrets, once, writing
from thidua.core.events import Event


def _fill(cast, now, many=5):
    for number in range(many):
        with writing(cast.ward.id, by=cast.clerk.actor, now=now) as journal:
            journal.record(Event.UNIT_CHANGED, cast.office.id, {"n": number})


def test_entries_are_numbered_without_gap_and_chained(cast, now):
    _fill(cast, now)
    rows = list(Entry.objects.filter(commune=cast.ward.id).order_by("seq"))
    assert [row.seq for row in rows] == [0, 1, 2, 3, 4]
    assert all(rows[i].prev == rows[i - 1].hash for i in range(1, 5))
    assert list(queries.verify_all()) == []


def test_a_failing_change_leaves_no_entry(cast, now):
    with pytest.raises(ZeroDivisionError), writing(cast.ward.id, by=cast.clerk.actor, now=now) as journal:
        journal.record(Event.UNIT_CHANGED, cast.office.id)
        1 / 0
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE journal_entry SET event='unit.added'", "DELETE FROM journal_entry"],
)
def test_the_database_refuses_to_change_an_entry(cast, now, statement):
    _fill(cast, now, 1)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def _without_guard(cast, statement):
    from importlib import import_module

    from django.apps import apps

    guard = import_module("thidua.apps.journal.migrations.0002_guard_entries")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for _, drop in guard.SQLITE:
                cursor.execute(drop)
            cursor.execute(statement)
            for create, _ in guard.SQLITE:
                cursor.execute(create)
    else:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute("ALTER TABLE journal_entry ENABLE TRIGGER USER")
    assert apps


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journal_entry SET content = replace(content, '\"n\":2', '\"n\":9') WHERE seq = 2", 2),
        ("DELETE FROM journal_entry WHERE seq = 3", 3),
        ("UPDATE journal_entry SET event = 'unit.added' WHERE seq = 1", 1),
        ("DELETE FROM journal_entry WHERE seq = 4", 5),
    ],
)
def test_tampering_past_the_guard_is_found_and_named(cast, now, statement, seq):
    _fill(cast, now)
    _without_guard(cast, statement)
    damage = queries.verify(Chain.objects.get(commune=cast.ward.id))
    assert damage is not None
    assert damage.seq in (seq, seq - 1)


def test_a_cut_tail_with_its_head_rewritten_is_found_only_with_a_kept_head(cast, now):
    _fill(cast, now)
    chain = Chain.objects.get(commune=cast.ward.id)
    kept = (chain.size, chain.head)
    _without_guard(cast, "DELETE FROM journal_entry WHERE seq >= 3")
    last = Entry.objects.get(commune=cast.ward.id, seq=2)
    Chain.objects.filter(commune=cast.ward.id).update(size=3, head=last.hash)
    chain.refresh_from_db()
    assert queries.verify(chain) is None
    assert "ngắn hơn" in queries.verify(chain, kept_size=kept[0], kept_head=kept[1]).text


def test_personal_values_enter_as_commitments_and_can_be_erased(cast, now):
    with writing(cast.ward.id, by=cast.clerk.actor, now=now) as journal:
        journal.record(
            Event.PERSON_ADDED, cast.officer.person.id, personal={"phone": "0900000001"}, person=cast.officer.person.id
        )
    assert "0900000001" not in Entry.objects.get().content
    assert list(queries.altered_secrets()) == []
    assert erase_secrets(cast.officer.person.id, commune=cast.ward.id, by=cast.clerk.actor, now=now) == 1
    assert not Secret.objects.exists()
    assert list(queries.verify_all()) == []


def test_chains_of_two_wards_do_not_touch(cast, now):
    _fill(cast, now, 2)
    with writing(cast.other_ward.id, by=cast.stranger.actor, now=now) as journal:
        journal.record(Event.UNIT_CHANGED, cast.other_office.id)
    assert Entry.objects.get(commune=cast.other_ward.id).seq == 0


def test_once_does_the_act_once(cast, now):
    calls = []

    def act():
        calls.append(1)
        return {"id": "x"}

    first = once("k1", {"a": 1}, act, by=cast.clerk.actor, now=now)
    again = once("k1", {"a": 1}, act, by=cast.clerk.actor, now=now)
    assert first == again == {"id": "x"}
    assert len(calls) == 1
    with pytest.raises(OtherContent):
        once("k1", {"a": 2}, act, by=cast.clerk.actor, now=now)
    once("k1", {"a": 2}, act, by=cast.officer.actor, now=now)
    assert len(calls) == 2
    assert OnceKey.objects.count() == 2


def test_an_act_inside_another_leaves_the_chain_whole(cast, now):
    with writing(cast.ward.id, by=cast.clerk.actor, now=now) as outer:
        outer.record(Event.UNIT_CHANGED, cast.office.id, {"n": 1})
        with writing(cast.ward.id, by=cast.clerk.actor, now=now) as inner:
            inner.record(Event.UNIT_CHANGED, cast.office.id, {"n": 2})
        outer.record(Event.UNIT_CHANGED, cast.office.id, {"n": 3})
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            outer.record(Event.UNIT_CHANGED, cast.office.id, {"n": "taken back"})
            1 / 0
        outer.record(Event.UNIT_CHANGED, cast.office.id, {"n": 4})
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [0, 1, 2, 3]
    assert list(queries.verify_all()) == []


def test_what_is_left_of_a_form_does_not_give_its_values_away(cast, now):
    import hashlib

    from thidua.apps.journal.chain import canonical

    content = {"phone": "0912345678"}
    once("k", content, dict, by=cast.clerk.actor, now=now)
    assert OnceKey.objects.get().fingerprint != hashlib.sha256(canonical(content).encode()).hexdigest()
