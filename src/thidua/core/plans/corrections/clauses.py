"""Where the words of a target may be cut, and which place in the paper each of its characters was read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from rapidfuzz.distance import Indel

from thidua.core.plans.reading.structure.cleaning import clean_words
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, joined

_BOUNDARY = compiled(
    r"(?P<stop>;)\s+|(?P<end>(?<=[^\W\d_%)])\.)\s+(?=[A-ZĐÀ-Ỹ\d])|(?P<comma>,)\s+|\s+(?P<and>[Vv]à)\s+(?=\S)"
)
_STRENGTH = {"stop": 3, "end": 3, "and": 1, "comma": 2}
_SHORTEST = 8
"""Characters that a clause has at least: "1,5 triệu, và" is cut nowhere."""


class Boundary(NamedTuple):
    """A place between two clauses: where the left one ends, where the right one begins, how plainly they part."""

    end: int
    start: int
    strength: int


def boundaries(text: str, places: Sequence[int | None] | None) -> list[Boundary]:
    """Every place where a text may be cut, outside brackets and quotation marks.

    A comma or "và" between two clauses is left out of both where the paper tells it again (by `places` of the text);
    else a comma stays with the words before it, and "và" parts nothing, so that joined parts have lost no sign.
    """
    found: list[Boundary] = []
    last = 0
    for sign in _BOUNDARY.finditer(text):
        kind = sign.lastgroup or "comma"
        told = places is not None and None not in places[max(0, sign.start() - 1) : sign.end() + 1]
        end = sign.start() + (kind in ("stop", "end") or (kind == "comma" and not told))
        if (kind == "and" and not told) or not _outside(text, sign.start()):
            continue
        if end - last >= _SHORTEST and len(text) - sign.end() >= _SHORTEST:
            found.append(Boundary(end, sign.end(), _STRENGTH[kind]))
            last = sign.end()
    return found


def _outside(text: str, at: int) -> bool:
    head = text[:at]
    return head.count("(") <= head.count(")") and head.count("“") <= head.count("”") and head.count('"') % 2 == 0


def clean_passage(whole: str, start: int, end: int) -> Passage:
    """The words between two places of the text on one line, without signs of markdown; each knows its place."""
    cuts = [start, *(at + 1 for at in range(start, end) if whole[at] == "\n"), end]
    return joined([words for left, right in pairwise(cuts) if (words := clean_words(whole[left:right], left))])


def places_of(whole: str, item: dict[str, Any]) -> list[int | None] | None:
    """For each character of the item's text its place in the paper, None where it was typed; None without source."""
    chars = (item.get("source") or {}).get("chars")
    if not chars or not 0 <= chars[0] < chars[1] <= len(whole):
        return None
    printed, text = clean_passage(whole, *chars), item["text"]
    if printed.text == text:
        return list(printed.places)
    places: list[int | None] = [None] * len(text)
    for same in Indel.opcodes(text, printed.text):
        if same.tag == "equal":
            places[same.src_start : same.src_end] = printed.places[same.dest_start : same.dest_end]
    return places


def between(whole: str, left: dict[str, Any], right: dict[str, Any]) -> str:
    """What joins the words of two neighbours: the sign or "và" that the paper has there, else a semicolon."""
    first, second = ((one.get("source") or {}).get("chars") for one in (left, right))
    if first and second and first[1] <= second[0] <= first[1] + 30:
        gap = " ".join(clean_passage(whole, first[1], second[0]).text.split())
        if re.fullmatch(r"[;,.]?\s?(?:và)?", gap, re.IGNORECASE):
            return f"{gap} " if gap[:1] in (";", ",", ".") else f" {gap} " if gap else " "
    return " " if left["text"].rstrip().endswith((";", ".", ",", ":")) else "; "
