"""What a unit is called and what it is, as plain values that acts, imports and forms share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from thidua.apps.people.wording import check_line
from thidua.apps.units.models import Unit, UnitKind
from thidua.core.verdicts import Reason
from thidua.core.viet.text import clean

ROOTS = frozenset({UnitKind.CITY, UnitKind.COMMUNE})


LABELS = {"name": "Tên đơn vị", "short_name": "Tên gọn"}


@dataclass(frozen=True, slots=True)
class UnitParticulars:
    """What a unit is called and what it is. `from_on` None: it has been there since before the program."""

    kind: str
    name: str
    short_name: str = ""
    from_on: date | None = None
    is_standing_office: bool = False

    def cleaned(self) -> UnitParticulars:
        """The values as they are stored."""
        return replace(self, name=clean(self.name), short_name=clean(self.short_name))

    def check(self) -> list[Reason]:
        """All that is wrong with the values, each reason with its field."""
        found = check_line(self.name, field="name", label="Tên đơn vị", most=200)
        found += check_line(self.short_name, field="short_name", label="Tên gọn", most=60, required=False)
        if self.kind not in UnitKind.values:
            found.append(Reason("D34", "Chọn loại đơn vị trong danh sách.", field="kind"))
        return found


def particulars_of(unit: Unit) -> UnitParticulars:
    """The values of a row."""
    return UnitParticulars(**{each.name: getattr(unit, each.name) for each in fields(UnitParticulars)})
