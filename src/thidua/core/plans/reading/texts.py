"""Purposes, requirements, the objective and tasks: the paragraphs of their sections, with the headings above them."""

from __future__ import annotations

import re
from decimal import Decimal

from thidua.core.plans.model import Target, Task, TextItem
from thidua.core.plans.reading.bases import find_numbered
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import DEPTH, NO_LABEL, Style
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet, joined
from thidua.core.plans.reading.structure.running import sentences
from thidua.core.plans.reading.times.period import names_phase

_ELSEWHERE = re.compile(
    r"\W*(?:phụ lục|biểu|bảng)\b(?! (?:tin|điện tử|hiệu)).{0,120}$|\(?\s*đính kèm\b"
    r"|(?!.*\d\s*%).{5,80}\b(?:tại|ở)\s+(?:phụ lục|biểu|bảng)\s+(?:số\s+)?[\dIVX]+\b.{0,40}$"
    r"|\(?\s*(?:ban hành )?kèm theo\b|\W*(?:có|xem|theo|chi tiết|như)\b.{0,40}\b(?:phụ lục|biểu|bảng|kèm theo"
    r"|đính kèm)\b.{0,30}$",
    re.IGNORECASE,
)
_SLOGAN = re.compile(r"^\W*chủ đề\b[^.;]{0,60}[:“\"]", re.IGNORECASE)
# Characters of a lead-in that can still be shown as the heading of its list.
_LONG_LEAD = 160
_INLINE = re.compile(r"\((\d{1,2})\)\s*")
_DUTY_WORD = re.compile(r"\bphải\b|^(?:Việc|Công tác)\b.{0,60}\b(?:phải|bảo đảm|đảm bảo|được)\b")


def is_reference(text: str) -> bool:
    """Whether a paragraph only points at an annex or table, or is the caption of one."""
    return bool(_ELSEWHERE.match(text))


def read_text_items(sheet: Sheet, sections: list[Section]) -> tuple[list[TextItem], list[TextItem]]:
    """Purposes and requirements, one item per printed paragraph or bullet."""
    purposes: list[TextItem] = []
    requirements: list[TextItem] = []
    for section in sections:
        if section.kind not in ("purpose", "requirement"):
            continue
        both = {"purpose", "requirement"} <= set(section.kinds)
        for paragraph in section.body:
            if len(paragraph.text) < 3 or paragraph.cells or introduces(paragraph):
                continue
            item = _item(sheet, paragraph)
            if both:
                item["confidence"] = Decimal("0.5")
            asks = _DUTY_WORD.search(paragraph.text) if both else section.kind == "requirement"
            (requirements if asks else purposes).append(item)
    return purposes, requirements


def _item(sheet: Sheet, paragraph: Paragraph) -> TextItem:
    item: TextItem = {"label": paragraph.label.text, "text": paragraph.text, "source": sheet.source(paragraph.body)}
    if raw := sheet.as_read(paragraph.body):
        item["as_read"] = raw
    return item


def introduces(paragraph: Paragraph) -> bool:
    """Whether a paragraph only leads to the list under it."""
    return paragraph.text.endswith(":") and len(paragraph.text) < 400


def read_objective(sheet: Sheet, sections: list[Section]) -> TextItem | None:
    """The general objective as one text, or None."""
    for section in sections:
        if section.kind == "objective" or (section.kind == "goals" and section.body):
            words = [
                p.body for p in section.body if p.text and (section.kind == "objective" or p.label.style == "none")
            ]
            words = words if section.kind == "objective" else words[:1]
            text = joined(words)
            if len(text.text) > 3 and not text.text.endswith(":"):
                return _item(sheet, Paragraph(text, NO_LABEL, text))
    return None


def groups_of(section: Section) -> dict[int, str | None]:
    """For each paragraph the heading above it inside the section."""
    groups: dict[int, str | None] = {}
    title = (section.title or "").strip(" .:")
    base = title.capitalize() if title.isupper() else title
    heading_styles = _heading_styles(section)
    current: str | None = base or None
    for paragraph, following in zip(section.body, [*section.body[1:], None], strict=False):
        heads = paragraph.label.style in heading_styles or paragraph.marked or _bare_subheading(paragraph, following)
        if heads and (_bare_subheading(paragraph, following) or is_subheading(paragraph, following)):
            current = paragraph.text.rstrip(" :.")
            continue
        if paragraph.label.style in heading_styles:
            current = base or None
        groups[id(paragraph)] = current
    return groups


def _bare_subheading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """An unlabelled short line without a full stop over an unlabelled sentence."""
    if following is None or paragraph.cells or following.cells or paragraph.ended or len(paragraph.text) > 90:
        return False
    plain = paragraph.label.style == following.label.style == "none"
    return plain and following.ended and len(following.text) > len(paragraph.text)


