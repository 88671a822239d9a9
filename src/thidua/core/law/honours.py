"""Forms of commendation and titles: where each stands on its ladder, and the lowest level whose head decides it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from thidua.core.law.instruments import Trust
from thidua.core.lexicons import load
from thidua.core.viet.text import fold

Decider = Literal["state", "province", "agency"]
LEVELS: dict[str, int] = {"block": 0, "agency": 1, "commune": 1, "school": 1, "province": 2, "state": 3}


@dataclass(frozen=True, slots=True)
class Honour:
    """A form or title. Ranks compare only within one ladder (`form`, `person`, `collective`)."""

    name: str
    ladder: str
    rank: int
    decider: Decider
    trust: Trust

    def may_be_decided_by(self, level: str) -> bool:
        """Whether the head of a body of this level (block, agency, commune, school, province, state) decides it."""
        return LEVELS.get(level, 3) >= LEVELS[self.decider]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[Honour, tuple[str, ...]]]]:
    by_words: dict[str, tuple[Honour, tuple[str, ...]]] = {}
    for row in load("law_forms")["form"]:
        honour = Honour(row["name"], row["ladder"], row["rank"], row["decider"], row["trust"])
        for words in row["words"]:
            by_words[words] = (honour, tuple(row.get("unless_after", ())))
    longest = sorted(by_words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), by_words


def honours_in(text: str) -> list[tuple[int, int, Honour]]:
    """Honours named in a text in NFC: (start, end, honour) in printed order, the longest name first at each place."""
    form, by_words = _table()
    folded = fold(text)
    found = []
    for name in form.finditer(folded):
        honour, unless = by_words[name.group()]
        if not any(folded[: name.start()].endswith(words) for words in unless):
            found.append((name.start(), name.end(), honour))
    return found
