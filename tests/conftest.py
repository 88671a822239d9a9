"""What every test stands on: a data folder of its own, no network but loopback, a fixed clock, the standing cast."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday 2 March 2026, 9 o'clock in Vietnam."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def no_outside_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another machine fails, whatever it wanted there."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else address
        local = isinstance(host, str | bytes) and self.family == socket.AF_UNIX
        if local or host in ("127.0.0.1", "localhost", "::1"):
            return connect(self, address)
        raise AssertionError(f"a test tried to reach {host}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def media_of_the_test(tmp_path: Path, settings: object) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"  # type: ignore[attr-defined]
    settings.PASSWORD_HASHERS = ["cast.QuickHasher", *settings.PASSWORD_HASHERS]  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Emptying the tables between transactional tests must pass the guard of the journal, which nobody else may."""
    from importlib import import_module

    from django.apps import apps
    from django.db import connection

    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    guard = import_module("thidua.apps.journal.migrations.0002_guard_entries")

    # On the class: a test that runs a browser meets the tables through a connection of another context.
    def flush_with_guard_lifted(self: object, statements: list[str]) -> None:
        with self.connection.schema_editor() as editor:  # type: ignore[attr-defined]
            guard.unguard(apps, editor)
        try:
            flush(self, statements)
        finally:
            with self.connection.schema_editor() as editor:  # type: ignore[attr-defined]
                guard.guard(apps, editor)

    operations.execute_sql_flush = flush_with_guard_lifted


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One real Chromium for all browser tests. On a machine without one they say so; in CI that is a failure.

    One for the whole run: a second driver in the same process would meet the loop of the first.
    """
    path = os.environ.get("THIDUA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        pytest.skip("no Chromium on this machine (Debian package: chromium)")
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def cast(db: None):
    """The standing cast on the standing ward."""
    from cast import standing_cast

    return standing_cast()
