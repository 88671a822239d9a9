"""From raw lines to paragraphs and sections: markdown, page breaks, footnotes, labels, headings."""

from __future__ import annotations

import pytest

from thidua.core.plans.reading.structure.headings import named_kinds, split_sections
from thidua.core.plans.reading.structure.labels import read_label
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import MAX_ROWS, Pages, read_pages
from thidua.core.plans.reading.structure.passages import Passage, Sheet


def pages(text: str) -> Pages:
    return read_pages(Sheet(text))


def texts(text: str) -> list[str]:
    return [paragraph.whole.text for paragraph in pages(text).body]


def test_markdown_signs_are_dropped_and_places_kept() -> None:
    raw = "## **II. NỘI   DUNG**\n"
    (paragraph,) = pages(raw).body
    assert paragraph.whole.text == "II. NỘI DUNG"
    assert raw[paragraph.whole.places[0]] == "I"
    assert raw[paragraph.whole.places[-1]] == "G"


def test_two_headings_glued_by_markdown_are_parted() -> None:
    assert texts("I. MỤC ĐÍCH, YÊU CẦU**1. Mục đích**") == ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích"]


def test_halves_of_a_sentence_meet_across_a_page_with_number_and_footnote() -> None:
    text = "- Vận động cả phố cùng làm<sup>1</sup> và giữ\n\n<sup>1</sup> Theo lời kêu gọi.\n\n3\n\ngìn nếp sống mới."
    found = pages(text)
    assert [p.text for p in found.body] == ["Vận động cả phố cùng làm và giữ gìn nếp sống mới."]
    assert [p.text for p in found.notes] == ["Theo lời kêu gọi."]


def test_a_heading_does_not_swallow_the_paragraph_under_it() -> None:
    assert len(texts("5. Trung tâm Văn hóa\n\nMở cửa cả ngày nghỉ.")) == 2


def test_slips_are_repaired_where_a_clause_begins_and_remembered() -> None:
    sheet = Sheet("- Phần đầu trồng 50 cây.\n- Phần đầu của cuốn sổ ghi tên.")
    first, second = read_pages(sheet).body
    assert first.text == "Phấn đấu trồng 50 cây."
    assert sheet.as_read(first.body) == "Phần đầu trồng 50 cây."
    assert second.text.startswith("Phần đầu của")
    assert sheet.as_read(second.body) is None


@pytest.mark.parametrize(
    ("printed", "meant"), [("lOO%", "100%"), ("9O%", "90%"), ("l5 %", "15 %"), ("loại I %", "loại I %"), ("II%", "II%")]
)
def test_letters_in_a_share_are_digits_in_any_paper(printed: str, meant: str) -> None:
    sheet = Sheet(f"- Đạt {printed} số hộ.")
    (paragraph,) = read_pages(sheet).body
    assert paragraph.text == f"Đạt {meant} số hộ."
    assert sheet.as_read(paragraph.body) == (None if printed == meant else f"Đạt {printed} số hộ.")


LABELS = [
    ("I. MỤC ĐÍCH", "I"),
    ("I MỤC ĐÍCH", "I"),
    ("II- Nội dung", "II"),
    ("2.2.1. Hình thức", "2.2.1"),
    ("3. Các chỉ tiêu", "3"),
    ("đ) Mở lớp", "đ)"),
    ("- (4) Trồng cây", "(4)"),
    ("(12) Trồng cây", "(12)"),
    ("- Trồng cây", "-"),
    ("+ Trồng cây", "+"),
    ("Điều 3. Khen thưởng", "Điều 3"),
    ("12 mô hình mới", None),
    ("2026 là năm bản lề", None),
    ("100% hộ dân", None),
    ("V/v phát động thi đua", None),
]


@pytest.mark.parametrize(("text", "label"), LABELS)
def test_labels(text: str, label: str | None) -> None:
    assert read_label(Passage(text, range(len(text)))).text == label


HEADINGS = [
    ("MỤC ĐÍCH, YÊU CẦU", ("purpose", "requirement")),
    ("Các chỉ tiêu chủ yếu", ("targets",)),
    ("Mục tiêu tổng quát", ("objective",)),
    ("NHIỆM VỤ VÀ GIẢI PHÁP", ("tasks",)),
    ("Tổ chức thực hiện", ("organisation",)),
    ("Hình thức và tiêu chuẩn khen thưởng", ("commendation", "criteria")),
    ("Tiêu chuẩn khen thưởng", ("criteria", "commendation")),
    ("THOI GIAN THUC HIEN", ("period",)),
    ("Nơi nhận", ("recipients",)),
]


@pytest.mark.parametrize(("text", "kinds"), HEADINGS)
def test_headings_are_known_by_their_words(text: str, kinds: tuple[str, ...]) -> None:
    assert named_kinds(text) == (kinds, 0)


