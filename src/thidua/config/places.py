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
    def ca_certificate(self) -> Path:
        """What phones and other PCs of the office are told to trust; holds no secret."""
        return self.keys / "thidua-ca.crt"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def options(self) -> Path:
        return self.root / "thidua.toml"

    @property
    def lock(self) -> Path:
        return self.root / "server.lock"

    @property
    def version(self) -> Path:
        """Which version of the program last set up or upgraded the tables."""
        return self.root / "version.txt"

    @property
    def heads(self) -> Path:
        """The heads of the journal as last seen: a database copied without its write-ahead log falls short of them."""
        return self.root / "heads.json"

    @property
    def incomplete(self) -> Path:
        """There while a restore or the loading of the sample is under way; the server refuses such a folder."""
        return self.root / "incomplete.txt"

    @property
    def upgrading(self) -> Path:
        """There while an upgrade is under way: its step and its backup."""
        return self.root / "upgrading.json"

    @property
    def sample(self) -> Path:
        """Sign-in names of the sample ward, when this folder holds one."""
        return self.root / "sample.toml"

    @property
    def drill(self) -> Path:
        """The report of the last restore drill."""
        return self.root / "drill.json"


def places() -> Places:
    """The places named by THIDUA_DATA, else ./data."""
    return Places(Path(os.environ.get("THIDUA_DATA", "data")).resolve())
