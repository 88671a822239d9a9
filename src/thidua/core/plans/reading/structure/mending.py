"""Evident damage of scanning and typing repaired; the sheet remembers what stood there."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from thidua.core.lexicons import lines, load
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date
from thidua.core.viet.text import fold, one_tone_style

_FIGURES = re.compile(r"\d ,\d|\d/|[lIO]\d*\s*%")
# Letters for digits where only a share can be meant: "lOO%", "9O %". Elsewhere only a damaged paper is mended.
_LETTERED_SHARE = compiled(r"(?<![\w.,])(?=[\dlIO]*[lIO])(?=[lI]?[O\d])[\dlIO]{2,3}(?=\s*%)")
_TORN_COMMA = compiled(r"(?<![\d,])\d{1,3}(?:\.\d{3})* ,\d{1,2}(?=\s*(?:%|tỷ|triệu|nghìn|ha|tấn|kg|điểm|m2|km))")
_TORN_DATE = compiled(r"(?<![\d/])\d{1,2}/\d ?\d? ?/ ?20\d ?\d(?!\d)")
_LOST_SLASH = compiled(
    r"(?<![\d/.])(\d{2})1(\d{1,2})/(20\d\d)(?![\d/])|(?<![\d/.])(\d{1,2})/(\d{1,2})1(20\d\d)(?![\d/])"
)
_TO_DIGITS = str.maketrans({"l": "1", "I": "1", "O": "0", " ": ""})
# What stands before a day; a count of a count ("1512/2000 hộ") stands after other words.
_DAY_NEXT = re.compile(r"\b(?:ngày|trước|đến|hết|chậm nhất|muộn nhất|vào|từ|sau|hạn)\s*(?:là\s*|:\s*)?$", re.IGNORECASE)
_NAMED_YEAR = re.compile(r"\bnăm\s+(20\d\d)(?!\d)", re.IGNORECASE)
_NEAR = 2
"""Years between a mended day and a year that the paper names."""


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, dict[str, Any]]]:
    slips = {slip["wrong"]: dict(slip) for slip in load("plan_ocr")["slip"]}
    longest = sorted(slips, key=len, reverse=True)
    return compiled(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)", re.IGNORECASE), slips


def _mend_words(sheet: Sheet, passage: Passage) -> Passage:
    """Evident slips of scanning and typing repaired; the sheet remembers what stood there."""
    pattern, slips = _slips()
    for found in reversed(list(pattern.finditer(passage.text))):
        slip, wrong = slips[found.group().lower()], found.group()
        before, after = passage.text[: found.start()].rstrip(), passage.text[found.end() :].lstrip().lower()
        if slip.get("places") == "clause" and before and before[-1] not in ';.,:-–+)(“"•':
            continue
        if any(after.startswith(word) for word in slip.get("unless", ())):
            continue
        right: str = slip["right"]
        right = right.upper() if wrong.isupper() else right[0].upper() + right[1:] if wrong[0].isupper() else right
        place = passage.places[found.start()]
        spread = [passage.places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
        sheet.repairs[place] = (wrong, right)
        passage = Passage(
            passage.text[: found.start()] + right + passage.text[found.end() :],
            [*passage.places[: found.start()], *spread, *passage.places[found.end() :]],
        )
    return passage


def _mend_figures(sheet: Sheet, passage: Passage) -> Passage:
    """Figures that a scan damaged, mended where the result is a number or a day: "428 ,6", "3117/2025", "15/912026"."""
    forms = (_LETTERED_SHARE, _TORN_COMMA, _TORN_DATE, _LOST_SLASH)
    printed = "%" in passage.text or "/" in passage.text or " ," in passage.text
    for form in forms if printed and _FIGURES.search(passage.text) else ():
        for found in reversed(list(form.finditer(passage.text))):
            wrong = found.group()
            right = "/".join(filter(None, found.groups())) if form is _LOST_SLASH else wrong.translate(_TO_DIGITS)
            dated = form in (_TORN_DATE, _LOST_SLASH)
            if right == wrong or (dated and paper_date(right) is None):
                continue
            if form is _LOST_SLASH and not _lost(sheet, found, int(right[-4:])):
                continue
            sheet.repairs[passage.places[found.start()]] = (wrong, right)
            places = passage.places
            spread = [places[min(found.start() + i, found.end() - 1)] for i in range(len(right))]
            text = passage.text[: found.start()] + right + passage.text[found.end() :]
            passage = Passage(text, [*places[: found.start()], *spread, *places[found.end() :]])
    return passage


def _lost(sheet: Sheet, figures: re.Match[str], year: int) -> bool:
    """Whether figures are a day whose slash was read as 1: words of time stand before them, the paper is of that
    time, and no slash was merely left out ("1512/2026" may be 15/2 and 15/12)."""
    if figures[2] in ("0", "1", "2"):
        return False
    named = _NAMED_YEAR.findall(sheet.text) if _DAY_NEXT.search(figures.string[: figures.start()]) else ()
    return any(abs(year - int(one)) <= _NEAR for one in named)


def mend(sheet: Sheet, passage: Passage) -> Passage:
    """The passage with slips of words and torn figures repaired, `sheet.repairs` keeping the printed ones."""
    return _mend_figures(sheet, _mend_words(sheet, passage))


# The tone on the second vowel of an open oa, oe, uy; after q the u belongs to the consonant.
_NEW_STYLE = compiled(
    r"[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ](?![^\W\d_])|[uU][ỳýỷỹỵỲÝỶỸỴ](?<![qQ][uU].)(?![^\W\d_])",
)
_SYLLABLE = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\S+")
# One sound written with two signs, the mark on the wrong one: no Vietnamese syllable has "ưó".
_SPLIT_VOWEL = str.maketrans("óòỏõọÓÒỎÕỌ", "ớờởỡợỚỜỞỠỢ")
_HOOKED = compiled(r"(?<=[ưƯ])[óòỏõọ]", re.IGNORECASE)
_LIKE_DIGITS = compiled(r"(?<![\w.,])(?=[\dlIO]*\d|[lI]OO)[\dlIO]{2,4}(?=\s*%|/|\b(?=[.,;)\s]))")
_LIKE_ROMAN = compiled(
    r"^[ \t#*]*(?P<r>(?=[IVXl]*l)[IVXl]{1,5})(?=[.)/])|\b(?:Đợt|Giai đoạn|Bước|lớp|mức độ|khối) (?P<n>l)(?!\w)",
    re.MULTILINE,
)
_SAMPLE = 6_000
_DAMAGED, _DIFFERENT, _RATE = 4, 3, 0.004
"""A paper counts as damaged from four misspelled words on, three of them different (one slip may be typed throughout a
paper), and four in a thousand of its syllables."""


@cache
def _pairs() -> dict[str, str]:
    return {fold(pair): pair for pair in lines("plan_phrases")}


@cache
def _unmarked() -> dict[str, str]:
    return {fold(pair): pair for pair in lines("plan_unmarked")}


@cache
def _kept() -> frozenset[str]:
    return frozenset(lines("plan_kept"))


def undamaged(sheet: Sheet) -> str:
    """The text as it is read, every character in its place: one style of tone marks ("hòa" for "hoà"), and in a
    damaged paper marks and digits put right. Each repair of damage is kept in `sheet.repairs`; the style is none.

    Source: survey section 6, damage of scans and two spellings of tone marks.
    """
    text = _NEW_STYLE.sub(lambda found: one_tone_style(found.group()), sheet.text)
    found = _misspelled(text[:_SAMPLE])
    different = len({right.lower() for _, right in found})
    if len(found) < _DAMAGED or different < _DIFFERENT or len(found) < _RATE * len(_SYLLABLE.findall(text[:_SAMPLE])):
        return text
    sheet.damaged = True
    signs = list(text)
    for torn in _SYLLABLE.finditer(text) if _HOOKED.search(text) else ():
        _put(sheet, signs, torn.start(), _HOOKED.sub(lambda o: o.group().translate(_SPLIT_VOWEL), torn.group()))
    for start, right in _misspelled(text):
        _put(sheet, signs, start, right)
    for label in _LIKE_ROMAN.finditer(text):
        part = "r" if label["r"] else "n"
        right = "1" if label[part] == "l" else label[part].replace("l", "I")
        _put(sheet, signs, label.start(part), right)
    for figure in _LIKE_DIGITS.finditer(text):
        _put(sheet, signs, figure.start(), figure.group().translate(str.maketrans("lIO", "110")))
    return "".join(signs)


def _put(sheet: Sheet, signs: list[str], start: int, right: str) -> None:
    """Put words in, each remembered by itself: pairs overlap, and the second repair must not hide the first."""
    for word in _WORD.finditer(right):
        begin, end = start + word.start(), start + word.end()
        wrong = sheet.text[begin:end]
        if "".join(signs[begin:end]) != word.group():
            sheet.repairs[begin] = (wrong, word.group())
            signs[begin:end] = word.group()


def _misspelled(text: str) -> list[tuple[int, str]]:
    """Where a known word of two syllables stands with other marks, and how it is spelled, in the printed case.

    Two syllables are no such word if one of them belongs to a word that is printed right ("tại chính quyền" holds no
    "tài chính"), or if what is printed is as common a word ("hàng được tin dùng" holds no "tín dụng").
    """
    pairs, bare, plain = _pairs(), _unmarked(), fold(text)
    if len(plain) != len(text):  # a loose mark folds to nothing; every later place would be off by one
        plain = "".join((fold(sign) or "\0")[0] for sign in text)
    found: list[tuple[int, str]] = []
    waiting: tuple[int, str] | None = None  # misspelled, unless the next pair is a word printed right
    claimed = False  # the pair before is a word printed right
    before: re.Match[str] | None = None
    for syllable in _SYLLABLE.finditer(plain):
        spelled: str | None = None
        right = False
        gap = plain[before.end() : syllable.start()] if before is not None else ""
        if before is not None and gap and not gap.strip(" "):
            pair = f"{before.group()} {syllable.group()}"
            known = pairs.get(pair) or (bare.get(pair) if text[before.start() : syllable.end()].isascii() else None)
            if known is not None:
                printed = text[before.start() : syllable.end()]
                known = known if gap == " " else known.replace(" ", gap)
                right = printed.lower() == known
                spelled = printed if right else _spelled(printed, known, text[syllable.end() : syllable.end() + 20])
                right = spelled == printed
        if waiting is not None and not right:
            found.append(waiting)
        waiting = (before.start(), spelled) if before is not None and spelled and not (right or claimed) else None
        claimed = right
        before = syllable
    return [*found, waiting] if waiting is not None else found


def _spelled(printed: str, right: str, after: str) -> str | None:
    """The word in the printed case; the printed words themselves if they are right, None if they may be meant."""
    small = one_tone_style(printed.lower())
    if small == one_tone_style(right):
        return printed
    # Two capitals are a name: "Lê Văn Hòa" is no "văn hóa".
    if printed.istitle() or " ".join(small.split()) in _kept():
        return None
    meant = _slips()[1].get(small, {}).get("unless", ())
    if after.lstrip().lower().startswith(tuple(meant)):
        return None
    if any(one in _kept() for one, other in zip(small.split(), right.split(), strict=True) if one != other):
        return None
    return "".join(r.upper() if p.isupper() else r for p, r in zip(printed, right, strict=True))
