"""Who answers for a target when an annex says so: rows of a table beside the list of targets."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from thidua.core.plans.model import Target
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.viet.text import fold

_WORD = re.compile(r"\w+")
_SAME_NAME = 90
"""From here on (of 100) two names are one."""
_NEAR_NAME = 60
"""From here on an equal number may settle which entry is meant; names that have nothing in common lie below."""
_SHORTEST = 6
"""Characters a name needs to be looked for inside another one: "hộ" is in half of all entries."""


def with_owners(sheet: Sheet, listed: list[Target], tabled: list[Target]) -> list[Target]:
    """Targets of the list and of tables. A row without a level of its own that is named as an entry of the list is no
    new target: it says who leads and supports that entry.

    The name decides. Between entries named alike, and where names are only somewhat alike, the printed number does. A
    row with an owner that fits no entry, or several, stays a target of its own, and the sheet keeps a doubt.
    """
    wanting = [row for row in tabled if listed and all(measure.get("value") is None for measure in row["measures"])]
    names = [fold(target["text"]) for target in listed] if wanting else []
    worded = [set(_WORD.findall(name)) for name in names]
    more: list[Target] = []
    for row in tabled:
        if not any(row is one for one in wanting[:1]):
            more.append(row)
            continue
        wanting.pop(0)
        entry = _entry(row, listed, names, worded)
        if entry is None:
            more.append(row)
            if row.get("lead") or row.get("support"):
                sheet.doubts.append(
                    {
                        "text": f"Chưa rõ “{row['text'][:60]}” ở bảng phân công là chỉ tiêu nào trong danh sách",
                        "source": row["source"],
                    }
                )
            continue
        for key in ("lead", "support"):
            if row.get(key) and not entry.get(key):
                entry[key] = row[key]
    return listed + more


def _number(target: Target) -> str:
    """The printed number without its signs: "(1)" and "1." are "1", "1.1" is not "11"; "" for dashes."""
    label = (target.get("label") or "").strip("() .")
    return label.lower() if label[:1].isalnum() else ""


def _entry(row: Target, listed: list[Target], names: list[str], worded: list[set[str]]) -> Target | None:
    """The one entry that a row means, by name and then by number; None if none or several could be meant."""
    words = fold(row["text"])
    named = _named(words, names, worded)
    if len({names[at] for at in named}) == 1:
        return listed[named[0]]
    number = _number(row)
    numbered = [at for at in named or range(len(listed)) if number and _number(listed[at]) == number]
    likely = [at for at in numbered if named or _somewhat_alike(words, names[at])]
    return listed[likely[0]] if len({names[at] for at in likely}) == 1 else None


def _named(words: str, names: list[str], worded: list[set[str]]) -> list[int]:
    """The entries that hold all words of the name in any order, failing these the ones that hold it almost as it is."""
    wanted = set(_WORD.findall(words))
    if wanted and (held := [at for at, own in enumerate(worded) if wanted <= own]):
        return held
    if len(words) < _SHORTEST:
        return []
    found = process.extract(words, names, scorer=fuzz.partial_ratio, score_cutoff=_SAME_NAME, limit=None)
    return sorted(at for _, _, at in found)


def _somewhat_alike(words: str, name: str) -> bool:
    return max(fuzz.partial_ratio(words, name), fuzz.token_set_ratio(words, name)) >= _NEAR_NAME
