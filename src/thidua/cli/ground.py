"""The data folder of a command, and Django set up on it: named before Django loads, because its settings read it."""

from __future__ import annotations

import os
import secrets
import sys
from argparse import Namespace
from datetime import datetime
from pathlib import Path

from thidua.cli.speech import warn
from thidua.config.folder import require_key, require_no_upgrade_left, require_started
from thidua.config.places import Places, places
from thidua.jobs.keeping.stops import Exit, Stop


def folder_of(given: Namespace) -> Places:
    """The data folder: --data, else $THIDUA_DATA, else ./data."""
    return name_folder(given.data) if given.data else places()


def name_folder(text: str) -> Places:
    """Make `text` the data folder of this process."""
    os.environ["THIDUA_DATA"] = str(Path(text).absolute())
    return places()


def load_django(*, without_key: bool = False) -> None:
    """Set Django up on the named folder. `without_key`: for work that signs nothing, a key for this process alone."""
    if without_key and not places().secret_key.exists():
        os.environ["THIDUA_KEY"] = secrets.token_urlsafe(48)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
    import django

    try:
        django.setup()
    except ValueError as error:
        raise Stop(Exit.STATE, "settings", str(error)) from error
    _refuse_old_sqlite()


def open_folder(given: Namespace, *, current: bool = True) -> Places:
    """The folder of a command that works on data: started, whole, with its key, in this program's version.

    Raises Stop: G13, F14, G42, G22, G23, G15, G16, G29.
    """
    where = folder_of(given)
    require_started(where)
    require_no_upgrade_left(where)
    require_key(where)
    load_django()
    if current:
        from thidua.jobs.keeping.versions import require_current

        require_current(where.version)
    return where


def _refuse_old_sqlite() -> None:
    from thidua.config.engine import OLDEST_SQLITE, sqlite_version

    if os.environ.get("THIDUA_DATABASE_URL"):
        return
    found = sqlite_version()
    if found < OLDEST_SQLITE:
        told = ".".join(map(str, found))
        raise Stop(Exit.STATE, "G29", f"SQLite {told} quá cũ, cần {'.'.join(map(str, OLDEST_SQLITE[:2]))}.")


def sqlite_warning() -> str | None:
    """The sentence about the rare WAL-reset fault (G30), or None when the SQLite in use is sound."""
    from thidua.config.engine import SOUND_SQLITE, sqlite_version

    found = sqlite_version()
    if os.environ.get("THIDUA_DATABASE_URL") or found >= SOUND_SQLITE:
        return None
    return (
        f"SQLite {'.'.join(map(str, found))} có lỗi hiếm gặp với WAL."
        f" Cài bản đã sửa ({'.'.join(map(str, SOUND_SQLITE))} trở lên): pip install 'pysqlite3>=0.6'"
    )


def warn_about_machine() -> None:
    """What does not stop a command but should be known: root (G67), little room (G31)."""
    import shutil

    from thidua.jobs.keeping.stops import amount

    if hasattr(os, "geteuid") and os.geteuid() == 0 and sys.stderr.isatty():
        warn("Không nên chạy bằng root.")
    free = shutil.disk_usage(places().root).free
    if free < 500 * 2**20:
        warn(f"Ổ đĩa còn {amount(free)}.")


def now() -> datetime:
    """The clock: commands look at it here, and hand it on."""
    from django.utils import timezone

    return timezone.now()
