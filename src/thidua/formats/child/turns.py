"""LibreOffice one at a time on this machine, and what a conversion left behind when its server was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SHOP = "thidua-office-"
"""How the name of a folder begins in which one paper is converted."""
_FORGOTTEN = 3600  # seconds; no conversion lasts as long
_STEP = 0.1


@contextmanager
def my_turn(wait: float) -> Iterator[bool]:
    """True once nobody else of this user converts, False when that did not come within `wait` seconds.

    Held through a file's lock, which all workers of a server see, and which ends with the process that holds it.
    """
    path = Path(tempfile.gettempdir()) / f"thidua-one-office-{os.geteuid()}.lock"
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        yield _locked(held, time.monotonic() + wait)
    finally:
        # The file stays: were it removed, two could hold a lock of the same name.
        os.close(held)


def _locked(held: int, until: float) -> bool:
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_STEP)


def sweep() -> None:
    """Remove folders of this user in which a paper was left more than an hour ago."""
    for path in Path(tempfile.gettempdir()).glob(f"{SHOP}*"):
        with suppress(OSError):
            seen = path.lstat()
            old = time.time() - seen.st_mtime > _FORGOTTEN
            if old and stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.geteuid():
                shutil.rmtree(path)
