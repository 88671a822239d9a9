"""Which units of the tree a printed name stands for, and which unit usually answers for a target. Suggestions only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from rapidfuzz import fuzz

from thidua.core.lexicons import load
from thidua.core.viet.text import fold

SURE = 88
POSSIBLE = 72

_ABBREVIATIONS = (
    (r"\bubnd\b", "uy ban nhan dan"), (r"\bhdnd\b", "hoi dong nhan dan"),
    (r"\bmttqvn\b", "mat tran to quoc viet nam"),
    (r"\bmttq\b", "mat tran to quoc"), (r"\bvh\s*-?\s*xh+\b", "van hoa xa hoi"),
    (r"\btd\s*-?\s*kt\b", "thi dua khen thuong"),
    (r"\bub\b", "uy ban"), (r"\bqlda\b", "quan ly du an"), (r"\btt\b", "trung tam"), (r"\btdp\b", "to dan pho"),
    (r"\btnhh\b", "trach nhiem huu han"), (r"\bltt\b", "lien thong"),
)  # fmt: skip
_ADDRESS = re.compile(r"^(giao|de nghi|yeu cau|dong chi|truong|thu truong)\s+")
_NUMBERS = re.compile(r"[0-9]+")
# "xã hội" is no place: the office of culture and society keeps its whole name.
_PLACE = re.compile(r"\s+(thuoc|cua|tren dia ban)\s+.*$|\s+(phuong|xa(?! hoi\b)|dac khu)(\s+\w+){0,3}$")


@dataclass(frozen=True, slots=True)
class UnitCard:
    """A unit as the matcher sees it."""

    id: UUID
    name: str
    short_name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """The units a name stands for; `sure` when nothing has to be asked. `is_class` for "các ..." names."""

    units: tuple[UUID, ...]
    sure: bool
    is_class: bool = False


@lru_cache(maxsize=4096)
def plain_name(printed: str) -> str:
    """A unit's name reduced to what is compared: no marks, no address, no place, abbreviations opened."""
    text = fold(printed)
    text = re.sub(r"\(.*?\)", " ", text)
    for pattern, opened in _ABBREVIATIONS:
        text = re.sub(pattern, opened, text)
    text = _ADDRESS.sub("", text.strip(" .:;,-"))
    text = _PLACE.sub("", text)
    return re.sub(r"[\s,&–-]+", " ", text.replace(" va ", " ")).strip()


def match_units(printed: str, directory: Sequence[UnitCard]) -> Match:
    """Units for one printed name: a class first ("các tổ dân phố": all of that kind), else the likest name.

    Several names in one heading (A, B và C) give all units whose whole name stands inside it.
    """
    folded = fold(printed)
    if kinds := _class_kinds(folded):
        found = tuple(card.id for card in directory if card.kind in kinds)
        return Match(found, bool(found), is_class=True)
    wanted = plain_name(printed)
    if not wanted:
        return Match((), False)
    scored = sorted(((_likeness(wanted, card), card) for card in directory), key=lambda pair: -pair[0])
    if scored and scored[0][0] >= SURE:
        rivals = [card for score, card in scored if score >= scored[0][0] - 1]
        if len(rivals) == 1:
            return Match((rivals[0].id,), True)
    inside = tuple(
        card.id for card in directory if len(plain_name(card.name)) > 6 and _holds(wanted, plain_name(card.name))
    )
    if inside:
        return Match(inside, True)
    if scored and scored[0][0] >= POSSIBLE:
        return Match((scored[0][1].id,), False)
    return Match((), False)


def _class_kinds(folded: str) -> tuple[str, ...]:
    lexicon = load("unit_classes")
    kinds = [
        kind for row in lexicon["class"] if any(words in folded for words in row["phrases"]) for kind in row["kinds"]
    ]
    if folded.startswith("cac "):
        pieces = re.split(r"[,;]|\bva\b", folded[4:])
        kinds += [
            kind
            for piece in pieces
            for row in lexicon["noun"]
            if any(re.match(rf"\s*(?:cac )?{re.escape(word)}\b", piece) for word in row["words"])
            for kind in row["kinds"]
        ]
    return tuple(dict.fromkeys(kinds))


def _likeness(wanted: str, card: UnitCard) -> float:
    scores = [_alike(wanted, plain_name(card.name))]
    if card.short_name:
        scores.append(_alike(wanted, plain_name(card.short_name)))
    return max(scores)


def _alike(wanted: str, name: str) -> float:
    """How alike two names are, of 100; never sure when their numbers differ: group 12 is not group 13."""
    score = fuzz.ratio(wanted, name)
    return score if _NUMBERS.findall(wanted) == _NUMBERS.findall(name) else min(score, SURE - 1)


def _holds(wanted: str, name: str) -> bool:
    """Whether a name stands in the words: whole words, since group 1 does not stand in group 12."""
    return f" {name} " in f" {wanted} "


def suggest_owner(text: str, directory: Sequence[UnitCard]) -> UUID | None:
    """The unit that usually answers for what a target is about, if exactly one stands out; else None."""
    folded = fold(text)
    for topic in load("owner_topics")["topic"]:
        if not any(re.search(rf"\b{re.escape(word)}\b", folded) for word in topic["words"]):
            continue
        for name in topic.get("names", ()):
            named = [
                card
                for card in directory
                if card.kind in ("office", "centre", "party_board") and name in fold(card.name)
            ]
            if len(named) == 1:
                return named[0].id
        for kind in topic.get("kinds", ()):
            of_kind = [card for card in directory if card.kind == kind]
            if len(of_kind) == 1:
                return of_kind[0].id
    return None
