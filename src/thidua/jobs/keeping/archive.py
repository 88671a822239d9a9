"""The backup file: a plain tar whose first member, the manifest, names every other one with its size and SHA-256.

Stored uncompressed, so that any tool opens it in ten years and a cut file can say how much is missing.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from thidua.jobs.keeping.stops import Exit, Stop, amount

FORMAT = "thidua-backup/1"
MANIFEST = "manifest.json"
DATABASE = "thidua.db"
OPTIONS = "thidua.toml"
_NAME = re.compile(r"thidua\.db|thidua\.toml|rows/[a-z0-9_]+\.jsonl|media/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}")
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Member:
    """One file inside: its name, its bytes, their hash."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. `heads`: commune, size, head of each journal chain; `migrations`: per app, in order;
    `tables`: rows and, for a logical copy, columns of each table; `missing`: hashes of files that were not there."""

    made_at: str
    version: str
    engine: str
    ward: dict[str, str]
    migrations: dict[str, list[str]]
    tables: dict[str, dict[str, Any]]
    heads: list[dict[str, Any]]
    members: list[Member]
    missing: list[str] = field(default_factory=list)
    format: str = FORMAT

    def dumps(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.dumps().encode()).hexdigest()

    @property
    def is_logical(self) -> bool:
        """Whether the tables are rows, to be loaded into any database, and not a SQLite file."""
        return all(member.name != DATABASE for member in self.members)


def _manifest_of(text: str) -> Manifest:
    raw = json.loads(text)
    raw["members"] = [Member(**row) for row in raw["members"]]
    return Manifest(**raw)


def damaged(code: str, text: str) -> Stop:
    """A backup that cannot be trusted: exit 2."""
    return Stop(Exit.USAGE, code, text)


def member_of(name: str, path: Path) -> Member:
    """The entry of the manifest for a file on the disk."""
    with path.open("rb") as source:
        return Member(name, path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def write(target: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    """Write the tar, the manifest first. `sources` maps member names to files. Raises OSError when there is no room."""
    opened = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as out, tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as tar:
        text = manifest.dumps().encode()
        tar.addfile(_entry(MANIFEST, len(text)), io.BytesIO(text))
        for member in manifest.members:
            with sources[member.name].open("rb") as source:
                tar.addfile(_entry(member.name, member.size), source)


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup. Raises Stop (exit 2) for a file of another kind."""
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            if first is None or first.name != MANIFEST or first.size > 1 << 28:
                raise KeyError(MANIFEST)
            source = tar.extractfile(first)
            manifest = _manifest_of(source.read().decode() if source else "")
    except (tarfile.TarError, KeyError, ValueError, TypeError, OSError) as error:
        raise damaged("G36", f"{path.name} không phải tệp sao lưu của Thidua, hoặc phần đầu tệp đã hỏng.") from error
    if manifest.format != FORMAT:
        raise damaged("G40", f"Bản sao theo mẫu {manifest.format}; phần mềm này đọc {FORMAT}. Nâng cấp phần mềm.")
    if bad := next((m.name for m in manifest.members if not _NAME.fullmatch(m.name)), None):
        raise damaged("G37", f"Bản sao chứa tên lạ: {bad[:80]}")
    return manifest


def expected_size(manifest: Manifest) -> int:
    """Bytes up to the end of the last member; a whole file has at least so many."""
    sizes = [len(manifest.dumps().encode()), *(member.size for member in manifest.members)]
    return sum(512 + -(-size // 512) * 512 for size in sizes)


def refuse_cut(path: Path, manifest: Manifest) -> None:
    """Raises Stop G36 with the amount that is missing at the end."""
    short = expected_size(manifest) - path.stat().st_size
    if short > 0:
        raise damaged("G36", f"Tệp sao lưu thiếu {amount(short)} cuối.")


def members(path: Path, manifest: Manifest) -> Iterator[tuple[Member, IO[bytes]]]:
    """Each member with its bytes, hashed while they are read. The reader must read to the end; raises Stop G37."""
    refuse_cut(path, manifest)
    with tarfile.open(path, "r:") as tar:
        tar.next()
        for member in manifest.members:
            try:
                entry = tar.next()
                source = tar.extractfile(entry) if entry and entry.isreg() else None
            except tarfile.TarError as error:
                raise damaged("G37", f"Tệp sao lưu hỏng trước {member.name}.") from error
            if entry is None or source is None or entry.name != member.name or entry.size != member.size:
                raise damaged("G37", f"Tệp sao lưu hỏng ở {member.name}.")
            checked = _Hashed(source)
            yield member, checked  # type: ignore[misc]
            checked.drain()
            if checked.sha256 != member.sha256:
                raise damaged("G37", f"Mã kiểm tra không khớp: {member.name}")


class _Hashed:
    """A reader that hashes what passes."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._hash.update(piece)
        return piece

    def drain(self) -> None:
        while self.read(_CHUNK):
            pass

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()
