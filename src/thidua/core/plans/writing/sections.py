"""Main sections of a written plan: numbered one after the other, headed in capitals as papers head them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thidua.core.papers.model import Block, Heading
from thidua.core.plans.writing.words import roman


@dataclass(frozen=True, slots=True)
class Section:
    """A main section. `exact`: its title is kept letter by letter, because capitals would lose what it says."""

    title: str
    blocks: list[Block]
    exact: bool = False

    @property
    def heading(self) -> str:
        """The printed title: in capitals, unless these cannot be read back."""
        return self.title if self.exact or self.title.upper().capitalize() != self.title else self.title.upper()


def numbered(sections: Iterable[Section]) -> Iterator[Block]:
    """The blocks of all sections, each under its Roman number."""
    for at, section in enumerate(sections, 1):
        yield Heading(1, f"{roman(at)}.", section.heading)
        yield from section.blocks
