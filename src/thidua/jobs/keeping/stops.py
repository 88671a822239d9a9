"""Why a command stops, in one Vietnamese sentence and one exit code. Nothing heavy is imported here."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line (catalogue of bad input, annex G)."""

    DONE = 0
    WARNED = 1
    USAGE = 2
    STATE = 3
    ENVIRONMENT = 4
    FAILED = 5
    INTERRUPTED = 130


class Stop(Exception):
    """A command that does not go on. `code` is the row of the annex ("G35"), for tests and the help desk."""

    def __init__(self, exit_code: Exit, code: str, text: str) -> None:
        super().__init__(text)
        self.exit_code = exit_code
        self.code = code
        self.text = text


def amount(size: int) -> str:
    """Bytes as "2,1 GB", "300 MB" or "12 kB", the way Vietnamese papers print figures."""
    for unit, name in ((2**30, "GB"), (2**20, "MB"), (2**10, "kB")):
        if size >= unit:
            whole, tenths = divmod(size * 10 // unit, 10)
            return f"{whole},{tenths} {name}" if tenths and whole < 100 else f"{whole} {name}"
    return f"{size} B"


def count(number: int) -> str:
    """A whole number with its thousands apart: 50050 gives "50.050"."""
    return f"{number:,}".replace(",", ".")
