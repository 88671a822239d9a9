"""Findings about commendation: an award that is not the signer's to give, and a ladder out of order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from thidua.core.law import Honour, honours_in
from thidua.core.plans.findings.finding import Finding, Related
from thidua.core.plans.findings.paper import ExaminedPaper, after, before
from thidua.core.plans.model import Source
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage
from thidua.core.viet.text import fold

_RULE = "Luật Thi đua, khen thưởng, Điều 74, 75, 78-80"
# Who gives, by the words before the award; the longest name is tried first.
_GIVERS: tuple[tuple[str, str], ...] = (
    ("state", r"chu tich nuoc|thu tuong(?: chinh phu)?|chinh phu|nha nuoc|bo truong|bo [a-z]+"),
    (
        "province",
        r"(?:chu tich )?(?:uy ban nhan dan|ubnd) (?:thanh pho|tinh)|chu tich (?:thanh pho|tinh)|thanh pho"
        r"|tinh\b|cap tren",
    ),
    ("block", r"(?:truong |pho truong )?(?:khoi|cum)(?: truong)?(?: thi dua)?|khoi thi dua"),
    ("school", r"hieu truong|nha truong|ban giam hieu"),
    (
        "commune",
        r"(?:chu tich )?(?:uy ban nhan dan|ubnd)(?: (?:phuong|xa|dac khu))?|chu tich (?:phuong|xa|dac khu)"
        r"|phuong|dac khu|dang uy",
    ),
    ("agency", r"thu truong(?: cac)?(?: co quan)?|truong phong|giam doc|hoi dong thi dua"),
)
# "Được công nhận", "được khen thưởng" say who receives and not who gives; "trao" alone is handing over.
_GIVES = re.compile(
    r"\b(?<!duoc )(?<!duoc xet )"
    r"(?:ky|tang(?: thuong)?|trao tang|cong nhan|khen thuong|phong tang|quyet dinh)\b"
)
_ASKS = re.compile(
    r"\b(?:de nghi|trinh|de xuat|kien nghi|gioi thieu|de cu|lap ho so|xet chon|lam can cu|tieu chuan|dieu kien"
    r"|da (?:duoc )?tang"
    r"|da dat|theo quy dinh cua|duoc tang|cap tren|co tham quyen|hinh thuc)\b"
)
_OF_ABOVE = re.compile(
    r"^\s*(?:cua )?(?:chu tich )?(?:(?:uy ban nhan dan|ubnd) )?(?:thanh pho|tinh|bo |thu tuong|chinh phu"
    r"|cap tren|trung uong)"
)
_OF_COMMUNE = re.compile(r"^\s*cua (?:chu tich )?(?:uy ban nhan dan|ubnd) (?:phuong|xa\b(?! hoi)|dac khu)")


LONGEST_ITEM = 90
_IN_SENTENCE = re.compile(r"\bcan cu\b|\btieu chi\b|\bbinh xet\b|\bket qua\b|\btheo tham quyen\b")


def check_awards(paper: ExaminedPaper) -> Iterator[Finding]:
    yield from _beyond(paper)
    yield from _ladder(paper)


def _beyond(paper: ExaminedPaper) -> Iterator[Finding]:
    """Sentences in which somebody gives what a higher level decides. Asking for it is no giving."""
    within = {id(p) for section in paper.of_kind("commendation") for p in section.body}
    lead: tuple[str, bool] | None = None
    for paragraph in paper.before_recipients():
        text = fold(paragraph.whole.text)
        if paragraph.label.style not in ("dash", "plus", "letter", "paren"):
            lead = None
        for sentence in paper.sentences(paragraph.whole):
            yield from _in_sentence(paper, sentence, lead, id(paragraph) in within)
        if text.endswith(":"):
            lead = (_giver(text) or "", bool(_ASKS.search(text)))


def _in_sentence(
    paper: ExaminedPaper, sentence: Passage, lead: tuple[str, bool] | None, within: bool
) -> Iterator[Finding]:
    text = fold(sentence.text)
    for start, end, honour in honours_in(sentence.text):
        giver = _who_gives(before(text, start), after(text, end), lead, _issuer(paper) if within else "")
        if not giver or giver == "state":
            continue
        if giver == "block" or not honour.may_be_decided_by(giver):
            form = sentence.text[start:end]
            yield Finding(
                "award_beyond_authority",
                "must" if honour.trust != "recalled" else "should",
                f"{_NAMES[giver]} không có thẩm quyền tặng {form}; chỉ được đề nghị.",
                paper.source(sentence, start, end),
                suggestion=f"đề nghị {_DECIDERS[honour.decider]} tặng {form}",
                rule=_RULE,
            )


def _who_gives(ahead: str, behind: str, lead: tuple[str, bool] | None, issuer: str) -> str:
    """The level of whoever gives the award by the words around it; "" when it is only asked for, named or "
    "handed over."""
    asked = max((one.end() for one in _ASKS.finditer(ahead)), default=0)
    words = ahead[asked:]
    verbs = [one.group() for one in _GIVES.finditer(words)]
    if asked:
        # "trình Chủ tịch UBND phường ký ...": asked of somebody who may not give it either.
        asked_of = _giver(words)
        return asked_of if asked_of in ("commune", "school", "block") and verbs else ""
    if _OF_COMMUNE.match(behind):
        # "- Bằng khen của UBND xã": the name of the form says who gives it, unless another gives it away.
        other = _giver(words) if verbs else None
        return other if other in ("block", "school") else "commune"
    if lead and lead[1] and not verbs:
        return ""
    if not verbs and not (lead and lead[0] and not ahead.strip(" -+")):
        return ""
    if verbs and verbs[-1].startswith("trao") and _OF_ABOVE.match(behind):
        return ""
    return _giver(words) or (lead[0] if lead else "") or issuer


