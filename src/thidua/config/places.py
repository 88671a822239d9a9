"""Where one installation keeps its things: one folder is one ward (or one city)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder and what lies in it."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "thidua.db"

    @property
    def media(self) -> Path:
        return self.root / "media"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def secret_key(self) -> Path:
        return self.keys / "secret.key"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def options(self) -> Path:
        return self.root / "thidua.toml"

    @property
    def lock(self) -> Path:
        return self.root / "server.lock"


def places() -> Places:
    """The places named by THIDUA_DATA, else ./data."""
    return Places(Path(os.environ.get("THIDUA_DATA", "data")).resolve())
