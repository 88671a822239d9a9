"""Changes of wording (sửa lời văn): which words of a paper's text become which, and what may not be changed so.

The text is that of a filed paper: NFC, a paragraph or table row a line, cells parted by tabs. A change never crosses
either, so that a paper can be put right without a paragraph, cell or number of it being lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thidua.core.verdicts import YES, Verdict, no
from thidua.core.viet.text import clean, hidden_characters, nfc

MOST_WORDS = 2_000
"""Characters of the words before, and of those after: more than a paragraph is a new text, not a change of wording."""
_EDGE = re.compile(r"[\t\n]")
_ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class TextChange:
    """The words `before`, which stand at the characters `start` to `end` of the text, become `after` ("" takes them
    out). `why` is one sentence for the drafter."""

    start: int
    end: int
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """How changes are shown in a file for somebody to accept: as those of `author`, made `at` (in UTC)."""

    author: str
    at: datetime


def change_at(text: str, start: int, end: int, typed: str, why: str = "") -> TextChange:
    """The change of a passage into what was typed, as it is kept: one line in NFC. Words that are taken out take one
    blank beside them along, or two would be left."""
    after = typed if hidden_characters(typed) else clean(typed)
    if not typed.strip() and text[end : end + 1] == " " and text[max(0, start - 1) : start] in ("", " ", "\n", "\t"):
        end += 1
    elif not typed.strip() and start and text[start - 1] == " " and text[end : end + 1] in ("", *" \n\t.,;:!?)”"):
        start -= 1
    return TextChange(start, end, text[start:end], after, clean(why))


def may_change(text: str, change: TextChange, others: Sequence[TextChange] = ()) -> Verdict:
    """Whether this change may be made to this text beside the others. Each reason stands at the field `after`."""
    verdict = _may_stand(text, change)
    if verdict:
        verdict = _may_become(text, change)
    if verdict and (other := overlapped(change, others)):
        return no(
            "changes_overlap",
            "Chỗ này đã có sửa “{before}” thành “{after}”. Bỏ sửa kia trước, hoặc sửa lại ngay ở đó.",
            field="after",
            before=other.before,
            after=other.after,
        )
    return verdict


def overlapped(change: TextChange, others: Sequence[TextChange]) -> TextChange | None:
    """The first of the others that shares a character with this change."""
    return next((one for one in others if one.start < change.end and change.start < one.end), None)


def _may_stand(text: str, change: TextChange) -> Verdict:
    """Whether the words to be changed are words of one paragraph or cell of this text."""
    inside = 0 <= change.start < change.end <= len(text)
    if not inside or not change.before.strip() or text[change.start : change.end] != change.before:
        return no(
            "words_gone",
            "Chữ “{before}” không đứng ở chỗ này của văn bản. Chọn lại chỗ cần sửa.",
            field="after",
            before=change.before,
        )
    if "\n" in change.before:
        return no("over_paragraph", "Một lần sửa nằm trong một đoạn. Sửa từng đoạn riêng.", field="after")
    if "\t" in change.before:
        return no("over_cell", "Một lần sửa nằm trong một ô của bảng. Sửa từng ô riêng.", field="after")
    if len(change.before) > MOST_WORDS:
        return no("words_long", "Chọn tối đa {most} ký tự cho một lần sửa.", field="after", most=MOST_WORDS)
    return YES


def _may_become(text: str, change: TextChange) -> Verdict:
    """Whether the new words can stand in their place."""
    after = change.after
    if hidden_characters(after) or _ZERO_WIDTH.search(after) or _EDGE.search(after) or after != nfc(after):
        return no("hidden_sign", "Chữ mới có ký tự không nhìn thấy hoặc dấu xuống dòng. Gõ lại.", field="after")
    if after == change.before:
        return no("nothing_changed", "Chữ mới giống hệt chữ cũ; không có gì để sửa.", field="after")
    if after and after != after.strip():
        return no("only_blanks", "Chữ mới bắt đầu hoặc kết thúc bằng khoảng trắng. Gõ lại.", field="after")
    if len(after) > MOST_WORDS:
        message = "Chữ mới dài {found} ký tự, tối đa {most}."
        return no("words_long", message, field="after", found=len(after), most=MOST_WORDS)
    start, end = piece_at(text, change.start)
    left = text[start : change.start] + after + text[change.end : end]
    if not left.strip():
        return no("piece_emptied", "Không xóa trắng cả một đoạn hoặc một ô. Việc này làm trong Word.", field="after")
    if left != nfc(left) or (after and unicodedata.combining(after[0])):
        return no("marks_apart", "Chữ mới bắt đầu bằng một dấu rời. Gõ lại cả chữ.", field="after")
    return YES


def piece_at(text: str, place: int) -> tuple[int, int]:
    """The paragraph or cell in which a character stands."""
    ends = [found.start() for found in [_EDGE.search(text, place)] if found]
    return max(text.rfind("\n", 0, place), text.rfind("\t", 0, place)) + 1, ends[0] if ends else len(text)


def apply_changes(text: str, changes: Sequence[TextChange]) -> str:
    """The text with all changes made. Raises ValueError when words are not where a change says, or changes overlap."""
    pieces, at = [], 0
    for change in sorted(changes, key=lambda one: one.start):
        if change.start < at or text[change.start : change.end] != change.before:
            raise ValueError(f"no {change.before!r} at {change.start}")
        pieces += [text[at : change.start], change.after]
        at = change.end
    return "".join([*pieces, text[at:]])


def moved(place: int, changes: Sequence[TextChange]) -> int:
    """Where a character of the text stands after the changes; one that was changed, at the place of its new words."""
    shift = 0
    for change in sorted(changes, key=lambda one: one.start):
        if place < change.start:
            break
        if place < change.end:
            return change.start + shift + min(place - change.start, len(change.after))
        shift += len(change.after) - len(change.before)
    return place + shift


def places_of(text: str, quoted: str) -> list[tuple[int, int]]:
    """Every place where the quoted words stand as whole words, whatever blanks part them; capitals count."""
    words = [re.escape(word) for word in clean(quoted).split()]
    if not words:
        return []
    ahead = r"(?<!\w)" if re.match(r"\w", clean(quoted)) else ""
    behind = r"(?!\w)" if re.search(r"\w$", clean(quoted)) else ""
    return [found.span() for found in re.finditer(ahead + " +".join(words) + behind, text)]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a passage stands: its line (from 1) and some words before and after it."""

    line: int
    ahead: str
    behind: str


def surroundings(text: str, start: int, end: int, width: int = 70) -> Surroundings:
    """The words around a passage, of its own paragraph or cell only; an ellipsis where they were cut."""
    first, last = piece_at(text, start)[0], piece_at(text, max(start, end - 1))[1]
    ahead, behind = text[max(first, start - width) : start], text[end : min(last, end + width)]
    if start - width > first:
        ahead = "…" + ahead[ahead.find(" ") + 1 :]
    if end + width < last:
        behind = behind[: behind.rfind(" ") + 1] + "…"
    return Surroundings(text.count("\n", 0, start) + 1, ahead, behind)


def changed_words(before: str, after: str) -> tuple[int, int, str]:
    """The stretch of `before` that really changes, as (start, end, new words): whole words at both ends that are the
    same in `after` are left alone, as long as a word to change remains."""
    old, new = re.findall(r"\S+|\s+", before), re.findall(r"\S+|\s+", after)
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    while (head or tail) and not "".join(old[head : len(old) - tail]).strip():
        head, tail = (head - 1, tail) if head else (0, tail - 1)
    start, end = len("".join(old[:head])), len("".join(old[: len(old) - tail]))
    return start, end, "".join(new[head : len(new) - tail])
