"""Acts on units, seats, blocks, councils and imports, one function each, with `by=` and `now=`; raising `Refused`."""

from thidua.apps.units.particulars import UnitParticulars, particulars_of
from thidua.apps.units.services.blocks import end_block, form_block, set_block_members
from thidua.apps.units.services.councils import end_council, form_council, leave_council, seat_on_council
from thidua.apps.units.services.founding import FirstOfficer, Founded, found_commune, found_installation
from thidua.apps.units.services.importing import (
    apply_import,
    check_import,
    faults_of,
    first_passwords,
    preview_import,
    undo_import,
)
from thidua.apps.units.services.mergers import merge_units, split_unit
from thidua.apps.units.services.seats import leave_seat, retire_person, seat_new_person, take_seat
from thidua.apps.units.services.tree import add_unit, change_unit, end_unit

__all__ = [
    "FirstOfficer",
    "Founded",
    "UnitParticulars",
    "add_unit",
    "apply_import",
    "change_unit",
    "check_import",
    "end_block",
    "end_council",
    "end_unit",
    "faults_of",
    "first_passwords",
    "form_block",
    "form_council",
    "found_commune",
    "found_installation",
    "leave_council",
    "leave_seat",
    "merge_units",
    "particulars_of",
    "preview_import",
    "retire_person",
    "seat_new_person",
    "seat_on_council",
    "set_block_members",
    "split_unit",
    "take_seat",
    "undo_import",
]
