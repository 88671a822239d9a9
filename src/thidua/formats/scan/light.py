"""The light on a page made even, and what lies around the paper taken away, with Pillow alone."""

from __future__ import annotations

from math import exp, log

from PIL import Image, ImageChops, ImageFilter

BARE = 8
"""How much smaller the picture without letters is."""
_STRIPS = 24
_REACH = 0.3  # of the page: how far the desk may reach in
_STEP = 4
_DARKER = 0.65
Box = tuple[int, int, int, int]
# Between these two the grey of letters lies; below is ink, above is paper.
_BLACK, _WHITE = 40, 220
_STRETCHED = [max(0, min(255, round((value - _BLACK) * 255 / (_WHITE - _BLACK)))) for value in range(256)]
_LOGARITHMS = [round(255 * log(1 + value) / log(256)) for value in range(256)]
_SHARES = [_STRETCHED[round(255 * exp(-value * log(256) / 255))] for value in range(256)]


def without_letters(grey: Image.Image) -> Image.Image:
    """The paper without its letters, an eighth as wide and high."""
    return grey.reduce(BARE).filter(ImageFilter.MaxFilter(5))


def ground_of(bare: Image.Image) -> Image.Image:
    """Every place as bright as the paper around it, from the picture without letters."""
    return bare.filter(ImageFilter.GaussianBlur(8))


def is_even(ground: Image.Image) -> bool:
    """Whether the paper is white all over, so that nothing is won by making its light even."""
    low, high = ground.getextrema()
    return isinstance(low, int | float) and isinstance(high, int | float) and low >= 215 and high - low <= 32


def divided(grey: Image.Image, ground: Image.Image) -> Image.Image:
    """The picture divided by its own ground, which takes shadows and bad light away; ink is made black, paper white.

    Divided as logarithms, whose steps of two per cent are finer than the noise of any camera.
    """
    spread = ground.point(_LOGARITHMS).resize(grey.size, Image.Resampling.BILINEAR)
    calmed = grey.filter(ImageFilter.GaussianBlur(0.5))
    return ImageChops.subtract(spread, calmed.point(_LOGARITHMS)).point(_SHARES)


def stretched(grey: Image.Image) -> Image.Image:
    """Ink black and paper white, for a page that needs no more."""
    return grey.point(_STRETCHED)


def around(bare: Image.Image) -> list[Box]:
    """Boxes of what is not paper, in points of the whole picture, by the picture without letters.

    The paper ends where it is suddenly darker along most of a side: there the desk begins, or the black edge that a
    copier draws. A shadow ends softly, or is not as dark.
    """
    boxes: list[Box] = []
    for sideways in (False, True):
        page = bare.transpose(Image.Transpose.TRANSPOSE) if sideways else bare
        long, across = page.size
        strips = page.resize((long, _STRIPS), Image.Resampling.BOX)
        for mirrored in (False, True):
            cuts = [_edge(_row(strips, at, mirrored), round(long * _REACH)) for at in range(_STRIPS)]
            if sum(cut > 0 for cut in cuts) < _STRIPS * 0.6:
                continue
            usual = sorted(cuts)[_STRIPS // 2]
            for at, cut in enumerate(cuts):
                near, far = across * at // _STRIPS, across * (at + 1) // _STRIPS + 1
                left, right = (long - (cut or usual), long) if mirrored else (0, cut or usual)
                box = (near, left, far, right) if sideways else (left, near, right, far)
                boxes.append(moved(box, 0, 0, BARE))
    return boxes


def moved(box: Box, across: int, down: int, scale: float) -> Box:
    """A box shifted, then scaled."""
    left, top, right, bottom = box
    return (
        round((left + across) * scale),
        round((top + down) * scale),
        round((right + across) * scale),
        round((bottom + down) * scale),
    )


def inside(boxes: list[Box], size: tuple[int, int]) -> Box:
    """The smallest upright box that holds all the paper."""
    width, height = size
    sides = {
        "left": [right for left, _, right, _ in boxes if left == 0 and right < width / 2],
        "right": [left for left, _, right, _ in boxes if right >= width - BARE and left > width / 2],
        "top": [bottom for _, top, _, bottom in boxes if top == 0 and bottom < height / 2],
        "bottom": [top for _, top, _, bottom in boxes if bottom >= height - BARE and top > height / 2],
    }
    # The strips in the corners belong to two sides; what most strips of a side allow is cut away.
    return (
        min((cut for cut in sides["left"] if cut), default=0),
        min((cut for cut in sides["top"] if cut), default=0),
        max(sides["right"], default=width),
        max(sides["bottom"], default=height),
    )


def _row(strips: Image.Image, at: int, mirrored: bool) -> bytes:
    row = strips.crop((0, at, strips.width, at + 1)).tobytes()
    return row[::-1] if mirrored else row


def _edge(row: bytes, within: int) -> int:
    """Where the paper begins in a strip from outside to inside, 0 when no edge is seen."""
    found = [at for at in range(min(within, len(row) - _STEP)) if row[at] < _DARKER * row[at + _STEP]]
    return found[-1] + _STEP + 1 if found else 0


def wiped(page: Image.Image, boxes: list[Box]) -> Image.Image:
    """The page with these boxes white."""
    if not boxes:
        return page
    page = page.copy()
    for left, top, right, bottom in boxes:
        page.paste(255, (max(left, 0), max(top, 0), max(right, 0), max(bottom, 0)))
    return page
