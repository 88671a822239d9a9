"""Addresses of static files that change when the file does, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@lru_cache(maxsize=256)
def _found(name: str) -> Path:
    path = finders.find(name)
    if not isinstance(path, str):
        raise LookupError(f"no static file {name}")
    return Path(path)


@lru_cache(maxsize=256)
def _digest(path: Path, changed_at: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def asset_url(name: str) -> str:
    """'kit/frame.css' -> '/static/kit/frame.css?v=<8 signs of the content>'. LookupError when no app ships the file."""
    path = _found(name)
    return f"{static(name)}?v={_digest(path, path.stat().st_mtime_ns)}"
