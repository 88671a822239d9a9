"""Only an app's own services write its tables, so that no change passes by the journal."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_tree import SRC, imports, named, python_files, tree

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create", "acreate", "aupdate", "adelete", "asave"}
ON_ROWS = {"save", "create", "update", "delete"}
ROW_SETS = {"objects", "filter", "exclude", "all", "select_for_update", "visible_to", "order_by"}
WRITING_SQL = ("insert", "update", "delete", "truncate", "alter", "drop")
MAY_WRITE_ANYWHERE = {SRC / "apps" / "columns.py"}


def own_room(path: Path) -> str | None:
    """The app whose tables this file may write: its own, when the file is (in) its services."""
    parts = path.relative_to(SRC).parts
    if parts[0] == "apps" and len(parts) > 2 and (parts[1] == "journal" or parts[2].startswith("services")):
        return parts[1]
    return None


def chain_of(node: ast.expr) -> list[str]:
    """The words of a dotted call, first to last: `Plan.objects.filter(...).delete` as Plan, objects, filter, delete."""
    found: list[str] = []
    while True:
        match node:
            case ast.Attribute(value=value, attr=attr):
                found.append(attr)
                node = value
            case ast.Call(func=func):
                node = func
            case ast.Name(id=name):
                return [name, *found[::-1]]
            case _:
                return found[::-1]


def writes(call: ast.Call) -> bool:
    """Whether a call changes rows, judged by its words: `digest.update(part)` and `image.save(file)` do not."""
    words = chain_of(call.func)
    last = words[-1] if words else ""
    if last in ALWAYS:
        return True
    if last == "execute" and call.args and isinstance(call.args[0], ast.Constant):
        return str(call.args[0].value).lstrip().lower().startswith(WRITING_SQL)
    if last not in ON_ROWS or not isinstance(call.func, ast.Attribute):
        return False
    return bool(ROW_SETS & set(words)) or not call.args


def writing_calls(module: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call) and writes(node))


def models_of_others(path: Path, room: str) -> set[str]:
    """Names of model classes that a file takes from apps other than its own."""
    return {
        name
        for _, module, name in imports(path)
        if module.startswith("thidua.apps.") and module.endswith(".models") and module.split(".")[2] != room
    }


def test_rows_are_written_in_services_only() -> None:
    found = [
        f"{named(path)} line {call.lineno}: {ast.unparse(call.func)}"
        for path in python_files()
        if own_room(path) is None and path not in MAY_WRITE_ANYWHERE
        for call in writing_calls(tree(path))
    ]
    assert not found


def test_services_write_the_tables_of_their_own_room() -> None:
    found = [
        f"{named(path)} line {call.lineno}: {ast.unparse(call.func)}"
        for path in python_files(SRC / "apps")
        if (room := own_room(path)) is not None
        for call in writing_calls(tree(path))
        if chain_of(call.func)[0] in models_of_others(path, room)
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "Plan.objects.create(title='x')",
        "Plan.objects.filter(pk=1).update(title='x')",
        "plan.save(update_fields=['title'])",
        "plan.delete()",
        "visible_to(actor).delete()",
        "Plan.objects.bulk_create(rows)",
        "cursor.execute('DELETE FROM plans_plan')",
        "plan.versions.create(ordinal=1)",
    ],
)
def test_a_change_of_rows_is_seen(line: str) -> None:
    assert list(writing_calls(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    ["digest.update(part)", "image.save(path, format='PNG')", "known.update({'a': 1})", "cursor.execute('SELECT 1')"],
)
def test_other_words_of_the_same_sound_are_not(line: str) -> None:
    assert not list(writing_calls(ast.parse(line)))
