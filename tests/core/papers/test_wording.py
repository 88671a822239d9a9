"""What of a paper's values stands on paper, and in which order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.core.papers.lines import block_lines, paper_lines, paper_name
from thidua.core.papers.model import (
    Annex,
    Column,
    Entry,
    Head,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
)
from thidua.core.papers.wording import labelled, long_date, number_line, place_line, printed, recipient_lines

HEAD = Head(("PHƯỜNG A",), "BÁO CÁO", "Tình hình quý I", "BC-UBND", "8", "A", date(2026, 2, 9))
TWO_COLUMNS = (Column("TT", 1), Column("Việc", 5))


def lines(*signatures: Signature, head: Head = HEAD) -> list[str]:
    return paper_lines(Paper(PaperKind.REPORT, head, (), signatures, Recipients(("Như trên",), "VT"))).split("\n")


def test_the_head_is_read_left_column_first() -> None:
    motto = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    told = lines()
    assert told[:2] == ["PHƯỜNG A", "Số: 08/BC-UBND"]
    assert told[2:] == [*motto, "A, ngày 09 tháng 02 năm 2026", "BÁO CÁO", "Tình hình quý I", *RECEIVED]


RECEIVED = ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]


def test_one_who_signs_stands_after_the_recipients_and_two_before() -> None:
    one, other = Signature(("CHỦ TỊCH",), "Lý A"), Signature(("THƯ KÝ",), "Vũ B")
    assert lines(one)[-5:] == [*RECEIVED, "CHỦ TỊCH", "Lý A"]
    assert lines(other, one)[-7:] == ["THƯ KÝ", "Vũ B", "CHỦ TỊCH", "Lý A", *RECEIVED]


def test_a_letter_has_its_subject_under_the_number() -> None:
    told = lines(head=Head(("PHƯỜNG A",), "", "V/v họp giao ban", "UBND-VP", None, "A", None, 2026))
    assert told[1:3] == ["Số:       /UBND-VP", "V/v họp giao ban"]
    assert "A, ngày      tháng      năm 2026" in told


def test_an_annex_tells_where_it_belongs() -> None:
    annex = Annex("Phụ lục I", "DANH SÁCH", "Kèm theo Báo cáo số 08/BC-UBND", (Paragraph("Hết.", lead="Một."),))
    told = paper_lines(Paper(PaperKind.REPORT, HEAD, (), annexes=(annex,))).split("\n")
    assert told[-4:] == ["Phụ lục I", "DANH SÁCH", "(Kèm theo Báo cáo số 08/BC-UBND)", "Một. Hết."]


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (Row(("1", "Quét  sân\nvà ngõ")), "1\tQuét sân và ngõ"),
        (Row(("1",)), "1"),
        (Row(("", "Quét sân")), "\tQuét sân"),
        (Row(("Nhóm A", "Trường học"), group=True), "Nhóm A Trường học"),
    ],
)
def test_a_row_is_its_cells_parted_by_tabs(row: Row, line: str) -> None:
    assert list(block_lines(Table(TWO_COLUMNS, (row,)))) == ["TT\tViệc", line]


def test_a_row_wider_than_its_table_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError):
        Table(TWO_COLUMNS, (Row(("1", "2", "3")),))


@pytest.mark.parametrize(
    ("label", "words", "line"),
    [("đ)", "Sân", "đ) Sân"), ("1.", "", "1."), ("-", "", ""), ("", "Sân", "Sân"), ("-", " Sân ", "- Sân")],
)
def test_a_label_stands_before_its_words_and_a_dash_before_nothing_not(label: str, words: str, line: str) -> None:
    assert labelled(label, words) == line
    assert list(block_lines(Entry(label, words))) == list(block_lines(Heading(1, label, words))) == [line]


def test_signs_that_print_nothing_are_gone() -> None:
    assert printed(" Hò\u0323a\u00adbình\u00a0x\ty\nz\x00\u200b\ud800 ") == "Họ\u0300abình x y z"


@given(st.text())
def test_what_is_printed_is_one_line_and_stays(words: str) -> None:
    once = printed(words)
    assert printed(once) == once
    assert "\n" not in once and "\t" not in once and once == once.strip(" ")


def test_numbers_and_days_below_ten_have_a_zero_and_months_from_march_none() -> None:
    assert [long_date(date(2026, month, 3)) for month in (2, 3)] == [
        "ngày 03 tháng 02 năm 2026",
        "ngày 03 tháng 3 năm 2026",
    ]
    assert number_line(HEAD) == "Số: 08/BC-UBND"
    assert number_line(Head((), "", "")) == place_line(Head((), "", "")) == ""


def test_the_last_receiver_ends_the_list() -> None:
    assert recipient_lines(("A", "B"), "") == ["- A;", "- B."]
    assert recipient_lines((), "VT") == ["- Lưu: VT."]


def test_a_paper_is_named_in_one_line() -> None:
    assert paper_name(Paper(PaperKind.REPORT, HEAD, ())) == "BÁO CÁO Tình hình quý I"
