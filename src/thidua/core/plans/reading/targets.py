"""Targets: the entries of the sections that ask for a level, of tables, and of bullets and sentences elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from thidua.core.plans.model import Target
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.measures.levels import find_levels
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import NO_LABEL, Label
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.plans.reading.structure.running import sentences, sets_zero, states_level
from thidua.core.plans.reading.tables.owners import with_owners
from thidua.core.plans.reading.texts import groups_of, introduces, is_reference

_OF_WHICH = re.compile(r"^\W*(?:trong đó|bao gồm|cụ thể|gồm)\b[^:]{0,40}:?\s*$", re.IGNORECASE)
_SETS_LEVEL = re.compile(
    r"^\W*(?:phấn đấu|mỗi|từng|hoàn thành|có ít nhất|ít nhất|tối thiểu|\d+(?:[.,]\d+)?\s*%|đạt|tỷ lệ|đăng ký|100)",
    re.IGNORECASE,
)
_STRONG_LEVEL = re.compile(
    r"\b(?:có trên \d[\d.]*|ít nhất|tối thiểu|từ \d[\d.,]*\s*%|trở lên|không dưới|đạt \d|đạt tỷ lệ|đạt 100)\b|\d\s*%",
    re.IGNORECASE,
)
_FINISH = re.compile(
    r"^\W*(?:phấn đấu\s+)?hoàn thành (?!tốt\b|xuất sắc\b)(?:và hoàn thành vượt mức |vượt mức "
    r"|100% )?(?:các )?(?:chỉ tiêu|nhiệm vụ|kế hoạch)",
    re.IGNORECASE,
)
_KEEPS = re.compile(r"^\W*(?:tiếp tục )?(?:giữ vững|duy trì)\s+(?:danh hiệu|tỷ lệ|100|\d)", re.IGNORECASE)
_KEEPING = re.compile(r"^\W*(?:tiếp tục )?(?:giữ vững|duy trì)\b", re.IGNORECASE)
_POINTS_AT = re.compile(r"\b(?:theo|tại|như|trong)\s+(?:biểu|bảng|phụ lục)\s+(?:số\s+)?[\dIVX]+\W*$", re.IGNORECASE)
# What a duty must hold to be a target as well: a level for everybody or a threshold.
_EACH = re.compile(r"\b(?:mỗi|từng|ít nhất|tối thiểu|trở lên|không quá|không dưới)\b|100%", re.IGNORECASE)
_CHANGES = re.compile(r"\b(?:giảm|tăng)(?: thêm| từ| ít nhất| tối thiểu| trên| bình quân)* \d", re.IGNORECASE)
# A sentence about a quantity, whatever its verb.
_QUANTITY = re.compile(
    r"^\W*(?:Tỷ lệ|Tỉ lệ|Thời gian|Chỉ số|Lượng|Mức|Tốc độ|Sản lượng|Doanh thu|Thu nhập"
    r"|Số (?:lượng|lượt|vụ|giờ|tiết))\b"
)
_ASIDE = re.compile(r"\([^()]*\)")
_INLINE = re.compile(r"\((\d{1,2})\)\s*")


def read_targets(sheet: Sheet, sections: list[Section], tabled: list[Target]) -> list[Target]:
    """The entries of sections on targets and of tables; in a paper without either, each bullet that sets a level."""
    targets: list[Target] = []
    for section in sections:
        if section.kind == "targets" or (section.kind == "goals" and len(section.kinds) < 4):
            targets += _listed(sheet, section)
    return with_owners(sheet, targets, tabled) or _as_criteria(sheet, sections) or _inline(sheet, sections)


def _as_criteria(sheet: Sheet, sections: list[Section]) -> list[Target]:
    """Entries headed "tiêu chí" that mostly set levels, where no heading speaks of targets."""
    for section in sections:
        entries = [p for p in section.body if p.label.style != "none" and not p.cells]
        levels = sum(bool(find_levels(p.text)) for p in entries)
        if (
            section.kind == "criteria"
            and not section.within("commendation")
            and levels >= 3
            and levels * 2 > len(entries)
        ):
            return _listed(sheet, section)
    return []


def _listed(sheet: Sheet, section: Section) -> list[Target]:
    targets: list[Target] = []
    group: str | None = None
    parent_depth: int | None = None
    detail = False
    entries = [p for p in section.body if not p.cells and len(p.text) > 2]
    labelled = any(p.label.style != "none" for p in entries)
    captions = {id(p) for p, below in pairwise(section.body) if below.cells and not p.cells and not p.ended}
    for at, paragraph in enumerate(entries):
        label = paragraph.label
        following = entries[at + 1] if at + 1 < len(entries) else None
        points_at = label.style == "none" and _POINTS_AT.search(paragraph.text)
        if (
            points_at
            or is_reference(paragraph.whole.text)
            or (id(paragraph) in captions and not find_levels(paragraph.text))
        ):
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
            if targets and not introduces(paragraph) and find_levels(paragraph.text) and section.kind == "targets":
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
        if not introduces(paragraph) or find_levels(paragraph.text):
            targets.append(_target(sheet, paragraph, group))
    return targets


def _is_group(paragraph: Paragraph, following: Paragraph | None) -> bool:
    """Whether a paragraph heads a sub-list of targets ("Về kinh tế") instead of setting one."""
    if find_levels(_ASIDE.sub(" ", paragraph.text)) or following is None or len(paragraph.text) > 150:
        return False
    if paragraph.text.rstrip().endswith((".", ";")) or following.label.style == "none":
        return False
    deeper = following.label.depth > paragraph.label.depth
    return (deeper or paragraph.label.style == "none") and (
        paragraph.text.endswith(":")
        or (
            not paragraph.ended and paragraph.label.style in ("none", "number", "letter", "decimal", "roman", "capital")
        )
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
            groups = groups_of(section)
            for paragraph in section.body:
                for part in sentences(paragraph) if id(paragraph) in groups and not paragraph.cells else ():
                    prose = section.heading is None or paragraph.label.style == "none"
                    asked = states_level(part.text) and (
                        not duties or section.heading is None or bool(_EACH.search(part.text))
                    )
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
    if paragraph.label.style == "none" or paragraph.cells or len(text) > 600 or introduces(paragraph):
        return False
    if _FINISH.match(text) or _KEEPS.match(text) or sets_zero(text):
        return True
    levels = find_levels(text)
    if not levels:
        return False
    if re.match(r"\W*(?:Mỗi|Từng)\b(?! (?:năm|khi))", text):
        return True
    if _KEEPING.match(text) and any(level.measured in ("percent", "amount") for level in levels):
        return True
    if _CHANGES.search(text) or _QUANTITY.match(text) or any(level.measured == "place" for level in levels):
        return True
    return bool(_STRONG_LEVEL.search(text)) and (bool(_SETS_LEVEL.match(text)) or len(text) < 200)
