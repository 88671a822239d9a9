"""The restore drill, and the logical copy both ways: what comes back is what went in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.db import connection

from thidua.apps.files.store import path_of
from thidua.apps.honours.models import Honour
from thidua.apps.units.models import Import, Unit
from thidua.core.actors import program
from thidua.jobs.keeping import backup, tables
from thidua.jobs.keeping import drill as drilling
from thidua.jobs.keeping.backup import make_backup
from thidua.jobs.keeping.copies import RowsCopy
from thidua.jobs.keeping.drill import drill
from thidua.jobs.keeping.stops import Stop

SILENT = lambda text: None  # noqa: E731


def test_what_was_backed_up_comes_back_table_by_table(world, places, now):
    report = drill(now=now, progress=SILENT)
    assert report.good, report
    assert report.tables == len(tables.kept_models())
    assert report.rows > 40
    assert report.moved == []
    assert json.loads(places.drill.read_text())["tables"] == report.tables
    assert "backup.made" not in set(tables.table("journal.Entry").values_list("event", flat=True))


def test_a_drill_that_fails_says_where(world, places, now, monkeypatch):
    real = drilling._thidua

    def spoil(*words, **options):
        if words[0] == "check":
            folder = words[words.index("--data") + 1]
            os.truncate(next(Path(folder).glob("media/*/*/*")), 1)
        return real(*words, **options)

    monkeypatch.setattr(drilling, "_thidua", spoil)
    report = drill(now=now, progress=SILENT)
    assert not report.good
    assert "files_have_bytes" in report.failed_checks


def test_people_who_write_meanwhile_are_named_not_blamed(world, places, now, monkeypatch):
    real = drilling.make_backup

    def meanwhile(*given, **options):
        made = real(*given, **options)
        Unit.objects.filter(pk=world.office.pk).update(name="Phòng Văn hóa")
        return made

    monkeypatch.setattr(drilling, "make_backup", meanwhile)
    report = drill(now=now, progress=SILENT)
    assert report.moved == ["units_unit"]
    assert "units_unit" not in report.different


def test_a_lost_stored_file_fails_the_drill(world, places, now):
    sha256 = tables.table("files.StoredFile").values_list("sha256", flat=True)[0]
    path_of(sha256).unlink()
    assert not drill(now=now, progress=SILENT).good


def _odd_values(cast, now):
    Honour.objects.create(
        commune=cast.ward.id, unit=cast.economy, form="Cờ thi đua “A\\B”, dòng\tlạ", year=2025,
        decision_number="12/QĐ", decided_on=now.date(),
    )  # fmt: skip
    Import.objects.create(
        commune=cast.ward.id, noun="unit", file_name="đơn vị.xlsx", sha256="0" * 64, read_at=now,
        rows=[{"tên": "Tổ 1\nTổ 2", "số": 1.5, "trống": None}], made=[str(uuid4())],
    )  # fmt: skip


def test_a_logical_copy_loads_into_an_empty_folder_with_the_same_rows(world, places, now, tmp_path, monkeypatch):
    """The way of PostgreSQL, walked on either database: rows out, tables of that version made, rows in."""
    _odd_values(world, now)
    monkeypatch.setattr(backup, "_copy_database", backup._copy_rows)
    before = tables.digests()
    made = make_backup(tmp_path / "usb", now=now, by=program(), journal=False)
    assert made.manifest.is_logical
    folder = tmp_path / "new"
    drilling._thidua("restore", str(made.path), "--into", str(folder), "--data", str(folder), "--exact")
    found = json.loads(drilling._thidua("check", "--data", str(folder), "--json"))
    assert {name: row["sha256"] for name, row in found["tables"].items()} == before
    assert not (folder / "incomplete.txt").exists()
    # Automatic numbers go on after the loaded rows.
    assert "mật khẩu lần đầu" in drilling._thidua("user", "password", "huong.vt", "--data", str(folder))


def test_rows_for_other_columns_are_refused(world):
    with pytest.raises(Stop, match="Cột của bảng"):
        tables.load(Unit, [], ["other"])


def test_decimals_and_whole_numbers_stay_exact():
    assert tables._plain(Decimal("1784400.1200")) == "1784400.1200"
    with pytest.raises(Stop, match="kiểu bytes"):
        tables._plain(b"x")


def test_rows_copy_tells_heads_and_breaks_like_a_database(world, places, now, tmp_path):
    sources = {}
    columns = {m._meta.db_table: [field.column for field in tables.columns(m)] for m in tables.kept_models()}
    for model in tables.kept_models():
        path = tmp_path / f"{model._meta.db_table}.jsonl"
        path.write_text("".join(f"{line}\n" for line in tables.lines(model)), encoding="utf-8")
        sources[f"rows/{path.name}"] = path
    copied = RowsCopy(sources, columns)
    heads = copied.heads()
    assert sorted(head["size"] for head in heads) == [1, 8]
    copied.refuse_broken_chains(heads)
    assert len(copied.file_hashes()) == 3
    entries = tmp_path / "journal_entry.jsonl"
    entries.write_text(entries.read_text().replace('\\"n\\":3', '\\"n\\":4'))
    with pytest.raises(Stop, match="sai từ mục"):
        copied.refuse_broken_chains(heads)


def _restore_by_command(made: Path, folder: Path, url: str) -> subprocess.CompletedProcess:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("THIDUA_")}
    return subprocess.run(
        [sys.executable, "-m", "thidua.cli", "restore", str(made), "--into", str(folder), "--exact"],
        env={"THIDUA_DATA": str(folder)} | outside | {"THIDUA_DATABASE_URL": url, "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_backup_goes_into_an_empty_postgresql_database_and_no_other(world, places, now, tmp_path):
    made = make_backup(tmp_path / "usb", now=now, by=program(), journal=False)
    if connection.vendor == "sqlite":
        said = _restore_by_command(made.path, tmp_path / "new", "postgresql://nobody@127.0.0.1:9/none")
        assert (said.returncode, "Bỏ THIDUA_DATABASE_URL" in said.stderr) == (3, True)
        assert not (tmp_path / "new").exists()
        return
    own, fresh = connection.settings_dict, f"thidua_restored_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{fresh}"')
    try:
        address = f"postgresql://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT']}"
        address = address if own["HOST"] and not own["HOST"].startswith("/") else f"postgresql:///?host={own['HOST']}"
        url = urlunsplit(urlsplit(address)._replace(path=f"/{fresh}"))
        said = _restore_by_command(made.path, tmp_path / "new", url)
        assert said.returncode == 0, said.stderr
        again = _restore_by_command(made.path, tmp_path / "newer", url)
        assert (again.returncode, "CSDL đích đã có" in again.stderr) == (3, True)
        outside = os.environ | {"THIDUA_DATABASE_URL": url, "PYTHONIOENCODING": "utf-8"}
        words = [sys.executable, "-m", "thidua.cli", "check", "--data", str(tmp_path / "new"), "--json"]
        found = subprocess.run(words, env=outside, capture_output=True, text=True, encoding="utf-8", check=True)
        told = json.loads(found.stdout)["tables"]
        assert {name: row["sha256"] for name, row in told.items()} == tables.digests()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{fresh}" WITH (FORCE)')
