"""The rehearsal: back up, restore elsewhere with the commands a person would type, check, compare every table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings

from thidua.core.actors import program
from thidua.jobs.keeping import tables
from thidua.jobs.keeping.backup import make_backup
from thidua.jobs.keeping.stops import Exit, Stop


@dataclass
class Report:
    """What a drill found. Times in seconds; `moved`: tables that people changed meanwhile, not to be compared."""

    at: str
    backup_seconds: float = 0.0
    restore_seconds: float = 0.0
    check_seconds: float = 0.0
    size: int = 0
    tables: int = 0
    rows: int = 0
    moved: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    failed_checks: list[str] = field(default_factory=list)
    missing_files: int = 0

    @property
    def good(self) -> bool:
        return not (self.different or self.failed_checks or self.missing_files)


def drill(*, now: datetime, progress: Callable[[str], None] = print) -> Report:
    """Rehearse and write the report to the data folder, for the administrator's page.

    Raises Stop: G32 no room, FAILED when the restore itself did not work.
    """
    report = Report(at=now.isoformat(timespec="seconds"))
    with tempfile.TemporaryDirectory(prefix="thidua-drill-") as shop:
        before = tables.digests()
        progress("Sao lưu...")
        with _timed(report, "backup_seconds"):
            made = make_backup(Path(shop), now=now, by=program(), journal=False)
        after = tables.digests()
        report.size, report.missing_files = made.size, made.missing
        folder = Path(shop) / "khoi-phuc"
        progress("Khôi phục vào thư mục tạm...")
        with _timed(report, "restore_seconds"):
            _thidua("restore", str(made.path), "--into", str(folder), "--data", str(folder), "--exact")
        progress("Kiểm tra và so từng bảng...")
        with _timed(report, "check_seconds"):
            _compare(report, before, after, folder)
    settings.PLACES.drill.write_text(json.dumps(asdict(report), ensure_ascii=False, indent=1), encoding="utf-8")
    return report


@contextmanager
def _timed(report: Report, name: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    setattr(report, name, round(time.monotonic() - begun, 2))


def _thidua(*words: str, allowed: tuple[int, ...] = (0,)) -> str:
    """Run the program as a person would, on an embedded database. Returns its output."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("THIDUA_")}
    done = subprocess.run(
        [sys.executable, "-m", "thidua.cli", *words],
        env=outside | {"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in allowed:
        last = (done.stderr.strip().splitlines() or ["không rõ lỗi"])[-1]
        raise Stop(Exit.FAILED, "drill", f"Diễn tập hỏng ở bước {words[0]}: {last}")
    return done.stdout


def _compare(report: Report, before: dict[str, str], after: dict[str, str], folder: Path) -> None:
    found = json.loads(_thidua("check", "--data", str(folder), "--json", allowed=(0, int(Exit.FAILED))))
    report.failed_checks = [row["name"] for row in found["checks"] if row["faults"]]
    report.tables, report.rows = len(found["tables"]), sum(row["rows"] for row in found["tables"].values())
    for name, digest in after.items():
        if before[name] != digest:
            report.moved.append(name)
        elif found["tables"].get(name, {}).get("sha256") != digest:
            report.different.append(name)
