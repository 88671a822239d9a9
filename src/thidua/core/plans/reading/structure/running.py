"""Papers without headings: dispatches, directives and prose. Each paragraph is filed under what it says."""

from __future__ import annotations

import re
from dataclasses import replace

from thidua.core.plans.reading.measures.levels import find_levels
from thidua.core.plans.reading.structure.headings import Section, SectionKind
from thidua.core.plans.reading.structure.labels import NO_LABEL
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import read_subject

_WORKING: frozenset[SectionKind] = frozenset(
    ["goals", "targets", "content", "tasks", "organisation", "purpose", "requirement"]
)
# A sentence that opens the paper's orders: one of the verbs, then words like "như sau" and a colon at the end.
_OPENS = compiled(
    r"\b(?:yêu cầu|đề nghị|phát động|ban hành|xây dựng|chỉ thị|triển khai|thống nhất|tổ chức|giao)\b", re.IGNORECASE
)
_AS_FOLLOWS = compiled(r".*(?P<w>như sau|sau đây|sau|cụ thể|nội dung)[^.;]{0,40}:\s*$", re.IGNORECASE | re.DOTALL)
_PREAMBLE = compiled(
    r"\W*(?:Căn cứ|Thực hiện (?!Chỉ thị này|Kế hoạch này|tốt)|Theo |Kính gửi|Xét |Trên cơ sở|Thi hành|Năm 20\d\d"
    r"|Nhằm |Để |Phát huy|Chào mừng|Hưởng ứng|Trong năm 20\d\d|Sau khi|Tiếp tục thực hiện|Được sự)"
)
_AWARDS = compiled(
    r"\b(?:được|xét|xem xét|đề nghị|sẽ|quyết định)?\s*(?:tặng(?: thưởng)?|khen thưởng|biểu dương, khen|trao tặng)\b"
    r"[^.;]{0,120}\b(?:Bằng khen|Giấy khen|Cờ thi đua|Huân chương|tập thể|cá nhân|đơn vị|đợt thi đua|theo quy định)"
    r"|\b(?:tập thể|cá nhân|đơn vị)\b[^.;]{0,160}\b(?:tặng|khen thưởng|biểu dương)",
    re.IGNORECASE,
)
_GIVEN = compiled(r"\b(?:được|sẽ được)\b[^.;]{0,40}\b(?:tặng|khen thưởng)\b", re.IGNORECASE)
_GIVER = compiled(r"(?:Chủ tịch|Ủy ban nhân dân|UBND|Hiệu trưởng|Giám đốc|Hội đồng|Thủ trưởng)", re.IGNORECASE)
# A body with a name of its own; "các cấp, các ngành" speaks to everybody.
_NAMED = compiled(
    r"(?:Giám đốc |Chủ tịch |Trưởng |Thủ trưởng |Hiệu trưởng )?[A-ZĐÀ-Ỹ][a-zđà-ỹ]* [a-zđà-ỹ]*\s?[A-ZĐÀ-Ỹ]"
)
_SENTENCE = compiled(r"(?<=[a-zđà-ỹ0-9)”\"%])\.\s+(?=[A-ZĐÀ-Ỹ]|\d{1,3}\s?%)")
_SETS = compiled(
    r"\b(?:phấn đấu|đạt|ít nhất|tối thiểu|trở lên|không quá|không để|hoàn thành|mỗi|từng|tăng|giảm|duy trì"
    r"|trên|dưới|bảo đảm|đảm bảo)\b|100%",
    re.IGNORECASE,
)
_ZERO = compiled(
    r"\W*(?:tuyệt đối |kiên quyết |phấn đấu |trong năm,? |hằng năm,? )*không (?:để (?:xảy ra|phát sinh)|còn|có)\b",
    re.IGNORECASE,
)
_REPORTS = compiled(r"\b(?:báo cáo|gửi|nộp|đăng ký)\b", re.IGNORECASE)
_UNTIL = compiled(r"\b(?:trước|chậm nhất|về)\b", re.IGNORECASE)
# Characters that hold "... các nội dung như sau:" and a bracket before the colon.
_TAIL = 80
_STOPS = re.compile(r"[.;]")


def part_running(sections: list[Section], start: int) -> list[Section]:
    """The sections of a paper; one without a working heading is parted into sections by what its paragraphs say.

    `start` is the place, in the head, of the first paragraph after the title. A paper with headings is only cut
    where articles begin that no heading words name.
    """
    working = {section.kind for section in sections} & _WORKING
    if not sections:
        return sections
    head, *others = sections
    first = _after_preamble(head.body, start)
    numbered = sum(paragraph.label.style == "number" for paragraph in head.body[first:])
    # Orders in numbered paragraphs, and a heading for who carries them out alone.
    orders = working == {"organisation"} and numbered > 2
    if working and not orders:
        return [part for section in sections for part in _articles(section)]
    running: list[tuple[Paragraph, Section | None]] = [(paragraph, None) for paragraph in head.body[first:]]
    while others and others[0].kind not in ("recipients", "annex", *working):
        running += _members(others.pop(0))
    made: list[Section] = []
    held: Paragraph | None = None  # the line that names whose orders follow below it
    for at, (paragraph, under) in enumerate(running):
        if held is not None and paragraph.label.depth <= held.label.depth:
            held = None
        following = running[at + 1][0] if at + 1 < len(running) else None
        if held is None and under is None and _names_unit(paragraph, following):
            held = paragraph
        for part in [paragraph] if under or held else sentences(paragraph):
            section = under or Section(("organisation" if held else _kind(part),), None)
            if not made or made[-1].kind != section.kind or made[-1].heading is not section.heading:
                made.append(Section(section.kinds, section.heading, section.trail))
            made[-1].body.append(part)
    return [Section(head.kinds, head.heading, head.trail, head.body[:first]), *made, *others]


