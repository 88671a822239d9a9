"""Stamps of state secrecy on a paper. A paper that bears one is refused before anything is stored."""

from __future__ import annotations

import re
import unicodedata

HEAD_LINES = 40

_STAMPS = {"MẬT": "MẬT", "TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}
_FRAME = re.compile(r"[\W_]+")
_LEVEL = re.compile(
    r"(?i)(?:^|[^\w])(?:mức\s+)?độ\s+mật\s*[:：\-–=]\s*[\[(\"“]*\s*(tuyệt\s*mật|tối\s*mật|mật)\b(?!\s+(?:thiết|khẩu|độ))"
)
_NUMBERED = re.compile(r"^(?:Số|V/v)\b.*?\s((?:TUYỆT\s*|TỐI\s*)?MẬT)$|^((?:TUYỆT\s*|TỐI\s*)?MẬT)\s+Số\s*:")
# A title broken before its last word leaves "MẬT" alone on a line without being a stamp.
_BROKEN_WORD = re.compile(r"(?i)(?:\bbí|\bbảo|\bcơ|\bthân|\btuyệt đối bí|\bcẩn)\W*$")
_MARKLESS = {"TOIMAT": "TỐI MẬT", "TUYETMAT": "TUYỆT MẬT"}


def secrecy_stamp(text: str) -> str | None:
    """ "MẬT", "TỐI MẬT" or "TUYỆT MẬT" when the paper bears that stamp, else None.

    A stamp stands alone on its line or in its table cell (letters may be spaced, framed or decomposed), beside the
    number in the head, or after "Độ mật:". Words such as "bí mật nhà nước" are not stamps.
    Rule: reliability T29; catalogue row A63.
    """
    before = ""
    for number, line in enumerate(unicodedata.normalize("NFKC", text).split("\n")):
        found = _on_line(line, before, head=number < HEAD_LINES)
        if found:
            return found
        before = line if line.strip() else before
    return None


def _on_line(line: str, before: str, *, head: bool) -> str | None:
    level = _LEVEL.search(line)
    if level:
        return _STAMPS[_compact(level[1])]
    for cell in re.split(r"\t|(?<!\s)\s{4,}(?=\S{4})", line):
        found = _alone(cell, head=head)
        if found and not _BROKEN_WORD.search(before):
            return found
    numbered = _NUMBERED.match(line.strip()) if head else None
    return _STAMPS[_compact(numbered[1] or numbered[2])] if numbered else None


def _alone(cell: str, *, head: bool) -> str | None:
    stripped = _FRAME.sub("", cell)
    if not stripped or len(stripped) > 20:
        return None
    upper = stripped == stripped.upper()
    if not (upper or head):
        return None
    compact = stripped.upper().removeprefix("TÀILIỆU")
    return _STAMPS.get(compact) or (_MARKLESS.get(compact) if upper else None)


def _compact(words: str) -> str:
    return re.sub(r"\s+", "", words).upper()
