"""What a page says about bad input, and how it must not be said."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

UNWANTED = (
    "không hợp lệ", "bắt buộc", "vui lòng", "xin lỗi", "không phải là một giá trị", "đảm bảo giá trị", "kí tự",
)  # fmt: skip
_OF_THE_PROGRAM = re.compile(
    r"Traceback|Error\b|Exception|NoneType|/src/|/tmp/|\.py\b|site-packages|\bline \d|[Ii]nvalid|[Rr]equired field"
)


def words_of(page: Any) -> str:
    """The visible words of an answer, in one line."""
    html = page.content.decode() if hasattr(page, "content") else page
    bare = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", html, flags=re.S)
    return " ".join(unescape(bare).split())


def said_at(page: Any, field: str) -> str:
    """The words of the error at one field ("" when none stands there)."""
    html = page.content.decode()
    at = html.find(f'id="id_{field}-loi"')
    return words_of(html[at : html.index("</p>", at)].partition(">")[2]) if at >= 0 else ""


def well_said(text: str) -> None:
    """Fails when a sentence scolds, begs, or speaks of the program's inside."""
    assert [word for word in UNWANTED if word in text.lower()] == []
    found = _OF_THE_PROGRAM.search(text)
    assert found is None, found
    assert "{" not in text and "%(" not in text