_NAMES = {
    "province": "Chủ tịch Ủy ban nhân dân cấp tỉnh",
    "commune": "Chủ tịch Ủy ban nhân dân cấp xã",
    "school": "Hiệu trưởng",
    "block": "Khối thi đua",
    "agency": "Thủ trưởng đơn vị",
}
_DECIDERS = {
    "state": "cấp Nhà nước",
    "province": "Chủ tịch Ủy ban nhân dân cấp tỉnh",
    "agency": "Thủ trưởng cơ quan có thẩm quyền",
}


def _giver(before: str) -> str | None:
    """The level of the last body named before the award."""
    found = [
        (one.start(), -len(one.group()), level)
        for level, words in _GIVERS
        for one in re.finditer(rf"\b(?:{words})", before)
    ]
    if not found:
        return None
    # "Chủ tịch UBND thành phố" is one name: of names that begin together the longest counts.
    starts = {start: min(x for x in found if x[0] == start) for start, _, _ in found}
    ends: list[tuple[int, int, str]] = []
    for start, minus, level in sorted(starts.values()):
        if ends and start < ends[-1][1]:
            continue
        ends.append((start, start - minus, level))
    return ends[-1][2]


def _issuer(paper: ExaminedPaper) -> str:
    level = paper.level
    return level if level in ("commune", "school", "block", "agency", "province") else ""


def _ladder(paper: ExaminedPaper) -> Iterator[Finding]:
    """Lists of three or more forms that go neither up nor down."""
    for group in _lists(paper):
        for _, members in groupby(sorted(group, key=lambda one: one[0].ladder), key=lambda one: one[0].ladder):
            ranked = list(members)
            ranks = [honour.rank for honour, _ in ranked]
            if len(ranks) < 3 or ranks in (sorted(ranks), sorted(ranks, reverse=True)):
                continue
            at = _out_of_order(ranks)
            right = ", ".join(one.name for one in sorted({h for h, _ in ranked}, key=lambda h: -h.rank))
            message = "Các hình thức khen thưởng xếp không theo thứ tự cao thấp."
            also = (Related(ranked[0][1]),) if at else ()
            yield Finding(
                "award_ladder_order", "should", message, ranked[at][1], suggestion=right, rule=_RULE, related=also
            )


def _out_of_order(ranks: list[int]) -> int:
    """The place of the first step that goes against the way of the list."""
    steps = [b - a for a, b in pairwise(ranks)]
    down = sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
    return next((at + 1 for at, step in enumerate(steps) if (step > 0) == down and step), 0)


def _lists(paper: ExaminedPaper) -> Iterator[list[tuple[Honour, Source]]]:
    """Forms that stand together: bullets that follow one another with one form each, or one sentence."""
    run: list[tuple[Honour, Source]] = []
    for section in paper.laid.sections:
        if not (section.within("commendation") or section.within("criteria")):
            continue
        for paragraph in section.body:
            named = honours_in(paragraph.whole.text)
            if _is_item(paragraph) and len(named) == 1:  # "- Giấy khen;"
                run.append((named[0][2], paper.source(paragraph.whole)))
                continue
            yield run
            run = []
            for sentence in paper.sentences(paragraph.whole):
                yield [(honour, paper.source(sentence, a, b)) for a, b, honour in honours_in(sentence.text)]
        yield run
        run = []


def _is_item(paragraph: Paragraph) -> bool:
    """A bullet that names a form and little else; sentences on who awards when are no list."""
    style = paragraph.label.style in ("dash", "plus", "letter", "number", "paren")
    return style and len(paragraph.text) <= LONGEST_ITEM and not _IN_SENTENCE.search(fold(paragraph.text))
