"""How a page lies in its picture: its turn, its lean, its side; found on a small picture by the rhythm of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

_COLUMNS = 24
_WIDEST = 0.22  # about twelve degrees
_STRAIGHT = 0.004


@dataclass(frozen=True, slots=True)
class Posture:
    """`slope`: how much lines fall per point to the right; `lean`: how much more so at the foot than at the head."""

    slope: float
    lean: float = 0.0

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
    return sum((a - b) * (a - b) for a, b in zip(rows, rows[1:], strict=False)) / max(len(rows), 1)


def _best(ink: Image.Image, width: int, slopes: Sequence[float]) -> tuple[float, float]:
    return max(((_rhythm(ink, width, slope), slope) for slope in slopes), default=(0.0, 0.0))


def _around(slope: float, reach: float, steps: int) -> list[float]:
    return [slope + reach * at / steps for at in range(-steps, steps + 1)]


def posture(small: Image.Image) -> Posture:
    """Turn and lean of a page by its small, even picture."""
    ink = _ink(small)
    height = small.height
    _, rough = _best(ink, small.width, _around(0, _WIDEST, 36))
    whole, slope = _best(ink, small.width, _around(rough, 0.006, 6))
    if whole < 1:
        return Posture(0.0)
    parts = []
    for top, foot in ((0, height // 2), (height // 2, height)):
        part = ink.crop((0, top, _COLUMNS, foot))
        sharp, found = _best(part, small.width, _around(slope, 0.05, 40))
        flat = _rhythm(part, small.width, slope + 0.2)
        if sharp < 3 or sharp < 1.6 * flat:
            return Posture(slope)
        parts.append(found)
    # Each half speaks for its own middle, half a page apart.
    return Posture((parts[0] + parts[1]) / 2, (parts[1] - parts[0]) * 2)


def lies_on_its_side(small: Image.Image) -> bool:
    """Whether the lines of a page run up and down."""
    upright, _ = _best(_ink(small), small.width, _around(0, _WIDEST, 24))
    side = small.transpose(Image.Transpose.TRANSPOSE)
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
    return page.transform(
        page.size, Image.Transform.QUAD, tuple(corners), Image.Resampling.BILINEAR, fillcolor=255
    )