def _names_unit(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a numbered line is only the name of those whose orders stand deeper below it."""
    if following is None or paragraph.label.style in ("none", "dash", "plus") or paragraph.cells:
        return False
    if following.label.depth <= paragraph.label.depth or paragraph.text.rstrip().endswith((".", ";")):
        return False
    subject = read_subject(paragraph.body)
    return subject is not None and not subject.rest


def _articles(section: Section) -> list[Section]:
    """A section cut where an article begins that no heading words name: "Điều 4. Văn phòng chủ trì ..."."""
    if section.kind in ("head", "recipients", "annex"):
        return [section]
    parts = [replace(section, body=[])]
    for paragraph in section.body:
        if paragraph.label.style == "part" and (paragraph.label.text or "").lower().startswith("điều"):
            kind = _kind(paragraph)
            parts.append(Section(("scope",) if kind == "content" else (kind,), None))
        parts[-1].body.append(paragraph)
    return parts


def _members(section: Section) -> list[tuple[Paragraph, Section | None]]:
    """The paragraphs of a section that an order with a heading word opened ("5. Về khen thưởng: ..."): the next order
    of the same numbering is no longer its own."""
    style = section.heading.label.style if section.heading else "none"
    at = next((i for i, p in enumerate(section.body) if p.label.style == style != "none"), len(section.body))
    return [(p, section if i < at else None) for i, p in enumerate(section.body)]


def _after_preamble(body: list[Paragraph], start: int) -> int:
    for at in range(start, len(body)):
        paragraph = body[at]
        if _opens_orders(paragraph.text):
            return at + 1
        labelled = paragraph.label.style in ("number", "roman", "letter", "decimal", "part", "paren")
        if labelled and at > start:
            return at
    for at in range(start, len(body)):
        if len(body[at].text) > 60 and not _PREAMBLE.match(body[at].whole.text) and not body[at].cells:
            return at
    return len(body)


def _opens_orders(text: str) -> bool:
    """Whether a paragraph ends with "... ban hành kế hoạch như sau:"."""
    text = text.rstrip()
    tail = text[-_TAIL:]
    found = _AS_FOLLOWS.match(tail) if tail.endswith(":") else None
    if found is None:
        return False
    end = len(text) - len(tail) + found.start("w")
    return bool(_OPENS.search(text, max(text.rfind(".", 0, end), text.rfind(";", 0, end)) + 1, end))


def then(first: re.Pattern[str], second: re.Pattern[str], text: str) -> bool:
    """Whether one sentence (up to a full stop or semicolon) says `first` and later `second`; it costs its length."""
    return any((found := first.search(part)) and second.search(part, found.end()) for part in _STOPS.split(text))


def sentences(paragraph: Paragraph) -> list[Paragraph]:
    """The sentences of an unlabelled paragraph of prose, each as a paragraph of its own."""
    if paragraph.label.style != "none" or paragraph.cells:
        return [paragraph]
    parts = paragraph.body.pieces(_SENTENCE)
    return [Paragraph(part, NO_LABEL, part) for part in parts] if len(parts) > 1 else [paragraph]


def _kind(paragraph: Paragraph) -> SectionKind:
    text = paragraph.text
    subject = read_subject(paragraph.body)
    if states_level(text) and not (subject and subject.rest and _NAMED.match(subject.unit.text)):
        return "content"
    if _GIVEN.search(text):
        return "commendation"
    if _AWARDS.search(text) and not (subject and subject.rest and not _GIVER.match(subject.unit.text)):
        return "commendation"
    return "organisation" if subject and subject.rest else "content"


def gives_award(text: str) -> bool:
    """Whether a sentence promises an award."""
    return bool(_AWARDS.search(text) or _GIVEN.search(text))


def states_level(text: str) -> bool:
    """Whether a sentence of running text sets the participants a level, and is no report duty and no award."""
    level = sets_zero(text) or bool(find_levels(text) and _SETS.search(text))
    return level and not (then(_REPORTS, _UNTIL, text) or _AWARDS.search(text))


def sets_zero(text: str) -> bool:
    """Whether a sentence asks that something does not happen at all."""
    return bool(_ZERO.match(text))
