"""What passes between the server and its reading child: values as JSON, each with the name of its kind."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thidua.core.papers.text_changes import Marking, TextChange
from thidua.core.verdicts import Reason
from thidua.formats.linearised import Linearised
from thidua.formats.pages.joining import ReadPage
from thidua.formats.refusals import Refusal
from thidua.formats.sheets import Cell, Column, SheetRow, SheetRows

_KINDS: dict[str, Any] = {
    kind.__name__: kind
    for kind in (Linearised, Reason, Column, Cell, SheetRow, SheetRows, ReadPage, TextChange, Marking)
}


def to_letter(found: object) -> Any:
    """JSON form of a value. Raises TypeError for a kind that nobody agreed on."""
    if isinstance(found, str | int | bool | None):
        return found
    if isinstance(found, Decimal):
        return {"kind": "Decimal", "is": str(found)}
    if isinstance(found, date):
        return {"kind": "datetime" if isinstance(found, datetime) else "date", "is": found.isoformat()}
    if isinstance(found, bytes):
        return {"kind": "bytes", "is": base64.b64encode(found).decode()}
    if isinstance(found, list | tuple):
        return [to_letter(part) for part in found]
    if isinstance(found, Mapping):
        return {"kind": "mapping", "is": [[key, to_letter(part)] for key, part in found.items()]}
    if isinstance(found, Refusal):
        return {"kind": "Refusal", "is": to_letter(found.reasons)}
    if is_dataclass(found) and type(found).__name__ in _KINDS:
        parts = {field.name: to_letter(getattr(found, field.name)) for field in fields(found)}
        return {"kind": type(found).__name__, "is": parts}
    raise TypeError(f"{type(found).__name__} is not sent between processes")


def from_letter(letter: Any) -> object:
    """The value of a letter; lists come back as tuples. Raises KeyError or ValueError for anything else."""
    if isinstance(letter, list):
        return tuple(from_letter(part) for part in letter)
    if not isinstance(letter, dict):
        return letter
    kind, inside = letter["kind"], letter["is"]
    if kind == "Decimal":
        return Decimal(inside)
    if kind in ("date", "datetime"):
        return datetime.fromisoformat(inside) if kind == "datetime" else date.fromisoformat(inside)
    if kind == "bytes":
        return base64.b64decode(inside)
    if kind == "mapping":
        return {key: from_letter(part) for key, part in inside}
    if kind == "Refusal":
        reasons: Any = from_letter(inside)
        return Refusal(*reasons)
    return _KINDS[kind](**{name: from_letter(part) for name, part in inside.items()})
