"""The plugin of CI does what it is for: a skipped test, a skipped file and a skipped folder all fail the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import ROOT

ONE_TEST = "import pytest\n\n@pytest.mark.skipif(True, reason='no scanner here')\ndef test_it():\n    assert False\n"
WHOLE_FILE = "import pytest\n\npytest.skip('no scanner here', allow_module_level=True)\n"
EXPECTED = "import pytest\n\n@pytest.mark.xfail(reason='known')\ndef test_it():\n    assert False\n"


def run(folder: Path, text: str, *, ci: str, workers: str = "0") -> subprocess.CompletedProcess[str]:
    """Run one made-up test file with the plugin."""
    (folder / "test_made_up.py").write_text(text)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CI"))}
    environment |= {"CI": ci, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "-p tests.house_plugin"}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:django",
        "-p",
        "no:cacheprovider",
        "-n",
        workers,
        "-c",
        os.devnull,
    ]
    return subprocess.run(
        [*command, str(folder)], env=environment, cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("text", [ONE_TEST, WHOLE_FILE], ids=["one test", "whole file"])
def test_a_skip_fails_in_ci_and_says_why(tmp_path: Path, text: str) -> None:
    done = run(tmp_path, text, ci="true")
    assert done.returncode != 0
    assert "skipped in CI, where every test runs" in done.stdout and "no scanner here" in done.stdout


def test_a_skip_fails_in_ci_on_several_workers(tmp_path: Path) -> None:
    done = run(tmp_path, ONE_TEST, ci="true", workers="1")
    assert done.returncode != 0 and "no scanner here" in done.stdout


def test_elsewhere_a_skip_is_a_skip(tmp_path: Path) -> None:
    done = run(tmp_path, ONE_TEST, ci="")
    assert done.returncode == 0 and "1 skipped" in done.stdout


def test_an_expected_failure_stays_one(tmp_path: Path) -> None:
    done = run(tmp_path, EXPECTED, ci="true")
    assert done.returncode == 0 and "1 xfailed" in done.stdout
