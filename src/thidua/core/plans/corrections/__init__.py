"""What a clerk does to a reading: fields corrected, items added, split, merged, moved, taken out, taken back."""

from thidua.core.plans.corrections.fields import correct, correct_fields, item_at
from thidua.core.plans.corrections.items import LISTED, add_item, move_item, remove_item
from thidua.core.plans.corrections.splitting import join_parts, merge_targets, pieces_of, split_target

__all__ = [
    "LISTED",
    "add_item",
    "correct",
    "correct_fields",
    "item_at",
    "join_parts",
    "merge_targets",
    "move_item",
    "pieces_of",
    "remove_item",
    "split_target",
]
