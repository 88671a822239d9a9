"""Who touches tables: an app's own services write them, so that no change passes by the journal; the doors ask
queries that are scoped by what the actor may see, and take no row by its number alone."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.utils.module_loading import import_string
from source_tree import SRC, called, calls, imports, named, python_files, tree

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


WEB = SRC / "web"


def reaches_for_rows(module: ast.Module) -> list[int]:
    """Lines that ask a table directly."""
    return [
        node.lineno
        for node in ast.walk(module)
        if (isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"})
        or (isinstance(node, ast.Call) and called(node) in {"raw", "cursor", "get_model"})
    ]


def test_no_door_imports_tables() -> None:
    found = [
        f"{named(path)} line {line}: {module}"
        for path in [*python_files(WEB), *python_files(SRC / "jobs")]
        for line, module, name in imports(path)
        if module.startswith("thidua.apps.") and (module.endswith(".models") or name == "models")
    ]
    assert not found


def test_no_door_asks_a_table_directly() -> None:
    found = [f"{named(path)} line {line}" for path in python_files(WEB) for line in reaches_for_rows(tree(path))]
    assert not found, "ask a query that is scoped by visible_to"


@pytest.mark.parametrize("line", ["Plan.objects.get(pk=pk)", "Plan._default_manager.all()", "connection.cursor()"])
def test_the_check_sees_a_table_asked(line: str) -> None:
    assert reaches_for_rows(ast.parse(line))


def test_an_object_is_taken_from_what_the_actor_may_see() -> None:
    found = [
        f"{named(path)} line {call.lineno}: get_object_or_404({ast.unparse(call.args[0])})"
        for path in python_files(WEB)
        for call in calls(path)
        if called(call) == "get_object_or_404" and call.args and not scoped(call.args[0])
    ]
    assert not found


def scoped(source: ast.expr) -> bool:
    """Whether rows come out of a call that was handed the actor."""
    return any(
        isinstance(node, ast.Call) and any("actor" in ast.unparse(argument) for argument in node.args)
        for node in ast.walk(source)
    )


def test_scoped_rows_are_told_from_all_rows() -> None:
    assert scoped(ast.parse("plans.visible_to(request.actor)", mode="eval").body)
    assert not scoped(ast.parse("Plan", mode="eval").body)


def test_every_page_asks_for_sign_in_unless_it_says_otherwise() -> None:
    assert any(issubclass(import_string(path), LoginRequiredMiddleware) for path in _classes(settings.MIDDLEWARE))


def _classes(middleware: list[str]) -> list[str]:
    return [path for path in middleware if inspect.isclass(import_string(path))]


def test_there_is_no_administration_that_passes_by_the_journal() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
