#!/usr/bin/env python3
"""Break the core in small ways and see whether its own tests notice: a seeded sample of mutants for each module.

usage: tools/mutate.py [MODULE ...] [--sample 120] [--seed 1] [--limit 60]

MODULE is a key of `TESTS` (`core/viet/numbers`); none means all. Mutants are written into a temporary copy of `src`,
never into the work tree, and meet only the tests of their module. Survivors are printed as file:line old → new.
Mutants listed with their reason in `docs/dev/mutation.md` change nothing that can be seen; they are counted apart.
"""

from __future__ import annotations

import argparse
import ast
import copy
import multiprocessing
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAPER = ROOT / "docs" / "dev" / "mutation.md"
MEMORY = 2 * 1024**3
SHOWN = 100
NOT_ASKED = (4, 5)
"""Exit codes of pytest for a wrong call and for no test found: they say nothing about a mutant."""

TESTS: dict[str, tuple[str, ...]] = {
    "core/verdicts": ("test_verdicts*", "test_permits*", "test_movements_core*", "test_steps*"),
    "core/actors": ("test_actors*", "test_permits*", "test_movements_core*"),
    "core/steps": ("test_steps*",),
    "core/permits": ("test_permits*",),
    "core/movements": ("test_movements_core*", "test_steps*"),
    "core/viet/text": ("viet/test_viet_text*",),
    "core/viet/sorting": ("viet/test_viet_sorting*",),
    "core/viet/numbers": ("viet/test_viet_numbers*",),
    "core/viet/number_words": ("viet/test_number_words*",),
    "core/viet/dates": ("viet/test_viet_dates*",),
    "core/calendar/deadlines": ("calendar/test_calendar_deadlines*",),
    "core/calendar/workdays": ("calendar/test_workdays*",),
    "core/calendar/holidays": ("calendar/test_holidays*",),
    "core/calendar/recurrence": ("calendar/test_recurrence*",),
    "core/calendar/lunar": ("calendar/test_lunar*",),
    "core/plans/contract": ("plans/test_plan_contract*", "plans/any_text/test_plan_properties*"),
    "core/plans/identity": ("test_identity*",),
    "core/plans/matching": ("test_matching*",),
    "core/plans/sentences": (
        "plans/test_plan_sentences*",
        "plans/test_plan_coverage*",
        "plans/reading/test_plan_measures*",
    ),
    "core/plans/coverage": ("plans/test_plan_coverage*",),
    "apps/journal/chain": ("test_journal_chain*",),
    **dict.fromkeys(
        (
            "core/plans/reading/measures/__init__",
            "core/plans/reading/measures/clauses",
            "core/plans/reading/measures/levels",
            "core/plans/reading/measures/metric",
            "core/plans/reading/measures/operators",
        ),
        ("plans/reading/test_plan_*",),
    ),
    **dict.fromkeys(
        (
            "core/plans/reading/times/deadlines",
            "core/plans/reading/times/moments",
            "core/plans/reading/times/period",
            "core/plans/reading/times/rhythms",
        ),
        ("plans/reading/times/test_plan_*", "plans/reading/test_plan_*"),
    ),
}
"""Test files of each module, as patterns below `tests/core`. `VALUES` is asked of every module too."""
VALUES = "test_values*"

COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where, what stood there, what stands there now, and the whole module with it."""

    line: int
    function: str
    old: str
    new: str
    source: str

    def is_among(self, reviewed: set[tuple[str, str, str]]) -> bool:
        """Whether the paper names it, or all of its function with `*`. Lines move, so they do not count."""
        return bool(reviewed & {(self.function, self.old, self.new), (self.function, "*", "*")})


def expression_changes(node: ast.AST) -> Iterator[ast.AST]:
    """What an operator, a constant or a condition may be turned into; each a fresh node."""
    match node:
        case ast.Compare(left, ops, comparators):
            for at, op in enumerate(ops):
                turned = [*ops[:at], COMPARED[type(op)](), *ops[at + 1 :]]
                yield ast.Compare(left, turned, comparators)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, ast.Add() | ast.Sub() as op, right):
            yield ast.BinOp(left, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), right)
        case ast.IfExp(test, body, orelse):
            yield ast.IfExp(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.Constant(value):
            yield from (ast.Constant(other) for other in other_values(value))


def other_values(value: object) -> Iterator[bool | int | float | str]:
    match value:
        case bool():
            yield not value
        case int() | float():
            yield value + 1
            yield value - 1
        case str() if value:
            yield ""


def statement_changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Return(value) if value is not None and ast.unparse(value) != "None":
            yield ast.Return(ast.Constant(None))
        case ast.Expr(ast.Call()):
            yield ast.Pass()
        case ast.If(test, body, orelse):
            yield ast.If(ast.UnaryOp(ast.Not(), test), body, orelse)
        case ast.AugAssign(target, ast.Add() | ast.Sub() as op, value):
            yield ast.AugAssign(target, ast.Sub() if isinstance(op, ast.Add) else ast.Add(), value)


def without_effect(node: ast.AST, field: str) -> bool:
    """Parts that no run of the program can feel: annotations, literal types, docstrings, export lists."""
    match node:
        case ast.arg() | ast.AnnAssign() if field == "annotation":
            return True
        case ast.FunctionDef() if field == "returns":
            return True
        case ast.Subscript(ast.Name("Literal" | "dict" | "tuple" | "Mapping")):
            return True
        case ast.Expr(ast.Constant()):
            return True
        case ast.Assign([ast.Name("__all__")]):
            return True
        case ast.Call(ast.Name("cast" | "TypeVar")) if field == "args":
            return True
    return False


Spot = tuple[list[ast.AST], Callable[[ast.AST], None]]


def spots(node: ast.AST, above: list[ast.AST]) -> Iterator[Spot]:
    """Every node with its ancestors (itself last) and the way to put another node in its place."""
    for field, value in ast.iter_fields(node):
        if without_effect(node, field):
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.AST):
                chain = [*above, child]
                yield chain, setter(node, field, at)
                yield from spots(child, chain)


def setter(node: ast.AST, field: str, at: int | None) -> Callable[[ast.AST], None]:
    def put(child: ast.AST) -> None:
        if at is None:
            setattr(node, field, child)
        else:
            getattr(node, field)[at] = child

    return put


def frame(chain: list[ast.AST]) -> ast.AST:
    """The widest part around a change that still fits on one line: `1` alone says nothing."""
    for node in chain:
        if isinstance(node, ast.expr | ast.Return | ast.Assign | ast.AugAssign | ast.Expr):
            text = ast.unparse(node)
            if "\n" not in text and "`" not in text and len(text) <= SHOWN:
                return node
    return chain[-1]


def mutants(source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its lines, each a module of its own."""
    tree = ast.parse(source)
    found: dict[str, Mutant] = {}
    for chain, put in list(spots(tree, [])):
        node, around = chain[-1], frame(chain)
        for other in [*expression_changes(node), *statement_changes(node)]:
            old = head(around)
            put(other)
            changed = ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
            new = head(other if around is node else around)
            put(node)
            line = next(part.lineno for part in reversed(chain) if hasattr(part, "lineno"))
            found.setdefault(changed, Mutant(line, home(chain), old, new, changed))
    found.pop(ast.unparse(tree), None)
    return list(found.values())


def home(chain: list[ast.AST]) -> str:
    """The function or class a change is in, or the name that a line of the module gives to something."""
    named = [part.name for part in chain if isinstance(part, ast.FunctionDef | ast.ClassDef)]
    match chain[0]:
        case ast.Assign([ast.Name(name)]) | ast.AnnAssign(ast.Name(name)):
            named = [name]
    return ".".join(named) or "module"


def head(node: ast.AST) -> str:
    """A node as code on one line; of a compound statement its first line."""
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).splitlines()[0]


def equivalents() -> dict[str, set[tuple[str, str, str]]]:
    """Reviewed mutants that change nothing, by module: rows "- `module` `function`: `old` → `new`: reason"."""
    known: dict[str, set[tuple[str, str, str]]] = {}
    text = PAPER.read_text(encoding="utf-8") if PAPER.exists() else ""
    for row in re.findall(r"^- `([^`]+)` `([^`]+)`: `([^`]+)` → `([^`]+)`: \S", text, flags=re.MULTILINE):
        known.setdefault(row[0], set()).add(row[1:])
    return known


