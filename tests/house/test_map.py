"""The map is the house: the checker passes, it would refuse, and everything that has an order has this one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from source_tree import ROOT, SRC, contract, files, layers, river

WITH_LAYERS = ("floors", "river", "core-river", "doors")
FORBIDDEN = {
    "Floors of the house": ("core/verdicts.py", "import thidua.apps"),
    "The river: downstream knows upstream, never the reverse": ("apps/journal/chain.py", "import thidua.apps.plans"),
    "The same river in the core": ("core/verdicts.py", "import thidua.core.permits"),
    "The core is pure": ("core/verdicts.py", "import random"),
    "Formats know no framework": ("formats/guard.py", "import django"),
    "Only apps touch tables": ("web/desk/frame.py", "import thidua.apps.units.models"),
    "Doors do not know each other, and share only the kit": ("web/kit/failures.py", "import thidua.web.desk"),
}
"""For each contract one import that it is there to refuse."""


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The checker's run over the package in `folder` (its own process: it keeps what it has imported)."""
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; " + (
        "sys.exit(lint_imports(no_cache=True, no_logo=True))"
    )
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def skeleton(folder: Path) -> Path:
    """The Python files of the package, to be spoiled."""
    for path in files():
        if SRC in path.parents and path.suffix == ".py":
            copy = folder / path.relative_to(SRC.parent)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    shutil.copyfile(ROOT / ".importlinter", folder / ".importlinter")
    return folder


def test_every_contract_is_kept() -> None:
    run = lint(ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_contract_refuses_the_import_it_is_for(tmp_path: Path) -> None:
    folder = skeleton(tmp_path)
    for file, line in FORBIDDEN.values():
        target = folder / "thidua" / file
        target.write_text(target.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    run = lint(folder)
    broken = {name for name in FORBIDDEN if re.search(rf"{re.escape(name)}\s+BROKEN", run.stdout)}
    assert run.returncode == 1, run.stdout + run.stderr
    assert broken == set(FORBIDDEN)


@pytest.mark.parametrize("name", WITH_LAYERS)
def test_a_room_that_is_not_on_the_map_fails(name: str) -> None:
    assert contract(name)["exhaustive"] == "true"


@pytest.mark.parametrize("name", WITH_LAYERS)
def test_parentheses_stand_around_unbuilt_rooms_and_no_others(name: str) -> None:
    container = SRC.joinpath(*contract(name)["containers"].split(".")[1:])
    for layer in layers(name):
        for room in layer.split("|"):
            word = room.strip()
            built = (container / f"{word.strip('()')}.py").exists() or (container / word.strip("()")).is_dir()
            assert built is not word.startswith("("), f"{name}: {word}"


def test_installed_apps_follow_the_river() -> None:
    installed = [name.rsplit(".", 1)[1] for name in settings.INSTALLED_APPS if name.startswith("thidua.apps.")]
    assert installed == [room for room in river() if room != "columns"]


def test_the_readme_of_the_apps_tells_every_room_in_river_order() -> None:
    text = (SRC / "apps" / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (?:\d+|–) \| `\(?(\w+)\)?` \|", text, flags=re.MULTILINE)
    assert told == [room.strip("()") for room in reversed(layers("river"))]


def test_the_readme_of_the_apps_marks_what_is_not_built() -> None:
    text = (SRC / "apps" / "README.md").read_text(encoding="utf-8")
    waiting = re.findall(r"^\| (?:\d+|–) \| `\((\w+)\)` \|", text, flags=re.MULTILINE)
    assert waiting == [room.strip("()") for room in reversed(layers("river")) if room.startswith("(")]


def test_folders_of_the_apps_are_the_rooms_of_the_river() -> None:
    folders = {path.relative_to(SRC / "apps").parts[0] for path in files() if SRC / "apps" in path.parent.parents}
    assert folders == set(river()) - {"columns"}
