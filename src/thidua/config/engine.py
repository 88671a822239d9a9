"""Which SQLite and which database: decided before Django loads."""

from __future__ import annotations

import sqlite3
import sys
from urllib.parse import parse_qsl, unquote, urlsplit

from thidua.config.places import Places

OLDEST_SQLITE = (3, 35, 0)
SOUND_SQLITE = (3, 51, 3)
"""First version without the WAL-reset fault (stack.md, reliability.md section 6.1)."""


def prefer_bundled_sqlite() -> None:
    """Put the SQLite of the `pysqlite3` wheel in the place of the interpreter's when that one is older.

    Debian 12 carries 3.40.1, which has the rare WAL-reset fault; the wheel carries a mended one.
    """
    if sqlite3.sqlite_version_info >= SOUND_SQLITE or "django.db.backends.sqlite3.base" in sys.modules:
        return
    try:
        import pysqlite3.dbapi2 as bundled
    except ImportError:
        return
    if bundled.sqlite_version_info > sqlite3.sqlite_version_info:
        import pysqlite3

        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = bundled


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite in use after `prefer_bundled_sqlite`."""
    module = sys.modules.get("sqlite3", sqlite3)
    return tuple(int(part) for part in module.sqlite_version.split("."))


SQLITE_OPTIONS = {
    "timeout": 10,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA busy_timeout=10000; PRAGMA mmap_size=0; PRAGMA journal_size_limit=67108864;"
    ),
}
"""IMMEDIATE: 0 of 1,200 transactions failed where deferred ones lost 950 (reliability.md M2); FULL: an acknowledged
commit survives a power cut."""


def database(url: str | None, places: Places) -> dict[str, object]:
    """Django's settings of one database: SQLite in the data folder, or PostgreSQL by address.

    Raises ValueError with a Vietnamese sentence for an address of another kind.
    """
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(places.database),
            "OPTIONS": SQLITE_OPTIONS,
            "ATOMIC_REQUESTS": False,
            "TEST": {"NAME": str(places.root / "test.db")},
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("THIDUA_DATABASE_URL phải có dạng postgresql://tên:mật-khẩu@máy:cổng/cơ-sở-dữ-liệu")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
