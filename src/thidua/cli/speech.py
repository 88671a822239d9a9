"""Printing that reaches every terminal: Vietnamese where letters exist, else the same words without marks."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from dataclasses import dataclass

_LOOSE = str.maketrans(
    {"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "…": "...", "→": "->", "•": "-", "·": "-"}
)


def _unmarked(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: each letter the terminal lacks becomes the plain letter below its marks (annex G12)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = []
    for sign in error.object[error.start : error.end]:
        base = unicodedata.normalize("NFD", sign.translate(_LOOSE))
        plain.append("".join(part for part in base if part.isascii()) or "?")
    return "".join(plain), error.end


codecs.register_error("thidua.unmarked", _unmarked)


def prepare_streams() -> None:
    """Make standard output and error survive any terminal."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="thidua.unmarked")


def say(text: str = "") -> None:
    """A line for the person, at once."""
    print(text, flush=True)


def warn(text: str) -> None:
    """A line that does not stop the command."""
    print(f"Lưu ý: {text}", file=sys.stderr, flush=True)


def complain(text: str) -> None:
    """The line that says why the command stopped."""
    print(text, file=sys.stderr, flush=True)


def close_output() -> None:
    """After the reader of a pipe has gone: let the interpreter end without a trace."""
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, sys.stdout.fileno())


@dataclass
class Steps:
    """How far a command of several steps has come, for the sentence after Ctrl-C."""

    done: int = 0
    total: int = 0

    @property
    def sentence(self) -> str:
        if not self.total or not self.done:
            return "Đã dừng, chưa ghi gì."
        return f"Đã dừng. Đã ghi {self.done}/{self.total} bước, chạy lại để tiếp tục."


STEPS = Steps()
