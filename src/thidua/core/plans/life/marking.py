"""Which words of a text went and which came: a changed text as pieces, to be shown one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in a row: in both texts, only in the old one, only in the new one."""

    kind: Literal["same", "gone", "come"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts in one: all pieces but those that came make the words of `before`, all but those that went make
    those of `after`. How wide the spaces are does not count."""
    old, new = before.split(), after.split()
    found: list[Piece] = []
    gone: list[str] = []
    come: list[str] = []

    def put_down() -> None:
        """What went stands before what came in its place."""
        found.extend([Piece("gone", " ".join(gone))] * bool(gone) + [Piece("come", " ".join(come))] * bool(come))
        gone.clear()
        come.clear()

    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            put_down()
            found.append(Piece("same", " ".join(old[step.src_start : step.src_end])))
        else:
            gone += old[step.src_start : step.src_end]
            come += new[step.dest_start : step.dest_end]
    put_down()
    return tuple(found)
