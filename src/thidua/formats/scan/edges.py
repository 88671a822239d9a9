"""Where the paper ends in a picture: the desk around it and the black edge of a copier are no part of the page."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from thidua.formats.scan.light import BARE

_STRIPS = 24
_REACH = 0.3  # of the page: how far the desk may reach in
_STEP = 4
_DARKER = 0.65
# A side of which less was cut has lost no words: a line of them is as high as this, and margins are wider.
_A_LINE = 0.015
Cuts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edges:
    """How many points from each side the paper begins, strip by strip; () for a side without a desk."""

    left: Cuts = ()
    right: Cuts = ()
    top: Cuts = ()
    bottom: Cuts = ()

    def paper(self, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """The smallest upright box that holds all the paper."""
        width, height = size
        left, right, top, bottom = (min(cuts, default=0) for cuts in (self.left, self.right, self.top, self.bottom))
        return left, top, width - right, height - bottom

    def cut_into(self, size: tuple[int, int]) -> bool:
        """Whether so much of a picture of that size was left out that a line of words could have stood there."""
        width, height = size
        across, down = (*self.left, *self.right), (*self.top, *self.bottom)
        return max(across, default=0) > _A_LINE * width or max(down, default=0) > _A_LINE * height

    def after(self, scale: float) -> Edges:
        """The same edges once the picture was cropped to `paper` and scaled."""

        def rest(cuts: Cuts) -> Cuts:
            return tuple(round((cut - min(cuts)) * scale) for cut in cuts)

        return Edges(rest(self.left), rest(self.right), rest(self.top), rest(self.bottom))


def find_edges(bare: Image.Image) -> Edges:
    """Edges of the paper, in points of the whole picture, by the picture without letters.

    The paper ends where it is suddenly darker along most of a side and stays so up to the border. A shadow ends softly,
    or is not as dark.
    """
    turned = bare.transpose(Image.Transpose.TRANSPOSE)
    return Edges(_side(bare, False), _side(bare, True), _side(turned, False), _side(turned, True))


def _side(bare: Image.Image, mirrored: bool) -> Cuts:
    long = bare.width
    strips = bare.resize((long, _STRIPS), Image.Resampling.BOX)
    found = [_edge(_row(strips, at, mirrored), round(long * _REACH)) for at in range(_STRIPS)]
    if sum(cut > 0 for cut in found) < _STRIPS * 0.6:
        return ()
    usual = sorted(found)[_STRIPS // 2]
    return tuple((cut or usual) * BARE for cut in found)


def _row(strips: Image.Image, at: int, mirrored: bool) -> bytes:
    row = strips.crop((0, at, strips.width, at + 1)).tobytes()
    return row[::-1] if mirrored else row


def _edge(row: bytes, within: int) -> int:
    """Where the paper begins in a strip from outside to inside, 0 when no edge is seen.

    Beyond the paper all is dark up to the border. A dark band with paper beyond it is drawn on the page.
    """
    found = brightest = 0
    for at in range(min(within, len(row) - _STEP)):
        dark, paper = row[at], row[at + _STEP]
        brightest = max(brightest, dark)
        if dark < _DARKER * paper and 2 * brightest < dark + paper:
            found = at + _STEP + 1
    return found


def wiped(page: Image.Image, edges: Edges) -> Image.Image:
    """The page with everything outside of the paper white."""
    sides = (edges.left, edges.right, edges.top, edges.bottom)
    if not any(sides):
        return page
    page = page.copy()
    width, height = page.size
    for side, cuts in enumerate(sides):
        for at, cut in enumerate(cuts):
            if side < 2:
                near, far = height * at // _STRIPS, height * (at + 1) // _STRIPS + 1
                page.paste(255, (0, near, cut, far) if side == 0 else (width - cut, near, width, far))
            else:
                near, far = width * at // _STRIPS, width * (at + 1) // _STRIPS + 1
                page.paste(255, (near, 0, far, cut) if side == 2 else (near, height - cut, far, height))
    return page
