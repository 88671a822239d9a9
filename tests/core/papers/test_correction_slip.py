"""The slip for the drafter: every line with its number, place, words and reason, as an official paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from thidua.core.papers.correction_slip import SlipHead, SlipLine, correction_slip, place_words
from thidua.core.papers.lines import paper_lines

HEAD = SlipHead(
    issuer=("PHƯỜNG BẾN NGỌC",),
    place="Bến Ngọc",
    about="Kế hoạch trồng cây năm 2026",
    file="ke-hoach.pdf",
    checker="Vũ Thị Hương",
    day=date(2026, 3, 2),
)
CHANGES = [
    SlipLine("Trang 1, dòng 4", "Phần đầu", "Phấn đấu", "sai chính tả"),
    SlipLine("Trang 2, dòng 9", "của", "", "lặp từ"),
]
REMARK = SlipLine("Dòng 12", "", "", "Chưa ghi đơn vị chủ trì.")


def test_every_line_of_the_slip() -> None:
    lines = paper_lines(correction_slip(HEAD, CHANGES, [REMARK])).split("\n")
    assert "PHIẾU ĐỀ NGHỊ CHỈNH SỬA" in lines and "Bến Ngọc, ngày 02 tháng 3 năm 2026" in lines
    assert "1\tTrang 1, dòng 4\tPhần đầu\tPhấn đấu\tsai chính tả" in lines
    assert "2\tTrang 2, dòng 9\tcủa\t(bỏ)\tlặp từ" in lines
    assert "1. Chữ cần sửa (2 chỗ)" in lines and "2. Nội dung đề nghị xem lại (1 điểm)" in lines
    assert "1\tDòng 12\t\t\tChưa ghi đơn vị chủ trì." in lines
    assert lines[-2:] == ["NGƯỜI KIỂM TRA", "Vũ Thị Hương"]


@pytest.mark.parametrize(("changes", "remarks"), [(CHANGES, []), ([], [REMARK]), ([], [])])
def test_a_part_without_lines_is_left_out(changes: list[SlipLine], remarks: list[SlipLine]) -> None:
    told = paper_lines(correction_slip(replace(HEAD, checker=""), changes, remarks))
    assert ("Chữ cần sửa" in told, "đề nghị xem lại (" in told) == (bool(changes), bool(remarks))
    assert ("1. " in told) == bool(changes or remarks) and "2. Nội" not in told


@pytest.mark.parametrize(
    ("line", "pages", "words"),
    [
        (4, (), "Dòng 4"),
        (1, (1, 5), "Trang 1, dòng 1"),
        (5, (1, 5), "Trang 2, dòng 5"),
        (99, (1, 5), "Trang 2, dòng 99"),
    ],
)
def test_the_place_is_told_by_page_where_there_are_pages(line: int, pages: tuple[int, ...], words: str) -> None:
    assert place_words(line, pages) == words
