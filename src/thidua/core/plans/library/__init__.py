"""What readings give beyond their own check: cited documents, texts to use again, themes, who gets the papers."""

from thidua.core.plans.library.citations import (
    KINDS,
    Citation,
    RegisterRow,
    Shelved,
    Standing,
    register_of,
    standing_on,
)
from thidua.core.plans.library.recipients import RecipientRow, match_recipients
from thidua.core.plans.library.texts import TEXT_KINDS, TextKind, TextRow, texts_in, texts_of
from thidua.core.plans.library.themes import theme_owner, themes_in_order

__all__ = [
    "KINDS",
    "TEXT_KINDS",
    "Citation",
    "RecipientRow",
    "RegisterRow",
    "Shelved",
    "Standing",
    "TextKind",
    "TextRow",
    "match_recipients",
    "register_of",
    "standing_on",
    "texts_in",
    "texts_of",
    "theme_owner",
    "themes_in_order",
]
