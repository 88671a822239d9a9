"""In which part of a paper a line stands ("V.2"), by the numbers of the headings above it."""

from __future__ import annotations

import re
from typing import Any

_ROMAN = re.compile(r"^\s*([IVX]{1,6})\s*[.)/-]\s*\S")
_ARABIC = re.compile(r"^\s*([0-9]{1,2})\s*[.)]\s*[^\W\d]")


class Sections:
    """The numbered parts of one text. Lines count from 1."""

    def __init__(self, text: str) -> None:
        self._paths: list[str] = []
        roman = arabic = ""
        for line in text.split("\n"):
            if found := _ROMAN.match(line):
                roman, arabic = found[1], ""
            elif found := _ARABIC.match(line):
                arabic = found[1]
            self._paths.append(".".join(part for part in (roman, arabic) if part))

    def of(self, item: dict[str, Any]) -> str:
        """ "mục V.2" of an item of the reading, "dòng 41" where no number stands above it, "" for one added by hand."""
        lines = (item.get("source") or {}).get("lines")
        if not lines:
            return ""
        at = lines[0] - 1
        path = self._paths[at] if 0 <= at < len(self._paths) else ""
        return f"mục {path}" if path else f"dòng {lines[0]}"
