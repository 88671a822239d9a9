"""What may be done to the shape of an item: split, merged with the next, joined, moved to another list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from thidua.apps.plans.services.reshaping import words_of
from thidua.core.plans.corrections import item_at, pieces_of
from thidua.core.plans.corrections.splitting import Piece
from thidua.core.plans.sentences import short_name
from thidua.web.desk.plans.boxes import kind_of

_LISTS = {
    "targets": "chỉ tiêu",
    "tasks": "nhiệm vụ",
    "purposes": "mục đích",
    "requirements": "yêu cầu",
}


@dataclass(slots=True)
class Shaping:
    """The acts on one item. `base` are its words as shown, which each act sends back.

    `pieces` are the clauses it may be cut between, `next_words` the neighbour it may be merged with and `both` the
    words of the two, `parts` how many parts may be joined, `moves` the lists it may go to.
    """

    item: str
    base: str
    pieces: list[Piece] = field(default_factory=list)
    as_parts: bool = False
    next_words: str = ""
    both: str = ""
    parts: int = 0
    moves: list[tuple[str, str]] = field(default_factory=list)


def shaping_of(reading: dict[str, Any], path: str) -> Shaping | None:
    """The acts on the item at a path; None where its shape cannot change."""
    item, kind = item_at(reading, path), kind_of(path)  # type: ignore[arg-type]
    if item is None or kind not in (*_LISTS, "sub_targets"):
        return None
    shaping = Shaping(item.get("id", ""), words_of(item))
    shaping.moves = [(name, f"Đây là {noun}") for name, noun in _LISTS.items() if name != kind]
    if kind == "sub_targets":
        shaping.moves = [("targets", "Đưa thành chỉ tiêu riêng"), ("tasks", "Đây là nhiệm vụ")]
    if "measures" not in item:
        return shaping
    shaping.parts = len(item.get("sub_targets") or ())
    pieces = pieces_of(reading, path)  # type: ignore[arg-type]
    if len(pieces) > 1 and not shaping.parts:
        shaping.pieces, shaping.as_parts = pieces, kind == "targets"
    prefix, at = path.rsplit("/", 1)
    following = item_at(reading, f"{prefix}/{int(at) + 1}")  # type: ignore[arg-type]
    if following:
        shaping.next_words = short_name(following)  # type: ignore[arg-type]
        shaping.both = shaping.base + words_of(following)
    return shaping


def split_proposed(reading: dict[str, Any], path: str) -> list[int]:
    """Where a cut is proposed in the target at a path; none for one that has parts."""
    item = item_at(reading, path) or {}  # type: ignore[arg-type]
    return [] if item.get("sub_targets") else [one.start for one in pieces_of(reading, path) if one.cut]  # type: ignore[arg-type]
