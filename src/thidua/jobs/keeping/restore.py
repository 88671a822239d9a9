"""From one file back to a ward: only into an empty place, and never half."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from thidua.apps.journal.services import writing
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.jobs.keeping import archive, heads, tables, versions
from thidua.jobs.keeping.archive import Manifest
from thidua.jobs.keeping.stops import Exit, Stop, count
from thidua.jobs.keeping.verify import unpack_tables, verify

Progress = Callable[[str], None]


def refuse_occupied(folder: Path) -> None:
    """Raises Stop G35 unless `folder` is absent or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(Exit.STATE, "G35", f"Thư mục {folder} không trống. Chọn thư mục mới; dữ liệu cũ không bị ghi đè.")


def since(manifest: Manifest, live: dict[str, tuple[str, int]]) -> list[str]:
    """What the data in use hold that the backup does not, one sentence per chain. `live`: commune to (name, size)."""
    told = []
    for head in manifest.heads:
        name, size = live.get(head["commune"], ("", head["size"]))
        more = size - head["size"]
        if more > 0:
            told.append(f"{name}: dữ liệu đang dùng có thêm {count(more)} mục nhật ký ghi sau bản sao này.")
    return told


def live_heads(root: Path, heads_file: Path) -> dict[str, tuple[str, int]]:
    """Name and size of each chain in a data folder that need not be whole: from its database, else its kept heads."""
    kept = {}
    if heads_file.exists():
        kept = {head.commune: (head.name, head.size) for head in heads.read(heads_file)}
    try:
        uri = f"{(root / 'thidua.db').absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as opened:
            rows = opened.execute("SELECT commune, size FROM journal_chain").fetchall()
    except sqlite3.Error:
        return kept
    found = {str(UUID(commune)): size for commune, size in rows}
    return kept | {commune: (kept.get(commune, ("", 0))[0], size) for commune, size in found.items()}


def restore(path: Path, *, now: datetime, by: Actor, record: bool = True, progress: Progress = print) -> Manifest:
    """Restore `path` into the folder and database of the settings. `record` enters the act in the journal.

    Raises Stop: G35 not empty, G36 and G37 a damaged file, G40 a newer version.
    """
    places = settings.PLACES
    refuse_occupied(places.root)
    progress("Kiểm tra bản sao...")
    manifest = verify(path)
    versions.refuse_newer(manifest.migrations, manifest.version, code="G40")
    _refuse_wrong_engine(manifest)
    for folder in (places.root, places.media, places.keys, places.backups):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    places.incomplete.write_text("Đang khôi phục. Máy chủ không mở thư mục này.\n", encoding="utf-8")
    progress("Chép tệp...")
    _lay_out(path, manifest)
    if manifest.is_logical:
        progress("Nạp các bảng...")
        _load_rows(path, manifest)
    _finish(manifest, now=now, by=by, record=record)
    return manifest


def _refuse_wrong_engine(manifest: Manifest) -> None:
    if not manifest.is_logical and connection.vendor != "sqlite":
        raise Stop(Exit.STATE, "G45", "Bản sao này là SQLite. Bỏ THIDUA_DATABASE_URL rồi khôi phục lại.")
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            there = connection.introspection.table_names(cursor)
        if there:
            raise Stop(Exit.STATE, "G45", f"CSDL đích đã có {len(there)} bảng.")


def _lay_out(path: Path, manifest: Manifest) -> None:
    places = settings.PLACES
    for member, source in archive.members(path, manifest):
        if member.name == archive.DATABASE:
            _write(places.database, source)
        elif member.name == archive.OPTIONS:
            _write(places.options, source)
        elif member.name.startswith("media/"):
            _write(places.root / member.name, source)


def _write(target: Path, source: IO[bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{target.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())
    part.rename(target)


def _load_rows(path: Path, manifest: Manifest) -> None:
    """Tables as they were in the version of the backup, then their rows, in one transaction."""
    executor = MigrationExecutor(connection)
    registry = executor.migrate(_last_ones(manifest, executor)).apps
    with tempfile.TemporaryDirectory(prefix=".thidua-", suffix=".part", dir=settings.PLACES.root) as shop:
        sources = unpack_tables(path, manifest, Path(shop))
        with transaction.atomic():
            for model in tables.kept_models(registry):
                name = model._meta.db_table
                _load_table(model, sources.get(f"rows/{name}.jsonl"), manifest)
            connection.check_constraints()
        tables.reset_sequences(registry)


def _last_ones(manifest: Manifest, executor: MigrationExecutor) -> list[tuple[str, str]]:
    """The last migration of each app in the backup: going there makes the tables of that version."""
    graph = executor.loader.graph
    then = {(app, name) for app, names in manifest.migrations.items() for name in names} & set(graph.nodes)
    followed = {parent.key for node in then for parent in graph.node_map[node].parents if parent.key[0] == node[0]}
    return sorted(then - followed)


def _load_table(model: type, source: Path | None, manifest: Manifest) -> None:
    name = model._meta.db_table  # type: ignore[attr-defined]
    model._base_manager.all()._raw_delete(using="default")  # type: ignore[attr-defined]
    if source is None:
        raise Stop(Exit.USAGE, "G37", f"Bản sao thiếu bảng {name}.")
    with source.open(encoding="utf-8") as opened:
        loaded = tables.load(model, opened, manifest.tables[name]["columns"])
    if loaded != (told := manifest.tables[name]["rows"]):
        raise Stop(Exit.USAGE, "G37", f"Bảng {name}: nạp được {loaded} dòng, danh mục ghi {told}.")


def _finish(manifest: Manifest, *, now: datetime, by: Actor, record: bool) -> None:
    places = settings.PLACES
    with os.fdopen(os.open(places.secret_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(secrets.token_urlsafe(48) + "\n")
    places.version.write_text(f"{manifest.version}\n", encoding="utf-8")
    current = not versions.older_than_program(manifest.migrations)
    if record and current and manifest.ward["id"]:
        with writing(UUID(manifest.ward["id"]), by=by, now=now) as book:
            book.record(Event.BACKUP_RESTORED, None, {"manifest": manifest.sha256, "made_at": manifest.made_at})
    if current:
        heads.keep(places.heads, now)
    places.incomplete.unlink()
