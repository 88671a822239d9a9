"""Lines of the page: an offered change, a decided one, the form for one more; each with what was typed and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from thidua.apps.plans.queries import Offered
from thidua.core.papers.correction_slip import place_words
from thidua.core.papers.text_changes import places_of, surroundings

LONGEST_QUOTE = 200
"""Characters of a passage that the form is filled with from a finding."""


@dataclass(slots=True)
class OfferRow:
    """A change that a finding offers: `key` is its place ("120-128"), `after` the words in the field."""

    key: str
    where: str
    ahead: str
    before: str
    behind: str
    after: str
    message: str
    finding: str
    why: str = ""
    taken: bool = False
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MadeRow:
    """A change that was decided: its surroundings, who put it, and why it cannot be made in the file, if so."""

    id: UUID
    where: str
    ahead: str
    before: str
    behind: str
    after: str
    why: str
    name: str
    at: datetime
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AddForm:
    """The form for a change of one's own; `places` are (value, where, words around) to choose from."""

    quote: str = ""
    place: str = ""
    after: str = ""
    why: str = ""
    finding: str = ""
    places: list[tuple[str, str, str, str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def offer_rows(version: Any, offers: Iterable[Offered], sent: Mapping[str, str], picked: str = "") -> list[OfferRow]:
    """The offers as lines; `sent` are the fields of a form that came back, `picked` the key of a finding to tick."""
    rows = []
    for one in offers:
        change, key = one.change, f"{one.change.start}-{one.change.end}"
        around = surroundings(version.text, change.start, change.end)
        rows.append(
            OfferRow(
                key,
                place_words(around.line, version.page_lines),
                around.ahead,
                change.before,
                around.behind,
                sent.get(f"after-{key}", change.after),
                one.shown.finding.message,
                one.shown.key,
                change.why,
                taken=f"take-{key}" in sent or (bool(picked) and picked == one.shown.key),
            )
        )
    return rows


def made_rows(version: Any, changes: Iterable[Any], errors: Mapping[str, list[str]]) -> list[MadeRow]:
    """The decided changes as lines; `errors` by the id of a change."""
    rows = []
    for row in changes:
        around = surroundings(version.text, row.start, row.end)
        rows.append(
            MadeRow(
                row.pk,
                place_words(around.line, version.page_lines),
                around.ahead,
                row.before,
                around.behind,
                row.after,
                row.why,
                row.name,
                row.at,
                errors.get(str(row.pk), []),
            )
        )
    return rows


def places_to_choose(version: Any, quote: str) -> list[tuple[str, str, str, str]]:
    """Every place of quoted words: its value, where it is, the words before and behind it."""
    found = []
    for start, end in places_of(version.text, quote):
        around = surroundings(version.text, start, end)
        where = place_words(around.line, version.page_lines)
        found.append((f"{start}-{end}", where, around.ahead, around.behind))
    return found
