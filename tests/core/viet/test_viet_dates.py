"""The date reader: day first, always; and dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.viet.dates import date_in_words, near_date, paper_date, read_date, short_date

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/12/2026", "2026-12-05"),
        ("5/12/2026", "2026-12-05"),
        ("12/05/2026", "2026-05-12"),
        ("05 / 12 / 2026", "2026-12-05"),
        ("2026-12-05", "2026-12-05"),
        ("ngày 09 tháng 9 năm 2025", "2025-09-09"),
        ("Ngày 5 tháng 12, năm 2026", "2026-12-05"),
        ("ngày 24/01/2025", "2025-01-24"),
        ("tháng 6/2027", "2027-06"),
        ("6/2027", "2027-06"),
        ("tháng 6 năm 2027", "2027-06"),
        ("năm 2027", "2027"),
        ("2027", "2027"),
        ("quý I/2027", "2027-Q1"),
        ("quý II/2027", "2027-Q2"),
        ("quý III/2027", "2027-Q3"),
        ("quý IV/2027", "2027-Q4"),
        ("Quý 3 năm 2026", "2026-Q3"),
        ("2026-Q3", "2026-Q3"),
        ("2026-09", "2026-09"),
    ],
)
def test_both_readers_agree(text, expected):
    assert paper_date(text) == expected
    assert read_date(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngày   tháng 9 năm 2025", "2025-09"),
        ("ngày … tháng … năm 2026", "2026"),
        ("ngày ..... tháng 9 năm 2025", "2025-09"),
        ("ngày tháng\u00a09  năm  2025", "2025-09"),
        ("05-12-2026", "2026-12-05"),
        ("09.6.2026", "2026-06-09"),
        ("31/02/2026", None),
        ("05/12/26", None),
        ("tháng 13/2026", None),
        ("56/KH-UBND", None),
        ("", None),
    ],
)
def test_papers(text, expected):
    assert paper_date(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("05-12-26", "D12", "Ghi năm đủ 4 chữ số: 05/12/2026."),
        ("5/12/26", "D12", "05/12/2026"),
        ("ngày 5 tháng 12 năm 26", "D12", "05/12/2026"),
        ("13/13/2026", "D13", "Ngày 13/13/2026 không tồn tại."),
        ("12/25/2026", "D13", "Ghi ngày trước, tháng sau"),
        ("29/02/2027", "D14", "Năm 2027 không có ngày 29/02."),
        ("ngày 29 tháng 2 năm 2027", "D14", "29/02"),
        ("05/12/20026", "D18", "20026"),
        ("20026-12-05", "D18", "20026"),
        ("05/12/0026", "D18", "0026"),
        ("31/02/2026", "A54", "Ngày 31/02/2026 không tồn tại."),
        ("2026-02-31", "A54", "31/02/2026"),
        ("05-12-2026", "G53", "Ghi 05/12/2026 hoặc 2026-12-05."),
        ("05.12.2026", "G53", "Ghi 05/12/2026 hoặc 2026-12-05."),
        ("6-9-2026", "G53", "Ghi 06/09/2026 hoặc 2026-09-06."),
        ("hôm qua", "G53", "Ghi dạng 05/12/2026."),
        ("5/12", "G53", '"5/12"'),
        ("", "D01", "Chưa nhập ngày"),
    ],
)
def test_refusals_say_what_to_write(text, code, words):
    answer = read_date(text)
    assert answer.refusal
    assert answer.refusal.code == code
    assert words in answer.refusal.text
    assert (answer.value, answer.day) == (None, None)


def test_a_whole_day_is_told_from_a_part():
    assert read_date("05/12/2026").day == date(2026, 12, 5)
    assert read_date("tháng 12/2026").day is None


@given(DAYS, st.sampled_from([short_date, date_in_words, date.isoformat]))
def test_a_written_day_is_read_back(day, write):
    assert read_date(write(day)).day == day
    assert paper_date(write(day)) == day.isoformat()


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_refused(text):
    answer = read_date(text)
    assert (answer.value is None) == (answer.refusal is not None)


def test_dates_as_people_write_them():
    day = date(2026, 12, 4)
    assert (short_date(day), near_date(day)) == ("04/12/2026", "thứ Sáu 04/12")
    week = [near_date(date(2026, 12, day)) for day in range(7, 14)]
    assert week == [
        "thứ Hai 07/12",
        "thứ Ba 08/12",
        "thứ Tư 09/12",
        "thứ Năm 10/12",
        "thứ Sáu 11/12",
        "thứ Bảy 12/12",
        "Chủ nhật 13/12",
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 5), "ngày 05 tháng 12 năm 2026"),
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2025, 9, 9), "ngày 09 tháng 9 năm 2025"),
    ],
)
def test_date_in_words_has_zeros_where_the_decree_wants_them(day, words):
    assert date_in_words(day) == words
