"""Ruled lines in a picture, found by their length, for the search for tables."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image, ImageChops

from thidua.formats.pages.ruled import Box

HALF = 2
POINTS = 72 / 200
"""Printer's points, in which tables are sought, per point of a picture of 200 to the inch."""
_ACROSS, _DOWN = 64, 24  # of the half picture: longer than any stroke of a letter
_GAP = 6
_DARK = 200


def rules(page: Image.Image) -> list[Box]:
    """Strokes of lines (left, top, right, bottom) in printer's points; none unless there are some both ways.

    The lines stay on the page: the engine takes them out itself, and parts words better where it sees them.
    """
    ink = page.reduce(HALF).point(lambda value: 255 * (value < _DARK))
    across = _kept(_thickened(ink, sideways=True), _ACROSS, sideways=False)
    if across.getbbox() is None:
        return []
    down = _kept(_thickened(ink, sideways=False), _DOWN, sideways=True)
    if down.getbbox() is None:
        return []
    return [*_strokes(across, _ACROSS, sideways=False), *_strokes(down, _DOWN, sideways=True)]


def _steps(length: int) -> Iterator[int]:
    """Shifts that double the reach each time until it is `length`."""
    reach = 1
    while reach < length:
        step = min(reach, length - reach)
        yield step
        reach += step


def _shifted(mask: Image.Image, by: int, sideways: bool) -> Image.Image:
    return ImageChops.offset(mask, 0, by) if sideways else ImageChops.offset(mask, by, 0)


def _thickened(ink: Image.Image, *, sideways: bool) -> Image.Image:
    """Lines three points thick, so that one that is a little aslant still holds together."""
    one_more = ImageChops.lighter(_shifted(ink, 1, sideways), _shifted(ink, -1, sideways))
    return ImageChops.lighter(ink, one_more)


def _kept(ink: Image.Image, length: int, *, sideways: bool) -> Image.Image:
    """The first points of every run of ink that is at least `length` long."""
    for step in _steps(length):
        ink = ImageChops.darker(ink, _shifted(ink, -step, sideways))
    return ink


def _strokes(mask: Image.Image, length: int, *, sideways: bool) -> Iterator[Box]:
    """Each line once, however thick it is and however little it is aslant."""
    upright = mask.transpose(Image.Transpose.TRANSPOSE) if sideways else mask
    rows = upright.resize((1, upright.height), Image.Resampling.BOX).tobytes()
    scale = HALF * POINTS
    for top, foot in _runs(rows, 1):
        band = upright.crop((0, top, upright.width, foot)).resize((upright.width, 1), Image.Resampling.BOX)
        at = (top + foot) / 2 * scale
        for left, right in _runs(band.tobytes(), _GAP):
            ends = left * scale, (right + length - 1) * scale
            yield (at, ends[0], at, ends[1]) if sideways else (ends[0], at, ends[1], at)


def _runs(values: bytes, gap: int) -> Iterator[tuple[int, int]]:
    """Where values above zero begin and end, smaller gaps than `gap` left out."""
    begin = end = None
    for at, value in enumerate(values):
        if not value:
            continue
        if begin is None or end is None:
            begin = at
        elif at - end > gap:
            yield begin, end
            begin = at
        end = at + 1
    if begin is not None and end is not None:
        yield begin, end
