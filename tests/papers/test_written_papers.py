"""How many plans read from papers are written and read back without one difference: counts that may only grow.

`docs/dev/writing.md` says what each count is worth.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from test_reading_scores import answers, paper_of

from thidua.core.papers.lines import paper_lines
from thidua.core.papers.model import Paper
from thidua.core.plans.contract import loads
from thidua.core.plans.model import Plan
from thidua.core.plans.reading import read_plan
from thidua.core.plans.writing import plan_differences, plan_paper
from thidua.formats.docx.writing import write_docx
from thidua.formats.pdf.writing import write_pdf
from thidua.formats.reading import linearise

PAPERS = Path(__file__).parent
REAL = os.environ.get("THIDUA_REAL_PLANS", "")
SAMPLES = PAPERS.parents[1] / "src" / "thidua" / "jobs" / "sample" / "papers"
# Papers of each set, and how many of them are read back exactly.
EXACT = {"own": (20, 19), "fresh": (9, 8), "exam": (10, 10), "hard": (14, 14), "odd": (10, 5)}
EXACT |= {"held_back": (24, 21), "final": (12, 10)}
# Plans written by hand: how many differ at no other place than where their own paper is read otherwise.
BY_HAND = {"own": 19, "fresh": 8}


def read(path: Path) -> Plan:
    return read_plan(linearise(path.read_bytes(), path.name).text)


@cache
def written(path: Path) -> tuple[Plan, Paper]:
    """What the reader makes of a paper, and the paper that is written from that."""
    plan = read(path)
    return plan, plan_paper(plan)


def papers(name: str) -> Iterator[Path]:
    return map(paper_of, answers(PAPERS / name))


def exact(path: Path) -> bool:
    plan, paper = written(path)
    return not plan_differences(plan, read_plan(paper_lines(paper)))


@pytest.mark.parametrize("name", EXACT)
def test_plans_of_papers_are_read_back_exactly(name: str) -> None:
    held = [exact(path) for path in papers(name)]
    every, least = EXACT[name]
    assert len(held) == every
    assert sum(held) >= least


def test_plans_of_the_sample_ward_are_read_back_exactly() -> None:
    found = [path for path in sorted(SAMPLES.glob("*.txt")) if len(path.read_bytes()) > 1000]
    assert found
    assert [path.name for path in found if not exact(path)] == []


@pytest.mark.parametrize("name", BY_HAND)
def test_plans_by_hand_differ_only_where_their_paper_reads_otherwise(name: str) -> None:
    assert sum(not _own_differences(answer) for answer in answers(PAPERS / name)) >= BY_HAND[name]


def _own_differences(answer: Path) -> list[str]:
    """The places at which a plan by hand is read otherwise, save those at which its own paper is."""
    plan = loads(answer.read_text(encoding="utf-8"))
    known = [one.path for one in plan_differences(plan, read(paper_of(answer)))]
    found = [one.path for one in plan_differences(plan, read_plan(paper_lines(plan_paper(plan))))]
    return [path for path in found if not any(_within(path, other) or _within(other, path) for other in known)]


def _within(path: str, other: str) -> bool:
    return path == other or path.startswith((f"{other}.", f"{other}["))


@pytest.mark.skipif(not REAL, reason="real plans are not part of the project")
def test_real_plans_come_back_from_word_and_pdf() -> None:
    for answer in answers(Path(REAL)):
        plan, paper = written(paper_of(answer))
        for name, data in (("a.docx", write_docx(paper)), ("a.pdf", write_pdf(paper))):
            assert plan_differences(plan, read_plan(linearise(data, name).text)) == [], (answer.name, name)
        assert _own_differences(answer) == []


@pytest.mark.parametrize(("name", "docx", "pdf"), [("own", 19, 19), ("exam", 10, 10)])
def test_files_lose_nothing(name: str, docx: int, pdf: int) -> None:
    held = {"a.docx": 0, "a.pdf": 0}
    for path in papers(name):
        plan, paper = written(path)
        for file, data in (("a.docx", write_docx(paper)), ("a.pdf", write_pdf(paper))):
            held[file] += not plan_differences(plan, read_plan(linearise(data, file).text))
    assert held["a.docx"] >= docx
    assert held["a.pdf"] >= pdf
