"""Files and functions stay small enough to be read whole. The exceptions may shrink and never grow."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from source_tree import ROOT, SRC, Function, files, functions, inside, named, python_files

EXCEPTIONS = Path(__file__).with_name("size_exceptions.toml")
LISTED_AT_MOST = 4
"""How many exceptions there may be. Lower it when one goes; raising it is a decision for docs/decisions."""

FUNCTION, VIEW, PARAMETERS, TEMPLATE, TEST_FILE, FOLDER = 50, 25, 8, 200, 500, 15
_SHELF = {SRC / "core", SRC / "apps", SRC / "web" / "desk"}
"""Folders with one room for each noun: the map itself, as long as it needs to be."""


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def cap(path: Path) -> int:
    """The most lines a Python file of the package may have."""
    inside_app = SRC / "apps" in path.parents
    acts = any(part.startswith(("services", "queries")) for part in path.relative_to(SRC).parts)
    return 400 if inside_app and acts else 300


def is_view(path: Path, function: Function) -> bool:
    """Whether a function answers a page: it lies in a `views` file or folder and takes the request first."""
    in_views = any(part.startswith("views") for part in path.parts)
    return in_views and bool(function.args.args) and function.args.args[0].arg == "request"


def parameters(function: Function) -> int:
    """Parameters that a caller may fill; `self` and `cls` are none."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return len([argument for argument in given if argument.arg not in ("self", "cls")])


def length(function: Function) -> int:
    """Lines from `def` to the end, without the docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        whole -= (first.end_lineno or first.lineno) - first.lineno + 1
    return whole


def over_cap() -> Iterator[tuple[str, int, int]]:
    """Everything beyond its cap as (what, size, cap)."""
    for path in python_files():
        yield f"{named(path)} lines", lines(path), cap(path)
        for name, function in functions(path):
            most = VIEW if is_view(path, function) else FUNCTION
            yield f"{named(path)}::{name} lines", length(function), most
            yield f"{named(path)}::{name} parameters", parameters(function), PARAMETERS
    for path in inside(SRC, ".html"):
        yield f"{named(path)} lines", lines(path), TEMPLATE
    for path in [*inside(ROOT / "tests", ".py"), *inside(ROOT / "tools", ".py")]:
        yield f"{named(path)} lines", lines(path), TEST_FILE
    yield from folders()


def folders() -> Iterator[tuple[str, int, int]]:
    """Entries of every folder with code in it: files of code, and folders that hold some."""
    entries: dict[Path, set[str]] = {}
    for path in [*inside(SRC, ".py", ".html", ".css", ".js"), *inside(ROOT / "tests", ".py")]:
        for folder in [parent for parent in path.parents if ROOT in parent.parents and parent not in _SHELF]:
            if "migrations" not in path.parts and path.name != "__init__.py":
                entries.setdefault(folder, set()).add(path.relative_to(folder).parts[0])
    for folder, found in sorted(entries.items()):
        yield f"{named(folder)} entries", len(found), FOLDER


def listed() -> dict[str, int]:
    """The exceptions: what, and the size it may have."""
    rows = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return {what: row["size"] for what, row in rows.items()}


def test_nothing_is_larger_than_its_cap_or_its_listed_size() -> None:
    allowed = listed()
    beyond = [
        f"{what}: {size}, cap {allowed.get(what, most)}"
        for what, size, most in over_cap()
        if size > allowed.get(what, most)
    ]
    assert not beyond, "\n".join(beyond)


def test_no_exception_outlives_its_need() -> None:
    sizes = {what: (size, most) for what, size, most in over_cap()}
    stale = [what for what in listed() if what not in sizes or sizes[what][0] <= sizes[what][1]]
    loose = [what for what, size in listed().items() if what not in stale and sizes[what][0] < size]
    assert not stale, f"no longer needed, take them out of {EXCEPTIONS.name}: {stale}"
    assert not loose, f"has shrunk, lower the size in {EXCEPTIONS.name}: {loose}"


def test_exceptions_say_why_and_do_not_multiply() -> None:
    rows = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    assert all(row["why"] for row in rows.values())
    assert len(rows) <= LISTED_AT_MOST


def test_the_ruler_measures() -> None:
    code = 'def f(a, *, b, c=1):\n    """One.\n\n    Two."""\n    x = 1\n    return x\n'
    function = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef))
    assert (length(function), parameters(function)) == (3, 3)


def test_the_ruler_sees_the_house() -> None:
    assert len(python_files()) > 60
    assert any(path.suffix == ".html" for path in files())
