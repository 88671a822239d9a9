"""Stored files leave room for the database."""

from __future__ import annotations

import pytest

from thidua.apps.files import store
from thidua.apps.files.models import StoredFile
from thidua.apps.files.services import RESERVE, store_file
from thidua.apps.journal.services import Refused


def _store(cast, now, data=b"x" * 100):
    return store_file(data, name="a.txt", media_type="text/plain", commune=cast.ward.pk, by=cast.clerk.actor, now=now)


def test_a_disk_that_is_nearly_full_takes_no_file(cast, now, monkeypatch, settings):
    monkeypatch.setattr(store, "free_bytes", lambda: RESERVE + 99)
    with pytest.raises(Refused) as refused:
        _store(cast, now)
    assert refused.value.verdict.reasons[0].code == "C64"
    assert not StoredFile.objects.exists() and not settings.MEDIA_ROOT.exists()


def test_the_last_file_that_fits_is_taken(cast, now, monkeypatch):
    monkeypatch.setattr(store, "free_bytes", lambda: RESERVE + 100)
    assert _store(cast, now).size == 100


def test_room_is_asked_of_the_disk(cast, now):
    assert store.free_bytes() > 0
