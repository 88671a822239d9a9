"""Nhật ký."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.conf import settings as project
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thidua.apps.journal.models import Chain
from thidua.apps.people.services import Particulars, add_person
from thidua.apps.units.services import UnitParticulars, add_unit
from thidua.core.events import Event
from thidua.web.desk.journal.backups import last_backup
from thidua.web.desk.journal.words import GROUPS, WORDS

PAGE = "/thiet-lap/nhat-ky/"


@pytest.fixture
def admin(client, cast, now):
    add_unit(UnitParticulars("office", "Phòng Mới"), parent=cast.ward, by=cast.clerk.actor, now=now)
    client.force_login(cast.admin.account)
    return client


def test_entries_are_told_with_names(admin):
    text = admin.get(PAGE).content.decode()
    assert "Thêm đơn vị" in text and "Phòng Mới" in text and "Vũ Thị Hương" in text
    assert "Nguyên vẹn" in text


def test_entries_are_filtered(admin, cast, now):
    add_person(Particulars("Nguyễn Thị Mai"), commune=cast.ward.pk, by=cast.clerk.actor, now=now)
    assert "Phòng Mới" not in admin.get(PAGE + "?loai=nguoi").content.decode()
    assert "Phòng Mới" in admin.get(PAGE + "?loai=don-vi").content.decode()


def test_damage_is_shown(admin, cast):
    Chain.objects.filter(commune=cast.ward.pk).update(size=9)
    text = admin.get(PAGE).content.decode()
    assert "Bị sửa" in text and "mốc trong máy ghi 9" in text


def test_a_long_chain_is_walked_only_when_asked(admin, cast, monkeypatch):
    monkeypatch.setattr("thidua.web.desk.journal.views.CHECKED_AT_ONCE", 0)
    assert "Nguyên vẹn" not in admin.get(PAGE).content.decode()
    assert "Nguyên vẹn" in admin.get(PAGE + "?soat=1").content.decode()


def test_other_wards_are_not_read(client, admin, cast):
    client.force_login(cast.stranger.account)
    assert "Phòng Mới" not in client.get(PAGE).content.decode()
    client.force_login(cast.officer.account)
    assert client.get(PAGE).status_code == 403


def test_the_number_of_queries_does_not_grow_with_rows(admin, cast, now):
    admin.get(PAGE)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            admin.get(PAGE)
        return len(seen)

    few = cost()
    for number in range(30):
        add_unit(UnitParticulars("office", f"Phòng {number}"), parent=cast.ward, by=cast.clerk.actor, now=now)
    assert cost() == few <= 12


def test_the_last_backup_is_told_by_file_names(admin, tmp_path, settings):
    settings.PLACES = replace(project.PLACES, root=tmp_path)
    assert "Chưa sao lưu lần nào" in admin.get(PAGE).content.decode()
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in ("thidua-20260301-0900.zip", "thidua-2026-02-01.zip", "khac.zip", "thidua-20269999.zip"):
        (folder / name).touch()
    assert last_backup(folder) == date(2026, 3, 1)
    assert "01/03/2026" in admin.get(PAGE).content.decode()


def test_every_event_has_words_and_a_group():
    assert set(WORDS) == set(Event)
    starts = tuple(start for _word, _label, group in GROUPS for start in group)
    assert [event for event in Event if not event.value.startswith(starts)] == []