def _heading_styles(section: Section) -> set[Style]:
    """The styles of labels that mostly head a deeper list; one sentence with a list under it makes no heading style."""
    counts: dict[Style, list[bool]] = {}
    for paragraph, following in zip(section.body, [*section.body[1:], None], strict=False):
        counts.setdefault(paragraph.label.style, []).append(is_subheading(paragraph, following))
    return {style for style, heads in counts.items() if sum(heads) * 2 >= len(heads) and any(heads)}


def is_subheading(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a numbered paragraph without a full stop heads the deeper list that follows it."""
    if following is None or paragraph.cells or len(paragraph.text) > 260 or paragraph.text.endswith((".", ";")):
        return False
    if paragraph.marked:
        return True
    if paragraph.label.style == "dash" and paragraph.text.endswith(":"):
        return following.label.style == "plus"
    if paragraph.label.style == "none":
        # "Về kinh tế" over bullets, in a paper that numbers nothing.
        return following.label.style in ("dash", "plus") and not paragraph.ended and len(paragraph.text) <= 60
    deeper = following.label.depth > paragraph.label.depth and paragraph.label.style not in ("dash", "plus")
    return deeper and (not paragraph.ended or paragraph.text.endswith(":"))


def read_tasks(sheet: Sheet, sections: list[Section], targets: list[Target]) -> list[Task]:
    """The bullets of content, tasks and measures that did not become targets; lead-in paragraphs are left out."""
    taken = {target["text"] for target in targets}
    tasks: list[Task] = []
    for section, below in zip(sections, [*sections[1:], None], strict=False):
        if section.kind not in ("content", "tasks"):
            continue
        groups = groups_of(section)
        upper: Paragraph | None = None
        papers = False
        for at, paragraph in enumerate(section.body):
            if id(paragraph) not in groups or paragraph.cells or len(paragraph.text) < 3 or paragraph.text in taken:
                continue
            if paragraph is section.body[-1] and _heads_section(paragraph, below):
                continue
            if is_reference(paragraph.whole.text) or _SLOGAN.match(paragraph.text) or names_phase(paragraph.text):
                continue
            group = groups[id(paragraph)]
            following = section.body[at + 1] if at + 1 < len(section.body) else None
            leads = paragraph.text.endswith((":", "như sau", "sau đây")) and following is not None
            if leads and paragraph.label.style == "none":
                continue
            if upper is not None and _nested(paragraph, upper):
                if papers and _names_paper(paragraph):
                    continue
                group = upper.text.rstrip(" :") if len(upper.text) < _LONG_LEAD else group
            else:
                upper = paragraph if leads else None
                # A list of papers belongs to the act that leads to it; any other list is what has to be done.
                papers = following is not None and _names_paper(following)
                if leads and following is not None and _nested(following, paragraph) and not papers:
                    continue
            if _INLINE.search(paragraph.text) and any(
                t["source"]["chars"][0] in paragraph.body.places for t in targets[:1]
            ):
                continue
            if (left := _left(paragraph, taken)) is not None and len(left.text) >= 3:
                tasks.append(_task(sheet, left, group))
    return tasks


def _heads_section(paragraph: Paragraph, below: Section | None) -> bool:
    """Whether a numbered line stands over a section with a deeper number: "1.1. Thi đua ..." over "a. Nội dung"."""
    heading = below.heading if below else None
    short = (
        paragraph.label.style in ("number", "decimal", "letter") and not paragraph.ended and len(paragraph.text) < 120
    )
    return short and heading is not None and paragraph.label.depth < heading.label.depth < DEPTH["none"]


def _nested(paragraph: Paragraph, upper: Paragraph) -> bool:
    """Whether a bullet stands in the list that another paragraph leads to."""
    return paragraph.label.depth > upper.label.depth and paragraph.label.style in ("dash", "plus")


def _names_paper(paragraph: Paragraph) -> bool:
    """Whether a bullet begins with the name of a numbered paper."""
    return any(start < 12 for start, _ in find_numbered(paragraph.text))


def _left(paragraph: Paragraph, taken: set[str]) -> Paragraph | None:
    """The paragraph without the sentences that became targets; None if all of them did."""
    parts = sentences(paragraph)
    rest = [part for part in parts if part.text not in taken]
    if len(rest) == len(parts):
        return paragraph
    words = joined([part.whole for part in rest])
    return Paragraph(words, NO_LABEL, words) if rest else None


def _task(sheet: Sheet, paragraph: Paragraph, group: str | None) -> Task:
    task: Task = {
        "label": paragraph.label.text,
        "group": group,
        "text": paragraph.text,
        "source": sheet.source(paragraph.body),
    }
    if raw := sheet.as_read(paragraph.body):
        task["as_read"] = raw
    return task
