"""A plan as JSON text and back, without one figure passing through a binary float."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib import resources
from typing import Any, cast

from thidua.core.plans.model import Plan
from thidua.core.viet.text import nfc


class _Literal(float):
    """A JSON number whose digits are those of the Decimal: the encoder prints a float by its `__repr__`."""

    def __new__(cls, figure: Decimal) -> _Literal:
        literal = super().__new__(cls, figure)
        literal.digits = format(figure, "f")
        return literal

    digits: str

    def __repr__(self) -> str:
        return self.digits


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else _Literal(value)
    return value


def dumps(plan: Plan) -> str:
    """The plan as indented JSON in the order of its fields; Decimals keep every digit, whole ones print as integers."""
    # The C encoder prints floats by itself; only the Python one, which indenting selects, asks `__repr__`.
    return json.dumps(_printable(plan), ensure_ascii=False, indent=1)


def loads(text: str) -> Plan:
    """The plan in a JSON text, in NFC, numbers as Decimals save whole ones. Raises ValueError if it is no object."""
    plan = json.loads(nfc(text), parse_float=Decimal)
    if not isinstance(plan, dict):
        raise ValueError("a plan is one JSON object")
    return cast(Plan, plan)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `thidua-plan/1`."""
    text = (resources.files("thidua.core.plans") / "plan.schema.json").read_text(encoding="utf-8")
    return cast(dict[str, Any], json.loads(text))
