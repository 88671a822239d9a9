"""The number reader: readings, questions, refusals, and the way back to text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.viet.numbers import format_dong, format_number, paper_number, read_number

FIGURES = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.784,4", "1784.4"),
        ("1.991", "1991"),
        ("12,5", "12.5"),
        ("01", "1"),
        ("100.000", "100000"),
        ("12.5", "12.5"),
        ("0.784", "0.784"),
        ("1234.567", "1234.567"),
        ("1.784.400,25", "1784400.25"),
        ("1 784,4", "1784.4"),
        ("1\u00a0784", "1784"),
        ("1,784", "1.784"),
        ("1,784,400.5", "1784400.5"),
        ("-3", "-3"),
        ("−3", "-3"),
    ],
)
def test_papers_take_the_vietnamese_reading(text, expected):
    assert paper_number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "đạt", "1.2.3", "97,,5", "12 5", "1e5", "1_000", "NaN", "10²", "5%"])
def test_papers_say_none_for_what_is_no_number(text):
    assert paper_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("97", "97"),
        (" 97 ", "97"),
        ("1.784,4", "1784.4"),
        ("1 784,4", "1784.4"),
        ("0,784", "0.784"),
        ("1234,567", "1234.567"),
        ("1.784.400", "1784400"),
        ("-3", "-3"),
        ("+5", "5"),
        ("000123456789012345", "123456789012345"),
    ],
)
def test_one_reading_is_taken_in_silence(text, expected):
    answer = read_number(text)
    assert (answer.value, answer.notes) == (Decimal(expected), ())


@pytest.mark.parametrize(
    ("text", "readings", "question"),
    [
        ("1.784", [("1784", "vi"), ("1.784", "en")], "1.784 là 1784 hay 1,784?"),
        ("1,784", [("1.784", "vi"), ("1784", "en")], "1,784 là 1,784 hay 1784?"),
        ("١٬٧٨٤", [("1784", "vi"), ("1.784", "en")], "١٬٧٨٤ là 1784 hay 1,784?"),
        ("１．７８４", [("1784", "vi"), ("1.784", "en")], "１．７８４ là 1784 hay 1,784?"),
    ],
)
def test_two_readings_are_asked(text, readings, question):
    answer = read_number(text)
    assert [(str(reading.value), reading.style) for reading in answer.readings] == readings
    assert answer.question
    assert (answer.question.code, answer.question.text, answer.value) == ("B36", question, None)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("1,784.4", "B37", "Viết 1.784,4 thay cho 1,784.4."),
        ("1,784,400", "B37", "Viết 1.784.400 thay cho 1,784,400."),
        ("", "B34", "Chưa nhập số"),
        ("\u00a0", "B34", "Chưa nhập số"),
        ("đạt", "B35", '"đạt" không phải số'),
        ("97%", "B38", "Bỏ dấu %"),
        ("97 ％", "B38", "Bỏ dấu %"),
        ("12 5%", "D19", '"12 5%"'),
        ("NaN", "B49", '"NaN"'),
        ("-Infinity", "B49", '"-Infinity"'),
        ("∞", "B49", '"∞"'),
        ("1e400", "B49", '"1e400"'),
        ("1e5", "B51", "Viết 100.000 thay cho 1e5."),
        ("1_000", "B51", "Viết 1.000 thay cho 1_000."),
        ("1234567890123456", "B52", "quá 15 chữ số"),
        ("97,,5", "D19", "Ví dụ: 97,5"),
        ("10²", "D19", '"10²"'),
        ("12 5", "D19", '"12 5"'),
        ("#DIV/0!", "D19", '"#DIV/0!"'),
    ],
)
def test_refusals_say_what_to_write(text, code, words):
    answer = read_number(text)
    assert answer.refusal
    assert answer.refusal.code == code
    assert words in answer.refusal.text
    assert answer.value is None


def test_the_refused_english_form_keeps_its_reading():
    assert [(str(reading.value), reading.style) for reading in read_number("1,784.4").readings] == [("1784.4", "en")]


@pytest.mark.parametrize(
    ("text", "value", "code", "words"),
    [
        ("12.5", "12.5", "B37", "Hiểu 12.5 là 12,5."),
        ("0.784", "0.784", "B37", "Hiểu 0.784 là 0,784."),
        ("٩٧", "97", "B50", "đã đổi thành 97"),
        ("９７", "97", "B50", "đã đổi thành 97"),
        ("٩٧٫٥", "97.5", "B50", "đã đổi thành 97,5"),
        ("９７，５", "97.5", "B50", "đã đổi thành 97,5"),
    ],
)
def test_what_was_changed_is_said(text, value, code, words):
    answer = read_number(text)
    assert answer.value == Decimal(value)
    assert [note.code for note in answer.notes] == [code]
    assert words in answer.notes[0].text


def test_percent_sign_only_where_it_is_welcome():
    answer = read_number("97,5 %", percent=True)
    assert (answer.value, [note.text for note in answer.notes]) == (Decimal("97.5"), ["Hiểu là 97,5%."])
    assert [note.code for note in read_number("97％", percent=True).notes] == ["B50", "B38"]


@given(FIGURES)
def test_a_written_number_is_read_back(value):
    assert paper_number(format_number(value)) == value


@given(FIGURES)
def test_a_form_never_takes_another_value_than_the_one_written(value):
    answer = read_number(format_number(value))
    assert answer.refusal is None
    assert value in [reading.value for reading in answer.readings]


@given(st.text(max_size=30))
def test_any_text_gets_one_kind_of_answer(text):
    answer = read_number(text)
    assert [answer.value is not None, bool(answer.question), bool(answer.refusal)].count(True) == 1


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("1784.4"), None, "1.784,4"),
        (Decimal("1784.400"), None, "1.784,4"),
        (1784, None, "1.784"),
        (Decimal("100"), None, "100"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("12.345"), 2, "12,35"),
        (Decimal("2"), 1, "2,0"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("-1234.5"), None, "-1.234,5"),
        (Decimal(10) ** 27 + 1, 1, "1.000.000.000.000.000.000.000.000.001,0"),
    ],
)
def test_format_number(value, places, expected):
    assert format_number(value, places) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (1_784_400_000_000, "1.784,4 tỷ đồng"),
        (125_000_000, "125 triệu đồng"),
        (999_400_000, "999 triệu đồng"),
        (999_499_999, "999 triệu đồng"),
        (999_500_000, "1,0 tỷ đồng"),
        (1_000_000, "1 triệu đồng"),
        (999_999, "999.999 đồng"),
        (-1_000_000, "-1 triệu đồng"),
        (999_600_000, "1,0 tỷ đồng"),
        (500_000, "500.000 đồng"),
        (0, "0 đồng"),
        (-2_000_000_000, "-2,0 tỷ đồng"),
    ],
)
def test_format_dong(amount, expected):
    assert format_dong(amount) == expected
