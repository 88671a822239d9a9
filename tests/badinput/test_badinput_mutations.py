"""Good papers spoiled by chance (a fixed seed): whatever comes, a reader reads or refuses, and nothing else happens."""

from __future__ import annotations

import random
import re
import time
import zipfile
from pathlib import Path

import pytest
from bad_papers import docx, para, pdf, shown, zipped
from page_words import well_said

from thidua.core.plans.contract import dumps
from thidua.core.plans.findings import ask_plan, check_plan
from thidua.core.plans.reading import read_plan
from thidua.formats.child import read_limited
from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal

PAPERS = Path(__file__).parents[2] / "src/thidua/jobs/sample/papers"
SAMPLES = {
    "ke-hoach-2026.docx": 8,
    "inside.docx": 16,
    "chuyen-de-2026-2030.pdf": 12,
    "dot-thi-dua.txt": 10,
    "small.docx": 6,
    "small.pdf": 8,
}
SECONDS = 20


def sample(name: str) -> bytes:
    if name == "small.docx":
        return docx(para("KẾ HOẠCH") + para("(1) Trồng 500 cây xanh trước ngày 05/12/2026."))
    if name == "small.pdf":
        return pdf(shown((72, 780, "KE HOACH"), (72, 760, "\\(1\\) Trong 500 cay xanh.")))
    return (PAPERS / name).read_bytes()


def spoiled_paper(name: str, number: int) -> bytes:
    """The same bytes for the same name and number. "inside.docx" is a sound archive with one spoiled part."""
    chance = random.Random(f"{name} {number}")
    if name != "inside.docx":
        return spoiled(sample(name), chance)
    with zipfile.ZipFile(PAPERS / "ke-hoach-2026.docx") as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    part = chance.choice([entry for entry in sorted(parts) if entry.endswith(".xml")] + ["word/document.xml"] * 9)
    return zipped(parts | {part: tangled(parts[part], chance)})


def tangled(xml: bytes, chance: random.Random) -> bytes:
    """XML whose elements were taken out, doubled or given other values, mostly still well formed."""
    paragraphs = re.split(rb"(?=<w:p[ >])", xml)
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(paragraphs))
        act = chance.choice(("swap", "double", "value", "drop", "tag"))
        if act == "swap":
            other = chance.randrange(len(paragraphs))
            paragraphs[at], paragraphs[other] = paragraphs[other], paragraphs[at]
        elif act == "double":
            paragraphs[at] = paragraphs[at][:5_000] * chance.choice((2, 50))
        elif act == "drop":
            paragraphs[at] = b""
        elif act == "tag":
            paragraphs[at] = re.sub(rb"<w:(r|tc|tr|pPr)\b[^>]*>", b"", paragraphs[at], count=1)
        else:
            odd = chance.choice((b"-1", b"999999999999", b"", b"x", b"\xe1\xba\xa1", b"1.5"))
            paragraphs[at] = re.sub(rb'w:val="[^"]*"', b'w:val="%s"' % odd, paragraphs[at])
    return b"".join(paragraphs)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Some bytes turned, a piece cut out, cut off or put in, as bad lines, bad disks and bad people do."""
    kind = chance.choice(("flip", "flip", "cut", "gap", "insert", "double", "zero"))
    at = chance.randrange(len(data))
    if kind == "flip":
        changed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20, 200))):
            place = chance.randrange(len(changed))
            changed[place] ^= 1 << chance.randrange(8)
        return bytes(changed)
    if kind == "cut":
        return data[:at]
    piece = chance.randbytes(chance.randrange(1, 400))
    if kind == "insert":
        return data[:at] + piece + data[at:]
    if kind == "double":
        return data[:at] + data[at // 2 :]
    if kind == "zero":
        return data[:at] + bytes(len(piece)) + data[at + len(piece) :]
    return data[:at] + data[at + len(piece) :]


CASES = [(name, number) for name, many in SAMPLES.items() for number in range(many)]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_a_spoiled_paper_is_read_or_refused(name: str, number: int) -> None:
    data = spoiled_paper(name, number)
    begun = time.monotonic()
    try:
        found = linearise(data, name)
    except Refusal as refused:
        well_said(refused.text)
    else:
        plan = read_plan(found.text)
        check_plan(plan)
        ask_plan(plan)
        dumps(plan)
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize(("name", "number"), [(name, 1_000 + at) for at, name in enumerate(SAMPLES)])
def test_the_child_answers_for_a_spoiled_paper(name: str, number: int) -> None:
    data = spoiled_paper(name, number)
    begun = time.monotonic()
    try:
        assert read_limited(data, name).text
    except Refusal as refused:
        well_said(refused.text)
    assert time.monotonic() - begun < SECONDS + 1
