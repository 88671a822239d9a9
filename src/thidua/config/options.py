"""The few things an administrator may set in data/thidua.toml or by THIDUA_* variables; anything else is refused."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What may differ between installations."""

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    debug: bool = False
    support_phone: str = ""
    max_upload_mb: int = 25


def read_options(path: Path) -> Options:
    """Options of the file at `path` (absent: all defaults), overlaid by THIDUA_HOSTS, THIDUA_HTTPS, THIDUA_DEBUG.

    Raises ValueError, in Vietnamese, for an unknown key or a value of the wrong kind.
    """
    raw: dict[str, object] = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = {item.name: item for item in fields(Options)}
    if unknown := sorted(set(raw) - set(known)):
        raise ValueError(f"{path.name}: không có tùy chọn {', '.join(unknown)}. Có: {', '.join(sorted(known))}.")
    if "THIDUA_HOSTS" in os.environ:
        raw["hosts"] = os.environ["THIDUA_HOSTS"].split(",")
    for name in ("https", "debug"):
        if f"THIDUA_{name.upper()}" in os.environ:
            raw[name] = os.environ[f"THIDUA_{name.upper()}"] == "1"
    wanted = {"hosts": list, "https": bool, "debug": bool, "support_phone": str, "max_upload_mb": int}
    for name, value in raw.items():
        if not isinstance(value, wanted[name]):
            raise ValueError(f"{path.name}: {name} phải là {wanted[name].__name__}, đang là {value!r}.")
    hosts = raw.pop("hosts", Options.__dataclass_fields__["hosts"].default)
    return Options(hosts=tuple(hosts), **raw)  # type: ignore[arg-type]
