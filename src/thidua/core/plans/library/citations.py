"""The register of legal bases: every document that the plans of a library cite, once, with its days and its standing.

Whether two places name one document is judged as the linter judges it (`findings.instruments`), so that the register
and the check page never disagree about two dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from thidua.core.law import Instrument, instrument
from thidua.core.law.instruments import plain_number
from thidua.core.plans.findings.instruments import Mention, contradict, law_cited, same_office, whose
from thidua.core.plans.findings.paper import paper_of
from thidua.core.plans.model import InstrumentType, LegalBasis, Plan, Source
from thidua.core.viet.dates import day_first
from thidua.core.viet.text import fold

Standing = Literal["in_force", "not_yet", "replaced", "ended", "unknown"]

KINDS: dict[InstrumentType, str] = {
    "law": "Luật",
    "decree": "Nghị định",
    "circular": "Thông tư",
    "resolution": "Nghị quyết",
    "directive": "Chỉ thị",
    "conclusion": "Kết luận",
    "decision": "Quyết định",
    "plan": "Kế hoạch",
    "guideline": "Hướng dẫn",
    "regulation": "Quy chế, quy định",
    "dispatch": "Công văn",
    "programme": "Chương trình, đề án",
    "report": "Báo cáo, tờ trình",
    "notice": "Thông báo",
    "other": "Văn bản",
}
"""In the order of their force; what a kind is called."""
_RANKS = {kind: at for at, kind in enumerate(KINDS)}
_NOWHERE: Source = {"lines": [1, 1], "chars": [0, 0]}


@dataclass(frozen=True, slots=True)
class Shelved:
    """A plan of the library: `key` for programs, `called` for people, its reading (the text is not needed).

    `signed_on` when the signed day is recorded; else the reading says on which day the paper can have been written.
    """

    key: str
    called: str
    plan: Plan
    signed_on: date | None = None

    @property
    def day(self) -> date | None:
        return paper_of(self.plan, self.signed_on).day


@dataclass(frozen=True, slots=True)
class Citation:
    """One plan that names the document: `item` is the id of the entry in its reading.

    `standing` is that of the document on the day of the plan.
    """

    paper: Shelved
    item: str
    date: str | None
    as_basis: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One document. `dates` are ISO texts as printed, the most often printed first; `law` what is known of it.

    `held` is the plan of the library that is this document, if it is there.
    """

    type: InstrumentType
    number: str | None
    issuer: str
    title: str
    dates: tuple[str, ...]
    two_dates: bool
    standing: Standing
    law: Instrument | None
    held: Shelved | None
    citations: tuple[Citation, ...]

    @property
    def kind(self) -> str:
        return KINDS[self.type]

    @property
    def name(self) -> str:
        """What the row is called: its kind and number; a document without one by its title."""
        if self.number:
            return f"{self.kind.split(',')[0]} số {self.number}"
        return self.title or self.kind

    @property
    def outdated_in(self) -> tuple[Citation, ...]:
        """Plans that rest on it although it held no more, or not yet, on their day."""
        return tuple(one for one in self.citations if one.as_basis and one.standing in ("replaced", "ended", "not_yet"))

    @property
    def asks(self) -> bool:
        """Whether a person should look at it."""
        return self.two_dates or bool(self.outdated_in)

    @property
    def searched(self) -> str:
        """Its words without marks, with the names of the plans that cite it."""
        words = (self.kind, self.number, self.issuer, self.title, self.law.name if self.law else "")
        days = (day_first(iso) for iso in self.dates)
        return fold(" ".join(filter(None, (*words, *days, *(one.paper.called for one in self.citations)))))


