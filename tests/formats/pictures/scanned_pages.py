"""Pictures of one invented page, with the words that stand on it: clean, turned, photographed in bad light."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = (
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
)
FONT = next((font for font in FONTS if font.exists()), None)
A4 = (1654, 2339)
"""Points of an A4 page at 200 to the inch."""
SMALL, LARGE = 34, 37
LEFT, RIGHT = 200, 1540

HEAD_LEFT = ("ỦY BAN NHÂN DÂN", "PHƯỜNG BẾN NGỌC", "Số: 41/KH-UBND")
HEAD_RIGHT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bến Ngọc, ngày 12 tháng 01 năm 2026",
)
TITLE = ("KẾ HOẠCH", "Phát động phong trào thi đua yêu nước năm 2026")
BODY = (
    "Thực hiện Luật Thi đua, khen thưởng và chương trình công tác năm, Ủy ban nhân dân phường xây dựng kế hoạch phát "
    "động phong trào thi đua với những nội dung như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Khơi dậy tinh thần đoàn kết, sáng tạo của cán bộ, công chức và nhân dân, quyết tâm hoàn thành các nhiệm vụ "
    "về kinh tế, văn hóa, xã hội được giao ngay từ đầu năm.",
    "2. Việc tổ chức phải thiết thực, tránh hình thức; kết quả được đánh giá bằng số liệu cụ thể.",
    "II. CHỈ TIÊU",
    "- Tổng thu ngân sách trên địa bàn đạt 1.326,8 tỷ đồng trở lên; giải ngân vốn đầu tư đạt 100% kế hoạch.",
    "- Tỷ lệ hồ sơ được giải quyết đúng hạn đạt từ 99%; mức độ hài lòng của người dân đạt trên 95%.",
    "- Giảm 12 hộ nghèo; trồng mới 4.500 cây xanh trước ngày 30/9/2026.",
)
TABLE = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch"),
    ("1", "Gia đình văn hóa", "%", "92,5"),
    ("2", "Sáng kiến được công nhận", "sáng kiến", "35"),
    ("3", "Tuyến đường tự quản", "tuyến", "18"),
)
COLUMNS = (200, 290, 900, 1250, 1540)
RECIPIENTS = ("Nơi nhận:", "- Thường trực Đảng ủy;", "- Các phòng, đơn vị;", "- Lưu: VT.")
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "", "Trần Văn Khôi")


def words() -> list[str]:
    """Every word on the page."""
    cells = [cell for row in TABLE for cell in row]
    return " ".join([*HEAD_LEFT, *HEAD_RIGHT, *TITLE, *BODY, *cells, *RECIPIENTS, *SIGNED]).split()


def share_right(text: str, wanted: Sequence[str] | None = None) -> float:
    """Share of the page's words that stand in `text`, each as often as it was printed."""
    left: dict[str, int] = {}
    for word in text.split():
        left[word] = left.get(word, 0) + 1
    right = 0
    wanted = words() if wanted is None else wanted
    for word in wanted:
        if left.get(word, 0) > 0:
            left[word] -= 1
            right += 1
    return right / len(wanted)


def font_of(size: int) -> ImageFont.FreeTypeFont:
    assert FONT is not None
    return ImageFont.truetype(str(FONT), size)


