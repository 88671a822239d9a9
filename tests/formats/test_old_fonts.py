"""TCVN3 and VNI become Unicode: every letter there and back, by the font's name and by the letters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_parts import docx, para

from thidua.formats.docx import linearise_docx
from thidua.formats.text import unicode_text
from thidua.formats.text.old_fonts import TCVN3, VNI, family_of, shows_capitals, to_unicode

SMALL = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
WORDS = st.lists(st.text(SMALL, min_size=1, max_size=7), min_size=1, max_size=12).map(" ".join)
TO_TCVN3 = {shown: place for place, shown in TCVN3.items()}
TO_VNI: dict[str, str] = {}
for written, letter in VNI.items():
    if letter not in TO_VNI or written.isupper() == letter.isupper():
        TO_VNI[letter] = written


def in_tcvn3(text: str) -> str:
    """As an office typed it: a capital with a tone is the small letter's place in a font of capitals."""
    return "".join(TO_TCVN3.get(sign) or TO_TCVN3.get(sign.lower()) or sign for sign in text)


def in_vni(text: str) -> str:
    return "".join(TO_VNI.get(sign, sign) for sign in text)


def test_every_letter_has_its_place() -> None:
    marked = [sign for sign in SMALL if not sign.isascii()]
    assert set(marked) <= set(TO_TCVN3) and len(set(TO_TCVN3.values())) == len(TO_TCVN3)
    assert {form for sign in marked for form in (sign, sign.upper())} <= set(TO_VNI)


@given(WORDS)
def test_small_letters_go_there_and_back(text: str) -> None:
    assert to_unicode(in_tcvn3(text), "TCVN3") == text
    assert to_unicode(in_vni(text), "VNI") == text


@given(WORDS)
def test_capitals_go_there_and_back(text: str) -> None:
    text = text.upper()
    assert to_unicode(in_vni(text), "VNI") == text
    assert to_unicode(in_tcvn3(text), "TCVN3", capitals=True) == text


@pytest.mark.parametrize(
    "text",
    [
        "KẾ HOẠCH PHÁT ĐỘNG PHONG TRÀO THI ĐUA",
        "Kế hoạch phát động phong trào",
        "Đề nghị các đơn vị báo cáo về Ủy ban: KẾ HOẠCH SỐ 12",
    ],
)
def test_capitals_without_their_font_are_told_by_the_words(text: str) -> None:
    shown = to_unicode(in_tcvn3(text), "TCVN3")
    # A single capital with a mark has no place of its own in this family.
    assert shown == text.replace("Ủy", "ủy")


@given(WORDS, st.sampled_from(["TCVN3", "VNI"]))
def test_what_is_unicode_already_stays(text: str, family: str) -> None:
    line = f"ơ ử {text}"
    assert unicode_text(line, family=family)[0] == line  # type: ignore[arg-type]


def test_lines_of_unicode_among_old_ones_stay() -> None:
    old = in_vni("kế hoạch phát động phong trào thi đua yêu nước năm nay trên địa bàn phường")
    text, notes = unicode_text(f"{old}\n{old}\nTổ dân phố")
    assert text.split("\n")[1:] == [
        "kế hoạch phát động phong trào thi đua yêu nước năm nay trên địa bàn phường",
        "Tổ dân phố",
    ]
    assert [note.code for note in notes] == ["A32"]
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("font", "family", "capitals"),
    [
        (".VnTime", "TCVN3", False),
        (".VnTimeH", "TCVN3", True),
        (".Vn3DH", "TCVN3", True),
        ("VNI-Times", "VNI", False),
        ("Times New Roman", None, False),
        ("Vnitimes", None, False),
    ],
)
def test_fonts_by_name(font: str, family: str | None, capitals: bool) -> None:
    assert (family_of(font), shows_capitals(font)) == (family, capitals)


def run(text: str, font: str) -> str:
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def test_word_runs_by_their_font() -> None:
    title = f"<w:p>{run(in_tcvn3('kế hoạch'), '.VnTimeH')}{run(' số 1', 'Arial')}</w:p>"
    # A letter and its mark may stand in two runs.
    split = f"<w:p>{run('Phöô', 'VNI-Times')}{run('øng Beán', 'VNI-Times')}</w:p>"
    found = linearise_docx(docx(title + split + para("Đạt 97%", run='<w:rFonts w:hAnsi=".VnTime"/>')))
    assert found.text.split("\n") == ["KẾ HOẠCH số 1", "Phường Bến", "Đạt 97%"]
    assert [note.code for note in found.notes] == ["A31", "A32"]


def test_places_of_a_symbol_font_are_read_too() -> None:
    private = "".join(chr(0xF000 + ord(sign)) if ord(sign) > 160 else sign for sign in in_tcvn3("phường"))
    assert linearise_docx(docx(f"<w:p>{run(private, '.VnTime')}</w:p>")).text == "phường"


def text_of(*runs: tuple[str, str], **extra: str) -> tuple[str, list[str]]:
    """The text and the codes of a paper of one paragraph a run."""
    found = linearise_docx(docx("".join(f"<w:p>{run(text, font)}</w:p>" for text, font in runs), **extra))
    return found.text, [note.code for note in found.notes]


UNICODE = ("Lí do: không có", "Nhà nghèo, cô giáo, hòa bình, kính gửi", "10 × 20 m; «khá»; · và; ½ giá; Nhà®")


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("beside", [".VnTime", "VNI-Times", "Times New Roman"])
def test_unicode_under_the_name_of_an_old_font_stays_as_it_is(font: str, beside: str) -> None:
    runs = [("Kế hoạch phát động thi đua", beside if beside == "Times New Roman" else font)]
    runs += [(text, font) for text in UNICODE]
    assert text_of(*runs) == ("\n".join(text for text, _font in runs), [])


def test_old_letters_in_a_paper_that_names_the_font_over_unicode_too_are_still_converted() -> None:
    old = [(in_tcvn3(text), ".VnTime") for text in ("không có", "nhất trí", "đã họp")]
    text, notes = text_of(("Kế hoạch phát động", ".VnTime"), ("Lí do: cô giáo", ".VnTime"), *old)
    assert text.split("\n") == ["Kế hoạch phát động", "Lí do: cô giáo", "không có", "nhất trí", "đã họp"]
    assert notes == ["A31"]


def test_a_font_alone_is_believed_where_nothing_speaks_against_it() -> None:
    assert text_of((in_tcvn3("với"), ".VnTime")) == ("với", ["A31"])
    assert text_of((in_tcvn3("đã họp"), ".VnTime"), (in_tcvn3("với có"), ".VnTime")) == ("đã họp\nvới có", ["A31"])
    assert text_of(("hoà khoá", "VNI-Times"), (in_vni("đường"), "VNI-Times")) == ("hồ khố\nđường", ["A32"])


@pytest.mark.parametrize(
    ("fonts", "shown"),
    [
        ('w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"', "có"),
        ('w:ascii=".VnTime" w:hAnsi=".VnTime" w:hAnsiTheme="minorHAnsi"', "có"),
        ('w:asciiTheme="minorHAnsi"', "có"),
        ('w:asciiTheme="minorHAnsi" w:hAnsi=".VnTime"', "cú"),
        ('w:cs=".VnTime"', "cú"),
    ],
)
def test_a_font_of_the_theme_takes_the_place_of_an_inherited_one(fonts: str, shown: str) -> None:
    inherited = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{inherited}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert linearise_docx(docx(para("có", run=f"<w:rFonts {fonts}/>"), styles=styles)).text == shown
