"""A picture of a page made fit for the reader: cropped to the paper, even in light, level, upright."""

from __future__ import annotations

from PIL import Image

from thidua.formats.scan import light, posture

# About 200 dots per inch for an A4 page: more brings nothing, less loses marks.
_LONG_SIDE = (1700, 2400)
_LOOKED_OVER = 4
_MARGIN = 16


def flattened(image: Image.Image) -> Image.Image:
    """Grey picture of the paper alone, ink black, lines level; not yet turned if it stands on its head."""
    page, boxes = _on_the_paper(image.convert("L"))
    bare = light.without_letters(page)
    ground = light.ground_of(bare)
    page = light.stretched(page) if light.is_even(ground) else light.divided(page, ground)
    page = light.wiped(page, boxes or light.around(bare))
    small = page.reduce(_LOOKED_OVER)
    if posture.lies_on_its_side(small):
        page = page.transpose(Image.Transpose.ROTATE_90)
        small = page.reduce(_LOOKED_OVER)
    return posture.straightened(page, posture.posture(small))


def sized(image: Image.Image) -> Image.Image:
    """Grey picture whose long side suits the reader."""
    grey = image.convert("L")
    longest = max(grey.size)
    wanted = min(max(longest, _LONG_SIDE[0]), _LONG_SIDE[1])
    if wanted == longest:
        return grey
    width, height = (max(1, round(side * wanted / longest)) for side in grey.size)
    return grey.resize((width, height), Image.Resampling.LANCZOS)


def _on_the_paper(grey: Image.Image) -> tuple[Image.Image, list[light.Box]]:
    """The sized picture without the desk, and what is left of the desk in its corners."""
    boxes = light.around(light.without_letters(grey)) if min(grey.size) > 400 else []
    left, top, right, bottom = light.inside(boxes, grey.size)
    if right - left < grey.width / 3 or bottom - top < grey.height / 3:
        return sized(grey), []
    if (left, top, right, bottom) == (0, 0, *grey.size):
        return sized(grey), boxes
    cropped = grey.crop((left, top, right, bottom))
    longest = max(cropped.size)
    page = sized(cropped)
    if longest >= _LONG_SIDE[0] and longest < _A4_SIDE:
        page = cropped.resize(
            (round(cropped.width * _A4_SIDE / longest), round(cropped.height * _A4_SIDE / longest)),
            Image.Resampling.BICUBIC,
        )
    scale = max(page.size) / longest
    moved = [light.moved(box, -left, -top, scale) for box in boxes]
    return page, moved
