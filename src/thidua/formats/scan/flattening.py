"""A picture of a page made fit for the reader: the paper alone, even in light, level."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from thidua.formats.scan.edges import find_edges, wiped
from thidua.formats.scan.light import evened, ground_of, is_even, without_letters
from thidua.formats.scan.posture import posture, straightened

# About 200 dots per inch for an A4 page: more brings nothing, less loses marks.
_LEAST, _A4, _MOST = 1700, 2339, 2400
_LOOKED_OVER = 4


@dataclass(frozen=True, slots=True)
class Flat:
    """A page fit for the reader, and whether what was left out around it was wide enough to hold words."""

    page: Image.Image
    cut: bool


def flattened(image: Image.Image) -> Image.Image:
    """Grey picture of the paper alone, ink black, lines level; whether it stands on its head only reading tells."""
    return flat(image).page


def flat(image: Image.Image) -> Flat:
    """As `flattened`, with what became of the rest of the picture."""
    grey = image.convert("L")
    bare = without_letters(grey)
    edges = find_edges(bare)
    paper, cut = edges.paper(grey.size), edges.cut_into(grey.size)
    if paper != (0, 0, *grey.size):
        page = sized(grey.crop(paper), least=_A4)
        edges = edges.after(max(page.size) / max(paper[2] - paper[0], paper[3] - paper[1]))
    else:
        page = sized(grey)
    ground = ground_of(bare if page.size == grey.size else without_letters(page))
    even = is_even(ground)
    page = wiped(evened(page, None if even else ground), edges)
    found = posture(page.reduce(_LOOKED_OVER), photographed=not even)
    if found.on_its_side:
        page = page.transpose(Image.Transpose.ROTATE_90)
        found = posture(page.reduce(_LOOKED_OVER), photographed=not even)
    return Flat(straightened(page, found), cut)


def sized(image: Image.Image, *, least: int = _LEAST) -> Image.Image:
    """Grey picture whose long side suits the reader."""
    grey = image.convert("L")
    longest = max(grey.size)
    wanted = min(max(longest, least), _MOST)
    if wanted == longest:
        return grey
    width, height = (max(1, round(side * wanted / longest)) for side in grey.size)
    return grey.resize((width, height), Image.Resampling.LANCZOS)
