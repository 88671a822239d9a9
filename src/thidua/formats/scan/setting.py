"""Words that an engine saw, set as lines with columns and as rows of the tables whose rules stand on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from thidua.formats.pages.lines import PageLine
from thidua.formats.pages.ruled import Table, table_rows
from thidua.formats.scan.engines import Word
from thidua.formats.scan.rules import POINTS

_BULLETS = "-+–—•*"
_SPECK = 60
# What a dash is taken for when its ends are ragged.
_RAGGED_DASH = ("~", "_", "__", "—", "=")


def lines_of(words: Iterable[Word], tables: Sequence[Table]) -> list[PageLine]:
    """Lines in reading order; a table stands where its first word was read, one line for each of its rows."""
    order: list[list[Word] | int] = []
    inside: dict[int, list[Word]] = {}
    for word in words:
        at = next((n for n, table in enumerate(tables) if _place(table, word) is not None), None)
        if at is not None:
            if at not in inside:
                order.append(at)
            inside.setdefault(at, []).append(word)
        elif order and isinstance(last := order[-1], list) and not word.begins_line:
            last.append(word)
        else:
            order.append([word])
    lines: list[PageLine] = []
    for found in order:
        lines += _rows(tables[found], inside[found]) if isinstance(found, int) else _line(found)
    return lines


def _place(table: Table, word: Word) -> tuple[float, float] | None:
    return table.place((word.left + word.right) / 2 * POINTS, (word.top + word.bottom) / 2 * POINTS)


def _rows(table: Table, words: Sequence[Word]) -> list[PageLine]:
    cells: dict[tuple[float, float], list[str]] = {}
    for word in words:
        place = _place(table, word)
        # The lines between cells are read as bars beside the words, or as words.
        text = word.text.strip("|[]¦") if word.text[:1] in "|[¦" or word.text[-1:] in "|]¦" else word.text
        if place is not None and text and not _is_speck(word):
            cells.setdefault(place, []).append(text)
    return table_rows(table, {place: " ".join(found) for place, found in cells.items()}, certainty=_certainty(words))


def _is_speck(word: Word) -> bool:
    """Whether a "word" is dirt on the page or what is left of a line: no letter, no figure, not sure."""
    return not any(sign.isalnum() or sign == "%" for sign in word.text) and word.certainty < _SPECK


def _line(row: list[Word]) -> list[PageLine]:
    kept = [
        w for n, w in enumerate(row) if not _is_speck(w) or (n == 0 and (w.text in _BULLETS or w.text in _RAGGED_DASH))
    ]
    if not any(sign.isalnum() for word in kept for sign in word.text):
        return []
    top, bottom = min(word.top for word in kept), max(word.bottom for word in kept)
    pieces: list[list[Word]] = [[kept[0]]]
    for before, word in pairwise(kept):
        # A gap wider than two letters are high parts the columns of a head, a signature or a table.
        if word.left - before.right > 2 * (bottom - top):
            pieces.append([])
        pieces[-1].append(word)
    texts = [" ".join(word.text for word in piece) for piece in pieces]
    if kept[0].text in _RAGGED_DASH and len(pieces[0]) > 1:
        texts[0] = "- " + " ".join(word.text for word in pieces[0][1:])
    parts = tuple((p[0].left, max(w.right for w in p), text) for p, text in zip(pieces, texts, strict=True))
    right = max(word.right for word in kept)
    parted = parts if len(parts) > 1 else ()
    return [PageLine("\t".join(texts), kept[0].left, right, top, bottom, _certainty(kept), parted)]


def _certainty(words: Sequence[Word]) -> int:
    letters = sum(len(word.text) for word in words)
    return sum(word.certainty * len(word.text) for word in words) // max(letters, 1)
