"""The bytes: data/media/ab/cd/<sha256>. The file is written before its row: a crash leaves no row without its file."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def put(data: bytes) -> str:
    """Write bytes durably under their hash (temporary file, fsync, rename, fsync of the folder). Returns the hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    if target.exists():
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(f"{sha256}.{secrets.token_hex(4)}.part")
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
    return sha256


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
