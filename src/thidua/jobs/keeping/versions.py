"""Which version of the tables the data are in, compared with what this program knows: its migrations decide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from thidua import __version__
from thidua.jobs.keeping.stops import Exit, Stop


def applied() -> dict[str, list[str]]:
    """Names of the migrations carried out, per app, in order."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def known() -> set[tuple[str, str]]:
    """Every migration this program carries."""
    return set(MigrationLoader(None).disk_migrations)


def _pairs(migrations: Mapping[str, list[str]]) -> set[tuple[str, str]]:
    return {(app, name) for app, names in migrations.items() for name in names}


def newer_than_program(migrations: Mapping[str, list[str]]) -> bool:
    """Whether data with these migrations were written by a later version."""
    return bool(_pairs(migrations) - known())


def older_than_program(migrations: Mapping[str, list[str]]) -> bool:
    """Whether an upgrade is due."""
    return bool(known() - _pairs(migrations))


def refuse_newer(migrations: Mapping[str, list[str]], version: str, *, code: str = "G15") -> None:
    """Raises Stop G15 (G40 for a backup) when the data are newer than the program."""
    if newer_than_program(migrations):
        raise Stop(Exit.STATE, code, f"Dữ liệu của bản {version}, bạn đang chạy {__version__}. Nâng cấp phần mềm.")


def require_current(version_file: Path) -> None:
    """Raises Stop: G15 data of a newer version, G16 of an older one."""
    found = applied()
    version = version_file.read_text(encoding="utf-8").strip() if version_file.exists() else "mới hơn"
    refuse_newer(found, version)
    if older_than_program(found):
        raise Stop(Exit.STATE, "G16", "Cần nâng cấp: thidua upgrade (tự sao lưu trước).")
