"""The sort key: Vietnamese order under any collation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.viet.text import person_sort_key, sort_key

WORDS = st.text(alphabet="aăâbcdđeêioôơuưyáàảãạắặấậ ĐÂ0129-", max_size=12)


@pytest.mark.parametrize(
    "in_order",
    [
        ["An", "Ánh", "Ăn", "Ân", "Dũng", "Đặng", "Em", "Ê", "Hoa", "Hòa", "Hóa", "Ô", "Ơ", "U", "Ư", "Zung"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"],
        ["Tổ", "Tổ 1", "Tổ 2", "Tổ 10", "Tổ 100", "Tổ dân phố"],
        ["Ban A", "Ban B", "Bana"],
        ["Tổ 1", "Tổ1", "Tổa"],
        ["1", "2", "A", "Жук"],
        ["Điều 9", "Điều 10"],
        ["phường An Biên", "Phường Hải An", "phường Hồng Bàng"],
    ],
)
def test_dictionary_order(in_order):
    keys = [sort_key(text) for text in in_order]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("An", "3047"),
        ("Ấn 2", "32470520012004"),
        ("“Tổ” 10 B", "55490520021005330002"),
        ("Ж", "900001078"),
    ],
)
def test_keys_are_stored_so_they_stay_as_they_are(text, key):
    assert sort_key(text) == key


def test_tones_decide_only_between_equal_letters():
    assert sort_key("Hoa A") < sort_key("Hòa A") < sort_key("Hoa B")


@pytest.mark.parametrize(("one", "other"), [("AN", "an"), ('"An"', "An"), ("Tổ  2", "Tổ-2"), ("Tổ 02", "Tổ 2")])
def test_case_and_punctuation_do_not_count(one, other):
    assert sort_key(one) == sort_key(other)


def test_people_by_given_name_first():
    people = ["Nguyễn Văn Đức", "Lê Thị Hoa", "Trần Hoa", "Bùi An", "Phạm Thị Ánh", "Vũ Hòa", "Dũng"]
    expected = ["Bùi An", "Phạm Thị Ánh", "Dũng", "Nguyễn Văn Đức", "Lê Thị Hoa", "Trần Hoa", "Vũ Hòa"]
    assert sorted(people, key=person_sort_key) == expected


@given(st.text(max_size=20))
def test_the_key_has_only_digits_so_that_every_collation_agrees(text):
    assert set(sort_key(text)) <= set("0123456789")


@given(WORDS, WORDS)
def test_a_longer_text_never_stands_before_its_beginning(start, rest):
    assert sort_key(start) <= sort_key(f"{start} {rest}")


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=5))
def test_numbers_by_value(numbers):
    assert sorted(numbers, key=lambda n: sort_key(f"Tổ {n}")) == sorted(numbers)