def _wrapped(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, indent: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if pen.textlength(longer, font=font) > RIGHT - LEFT - (0 if lines else indent):
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _columns(
    pen: ImageDraw.ImageDraw, y: int, left: Sequence[str], right: Sequence[str], centres: tuple[int, int]
) -> None:
    for centre, lines in zip(centres, (left, right), strict=True):
        for number, line in enumerate(lines):
            pen.text((centre, y + 52 * number), line, font=font_of(SMALL), fill=15, anchor="ma")


def page() -> Image.Image:
    """The page as a clean scan of 200 points to the inch."""
    image = Image.new("L", A4, 255)
    pen = ImageDraw.Draw(image)
    _columns(pen, 120, HEAD_LEFT, HEAD_RIGHT, (430, 1140))
    for number, line in enumerate(TITLE):
        pen.text((A4[0] // 2, 330 + 56 * number), line, font=font_of(LARGE), fill=15, anchor="ma")
    y, font = 500, font_of(LARGE)
    for paragraph in BODY:
        for number, line in enumerate(_wrapped(pen, paragraph, font, 60)):
            pen.text((LEFT + (60 if number == 0 else 0), y), line, font=font, fill=15)
            y += 54
        y += 12
    y = _ruled(pen, y + 10) + 40
    for number, line in enumerate(RECIPIENTS):
        pen.text((LEFT, y + 48 * number), line, font=font_of(30), fill=15)
    for number, line in enumerate(SIGNED):
        pen.text((1200, y + 60 * number), line, font=font_of(SMALL), fill=15, anchor="ma")
    return image


def _ruled(pen: ImageDraw.ImageDraw, y: int) -> int:
    height = 62
    for number in range(len(TABLE) + 1):
        pen.line((COLUMNS[0], y + height * number, COLUMNS[-1], y + height * number), fill=15, width=2)
    for x in COLUMNS:
        pen.line((x, y, x, y + height * len(TABLE)), fill=15, width=2)
    for number, row in enumerate(TABLE):
        for x, cell in zip(COLUMNS, row, strict=False):
            pen.text((x + 14, y + height * number + 10), cell, font=font_of(SMALL), fill=15)
    return y + height * len(TABLE)


def turned(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def in_bad_light(image: Image.Image, *, dark: float = 0.22) -> Image.Image:
    """Shadow from one corner, ink that is little darker than the paper."""
    across = Image.linear_gradient("L").rotate(90).resize(image.size)
    down = Image.linear_gradient("L").resize(image.size)
    light = ImageChops.multiply(across, down.point(lambda v: 120 + v // 2)).point(
        lambda v: int(255 * dark) + v * 3 // 5
    )
    return ImageChops.multiply(image.point(lambda v: 90 + v * 165 // 255), light)


def noisy(image: Image.Image, sigma: float, seed: int = 1) -> Image.Image:
    size = (256, 256)
    chance = random.Random(seed)
    patch = Image.frombytes("L", size, bytes(min(255, max(0, int(chance.gauss(128, sigma)))) for _ in range(65536)))
    cover = Image.new("L", image.size)
    for x in range(0, image.width, 256):
        for y in range(0, image.height, 256):
            cover.paste(patch.rotate(90 * chance.randrange(4)), (x, y))
    return ImageChops.add(image, cover, 1, -128)


def photograph(image: Image.Image, *, lean: float = 0.04, angle: float = 1.5, blur: float = 0.8) -> Image.Image:
    """A page on a desk, seen a little from below and turned, in shadow, blurred and noisy, in colour."""
    width, height = image.size
    desk = Image.new("L", (width + 300, height + 300), 95)
    desk.paste(image.point(lambda v: max(v, 0)), (150, 150))
    inset = lean * desk.width
    quad = (
        -inset,
        -inset / 2,
        -inset / 4,
        desk.height,
        desk.width + inset / 4,
        desk.height,
        desk.width + inset,
        -inset / 3,
    )
    seen = desk.transform(desk.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=95)
    seen = seen.rotate(angle, Image.Resampling.BICUBIC, fillcolor=95)
    seen = noisy(in_bad_light(seen).filter(ImageFilter.GaussianBlur(blur)), 6)
    return Image.merge("RGB", (seen, seen.point(lambda v: v * 24 // 25), seen.point(lambda v: v * 22 // 25)))


def encoded(image: Image.Image, kind: str = "PNG", **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def samples() -> dict[str, bytes]:
    """The pages that the figures of the scan reader are about, as files."""
    clean = page()
    photo = photograph(clean)
    return {
        "clean": encoded(clean),
        "turned 0.7": encoded(noisy(turned(clean, 0.7), 5), "JPEG", quality=80),
        "turned 3": encoded(turned(clean, -3)),
        "photograph": encoded(photo, "JPEG", quality=70),
        "photograph, strong lean": encoded(photograph(clean, lean=0.09, angle=-2.5), "JPEG", quality=70),
        "bad light": encoded(noisy(in_bad_light(clean, dark=0.06), 4), "JPEG", quality=75),
        "upside down": encoded(clean.rotate(180)),
        "on its side": encoded(clean.rotate(90, expand=True)),
        "on its other side": encoded(photo.rotate(270, expand=True), "JPEG", quality=75),
    }
