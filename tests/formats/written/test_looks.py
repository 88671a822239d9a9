"""Papers look as they did when somebody looked at them: Word (printed by LibreOffice) and PDF, page by page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest
from example_papers import examples, plan
from paper_pictures import KEPT, MOST, PAGES, differing, own_pdf, pictures, word_as_pdf
from PIL import Image, ImageChops

from thidua.formats.child import office
from thidua.formats.pdf.writing import write_pdf

needs_office = pytest.mark.skipif(office.program() is None, reason="no LibreOffice (apt install libreoffice-writer)")
NAMES = [f"{name}-{number}" for name, numbers in PAGES.items() for number in numbers]


@cache
def word() -> dict[str, bytes]:
    return word_as_pdf(Path(mkdtemp(prefix="thidua-looks-")))


@cache
def made(kind: str) -> dict[str, Image.Image]:
    return pictures(word() if kind == "word" else own_pdf(), kind)


def compare(name: str, kind: str, folder: Path) -> None:
    new = made(kind)[f"{name}-{kind}.png"]
    share = differing(Image.open(KEPT / f"{name}-{kind}.png"), new)
    if share > MOST:
        new.save(folder / f"{name}-{kind}.png")
        pytest.fail(f"{share:.1%} of the squares differ; the new picture: {folder}/{name}-{kind}.png, if it is right: "
                    "tools/make_paper_pictures.py")  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_pdf_looks_as_it_did(name: str, tmp_path: Path) -> None:
    compare(name, "pdf", tmp_path)


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_word_looks_as_it_did(name: str, tmp_path: Path) -> None:
    compare(name, "word", tmp_path)


@needs_office
@pytest.mark.parametrize("name", examples())
def test_word_and_pdf_have_the_same_pages(name: str) -> None:
    one, other = (pypdfium2.PdfDocument(files[name]) for files in (word(), own_pdf()))
    assert [page.get_size() == pytest.approx(like.get_size(), abs=1) for page, like in zip(one, other, strict=True)]


def test_every_kept_picture_is_of_a_page_and_small() -> None:
    kept = {path.name for path in KEPT.glob("*.png")}
    assert kept == {f"{name}-{kind}.png" for name in NAMES for kind in ("pdf", "word")}
    assert all(path.stat().st_size < 16_000 for path in KEPT.glob("*.png"))


def test_a_broken_layout_is_seen_and_a_moved_letter_is_not() -> None:
    paper, whole = plan(), made("pdf")["plan-1-pdf.png"]
    head = paper.head
    broken = [
        replace(paper, head=replace(head, issuer=())),
        replace(paper, head=replace(head, title="")),
        replace(paper, body=paper.body[1:]),
        replace(paper, landscape=True),
    ]
    shares = [differing(whole, pictures({"plan": write_pdf(other)}, "pdf")["plan-1-pdf.png"]) for other in broken]
    assert min(shares) > 2 * MOST, shares
    assert differing(whole, ImageChops.offset(whole, 1, 1)) <= MOST
