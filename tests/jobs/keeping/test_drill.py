"""The restore drill, and the logical copy both ways: what comes back is what went in."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
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
from thidua.jobs.keeping.restore import restore
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
    drilling._thidua("restore", str(made.path), "--into", str(folder), "--exact")
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


def test_a_backup_goes_into_an_empty_postgresql_database(world, places, now, tmp_path, settings):
    if connection.vendor != "postgresql":
        # The SQLite way into an empty folder is walked by the drill above and by tests/cli.
        with pytest.raises(Stop, match="không trống"):
            restore(tmp_path / "x.tdb", now=now, by=program())
        return
    made = make_backup(tmp_path / "usb", now=now, by=program())
    with pytest.raises(Stop, match="không trống"):
        restore(made.path, now=now, by=program(), progress=SILENT)
    settings.PLACES = type(places)(tmp_path / "new")
    with pytest.raises(Stop, match="CSDL đích đã có"):
        restore(made.path, now=now, by=program(), progress=SILENT)