def ask_tests(folder: str, tests: list[str]) -> None:
    """In a process of its own: pytest on the copy, without Django, silent, the same examples each time."""
    os.chdir(folder)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(Path(folder, "src")))
    import hypothesis
    import pytest

    calm = hypothesis.settings(database=None, deadline=None, phases=list(hypothesis.Phase)[:3], derandomize=True)
    hypothesis.settings.register_profile("mutation", calm)
    hypothesis.settings.load_profile("mutation")
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:django", "--noconftest", "-o", "addopts="]
    os._exit(pytest.main([*options, "-W", "ignore", "-c", str(ROOT / "pyproject.toml"), *tests]))


def is_noticed(folder: str, tests: list[str], limit: float) -> bool:
    """Whether the tests fail on the copy as it stands; no end is a failure. Stops everything if none ran."""
    run = multiprocessing.get_context("fork").Process(target=ask_tests, args=(folder, tests))
    run.start()
    run.join(limit)
    if run.is_alive():
        run.kill()
        run.join()
        return True
    if run.exitcode in NOT_ASKED:
        raise SystemExit(f"pytest could not ask the tests (code {run.exitcode}); was one of them moved?")
    return run.exitcode != 0


def try_module(name: str, folder: str, asked: argparse.Namespace) -> dict[str, int]:
    """Try a sample of mutants of one module in the copy; print the survivors and return the counts."""
    target = Path(folder, "src", "thidua", f"{name}.py")
    source = target.read_text(encoding="utf-8")
    below = ROOT / "tests" / "core"
    tests = sorted(str(path) for pattern in (*TESTS[name], VALUES) for path in below.glob(f"{pattern}.py"))
    for stale in target.parent.glob(f"__pycache__/{target.stem}.*"):
        stale.unlink()
    target.write_text(ast.unparse(ast.parse(source)), encoding="utf-8")
    if is_noticed(folder, tests, asked.limit):
        raise SystemExit(f"{name}: its tests fail without any change")
    everything, known = mutants(source), equivalents().get(name, set())
    sample = random.Random(f"{asked.seed} {name}").sample(everything, min(asked.sample, len(everything)))
    count = {"all": len(everything), "mutants": len(sample), "killed": 0, "survived": 0, "equivalent": 0}
    for mutant in sorted(sample, key=lambda one: one.line):
        target.write_text(mutant.source, encoding="utf-8")
        if is_noticed(folder, tests, asked.limit):
            count["killed"] += 1
        elif mutant.is_among(known):
            count["equivalent"] += 1
        else:
            count["survived"] += 1
            print(f"{name}.py:{mutant.line} `{mutant.function}`: `{mutant.old}` → `{mutant.new}`", flush=True)
    target.write_text(source, encoding="utf-8")
    return count


def report(rows: dict[str, dict[str, int]]) -> None:
    heads = ("all", "mutants", "killed", "survived", "equivalent")
    print("| module | possible | tried | killed | survived | equivalent |\n|---|---|---|---|---|---|")
    for name, count in rows.items():
        print(f"| {name} |", " | ".join(str(count[head]) for head in heads), "|")
    total = {head: sum(count[head] for count in rows.values()) for head in heads}
    print("| all |", " | ".join(str(total[head]) for head in heads), "|")
    judged = total["mutants"] - total["equivalent"]
    print(f"killed {100 * total['killed'] / max(judged, 1):.1f} % of {judged} that can be told from the original")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--sample", type=int, default=120, help="mutants of each module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60, help="seconds; tests that take longer count as a kill")
    asked = parser.parse_args()
    if unknown := set(asked.modules) - set(TESTS):
        parser.error(f"no tests are known for {', '.join(sorted(unknown))}")
    import hypothesis  # noqa: F401  loaded once, so that no mutant waits for it
    import pytest  # noqa: F401

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="thidua-mutate-") as folder:
        shutil.copytree(ROOT / "src", Path(folder, "src"))
        rows = {name: try_module(name, folder, asked) for name in asked.modules or TESTS}
    report(rows)
    print(f"{time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
