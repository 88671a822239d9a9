"""What a table of moves is: may this thing move, and the diagram drawn from the same table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thidua.core.verdicts import YES, Verdict, no


@dataclass(frozen=True, slots=True)
class Move:
    """One permitted move: from any of `origins` to `target`."""

    origins: frozenset[str]
    target: str


@dataclass(frozen=True, slots=True)
class Steps:
    """All moves of one noun, by the name of the act; `labels` are the Vietnamese words of the states."""

    noun: str
    labels: Mapping[str, str]
    moves: Mapping[str, Move]

    def may_move(self, state: str, act: str) -> Verdict:
        """Whether `act` is possible in `state`; a refusal says where the thing stands."""
        if state in self.moves[act].origins:
            return YES
        wanted = ", ".join(self.labels[origin].lower() for origin in sorted(self.moves[act].origins))
        return no(
            "wrong_step",
            "{noun} đang ở bước “{state}”. Việc này chỉ làm được khi: {wanted}.",
            noun=self.noun,
            state=self.labels[state],
            wanted=wanted,
        )

    def after(self, act: str) -> str:
        """The state `act` leads to."""
        return self.moves[act].target

    def diagram(self) -> str:
        """The table as a Mermaid state diagram, for the documents."""
        rows = [
            f"    {origin} --> {move.target}: {act}"
            for act, move in self.moves.items()
            for origin in sorted(move.origins)
        ]
        return "\n".join(["stateDiagram-v2", *rows])
