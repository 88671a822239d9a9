"""Figures of speed, as ratios within one run, into build/bench.json and on the screen.

Each row: name, median and 95th percentile in milliseconds, and its ratio to a reference row of the same run, because
absolute times do not carry to other machines.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src/thidua/jobs/sample/papers/ke-hoach-2026.docx"

os.environ["THIDUA_DATA"] = tempfile.mkdtemp(prefix="thidua-bench-")
os.environ["THIDUA_KEY"] = "bench-" + "x" * 50
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
sys.path.insert(0, str(ROOT / "tests"))


def measure(act: Callable[[], object], *, times: int = 25) -> tuple[float, float]:
    """Median and 95th percentile of `act` in milliseconds, after two unmeasured runs."""
    act()
    act()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took), sorted(took)[int(len(took) * 0.95) - 1]


class Table:
    """Rows of one run; the first row of a group is the reference of the others."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []

    def add(self, name: str, act: Callable[[], object], *, reference: str | None = None, times: int = 25) -> None:
        median, p95 = measure(act, times=times)
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
    text = (text + "\n") * max(1, round(25_000 / len(text)))
    plan = read_plan(text)
    table.add("core: fold 25 kB of text", lambda: fold(text))
    table.add("core: read a 25 kB plan", lambda: read_plan(text), reference="core: fold 25 kB of text")
    table.add("core: findings of that plan", lambda: check_plan(plan), reference="core: read a 25 kB plan")
    table.add("formats: bytes to text of a .docx", lambda: linearise(data, SAMPLE.name))


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
    pages(table)
    out = ROOT / "build/bench.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(table.rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
