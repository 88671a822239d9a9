"""Who does what: the section on organisation as one assignment per unit; paragraphs addressed to nobody are tasks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from thidua.core.lexicons import load
from thidua.core.plans.model import Assignment, Duty, Role, Source, Task
from thidua.core.plans.reading.structure.headings import Section, named_kinds
from thidua.core.plans.reading.structure.labels import DEPTH, NO_LABEL, is_capitals
from thidua.core.plans.reading.structure.letters import SENTENCE_END, compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import (
    Subject,
    begins_with_organisation,
    read_named_line,
    read_subject,
    split_organisations,
    until_duty,
)
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.texts import is_reference

_CLOSING = compiled(
    r"^(?:Trên đây là|Trong quá trình (?:triển khai|thực hiện)|Quá trình (?:triển khai|thực hiện)"
    r"|Căn cứ (?:nội dung )?kế hoạch này,? (?:đề nghị|yêu cầu)"
    r"|(?:Yêu cầu|Đề nghị|Nhận được)[^.;]{3,160}?\b(?:nghiêm túc|tích cực|khẩn trương|tổ chức|quan tâm)?[^.;]{0,40}"
    r"\bthực hiện (?:tốt )?(?:nội dung )?(?:Chỉ thị|Kế hoạch|Quyết định|Công văn|Hướng dẫn|văn bản) này\W*$"
    r"|Nhận được [^,.;]{3,40} này,"
    r"|[^.;,]{3,60}\b(?:mong|kêu gọi|tin tưởng)\b[^.;]{0,30}\b(?:toàn thể|mọi|các|cán bộ|nhân dân)\b"
    r"|(?:Quyết định|Chỉ thị|Kế hoạch|Quy chế|Quy định|Văn bản) này có hiệu lực)",
    re.IGNORECASE,
)
_SEMICOLON = compiled(r";\s+")
_WITH = compiled(r"phối hợp(?:\s+(?:chặt chẽ|cùng))?\s+(?:với|cùng)\s+", re.IGNORECASE)
_UNITS_AFTER = compiled(
    r"[^.;]{0,90}?\b(?:đơn vị|cơ quan|địa phương|phòng,|ban,|việc\b|thành viên|các lớp|kết quả thực hiện)",
    re.IGNORECASE,
)
_ONLY_LEADS = compiled(
    r"(?:có|chịu) trách nhiệm[^.;]{0,40}:?$|(?:căn cứ [^.;:]{0,80}|tổ chức |triển khai )?(?:thực hiện"
    r"|nhiệm vụ sau|nội dung sau)[^.;]{0,30}:?$"
)
_CALLS = compiled(r"(?:Giao|Đề nghị|Yêu cầu)\s+(?=[A-ZĐÀ-Ỹ])(?!Các\b)")
_ASIDE = compiled(r"\([^()]*\)|\bđể (?:tổng hợp|theo dõi)[^.;]*", re.IGNORECASE)


def read_duties(sheet: Sheet, sections: list[Section]) -> tuple[list[Assignment], list[Task]]:
    """The assignments of the sections on organisation, and their paragraphs that speak to no unit."""
    assignments: dict[str, Assignment] = {}
    tasks: list[Task] = []
    for section in sections:
        if section.kind in ("organisation", "reporting", "funding"):
            _Reader(sheet, section, assignments, tasks).read()
    return list(assignments.values()), tasks


@lru_cache(maxsize=4096)
def is_closing(text: str) -> bool:
    """Whether a paragraph is the closing formula of the paper."""
    return bool(_CLOSING.match(text))


class _Reader:
    """Walks one section; the unit that was named last owns the deeper paragraphs that follow. `assignments` are those
    read so far, by the name of the unit in small letters."""

    def __init__(self, sheet: Sheet, section: Section, assignments: dict[str, Assignment], tasks: list[Task]) -> None:
        self.sheet, self.section, self.assignments, self.tasks = sheet, section, assignments, tasks
        self.unit: Passage | None = None
        self.depth = 99
        self.opener: Paragraph | None = None
        self.loose: Task | None = None
        self.said = Passage("", ())  # the words of that task

    def read(self) -> None:
        for at, paragraph in enumerate(self.section.body):
            if is_closing(paragraph.text):
                break
            if not paragraph.cells and paragraph.text and not _signature_line(paragraph):
                self._take(paragraph, self.section.body[at + 1] if at + 1 < len(self.section.body) else None)

    def _take(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        labelled = paragraph.label.style != "none"
        subject = self._subject(paragraph, following)
        # In prose each paragraph that names a unit speaks of that one; under a heading it goes on with the heading's.
        prose = subject is not None and bool(subject.rest) and self.depth == NO_LABEL.depth
        under = paragraph.label.depth > self.depth or (
            self.opener is not None and _other_bullet(self.opener, paragraph)
        )
        deeper = self.unit is not None and (under if labelled else not prose)
        if (
            subject
            and not labelled
            and following is not None
            and self._stands_alone(paragraph, subject.rest, following)
        ):
            deeper = False
        if subject and self._is_heading(paragraph, subject.rest, following, deeper):
            self._open(subject.unit, paragraph)
            if not labelled:
                self.depth = DEPTH["paren"]  # bullets under a bare name are deeper than it
        elif subject and subject.rest and not self._names_itself(paragraph, deeper):
            self._own_entry(subject.unit, subject.rest, paragraph, deeper)
        elif deeper and self.unit is not None:
            self._add(self.unit, paragraph.body, paragraph)
        elif self.loose is not None and not labelled:
            self._say(self.loose, self.said.join(paragraph.body))
        else:
            self._loose_task(paragraph)

    def _stands_alone(self, paragraph: Paragraph, rest: Passage, following: Paragraph) -> bool:
        """Whether an unlabelled line is nothing but a name, over paragraphs without labels too."""
        bare = self.opener is None or self.opener.label.style == "none"
        short = len(paragraph.text) < 90 and not paragraph.ended
        return bare and short and not rest and following.label.style == "none" and following.ended

    def _subject(self, paragraph: Paragraph, following: Paragraph | None) -> Subject | None:
        """Who a paragraph is for: by its shape where a list hangs under it or a colon parts it, else by its words."""
        heads = following is not None and (
            following.label.depth > paragraph.label.depth or _other_bullet(paragraph, following)
        )
        labelled = paragraph.label.style != "none" or paragraph.marked or paragraph.text.endswith(":")
        if heads and labelled and not paragraph.text.rstrip().endswith((".", ";")) and paragraph.label.style != "plus":
            line = read_named_line(paragraph.body, heading=True) if not named_kinds(paragraph.text)[0] else None
            if line is not None:
                return line
        plain = read_subject(paragraph.body)
        if labelled and ":" in paragraph.text[:140] and (plain is None or plain.rest):
            line = read_named_line(paragraph.body, heading=False)
            if (
                line is not None
                and not named_kinds(line.unit.text)[0]
                and (plain is None or len(line.unit.text) > len(plain.unit.text))
            ):
                return line
        return plain

    def _names_itself(self, paragraph: Paragraph, deeper: bool) -> bool:
        """An unlabelled paragraph under a unit goes on with that unit, unless it calls on somebody ("Đề nghị ...")."""
        return deeper and paragraph.label.style == "none" and not _CALLS.match(paragraph.text)

    def _is_heading(self, paragraph: Paragraph, rest: Passage, following: Paragraph | None, deeper: bool) -> bool:
        if (rest and not _ONLY_LEADS.match(rest.text)) or following is None or is_closing(following.text):
            return False
        if paragraph.text.rstrip().endswith((";", ".")) and not paragraph.text.rstrip().endswith(":"):
            return False
        return not deeper or paragraph.text.endswith(":")

    def _open(self, unit: Passage, paragraph: Paragraph) -> None:
        self.unit, self.depth, self.opener, self.loose = unit, paragraph.label.depth, paragraph, None

    def _own_entry(self, unit: Passage, rest: Passage, paragraph: Paragraph, deeper: bool) -> None:
        if begins_with_organisation(rest.text) and until_duty(rest.text) == len(rest.text):
            return  # "Trưởng Khối: Hợp tác xã A" tells who it is, not what it does
        if not deeper:
            self._open(unit, paragraph)
        for words in rest.pieces(SENTENCE_END) or [rest]:
            for part in _asked_of_others(words):
                other = read_subject(part) if part is not words or words.text[:1].isupper() else None
                own = other is None or not other.rest or words is rest
                self._add(
                    unit if own or other is None else other.unit,
                    part if own or other is None else other.rest,
                    paragraph,
                )

    def _add(self, unit: Passage, words: Passage, paragraph: Paragraph) -> None:
        if len(words.text) < 3:
            return
        if words.text.endswith(":") and len(words.text) < 60:
            return
        duty: Duty = {"role": read_role(words.text), "text": words.text, "source": self.sheet.source(words)}
        if partners := read_partners(words):
            duty["with"] = partners
        if raw := self.sheet.as_read(words):
            duty["as_read"] = raw
        entry = self.assignments.get(unit.text.lower())
        if entry is None:
            source = self.sheet.source(unit, words)
            self.assignments[unit.text.lower()] = {"unit": unit.text, "duties": [duty], "source": source}
        else:
            entry["duties"].append(duty)
            entry["source"] = _widened(self.sheet, entry, words)

    def _loose_task(self, paragraph: Paragraph) -> None:
        if (
            len(paragraph.text) < 3
            or is_reference(paragraph.whole.text)
            or (paragraph.text.endswith(":") and len(paragraph.text) < 150)
        ):
            return
        self.unit = None if paragraph.label.style != "none" else self.unit
        title = self.section.title or ""
        group = title.capitalize() if title.isupper() else title
        self.loose = {
            "label": paragraph.label.text,
            "group": group or None,
            "text": paragraph.text,
            "source": self.sheet.source(paragraph.body),
        }
        self._say(self.loose, paragraph.body)
        if self.section.kind == "organisation":
            self.tasks.append(self.loose)

    def _say(self, task: Task, words: Passage) -> None:
        self.said, task["text"], task["source"] = words, words.text, self.sheet.source(words)
        if raw := self.sheet.as_read(words):
            task["as_read"] = raw


def _widened(sheet: Sheet, entry: Assignment, words: Passage) -> Source:
    old, new = entry["source"], sheet.source(words)
    return {
        "lines": [min(old["lines"][0], new["lines"][0]), max(old["lines"][1], new["lines"][1])],
        "chars": [min(old["chars"][0], new["chars"][0]), max(old["chars"][1], new["chars"][1])],
    }


def _asked_of_others(words: Passage) -> list[Passage]:
    """A sentence that speaks to several, one after the other: "Giao A theo dõi; B hướng dẫn; các C thực hiện"."""
    pieces = words.pieces(_SEMICOLON)
    others = [subject for piece in pieces[1:] if (subject := read_subject(piece)) and subject.rest]
    return pieces if others and len(others) == len(pieces) - 1 else [words]


def _other_bullet(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether both are bullets of different signs: a "*" line heads the "-" lines under it."""
    both = paragraph.label.style == following.label.style == "dash"
    return both and paragraph.whole.text[:1] != following.whole.text[:1]


