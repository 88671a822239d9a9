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
from thidua.formats.refusals import Refusal
from thidua.formats.scan import engines
from thidua.formats.scan.dots import with_dots
from thidua.formats.scan.edges import find_edges
from thidua.formats.scan.engines import Word
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
        ("turned 3", 0.985),
        ("photograph", 0.97),
        ("photograph, strong lean", 0.97),
        ("bad light", 0.975),
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


@pytest.mark.parametrize("high", [60, 100])
@pytest.mark.parametrize("colour", ["#1F4E79", "#2E74B5", "#C00000", "#548235", "#000000"])
@pytest.mark.parametrize("side", ["top", "foot", "left"])
def test_a_coloured_band_is_drawn_on_the_page_and_is_no_desk(side: str, colour: str, high: int) -> None:
    page = banded(scanned_pages.page().convert("RGB"), side, colour, high)
    for seen in (page.convert("L"), scanned_pages.in_bad_light(page.convert("L"))):
        assert find_edges(without_letters(seen)).paper(seen.size) == (0, 0, *seen.size)


def banded(page: Image.Image, side: str, colour: str, high: int) -> Image.Image:
    """The page with a band of that colour within the third of the page in which its edge is sought."""
    height = page.height
    places = {
        "top": (165, 420, 1490, 420 + high),
        "foot": (165, height - 500, 1490, height - 500 + high),
        "left": (200, 100, 200 + high, height - 100),
    }
    ImageDraw.Draw(page).rectangle(places[side], fill=colour)
    return page


def test_a_stamp_of_secrecy_above_a_coloured_band_is_seen() -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), scanned_pages.font_of(40)
    for number, line in enumerate(("ỦY BAN NHÂN DÂN", "TỐI MẬT", "PHỤ LỤC CHỈ TIÊU")):
        pen.text((200, 120 + 70 * number), line, font=font, fill="black")
    for number in range(10):
        pen.text((180, 520 + 80 * number), f"{number + 1}. Trồng {number + 3}00 cây bóng mát", font=font, fill="black")
    for data in (page.copy(), banded(page, "top", "#1F4E79", 60)):
        with pytest.raises(Refusal) as ground:
            linearise(scanned_pages.encoded(data), "trang.png")
        assert ground.value.reason.code == "A63"


def test_a_page_with_a_band_on_a_desk_keeps_its_head_and_loses_the_desk() -> None:
    page = banded(scanned_pages.page().convert("RGB"), "top", "#1F4E79", 60).convert("L")
    desk = scanned_pages.photograph(page).convert("L")
    left, top, right, bottom = find_edges(without_letters(desk)).paper(desk.size)
    # The head begins 120 points below the paper's upper edge, the desk is some 150 wide.
    assert 80 < top < 250 and left > 80 and right < desk.width - 40 and bottom < desk.height - 40


@pytest.mark.parametrize("name", ["photograph", "on its other side"])
def test_what_is_left_out_of_a_picture_is_said(name: str) -> None:
    assert [(note.code, note.text) for note in read(name).notes] == [
        ("A23", "Ảnh trang 1: chỉ đọc phần tờ giấy, bỏ phần nền tối ở mép. Đối chiếu với ảnh nếu thiếu chữ.")
    ]


@pytest.mark.parametrize("name", ["clean", "turned 3", "bad light", "upside down"])
def test_nothing_is_said_of_a_picture_that_was_read_whole(name: str) -> None:
    assert read(name).notes == ()


def seen(text: str, *place: int, certainty: int = 90, begins: bool = False) -> Word:
    left, top, right, bottom = place
    return Word(text, left, top, right, bottom, certainty=certainty, begins_line=begins)


def test_a_dot_far_below_its_letter_is_set_on_it() -> None:
    words = [
        seen("CHỦ", 1073, 1657, 1140, 1688),
        seen("TICH", 1150, 1665, 1224, 1688),
        seen("l", 1172, 1689, 1176, 1693, certainty=0, begins=True),
        seen("đơn", 210, 1711, 260, 1735),
    ]
    assert [(word.text, word.begins_line) for word in with_dots(words)] == [
        ("CHỦ", False), ("TỊCH", False), ("đơn", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "dot", "expected"),
    [
        ("TỊCH", seen("l", 1172, 1689, 1176, 1693, certainty=0), ["TỊCH"]),
        ("TRÌNH", seen("l", 1172, 1689, 1176, 1693, certainty=0), ["TRÌNH"]),
        ("TÂN", seen(".", 1185, 1689, 1189, 1693, certainty=0), ["TẬN"]),
        ("BCD", seen("l", 1172, 1689, 1176, 1693, certainty=0), ["BCD"]),
        # Sure, far below, beside or as large as a letter: no dot.
        ("TICH", seen("1", 1172, 1689, 1176, 1693, certainty=95), ["TICH", "1"]),
        ("TICH", seen("l", 1172, 1705, 1176, 1709, certainty=0), ["TICH", "l"]),
        ("TICH", seen("l", 1230, 1689, 1234, 1693, certainty=0), ["TICH", "l"]),
        ("TICH", seen("l", 1172, 1689, 1176, 1711, certainty=0), ["TICH", "l"]),
    ],
)
def test_which_signs_are_dots(word: str, dot: Word, expected: list[str]) -> None:
    assert [found.text for found in with_dots([seen(word, 1150, 1665, 1224, 1688), dot])] == expected


def test_the_dots_of_a_signature_are_read_where_they_belong() -> None:
    for name in ("turned 0.7", "photograph"):
        lines = read(name).text.split("\n")
        assert "CHỦ TỊCH" in lines and "- Các phòng, đơn vị;" in lines


def test_rules_make_a_table_and_letters_or_one_line_do_not() -> None:
    assert len(tables(rules(flattened(scanned_pages.page())))) == 1
    line = Image.new("L", (1654, 900), 255)
    ImageDraw.Draw(line).line((200, 300, 900, 300), fill=0, width=3)
    assert rules(line) == []


def test_a_long_picture_and_a_tiny_one_are_taken_as_they_are() -> None:
    for size in ((3000, 40), (40, 3000), (5, 5)):
        assert flattened(Image.new("L", size, 200)).size[0] > 0
