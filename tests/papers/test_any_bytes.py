"""Whatever bytes come under whatever name: a reading and its findings, or a Refusal, never another error."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

import thidua.jobs.sample
from thidua.core.plans.findings import ask_plan, check_plan
from thidua.core.plans.reading import read_plan
from thidua.formats.reading import linearise
from thidua.formats.refusals import Refusal

SAMPLES = Path(thidua.jobs.sample.__file__).parent / "papers"
OWN = Path(__file__).parent / "own"
SOUND = {".docx": SAMPLES / "ke-hoach-2026.docx", ".pdf": SAMPLES / "chuyen-de-2026-2030.pdf"}
KINDS = (".txt", ".docx", ".pdf", ".png")
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def sound(ending: str) -> bytes:
    """A sound paper of each kind; the picture is small, because every one of them is read."""
    if ending == ".txt":
        return sorted(OWN.glob("*.txt"))[0].read_bytes()
    if ending in SOUND:
        return SOUND[ending].read_bytes()
    picture = Image.new("L", (240, 60), 255)
    ImageDraw.Draw(picture).text((10, 20), "KE HOACH 1. Trong 50 cay")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def read_through(content: bytes, name: str) -> bool:
    """Whether it was read; a Refusal is the other answer."""
    try:
        text = linearise(content, name).text
    except Refusal:
        return False
    plan = read_plan(text)
    check_plan(plan)
    ask_plan(plan)
    return True


@pytest.mark.parametrize("ending", KINDS)
def test_a_sound_paper_is_read(ending: str) -> None:
    assert read_through(sound(ending), f"a{ending}")


@pytest.mark.parametrize("ending", KINDS)
@given(content=st.binary(max_size=600))
@QUICK
def test_bytes_by_chance(ending: str, content: bytes) -> None:
    read_through(content, f"a{ending}")


@pytest.mark.parametrize("ending", KINDS)
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3)), min_size=1, max_size=8),
    cut=st.none() | st.floats(0, 1),
)
@QUICK
def test_a_sound_paper_with_bytes_spoilt(ending: str, places: list[tuple[float, bytes]], cut: float | None) -> None:
    content = bytearray(sound(ending))
    for place, new in places:
        at = int(place * len(content))
        content[at : at + len(new)] = new
    read_through(bytes(content[: None if cut is None else int(cut * len(content))]), f"a{ending}")


@given(text=st.text(max_size=300), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"]))
@QUICK
def test_any_text_in_any_encoding(text: str, encoding: str) -> None:
    read_through(text.encode(encoding, "replace"), "a.txt")
