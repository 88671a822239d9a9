"""A data folder for the rows of the test database, and a little world in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from thidua.apps.files.services import store_file
from thidua.apps.journal.services import writing
from thidua.apps.people.models import Account
from thidua.config.folder import make_folder, new_secret_key
from thidua.config.places import Places
from thidua.core.events import Event


@pytest.fixture
def places(tmp_path: Path, settings) -> Places:
    """The folder of the settings, in the test's own temporary folder."""
    made = Places(tmp_path / "data")
    make_folder(made)
    new_secret_key(made)
    settings.PLACES = made
    settings.MEDIA_ROOT = made.media
    return made


@pytest.fixture
def world(transactional_db, places, now):
    """The standing cast, three stored files and a journal of some length; everything committed."""
    from cast import standing_cast

    cast = standing_cast()
    # The program that restores knows no quick hasher of the tests.
    Account.objects.update(password=make_password("x", hasher="argon2"))
    for number in range(3):
        store_file(
            f"nội dung {number}".encode(), name=f"tệp {number}.txt", media_type="text/plain",
            commune=cast.ward.id, by=cast.clerk.actor, now=now,
        )  # fmt: skip
    for number in range(5):
        with writing(cast.ward.id, by=cast.clerk.actor, now=now) as journal:
            journal.record(Event.UNIT_CHANGED, cast.office.id, {"n": number})
    with writing(cast.other_ward.id, by=cast.stranger.actor, now=now) as journal:
        journal.record(Event.PERSON_CHANGED, cast.stranger.person.id, personal={"name": "Đặng Văn Lạ"})
    return cast
