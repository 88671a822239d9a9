"""Names say what a thing is: no drawers for everything, the glossary's noun on every floor, addresses in Vietnamese."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django.db.models import Choices
from source_tree import ROOT, SRC, files, inside, named, tree
from urls_of_the_house import literal_segments

import thidua.core
from thidua.core.events import Event
from thidua.core.steps import Steps

FORBIDDEN = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "handler",
    "processor",
    "data",
    "info",
}
EXCEPTIONS = Path(__file__).with_name("name_exceptions.toml")


def words(name: str) -> list[str]:
    """`PlanReader`, `plan_reader` and `plan-reader` as `plan`, `reader`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return [word.lower() for word in re.split(r"[^A-Za-z0-9]+", spaced) if word]


def forbidden(name: str) -> bool:
    """Whether a name holds a word that could mean anything, or starts with `do_`."""
    return bool(FORBIDDEN & set(words(name))) or name.startswith("do_")


def given_names() -> Iterator[tuple[str, str]]:
    """Every name we gave: (where, name) of files, folders, classes and functions."""
    for path in files():
        for part in path.relative_to(ROOT).parts:
            yield named(path), part.split(".")[0] if not part.startswith(".") else part[1:]
    for path in [*inside(SRC, ".py"), *inside(ROOT / "tests", ".py"), *inside(ROOT / "tools", ".py")]:
        for node in ast.walk(tree(path)):
            named_by_us = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            if named_by_us and not node.name.startswith("test_"):  # the name of a test is a sentence
                yield f"{named(path)}::{node.name}", node.name


def excepted() -> dict[str, str]:
    """Names that may stand although they hold a forbidden word: where, and why."""
    return tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8"))


def test_no_name_could_mean_anything() -> None:
    allowed = excepted()
    found = sorted({where for where, name in given_names() if forbidden(name) and where not in allowed})
    assert not found, "say what it is: " + ", ".join(found)


def test_no_exception_outlives_its_name() -> None:
    there = {where for where, name in given_names() if forbidden(name)}
    assert not set(excepted()) - there
    assert all(excepted().values())


@pytest.mark.parametrize("name", ["DataReader", "plan_utils", "do_launch", "base", "PLANInfo"])
def test_the_check_knows_the_words(name: str) -> None:
    assert forbidden(name)


@pytest.mark.parametrize("name", ["database", "information", "PlanReader", "commonly", "dot"])
def test_the_check_takes_whole_words_only(name: str) -> None:
    assert not forbidden(name)


@cache
def _text() -> str:
    return (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")


@cache
def sections() -> dict[str, str]:
    """The text under each heading of the second level."""
    parts = re.split(r"^## (.+)$", _text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def identifiers() -> frozenset[str]:
    """Every word in backticks."""
    return frozenset(re.findall(r"`([^`\n]+)`", _text()))


@cache
def address_words() -> frozenset[str]:
    """The words explained under "Words in addresses": first column of its table."""
    return frozenset(re.findall(r"^\| `([^`]+)` \|", sections()["Words in addresses"], flags=re.MULTILINE))


def own_models() -> list[str]:
    return sorted(
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("thidua.") and not model._meta.proxy
    )


def steps() -> dict[str, Steps]:
    """Every table of moves in the core."""
    found = {}
    for module in walk_packages(thidua.core.__path__, "thidua.core."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, Steps):
                found[name] = value
    return found


def stored_words() -> dict[str, set[str]]:
    """Every list of words that a column may hold."""
    found: dict[str, set[str]] = {}
    for room in apps.get_app_configs():
        if room.name.startswith("thidua.apps.") and room.models_module:
            for name, value in vars(room.models_module).items():
                if isinstance(value, type) and issubclass(value, Choices) and value.__members__:
                    found[f"{room.label}.{name}"] = set(value.values)
    return found


def test_every_model_stands_in_the_glossary() -> None:
    assert len(own_models()) > 20
    assert not [name for name in own_models() if name not in identifiers()]


def test_every_state_stands_in_the_glossary() -> None:
    tables = steps()
    assert {"PLAN_STEPS", "MOVEMENT_STEPS"} <= set(tables)
    missing = {
        f"{name}: {state}" for name, table in tables.items() for state in table.labels if state not in identifiers()
    }
    assert not missing


def test_every_word_kept_in_a_column_stands_in_the_glossary() -> None:
    missing = [
        f"{where}: {word}" for where, held in stored_words().items() for word in held if word not in identifiers()
    ]
    assert not missing


def test_every_noun_of_an_event_stands_in_the_glossary() -> None:
    assert not {event.value.split(".")[0] for event in Event} - identifiers()


def test_events_are_named_noun_and_past_participle() -> None:
    irregular = ("made", "taken", "left", "split", "sent", "drawn", "cast", "kept", "reset", "undone")
    for event in Event:
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", event.value), event
        assert event.value.endswith(("ed", *irregular)), event
        assert event.name == event.value.replace(".", "_").upper()


def test_states_are_one_lower_case_word() -> None:
    for table in steps().values():
        assert all(re.fullmatch(r"[a-z]+", state) for state in table.labels)


def test_addresses_are_vietnamese_words_of_the_glossary() -> None:
    found = literal_segments()
    malformed = sorted(word for word in found if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?", word))
    unknown = sorted(found - address_words())
    assert not malformed
    assert not unknown, f"give each a line under 'Words in addresses' in GLOSSARY.md: {unknown}"
