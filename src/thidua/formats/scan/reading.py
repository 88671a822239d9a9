"""Pictures of papers as text: made fit to be read, seen by an engine, laid out as paragraphs and rows of tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image

from thidua.formats.images import open_image
from thidua.formats.linearised import Linearised
from thidua.formats.pages.columns import columns_apart
from thidua.formats.pages.joining import DOUBTFUL, ReadPage, join_pages, read_page_of
from thidua.formats.pages.lines import PageLine, paragraphs
from thidua.formats.pages.ruled import tables
from thidua.formats.scan.dots import with_dots
from thidua.formats.scan.engines import Reader, Word, scan_reader
from thidua.formats.scan.flattening import flat
from thidua.formats.scan.rules import rules
from thidua.formats.scan.setting import lines_of

# How much surer the reader must be of a strip turned round before the whole page is.
_SURER = 15
_STRIPS = 16


def linearise_image(data: bytes, media_type: str) -> Linearised:
    """Text of a .png or .jpg of a page.

    Notes A22 (no scan reader here) and A23 (less than 60 per cent certain, or cut at the edge of the paper).
    """
    image = open_image(data)
    reader = scan_reader()
    if reader is None:
        return join_pages(data, [ReadPage(1, unread=True)], media_type)
    seen = read_page(image, reader)
    return join_pages(data, [read_page_of(1, seen.lines, pictured=True, cut=seen.cut)], media_type)


@dataclass(frozen=True, slots=True)
class SeenPage:
    """Paragraphs and table rows of a page in reading order, with their certainty; `cut` as in `flattening.Flat`."""

    lines: list[PageLine]
    cut: bool


def read_page(image: Image.Image, reader: Reader) -> SeenPage:
    """What stands on the paper in one page picture."""
    found = flat(image)
    page = found.page
    words = reader(page)
    if _certainty(words) < DOUBTFUL and _stands_on_its_head(page, reader):
        page = page.transpose(Image.Transpose.ROTATE_180)
        words = reader(page)
    return SeenPage(paragraphs(columns_apart(lines_of(with_dots(words), tables(rules(page))))), found.cut)


def _certainty(words: Iterable[Word]) -> int:
    weighed = [(word.certainty, len(word.text)) for word in words]
    return sum(certainty * length for certainty, length in weighed) // max(sum(length for _, length in weighed), 1)


def _stands_on_its_head(page: Image.Image, reader: Reader) -> bool:
    """Whether the strip with the most ink is read much better turned round. Asked only of pages that read badly."""
    height = page.height
    ink = page.point(lambda value: 255 - value).resize((1, _STRIPS), Image.Resampling.BOX).tobytes()
    at = min(max(range(_STRIPS), key=lambda n: sum(ink[max(n - 1, 0) : n + 2])), _STRIPS - 2)
    strip = page.crop((0, max(at - 1, 0) * height // _STRIPS, page.width, (at + 2) * height // _STRIPS))
    return _certainty(reader(strip.transpose(Image.Transpose.ROTATE_180))) > _certainty(reader(strip)) + _SURER
