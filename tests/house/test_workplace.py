"""No file names a machine, a folder or a package host of the place where it was written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from source_tree import ROOT, files, named

MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:work|root)/[\w.-]+")
PACKAGE_HOSTS = re.compile(
    r"(?:[\w-]+\.)*(?:py" + r"pi\.org|pythonhosted\.org|npm" + r"js\.(?:org|com)|debian\.(?:org|net)|crates\.io"
    r"|jsdelivr\.net|unpkg\.com|fonts\.g" + r"oogleapis\.com|gstatic\.com)"
)
INDEX_OPTIONS = re.compile(
    r"^\s*(?:--(?:extra-)?index-url|--find-links|-[if]\s+http|--trusted-host)", flags=re.MULTILINE
)
REAL_PLANS = re.compile(r"shared" + r"/plans")
ONLY_HERE = ROOT / ".ci" / "run"
"""The one file that knows where the real plans lie."""
OTHERS_WORDS = {"LICENSE", "OFL-BeVietnamPro.txt", "OFL-Inter.txt", "OFL-Tinos.txt"}


def text_of(path: Path) -> str | None:
    """The text of a file, or nothing for pictures and other bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def found(pattern: re.Pattern[str], *, besides: frozenset[Path] = frozenset()) -> list[str]:
    """Where a pattern stands: file, line, words."""
    places = []
    for path in files():
        if path in besides or path.name in OTHERS_WORDS or (text := text_of(path)) is None:
            continue
        for match in pattern.finditer(text):
            places.append(f"{named(path)} line {text.count(chr(10), 0, match.start()) + 1}: {match.group()}")
    return places


def test_no_file_names_a_folder_of_a_machine() -> None:
    assert not found(MACHINE_PATHS, besides=frozenset({Path(__file__)}))


def test_no_file_names_a_package_host() -> None:
    assert not found(PACKAGE_HOSTS, besides=frozenset({Path(__file__)}))


def test_lock_files_name_no_index_and_pin_every_package_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not INDEX_OPTIONS.search(text)
        pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==", text, flags=re.MULTILINE | re.IGNORECASE)
        packages = re.findall(r"^[A-Za-z0-9].*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, flags=re.MULTILINE)
        assert len(pins) == len(packages) > 10


def test_only_the_ci_script_knows_where_the_real_plans_lie() -> None:
    assert not found(REAL_PLANS, besides=frozenset({ONLY_HERE}))


@pytest.mark.parametrize("line", ["see /work/" + "main/x", "cd /ro" + "ot/a"])
def test_the_check_sees_a_folder_of_a_machine(line: str) -> None:
    assert MACHINE_PATHS.search(line)


@pytest.mark.parametrize("line", ["/phong-trao/12/", "src/work/plan", "/usr/lib/postgresql"])
def test_the_check_leaves_other_paths_alone(line: str) -> None:
    assert not MACHINE_PATHS.search(line)


def test_nothing_larger_than_it_needs_to_be_is_kept() -> None:
    heavy = [f"{named(path)}: {path.stat().st_size}" for path in files() if path.stat().st_size > 2_000_000]
    assert not heavy