def _signature_line(paragraph: Paragraph) -> bool:
    return is_capitals(paragraph.text) and paragraph.label.style == "none" and len(paragraph.text) < 60


@cache
def _role_signs() -> re.Pattern[str]:
    roles = load("plan_organisations")["roles"]
    return compiled(
        "|".join(rf"(?P<{name}>\b(?:{'|'.join(map(re.escape, words))})\b)" for name, words in roles.items()),
        re.IGNORECASE,
    )


def read_role(text: str) -> Role:
    """The part that a duty gives a unit: its first signal decides; without one the unit performs."""
    for sign in _role_signs().finditer(_ASIDE.sub(lambda m: " " * len(m.group()), text)):
        if sign.lastgroup == "lead_over_units":
            if _UNITS_AFTER.match(text, sign.end()) and not re.search(
                r"(?:tổ chức|được|tuyên truyền,|phổ biến,)\s*$", text[: sign.start()], re.IGNORECASE
            ):
                return "lead"
        elif sign.lastgroup == "lead":
            return "lead"
        elif sign.lastgroup == "coordinate":
            return "coordinate"
        elif sign.lastgroup == "advise":
            return "advise"
    return "perform"


def read_partners(words: Passage) -> list[str]:
    """The organisations named after "phối hợp với"."""
    found = _WITH.search(words.text)
    if not found:
        return []
    rest = words.cut(found.end())
    end = min(
        [
            until_duty(rest.text),
            *(sign.start() for sign in re.finditer(r"[.;:(]|\s+(?:để|trong|nhằm|vào)\s", rest.text)),
        ]
    )
    return [name.text for name in split_organisations(rest.cut(0, end)) if len(name.text) > 1]
