"""A backup is one file, whole or not there; what is wrong with one is named."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from thidua.apps.files.store import path_of
from thidua.apps.journal.models import Entry
from thidua.core.actors import program
from thidua.core.events import Event
from thidua.jobs.keeping import archive, tables
from thidua.jobs.keeping.backup import make_backup
from thidua.jobs.keeping.stops import Exit, Stop
from thidua.jobs.keeping.verify import verify

BY = program("test")


@pytest.fixture
def made(world, places, now, tmp_path):
    places.options.write_text('support_phone = "0225 1"\n', encoding="utf-8")
    return make_backup(tmp_path / "usb", now=now, by=BY)


def rewrite(path: Path, change) -> Path:
    """The same backup with one member's bytes changed, sizes kept."""
    target = path.with_name("changed.tdb")
    with tarfile.open(path) as old, tarfile.open(target, "w", format=tarfile.GNU_FORMAT) as new:
        for entry in old:
            data = change(entry.name, old.extractfile(entry).read())
            entry.size = len(data)
            new.addfile(entry, io.BytesIO(data))
    return target


def test_one_file_holds_everything_but_secrets(made, places):
    with tarfile.open(made.path) as tar:
        names = tar.getnames()
        everything = b"".join(tar.extractfile(name).read() for name in names)
    assert names[0] == "manifest.json"
    assert sum(name.startswith("media/") for name in names) == 3
    assert "thidua.toml" in names
    assert not any(name.startswith("keys/") or name.endswith(".key") for name in names)
    assert places.secret_key.read_bytes().strip() not in everything
    assert made.path.stat().st_mode & 0o077 == 0


def test_the_manifest_tells_version_rows_heads_and_hashes(made, world):
    manifest = archive.read_manifest(made.path)
    assert manifest.ward["name"] == "Thành phố Hải Thành"
    assert manifest.tables["people_person"]["rows"] == 9
    assert {head["commune"]: head["size"] for head in manifest.heads} == {
        str(world.ward.id): 8,
        str(world.other_ward.id): 1,
    }
    assert manifest.engine == connection.vendor
    assert "0002_guard_entries" in manifest.migrations["journal"]
    assert made.missing == 0


def test_the_file_is_named_after_the_place_and_the_time_in_vietnam(made):
    assert made.path.name == "thidua-thanh-pho-hai-thanh-20260302-090000.tdb"
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]


def test_two_in_one_second_do_not_meet(made, now):
    assert make_backup(made.path.parent, now=now, by=BY).path.name.endswith("-090000-2.tdb")


def test_it_is_entered_in_the_journal_after_the_copy(made, world):
    entry = Entry.objects.get(event=Event.BACKUP_MADE.value)
    assert entry.commune == world.city.id
    assert made.path.name in entry.content
    assert made.manifest.sha256 in entry.content


def test_nobody_gets_in_with_a_copy(world, places, now, tmp_path):
    session = SessionStore()
    session["_auth_user_id"] = str(world.clerk.account.pk)
    session.save()
    made = make_backup(tmp_path / "usb", now=now, by=BY)
    assert session.session_key.encode() not in made.path.read_bytes()


def test_a_lost_stored_file_makes_the_backup_incomplete_not_impossible(world, places, now, tmp_path):
    sha256 = hashlib.sha256("nội dung 1".encode()).hexdigest()
    path_of(sha256).write_bytes(b"changed by hand")
    made = make_backup(tmp_path / "usb", now=now, by=BY)
    assert made.manifest.missing == [sha256]
    assert verify(made.path).missing == [sha256]


def test_a_whole_backup_verifies(made):
    assert verify(made.path) == made.manifest


@pytest.mark.parametrize("cut", [1100, 700_000, 5000])
def test_g36_a_cut_file_says_how_much_is_missing(made, cut, tmp_path):
    data = made.path.read_bytes()
    whole = archive.expected_size(made.manifest)
    kept = max(whole - cut, len(made.manifest.dumps()) + 2048)
    short = tmp_path / "short.tdb"
    short.write_bytes(data[:kept])
    with pytest.raises(Stop, match=r"Tệp sao lưu thiếu [\d,]+ (kB|MB|B) cuối\.") as stopped:
        verify(short)
    assert stopped.value.exit_code == Exit.USAGE


@pytest.mark.parametrize("data", [b"", b"not a tar at all", b"\0" * 10240])
def test_g36_a_file_of_another_kind(data, tmp_path):
    (tmp_path / "x.tdb").write_bytes(data)
    with pytest.raises(Stop, match="không phải tệp sao lưu"):
        verify(tmp_path / "x.tdb")


def test_g37_a_changed_member_is_named(made):
    def change(name, data):
        return data[:-1] + b"!" if name.startswith("media/") else data

    with pytest.raises(Stop, match=r"Mã kiểm tra không khớp: media/"):
        verify(rewrite(made.path, change))


def test_g37_rows_taken_out_are_found_even_when_the_hashes_were_mended(made):
    """Somebody rewrites the manifest to fit: the count, or the journal's head, still tells."""

    def change(name, data):
        if name != "manifest.json":
            return data
        told = json.loads(data)
        told["heads"][0]["size"] += 1
        return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()

    with pytest.raises(Stop, match="không đến mốc"):
        verify(rewrite(made.path, change))


def test_g37_a_member_that_climbs_out_is_refused(made):
    def change(name, data):
        return data.replace(b'"media/', b'"../../media/') if name == "manifest.json" else data

    with pytest.raises(Stop, match="tên lạ"):
        verify(rewrite(made.path, change))


def test_g40_a_later_format_is_refused(made):
    def change(name, data):
        return data.replace(b"thidua-backup/1", b"thidua-backup/2")

    with pytest.raises(Stop, match="Nâng cấp phần mềm"):
        verify(rewrite(made.path, change))


def test_no_room_is_seen_before_anything_is_written(world, places, now, tmp_path, monkeypatch):
    (tmp_path / "usb").mkdir()
    usage = type("usage", (), {"free": 1000})
    monkeypatch.setattr("thidua.jobs.keeping.backup.shutil.disk_usage", lambda path: usage)
    with pytest.raises(Stop, match=r"Không đủ chỗ \(cần .*, còn 1000 B\)\. Chưa tạo bản sao\.") as stopped:
        make_backup(tmp_path / "usb", now=now, by=BY)
    assert stopped.value.exit_code == Exit.ENVIRONMENT
    assert list((tmp_path / "usb").iterdir()) == []
    assert not Entry.objects.filter(event=Event.BACKUP_MADE.value).exists()


def test_every_table_of_the_database_is_in_a_copy(made):
    assert tables.unknown_tables() == set()
    kept = set(made.manifest.tables) - tables.NOT_MODELS - tables.NOT_KEPT
    assert kept == {model._meta.db_table for model in tables.kept_models()}


def test_a_logical_copy_refuses_a_table_it_does_not_know(world, places, now, tmp_path, monkeypatch):
    from thidua.jobs.keeping import backup

    monkeypatch.setattr(backup.tables, "unknown_tables", lambda registry: {"extra"})
    with pytest.raises(Stop, match="bảng lạ, chưa biết cách sao lưu: extra"):
        backup._copy_rows(tmp_path)
