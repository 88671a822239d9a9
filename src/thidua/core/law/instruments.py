"""Instruments of law with the days between which they hold, and how far each entry can be trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Literal

from thidua.core.lexicons import load

Trust = Literal["primary", "secondary", "recalled"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, decree or circular. `since` is the first day in force, `until` the first day on which it holds no more."""

    number: str
    name: str
    trust: Trust
    source: str
    dated: date | None = None
    since: date | None = None
    until: date | None = None
    replaced_by: str | None = None

    def ended_on(self, day: date) -> bool:
        """Whether it holds no more on `day`."""
        return self.until is not None and day >= self.until

    @property
    def verified(self) -> bool:
        """Whether somebody has read a source; what is only recalled never weighs more than a question."""
        return self.trust != "recalled"


def plain_number(number: str) -> str:
    """A number as it is compared: capitals, no blanks, no leading zeros, one kind of dash."""
    text = re.sub(r"\s+", "", number).replace("–", "-").upper().replace("ND-CP", "NĐ-CP")
    return re.sub(r"^0+(?=\d)", "", text)


@cache
def _register() -> Mapping[str, Instrument]:
    rows = [Instrument(**row) for row in load("law_instruments")["instrument"]]
    return MappingProxyType({plain_number(row.number): row for row in rows})


def instrument(number: str) -> Instrument | None:
    """The instrument with this number ("98/2023/NĐ-CP"), or None if the register does not hold it."""
    return _register().get(plain_number(number))


def known_instruments() -> tuple[Instrument, ...]:
    """The whole register."""
    return tuple(_register().values())
