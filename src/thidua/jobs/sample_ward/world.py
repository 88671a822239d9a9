"""What was made so far while the sample loads, by the keys of the data files; and the days on which things happen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.utils import timezone

from thidua.apps.units.queries import actor_of
from thidua.core.actors import Actor

PASSWORD = "đò ngang bến ngọc"
"""One password for everybody in the sample, printed at the start; a real ward gives each officer another one."""

HERE = files("thidua.jobs.sample")


@dataclass
class World:
    """Units and accounts by key. `clock` is the hour at which the story stands; `end` the real hour, never passed."""

    clock: datetime
    end: datetime
    units: dict[str, Any] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return min(self.clock, self.end)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def goes_on(self, *day: int) -> None:
        """The story goes on at eight in the morning of a day; never back, and never beyond the real hour."""
        self.clock = max(self.clock, morning(*day))

    def actor(self, account: str) -> Actor:
        return actor_of(self.accounts[account], self.today)


def morning(year: int, month: int, day: int) -> datetime:
    """Eight o'clock in Vietnam."""
    return timezone.make_aware(datetime(year, month, day, 8))  # noqa: DTZ001 - made aware here


def toml(name: str) -> dict[str, Any]:
    """A data file of the sample."""
    return tomllib.loads(HERE.joinpath(name).read_text(encoding="utf-8"))
