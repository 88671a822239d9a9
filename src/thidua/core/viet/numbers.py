"""The one reader of written numbers, and how numbers are written for people. Vietnamese: 1.784,4; English: 1,784.4.

Papers take the Vietnamese reading (`paper_number`). Forms, workbooks, the command line and the API use `read_number`:
it returns every reading, says what it changed, and asks where two readings remain.
"""

from __future__ import annotations

import re
from decimal import Decimal

_VIETNAMESE = re.compile(r"[0-9]+(?:,[0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_ENGLISH = re.compile(r"[0-9]+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SPACED = re.compile(r"([0-9]{1,3})((?:\s[0-9]{3})+)(?![0-9])")


def _value(text: str, style: re.Pattern[str], point: str) -> Decimal | None:
    sign, digits = ("-", text[1:]) if text[:1] in ("-", "−") else ("", text.removeprefix("+"))
    if not style.fullmatch(digits):
        return None
    group = "." if point == "," else ","
    return Decimal(sign + digits.replace(group, "").replace(point, "."))


def paper_number(text: str) -> Decimal | None:
    """The number as a Vietnamese paper means it, or None if the text is not one number in digits.

    The point groups thousands and the comma is decimal: 1.784,4 = 1784.4, 1.991 = 1991. A point followed by anything
    but three digits is a decimal point: 12.5 = 12.5. English grouping is read where nothing else fits.
    Source: the plan contract, "number".
    """
    compact = _SPACED.sub(lambda m: m[1] + re.sub(r"\s", "", m[2]), text.strip())
    vietnamese = _value(compact, _VIETNAMESE, ",")
    return vietnamese if vietnamese is not None else _value(compact, _ENGLISH, ".")
