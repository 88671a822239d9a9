"""One file that holds a ward: made while people work, checked by opening it, named only when it is whole."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone

from thidua import __version__
from thidua.apps.files import store
from thidua.apps.journal.services import writing
from thidua.core.actors import Actor
from thidua.core.events import Event
from thidua.jobs.keeping import archive, heads, tables, versions
from thidua.jobs.keeping.archive import Manifest, Member, member_of
from thidua.jobs.keeping.copies import Copy, RowsCopy, SqliteCopy
from thidua.jobs.keeping.identity import Identity, identity
from thidua.jobs.keeping.stops import Exit, Stop, amount
from thidua.jobs.keeping.verify import verify

_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_STALE_SECONDS = 6 * 3600


@dataclass(frozen=True)
class Backup:
    """A finished backup. `missing` counts stored files whose bytes were gone or altered; the rest is whole."""

    path: Path
    manifest: Manifest
    size: int

    @property
    def missing(self) -> int:
        return len(self.manifest.missing)


def make_backup(target: Path, *, now: datetime, by: Actor, journal: bool = True) -> Backup:
    """Make, check and name a backup in the folder `target`, and enter it in the journal unless `journal` is off.

    Raises Stop: G08 no folder to write into, G32 no room (nothing is left behind, older backups stay).
    """
    who = identity()
    name = f"thidua-{who.slug}-{timezone.localtime(now):%Y%m%d-%H%M%S}.tdb"
    _sweep(target)
    _require_room(target)
    with _workshop(target) as shop:
        sources = _copy_database(shop)
        manifest = _describe(sources, who, now)
        archive.write(shop / name, manifest, sources)
        _sync(shop / name)
        verify(shop / name)
        final = _free_name(target / name)
        (shop / name).rename(final)
        _sync(target)
    if journal and who.id:
        _enter(who, final.name, manifest, by=by, now=now)
    return Backup(final, manifest, final.stat().st_size)


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A folder named .part inside `target`: what a crash leaves lies there, never taken for a backup (F13)."""
    try:
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        shop = Path(tempfile.mkdtemp(prefix=".thidua-", suffix=".part", dir=target))
    except OSError as error:
        raise Stop(Exit.ENVIRONMENT, "G08", f"Không ghi được vào thư mục {target}.") from error
    try:
        yield shop
    except OSError as error:
        if error.errno in _FULL:
            raise _no_room(target) from error
        raise
    except DatabaseError as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise _no_room(target) from error
        raise
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def _sweep(target: Path) -> None:
    for left in target.glob(".thidua-*.part"):
        if time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _media_paths() -> Iterator[Path]:
    for sha256 in tables.table("files.StoredFile").order_by().values_list("sha256", flat=True).distinct():
        yield store.path_of(sha256)


def needed_room() -> int:
    """Bytes a backup takes while it is made: the tables twice, the stored files once."""
    size = sum(path.stat().st_size for path in _media_paths() if path.exists())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return size + 2 * int(cursor.fetchone()[0])


def _require_room(target: Path) -> None:
    there = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
    if needed_room() > shutil.disk_usage(there).free:
        raise _no_room(target)


def _no_room(target: Path) -> Stop:
    there = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
    free = amount(shutil.disk_usage(there).free)
    return Stop(Exit.ENVIRONMENT, "G32", f"Không đủ chỗ (cần {amount(needed_room())}, còn {free}). Chưa tạo bản sao.")


def _copy_database(shop: Path) -> dict[str, Path]:
    """Member names and files of the tables, as of one instant."""
    return _copy_sqlite(shop) if connection.vendor == "sqlite" else _copy_rows(shop)


def _copy_sqlite(shop: Path) -> dict[str, Path]:
    copy = shop / archive.DATABASE
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    from django.db.backends.sqlite3.base import Database

    opened = Database.connect(copy, isolation_level=None)
    try:
        opened.execute("PRAGMA journal_mode=DELETE")
        opened.execute("PRAGMA secure_delete=ON")
        there = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        for name in tables.NOT_KEPT & there:
            opened.execute(f'DELETE FROM "{name}"')
    finally:
        opened.close()
    copy.chmod(0o600)
    return {archive.DATABASE: copy}


def _copy_rows(shop: Path) -> dict[str, Path]:
    registry = tables.registry_of()
    if lost := tables.unknown_tables(registry):
        raise Stop(Exit.STATE, "tables", f"CSDL có bảng lạ, chưa biết cách sao lưu: {', '.join(sorted(lost))}.")
    sources: dict[str, Path] = {}
    with tables.one_instant():
        for model in tables.kept_models(registry):
            path = shop / f"{model._meta.db_table}.jsonl"
            with path.open("x", encoding="utf-8") as out:
                out.writelines(f"{line}\n" for line in tables.lines(model))
            sources[f"rows/{path.name}"] = path
    return sources


def _laid_out(sources: dict[str, Path]) -> Copy:
    if archive.DATABASE in sources:
        return SqliteCopy(sources[archive.DATABASE])
    models = tables.kept_models(tables.registry_of())
    return RowsCopy(sources, {m._meta.db_table: [field.column for field in tables.columns(m)] for m in models})


def _describe(sources: dict[str, Path], who: Identity, now: datetime) -> Manifest:
    """The manifest of the copied tables; adds the stored files and the options to `sources`."""
    copied = _laid_out(sources)
    members = [member_of(name, path) for name, path in sorted(sources.items())]
    missing = []
    for sha256 in copied.file_hashes():
        name = f"media/{sha256[:2]}/{sha256[2:4]}/{sha256}"
        path = store.path_of(sha256)
        if path.exists() and member_of(name, path).sha256 == sha256:
            sources[name] = path
            members.append(Member(name, path.stat().st_size, sha256))
        else:
            missing.append(sha256)
    options = settings.PLACES.options
    if options.exists():
        sources[archive.OPTIONS] = options
        members.append(member_of(archive.OPTIONS, options))
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        version=__version__,
        engine=connection.vendor,
        ward={"id": who.id, "name": who.name},
        migrations=versions.applied(),
        tables=copied.tables(),
        heads=copied.heads(),
        members=members,
        missing=missing,
    )


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _enter(who: Identity, name: str, manifest: Manifest, *, by: Actor, now: datetime) -> None:
    content = {"file": name, "manifest": manifest.sha256, "missing": len(manifest.missing)}
    with writing(UUID(who.id), by=by, now=now) as book:
        book.record(Event.BACKUP_MADE, None, content)
    heads.keep(settings.PLACES.heads, now)
