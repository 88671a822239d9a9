"""Sheets of units and the table of assignments as papers: in parts, without empty columns, named after their plan."""

from __future__ import annotations

from datetime import date

import pytest

from thidua.core.movements.sheets import (
    AssignedLine,
    AssignedTable,
    Part,
    PlanNamed,
    Sheet,
    SheetLine,
    SheetShare,
    assigned_paper,
    assigned_rows,
    content_words,
    due_words,
    file_name,
    sheet_paper,
)
from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Heading, Table

PLAN = PlanNamed("Thi đua năm 2026", "15", "KH-UBND", date(2026, 1, 20))


def sheet(**changes: object) -> Sheet:
    parts = {
        Part.LEADS: (
            SheetLine("Thu ngân sách", number=1, goal="120 tỷ đồng", officer="Ngô Đức Kinh", place="mục II.1"),
        ),
        Part.REPORTS: (
            SheetLine(
                "báo cáo năm", due="trước ngày 06/12/2026", due_on=date(2026, 12, 5), working_day=date(2026, 12, 4)
            ),
        ),
    }
    given = {"unit": "Phòng Kinh tế", "place": "Phường Bến Ngọc", "movement": "Thi đua", "plan": PLAN, "parts": parts}
    return Sheet(**(given | changes))


def test_a_sheet_has_its_parts_in_order_and_none_that_is_empty():
    paper = sheet_paper(sheet(shares=(SheetShare(2, "Hộ văn hóa", "20 hộ", "120 hộ", was="18 hộ"),)))
    headings = [f"{block.label} {block.text}" for block in paper.body if isinstance(block, Heading)]
    assert headings == ["I. SỐ GIAO CHO ĐƠN VỊ", "II. CHỦ TRÌ", "III. BÁO CÁO, HỒ SƠ"]
    told = paper_lines(paper)
    assert "PHIẾU GIAO NHIỆM VỤ" in told
    assert "Kế hoạch số 15/KH-UBND ngày 20 tháng 01 năm 2026" in told
    assert "Chỉ tiêu 1: Thu ngân sách. Đích: 120 tỷ đồng." in told
    assert "trước: 18 hộ" in told
    assert paper.head.number is None
    assert paper.head.symbol == ""


def test_columns_in_which_nothing_stands_are_left_out():
    tables = [block for block in sheet_paper(sheet()).body if isinstance(block, Table)]
    assert [[column.title for column in table.columns] for table in tables] == [
        ["TT", "Nội dung", "Cán bộ", "Trong kế hoạch"],
        ["TT", "Nội dung", "Hạn"],
    ]


def test_a_unit_without_a_part_is_told_so():
    assert "không có phần việc" in paper_lines(sheet_paper(sheet(parts={})))


def test_a_draft_is_named_by_its_title():
    assert PlanNamed("Thi đua năm 2026").words == "dự thảo kế hoạch “Thi đua năm 2026”"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (SheetLine("x"), ""),
        (SheetLine("x", due="hằng quý"), "hằng quý"),
        (SheetLine("x", due_on=date(2026, 6, 30)), "hết ngày 30/06/2026"),
        (
            SheetLine("x", due="trước ngày 06/12", due_on=date(2026, 12, 5), working_day=date(2026, 12, 4)),
            "trước ngày 06/12 (hết ngày 05/12/2026); ngày làm việc cuối 04/12/2026",
        ),
    ],
)
def test_a_time_limit_tells_the_last_good_day(line, told):
    assert due_words(line) == told


def test_product_and_leader_stand_behind_the_words():
    line = SheetLine("mở lớp dạy bơi.", product="04 lớp", owner="Phòng VH-XH")
    assert content_words(line) == "Mở lớp dạy bơi. Sản phẩm: 04 lớp. Chủ trì: Phòng VH-XH."


def test_the_table_of_assignments_parts_targets_from_tasks():
    line = AssignedLine("Thu ngân sách", "120 tỷ đồng", "Phòng Kinh tế", "", "Công an")
    table = AssignedTable("Phường Bến Ngọc", "Thi đua", PLAN, (line,), (AssignedLine("Dạy bơi", "", "", "", ""),))
    rows = assigned_rows(table)
    assert [row[0] for row in rows] == ["Chỉ tiêu", "1", "Nhiệm vụ", "1"]
    assert rows[3][3] == "Chưa giao"
    paper = assigned_paper(table)
    assert paper.landscape
    assert "Phân công chỉ tiêu, nhiệm vụ" in paper_lines(paper)


def test_names_of_files_are_plain_letters():
    assert file_name("Phiếu giao nhiệm vụ", "Phòng Văn hóa - Xã hội") == "phieu-giao-nhiem-vu-phong-van-hoa-xa-hoi"
    assert len(file_name("đ" * 300)) == 80
