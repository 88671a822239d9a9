"""The tree as the house tests see it: which files there are, their syntax trees, the rooms of the map."""

from __future__ import annotations

import ast
import configparser
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "thidua"
_MADE = {".git", ".venv", "build", "dist", "data", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the project: tracked by git, or new and not ignored; a plain walk without git."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not _MADE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def inside(folder: Path, *endings: str) -> list[Path]:
    """The project's files below `folder`, only those with one of `endings` when some are given."""
    return [path for path in files() if folder in path.parents and (not endings or path.suffix in endings)]


def named(path: Path) -> str:
    """A path as it is written in messages and lists: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def python_files(folder: Path = SRC) -> list[Path]:
    """Python files below `folder`, without migrations, which Django writes."""
    return [path for path in inside(folder, ".py") if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, Function]]:
    """Every function of a file with its dotted name, methods and inner functions too."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            name = f"{prefix}{child.name}" if isinstance(child, Function | ast.ClassDef) else prefix
            if isinstance(child, Function):
                yield name, child
            yield from walk(child, f"{name}." if isinstance(child, Function | ast.ClassDef) else prefix)

    return walk(tree(path), "")


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imports(path: Path) -> Iterator[tuple[int, str, str]]:
    """Every import of a file as (line, module, name); `name` is empty for `import module`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, node.module, alias.name) for alias in node.names)


def called(call: ast.Call) -> str:
    """The last word of what is called: `now` for `timezone.now()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def contract(name: str) -> configparser.SectionProxy:
    """One contract of the map."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser[f"importlinter:contract:{name}"]


def layers(name: str) -> list[str]:
    """The layers of a contract, downstream first as in the file, parentheses kept."""
    return [line.strip() for line in contract(name)["layers"].splitlines() if line.strip()]


def river() -> list[str]:
    """The built rooms of the river, spring first: the order of folders, menus and INSTALLED_APPS."""
    return [room for room in reversed(layers("river")) if not room.startswith("(")]
