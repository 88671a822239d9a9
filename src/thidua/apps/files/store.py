"""The bytes: data/media/ab/cd/<sha256>. The file is written before its row: a crash leaves no row without its file.

What waits for an act of its own lies under media/waiting, one file for each: whoever lets go of it takes nobody else's.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def put(data: bytes) -> str:
    """Write bytes durably under their hash (temporary file, fsync, rename, fsync of the folder). Returns the hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if not target.exists():
        _write(target, data)
    return sha256


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def waiting_path(key: UUID) -> Path:
    """Where the bytes that wait under this key lie."""
    return Path(settings.MEDIA_ROOT) / "waiting" / str(key)


def put_waiting(key: UUID, data: bytes) -> None:
    """Write bytes durably under a key of their own."""
    _write(waiting_path(key), data)


def waiting(key: UUID, sha256: str) -> bytes | None:
    """The bytes that wait under this key, or None when they are missing or were altered on the disk."""
    path = waiting_path(key)
    data = path.read_bytes() if path.exists() else b""
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def forget_waiting(key: UUID) -> None:
    """Let go of the bytes that wait under this key."""
    waiting_path(key).unlink(missing_ok=True)


def all_waiting() -> Iterator[Path]:
    """Files of bytes that wait, and what a crash left of them."""
    folder = waiting_path(UUID(int=0)).parent
    yield from sorted(folder.iterdir()) if folder.exists() else ()


def whole(sha256: str) -> bool:
    """Whether the bytes are there and still carry their hash."""
    path = path_of(sha256)
    if not path.exists():
        return False
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == sha256


def free_bytes() -> int:
    """Room left on the disk that holds the bytes."""
    root = Path(settings.MEDIA_ROOT).absolute()
    return shutil.disk_usage(next(folder for folder in (root, *root.parents) if folder.exists())).free
