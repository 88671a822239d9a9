"""The state of a data folder, seen without opening the database: made or not, whole or not, whose turn it is."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from thidua.config.drives import refuse_foreign_drive
from thidua.config.places import Places
from thidua.jobs.keeping.stops import Exit, Stop


def uses_sqlite() -> bool:
    """Whether the tables lie in the folder itself."""
    return not os.environ.get("THIDUA_DATABASE_URL")


def make_folder(places: Places) -> None:
    """Create the folder and its rooms, for the owner alone. Raises Stop: G08 not writable, G17 not a disk of ours."""
    if uses_sqlite():
        refuse_foreign_drive(places.root)
    try:
        for folder in (places.root, places.media, places.keys, places.backups):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        places.root.chmod(0o700)
    except OSError as error:
        raise _not_writable(places.root) from error


def _not_writable(folder: Path) -> Stop:
    return Stop(Exit.ENVIRONMENT, "G08", f"Không ghi được vào thư mục {folder}.")


def write_private(path: Path, text: str) -> None:
    """Write a small file that only its owner may read, durably and in one move."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def new_secret_key(places: Places) -> None:
    """Make the key that signs sessions. Everyone has to sign in again after a new one."""
    places.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(places.secret_key, secrets.token_urlsafe(48) + "\n")


def is_started(places: Places) -> bool:
    """Whether somebody has begun to keep data here."""
    if uses_sqlite():
        return places.database.exists() or places.incomplete.exists()
    return places.version.exists() or places.incomplete.exists()


def require_started(places: Places) -> None:
    """Raises Stop G13 when nothing was set up here, F14 when a restore stopped half-way."""
    if places.incomplete.exists():
        raise Stop(
            Exit.STATE,
            "F14",
            f"Thư mục {places.root} chưa khôi phục hoặc nạp xong (còn tệp {places.incomplete.name})."
            " Khôi phục lại vào một thư mục trống khác.",
        )
    if not is_started(places):
        raise Stop(Exit.STATE, "G13", f"Chưa khởi tạo {places.root}. Chạy: thidua init")


def require_key(places: Places) -> None:
    """Raises Stop G22 without a key, G23 when others may read it. No key is ever made in silence (F37)."""
    if not places.secret_key.exists():
        raise Stop(
            Exit.STATE,
            "G22",
            "Thiếu khóa bí mật. Khôi phục từ bản sao hoặc chạy: thidua key new (mọi người phải đăng nhập lại).",
        )
    if places.secret_key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Stop(Exit.STATE, "G23", "Tệp khóa ai cũng đọc được. Chạy: thidua doctor --fix-permissions")


def require_no_upgrade_left(places: Places) -> None:
    """Raises Stop G42 when an upgrade was cut off."""
    if places.upgrading.exists():
        step = json.loads(places.upgrading.read_text(encoding="utf-8")).get("step", 1)
        raise Stop(Exit.STATE, "G42", f"Lần nâng cấp trước dừng ở bước {step}. Chạy: thidua upgrade --resume")


@contextmanager
def sole_use(places: Places) -> Iterator[None]:
    """Hold the folder alone while a server or an upgrade runs. The operating system lets go when the process ends.

    Raises Stop G18 with the number of the process that holds it.
    """
    try:
        lock = places.lock.open("a+", encoding="utf-8")
    except OSError as error:
        raise _not_writable(places.root) from error
    with lock:
        _take(lock)
        lock.truncate(0)
        lock.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        lock.flush()
        owner = os.getpid()
        try:
            yield
        finally:
            if os.getpid() == owner:
                lock.truncate(0)


def _take(lock: IO[str]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        lock.seek(0)
        held = json.loads(lock.read() or "{}")
        where = "" if held.get("host") == socket.gethostname() else f" trên máy {held.get('host')}"
        raise Stop(Exit.STATE, "G18", f"Đang chạy ở tiến trình {held.get('pid', '?')}{where}.") from error


def readable_by_others(places: Places) -> list[Path]:
    """Files and folders with secrets that somebody else on this machine could read."""
    suspects = [places.root, places.keys, places.database, places.media, places.backups]
    suspects += sorted(places.keys.glob("*.key"))
    open_bits = stat.S_IRWXG | stat.S_IRWXO
    return [path for path in suspects if path.exists() and path.stat().st_mode & open_bits]


def fix_permissions(places: Places) -> list[Path]:
    """Take away what others may read. Returns what was changed."""
    changed = readable_by_others(places)
    for path in changed:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return changed
