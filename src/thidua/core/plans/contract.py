"""A plan as JSON text and back, without one figure passing through a binary float."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import cast

from thidua.core.plans.model import Plan
from thidua.core.viet.text import nfc


def _encode(value: object, indent: str) -> str:
    """One value as JSON; the standard encoder cannot print a Decimal as a number without making it a float."""
    if isinstance(value, Decimal):
        return format(value.to_integral_value() if value == value.to_integral_value() else value, "f")
    inner = indent + " "
    if isinstance(value, dict) and value:
        parts = [f"{inner}{json.dumps(key)}: {_encode(part, inner)}" for key, part in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(inner + _encode(part, inner) for part in value) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)


def dumps(plan: Plan) -> str:
    """The plan as indented JSON in the order of its fields; Decimals keep every digit, whole ones print as integers."""
    return _encode(plan, "")


def loads(text: str) -> Plan:
    """The plan in a JSON text, in NFC, numbers as Decimals save whole ones. Raises ValueError if it is no object."""
    plan = json.loads(text, parse_float=Decimal)
    if not isinstance(plan, dict):
        raise ValueError("a plan is one JSON object")
    return cast(Plan, _in_nfc(plan))


def _in_nfc(value: object) -> object:
    """The same with every text in NFC. Not done on the JSON: a loose mark would change the escape before it."""
    if isinstance(value, dict):
        return {nfc(key): _in_nfc(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_nfc(inner) for inner in value]
    return nfc(value) if isinstance(value, str) else value
