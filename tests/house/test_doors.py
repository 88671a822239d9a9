"""The doors are thin: they call services and queries, and take no row by its number past what the actor may see."""

from __future__ import annotations

import ast

import pytest
from django.conf import settings
from source_tree import SRC, called, calls, imports, named, python_files, tree

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
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_there_is_no_administration_that_passes_by_the_journal() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
