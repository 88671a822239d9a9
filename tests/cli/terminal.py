"""The program run as a person runs it: in a process of its own, with nothing of the tests' settings."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SRC = Path(__file__).parents[2] / "src"
WARD = ("--ward", "Phường Bến Ngọc", "--name", "Vũ Thị Hương", "--username", "huong.vt", "--print-password")


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """The environment of a fresh terminal: nothing of the tests' own settings, no data in the folder it stands in."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "DJANGO_", "PYTEST"))
    }
    nowhere = {"THIDUA_DATA": str(Path(tempfile.gettempdir()) / "no-thidua-here")}
    return outside | {"PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"} | nowhere | more


def run(*words: object, **options: object) -> Said:
    more = options.pop("env", {})
    done = subprocess.run(
        [sys.executable, "-m", "thidua.cli", *map(str, words)],
        env=environment(**more), capture_output=True, text=True, encoding="utf-8", timeout=60,
        check=False, **options,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)
