"""Whose data these are: the one commune of a ward's machine, or the city when it holds several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from thidua.core.viet.text import fold
from thidua.jobs.keeping.tables import table


@dataclass(frozen=True)
class Identity:
    """Id and name of the unit this installation belongs to; both empty before `init`."""

    id: str = ""
    name: str = ""

    @property
    def slug(self) -> str:
        """The name as part of a file name: "phuong-ben-ngoc"."""
        return re.sub(r"[^a-z0-9]+", "-", fold(self.name)).strip("-")[:60] or "trong"


def identity() -> Identity:
    """The identity in the database."""
    found = table("units.Unit").filter(kind__in=["city", "commune"]).order_by("name")
    # Only columns that have always been there: an older table is backed up before it is upgraded.
    rows = list(found.values_list("pk", "name", "kind", "to_on"))
    communes = [row for row in rows if row[2] == "commune" and row[3] is None]
    chosen = communes if len(communes) == 1 else [row for row in rows if row[2] == "city"] or communes
    return Identity(str(chosen[0][0]), chosen[0][1]) if chosen else Identity()
