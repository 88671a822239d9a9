"""Pictures of papers as text: light made even, then Tesseract with the Vietnamese model shipped in `ocr/`."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageFilter, ImageMath

from thidua.core.verdicts import Reason
from thidua.formats.images import open_image
from thidua.formats.linearised import Linearised, linearised, plain
from thidua.formats.pages.lines import PageLine, paragraphs

MODEL = Path(__file__).parents[1] / "ocr"
PAGE_SECONDS = 20
DOUBTFUL = 60
# About 200 dots per inch for an A4 page: more brings nothing, less loses marks.
_LONG_SIDE = (1700, 2400)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the scan reader saw it; pixels, y downwards, certainty in per cent."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    certainty: int
    begins_line: bool


Reader = Callable[[Image.Image], list[Word]]


def linearise_image(data: bytes, media_type: str) -> Linearised:
    """Text of a .png or .jpg of a page. Notes A22 (no scan reader here) and A23 (less than 60 per cent certain)."""
    image = open_image(data)
    reader = scan_reader()
    if reader is None:
        return linearised(data, "", media_type, pages=(1,), notes=(no_reader_note(),))
    lines = read_page(image, reader)
    text = plain("\n".join(line.text for line in lines))
    certainty = mean_certainty(lines)
    return linearised(
        data,
        text,
        media_type,
        pages=(1,),
        confidence=certainty,
        doubtful=doubtful(lines),
        notes=certainty_note(certainty),
    )


def read_page(image: Image.Image, reader: Reader) -> list[PageLine]:
    """Paragraphs of one page picture in reading order, with their certainty."""
    return paragraphs(_lines(reader(even_light(sized(image)))))


def mean_certainty(lines: Iterable[PageLine]) -> int:
    """Certainty of a whole text in per cent, weighed by the length of its lines; 0 for no text."""
    weighed = [(line.certainty or 0, len(line.text)) for line in lines]
    total = sum(length for _, length in weighed)
    return sum(certainty * length for certainty, length in weighed) // total if total else 0


def doubtful(lines: Iterable[PageLine], *, start: int = 1) -> tuple[int, ...]:
    """Line numbers, the first being `start`, of lines that were read with less than 60 per cent."""
    return tuple(n for n, line in enumerate(lines, start) if line.certainty is not None and line.certainty < DOUBTFUL)


def certainty_note(certainty: int) -> tuple[Reason, ...]:
    if certainty >= DOUBTFUL:
        return ()
    return (Reason("A23", "Chữ đọc được không chắc ({found} %). Kiểm tra từng dòng tô vàng.", {"found": certainty}),)


def no_reader_note() -> Reason:
    return Reason(
        "A22",
        "Tệp là ảnh quét, máy chủ chưa có OCR. Tệp đã lưu; hãy nhập chỉ tiêu bằng tay hoặc tải bản .docx.",
    )


def sized(image: Image.Image) -> Image.Image:
    """Grey picture whose long side suits the reader."""
    grey = image.convert("L")
    longest = max(grey.size)
    wanted = min(max(longest, _LONG_SIDE[0]), _LONG_SIDE[1])
    if wanted == longest:
        return grey
    width, height = (max(1, round(side * wanted / longest)) for side in grey.size)
    return grey.resize((width, height), Image.Resampling.LANCZOS)


def even_light(grey: Image.Image) -> Image.Image:
    """The picture divided by its own blurred background, which takes shadows and bad light away."""
    small = grey.reduce(8).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(8))
    ground = small.resize(grey.size, Image.Resampling.BILINEAR)
    evened: Image.Image = ImageMath.lambda_eval(
        lambda args: args["convert"](args["min"](args["page"] * 255 / args["max"](args["ground"], 1), 255), "L"),
        page=grey,
        ground=ground,
    )
    return evened


@cache
def scan_reader() -> Reader | None:
    """The reader in this process, else Debian's program, else None."""
    return _library_reader() or _program_reader()


def _library_reader() -> Reader | None:
    try:
        import tesserocr
    except ImportError:
        return None
    api = tesserocr.PyTessBaseAPI(path=str(MODEL), lang="vie", psm=tesserocr.PSM.AUTO)
    level = tesserocr.RIL.WORD

    def read(image: Image.Image) -> list[Word]:
        api.SetImage(image)
        api.SetSourceResolution(200)
        if not api.Recognize(PAGE_SECONDS * 1000):
            return []
        words = []
        found = api.GetIterator()
        for word in tesserocr.iterate_level(found, level) if found else ():
            if word.Empty(level) or not word.GetUTF8Text(level).strip():
                continue
            begins = word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
            left, top, right, bottom = word.BoundingBox(level)
            text, certainty = word.GetUTF8Text(level).strip(), int(word.Confidence(level))
            words.append(Word(text, left, top, right, bottom, certainty=certainty, begins_line=begins))
        return words

    return read


def _program_reader() -> Reader | None:
    program = shutil.which("tesseract")
    if program is None:
        return None

    def read(image: Image.Image) -> list[Word]:
        picture = io.BytesIO()
        image.save(picture, "PNG")
        command = [
            program,
            "stdin",
            "stdout",
            "--tessdata-dir",
            str(MODEL),
            "-l",
            "vie",
            "--dpi",
            "200",
            "-c",
            "tessedit_create_tsv=1",
        ]
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, timeout=PAGE_SECONDS, check=False)
        return _from_table(done.stdout.decode("utf-8", "replace"))

    return read


def _from_table(table: str) -> list[Word]:
    words, at = [], ""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if not text:
            continue
        place = "/".join(row[key] for key in ("block_num", "par_num", "line_num"))
        left, top = int(row["left"]), int(row["top"])
        words.append(
            Word(
                text,
                left,
                top,
                left + int(row["width"]),
                top + int(row["height"]),
                certainty=int(float(row["conf"])),
                begins_line=place != at,
            )
        )
        at = place
    return words


def _lines(words: Iterable[Word]) -> list[PageLine]:
    rows: list[list[Word]] = []
    for word in words:
        if word.begins_line or not rows:
            rows.append([])
        rows[-1].append(word)
    return [_line(row) for row in rows]


def _line(row: list[Word]) -> PageLine:
    top, bottom = min(word.top for word in row), max(word.bottom for word in row)
    text = row[0].text
    for before, word in pairwise(row):
        # A gap wider than two letters are high parts the columns of a head, a signature or a table.
        text += ("\t" if word.left - before.right > 2 * (bottom - top) else " ") + word.text
    letters = sum(len(word.text) for word in row)
    certainty = sum(word.certainty * len(word.text) for word in row) // letters
    return PageLine(text, row[0].left, max(word.right for word in row), top, bottom, certainty)
