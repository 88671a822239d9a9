"""Patterns that tell capital from small letters in Vietnamese."""

from __future__ import annotations

import re

_VOWELS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

IN_CAPACITY = r"(?:T[./]?M|K[./]?T|T[./]?L|TUQ|Q)"
"""In what capacity somebody signs, as part of a pattern: for a body, for its head, by order, by delegation, acting."""


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, with `À-Ỹ` and `à-ỹ` inside a class meaning the accented capital and the accented small letters.

    As plain ranges of code points both would hold capitals and small letters alike.
    """
    return re.compile(pattern.replace("À-Ỹ", _VOWELS).replace("à-ỹ", _VOWELS.lower()), flags)


_FULL_STOP = r"(?<=[a-zđà-ỹ0-9)”\"])\.\s+(?=[A-ZĐÀ-Ỹ])"
SENTENCE_END = compiled(_FULL_STOP)
CLAUSE_END = compiled(rf"{_FULL_STOP}|;\s+")
"""The end of a sentence, and that of a sentence or of a part of it closed by a semicolon."""
