"""The engines that see words in a picture: Tesseract in this process, else Debian's program."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

MODEL = Path(__file__).parents[1] / "ocr"
PAGE_SECONDS = 20


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
            text = "" if word.Empty(level) else word.GetUTF8Text(level).strip()
            if not text:
                continue
            begins = word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE)
            left, top, right, bottom = word.BoundingBox(level)
            certainty = int(word.Confidence(level))
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
