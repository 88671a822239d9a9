"""Text at the entrance: one form, folding, what cannot be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.viet.text import LookAlike, clean, fold, hidden_characters, look_alikes, nfc, one_tone_style

VIETNAMESE = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéếệíìịóốộớợúứựýỵĐÂĂÊÔƠƯ 0123456789-.,")


def test_nfc_joins_letters_and_marks():
    assert nfc(unicodedata.normalize("NFD", "Ánh Dương")) == "Ánh Dương"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Hải \u00a0 An\t\n", "Hải An"),
        ("\u00a0\u3000", ""),
        ("Tổ\u200b 5\ufeff", "Tổ 5"),
        ("thi\u00ad đua", "thi đua"),
        (unicodedata.normalize("NFD", "Ủy ban"), "Ủy ban"),
    ],
)
def test_clean(raw, expected):
    assert clean(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ĐẶNG Thị Ánh", "dang thi anh"),
        ("TỔ 5", "to 5"),
        (unicodedata.normalize("NFD", "Quyết định"), "quyet dinh"),
        ("Kế hoạch số 56/KH-UBND", "ke hoach so 56/kh-ubnd"),
        ("Ươm ưỡn Ỹ ỵ Ø", "uom uon y y ø"),
    ],
)
def test_fold(raw, expected):
    assert fold(raw) == expected


@pytest.mark.parametrize(
    ("letter", "plain"),
    [
        ("\u00bf", "\u00bf"),
        ("À", "a"),
        ("ɏ", "ɏ"),
        ("ȳ", "y"),
        ("Ḁ", "a"),
        ("ỹ", "y"),
        ("ỿ", "ỿ"),
        ("đĐðÐ", "dddd"),
        ("a\u0300\u034f\u036f", "a"),
        ("a\u0370", "a\u0371"),
        ("a\u02ff", "a\u02ff"),
    ],
)
def test_what_loses_its_mark(letter, plain):
    assert fold(letter) == plain


@pytest.mark.parametrize("mark", "\u200b\u200c\u200d\u2060\ufeff\u00ad")
def test_marks_without_width_are_dropped(mark):
    assert clean(f"Tổ{mark}5") == "Tổ5"
    assert hidden_characters(mark) == ()


TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_marks_that_turn_the_reading_are_told_and_their_neighbours_are_not():
    assert hidden_characters(TURNING) == tuple(range(1, len(TURNING) + 1))
    assert hidden_characters("\u2010\u2029\u202f\u2065\u206a") == ()


@given(VIETNAMESE)
def test_folding_keeps_places_and_is_done_once(text):
    assert len(fold(nfc(text))) == len(nfc(text))
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "places"),
    [("Hải An", ()), ("ab\0c", (3,)), ("a\u202eb", (2,)), ("a\tb\nc\r", ()), ("\x1b[0m", (1,)), ("\ud800", (1,))],
)
def test_hidden_characters(text, places):
    assert hidden_characters(text) == places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Аn Ninh", (LookAlike(1, "А", "Kirin"),)),
        ("Hải Αn", (LookAlike(5, "Α", "Hy Lạp"),)),
        ("Привет, Hải An", ()),
        ("Đặng Thị Ánh", ()),
    ],
)
def test_look_alikes(text, found):
    assert look_alikes(text) == found


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Uỷ ban", "Ủy ban"),
        ("THUỶ LỢI", "THỦY LỢI"),
        ("sức khoẻ", "sức khỏe"),
        ("hoá đơn, khoá", "hóa đơn, khóa"),
        ("qúy", "quý"),
        ("tuỵ", "tụy"),
    ],
)
def test_one_tone_style_moves_the_mark(new, old):
    assert one_tone_style(new) == old


@pytest.mark.parametrize(
    "word", ["quý IV", "quỳnh", "quả", "xoài", "hoàn", "khuỷu", "thuế", "thuở", "già", "giúp", "hoặc"]
)
def test_one_tone_style_leaves_the_rest(word):
    assert one_tone_style(word) == word
