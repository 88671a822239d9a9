"""A page of known words as scanners and telephones see it: how many words come back, in which order and columns."""

from __future__ import annotations

from functools import cache

import pytest
import scanned_pages
from PIL import Image, ImageDraw
from scanned_pages import FONT, HEAD_LEFT, HEAD_RIGHT, RECIPIENTS, SIGNED, TABLE, share_right

from thidua.formats.images import open_image
from thidua.formats.linearised import Linearised
from thidua.formats.pages.ruled import tables
from thidua.formats.reading import linearise
from thidua.formats.scan import engines
from thidua.formats.scan.edges import find_edges
from thidua.formats.scan.flattening import flattened, sized
from thidua.formats.scan.light import without_letters
from thidua.formats.scan.posture import posture
from thidua.formats.scan.rules import rules

pytestmark = pytest.mark.skipif(FONT is None, reason="no font with Vietnamese letters (apt install fonts-liberation2)")


@cache
def sample(name: str) -> bytes:
    return scanned_pages.samples()[name]


@cache
def read(name: str) -> Linearised:
    data = sample(name)
    return linearise(data, "trang.png" if data.startswith(b"\x89PNG") else "trang.jpg")


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("clean", 0.985),
        ("turned 0.7", 0.98),
        ("turned 3", 0.98),
        ("photograph", 0.97),
        ("photograph, strong lean", 0.97),
        ("bad light", 0.94),
        ("upside down", 0.98),
        ("on its side", 0.98),
        ("on its other side", 0.97),
    ],
)
def test_words_that_come_back(name: str, share: float) -> None:
    assert share_right(read(name).text) >= share


@pytest.mark.parametrize("name", ["turned 3", "photograph", "bad light", "upside down"])
def test_flattening_is_what_does_it(name: str) -> None:
    reader = engines.scan_reader()
    assert reader is not None
    raw = " ".join(word.text for word in reader(sized(open_image(sample(name)))))
    assert share_right(raw) < 0.5 < share_right(read(name).text)


@pytest.mark.parametrize("name", ["clean", "turned 3", "photograph", "upside down"])
def test_the_columns_of_head_and_foot_do_not_run_together(name: str) -> None:
    lines = read(name).text.split("\n")
    assert lines[0] == HEAD_LEFT[0] and lines[3:5] == list(HEAD_RIGHT[:2])
    foot = lines[lines.index(RECIPIENTS[0]) :]
    assert foot == [*RECIPIENTS, *(line for line in SIGNED if line)] or foot[0] == RECIPIENTS[0]
    assert foot.index("TM. ỦY BAN NHÂN DÂN") > max(at for at, line in enumerate(foot) if line.startswith("- "))


@pytest.mark.parametrize("name", ["clean", "turned 0.7", "turned 3", "photograph", "on its side"])
def test_cells_of_a_ruled_table_are_parted_by_tabs(name: str) -> None:
    assert [line.split("\t") for line in read(name).text.split("\n") if "\t" in line] == [list(row) for row in TABLE]


@pytest.mark.parametrize("degrees", [-6.0, -1.5, 0.0, 0.7, 4.0])
def test_the_turn_of_a_page_is_found(degrees: float) -> None:
    small = scanned_pages.turned(scanned_pages.page(), degrees).reduce(4)
    found = posture(small, photographed=False)
    assert found.slope == pytest.approx(-degrees * 0.01745, abs=0.004) and not found.on_its_side


def test_a_page_on_its_side_is_told_from_an_upright_one() -> None:
    page = scanned_pages.page()
    assert posture(page.rotate(90, expand=True).reduce(4), photographed=False).on_its_side
    assert not posture(page.reduce(4), photographed=False).on_its_side


def test_an_empty_page_has_no_posture() -> None:
    found = posture(Image.new("L", (400, 600), 255), photographed=True)
    assert found.straight and not found.on_its_side


def test_the_desk_is_cut_off_and_a_soft_shadow_is_not() -> None:
    desk = open_image(sample("photograph")).convert("L")
    left, top, right, bottom = find_edges(without_letters(desk)).paper(desk.size)
    assert left > 80 and top > 80 and right < desk.width - 40 and bottom < desk.height - 40
    shadow = scanned_pages.in_bad_light(scanned_pages.page())
    assert find_edges(without_letters(shadow)).paper(shadow.size) == (0, 0, *shadow.size)


def test_rules_make_a_table_and_letters_or_one_line_do_not() -> None:
    assert len(tables(rules(flattened(scanned_pages.page())))) == 1
    line = Image.new("L", (1654, 900), 255)
    ImageDraw.Draw(line).line((200, 300, 900, 300), fill=0, width=3)
    assert rules(line) == []


def test_a_long_picture_and_a_tiny_one_are_taken_as_they_are() -> None:
    for size in ((3000, 40), (40, 3000), (5, 5)):
        assert flattened(Image.new("L", size, 200)).size[0] > 0
