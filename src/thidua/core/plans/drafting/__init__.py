"""Writing a new plan: from the plan of the year before, from the plan above, or from nothing but the fixed sections."""

from thidua.core.plans.drafting.beginning import Frame, blank_plan, from_higher, usual_words
from thidua.core.plans.drafting.blocks import (
    KINDS,
    add_block,
    follow_words,
    move_block,
    number_again,
    remove_block,
)
from thidua.core.plans.drafting.next_year import next_year
from thidua.core.plans.drafting.notes import Note, basis_notes, notes_of, settle_notes
from thidua.core.plans.drafting.taking_up import take_up
from thidua.core.plans.drafting.years import plan_year

__all__ = [
    "KINDS",
    "Frame",
    "Note",
    "add_block",
    "basis_notes",
    "blank_plan",
    "follow_words",
    "from_higher",
    "move_block",
    "next_year",
    "notes_of",
    "number_again",
    "plan_year",
    "remove_block",
    "settle_notes",
    "take_up",
    "usual_words",
]
