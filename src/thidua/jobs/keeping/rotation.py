"""Which old backups stay: the newest of each of the last days, weeks and months. The last good one always stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thidua.jobs.keeping.archive import read_manifest
from thidua.jobs.keeping.stops import Exit, Stop

_NAME = re.compile(r"thidua-(?P<ward>.+)-(?P<at>\d{8}-\d{6})(-\d+)?\.tdb")
_PART = re.compile(r"(\d{1,3})([dwm])")
_PERIODS: dict[str, Callable[[datetime], tuple[int, ...]]] = {
    "d": lambda at: (at.year, at.month, at.day),
    "w": lambda at: tuple(at.isocalendar()[:2]),
    "m": lambda at: (at.year, at.month),
}


@dataclass(frozen=True, order=True)
class Kept:
    """A backup of the folder: when it was made, and where it lies."""

    at: datetime
    path: Path


def keeping_rule(text: str) -> dict[str, int]:
    """ "14d,8w,12m" as {"d": 14, "w": 8, "m": 12}. Raises Stop (exit 2) for anything else."""
    rule: dict[str, int] = {}
    for part in text.split(","):
        found = _PART.fullmatch(part.strip())
        if not found or found[2] in rule:
            raise Stop(Exit.USAGE, "keep", "Viết --keep như 14d,8w,12m (ngày, tuần, tháng).")
        rule[found[2]] = int(found[1])
    if not any(rule.values()):
        raise Stop(Exit.USAGE, "keep", "--keep phải giữ ít nhất một bản.")
    return rule


def backups_in(folder: Path, ward: str) -> list[Kept]:
    """Finished backups of one ward by the time in their names, oldest first."""
    found = []
    for path in folder.glob("thidua-*.tdb"):
        name = _NAME.fullmatch(path.name)
        if name and name["ward"] == ward:
            found.append(Kept(datetime.strptime(name["at"], "%Y%m%d-%H%M%S"), path))  # noqa: DTZ007 - a wall clock name
    return sorted(found)


def to_remove(found: Iterable[Kept], rule: dict[str, int]) -> list[Kept]:
    """What the rule lets go. The newest backup and the newest complete one are never among them."""
    ordered = sorted(found, reverse=True)
    stay: set[Path] = {kept.path for kept in ordered[:1]}
    for letter, many in rule.items():
        newest: dict[tuple[int, ...], Path] = {}
        for kept in ordered:
            newest.setdefault(_PERIODS[letter](kept.at), kept.path)
        stay.update(list(newest.values())[:many])
    stay.update(kept.path for kept in ordered if _complete(kept.path) and not any(map(_complete, stay)))
    return [kept for kept in ordered if kept.path not in stay]


def _complete(path: Path) -> bool:
    try:
        return not read_manifest(path).missing
    except Stop:
        return False


def rotate(folder: Path, ward: str, rule: dict[str, int]) -> list[Path]:
    """Remove what the rule lets go. Returns the removed files, newest first."""
    gone = [kept.path for kept in to_remove(backups_in(folder, ward), rule)]
    for path in gone:
        path.unlink()
    return gone
