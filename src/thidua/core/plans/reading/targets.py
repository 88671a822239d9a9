"""Targets, tasks, purposes, requirements and the objective: the paragraphs of the sections, sorted by what they are."""

from __future__ import annotations

import re
from decimal import Decimal

from thidua.core.plans.model import Target, Task, TextItem
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.measures.levels import find_levels
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import NO_LABEL, Label, Style
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet, joined
from thidua.core.plans.reading.structure.running import sentences, sets_zero, states_level
from thidua.core.plans.reading.tables.owners import with_owners

_OF_WHICH = re.compile(r"^\W*(?:trong đó|bao gồm|cụ thể|gồm)\b[^:]{0,40}:?\s*$", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\W*(?:phụ lục|biểu|bảng)\b(?! (?:tin|điện tử|hiệu)).{0,120}$|\(?\s*đính kèm\b|\(?\s*(?:ban hành )?kèm theo\b|\W*(?:có|xem|theo|chi tiết|như)\b.{0,40}\b(?:phụ lục|biểu|bảng|kèm theo|đính kèm)\b.{0,30}$", re.IGNORECASE
)
_SETS_LEVEL = re.compile(
    r"^\W*(?:phấn đấu|mỗi|từng|hoàn thành|có ít nhất|ít nhất|tối thiểu|\d+(?:[.,]\d+)?\s*%|đạt|tỷ lệ|đăng ký|100)",
    re.IGNORECASE,
)
_STRONG_LEVEL = re.compile(
    r"\b(?:ít nhất|tối thiểu|từ \d[\d.,]*\s*%|trở lên|không dưới|đạt \d|đạt tỷ lệ|đạt 100)\b|\d\s*%", re.IGNORECASE
)
_FINISH = re.compile(
    r"^\W*(?:phấn đấu\s+)?hoàn thành (?!tốt\b|xuất sắc\b)(?:và hoàn thành vượt mức |vượt mức "
    r"|100% )?(?:các )?(?:chỉ tiêu|nhiệm vụ|kế hoạch)",
    re.IGNORECASE,
)
# What a duty must hold to be a target as well: a level for everybody or a threshold.
_EACH = re.compile(r"\b(?:mỗi|từng|ít nhất|tối thiểu|trở lên|100%|không quá|không dưới)\b", re.IGNORECASE)
_CHANGES = re.compile(r"\b(?:giảm|tăng)(?: từ| ít nhất| tối thiểu| trên| bình quân)? \d", re.IGNORECASE)
_SLOGAN = re.compile(r"^\W*chủ đề\b[^.;]{0,60}[:“\"]", re.IGNORECASE)
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
            if len(paragraph.text) < 3 or paragraph.cells or _introduces(paragraph):
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


def _introduces(paragraph: Paragraph) -> bool:
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


def read_targets(sheet: Sheet, sections: list[Section], tabled: list[Target]) -> list[Target]:
    """The entries of sections on targets and of tables; in a paper without either, each bullet that sets a level."""
    targets: list[Target] = []
    for section in sections:
        if section.kind == "targets" or (section.kind == "goals" and len(section.kinds) < 4):
            targets += _listed(sheet, section)
    return with_owners(targets, tabled) or _as_criteria(sheet, sections) or _inline(sheet, sections)


def _as_criteria(sheet: Sheet, sections: list[Section]) -> list[Target]:
    """Entries headed "tiêu chí" that mostly set levels, where no heading speaks of targets."""
    for section in sections:
        entries = [p for p in section.body if p.label.style != "none" and not p.cells]
        levels = sum(bool(find_levels(p.text)) for p in entries)
        if section.kind == "criteria" and not section.within("commendation") and levels >= 3 and levels * 2 > len(entries):
            return _listed(sheet, section)
    return []


def _listed(sheet: Sheet, section: Section) -> list[Target]:
    targets: list[Target] = []
    group: str | None = None
    parent_depth: int | None = None
    detail = False
    entries = [p for p in section.body if not p.cells and p.text]
    labelled = any(p.label.style != "none" for p in entries)
    for at, paragraph in enumerate(entries):
        label = paragraph.label
        following = entries[at + 1] if at + 1 < len(entries) else None
        if is_reference(paragraph.whole.text):
            continue
        if _OF_WHICH.match(paragraph.text):
            detail = bool(targets)
            continue
        if _is_group(paragraph, following):
            group, detail = paragraph.text.rstrip(" :."), False
            parent_depth = None
            continue
        if label.style == "none" and labelled:
            # An unlabelled paragraph of a labelled list goes on with the entry above, or only introduces the list.
            if targets and not _introduces(paragraph) and find_levels(paragraph.text) and section.kind == "targets":
                targets.append(_target(sheet, paragraph, group))
            continue
        if section.kind == "goals" and not find_levels(paragraph.text) and not labelled:
            continue
        deeper = parent_depth is not None and label.depth > parent_depth
        if targets and (deeper or (detail and label.style in ("dash", "plus"))):
            targets[-1].setdefault("sub_targets", []).append(_target(sheet, paragraph, None))
            continue
        detail = False
        parent_depth = label.depth
        if not _introduces(paragraph) or find_levels(paragraph.text):
            targets.append(_target(sheet, paragraph, group))
    return targets


def _is_group(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a paragraph heads a sub-list of targets ("Về kinh tế") instead of setting one."""
    if find_levels(paragraph.text) or following is None or len(paragraph.text) > 150:
        return False
    if paragraph.text.rstrip().endswith((".", ";")) or following.label.style == "none":
        return False
    deeper = following.label.depth > paragraph.label.depth
    return (deeper or paragraph.label.style == "none") and (
        paragraph.text.endswith(":")
        or (not paragraph.ended and paragraph.label.style in ("none", "number", "letter", "decimal", "roman"))
    )


def _target(sheet: Sheet, paragraph: Paragraph, group: str | None, label: Label | None = None) -> Target:
    words = paragraph.body
    target: Target = {
        "label": (label or paragraph.label).text,
        "group": group,
        "text": words.text,
        "measures": read_measures(sheet, words),
        "source": sheet.source(words),
    }
    if raw := sheet.as_read(words):
        target["as_read"] = raw
    return target


def _inline(sheet: Sheet, sections: list[Section]) -> list[Target]:
    """Targets of a paper without a list of them: numbered inside one paragraph, or bullets that set a level."""
    found: list[Target] = []
    for section in sections:
        for paragraph in section.body:
            numbers = [int(sign[1]) for sign in _INLINE.finditer(paragraph.text)]
            if len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)) and find_levels(paragraph.text):
                found += _numbered_inside(sheet, paragraph)
    if found:
        return found
    for section in sections:
        duties = section.kind == "organisation"
        if duties or section.kind in ("content", "tasks", "goals", "scope"):
            groups = _groups(section)
            for paragraph in section.body:
                for part in sentences(paragraph) if id(paragraph) in groups and not paragraph.cells else ():
                    prose = section.heading is None or paragraph.label.style == "none"
                    asked = states_level(part.text) and (not duties or section.heading is None or bool(_EACH.search(part.text)))
                    if (sets_level(part) and not duties) or (asked and (prose or duties)):
                        target = _target(sheet, part, groups[id(paragraph)])
                        target["confidence"] = Decimal("0.6")
                        found.append(target)
    return found


def _numbered_inside(sheet: Sheet, paragraph: Paragraph) -> list[Target]:
    signs = list(_INLINE.finditer(paragraph.text))
    targets = []
    for sign, following in zip(signs, [*signs[1:], None], strict=True):
        words = paragraph.body.cut(sign.end(), following.start() if following else None).trim(";,")
        if len(words.text) >= 3:
            targets.append(_target(sheet, Paragraph(words, NO_LABEL, words), None, Label(f"({sign[1]})", "paren", 0)))
    return targets


def sets_level(paragraph: Paragraph) -> bool:
    """Whether a bullet outside any list of targets sets a level, an amount or a completion to reach."""
    text = paragraph.text
    if paragraph.label.style == "none" or paragraph.cells or len(text) > 600 or _introduces(paragraph):
        return False
    if _FINISH.match(text) or sets_zero(text):
        return True
    levels = find_levels(text)
    if not levels:
        return False
    if re.match(r"\W*(?:Mỗi|Từng)\b(?! (?:năm|khi))", text):
        return True
    if _CHANGES.search(text):
        return True
    return bool(_STRONG_LEVEL.search(text)) and (bool(_SETS_LEVEL.match(text)) or len(text) < 200)


def _groups(section: Section) -> dict[int, str | None]:
    """For each paragraph the heading above it inside the section."""
    groups: dict[int, str | None] = {}
    title = (section.title or "").strip(" .:")
    base = title.capitalize() if title.isupper() else title
    heading_styles = _heading_styles(section)
    current: str | None = base or None
    for paragraph, following in zip(section.body, [*section.body[1:], None], strict=False):
        heads = paragraph.label.style in heading_styles or paragraph.marked
        if heads and is_subheading(paragraph, following):
            current = paragraph.text.rstrip(" :.")
            continue
        if paragraph.label.style in heading_styles:
            current = base or None
        groups[id(paragraph)] = current
    return groups


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
    deeper = following.label.depth > paragraph.label.depth and paragraph.label.style not in ("none", "dash", "plus")
    return deeper and (not paragraph.ended or paragraph.text.endswith(":"))


def read_tasks(sheet: Sheet, sections: list[Section], targets: list[Target]) -> list[Task]:
    """The bullets of content, tasks and measures that did not become targets; lead-in paragraphs are left out."""
    taken = {target["text"] for target in targets}
    tasks: list[Task] = []
    for section in sections:
        if section.kind not in ("content", "tasks"):
            continue
        groups = _groups(section)
        upper: Paragraph | None = None
        for at, paragraph in enumerate(section.body):
            if id(paragraph) not in groups or paragraph.cells or len(paragraph.text) < 3 or paragraph.text in taken:
                continue
            if is_reference(paragraph.whole.text) or _SLOGAN.match(paragraph.text):
                continue
            group = groups[id(paragraph)]
            following = section.body[at + 1] if at + 1 < len(section.body) else None
            leads = paragraph.text.endswith(":") and following is not None
            if leads and paragraph.label.style == "none":
                continue
            nested = (
                upper is not None
                and paragraph.label.depth > upper.label.depth
                and paragraph.label.style in ("dash", "plus")
            )
            if nested:
                continue
            if _INLINE.search(paragraph.text) and any(
                t["source"]["chars"][0] in paragraph.body.places for t in targets[:1]
            ):
                continue
            upper = paragraph if leads else None
            rest = [part for part in sentences(paragraph) if part.text not in taken]
            if rest and len(rest) < len(sentences(paragraph)):
                words = joined([part.whole for part in rest])
                paragraph = Paragraph(words, NO_LABEL, words)
            elif not rest:
                continue
            tasks.append(_task(sheet, paragraph, group))
    return tasks


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
