"""Evident damage of scanning and typing repaired; the sheet remembers what stood there."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from thidua.core.lexicons import load
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date

_TORN_COMMA = compiled(r"(?<![\d,])\d{1,3}(?:\.\d{3})* ,\d{1,2}(?=\s*(?:%|tỷ|triệu|nghìn|ha|tấn|kg|điểm|m2|km))")
_LOST_SLASH = compiled(
    r"(?<![\d/.])(\d{2})1(\d{1,2})/(20\d\d)(?![\d/])|(?<![\d/.])(\d{1,2})/(\d{1,2})1(20\d\d)(?![\d/])"
)


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    slips = {slip["wrong"]: dict(slip) for slip in load("plan_ocr")["slip"]}
    longest = sorted(slips, key=len, reverse=True)
    return compiled(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), slips


def _mend_words(sheet: Sheet, passage: Passage) -> Passage:
    """Evident slips of scanning and typing repaired; the sheet remembers what stood there."""
    pattern, slips = _slips()
    for found in reversed(list(pattern.finditer(passage.text))):
        slip, wrong = slips[found.group().lower()], found.group()
        before, after = passage.text[: found.start()].rstrip(), passage.text[found.end() :].lstrip().lower()
        if slip.get("places") == "clause" and before and before[-1] not in ';.,:-–+)(“"•':
            continue
        if any(after.startswith(word) for word in slip.get("unless", ())):
            continue
        right: str = slip["right"]
        right = right.upper() if wrong.isupper() else right[0].upper() + right[1:] if wrong[0].isupper() else right
        place = passage.places[found.start()]
        spread = [passage.places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
        sheet.repairs[place] = (wrong, right)
        passage = Passage(
            passage.text[: found.start()] + right + passage.text[found.end() :],
            [*passage.places[: found.start()], *spread, *passage.places[found.end() :]],
        )
    return passage


def _mend_figures(sheet: Sheet, passage: Passage) -> Passage:
    """Figures that a scan damaged, mended where the result is a number or a day: "428 ,6", "3117/2025", "15/912026"."""
    for form in (_TORN_COMMA, _LOST_SLASH):
        for found in reversed(list(form.finditer(passage.text))):
            wrong = found.group()
            right = "/".join(filter(None, found.groups())) if form is _LOST_SLASH else wrong.replace(" ", "")
            if form is _LOST_SLASH and paper_date(right) is None:
                continue
            sheet.repairs[passage.places[found.start()]] = (wrong, right)
            places = passage.places
            spread = [places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
            text = passage.text[: found.start()] + right + passage.text[found.end() :]
            passage = Passage(text, [*places[: found.start()], *spread, *places[found.end() :]])
    return passage


def mend(sheet: Sheet, passage: Passage) -> Passage:
    """The passage with slips of words and torn figures repaired, `sheet.repairs` keeping the printed ones."""
    return _mend_figures(sheet, _mend_words(sheet, passage))
