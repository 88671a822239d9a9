"""Changes of wording that findings offer: only where a rule knows the very words that belong in the place of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thidua.core.papers.text_changes import TextChange, change_at, may_change, overlapped
from thidua.core.plans.findings.finding import Finding
from thidua.core.plans.model import Source

_WHY = {
    "ocr_slip": "sai chính tả",
    "doubled_word": "lặp từ",
    "wrong_tier": "nhầm cấp chính quyền",
    "abolished_unit": "cơ quan không còn",
}


@dataclass(frozen=True, slots=True)
class OfferedChange:
    """A change that a finding offers, and which of the findings given it is."""

    change: TextChange
    finding: int


def offered_changes(text: str, findings: Sequence[Finding]) -> list[OfferedChange]:
    """What the findings offer to change, in the order of the paper; where two offer to change the same words, the
    first. Places of the same paper where the same words stand are offered each for itself."""
    found: list[OfferedChange] = []
    for at, finding in enumerate(findings):
        if finding.replacement is None or finding.source is None:
            continue
        printed = _words(text, finding.source)
        for source in _places(finding):
            if _words(text, source).casefold() != printed.casefold():
                continue
            start, end = source["chars"]
            put = in_case(finding.replacement, text[start:end])
            change = change_at(text, start, end, put, _WHY.get(finding.code, ""))
            known = [one.change for one in found]
            if may_change(text, change) and not overlapped(change, known):
                found.append(OfferedChange(change, at))
    return sorted(found, key=lambda one: one.change.start)


def in_case(words: str, printed: str) -> str:
    """`words` in capitals where those in print are, or with a capital first."""
    if printed.isupper() and len(printed) > 1:
        return words.upper()
    return words[:1].upper() + words[1:] if printed[:1].isupper() else words


def _places(finding: Finding) -> Iterator[Source]:
    if finding.source:
        yield finding.source
    yield from (other.source for other in finding.related if other.file is None)


def _words(text: str, source: Source) -> str:
    start, end = source["chars"]
    return text[start:end]
