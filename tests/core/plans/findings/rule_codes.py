"""The codes of the linter as its rules give them, read from their source: a dead line or a forgotten branch shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import thidua.core.plans.findings as findings_room

FOLDER = Path(findings_room.__file__).parent
SEVERITIES = ("must", "should", "spelling")


def codes_of(maker: str) -> dict[str, set[str]]:
    """Every code with all severities that its branches give. `maker` is "Finding" for faults, "_ask" for questions."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.rglob("*.py"):
        for code, severities in _made(ast.parse(path.read_text(encoding="utf-8")), maker):
            assert severities, f"{path.name}: {code} without a severity that can be read"
            found.setdefault(code, set()).update(severities)
    return found


def _made(tree: ast.AST, maker: str) -> Iterator[tuple[str, set[str]]]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == maker:
            code, severity = call.args[:2]
            if isinstance(code, ast.Constant):
                yield (
                    str(code.value),
                    {
                        str(one.value)
                        for one in ast.walk(severity)
                        if isinstance(one, ast.Constant) and one.value in SEVERITIES
                    },
                )
