"""A plan as a JSON file (`thidua-plan/1`): taken whole or refused with the place of the first thing that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from thidua.core.plans.contract import loads
from thidua.core.plans.model import Plan
from thidua.formats.refusals import Refusal, refusal

FORMAT = "thidua-plan/1"
_SHOWN = 60


def read_plan_json(data: bytes) -> Plan:
    """The plan in a JSON file. Raises Refusal: no UTF-8, no JSON (with line and column), a key twice, a number that is
    none, another format, or a value that the schema does not allow (with its path)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal("A40", "Tệp không phải chữ UTF-8. Cần tệp JSON do thidua plan read --json ghi ra.") from error
    _checked_syntax(text)
    try:
        plan = loads(text)
    except ValueError as error:
        raise refusal("G55", "Tệp JSON này không phải một kế hoạch: cần một đối tượng {...}.") from error
    if plan.get("format") != FORMAT:
        raise refusal("G55", 'Tệp không ghi "format": "{format}"; đây không phải kế hoạch đọc được.', format=FORMAT)
    wrong = best_match(_validator().iter_errors(plan))
    if wrong is not None:
        raise refusal("E10", "Sai ở {path}: {why}.", path=_path(wrong.absolute_path), why=_why(wrong))
    return plan


def _checked_syntax(text: str) -> None:
    try:
        json.loads(text, object_pairs_hook=_without_twins, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        words = "JSON sai tại dòng {line} cột {column}."
        raise refusal("E12", words, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refusal("E12", "JSON lồng quá nhiều lớp.") from error
    except ValueError as error:
        # A figure of more digits than Python takes.
        raise refusal("E14", "Số không hợp lệ.") from error


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise refusal("E13", 'Khóa "{key}" lặp lại.', key=key[:_SHOWN])
        found[key] = value
    return found


def _no_number(word: str) -> Refusal:
    raise refusal("E14", "Số không hợp lệ: {word}.", word=word)


@cache
def _validator() -> Draft202012Validator:
    schema = resources.files("thidua.core.plans") / "plan.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _path(parts: Iterable[Any]) -> str:
    """ "targets[2].measures[0].unit" """
    told = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts).lstrip(".")
    return told or "gốc của tệp"


_TYPES = {
    "string": "chữ",
    "number": "số",
    "integer": "số nguyên",
    "boolean": "đúng hoặc sai",
    "array": "danh sách",
    "object": "đối tượng",
    "null": "trống",
}


def _why(wrong: ValidationError) -> str:
    """What the schema asks for there, in words."""
    asked: Any = wrong.validator_value
    rule = wrong.validator
    if rule == "required" and isinstance(wrong.instance, dict):
        missing = next((key for key in asked if key not in wrong.instance), "")
        return f'thiếu "{missing}"'
    if rule == "additionalProperties":
        found = re.search(r"'([^']{1,60})' (?:was|were|does)", wrong.message)
        return f'không có trường "{found[1]}"' if found else "có trường lạ"
    if rule == "type":
        kinds = asked if isinstance(asked, list) else [asked]
        return f"cần {' hoặc '.join(_TYPES[kind] for kind in kinds)}"
    if rule in ("enum", "const"):
        allowed = asked if isinstance(asked, list) else [asked]
        return f"chỉ nhận {', '.join(str(one) for one in allowed)}"
    if rule in ("minLength", "minItems"):
        return f"cần ít nhất {asked} {'chữ' if rule == 'minLength' else 'mục'}"
    if rule == "pattern":
        return f'"{str(wrong.instance)[:_SHOWN]}" không đúng dạng'
    return f"giá trị {json.dumps(wrong.instance, ensure_ascii=False, default=str)[:_SHOWN]} không nhận được"
