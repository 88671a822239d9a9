"""A long scan and a real kill: its reader dies in the middle of a page, the next one goes on from there."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from terminal import environment, run

FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
LINES = ("PHƯỜNG BẾN NGỌC", "Trồng 1.200 cây bóng mát", "Lắp 35 tuyến đèn đường", "Hiến 4 hòm sách cũ")

BEGIN = """
from thidua.cli.ground import load_django
load_django()
import sys
from datetime import UTC, datetime, timedelta
from thidua.apps.people.models import Account
from thidua.apps.units.queries import actor_of
from thidua.apps.plans.models import ScanReading
from thidua.apps.plans.services import begin_reading, file_reading, join_reading, look_at_scan, scanning
from thidua.apps.units.models import Unit
from thidua.jobs.scans import read_waiting

now = datetime.now(UTC)
clerk = actor_of(Account.objects.get(), now.date())
"""
FILE_IT = """
ward = Unit.objects.get()
seen = look_at_scan(sys.stdin.buffer.read(), 'quét.pdf', unit=ward, by=clerk)
begin_reading(seen, unit=ward, by=clerk, now=now)
"""
READ_ALOUD = """
real = scanning.read_pdf_page_limited
def read(data, number):
    print('page', number, flush=True)
    if number == 3:
        import signal
        signal.pause()
    return real(data, number)
scanning.read_pdf_page_limited = read
read_waiting(lambda: now)
"""
GO_ON = """
real = scanning.read_pdf_page_limited
def read(data, number):
    print('page', number)
    return real(data, number)
scanning.read_pdf_page_limited = read
print('at once', read_waiting(lambda: now))
later = now + timedelta(minutes=1)
print('later', read_waiting(lambda: later))
reading = ScanReading.objects.get()
filed = file_reading(reading, join_reading(reading, by=clerk), by=clerk, now=later)
print(filed.version.text)
"""


def scan(lines: Sequence[str]) -> bytes:
    """A PDF of pictures, one line a page."""
    font = ImageFont.truetype(str(FONT), 40)
    pictures = [Image.new("L", (900, 300), 255) for _line in lines]
    for picture, line in zip(pictures, lines, strict=True):
        ImageDraw.Draw(picture).text((60, 80), line, font=font, fill=10)
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def python(ward: Path, script: str, data: bytes = b"") -> str:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + script],
        env=environment(THIDUA_DATA=str(ward)), input=data, capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_a_kill_in_the_middle_of_a_page_loses_only_that_page(ward: Path) -> None:
    if not FONT.exists():
        pytest.skip("no font with Vietnamese letters (apt install fonts-liberation2)")
    python(ward, FILE_IT, scan(LINES))
    reader = subprocess.Popen(
        [sys.executable, "-c", BEGIN + READ_ALOUD],
        env=environment(THIDUA_DATA=str(ward)), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert reader.stdout is not None
    try:
        assert [reader.stdout.readline().strip() for _ in range(2)] == ["page 2", "page 3"]
    finally:
        reader.kill()
        reader.wait(20)
        reader.stdout.close()
    told = python(ward, GO_ON).splitlines()
    assert told[:4] == ["at once 0", "page 3", "page 4", "later 2"], "while the claim holds nobody reads"
    assert [line for line in told[4:] if line] == list(LINES)
    assert run("check", "--data", ward).code == 0
