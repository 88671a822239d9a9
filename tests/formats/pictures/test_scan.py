"""Pictures of papers are read on a bare machine, also when the light is bad, and say how sure they are."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from thidua.formats.images import safe_png
from thidua.formats.pages import joining
from thidua.formats.pages.lines import PageLine
from thidua.formats.pdf import linearise_pdf
from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal
from thidua.formats.scan import engines
from thidua.formats.scan import reading as scan
from thidua.formats.scan.flattening import sized

FONTS = (
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
)
FONT = next((font for font in FONTS if font.exists()), None)
needs_font = pytest.mark.skipif(FONT is None, reason="no font with Vietnamese letters (apt install fonts-liberation2)")

LINES = (
    "KẾ HOẠCH",
    "Phát động phong trào thi đua yêu nước năm 2026",
    "1. Tổng thu ngân sách trên địa bàn đạt 1.326,8 tỷ đồng;",
    "2. Tỷ lệ hồ sơ trả kết quả đúng hạn đạt 99% trở lên;",
    "3. Báo cáo kết quả trước ngày 05/12/2026.",
)


def page(*, shadow: bool = False) -> Image.Image:
    assert FONT is not None
    image = Image.new("L", (1654, 1200), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 38)
    for number, line in enumerate(LINES):
        pen.text((200, 150 + 80 * number), line, font=font, fill=20)
    if shadow:
        light = Image.linear_gradient("L").rotate(90).resize(image.size).point(lambda value: 60 + value * 2 // 3)
        image = Image.composite(
            light, light.point(lambda value: value // 5), image.point(lambda value: 255 * (value > 128))
        )
    return image


def encoded(image: Image.Image, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def words_right(text: str) -> float:
    wanted = " ".join(LINES).split()
    return sum(word in text.split() for word in wanted) / len(wanted)


@needs_font
def test_a_clean_page_is_read_word_for_word() -> None:
    found = linearise(encoded(page()), "quet.png")
    assert found.text.split("\n") == list(LINES)
    assert found.ocr
    assert found.confidence is not None and found.confidence >= 80
    assert (found.pages, found.notes, found.doubtful_lines) == (1, (), ())


@needs_font
def test_bad_light_is_made_even_before_reading() -> None:
    dark = page(shadow=True)
    reader = engines.scan_reader()
    assert reader is not None
    untouched = " ".join(word.text for word in reader(sized(dark)))
    evened = linearise(encoded(dark), "quet.png").text
    assert words_right(evened) >= 0.95
    assert words_right(untouched) < words_right(evened)


@needs_font
def test_a_scanned_pdf_is_read_page_by_page() -> None:
    out = io.BytesIO()
    page().save(out, "PDF", resolution=200, save_all=True, append_images=[page()])
    pages = []
    found = linearise_pdf(out.getvalue(), on_page=lambda: pages.append(1))
    assert found.text.split("\n") == [*LINES, *LINES]
    assert (found.pages, found.page_lines, found.ocr, len(pages)) == (2, (1, 6), True, 2)


@needs_font
def test_debians_program_reads_the_same_when_the_library_is_missing() -> None:
    if shutil.which("tesseract") is None:
        assert engines._program_reader() is None
        return
    reader = engines._program_reader()
    assert reader is not None
    assert [line.text for line in scan.read_page(page(), reader).lines] == list(LINES)


@needs_font
def test_without_any_reader_the_file_is_kept_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "scan_reader", lambda: None)
    monkeypatch.setattr("thidua.formats.pdf.reading.scan_reader", lambda: None)
    out = io.BytesIO()
    page().save(out, "PDF")
    for data, name in ((encoded(page()), "a.png"), (out.getvalue(), "a.pdf")):
        found = linearise(data, name)
        assert (found.text, found.ocr, [note.code for note in found.notes]) == ("", False, ["A22"])


def test_doubtful_lines_are_named() -> None:
    lines = [
        PageLine("rõ ràng", 0, 1, 0, 1, certainty=95),
        PageLine("mờ mịt, khó đọc", 0, 1, 1, 2, certainty=20),
    ]
    assert joining.doubtful(lines, start=7) == (8,)
    assert joining.mean_certainty(lines) == 43
    assert joining.certainty_note(43)[0].text == "Chữ đọc được không chắc (43 %). Kiểm tra từng dòng tô vàng."
    assert joining.certainty_note(60) == ()


def test_a_picture_without_words() -> None:
    with pytest.raises(Refusal) as ground:
        linearise(encoded(Image.new("L", (400, 400), 255)), "trang.png")
    assert ground.value.reason.code == "A02"


@pytest.mark.parametrize(
    ("data", "code"), [(b"<html>", "C06"), (encoded(Image.effect_noise((400, 400), 90))[:9000], "C11")]
)
def test_what_is_no_picture(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as ground:
        safe_png(data)
    assert ground.value.reason.code == code


def test_a_redrawn_picture_carries_nothing_but_its_points() -> None:
    image = Image.new("RGB", (3000, 200), "red")
    exif = Image.Exif()
    exif[0x010F] = "Camera of a named person"
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    drawn = safe_png(out.getvalue() + b"<script>alert(1)</script>")
    again = Image.open(io.BytesIO(drawn))
    assert (again.format, again.size[0] < again.size[1], max(again.size) <= 2400) == ("PNG", True, True)
    assert b"script" not in drawn and b"Camera" not in drawn and not again.getexif()
