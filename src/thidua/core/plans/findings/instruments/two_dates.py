"""One document with two dates, in a paper or across papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.instruments.mentions import Mention
from thidua.core.plans.findings.instruments.offices import is_known, is_named, same_office
from thidua.core.viet.dates import day_first

_ACROSS_YEARS = 2
"""Central numbers begin anew with each term: the same number some years apart is another document."""


def check_two_dates(mentions: Sequence[Mention], shelf: Sequence[Mention] = ()) -> Iterator[Finding]:
    """One document with two dates: in this paper, or here and in a paper of the shelf. One finding per document."""
    dated: dict[str, list[Mention]] = {}
    for one in (*mentions, *shelf):
        if one.date:
            dated.setdefault(one.number, []).append(one)
    for group in dated.values():
        pair = _first_pair(group)
        if pair is None:
            continue
        first, other = pair
        rest = [one for one in group if one is not first and one.date != first.date and contradict(first, one)]
        days = " và ".join(dict.fromkeys(day_first(one.date or "") for one in (first, *rest)))
        where = f" ({other.called})" if other.file else ""
        yield Finding(
            "instrument_two_dates",
            "must",
            f"Văn bản {first.printed} ghi hai ngày: {days}{where}. Ngày nào đúng?",
            other.source if other.file is None else first.source,
            related=tuple(Related(one.source, one.file) for one in _others(first, rest, inside=other.file is None)),
        )


def _first_pair(group: list[Mention]) -> tuple[Mention, Mention] | None:
    """The first mention of this paper that another one contradicts, with the other.

    What agrees in day, office and file is one: a paper may name a document a thousand times. Offices with a name are
    held only against themselves and against those that may be anyone, so many offices do not multiply either.
    """
    distinct: dict[tuple[str | None, str, str | None], Mention] = {}
    for one in group:
        distinct.setdefault((one.date, one.whose, one.file), one)
    kept = list(distinct.values())
    offices: dict[str, list[Mention]] = {}
    for one in kept:
        offices.setdefault(one.whose if is_named(one.whose) else "", []).append(one)
    for one in kept:
        if one.file is not None:
            continue
        near = [*offices[one.whose], *offices.get("", ())] if is_named(one.whose) else kept
        if found := next((other for other in near if other is not one and contradict(one, other)), None):
            return one, found
    return None


def _others(first: Mention, rest: list[Mention], *, inside: bool) -> list[Mention]:
    """The places to point at besides the one that the finding stands at."""
    return [first, *rest[1:]] if inside else rest


def contradict(one: Mention, other: Mention) -> bool:
    """Whether both name one document and give it different days.

    Across papers only where both name the same known issuer: every province and commune counts its own numbers.
    """
    a, b = one.date or "", other.date or ""
    short = min(len(a), len(b))
    if "Q" in a + b or a[:short] == b[:short] or not same_office(one.whose, other.whose):
        return False
    if one.file != other.file and not (one.whose == other.whose and is_known(one.whose)):
        return False
    if re.search(r"/(?:19|20)\d\d/", one.number):
        return True
    apart = abs(int(a[:4]) - int(b[:4]))
    if re.search(r"/(?:TW|TU|CP|QH)", one.number):
        return apart <= _ACROSS_YEARS
    # Numbers of local offices begin anew each year, and every office counts its own.
    return apart == 0 or (a[4:] == b[4:] and len(a) > 4 and apart <= 1)
