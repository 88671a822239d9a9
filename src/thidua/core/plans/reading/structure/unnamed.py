"""Main headings whose words no lexicon knows ("AI LO VIỆC GÌ"): what stands under them says what they are."""

from __future__ import annotations

from collections import Counter

from thidua.core.plans.reading.structure.headings import Section, SectionKind
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import read_named_line, read_subject
from thidua.core.plans.reading.structure.running import gives_award, states_level, then

_REPORTS = compiled(r"\b(?:báo cáo|báo|gửi|nộp|đăng ký|công bố|sơ kết|tổng kết|chấm điểm)\b")
_UNTIL = compiled(r"\b(?:trước|chậm nhất|hằng|hàng|đến hết|vào|mỗi|cuối)\b")


def name_sections(sections: list[Section], *, targets: bool) -> list[Section]:
    """The sections with a kind for each unnamed one. `targets`: whether a table of the paper holds its targets."""
    targets = targets or any(section.kind in ("targets", "goals") for section in sections)
    for section in sections:
        if section.kind == "unnamed":
            section.kinds, section.guessed = (_kind_of(section.body, targets=targets),), True
    return sections


def _kind_of(body: list[Paragraph], *, targets: bool) -> SectionKind:
    """What most of its paragraphs are; tasks where nothing else shows."""
    read = [paragraph for paragraph in body if not paragraph.cells and len(paragraph.text) > 2]
    votes = Counter(
        _vote(paragraph, following, targets) for paragraph, following in zip(read, [*read[1:], None], strict=False)
    )
    if not votes:
        return "annex"
    kind, count = votes.most_common(1)[0]
    return kind if count * 2 >= len(read) else "commendation" if votes["commendation"] else "tasks"


def _vote(paragraph: Paragraph, following: Paragraph | None, targets: bool) -> SectionKind:
    if gives_award(paragraph.text):
        return "commendation"
    if then(_REPORTS, _UNTIL, paragraph.text):
        return "reporting"
    if not targets and states_level(paragraph.text):
        return "targets"
    subject = read_subject(paragraph.body)
    heads = following is not None and following.label.depth > paragraph.label.depth
    line = read_named_line(paragraph.body, heading=heads) if paragraph.label.style != "none" else None
    return "organisation" if line or (subject and subject.rest) else "tasks"
