"""How a page lies in its picture: its turn, its lean, its side; found on a small picture by the rhythm of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image

_COLUMNS = 24
_WIDEST = 0.22  # about twelve degrees
_STRAIGHT = 0.004
_PLAIN = 12
_BESIDE = 0.008
_SHARPER = 1.2


@dataclass(frozen=True, slots=True)
class Posture:
    """`slope`: how much lines fall per point to the right; `lean`: how much more so at the foot than at the head.

    A page `on_its_side` is to be turned before its slope can be asked for.
    """

    slope: float
    lean: float = 0.0
    on_its_side: bool = False

    @property
    def straight(self) -> bool:
        return abs(self.slope) < _STRAIGHT and abs(self.lean) < 2 * _STRAIGHT


def _ink(small: Image.Image) -> Image.Image:
    dark = small.point(lambda value: max(0, 225 - value)).resize((_COLUMNS, small.height), Image.Resampling.BOX)
    strongest = max(dark.tobytes(), default=0) or 1
    return dark.point(lambda value: value * 255 // strongest)


def _rhythm(ink: Image.Image, width: int, slope: float) -> float:
    """How sharply rows of ink and rows of paper part when the picture is sheared by `slope`."""
    step = width / _COLUMNS * slope
    shift = (1, 0, 0, step, 1, -step * (_COLUMNS - 1) / 2)
    sheared = ink.transform(ink.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR)
    rows = sheared.resize((1, ink.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) * (a - b) for a, b in pairwise(rows)) / max(len(rows), 1)


def _best(ink: Image.Image, width: int, slopes: Sequence[float]) -> tuple[float, float]:
    return max(((_rhythm(ink, width, slope), slope) for slope in slopes), default=(0.0, 0.0))


def _around(slope: float, reach: float, steps: int) -> list[float]:
    return [slope + reach * at / steps for at in range(-steps, steps + 1)]


def posture(small: Image.Image, *, photographed: bool) -> Posture:
    """Turn and lean of a page by its small, even picture; only what was photographed leans."""
    ink = _ink(small)
    if not photographed and _is_level(ink, small.width):
        return Posture(0.0)
    tiny = small.reduce(2)
    upright, rough = _best(_ink(tiny), tiny.width, _around(0, _WIDEST, 36))
    if _lies_on_its_side(tiny, upright, rough):
        return Posture(0.0, on_its_side=True)
    whole, slope = _best(ink, small.width, _around(rough, 0.006, 6))
    if whole < 1 or not photographed:
        return Posture(slope if whole >= 1 else 0.0)
    parts = []
    for top, foot in ((0, small.height // 2), (small.height // 2, small.height)):
        part = ink.crop((0, top, _COLUMNS, foot))
        _, near = _best(part, small.width, _around(slope, 0.05, 20))
        sharp, found = _best(part, small.width, _around(near, 0.00125, 1))
        if sharp < 3 or sharp < 1.6 * _rhythm(part, small.width, slope + _WIDEST):
            return Posture(slope)
        parts.append(found)
    # Each half speaks for its own middle, half a page apart.
    return Posture((parts[0] + parts[1]) / 2, (parts[1] - parts[0]) * 2)


def _is_level(ink: Image.Image, width: int) -> bool:
    """Whether the lines are plainly level already, as on most scans: a search would find nothing better."""
    level = _rhythm(ink, width, 0)
    beside = max(_rhythm(ink, width, slope) for slope in (-_BESIDE, _BESIDE))
    return level > _SHARPER * beside and level > _PLAIN * _rhythm(ink, width, _WIDEST)


def _lies_on_its_side(tiny: Image.Image, upright: float, slope: float) -> bool:
    """Whether the lines of a page run up and down."""
    # Lines of print are many times sharper along their own slope than across it.
    if upright > _PLAIN * _rhythm(_ink(tiny), tiny.width, slope + (_WIDEST if slope < 0 else -_WIDEST)):
        return False
    side = tiny.transpose(Image.Transpose.TRANSPOSE)
    lying, _ = _best(_ink(side), side.width, _around(0, _WIDEST, 24))
    return lying > 1.5 * upright and lying > 3


def straightened(page: Image.Image, found: Posture) -> Image.Image:
    """The page with level lines; its size stays."""
    if found.straight:
        return page
    width, height = page.size
    corners: list[float] = []
    for x, y in ((0, 0), (0, height), (width, height), (width, 0)):
        across, down = x - width / 2, y - height / 2
        slope = found.slope + found.lean * down / height
        corners += [x - down * found.slope, y + across * slope]
    return page.transform(page.size, Image.Transform.QUAD, tuple(corners), Image.Resampling.BILINEAR, fillcolor=255)
