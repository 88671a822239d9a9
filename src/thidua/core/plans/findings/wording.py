"""Findings in the words: the word of another tier, ended standards, doubled words, open quotation marks, slips."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import Paper
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
_MEANT = frozenset(
    "xa xanh ngày luôn dần từng đời người nhà ai lâu mãi đều nơi thường rất cao sao song riêng đâu hay nhiều ngành"
    " cấp thật đúng chung nhanh mạnh dày hàng đôi ít".split()
)
# "Ban Quản lý đầu tư xây dựng xây dựng kế hoạch": a name that ends in the verb that follows.
_NAME_AND_VERB = re.compile(r"\b(?:đầu tư|quản lý|phòng|sở|bộ)\s*$", re.IGNORECASE)
_STANDARD = compiled(
    r"(?:chuẩn|tiêu chí|tiêu chuẩn|định mức)\b[^,;.()\n]{0,60}?\s(?:giai đoạn|thời kỳ|năm)?\s*(?P<a>20\d\d)\s*[-–]\s*(?P<b>20\d\d)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(r"\b(?:ket qua|da dat|nam truoc|so voi|cuoi nam 20\d\d|giai doan truoc|tong ket giai doan|da hoan thanh)\b")
_QUOTES = re.compile(r"[“”\"]")


def check_words(paper: Paper) -> Iterator[Finding]:
    yield from _tiers(paper)
    yield from _standards(paper)
    doubled = list(_doubled(paper))
    yield from doubled
    yield from _slips(paper, {line for one in doubled for line in (one.source or {"lines": []})["lines"]})
    yield from _quotes(paper)


def _tiers(paper: Paper) -> Iterator[Finding]:
    """The word of another tier for the own place: "xã" alone in the plan of a "phường"."""
    tier = paper.tier
    if not tier:
        return
    others = "|".join(one for one in ("phường", "xã", "đặc khu", "thị trấn") if one != tier)
    name = re.escape(paper.place[len(tier) :].strip())
    # Lists ("xã, phường, đặc khu"), "xã hội" and the names of other communes are no slips; the own name is one.
    form = compiled(
        r"(?<!\w)(?:(?i:chính quyền|thành phố và|và của|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|toàn|HĐND|Hội đồng nhân dân|Đảng ủy|Đảng uỷ|Đảng bộ"
        r"|trên địa bàn|địa bàn|của|nhân dân|Công an|MTTQ|Mặt trận Tổ quốc|Việt Nam|thuộc|cho|tại|do|lãnh đạo|trong|Quân sự|Văn hóa - Xã hội"
        rf"|phố,)\s+)(?P<w>{others})(?:(?=\s+{name}(?!\w))|(?!\s*[,/;]\s*(?:phường|xã|đặc khu|thị trấn)|\s+(?:và\s+)?(?:phường|xã|đặc khu|hội|viên|luận|giao|tắc|thuộc thành phố"
        r"|khác|bạn|lân cận|[A-ZĐÀ-Ỹ\d])))(?!\w)"
    )
    for paragraph in paper.laid.all:
        text = paragraph.whole.text
        for found in form.finditer(text):
            if re.search(r"(?:các|mỗi|từng|phường|đặc khu|xã)\s*[,/]?\s*$", text[: found.start("w")], re.IGNORECASE):
                continue
            if re.search(r"hợp tác\s*$", text[: found.start("w")], re.IGNORECASE):
                continue
            message = f"Kế hoạch của {paper.place} nhưng ghi “{found.group().strip()}”."
            source = paper.source(paragraph.whole, found.start("w"), found.end("w"))
            yield Finding("wrong_tier", "should", message, source, suggestion=tier)


def _standards(paper: Paper) -> Iterator[Finding]:
    """Standards and norms whose printed period ended before the period of the plan begins."""
    start = paper.since
    if start is None:
        return
    for paragraph in paper.before_recipients():
        text = paragraph.whole.text
        for found in _STANDARD.finditer(text):
            clause = fold(text[max(text.rfind(sign, 0, found.start()) for sign in (";", ". ", "\t")) + 1 : found.start()])
            if int(found["b"]) >= start.year or _LAST_YEAR.search(clause):
                continue
            message = f"“{found.group()}” đã hết thời hạn vào năm {found['b']}. Kiểm tra chuẩn đang áp dụng."
            source = paper.source(paragraph.whole, found.start(), found.end())
            yield Finding("standard_ended", "should", message, source)


def _doubled(paper: Paper) -> Iterator[Finding]:
    for found in _DOUBLED.finditer(paper.text):
        word = found[found.lastgroup or "a"]
        if word.lower() in _MEANT or _NAME_AND_VERB.search(paper.text[: found.start()]):
            continue
        source = paper.span(*found.span())
        yield Finding("doubled_word", "spelling", f"Lặp từ “{found.group()}”.", source, suggestion=word)


def _slips(paper: Paper, told: set[int]) -> Iterator[Finding]:
    """Slips of scanning and typing by their list, each word once, with all its places."""
    places: dict[tuple[str, str], list[Source]] = {}
    for place, (wrong, right) in sorted(paper.laid.sheet.repairs.items()):
        source = paper.span(place, place + len(wrong))
        words = wrong.lower().split()
        if any(one == other for one, other in zip(words, words[1:], strict=False)):
            if source["lines"][0] not in told:
                yield Finding("doubled_word", "spelling", f"Lặp từ “{wrong}”.", source, suggestion=right)
            continue
        places.setdefault((wrong.lower(), right.lower()), []).append(source)
    for (wrong, right), sources in places.items():
        start, end = sources[0]["chars"]
        printed = paper.text[start:end]
        put = right[0].upper() + right[1:] if printed[:1].isupper() else right
        message = f"Có thể sai chính tả: “{printed if printed.lower() == wrong else wrong}”. Văn bản giữ nguyên văn."
        also = tuple(Related(one) for one in sources[1:])
        yield Finding("ocr_slip", "spelling", message, sources[0], suggestion=put, related=also)


def _quotes(paper: Paper) -> Iterator[Finding]:
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
