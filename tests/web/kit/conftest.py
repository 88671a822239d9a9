"""The sample pages of the kit, served by a process of their own: they need no database and no settings of the house."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOOL = ROOT / "tools" / "kit_preview.py"


@pytest.fixture(scope="session")
def preview() -> Iterator[str]:
    """Address of the running sample pages."""
    with subprocess.Popen([sys.executable, str(TOOL), "--serve"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def desk(chromium, preview):
    """A page on an office screen; faults of scripts and refusals of the policy fail the test."""
    view = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=preview)
    page = view.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    view.close()
    assert faults == []
