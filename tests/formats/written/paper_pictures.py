"""Pictures of written papers: small, grey, and compared with room for the hinting of letters."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from example_papers import examples
from PIL import Image, ImageChops, ImageFilter

from thidua.core.papers.model import Paper
from thidua.formats.child import office
from thidua.formats.docx.writing import write_docx
from thidua.formats.pdf.writing import write_pdf

KEPT = Path(__file__).resolve().parents[1] / "pictures" / "papers"
PAGES = dict.fromkeys(examples(), (1,)) | {"plan": (1, 2, 3, 4), "minutes": (1, 2), "roll": (1, 5), "decision": (1, 3)}
"""Which pages (from 1) of each example are kept: first ones, those with tables, signatures, annexes."""

_DOTS = 40 / 72
_LEVELS = 36
# Squares of five millimetres are compared by their ink: letters may move by a millimetre, lines may not go.
_SQUARE = 8
_SEEN = 24
MOST = 0.002
"""The share of squares that may differ."""


def printed_by_office(papers: Mapping[str, Paper], folder: Path) -> dict[str, bytes]:
    """Papers written for Word, and printed by LibreOffice in one run."""
    for name, paper in papers.items():
        (folder / f"{name}.docx").write_bytes(write_docx(paper))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office.program()), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], capture_output=True, check=True, timeout=180)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in papers}


def own_pdf() -> dict[str, bytes]:
    """Every example as our own PDF."""
    return {name: write_pdf(paper) for name, paper in examples().items()}


def pictures(files: Mapping[str, bytes], kind: str) -> dict[str, Image.Image]:
    """The kept pages of each file by the name of their picture."""
    found = {}
    for name, data in files.items():
        document = pypdfium2.PdfDocument(io.BytesIO(data))
        for number in PAGES[name]:
            page = document[number - 1].render(scale=_DOTS, grayscale=True).to_pil().convert("L")
            found[f"{name}-{number}-{kind}.png"] = page.point(lambda grey: grey // _LEVELS * _LEVELS)
    return found


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of squares of the page that differ clearly after a slight blur; 1 for pictures of different size."""
    if one.size != other.size:
        return 1.0
    soft = [picture.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for picture in (one, other)]
    squares = (one.width // _SQUARE, one.height // _SQUARE)
    counts = ImageChops.difference(*(picture.resize(squares, Image.Resampling.BOX) for picture in soft)).histogram()
    return sum(counts[_SEEN:]) / sum(counts)
