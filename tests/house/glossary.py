"""GLOSSARY.md as the house tests read it."""

from __future__ import annotations

import re
from functools import cache

from source_tree import ROOT


@cache
def _text() -> str:
    return (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


@cache
def sections() -> dict[str, str]:
    """The text under each heading of the second level."""
    parts = re.split(r"^## (.+)$", _text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def identifiers() -> frozenset[str]:
    """Every word in backticks."""
    return frozenset(re.findall(r"`([^`\n]+)`", _text()))


@cache
def address_words() -> frozenset[str]:
    """The words explained under "Words in addresses": first column of its table."""
    return frozenset(re.findall(r"^\| `([^`]+)` \|", sections()["Words in addresses"], flags=re.MULTILINE))
