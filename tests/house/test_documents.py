"""Papers say what is true: commands exist, links lead somewhere, named files are there, decisions give their reason."""

from __future__ import annotations

import hashlib
import importlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from source_tree import ROOT, SRC, files, inside, named

from thidua.apps.journal.chain import canonical, link

DECISIONS = ROOT / "docs" / "decisions"
PAPERS = ("README.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
COMMANDS_OF_THE_HOUSE = {"setup", "run", "test", "core", "check", "fix", "map", "bench", "docs"}
FOLDERS = "src|tests|tools|docs|locale|\\.ci"


def markdown() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def targets() -> set[str]:
    """Words that `make` knows."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def code_of(text: str) -> str:
    """What a paper gives as code: fenced blocks and backticked words."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    words = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return "\n".join([*blocks, *words])


def anchors(text: str) -> set[str]:
    """What a link may name behind # in a paper: its headings, as they are turned into anchors."""
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_is_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 300


def test_make_knows_the_daily_words() -> None:
    assert targets() >= COMMANDS_OF_THE_HOUSE


@pytest.mark.parametrize("path", markdown(), ids=named)
def test_commands_in_the_paper_exist(path: Path) -> None:
    code = code_of(path.read_text(encoding="utf-8"))
    told = {word for words in re.findall(r"\bmake((?: [a-z]+)+)", code) for word in words.split()}
    assert not told - targets()


@pytest.mark.parametrize("path", markdown(), ids=named)
def test_links_of_the_paper_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for told in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", told):
            continue
        where, _, anchor = told.partition("#")
        target = (path.parent / where).resolve() if where else path
        assert target.exists(), told
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target.read_text(encoding="utf-8")), told


@pytest.mark.parametrize("path", markdown(), ids=named)
def test_files_named_in_the_paper_are_there(path: Path) -> None:
    words = re.findall(rf"`((?:{FOLDERS})/[\w./-]+)`", path.read_text(encoding="utf-8"))
    assert not [word for word in words if not (ROOT / word).exists()]


def test_scripts_that_make_calls_are_there() -> None:
    scripts = re.findall(r"tools/\w+\.py", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert not [script for script in scripts if not (ROOT / script).exists()]


def decisions() -> list[Path]:
    return [path for path in inside(DECISIONS, ".md") if path.name != "README.md"]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name.split("-")[0]) for path in decisions()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", path.name) for path in decisions())


@pytest.mark.parametrize("path", decisions(), ids=named)
def test_a_decision_says_what_and_why(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"# \d+\. .+\n", text) and int(text[2:].split(".")[0]) == int(path.name.split("-")[0])
    assert {"decision", "why", "consequences"} <= anchors(text)


def test_the_list_of_decisions_is_whole() -> None:
    listed = re.findall(r"\]\((\d{4}[^)]+)\)", (DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert listed == [path.name for path in decisions()]


def test_every_room_says_what_it_is_for() -> None:
    starts = [path for path in inside(SRC, ".py") if path.name == "__init__.py" and "config" not in path.parts]
    rooms = [path for path in starts if 1 <= len(path.parent.relative_to(SRC).parts) <= 2]
    assert len(rooms) > 15
    assert not [named(path) for path in rooms if not path.read_text(encoding="utf-8").lstrip().startswith('"""')]


def test_the_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text


@pytest.fixture(scope="module")
def printer() -> Iterator[ModuleType]:
    """The script that prints the reference."""
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module("make_docs")
    sys.path.remove(str(ROOT / "tools"))


def test_the_printed_reference_is_fresh(printer: ModuleType) -> None:
    kept = (ROOT / "docs" / "dev" / "reference.md").read_text(encoding="utf-8")
    assert kept == printer.reference(), "the code has moved on: make docs"


@pytest.mark.parametrize("path", markdown(), ids=named)
def test_commands_of_the_program_in_the_paper_exist(path: Path, printer: ModuleType) -> None:
    grammar = importlib.import_module("thidua.cli.words").grammar()
    known = {words for words, _ in printer.command_words(grammar, "thidua")}
    for line in code_of(path.read_text(encoding="utf-8")).splitlines():
        for words in re.findall(r"(?:^|\s|/)(thidua(?: [a-z]+)+)", line):
            assert any(words == command or words.startswith(f"{command} ") for command in known), words


def test_the_test_vector_of_the_journal_is_true() -> None:
    text = (ROOT / "docs" / "dev" / "architecture.md").read_text(encoding="utf-8")
    entries = re.findall(r"^```json\n(.+)\n```", text, flags=re.MULTILINE)
    hashes = re.findall(r"^Its hash.*: `([0-9a-f]{64})`", text, flags=re.MULTILINE)
    told = []
    for entry in entries:
        before = told[-1] if told else "0" * 64
        told.append(hashlib.sha256(f"thidua/1\n{before}\n{entry}".encode()).hexdigest())
    promise = hashlib.sha256(b"00112233445566778899aabbccddeeff\n0912 345 678").hexdigest()
    assert len(entries) == 2 and told == hashes and promise in entries[1]
    assert [canonical(json.loads(entry)) for entry in entries] == entries and link("0" * 64, entries[0]) == hashes[0]
