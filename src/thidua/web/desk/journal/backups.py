"""When the last backup was made, told by the names of the files in the backup folder."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

_DAY = re.compile(r"(20\d{2})-?(\d{2})-?(\d{2})")
TOO_OLD_DAYS = 7


def last_backup(folder: Path) -> date | None:
    """The newest day that a file name in `folder` carries, as 20261205 or 2026-12-05; None without any."""
    if not folder.is_dir():
        return None
    days = [day for path in folder.iterdir() if (day := _day_of(path.name))]
    return max(days, default=None)


def _day_of(name: str) -> date | None:
    found = _DAY.search(name)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
