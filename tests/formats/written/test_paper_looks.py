"""Papers look as they did when somebody looked at them: Word (printed by LibreOffice) and PDF, page by page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pypdfium2
import pytest
from example_papers import examples, plan
from paper_pictures import KEPT, MOST, PAGES, differing, own_pdf, pictures, printed_by_office
from PIL import Image, ImageChops

from thidua.core.papers.lines import block_lines
from thidua.core.papers.model import Block, Entry, Heading
from thidua.formats.child import office
from thidua.formats.pdf import linearise_pdf
from thidua.formats.pdf.writing import write_pdf

needs_office = pytest.mark.skipif(office.program() is None, reason="no LibreOffice (apt install libreoffice-writer)")
NAMES = [f"{name}-{number}" for name, numbers in PAGES.items() for number in numbers]


@cache
def word() -> dict[str, bytes]:
    return printed_by_office(examples(), Path(mkdtemp(prefix="thidua-looks-")))


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


@needs_office
def test_another_program_prints_each_label_as_given(tmp_path: Path) -> None:
    letters, figures = "a) b) c) d) đ) e) g) - + C. D. i)", "(1) (2) (5) (6) IX. X. 1.1. 1.2. 2.1. 01. 02."
    levels, marks = (1, 2, 3, 3, 2, 3, 1, 2, 1, 2, 2), "I. 1. a) b) 2. a) II. 1. IV. 3. 4."
    body: list[Block] = [Entry(label, f"mục {at}") for at, label in enumerate(f"{letters} {figures}".split(" "))]
    body += [Heading(level, label, "đề mục") for level, label in zip(levels, marks.split(" "), strict=True)]
    paper = replace(plan(), body=tuple(body), annexes=())
    text = linearise_pdf(printed_by_office({"nhan": paper}, tmp_path)["nhan"]).text
    expected = [line for block in body for line in block_lines(block)]
    assert [line for line in text.split("\n") if "mục" in line] == expected
