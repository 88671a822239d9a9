"""The catalogue is whole: every row of the annexes, every test it names, and nothing put off that is there already."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver

from thidua.cli.words import grammar

ROOT = Path(__file__).resolve().parents[2]
ROWS = {"A": 69, "D": 68, "G": 69}
HELD = ("test", "finding", "later")


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "catalogue.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rows(whole: dict[str, Any]) -> dict[str, Any]:
    return {code: row for code, row in whole.items() if code != "nouns"}


@cache
def functions_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def test_every_row_of_the_annexes_is_there(rows: dict[str, Any]) -> None:
    wanted = [f"{annex}{number:02d}" for annex, many in ROWS.items() for number in range(1, many + 1)]
    assert sorted(rows) == sorted(wanted)
    assert len(wanted) == 206


def test_every_row_says_what_is_bad_and_where_it_is_held(rows: dict[str, Any]) -> None:
    for code, row in rows.items():
        assert row["bad"].strip() and row["held"] in HELD, code
        assert set(row) <= {"bad", "held", "by", "finding", "noun", "how"}, code
        assert bool(row.get("by")) == (row["held"] != "later"), code
        assert ("noun" in row) == (row["held"] == "later"), code
        assert ("finding" in row) == (row["held"] == "finding"), code


def test_every_named_test_exists(rows: dict[str, Any]) -> None:
    named = [(code, test) for code, row in rows.items() for test in row.get("by", ())]
    assert len(named) > 150
    for code, test in named:
        path, _, name = test.partition("::")
        assert name.startswith("test_"), code
        assert name in functions_in(path), f"{code}: {test}"


def test_tests_of_this_folder_name_the_rows_they_hold(rows: dict[str, Any]) -> None:
    """A row may not point at a table of cases in which it does not stand."""
    from bad_papers import BAD
    from test_badinput_plan_files import FAULTS, NAMES, NOTED

    tables = {
        "test_the_page_refuses_at_the_file": {bad.code for bad in BAD},
        "test_the_command_says_one_line": {bad.code for bad in BAD} | {"G55"},
        "test_faults_in_what_a_paper_says_are_findings_and_never_refusals": set(FAULTS),
        "test_what_is_doubtful_is_taken_and_said_on_the_check_page": set(NOTED),
        "test_a_strange_name_is_put_right_before_it_is_kept": set(NAMES),
    }
    for code, row in rows.items():
        for test in row.get("by", ()):
            assert code in tables.get(test.partition("::")[2], {code}), f"{code}: {test}"


def test_every_finding_has_its_code_in_the_rules(rows: dict[str, Any]) -> None:
    folder = ROOT / "src/thidua/core/plans/findings"
    said = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for code, row in rows.items():
        if row["held"] == "finding":
            assert f'"{row["finding"]}", "' in said, code


def test_what_is_put_off_really_has_no_door_yet(whole: dict[str, Any], rows: dict[str, Any]) -> None:
    addresses = list(_addresses(get_resolver().url_patterns))
    commands = set(_commands(grammar()))
    assert "ke-hoach/nap/" in addresses and {"plan", "read", "backup"} <= commands
    put_off = {row["noun"] for row in rows.values() if row["held"] == "later"}
    assert put_off == set(whole["nouns"])
    for noun, told in whole["nouns"].items():
        assert told["why"].strip() and (told["paths"] or told["commands"]), noun
        assert not [each for each in addresses if set(each.split("/")) & set(told["paths"])], noun
        assert not commands & set(told["commands"]), noun


def test_most_rows_are_held_today(rows: dict[str, Any]) -> None:
    many = Counter(row["held"] for row in rows.values())
    assert many["test"] + many["finding"] >= 168
    print(dict(many))


def _addresses(patterns: Any, prefix: str = "") -> Any:
    for each in patterns:
        here = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from _addresses(each.url_patterns, here)


def _commands(parser: Any) -> Any:
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for name, below in action.choices.items():
                yield name
                yield from _commands(below)
