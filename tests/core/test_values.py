"""What a rule is given and what it answers does not change afterwards: values are frozen and have no loose fields."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, is_dataclass
from importlib import import_module

import pytest

import thidua.core

# Reading and writing of papers collect rows while they work; what they hand out is no value class.
COLLECTING = ("thidua.core.plans.reading", "thidua.core.plans.writing")
MODULES = [
    module.name
    for module in pkgutil.walk_packages(thidua.core.__path__, "thidua.core.")
    if not module.name.startswith(COLLECTING)
]
VALUES = {
    f"{value.__module__}.{value.__name__}": value
    for name in MODULES
    for value in vars(import_module(name)).values()
    if isinstance(value, type) and is_dataclass(value) and value.__module__ == name
}


def is_fixed(value: type) -> bool:
    return bool(value.__dataclass_params__.frozen) and "__slots__" in vars(value)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", VALUES)
def test_a_value_does_not_change(name: str) -> None:
    assert is_fixed(VALUES[name])


def test_the_values_are_found_and_a_loose_one_is_told() -> None:
    @dataclass(frozen=True)
    class WithoutSlots:
        text: str

    @dataclass(slots=True)
    class Changing:
        text: str

    assert {"thidua.core.verdicts.Verdict", "thidua.core.plans.matching.Match"} <= set(VALUES)
    assert not is_fixed(WithoutSlots)
    assert not is_fixed(Changing)
