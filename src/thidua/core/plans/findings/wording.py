"""Findings in the words: the word of another tier, ended standards, doubled words, open quotation marks, slips."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from thidua.core.lexicons import load
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import ExaminedPaper, after, before
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.viet.text import fold

# Two compounds may meet in one syllable ("trở thành thành phố"), so a doubled syllable is told only where the second
# one can begin no compound: before a sign, a capital or the end; some syllables begin none anywhere.
_DOUBLED = compiled(
    r"(?<![\w-])(?P<a>(?i:[^\W\d_]{2,}))[ ]+(?i:(?P=a))(?=\s*(?:[,.;:)]|$|[A-ZĐÀ-Ỹ]))"
    r"|(?<![\w-])(?P<b>(?i:của|và|các|được|trong|là|cho|với|những|để|theo|về|tại|từ|trên|một|này|do|đã|sẽ|cần|phải|có"
    r"|nhằm|cáo|hoạch|trào|đua|thưởng|hoàn))[ ]+(?i:(?P=b))(?!\w)"
    r"|(?<![\w-])(?P<c>(?i:[^\W\d_]{2,} [^\W\d_]{2,}))[ ]+(?i:(?P=c))(?!\w)",
    re.MULTILINE,
)
_TWICE = re.compile(
    r"\b(?P<a>[^\W\d_]{2,}) (?P<x>[^\W\d_]{2,}) (?P<y>(?i:(?P=x))) (?=(?P<b>[^\W\d_]{2,}))(?<![A-ZĐ]{2} )"
)
# Said twice on purpose, and syllables with which common words begin: two words may meet in them.
_MEANT = frozenset(load("plan_doubled")["meant"])
_BEGINS = frozenset(load("plan_doubled")["begins"])
# "Ban Quản lý đầu tư xây dựng xây dựng kế hoạch": a name that ends in the verb that follows.
_NAME_AND_VERB = re.compile(r"\b(?:đầu tư|quản lý|phòng|sở|bộ)\s*$", re.IGNORECASE)
_STANDARD = compiled(
    r"(?:chuẩn|tiêu chí|tiêu chuẩn|định mức)\b[^,;.()\n]{0,60}?\s\(?(?:giai đoạn"
    r"|thời kỳ)?\s*(?:từ\s+)?(?:năm\s+)?(?P<a>20\d\d)"
    r"\s*(?:[-–]|đến)\s*(?:hết\s+)?(?:năm\s+)?(?P<b>20\d\d)",
    re.IGNORECASE,
)
# Lists ("xã, phường, đặc khu"), kinds ("xã nông thôn mới"), other words ("xã hội") and names of other communes.
_TIER = r"(?:phường|xã|đặc khu|thị trấn)"
_KIND_AFTER = compiled(
    rf"\s*[,/;]?\s*(?:và|hoặc|hay)?\s*{_TIER}\b|[-–]|\s+(?:hội|viên|luận|giao|tắc|khác|bạn|lân cận|nào"
    rf"|nông thôn|thông minh"
    r"|an toàn|điểm|đặc biệt|biên giới|miền núi|bãi ngang|cũ|trước đây|đạt chuẩn|tiêu biểu|loại|thuộc (?:tỉnh"
    r"|thành phố)|trực thuộc"
    r"|trong (?:tỉnh|thành phố|cụm))",
    re.IGNORECASE,
)
_NAME_AFTER = compiled(r"\s+[A-ZĐÀ-Ỹ0-9]")
_NOT_OWN_BEFORE = compiled(
    rf"(?:\b(?:các|mỗi|từng|những|nhiều|một|hai|ba|số|cấp|liên|hợp tác|thị|giữa|đơn vị|quy mô|loại|mô hình"
    rf"|danh hiệu|chuẩn|{_TIER}"
    rf"|{_TIER}\s*[,/]|{_TIER}\s+và)|\d|[-–/])\s*$|(?:tiêu chí|chuẩn)[^.;,]{{0,60}}$",
    re.IGNORECASE,
)
_BODY_BEFORE = re.compile(
    r"\b(?:ubnd|hđnd|ủy ban nhân dân|uỷ ban nhân dân|hội đồng nhân dân|đảng ủy|đảng uỷ|đảng bộ|mttq|toàn"
    r"|địa bàn|của|công an|quân sự|chủ tịch|nhân dân)\s+$",
    re.IGNORECASE,
)
_WHOLE_BEFORE = re.compile(r"\b(?:toàn|địa bàn)\s+$", re.IGNORECASE)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.;:!?])\s*$")
_GOES_ON = compiled(r"\s+[a-zđà-ỹ]")
_YEAR_BEFORE = re.compile(r"\bnăm\s+20\d\d,?\s*$", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:ket qua|da dat|nam truoc|so voi|giai doan truoc|tong ket giai doan|da hoan thanh)\b")
# "Cuối năm 2025 phường có ...": the sentence tells what was.
_YEAR_TOLD = re.compile(
    r"\b(?:cuoi|het|trong|dau|tinh den)(?: het)?(?: thang \d+)? nam (20\d\d)\b|^\W*nam (?:20\d\d)\b"
)
_QUOTES = re.compile(r"[“”\"]")


def check_words(paper: ExaminedPaper) -> Iterator[Finding]:
    yield from _tiers(paper)
    yield from _standards(paper)
    doubled = list(_doubled(paper))
    yield from doubled
    yield from _slips(paper, {line for one in doubled for line in (one.source or {"lines": []})["lines"]})
    yield from _quotes(paper)


def _tiers(paper: ExaminedPaper) -> Iterator[Finding]:
    """The word of another tier for the own place: "xã" alone in the plan of a "phường"."""
    tier = paper.tier
    if not tier:
        return
    others = "|".join(one for one in ("phường", "xã", "đặc khu", "thị trấn") if one != tier)
    own = re.compile(rf"\s+{re.escape(paper.place[len(tier) :].strip())}(?!\w)", re.IGNORECASE)
    form = re.compile(rf"(?<!\w)(?P<w>{others})(?!\w)", re.IGNORECASE)
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for found in form.finditer(text):
            ahead, behind = before(text, found.start()), after(text, found.end())
            if not _is_own(ahead, found["w"], behind, own):
                continue
            if ahead.count("“") > ahead.count("”"):
                continue
            words = " ".join([*ahead.split()[-2:], found["w"]])
            message = f"Kế hoạch của {paper.place} nhưng ghi “{words}”. Sửa thành “{tier}”."
            source = paper.source(paragraph.whole, found.start(), found.end())
            put = tier if _says(paper, source, found["w"]) else None
            yield Finding("wrong_tier", "should", message, source, suggestion=tier, replacement=put)


def _is_own(ahead: str, word: str, behind: str, own: re.Pattern[str]) -> bool:
    """Whether the word of a tier means the own place: no list, no kind, no name of another commune."""
    if own.match(behind):
        return True
    if not ahead.strip(" \t-–+*•"):
        ahead = ""
    if _KIND_AFTER.match(behind) or (_NOT_OWN_BEFORE.search(ahead) and not _YEAR_BEFORE.search(ahead)):
        return False
    if _NAME_AFTER.match(behind):
        # In a line of capitals every word looks like a name.
        return word.isupper() and bool(_WHOLE_BEFORE.search(ahead))
    # A capital stands at the beginning of a sentence, or behind the name of a body; alone it heads a column.
    opens = _SENTENCE_BEFORE.search(ahead) and _GOES_ON.match(behind)
    return word.islower() or bool(opens or _BODY_BEFORE.search(ahead))


def _standards(paper: ExaminedPaper) -> Iterator[Finding]:
    """Standards and norms whose printed period ended before the period of the plan begins."""
    start = paper.since
    if start is None:
        return
    for paragraph in paper.before_recipients():
        text = paragraph.whole.text
        for found in _STANDARD.finditer(text):
            ahead = before(text, found.start())
            clause = fold(re.split(r";|\. |\t", ahead)[-1])
            sentence = fold(ahead[ahead.rfind(". ") + 1 :])
            past = any(int(year) < start.year for year in _YEAR_TOLD.findall(sentence) if year)
            if int(found["b"]) >= start.year or past or _LAST_YEAR.search(clause):
                continue
            message = f"“{found.group()}” đã hết thời hạn vào năm {found['b']}. Kiểm tra chuẩn đang áp dụng."
            source = paper.source(paragraph.whole, found.start(), found.end())
            yield Finding("standard_ended", "should", message, source)


def _doubled(paper: ExaminedPaper) -> Iterator[Finding]:
    told: set[int] = set()
    for found in _DOUBLED.finditer(paper.text):
        word, second = found[found.lastgroup or "a"], found.group().split()[-1]
        # "hội đồng Đồng Nai": a name begins.
        if found.lastgroup == "a" and word[0].islower() and second[0].isupper():
            continue
        if word.lower() in _MEANT or _NAME_AND_VERB.search(before(paper.text, found.start())):
            continue
        told.add(found.start())
        yield _twice(paper, *found.span(), word)
    pairs = Counter(re.findall(r"(?=\b([^\W\d_]+ [^\W\d_]+)\b)", paper.text.lower()))
    for found in _TWICE.finditer(paper.text):
        word = found["x"].lower()
        # The paper itself says which of its pairs are words: "hướng dẫn" stands elsewhere, "dẫn đăng" does not.
        first, last = f"{found['a']} {word}".lower(), f"{word} {found['b']}".lower()
        known = pairs[first] > 1 and pairs[last] == 1 and word not in _BEGINS and word not in _MEANT
        if known and not told & set(range(found.start("x") - 1, found.end())):
            yield _twice(paper, found.start("x"), found.end("y"), found["x"])


def _twice(paper: ExaminedPaper, start: int, end: int, word: str) -> Finding:
    source = paper.span(start, end)
    message = f"Lặp từ “{paper.text[start:end]}”."
    return Finding("doubled_word", "spelling", message, source, suggestion=word, replacement=word)


def _slips(paper: ExaminedPaper, told: set[int]) -> Iterator[Finding]:
    """Slips of scanning and typing by their list, each word once, with all its places."""
    places: dict[tuple[str, str], list[Source]] = {}
    for place, (wrong, right) in sorted(paper.laid.sheet.repairs.items()):
        source = paper.span(place, place + len(wrong))
        if wrong.lower() == right.lower():
            continue
        words = wrong.lower().split()
        if any(one == other for one, other in pairwise(words)):
            if source["lines"][0] not in told:
                put = right if _says(paper, source, wrong) else None
                message = f"Lặp từ “{wrong}”."
                yield Finding("doubled_word", "spelling", message, source, suggestion=right, replacement=put)
            continue
        places.setdefault((wrong.lower(), right.lower()), []).append(source)
    many = Counter(wrong for wrong, _ in places)
    for (wrong, right), sources in places.items():
        start, end = sources[0]["chars"]
        printed = paper.text[start:end]
        put = right.upper() if printed.isupper() else right[0].upper() + right[1:] if printed[:1].isupper() else right
        # One word may be a slip of several: then each says of which, to be answered for itself.
        meant = f" (ở đây là “{right}”)" if many[wrong] > 1 else ""
        shown = printed if printed.lower() == wrong else wrong
        message = f"Có thể sai chính tả: “{shown}”{meant}. Văn bản giữ nguyên văn."
        also = tuple(Related(one) for one in sources[1:])
        sure = put if printed.lower() == wrong else None
        yield Finding("ocr_slip", "spelling", message, sources[0], suggestion=put, related=also, replacement=sure)


def _says(paper: ExaminedPaper, source: Source, words: str) -> bool:
    """Whether exactly these words are printed at a place: what was mended on the way may stand otherwise."""
    return paper.text[slice(*source["chars"])].lower() == words.lower()


def _quotes(paper: ExaminedPaper) -> Iterator[Finding]:
    """A quotation mark that its paragraph never closes."""
    for paragraph in paper.laid.body:
        text = paragraph.whole.text
        open_at: list[int] = []
        straight: int | None = None
        for mark in _QUOTES.finditer(text):
            if mark.group() == "“":
                open_at.append(mark.start())
            elif mark.group() == "”" and open_at:
                open_at.pop()
            elif mark.group() == "”":
                straight = None
            elif straight is None and open_at and not text[mark.start() - 1].isspace():
                open_at.pop()
            else:
                straight = mark.start() if straight is None else None
        at = open_at[-1] if open_at else straight
        if at is not None:
            words = text[at : at + 40].rstrip()
            message = f"Dấu ngoặc kép mở mà không đóng: {words}…"
            yield Finding("unclosed_quotes", "spelling", message, paper.source(paragraph.whole, at, at + 40))
