"""Which items of a reading stand in the same words: sources looked up by the characters that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from thidua.core.plans.model import Source

# A few sentences: most sources lie in one or two shelves, and a shelf holds few of them.
_SHELF = 512


class Places:
    """Sources in the order given; `sharing` finds those that share characters with another one.

    A look costs what stands near it, however many sources there are. Sources without characters are never found.
    """

    def __init__(self, sources: Iterable[Source | None]) -> None:
        self._shelves: dict[int, list[tuple[int, int, int]]] = {}
        for at, source in enumerate(sources):
            for start, end in _span(source):
                for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1):
                    self._shelves.setdefault(shelf, []).append((at, start, end))

    def sharing(self, source: Source | None) -> list[tuple[int, int]]:
        """(place in the order given, shared characters) of every source that overlaps this one, in that order."""
        shared: dict[int, int] = {}
        for start, end in _span(source):
            for shelf in range(start // _SHELF, (end - 1) // _SHELF + 1):
                for at, first, last in self._shelves.get(shelf, ()):
                    if (both := min(end, last) - max(start, first)) > 0:
                        shared[at] = both
        return sorted(shared.items())


def _span(source: Source | None) -> Iterator[tuple[int, int]]:
    if source and (chars := source.get("chars")):
        yield chars[0], chars[1]
