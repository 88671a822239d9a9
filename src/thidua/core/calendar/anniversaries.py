"""Days that peaks of a movement are tied to, from `lexicon/anniversaries.toml`: solar, or lunar as Tết is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from thidua.core import lexicons
from thidua.core.calendar.lunar import LunarDate, to_solar


@dataclass(frozen=True, slots=True)
class Anniversary:
    """One day of the year. `sure`: its source was held against a text; `says` are folded words of plans."""

    key: str
    name: str
    month: int
    day: int
    is_lunar: bool
    from_year: int
    says: tuple[str, ...]
    source: str
    sure: bool

    def on(self, year: int) -> date | None:
        """Its day in a year; None before it was introduced, and where the lunar calendar is not known."""
        if year < self.from_year:
            return None
        if not self.is_lunar:
            return date(year, self.month, self.day)
        try:
            return to_solar(LunarDate(year, self.month, self.day))
        except ValueError:
            return None

    @property
    def short(self) -> str:
        """'30/4', '1/1 âm lịch'."""
        return f"{self.day}/{self.month}" + (" âm lịch" if self.is_lunar else "")


@cache
def anniversaries() -> tuple[Anniversary, ...]:
    """All of them, in the order of the year."""
    return tuple(_read(row) for row in lexicons.load("anniversaries")["anniversary"])


def anniversary(key: str) -> Anniversary | None:
    """One by its key."""
    return next((row for row in anniversaries() if row.key == key), None)


def between(first: date, last: date) -> Iterator[tuple[Anniversary, date]]:
    """Every anniversary with its day from `first` to `last`, both included, in the order of the days."""
    found = [(row.on(year), row) for year in range(first.year, last.year + 1) for row in anniversaries()]
    days = [(day, row) for day, row in found if day and first <= day <= last]
    yield from ((row, day) for day, row in sorted(days, key=lambda pair: pair[0]))


def _read(row: dict[str, Any]) -> Anniversary:
    month, day = map(int, (row.get("solar") or row["lunar"]).split("-"))
    return Anniversary(
        row["key"], row["name"], month, day, "lunar" in row, row.get("from_year", 0), tuple(row["says"]),
        row["source"], row["sure"] == "verified",
    )  # fmt: skip
