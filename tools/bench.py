"""Figures of speed, as ratios within one run, into build/bench.json and on the screen.

Each row: name, median and 95th percentile in milliseconds, and its ratio to a reference row of the same run, because
absolute times do not carry to other machines.
"""

from __future__ import annotations

import copy
import io
import itertools
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thidua.core.papers.model import Paper

ROOT = Path(__file__).resolve().parent.parent
TEN_PAGES = 6
"""Parts of the example plan that fill ten pages; the signature stands on one more."""
SHEET_RUNS = 5
SAMPLE = ROOT / "src/thidua/jobs/sample/papers/ke-hoach-2026.docx"

os.environ["THIDUA_DATA"] = tempfile.mkdtemp(prefix="thidua-bench-")
os.environ["THIDUA_KEY"] = "bench-" + "x" * 50
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("", "formats/pictures", "formats/written")]


def measure(act: Callable[[], object], *, times: int = 25) -> tuple[float, float]:
    """Median and 95th percentile of `act` in milliseconds, after two unmeasured runs."""
    return measure_in_turn([act], times=times)[0]


def measure_in_turn(acts: Sequence[Callable[[], object]], *, times: int) -> list[tuple[float, float]]:
    """The same of several acts, one after the other in each round, so that a busy moment falls on all of them."""
    took: list[list[float]] = [[] for _ in acts]
    for run in range(times + 2):
        for act, kept in zip(acts, took, strict=True):
            start = time.perf_counter()
            act()
            if run >= 2:
                kept.append((time.perf_counter() - start) * 1000)
    return [(statistics.median(kept), sorted(kept)[math.ceil(len(kept) * 0.95) - 1]) for kept in took]


