"""A plan as text: the very characters, because versions are compared and hashed; no figure becomes a float."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from thidua.core.plans.contract import dumps, loads


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("12.50"), "12.50"),
        (Decimal("12.00"), "12"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("-3"), "-3"),
        (7, "7"),
        (True, "true"),
        (None, "null"),
        ('Tổ "5"', '"Tổ \\"5\\""'),
        ({}, "{}"),
        ([], "[]"),
        ([1, ["a"]], '[\n  1,\n  [\n   "a"\n  ]\n ]'),
        ({"b": 1, "a": {"c": None}}, '{\n  "b": 1,\n  "a": {\n   "c": null\n  }\n }'),
    ],
)
def test_every_value_has_one_form(value, written):
    assert dumps({"v": value}) == f'{{\n "v": {written}\n}}'
    assert loads(dumps({"v": value})) == {"v": value}


def test_fields_stand_on_lines_of_their_own_in_their_order():
    assert dumps({"b": 1, "a": 2}) == '{\n "b": 1,\n "a": 2\n}'


def test_figures_come_back_exact_and_text_in_one_form():
    plan = loads(unicodedata.normalize("NFD", '{"level": 0.1, "count": 3, "name": "Tổ"}'))
    assert plan == {"level": Decimal("0.1"), "count": 3, "name": "Tổ"}
    assert [type(value) for value in plan.values()] == [Decimal, int, str]


@pytest.mark.parametrize("text", ["[]", "3", '"a"', "null"])
def test_what_is_no_object_is_no_plan(text):
    with pytest.raises(ValueError, match=r"^a plan is one JSON object$"):
        loads(text)