def standing_on(law: Instrument | None, day: date | None) -> Standing:
    """How a document of law stands on a day; unknown when the register of law does not hold it or no day is known."""
    if law is None or day is None:
        return "unknown"
    if law.since is not None and day < law.since:
        return "not_yet"
    if law.ended_on(day):
        return "replaced" if law.replaced_by else "ended"
    # An entry that gives neither end says nothing about any day.
    return "in_force" if law.since is not None or law.until is not None else "unknown"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A document as one plan cites it; `basis` is None for the head of a plan that is the document itself."""

    paper: Shelved
    basis: LegalBasis | None
    mention: Mention

    @property
    def date(self) -> str | None:
        return self.mention.date


def register_of(papers: Sequence[Shelved], today: date, own: Sequence[Instrument] = ()) -> list[RegisterRow]:
    """The documents that `papers` cite: those that ask for a look first, then by force of law, the newest first.

    `own` are documents whose days the ward entered itself: they speak where the register of law is silent.
    """
    entered = {plain_number(one.number): one for one in own}
    entries = [one for paper in papers for one in _entries(paper)]
    days = {paper.key: paper.day for paper in papers}
    rows = [
        _row(group, today, days, entered)
        for alike in _by_number(entries).values()
        for group in _documents(alike)
        if any(one.basis for one in group)
    ]
    by_day = sorted(rows, key=lambda row: (row.dates[0] if row.dates else "", row.number or ""), reverse=True)
    return sorted(by_day, key=lambda row: (not row.asks, _RANKS[row.type]))


def _entries(paper: Shelved) -> Iterator[_Entry]:
    plan = paper.plan
    for basis in plan["legal_bases"]:
        number = _number_of(basis)
        issued = whose(basis.get("issuer") or "", plan, number or "")
        found = basis.get("source") or _NOWHERE
        yield _Entry(
            paper, basis, Mention(_key(number, basis), number or "", basis["date"], issued, found, file=paper.key)
        )
    head = plan["document"]
    if head["number"] and head["symbol"]:
        printed = f"{head['number']}/{head['symbol']}"
        day = paper.signed_on.isoformat() if paper.signed_on else head["date"]
        issued = whose(head["issuer"]["name"], plan, printed)
        yield _Entry(
            paper, None, Mention(plain_number(printed), printed, day, issued, head.get("source") or _NOWHERE, paper.key)
        )


def _key(number: str | None, basis: LegalBasis) -> str:
    """What entries of one document share: the number; without one the kind and the words of the title."""
    if number:
        return plain_number(number)
    title = re.sub(r"\W+", " ", fold(basis.get("title") or "")).strip()
    return f"{basis['type']} {title} {basis['date'] or ''}"


def _number_of(basis: LegalBasis) -> str | None:
    """The number as printed; law cited by name and day, or by a number cut short, has the number of the register."""
    if (law := law_cited(basis)) and not (basis["number"] and instrument(basis["number"])):
        return law.number
    return basis["number"]


def _by_number(entries: Iterable[_Entry]) -> dict[str, list[_Entry]]:
    alike: dict[str, list[_Entry]] = {}
    for one in entries:
        alike.setdefault(one.mention.number, []).append(one)
    return alike


def _documents(alike: list[_Entry]) -> list[list[_Entry]]:
    """Entries of one number parted into documents: offices count their own numbers, and begin anew each year."""
    groups: list[list[_Entry]] = []
    for one in sorted(alike, key=lambda entry: (entry.date is None, not entry.mention.whose)):
        home = next((group for group in groups if _belongs(one, group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return groups


def _belongs(one: _Entry, group: list[_Entry]) -> bool:
    if not all(same_office(one.mention.whose, other.mention.whose) for other in group):
        return False
    return any(_same(one, other) for other in group)


def _same(one: _Entry, other: _Entry) -> bool:
    a, b = one.date, other.date
    if a is None or b is None or a.startswith(b) or b.startswith(a):
        return True
    return contradict(one.mention, other.mention)


def _row(group: list[_Entry], today: date, days: dict[str, date | None], entered: dict[str, Instrument]) -> RegisterRow:
    cited = [(one, one.basis) for one in group if one.basis is not None]
    first = next((basis for _, basis in cited if basis["number"]), cited[0][1])
    numbers = [one.mention.printed for one, _ in cited if one.mention.printed]
    law = (instrument(numbers[0]) or entered.get(plain_number(numbers[0]))) if numbers else None
    dates = _most_printed(one.date for one in group)
    return RegisterRow(
        type=first["type"],
        number=numbers[0] if numbers else None,
        issuer=next(iter(_most_printed(basis.get("issuer") for _, basis in cited)), ""),
        title=max((basis.get("title") or "" for _, basis in cited), key=len) or (law.name if law else ""),
        dates=dates,
        two_dates=any(contradict(a.mention, b.mention) for a in group for b in group if a.date and b.date),
        standing=standing_on(law, today),
        law=law,
        held=next((one.paper for one in group if one.basis is None), None),
        citations=tuple(_citations(cited, law, days)),
    )


def _citations(
    cited: list[tuple[_Entry, LegalBasis]], law: Instrument | None, days: dict[str, date | None]
) -> Iterator[Citation]:
    for one, basis in cited:
        standing = standing_on(law, days[one.paper.key])
        yield Citation(one.paper, basis.get("id", ""), one.date, basis["role"] == "basis", standing)


def _most_printed(values: Iterable[str | None]) -> tuple[str, ...]:
    """Different values, the most frequent first, otherwise in the order in which they came."""
    counted = Counter(value for value in values if value)
    return tuple(value for value, _ in counted.most_common())