def test_numbers_that_start_again_do_not_end_a_section() -> None:
    text = "3. Các chỉ tiêu thi đua:\n1. Trồng 100 cây.\n2. Sửa 03 ngõ.\n4. Nhiệm vụ và giải pháp\na) Họp phố."
    sections = split_sections(pages(text).body)
    assert [(s.kind, len(s.body)) for s in sections] == [("head", 0), ("targets", 2), ("tasks", 1)]


def test_a_heading_and_its_text_may_share_a_line() -> None:
    sections = split_sections(pages("1. Mục đích: Làm cho phố sạch hơn mỗi ngày.").body)
    assert [p.text for p in sections[-1].body] == ["Làm cho phố sạch hơn mỗi ngày."]


def test_capitals_and_small_letters_are_told_apart() -> None:
    assert compiled("[À-Ỹ]").fullmatch("Ữ") and not compiled("[À-Ỹ]").fullmatch("ữ")
    assert compiled("[à-ỹ]").fullmatch("ữ") and not compiled("[à-ỹ]").fullmatch("Ữ")


SET_BY_TABS = [
    ("I.\tMỤC ĐÍCH\n-\tMở lớp đêm.\n1.\tTrồng 50 cây.", ["I. MỤC ĐÍCH", "- Mở lớp đêm.", "1. Trồng 50 cây."]),
    ("\t\tI. MỤC ĐÍCH\n\t\t- Mở lớp đêm.", ["I. MỤC ĐÍCH", "- Mở lớp đêm."]),
    ("\t1.\tThu phí bến bãi\tđạt 12 tỷ đồng;\n2. Mở lớp.", ["1. Thu phí bến bãi đạt 12 tỷ đồng;", "2. Mở lớp."]),
    ("1. Thu phí\tđạt 12 tỷ;\n2. Giải ngân\tđạt 95%.", ["1. Thu phí đạt 12 tỷ;", "2. Giải ngân đạt 95%."]),
]


@pytest.mark.parametrize(("text", "expected"), SET_BY_TABS)
def test_paragraphs_set_by_tabs_are_no_rows(text: str, expected: list[str]) -> None:
    body = pages(text).body
    assert [paragraph.whole.text for paragraph in body] == expected
    assert not any(paragraph.cells for paragraph in body)


TABLES = [
    "TT\tViệc\tAi làm\nI.\tMở lớp\n1.\tTìm thầy\tTổ 1",  # a group in a merged cell
    "TT\tViệc\tAi làm\n1\tTìm thầy\tTổ 1\n\t\tTổ 2",  # only the last cell is filled
    "TT\tViệc\n1\tTìm thầy\n2\tTìm chỗ",
    "Tên\tđơn vị\nThóc\ttấn\n1. Ngô\ttạ",
    "- Lưu: VT.\tTrần An",
]


@pytest.mark.parametrize("text", TABLES)
def test_rows_of_a_table_keep_their_cells(text: str) -> None:
    assert all(paragraph.cells for paragraph in pages(text).body)


LOST_SLASHES = [
    ("nộp trước ngày 1512/2026 về xã", "nộp trước ngày 1512/2026 về xã"),  # 15/2 or 15/12
    ("nộp trước ngày 3117/2026 về xã", "nộp trước ngày 31/7/2026 về xã"),
    ("nộp chậm nhất 15/912026", "nộp chậm nhất 15/9/2026"),
    ("nộp trước ngày 3117/2000", "nộp trước ngày 3117/2000"),  # of another time than the paper
    ("vận động 1512/2000 hộ", "vận động 1512/2000 hộ"),
    ("vận động 3117/2026 hộ", "vận động 3117/2026 hộ"),
    ("cấp 1115/2000 thẻ", "cấp 1115/2000 thẻ"),
]


@pytest.mark.parametrize(("printed", "read"), LOST_SLASHES)
def test_a_slash_is_only_put_back_into_a_day(printed: str, read: str) -> None:
    assert texts(f"Kế hoạch năm 2026\n\n- Việc {printed}.")[-1] == f"- Việc {read}."


def test_what_is_not_read_is_told_once() -> None:
    sheet = Sheet("- Việc a.\n" * (MAX_ROWS + 5))
    assert len(read_pages(sheet).body) == MAX_ROWS
    (doubt,) = sheet.doubts
    assert "20.000 dòng" in doubt["text"] and doubt["source"]["lines"] == [MAX_ROWS + 1, MAX_ROWS + 1]


def test_a_sentence_that_is_cut_is_told_once() -> None:
    endless = "- " + "gửi báo cáo, " * 600 + "hết.\n"
    sheets = [Sheet(text) for text in (endless * 2, "- " + "Gửi báo cáo. " * 600)]
    for sheet in sheets:
        read_pages(sheet)
    assert [["6.000 chữ" in doubt["text"] for doubt in sheet.doubts] for sheet in sheets] == [[True], []]
