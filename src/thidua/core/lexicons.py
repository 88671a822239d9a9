"""Packaged word lists and tables of the core, TOML and plain lines in `core/lexicon/`: its only file reading."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

_FOLDER = resources.files("thidua.core") / "lexicon"


def _text(file_name: str) -> str:
    return unicodedata.normalize("NFC", (_FOLDER / file_name).read_text(encoding="utf-8"))


@cache
def load(name: str) -> Mapping[str, Any]:
    """The table `core/lexicon/{name}.toml`, read once and in NFC. Raises FileNotFoundError for an unknown name."""
    return MappingProxyType(tomllib.loads(_text(f"{name}.toml")))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of `core/lexicon/{name}.txt` in order: no blank lines, no lines that start with `#`."""
    stripped = (line.strip() for line in _text(f"{name}.txt").splitlines())
    return tuple(line for line in stripped if line and not line.startswith("#"))
