"""What imports cannot show: the core reads no clock, chance or file; nobody below the doors looks at the clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_tree import SRC, called, calls, imports, named, python_files

CLOCK = {"now", "today", "localtime", "localdate", "utcnow", "monotonic", "perf_counter", "time_ns"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "mkdir", "unlink"}
CHANCE = {"uuid1", "uuid4", "urandom", "getrandbits", "randint", "token_hex", "token_bytes", "token_urlsafe"}
CLOSED_MODULES = {
    "random",
    "secrets",
    "time",
    "os",
    "pathlib",
    "shutil",
    "tempfile",
    "io",
    "socket",
    "logging",
    "sqlite3",
}
READS_FILES = SRC / "core" / "lexicons.py"
"""The only file of the core that reads packaged files."""


def clock_and_chance(calls_of_file: Iterator[ast.Call]) -> list[str]:
    """Calls that give another answer tomorrow, or the next time."""
    return [f"line {call.lineno}: {called(call)}()" for call in calls_of_file if called(call) in CLOCK | CHANCE]


def file_calls(calls_of_file: Iterator[ast.Call]) -> list[str]:
    """Calls that read or write files."""
    return [f"line {call.lineno}: {called(call)}()" for call in calls_of_file if called(call) in FILES]


def told(path: Path, found: list[str]) -> list[str]:
    return [f"{named(path)} {line}" for line in found]


def test_the_core_reads_no_clock_and_no_chance() -> None:
    found = [line for path in python_files(SRC / "core") for line in told(path, clock_and_chance(calls(path)))]
    assert not found


def test_the_core_reads_no_files_but_its_lexicons() -> None:
    others = [path for path in python_files(SRC / "core") if path != READS_FILES]
    assert not [line for path in others for line in told(path, file_calls(calls(path)))]
    assert file_calls(calls(READS_FILES)), "lexicons.py reads no file any more: take the exception away"


def test_the_core_imports_no_door_to_the_outside() -> None:
    found = [
        f"{named(path)} line {line}: {module}"
        for path in python_files(SRC / "core")
        for line, module, _ in imports(path)
        if module.split(".")[0] in CLOSED_MODULES
    ]
    assert not found


@pytest.mark.parametrize("floor", ["formats", "apps"])
def test_acts_are_told_the_time(floor: str) -> None:
    found = [
        f"{named(path)} line {call.lineno}: {called(call)}()"
        for path in python_files(SRC / floor)
        for call in calls(path)
        if called(call) in {"now", "today", "utcnow"} or (called(call) in {"localtime", "localdate"} and not call.args)
    ]
    assert not found, "hand it in as now= from the page or the job"


def test_the_check_sees_clock_chance_and_files() -> None:
    code = "datetime.now(UTC)\ndate.today()\nuuid4()\nPath('a').read_text()\nopen('a')\n"
    found = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    assert (len(clock_and_chance(iter(found))), len(file_calls(iter(found)))) == (3, 2)


BLOCKED = """
import importlib, pkgutil, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        closed = ("django", "sqlite3", "socket", "lxml", "thidua.apps", "thidua.formats", "thidua.web", "thidua.config")
        if any(name == word or name.startswith(word + ".") for word in closed):
            raise ImportError(f"the core asked for {name}")

sys.meta_path.insert(0, Refuse())
import thidua.core

names = [module.name for module in pkgutil.walk_packages(thidua.core.__path__, "thidua.core.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""


def test_the_core_works_where_django_is_not_installed() -> None:
    run = subprocess.run([sys.executable, "-c", BLOCKED], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 15


def test_no_figure_is_kept_as_a_float() -> None:
    moon = SRC / "core" / "calendar" / "lunar.py"
    found = [
        f"{named(path)} line {call.lineno}: {called(call)}()"
        for path in [*python_files(SRC / "core"), *python_files(SRC / "apps")]
        if path != moon
        for call in calls(path)
        if called(call) in {"float", "FloatField"}
    ]
    assert not found, "figures are exact decimals"
