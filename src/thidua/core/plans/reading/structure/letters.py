"""Patterns that tell capital from small letters in Vietnamese."""

from __future__ import annotations

import re

_VOWELS = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, with `À-Ỹ` and `à-ỹ` inside a class meaning the accented capital and the accented small letters.

    As plain ranges of code points both would hold capitals and small letters alike.
    """
    return re.compile(pattern.replace("À-Ỹ", _VOWELS).replace("à-ỹ", _VOWELS.lower()), flags)
