"""How an entry is written down and hashed, so that a checker can be written in any language. Version byte first."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from thidua.core.viet.text import nfc

FORMAT = "thidua/1"


def _plain(value: object) -> object:
    """Values as JSON knows them: decimals and days as text, instants in UTC with microseconds, text in NFC."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return nfc(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            return [_plain(item) for item in items]
    raise TypeError(f"the journal cannot write down {type(value).__name__}")


def canonical(content: Mapping[str, object]) -> str:
    """The one text of `content`: keys sorted, no blanks, UTF-8."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def link(prev: str, content: str) -> str:
    """The hash of an entry: SHA-256 over format, the hash before it and its canonical text. Hex, 64 characters."""
    return hashlib.sha256(f"{FORMAT}\n{prev}\n{content}".encode()).hexdigest()


def commitment(salt: str, value: str) -> str:
    """What stands in the chain for a personal value."""
    return hashlib.sha256(f"{salt}\n{nfc(value)}".encode()).hexdigest()
