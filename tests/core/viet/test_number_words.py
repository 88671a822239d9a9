"""Numbers in words, both ways."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.viet.number_words import number_in_words, number_words

SPOKEN = [
    (0, "không"),
    (4, "bốn"),
    (10, "mười"),
    (11, "mười một"),
    (14, "mười bốn"),
    (15, "mười lăm"),
    (21, "hai mươi mốt"),
    (24, "hai mươi tư"),
    (55, "năm mươi lăm"),
    (100, "một trăm"),
    (105, "một trăm linh năm"),
    (110, "một trăm mười"),
    (1005, "một nghìn không trăm linh năm"),
    (1784, "một nghìn bảy trăm tám mươi tư"),
    (2_000_000, "hai triệu"),
    (1_784_400_000_000, "một nghìn bảy trăm tám mươi tư tỷ bốn trăm triệu"),
]


@pytest.mark.parametrize(("number", "words"), SPOKEN)
def test_both_ways(number, words):
    assert number_in_words(number) == words
    assert number_words(words) == number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Hai", "2"),
        ("mười  hai", "12"),
        ("hai mươi một", "21"),
        ("một trăm lẻ năm", "105"),
        ("ba ngàn", "3000"),
        ("một triệu rưỡi", "1500000"),
        ("hai rưỡi", "2.5"),
        ("một trăm rưỡi", "150"),
        ("hai tỉ", "2000000000"),
        ("hai mươi nhăm", "25"),
        ("bẩy", "7"),
    ],
)
def test_other_spellings(words, value):
    assert number_words(words) == Decimal(value)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "mười năm",
        "hai mươi năm",
        "trăm",
        "hai ba",
        "hai trăm ba",
        "một tỷ một nghìn triệu",
        "mốt",
        "rưỡi",
        "mô hình",
    ],
)
def test_what_is_no_number(words):
    assert number_words(words) is None


@given(st.integers(0, 10**12))
def test_spoken_numbers_are_understood(number):
    assert number_words(number_in_words(number)) == number


def test_nothing_below_zero():
    with pytest.raises(ValueError, match="from zero on"):
        number_in_words(-1)
