"""What holds for any text: the reader answers, its answer fits the schema, and every item points into the text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mixtures import MIXTURES, sources

import thidua.core.plans
from thidua.core.plans.contract import dumps, loads
from thidua.core.plans.reading import read_plan

PAPERS = sorted((Path(__file__).parents[1] / "reading" / "papers").glob("*.txt"))
SCHEMA = json.loads((Path(thidua.core.plans.__file__).parent / "plan.schema.json").read_text(encoding="utf-8"))
FITS = jsonschema.Draft202012Validator(SCHEMA)


def check(text: str) -> None:
    plan = read_plan(text)
    whole = plan["x_text"]
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in FITS.iter_errors(json.loads(dumps(plan)))]
    assert errors == []
    for source in sources(plan):
        start, end = source["chars"]
        first, last = source["lines"]
        assert 0 <= start < end <= max(1, len(whole))
        assert 1 <= first <= last <= whole.count("\n") + 1
        assert whole.count("\n", 0, start) + 1 == first


@given(st.text(max_size=300))
@settings(max_examples=120, deadline=None)
def test_any_text_is_answered(text: str) -> None:
    check(text)


@given(MIXTURES)
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_plan_words_is_answered(text: str) -> None:
    check(text)


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_papers_fit_the_schema_and_come_back_from_json(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    check(text)
    plan = read_plan(text)
    assert dumps(loads(dumps(plan))) == dumps(plan)


def bare(value: object) -> object:
    """The reading without its places."""
    if isinstance(value, dict):
        return {key: bare(inner) for key, inner in value.items() if key not in ("source", "x_text")}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["school", "dispatch"])
def test_blanks_at_line_ends_change_nothing(name: str) -> None:
    path = next(path for path in PAPERS if path.stem == name)
    text = path.read_text(encoding="utf-8")
    assert bare(read_plan(text.replace("\n", "  \n") + "\n\n\n")) == bare(read_plan(text))


def test_extra_blank_lines_between_paragraphs_change_nothing() -> None:
    text = next(path for path in PAPERS if path.stem == "ward_tables").read_text(encoding="utf-8")
    head, body = text.split("\nI. ", 1)
    wide = body.replace("\n- ", "\n\n- ").replace("\nV. ", "\n\n\nV. ")
    assert bare(read_plan(f"{head}\nI. {wide}")) == bare(read_plan(text))


def test_text_with_loose_marks_is_kept_in_nfc() -> None:
    assert read_plan("KE\u0302\u0301 HOẠCH")["x_text"] == "KẾ HOẠCH"


HOSTILE = [
    ";" * 200_000,
    "a; " * 50_000,
    "(" * 100_000,
    "1. " * 60_000,
    "\n" * 300_000,
    "phong trào “" * 20_000,
    "- 5%\n" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["signs", "clauses", "brackets", "labels", "lines", "quotes", "bullets"])
def test_hostile_text_is_answered_soon(text: str) -> None:
    began = perf_counter()
    read_plan("3. Các chỉ tiêu\n- (1) " + text)
    assert perf_counter() - began < 20


REPEATED = [
    "A LO GÌ\nI. ABC\n- " + "gửi nộp " * 16_000 + " 5%",
    "Kính gửi: A\nViệc đạt 5% " + "gửi nộp " * 16_000,
    "KẾ HOẠCH\nThi đua\nKính gửi: A\n" + "giao " * 25_000,
]


@pytest.mark.parametrize("text", REPEATED, ids=["unknown heading", "running text", "opening"])
def test_a_verb_said_again_and_again_is_answered_soon(text: str) -> None:
    began = perf_counter()
    read_plan(f"{text}.\n")
    assert perf_counter() - began < 20


SEEDED = """
import sys
from thidua.core.plans.contract import dumps
from thidua.core.plans.reading import read_plan
sys.stdout.buffer.write(dumps(read_plan(sys.stdin.buffer.read().decode())).encode())
"""
TWO_YEARS = """Số: 12/KH-UBND
An Bình, ngày 15 tháng 12 năm 2025
KẾ HOẠCH
Thi đua chào mừng ngày hội làng
Năm 2024, 2026, 2027 và 2028
V. TỔ CHỨC THỰC HIỆN
- Mỗi ấp gửi báo cáo tổng kết trước ngày 15/11.
"""


def test_a_reading_is_the_same_in_every_run() -> None:
    """The order of a set of words changes with each run of Python; no reading may hang on it."""
    text = "\n".join([TWO_YEARS, *(path.read_text(encoding="utf-8") for path in PAPERS)]).encode()
    runs = [
        subprocess.run(
            [sys.executable, "-c", SEEDED],
            input=given,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for given in (TWO_YEARS.encode(), text)
        for seed in ("1", "2", "3")
    ]
    assert len(set(runs[:3])) == len(set(runs[3:])) == 1 and b"deadlines" in runs[0]


ODD = [
    "3. Các chỉ tiêu\n- Trồng " + "9" * 6000 + " cây\n",
    "V. THỜI GIAN\ngiai đoạn 20٢٦ - 20٣٠\n",
    "3. Các chỉ tiêu\n- Trồng ５０ cây, đạt mức độ ３\n",
    "\ud800 KẾ HOẠCH \udfff",
    "\x00\x01KẾ HOẠCH\x0c\x1f",
]


@pytest.mark.parametrize("text", ODD, ids=["long number", "eastern digits", "wide digits", "broken halves", "controls"])
def test_odd_signs_are_answered(text: str) -> None:
    check(text)


def test_wide_digits_count() -> None:
    (target,) = read_plan(ODD[2])["targets"]
    assert [str(measure["value"]) for measure in target["measures"]] == ["50", "3"]
