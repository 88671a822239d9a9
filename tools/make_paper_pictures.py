#!/usr/bin/env python3
"""Makes the kept pictures of papers anew: tests/formats/pictures/papers. Look at each before you commit it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "formats" / "written"))

from example_papers import examples
from paper_pictures import KEPT, differing, own_pdf, pictures, printed_by_office
from PIL import Image


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        made = pictures(own_pdf(), "pdf") | pictures(printed_by_office(examples(), Path(folder)), "word")
    for path in KEPT.glob("*.png"):
        if path.name not in made:
            path.unlink()
    for name, picture in made.items():
        path = KEPT / name
        share = differing(Image.open(path), picture) if path.exists() else 1
        # A picture that shows the same is left alone, so that only what changed is to be looked at.
        if share:
            picture.save(path, optimize=True)
            print(f"{name}: {share:.2%} differs, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
