"""Findings in the words: slips, doubled words, the word of another tier, identity numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from thidua.core.plans.findings.finding import Finding, walk
from thidua.core.plans.model import Item, Plan, Source, TextItem
from thidua.core.plans.reading.structure.letters import compiled

# Two compounds may meet in one syllable ("trở thành thành phố"), so a doubled syllable is told only where the second
# one can begin no compound: before a sign, a capital or the end; doubled words of two syllables are told everywhere.
_DOUBLED = compiled(
    r"(?<![\w-])(?P<a>(?i:[^\W\d_]{2,}))[ ](?i:(?P=a))(?=\s*(?:[,.;:)]|$|[A-ZĐÀ-Ỹ]))"
    r"|(?<![\w-])(?P<b>(?i:của|và|các|được|trong|là|cho|với|những|để|theo))[ ](?i:(?P=b))(?!\w)"
    r"|(?<![\w-])(?P<c>[^\W\d_]{2,} [^\W\d_]{2,})[ ](?P=c)(?!\w)",
    re.MULTILINE,
)

_MEANT = frozenset(
    [
        "xa",
        "xanh",
        "ngày",
        "luôn",
        "dần",
        "từng",
        "đời",
        "người",
        "nhà",
        "ai",
        "lâu",
        "mãi",
        "đều",
        "nơi",
        "thường",
        "rất",
        "cao",
        "sao",
        "song",
        "riêng",
    ]
)

_LETTER = compiled(r"[^\W\d_]")
_VIETNAMESE = compiled("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_IDENTITY = compiled(r"(?<![\d/.,-])\d{12}(?!\d|[/.,-]\d)")


def check_words(plan: Plan) -> Iterator[Finding]:
    text = plan.get("x_text", "")
    if _foreign(text):
        message = "Nội dung không giống tiếng Việt có dấu. Kiểm tra có chọn nhầm tệp không."
        yield Finding("A66", "must", message)
    yield from _slips(plan)
    for found in _DOUBLED.finditer(text):
        word = found[found.lastgroup or "a"]
        if word.lower() not in _MEANT:
            message = f"Lặp từ “{found.group()}”."
            yield Finding("doubled_word", "spelling", message, _source(text, *found.span()), suggestion=word)
    if identities := list(_IDENTITY.finditer(text)):
        lines = ", ".join(str(text.count("\n", 0, one.start()) + 1) for one in identities)
        message = f"Có {len(identities)} số định danh cá nhân (dòng {lines}). Che trước khi lưu?"
        yield Finding("A64", "must", message, _source(text, *identities[0].span()))
    yield from _tiers(plan, text)


def _foreign(text: str) -> bool:
    """Hardly a letter that only Vietnamese has; text in an old font has many strange ones, and is told by its font."""
    letters = _LETTER.findall(text[:20_000])
    strange = sum(not letter.isascii() for letter in letters)
    own = len(_VIETNAMESE.findall(text[:20_000]))
    return len(letters) >= 100 and own * 50 < len(letters) and strange * 20 < len(letters)


def _tiers(plan: Plan, text: str) -> Iterator[Finding]:
    """The word of another tier for the own place: "xã" alone in the plan of a "phường"."""
    place = plan["document"]["issuer"].get("place") or ""
    tier = place.split(" ")[0]
    if tier not in ("phường", "xã"):
        return
    other = "xã" if tier == "phường" else "phường"
    # "hội", "hợp tác xã" and lists such as "xã, phường, đặc khu" are no slips.
    form = compiled(
        rf"\b(?:(?:chính quyền|thành phố và|và của|UBND|Ủy ban nhân dân|toàn|HĐND|Đảng ủy"
        rf"|của)\s+)(?P<w>{other})(?!\s*[,/]|\s+(?:hội|[A-ZĐÀ-Ỹ]))\b"
    )
    for found in form.finditer(text):
        message = f"Kế hoạch của {place} nhưng ghi “{found.group()}”."
        yield Finding("wrong_tier", "should", message, _source(text, *found.span("w")), suggestion=tier)


def _slips(plan: Plan) -> Iterator[Finding]:
    """Words that the reader repaired, each once per place."""
    told: set[str] = set()
    for path, item, text in _items(plan):
        raw = item.get("as_read")
        if not raw:
            continue
        wrong, right = _first_difference(raw, text)
        if wrong and f"{path}{wrong}" not in told:
            told.add(f"{path}{wrong}")
            message = f"Có thể sai chính tả: “{wrong}”. Văn bản giữ nguyên văn."
            yield Finding("A49", "spelling", message, item.get("source"), path, right)


def _items(plan: Plan) -> Iterator[tuple[str, Item, str]]:
    """Items whose words the reader may have repaired, with those words."""
    yield "document", plan["document"], plan["document"]["title"]
    for at, theme in enumerate(plan["themes"]):
        yield f"themes/{at}", theme, theme["text"]
    for at, recipient in enumerate(plan["recipients"]):
        yield f"recipients/{at}", recipient, recipient["name"]
    texts: dict[str, list[TextItem]] = {"purposes": plan["purposes"], "requirements": plan["requirements"]}
    for key, items in texts.items():
        for at, item in enumerate(items):
            yield f"{key}/{at}", item, item["text"]
    for path, target in walk(plan["targets"]):
        yield path, target, target["text"]
    for at, task in enumerate(plan["tasks"]):
        yield f"tasks/{at}", task, task["text"]


def _first_difference(raw: str, text: str) -> tuple[str, str]:
    before, after = raw.split(), text.split()
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    if start is None:
        return "", ""
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    wrong, right = before[start : len(before) - end], after[start : len(after) - end]
    if len(wrong) == len(right) == 1 and start + 1 < len(before) - end + 1:
        # One syllable alone tells nothing: its right neighbour comes along.
        wrong, right = before[start : start + 2], after[start : start + 2]
    return " ".join(wrong[:6]), " ".join(right[:6])


def _source(text: str, start: int, end: int) -> Source:
    return {"lines": [text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1], "chars": [start, end]}
