"""No sentence of a real plan lies in the project: no run of more than six of its words, save formulas of the state."""

from __future__ import annotations

import os
import re
import zipfile
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from source_tree import ROOT, SRC, files, inside, named

from thidua.core.viet.text import nfc

FOLDER = os.environ.get("THIDUA_REAL_PLANS", "")
RUN = 7
"""More than six words."""
PAPERS = ROOT / "tests" / "papers"
RUN_OF_PAPERS = 11
"""The papers were written by people who know how such papers speak: names of indicators and rules run to ten words."""
FORMULAS = Path(__file__).with_name("formulas.txt")
NOT_TEXT = {".woff2", ".traineddata", ".png", ".jpg", ".mo", ".pyc"}


def words(text: str) -> list[str]:
    """The words of a text, without marks of punctuation and case; a fixed formula counts as one word."""
    plain = " ".join(_spoken(text))
    return FIXED.sub(lambda match: match.group().replace(" ", "_"), plain).split()


def _spoken(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"</?\w+>", " ", nfc(text).lower()))


def _formulas() -> re.Pattern[str]:
    """What every paper of the state carries, longest first: motto, names of bodies and offices."""
    lines = FORMULAS.read_text(encoding="utf-8").splitlines()
    fixed = {" ".join(_spoken(line)) for line in lines if line.strip() and not line.startswith("#")}
    return re.compile("|".join(rf"\b{re.escape(words)}\b" for words in sorted(fixed, key=len, reverse=True)))


FIXED = _formulas()


def runs(text: str, size: int = RUN) -> set[tuple[str, ...]]:
    """Every run of so many words. Figures and formulas are anybody's: with fewer words around them it says nothing."""
    found = words(text)
    every = (tuple(found[at : at + size]) for at in range(len(found) - size + 1))
    return {run for run in every if sum(word.isalpha() for word in run) >= size - 1}


def text_of(path: Path) -> str:
    """What a person would read in a file."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        return re.sub(r"<[^>]+>", "", re.sub(r"</w:(?:p|tc)>", "\n", "\n".join(parts)))
    if path.suffix == ".pdf":
        return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))
    return path.read_text(encoding="utf-8", errors="ignore")


def shared(text: str, plans: set[tuple[str, ...]], size: int = RUN) -> list[str]:
    """Runs of a text that stand in a plan."""
    return sorted(" ".join(run) for run in runs(text, size) & plans)


@cache
def real_plans(size: int) -> set[tuple[str, ...]]:
    """Every run of every real plan."""
    papers = sorted(Path(FOLDER).glob("*.txt"))
    assert len(papers) >= 5, f"THIDUA_REAL_PLANS names {FOLDER}, which holds {len(papers)} plans"
    return set().union(*(runs(path.read_text(encoding="utf-8"), size) for path in papers))


def ours() -> list[Path]:
    """Everything the project says: its package, its tests, its papers."""
    found = [*inside(SRC), *inside(ROOT / "tests"), *inside(ROOT / "docs"), *inside(ROOT / "locale")]
    found += [path for path in files() if path.parent == ROOT and path.suffix == ".md"]
    return [path for path in found if path.suffix not in NOT_TEXT]


@pytest.mark.real_plans
@pytest.mark.skipif(not FOLDER, reason="THIDUA_REAL_PLANS names no folder with the real plans; CI sets it")
def test_no_sentence_of_a_real_plan_is_copied() -> None:
    copied = {}
    for path in ours():
        size = RUN_OF_PAPERS if PAPERS in path.parents else RUN
        if found := shared(text_of(path), real_plans(size), size):
            copied[named(path)] = found[:5]
    assert not copied, "\n".join(f"{path}: {runs}" for path, runs in copied.items())


def test_a_copied_run_is_seen() -> None:
    plans = runs("một hai ba bốn năm sáu bảy tám chín mười")
    assert shared("rồi Hai, ba bốn năm; sáu bảy tám nữa", plans) == ["hai ba bốn năm sáu bảy tám"]
    assert not shared("hai ba bốn năm sáu bảy và tám", plans)


def test_a_formula_is_nobodys_sentence() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc"
    assert not shared(motto, runs(motto))


def test_papers_of_every_kind_are_read() -> None:
    for ending in (".docx", ".pdf"):
        longest = max(len(words(text_of(path))) for path in inside(SRC / "jobs", ending))
        assert longest > 200, ending
