"""The one resolver from words to law: by number, by a number cut short, or a law by its name and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from thidua.core.law import Instrument, instrument
from thidua.core.law.instruments import known_instruments
from thidua.core.plans.findings.instruments.mentions import DAY, MENTION
from thidua.core.plans.model import LegalBasis
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.dates import day_first, paper_date
from thidua.core.viet.text import clean, fold

# "Thông tư 01/2024 của Bộ Nội vụ": the number cut short, as running text often has it.
_SHORT = compiled(r"(?i:(?P<w>nghị định|thông tư))\s+(?:số\s+)?(?P<n>\d{1,4}/20\d\d)(?![/\d])(?P<rest>[^.;]{0,40})")
_HOME = re.compile(r"bộ nội vụ|BNV|thi đua|khen thưởng", re.IGNORECASE)
_OTHER_WORDS = re.compile(
    r"^luật (?:sửa đổi,? ?(?:bổ sung )?(?:một số điều của )?luật )?| năm (?:19|20)\d\d$", re.IGNORECASE
)
_KINDS = {"law": "Luật", "decree": "Nghị định", "circular": "Thông tư"}


def laws_in(text: str) -> Iterator[tuple[int, int, Instrument]]:
    """Instruments of the register that a text names, in its order: (start, end, instrument).

    A law cited by name and number is one.
    """
    ends: dict[str, int] = {}
    for start, end, known in sorted((*_by_name(text), *_by_number(text)), key=lambda one: (one[0], -one[1])):
        if start >= ends.get(known.number, 0):
            ends[known.number] = end
            yield start, end, known


def law_cited(basis: LegalBasis) -> Instrument | None:
    """The law that an entry of a reading names, found as in running text; None when the register does not hold it."""
    number, day, title = basis["number"] or "", basis["date"] or "", clean(basis.get("title") or "")
    if number and (known := instrument(number)):
        return known
    kind = _KINDS.get(basis["type"])
    if kind is None or "Q" in day:
        return None
    words = re.sub(rf"^{kind}(?:\s+số)?\s+", "", title, flags=re.IGNORECASE)
    if kind == "Luật":
        when = {4: "năm", 7: "tháng", 10: "ngày"}.get(len(day), "")
        told = f"Luật {words} {when} {day_first(day)}"
    else:
        told = f"{kind} {number or words} của {basis.get('issuer') or ''} {words if number else ''}"
    return next((known for start, _, known in laws_in(told) if start == 0), None)


def _by_number(text: str) -> Iterator[tuple[int, int, Instrument]]:
    for named in MENTION.finditer(text):
        if known := instrument(named["n"]):
            yield named.start(), named.end("n"), known
    for named in _SHORT.finditer(text):
        decree = named["w"].lower() == "nghị định"
        home = decree or _HOME.search(named["rest"])
        if home and (known := instrument(named["n"] + ("/NĐ-CP" if decree else "/TT-BNV"))):
            yield named.start(), named.end("n"), known


def _by_name(text: str) -> Iterator[tuple[int, int, Instrument]]:
    form, laws = _named_laws()
    for named in form.finditer(text):
        iso = paper_date(named["d"].strip()) or ""
        of_year = [law for law in laws[_plain(named["name"])] if f"/{iso[:4]}/" in law.number]
        if len(of_year) > 1:
            of_year = [law for law in of_year if law.dated and law.dated.isoformat().startswith(iso)]
        if len(of_year) == 1:
            yield named.start(), named.end("d"), of_year[0]


@cache
def _named_laws() -> tuple[re.Pattern[str], dict[str, list[Instrument]]]:
    """A pattern of the names of all known laws with a day or year behind, and the laws of each name by `_plain`."""
    laws: dict[str, list[Instrument]] = {}
    forms: set[str] = set()
    for law in known_instruments():
        if "/QH" in law.number:
            name = _OTHER_WORDS.sub("", law.name)
            laws.setdefault(_plain(name), []).append(law)
            forms.add(r"\s*[,-]?\s*".join(map(re.escape, re.findall(r"\w+", name))))
    names = "|".join(sorted(forms, key=len, reverse=True))
    form = rf"(?i:luật)\s+(?P<name>(?i:{names}))(?:\s*\(sửa đổi\))?(?:\s*,?\s*số\s+\S+?)?\s*,?\s*\(?(?P<d>{DAY})"
    return compiled(form), laws


def _plain(name: str) -> str:
    """A name as its letters alone: the form above also finds words that ran together."""
    return re.sub(r"\W+", "", fold(name))
