"""Bodies of the state that ended: merged ministries and departments, and the district tier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from thidua.core.law.instruments import Trust
from thidua.core.lexicons import load


@dataclass(frozen=True, slots=True)
class Body:
    """A body by the words of its name; `until` is the first day without it, `now` who has its work."""

    words: tuple[str, ...]
    until: date
    now: str
    trust: Trust

    @property
    def verified(self) -> bool:
        """Whether somebody has read a source for its end; what is only recalled is told with that doubt."""
        return self.trust != "recalled"


def _pattern(words: tuple[str, ...]) -> str:
    """The words in any spacing, with any dash."""
    forms = [re.escape(one).replace(r"\ ", r"\s+").replace(r"\-", "[-–]") for one in words]
    return "|".join(sorted(forms, key=len, reverse=True))


@cache
def _bodies() -> tuple[tuple[re.Pattern[str], Body], ...]:
    lexicon = load("law_bodies")
    found = []
    for row in lexicon["body"]:
        body = Body(tuple(row["words"]), row["until"], row["now"], row["trust"])
        found.append((re.compile(rf"(?<!\w)(?:{_pattern(body.words)})(?!\w)"), body))
    tier = lexicon["tier"]
    names, before = tuple(tier["words"]), tuple(tier["before"])
    ended = Body(names, tier["until"], tier["now"], tier["trust"])
    form = rf"(?<!\w)(?i:{_pattern(before)})\s+(?:các\s+)?(?:{_pattern(names)})(?!\w)"
    return (*found, (re.compile(form), ended))


def ended_bodies(text: str, day: date) -> Iterator[tuple[int, int, Body]]:
    """Names of bodies in `text` that no longer exist on `day`: (start, end, body), in the order of the register."""
    for form, body in _bodies():
        if day >= body.until:
            for found in form.finditer(text):
                yield found.start(), found.end(), body
