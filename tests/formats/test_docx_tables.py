"""Tables of Word documents: rows stay rows, and what a table only places on the page is read cell by cell."""

from __future__ import annotations

import pytest
from paper_parts import lines, para


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


RULED = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'


def test_rows_of_a_ruled_table_are_lines_with_tabs() -> None:
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    down = "<w:tcPr><w:vMerge/></w:tcPr>"
    table = (
        f"<w:tbl>{RULED}"
        + row(para("TT"), merged + para("Chỉ tiêu"), para("Năm"))
        + row(para("1"), para("Thu") + para("ngân sách"), para("tỷ"), para("1.784,4"))
        + row(down + para(""), para("Chi"), para("tỷ"), para("100"))
        + "</w:tbl>"
    )
    assert lines(table + para("hết")) == [
        "TT\tChỉ tiêu\t\tNăm", "1\tThu ngân sách\ttỷ\t1.784,4", "\tChi\ttỷ\t100", "hết",
    ]  # fmt: skip


def test_a_table_inside_a_cell_stays_in_its_row() -> None:
    inner = f"<w:tbl>{RULED}{row(para('a'), para('b'))}</w:tbl>"
    table = f"<w:tbl>{RULED}{row(para('1'), inner + para(''), para('c'))}</w:tbl>"
    assert lines(table) == ["1\ta b\tc"]


def test_head_table_is_read_cell_by_cell() -> None:
    table = (
        "<w:tbl>"
        + row(
            para("ỦY BAN NHÂN DÂN") + para("Số: 15/KH-UBND"),
            para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Bến Ngọc, ngày 05 tháng 01 năm 2026"),
        )
        + "</w:tbl>"
    )
    assert lines(table) == [
        "ỦY BAN NHÂN DÂN", "Số: 15/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bến Ngọc, ngày 05 tháng 01 năm 2026",
    ]  # fmt: skip


def merged(text: str, kind: str = "") -> str:
    return f"<w:tc><w:tcPr><w:vMerge{kind}/></w:tcPr>{para(text) if text else '<w:p/>'}</w:tc>"


BEGINS = ' w:val="restart"'


def test_a_cell_over_rows_stands_on_each_but_not_in_the_header_and_not_for_figures() -> None:
    def row(*cells: str, header: bool = False) -> str:
        inside = "".join(cell if cell.startswith("<w:tc>") else f"<w:tc>{para(cell)}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{'<w:tblHeader/>' if header else ''}</w:trPr>{inside}</w:tr>"

    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + para("Kế hoạch") + "</w:tc>"
    table = (
        "<w:tbl>"
        + row(merged("Chỉ tiêu", BEGINS), wide, merged("Chủ trì", BEGINS), merged("TT", BEGINS), header=True)
        + row(merged(""), "Quý I", "Cả năm", merged(""), merged(""), header=True)
        + row("Trồng cây", "100", "400", merged("Phòng Kinh tế", BEGINS), merged("1", BEGINS))
        + row("Dọn rác", "2", "8", merged(""), merged(""))
        + "</w:tbl>"
    )
    assert lines(table) == [
        "Chỉ tiêu\tKế hoạch\t\tChủ trì\tTT",
        "\tQuý I\tCả năm",
        "Trồng cây\t100\t400\tPhòng Kinh tế\t1",
        "Dọn rác\t2\t8\tPhòng Kinh tế",
    ]


LINES_BETWEEN = (
    '<w:tblPr><w:tblBorders><w:top w:val="single"/><w:insideH w:val="single"/><w:insideV w:val="single"/>'
    "</w:tblBorders></w:tblPr>"
)


REPORTS = row(para("Loại báo cáo"), para("Thời hạn"), para("Nơi nhận")) + row(
    para("Báo cáo quý I"), para("15/3"), para("Phòng Nội vụ")
)


TWO_COLUMNS = row(para("Báo cáo"), para("Nơi nhận")) + row(para("Quý I"), para("Nơi nhận: Phòng Nội vụ"))


SLOGAN = row(para("Nội dung"), para("Ghi chú")) + row(para("Treo khẩu hiệu"), para("Đảng Cộng sản Việt Nam quang vinh"))


@pytest.mark.parametrize("properties", [LINES_BETWEEN, RULED, '<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'])
@pytest.mark.parametrize("rows", [REPORTS, TWO_COLUMNS, SLOGAN])
def test_a_ruled_table_stays_a_table_whatever_its_words(properties: str, rows: str) -> None:
    assert all("\t" in line for line in lines(f"<w:tbl>{properties}{rows}</w:tbl>"))


def test_a_column_of_a_styled_table_is_no_foot() -> None:
    for rows in (REPORTS, SLOGAN):
        table = f'<w:tbl><w:tblPr><w:tblStyle w:val="a3"/></w:tblPr>{rows}</w:tbl>'
        assert all("\t" in line for line in lines(table))


NO_LINES = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblBorders><w:top w:val="none"/></w:tblBorders></w:tblPr>'


WHITE = '<w:tblPr><w:tblBorders><w:insideV w:val="single" w:color="FFFFFF"/></w:tblBorders></w:tblPr>'


FOOT = para("Nơi nhận:") + para("- Như trên;") + para("- Lưu: VT.")


@pytest.mark.parametrize("properties", ["", NO_LINES, WHITE, '<w:tblPr><w:tblStyle w:val="a3"/></w:tblPr>'])
@pytest.mark.parametrize(
    "rows",
    [
        row(FOOT, para("TM. ỦY BAN NHÂN DÂN") + para("CHỦ TỊCH")),
        row(FOOT, para(""), para("TM. ỦY BAN NHÂN DÂN") + para("CHỦ TỊCH")),
        row(FOOT, para("TM. ỦY BAN NHÂN DÂN")) + row(para(""), para("CHỦ TỊCH")),
    ],
)
def test_a_foot_is_read_cell_by_cell(properties: str, rows: str) -> None:
    assert lines(f"<w:tbl>{properties}{rows}</w:tbl>") == [
        "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
    ]  # fmt: skip


def test_a_foot_over_more_rows_than_three_and_a_head_with_a_line_under_its_words() -> None:
    names = ["Nơi nhận", "- Như trên;", "- Các phòng;", "- Lưu: VT."]
    rows = "".join(
        row(para(left), para(right)) for left, right in zip(names, ["CHỦ TỊCH", "", "", "Trần A"], strict=True)
    )
    assert lines(f"<w:tbl>{rows}</w:tbl>") == ["Nơi nhận", "CHỦ TỊCH", *names[1:], "Trần A"]
    under = '<w:tcPr><w:tcBorders><w:bottom w:val="single"/></w:tcBorders></w:tcPr>'
    head = row(para("ỦY BAN NHÂN DÂN"), under + para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + para("Độc lập"))
    assert lines(f"<w:tbl>{head}</w:tbl>") == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập"]
