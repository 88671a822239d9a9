"""From older tables to those of this program: back up, migrate, check; or the old tables come back."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from thidua import __version__
from thidua.core.actors import Actor
from thidua.jobs.keeping import archive, heads, versions
from thidua.jobs.keeping.backup import make_backup
from thidua.jobs.keeping.invariants import failures
from thidua.jobs.keeping.stops import Exit, Stop

Progress = Callable[[str], None]
STEPS = 3


def migrate() -> None:
    """Bring the tables of the default database to this program's version."""
    call_command("migrate", interactive=False, verbosity=0)


def set_up_tables(version_file: Path) -> None:
    """Make the tables of a new installation."""
    migrate()
    version_file.write_text(f"{__version__}\n", encoding="utf-8")


def upgrade(*, now: datetime, by: Actor, resume: bool, progress: Progress = print) -> bool:
    """Upgrade the data of the settings; the caller holds the folder alone. Returns False when nothing was to do.

    Raises Stop: G43 newer data, G42 an upgrade that was cut off (unless `resume`), FAILED when the old tables were put
    back.
    """
    places = settings.PLACES
    found = versions.applied()
    if versions.newer_than_program(found):
        raise Stop(Exit.STATE, "G43", "Không hạ phiên bản; khôi phục bản sao trước nâng cấp.")
    kept = _left(places.upgrading, resume)
    if kept is None and not versions.older_than_program(found):
        return False
    if kept is None:
        progress(f"Bước 1/{STEPS}: sao lưu...")
        _mark(places.upgrading, 1, None)
        kept = make_backup(places.backups, now=now, by=by, journal=False).path
    _mark(places.upgrading, 2, kept)
    try:
        progress(f"Bước 2/{STEPS}: nâng cấp các bảng...")
        _migrate_and_check(places.upgrading, kept, progress)
    except Exception as error:
        _put_back(kept)
        places.upgrading.unlink()
        said = error.text if isinstance(error, Stop) else str(error).splitlines()[0][:200]
        text = f"Nâng cấp hỏng: {said} Đã trả lại dữ liệu cũ; bản sao ở {kept}."
        raise Stop(Exit.FAILED, "upgrade", text) from error
    places.version.write_text(f"{__version__}\n", encoding="utf-8")
    heads.keep(places.heads, now)
    places.upgrading.unlink()
    return True


def _left(mark: Path, resume: bool) -> Path | None:
    """The backup of an upgrade that was cut off; None when there is none or it had not got so far."""
    if not mark.exists():
        return None
    told: dict[str, Any] = json.loads(mark.read_text(encoding="utf-8"))
    if not resume:
        text = f"Lần nâng cấp trước dừng ở bước {told['step']}. Chạy: thidua upgrade --resume"
        raise Stop(Exit.STATE, "G42", text)
    return Path(told["backup"]) if told["backup"] else None


def _mark(mark: Path, step: int, kept: Path | None) -> None:
    part = mark.with_name(f".{mark.name}.part")
    part.write_text(json.dumps({"step": step, "backup": str(kept) if kept else None}), encoding="utf-8")
    part.replace(mark)


def _migrate_and_check(mark: Path, kept: Path, progress: Progress) -> None:
    """On PostgreSQL in one transaction; SQLite cannot, and gets its file back instead."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            migrate()
            _require_sound(mark, kept, progress)
    else:
        migrate()
        _require_sound(mark, kept, progress)


def _require_sound(mark: Path, kept: Path, progress: Progress) -> None:
    _mark(mark, 3, kept)
    progress(f"Bước 3/{STEPS}: kiểm tra...")
    if wrong := failures():
        raise Stop(Exit.FAILED, "check", f"{wrong[0].name}: {wrong[0].faults[0]}")


def _put_back(kept: Path) -> None:
    """The tables of the backup in the place of the half-migrated ones. PostgreSQL has rolled back by itself."""
    if connection.vendor == "postgresql":
        return
    connection.close()
    database = settings.PLACES.database
    old = database.with_name(f"{database.name}.old.part")
    manifest = archive.read_manifest(kept)
    for member, source in archive.members(kept, manifest):
        if member.name == archive.DATABASE:
            with os.fdopen(os.open(old, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                shutil.copyfileobj(source, out)
                out.flush()
                os.fsync(out.fileno())
    for tail in ("-wal", "-shm"):
        database.with_name(database.name + tail).unlink(missing_ok=True)
    old.replace(database)