class Table:
    """Rows of one run; the first row of a group is the reference of the others."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []

    def add(self, name: str, act: Callable[[], object], *, reference: str | None = None, times: int = 25) -> None:
        self.keep(name, *measure(act, times=times), reference=reference)

    def add_beside(self, names: tuple[str, str], acts: tuple[Callable[[], object], ...], *, times: int = 9) -> None:
        """Two rows measured in turn; the first is the reference of the second."""
        for name, found in zip(names, measure_in_turn(acts, times=times), strict=True):
            self.keep(name, *found, reference=names[0])

    def keep(self, name: str, median: float, p95: float, *, reference: str | None) -> None:
        base = next((row["median_ms"] for row in self.rows if row["name"] == reference), median)
        self.rows.append(
            {
                "name": name,
                "median_ms": round(median, 3),
                "p95_ms": round(p95, 3),
                "ratio": round(median / float(str(base)), 2),
                "reference": reference or name,
            }
        )
        print(f"{name:<44}{median:>10.2f}{p95:>10.2f}{self.rows[-1]['ratio']:>8}  {reference or ''}")


def core(table: Table) -> None:
    """Reading, without a database."""
    from thidua.core.plans.findings import check_plan
    from thidua.core.plans.reading import read_plan
    from thidua.core.viet.text import fold
    from thidua.formats.reading import linearise

    data = SAMPLE.read_bytes()
    text = linearise(data, SAMPLE.name).text
    copies = (text + "\n") * (25_000 // len(text.encode()) + 1)
    text = copies.encode()[:25_000].decode(errors="ignore").rpartition("\n")[0]
    plan = read_plan(text)
    table.add("core: fold 25 kB of text", lambda: fold(text))
    table.add("core: read a 25 kB plan", lambda: read_plan(text), reference="core: fold 25 kB of text")
    table.add("core: findings of that plan", lambda: check_plan(plan), reference="core: read a 25 kB plan")
    paper = plan_of_25_kb(data)
    table.add("formats: bytes to text of a 25 kB .docx", lambda: linearise(paper, SAMPLE.name))


def copies(table: Table) -> None:
    """A paper said over and over costs its length: the program stops if eight copies cost twice eight times one."""
    from thidua.core.plans.reading import read_plan
    from thidua.formats.reading import linearise

    text = linearise(SAMPLE.read_bytes(), SAMPLE.name).text + "\n"
    one = "core: read a paper"
    table.add(one, partial(read_plan, text), times=9)
    for times in (2, 4, 8):
        table.add(f"core: read it {times} times over", partial(read_plan, text * times), reference=one, times=9)
        if float(str(table.rows[-1]["ratio"])) > 2 * times:
            raise SystemExit(f"{times} copies cost {table.rows[-1]['ratio']} times one")


def plan_of_25_kb(data: bytes) -> bytes:
    """The sample paper with its body repeated until it holds 25 kB of text."""
    import docx

    from thidua.formats.reading import linearise

    paper = docx.Document(io.BytesIO(data))
    blocks = [block for block in paper.element.body if not block.tag.endswith("sectPr")]
    wanted = round(len(blocks) * 25_000 / len(linearise(data, SAMPLE.name).text.encode()))
    for at in range(len(blocks), wanted):
        paper.element.body.insert(at, copy.deepcopy(blocks[at % len(blocks)]))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def scans(table: Table) -> None:
    """Pictures to text, beside the engine alone on the same picture made ready."""
    import scanned_pages

    from thidua.formats.images import open_image
    from thidua.formats.reading import linearise
    from thidua.formats.scan.engines import scan_reader
    from thidua.formats.scan.flattening import flattened

    reader = scan_reader()
    if reader is None or scanned_pages.FONT is None:
        print("no scan reader or no font with Vietnamese letters: scans are not measured")
        return
    samples = scanned_pages.samples()
    for kind, name, file_name in (("clean scan", "clean", "a.png"), ("photograph", "photograph", "a.jpg")):
        data = samples[name]
        ready = flattened(open_image(data))
        table.add_beside(
            (f"formats: OCR engine alone on a {kind}", f"formats: bytes to text of a {kind}"),
            (partial(reader, ready), partial(linearise, data, file_name)),
        )


def papers(table: Table) -> None:
    """A paper of ten pages, each time with other words; a run of many, beside Typst alone on values made ready."""
    from example_papers import duty_sheet, long_plan

    from thidua.formats.docx.writing import write_docx
    from thidua.formats.html import write_html
    from thidua.formats.pdf.writing import compiled, values_of, write_pdf, write_pdfs, written_on

    plan, turn = long_plan(TEN_PAGES), itertools.count()

    def other() -> Paper:
        # Typst remembers what it has set; another word in each paragraph makes it set all of them.
        said = f"lần {next(turn)}"
        body = tuple(replace(b, text=f"{b.text} {said}") if hasattr(b, "text") else b for b in plan.body)
        return replace(plan, body=body)

    for kind, write in (("Word", write_docx), ("HTML", write_html), ("PDF", write_pdf)):
        table.add(f"papers: a ten-page plan to {kind}", lambda write=write: write(other()))
    # Each run has sheets of its own, for the same reason.
    sheets = [[duty_sheet(run * 1000 + at) for at in range(1000)] for run in range(2 * (SHEET_RUNS + 2))]
    ready, raw = [(values_of(run, ""), written_on(run)) for run in sheets[::2]], sheets[1::2]
    names = ("papers: Typst alone on 1,000 duty sheets", "papers: 1,000 duty sheets to one PDF")
    acts = (lambda: compiled(*ready.pop()), lambda: write_pdfs(raw.pop()))
    table.add_beside(names, acts, times=SHEET_RUNS)


def pages(table: Table) -> None:
    """Server time of the pages a clerk opens most, on the sample ward in SQLite."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    from thidua.apps.movements.models import Movement
    from thidua.apps.people.models import Account
    from thidua.apps.plans.models import Plan
    from thidua.jobs.sample_ward import load

    load(lambda _line: None)
    table.add("page: sign-in (the reference page)", lambda: Client().get("/vao/"))
    client = Client()
    client.force_login(Account.objects.get(username="huong.vt"))
    movement = Movement.objects.filter(state="launched").first()
    addresses = {
        "page: today": "/",
        "page: movements": "/phong-trao/",
        "page: plans": "/ke-hoach/",
        "page: calendar": "/lich/",
        "page: units": "/thiet-lap/don-vi/",
    }
    if movement:
        addresses["page: overview"] = f"/phong-trao/{movement.id}/"
        addresses["page: target"] = f"/phong-trao/{movement.id}/chi-tieu/1/"
    plan = Plan.objects.exclude(state="issued").first() or Plan.objects.first()
    addresses["page: check a plan"] = f"/ke-hoach/{plan.id}/kiem-tra/"
    for name, url in addresses.items():
        assert client.get(url).status_code == 200, url
        table.add(name, lambda url=url: client.get(url), reference="page: sign-in (the reference page)")


def main() -> None:
    table = Table()
    print(f"{'':<44}{'median ms':>10}{'p95 ms':>10}{'ratio':>8}  reference")
    core(table)
    copies(table)
    papers(table)
    scans(table)
    pages(table)
    out = ROOT / "build/bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(table.rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
