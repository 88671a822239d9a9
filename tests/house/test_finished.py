"""What is called done is done: no notes to ourselves, no empty bodies, no word in a list that nothing uses."""

from __future__ import annotations

import ast
import re

from source_tree import ROOT, SRC, called, inside, named, python_files, tree

from thidua.core.events import Event
from thidua.core.permits import Act

NOTES = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b|raise NotImplemented" + "Error")


def used_members(name: str) -> set[str]:
    """Members of an enum that some file of the package names, besides the file that defines and lists them."""
    return {
        node.attr
        for path in python_files()
        if path.name not in ("events.py", "permits.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    }


def test_no_notes_to_ourselves() -> None:
    texts = [*inside(SRC, ".py", ".html", ".css", ".js", ".toml"), *inside(ROOT / "tests", ".py"), ROOT / "Makefile"]
    found = [
        f"{named(path)} line {number}"
        for path in texts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if NOTES.search(line)
    ]
    assert not found


def test_no_function_is_empty() -> None:
    found = [
        f"{named(path)}::{node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and empty(node)
    ]
    assert not found


def empty(function: ast.FunctionDef) -> bool:
    """Whether a body is only `pass` or dots, in nothing abstract. A docstring alone is a hook that says what for."""
    marks = {ast.unparse(mark).split(".")[-1] for mark in function.decorator_list}
    last = function.body[-1]
    dots = isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant) and last.value.value is Ellipsis
    return not marks & {"overload", "abstractmethod"} and (isinstance(last, ast.Pass) or dots)


def test_every_event_happens_somewhere() -> None:
    assert sorted({event.name for event in Event} - used_members("Event")) == []


def test_every_act_of_the_permits_is_asked_somewhere() -> None:
    assert sorted({act.name for act in Act} - used_members("Act")) == []


def test_every_skip_says_why() -> None:
    found = [
        f"{named(path)} line {node.lineno}"
        for path in inside(ROOT / "tests", ".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in {"skip", "skipif", "xfail"} and not says_why(node)
    ]
    bare = [
        f"{named(path)} line {node.lineno}"
        for path in inside(ROOT / "tests", ".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and any(re.search(r"mark\.(skip|xfail)$", ast.unparse(mark)) for mark in node.decorator_list)
    ]
    assert not found + bare


def says_why(mark: ast.Call) -> bool:
    """Whether a mark or a call that lets a test pass by carries its reason."""
    given = [ast.unparse(word.value) for word in mark.keywords if word.arg in ("reason", "msg")]
    if called(mark) == "skip":
        given += [ast.unparse(argument) for argument in mark.args]
    return any(len(words) > 10 for words in given)


def test_the_check_sees_a_silent_skip() -> None:
    marks = [ast.parse(line, mode="eval").body for line in ("skipif(True)", "skip()", "skip('needs the real plans')")]
    assert [says_why(mark) for mark in marks if isinstance(mark, ast.Call)] == [False, False, True]
