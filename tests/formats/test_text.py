"""Text files keep their letters and their line numbers, and an unclear alphabet is asked, never guessed."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal
from thidua.formats.text import old_encoding

PLAN = "KẾ HOẠCH\r\nPhát động thi đua\r\n\r\n1. Đạt 97%\r\n"


def codes(data: bytes, name: str = "ke-hoach.txt", encoding: str | None = None) -> list[str]:
    return [note.code for note in linearise(data, name, encoding=encoding).notes]


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode(),
        codecs.BOM_UTF8 + PLAN.encode(),
        codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be"),
    ],
)
def test_every_unicode_form_gives_the_same_text(data: bytes) -> None:
    found = linearise(data, "ke-hoach.txt")
    assert found.text == "KẾ HOẠCH\nPhát động thi đua\n\n1. Đạt 97%\n"
    assert (found.pages, found.ocr, found.confidence, found.notes) == (0, False, None, ())


def test_lines_are_counted_as_in_the_file() -> None:
    found = linearise("một\fhai\u2028ba\nbốn\x0bnăm\rsáu".encode(), "a.md")
    assert found.text.split("\n") == found.text.splitlines() == ["một hai ba", "bốn năm", "sáu"]


def test_decomposed_marks_are_joined_and_said() -> None:
    data = unicodedata.normalize("NFD", PLAN).encode()
    found = linearise(data, "a.txt")
    assert "KẾ HOẠCH" in found.text
    assert [note.code for note in found.notes] == ["A35"]


def test_wide_text_without_mark_is_asked_and_the_answer_is_taken() -> None:
    data = PLAN.encode("utf-16-le")
    with pytest.raises(Refusal) as ground:
        linearise(data, "a.txt")
    assert ground.value.reason.code == "A33"
    assert linearise(data, "a.txt", encoding="utf-16-le").text.startswith("KẾ HOẠCH")


def test_a_broken_byte_is_shown_by_its_line() -> None:
    data = "KẾ HOẠCH\nPhát động phong trào thi đua\n".encode() + b"d\xf2ng h\xe1\xbb\x8fng \xe1\xbb" + "\nhết".encode()
    with pytest.raises(Refusal) as ground:
        linearise(data, "a.txt")
    assert (ground.value.reason.code, ground.value.reason.params["line"]) == ("A34", 3)
    assert "dòng 3" in ground.value.text


TCVN3 = "KÕ ho¹ch ph¸t ®éng phong trµo thi ®ua yªu n­íc n¨m 2026 trªn ®Þa bµn ph­êng"
VNI = "Keá hoaïch phaùt ñoäng phong traøo thi ñua yeâu nöôùc naêm 2026 treân ñòa baøn phöôøng"

SHOWN = "Kế hoạch phát động phong trào thi đua yêu nước năm 2026 trên địa bàn phường"


@pytest.mark.parametrize(("text", "code", "family"), [(TCVN3, "A31", "TCVN3"), (VNI, "A32", "VNI")])
def test_old_fonts_are_named_and_become_unicode(text: str, code: str, family: str) -> None:
    assert old_encoding(text) == family
    for data in (text.encode(), text.encode("latin-1")):
        found = linearise(data, "a.txt")
        assert found.text == SHOWN
        assert found.notes[0].text == f"Chữ dùng phông {family}; đã chuyển sang Unicode. Kiểm tra lại."
        assert [note.code for note in found.notes] == [code]


@pytest.mark.parametrize(
    "text", ["Kế hoạch phát động phong trào thi đua năm 2026", "Plan for the year 2026, café à la carte, naïve"]
)
def test_modern_text_is_not_taken_for_an_old_font(text: str) -> None:
    assert old_encoding(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "· Trong cay bong mat\n· Don rac khu pho\n· Bao cao quy\n",
        "·Trong cay\n·Don rac khu pho\n·Bao cao quy\n",
        "San 10 × 20 m, 30×40 m, 5 × 6 m\n",
        "Tu 8 ÷ 10 gio, 14÷16 gio, 2 ÷ 3 ngay\n",
        "Phan mem Thidua® va Unikey®, Windows®\n",
        "§ 5, ½ ngay, © 2026, ¼ nam, 3 ½ gio lam viec\n",
    ],
)
def test_signs_beside_no_letter_are_no_letters(text: str) -> None:
    assert old_encoding(text) is None
    assert linearise(text.encode(), "a.txt").text == text


def test_signs_that_are_letters_still_count_and_a_bullet_before_old_letters_stays() -> None:
    # Words whose only marked letters are those that are signs elsewhere.
    text = "ch× ®· ®Ó l·i ®· gi÷ l·nh ®¹o ®×nh ch÷"
    assert old_encoding(text) == "TCVN3"
    assert linearise(f"· {TCVN3}\n·\t{TCVN3}\n".encode(), "a.txt").text == f"· {SHOWN}\n·\t{SHOWN}\n"


def test_another_single_byte_table_is_asked() -> None:
    data = ("Phường thi đua; " * 5).encode("cp1258", "ignore") + b"\xd2\xcc\xec\xf0\xd0\xfd\xc3\xe3" * 4
    with pytest.raises(Refusal) as ground:
        linearise(data, "a.txt")
    assert ground.value.reason.code in ("A33", "A34")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "A01"), (codecs.BOM_UTF8 + b" \r\n\f\n ", "A02"), (b"\n" * 50, "A02")]
)
def test_nothing_to_read(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as ground:
        linearise(data, "a.txt")
    assert ground.value.reason.code == code


def test_stamped_paper_is_not_taken() -> None:
    with pytest.raises(Refusal) as ground:
        linearise("ỦY BAN NHÂN DÂN\nTỐI MẬT\nKẾ HOẠCH".encode(), "a.txt")
    assert ground.value.reason.code == "A63"


def test_hashes_are_of_the_file_and_of_the_text() -> None:
    found = linearise(PLAN.encode(), "a.txt")
    again = linearise(PLAN.replace("\r\n", "\n").encode(), "a.txt")
    assert found.sha256 != again.sha256
    assert found.text_sha256 == again.text_sha256
