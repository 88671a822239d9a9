"""Movements that a plan names ("Cả nước chung tay vì người nghèo") beside the movements that are known here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from rapidfuzz import fuzz

from thidua.core.viet.text import fold

_LIKE = 92
"""How alike two names must be, of 100. A year that differs never matches."""
_LEADING = re.compile(r"^(?:(?:phong trao|cuoc van dong)\s+)?(?:thi dua\s+)?")
_YEAR = re.compile(r"\b20\d\d\b")


def match_movement(name: str, known: Iterable[tuple[UUID, str]]) -> UUID | None:
    """The known movement that `name` stands for, None when none or two are alike. Only a suggestion for a person."""
    wanted = _plain(name)
    found = [ident for ident, other in known if _same(wanted, _plain(other))]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    folded = re.sub(r"[^a-z0-9 ]", " ", fold(name))
    return _LEADING.sub("", " ".join(folded.split()))


def _same(one: str, two: str) -> bool:
    if not one or not two or set(_YEAR.findall(one)) ^ set(_YEAR.findall(two)):
        return False
    return one == two or fuzz.ratio(one, two) >= _LIKE
