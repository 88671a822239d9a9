"""From raw lines to paragraphs and sections: markdown, page breaks, footnotes, labels, headings."""

from __future__ import annotations

import pytest

from thidua.core.plans.reading.structure.headings import named_kinds, split_sections
from thidua.core.plans.reading.structure.labels import read_label
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Pages, read_pages
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
