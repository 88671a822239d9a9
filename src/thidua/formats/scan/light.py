"""The light on a page made even, with Pillow alone: what is divided out, what is made black, what is made white."""

from __future__ import annotations

from math import exp, log

from PIL import Image, ImageChops, ImageFilter

BARE = 8
"""How much smaller the picture without letters is."""
# Between these two the grey of letters lies; below is ink, above is paper.
_BLACK, _WHITE = 20, 230
_STRETCHED = [max(0, min(255, round((value - _BLACK) * 255 / (_WHITE - _BLACK)))) for value in range(256)]
# Where the paper is darker than the first it is softened more, where it is brighter than the second it is not.
_DIM, _LIT = 30, 60
_DARK = [max(0, min(255, round((_LIT - value) * 255 / (_LIT - _DIM)))) for value in range(256)]
_LOGARITHMS = [round(255 * log(1 + value) / log(256)) for value in range(256)]
_SHARES = [_STRETCHED[round(255 * exp(-value * log(256) / 255))] for value in range(256)]


def without_letters(grey: Image.Image) -> Image.Image:
    """The paper without its letters, an eighth as wide and high."""
    return grey.reduce(BARE).filter(ImageFilter.MaxFilter(5))


def ground_of(bare: Image.Image) -> Image.Image:
    """Every place as bright as the paper around it, by the picture without letters."""
    return bare.filter(ImageFilter.GaussianBlur(8))


def is_even(ground: Image.Image) -> bool:
    """Whether the paper is white all over, as a scanner shows it and no camera does."""
    places = ground.tobytes()
    return min(places) >= 215 and max(places) - min(places) <= 32


def evened(grey: Image.Image, ground: Image.Image | None) -> Image.Image:
    """The picture with black ink on white paper, divided by its ground if there is one to divide by."""
    return grey.point(_STRETCHED) if ground is None else _divided(grey, ground)


def _divided(grey: Image.Image, ground: Image.Image) -> Image.Image:
    # As logarithms, whose steps of two per cent are finer than the noise of any camera, and six times as fast.
    spread = ground.point(_LOGARITHMS).resize(grey.size, Image.Resampling.BILINEAR)
    calmed = grey.filter(ImageFilter.GaussianBlur(0.5))
    _soften(calmed, grey, ground.point(_DARK))
    return ImageChops.subtract(spread, calmed.point(_LOGARITHMS)).point(_SHARES)


def _soften(calmed: Image.Image, grey: Image.Image, dark: Image.Image) -> None:
    """Soften `calmed` where it is `dark`: dividing makes the noise there as strong as the letters."""
    places = dark.getbbox()
    if places is None:
        return
    across, down = grey.width / dark.width, grey.height / dark.height
    box = round(places[0] * across), round(places[1] * down), round(places[2] * across), round(places[3] * down)
    size = box[2] - box[0], box[3] - box[1]
    if min(size) > 0:
        mask = dark.resize(size, Image.Resampling.BILINEAR, box=places)
        calmed.paste(grey.crop(box).filter(ImageFilter.GaussianBlur(0.9)), box, mask)
