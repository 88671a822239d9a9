"""Pictures: opened only after their size is known, and redrawn before anyone sees them in a page."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from thidua.formats.guard import MAX_PIXELS
from thidua.formats.refusals import Refusal, grouped, refusal

_DISPLAY_SIDE = 2400


def open_image(data: bytes) -> Image.Image:
    """The decoded picture, turned as its camera says. Refuses C06 (not a picture), C09 (too many points), C11 (cut)."""
    try:
        with warnings.catch_warnings():
            # Our own limit below is the lower one and speaks Vietnamese.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise _too_many_points(data) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise refusal("C06", "Nội dung không phải ảnh PNG hay JPG, hoặc ảnh đã hỏng.") from error
    if image.width * image.height > MAX_PIXELS:
        raise _flood(image.width * image.height)
    # A camera's picture is far larger than a reader or a page needs; JPEG can be decoded at half or quarter size.
    image.draft(image.mode, (_DISPLAY_SIDE, _DISPLAY_SIDE))
    try:
        image.load()
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise refusal("C11", "Ảnh bị hỏng hoặc tải chưa hết.") from error


def safe_png(data: bytes) -> bytes:
    """The picture redrawn as PNG, at most 2,400 points a side, without place, camera or anything hidden in the file."""
    image = open_image(data)
    drawn = image.convert("RGB" if image.mode not in ("L", "1") else "L")
    drawn.thumbnail((_DISPLAY_SIDE, _DISPLAY_SIDE))
    clean = Image.frombytes(drawn.mode, drawn.size, drawn.tobytes())
    out = io.BytesIO()
    clean.save(out, "PNG")
    return out.getvalue()


def _flood(points: int) -> Refusal:
    return refusal(
        "C09",
        "Ảnh {found} triệu điểm, tối đa {most} triệu.",
        found=grouped(-(-points // 1_000_000)),
        most=grouped(MAX_PIXELS // 1_000_000),
    )


def _too_many_points(data: bytes) -> Refusal:
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    return _flood(width * height if data.startswith(b"\x89PNG") else 2 * (Image.MAX_IMAGE_PIXELS or 0))
