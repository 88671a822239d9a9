"""What the reader missed: words that a person marks in the paper are read as the kind of item that he or she names."""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from thidua.core.plans.corrections.fields import item_at
from thidua.core.plans.corrections.items import place
from thidua.core.plans.model import Plan
from thidua.core.plans.reading.bases import read_bases
from thidua.core.plans.reading.commendation import read_commendation
from thidua.core.plans.reading.duties import read_duties, read_role
from thidua.core.plans.reading.ending import read_recipients
from thidua.core.plans.reading.measures import read_measures
from thidua.core.plans.reading.mentions import read_linked, read_themes
from thidua.core.plans.reading.structure.headings import Section, SectionKind
from thidua.core.plans.reading.structure.labels import NO_LABEL
from thidua.core.plans.reading.structure.lines import Paragraph, read_pages
from thidua.core.plans.reading.structure.organisations import read_subject
from thidua.core.plans.reading.structure.passages import Passage, Sheet, joined
from thidua.core.plans.reading.times.deadlines import read_deadlines
from thidua.core.plans.reading.times.period import find_span, read_phases
from thidua.core.plans.typed_fields import PASSAGE
from thidua.core.verdicts import YES, Verdict, no
from thidua.core.viet.numbers import format_number
from thidua.core.viet.text import fold

Item = dict[str, Any]
SHORTEST = 3
_SAID = ("text", "what", "name", "unit", "form", "title", "label")
_QUOTES = "“”\"' .,;:"


@dataclass(frozen=True, slots=True)
class Marked:
    """The words between two places of the paper as its paragraphs tell them; the first may keep its label."""

    plan: Plan
    sheet: Sheet
    paragraphs: list[Paragraph]

    @property
    def words(self) -> Passage:
        return joined([one.body for one in self.paragraphs])

    @property
    def label(self) -> str | None:
        return self.paragraphs[0].label.text

    def section(self, kind: SectionKind) -> list[Section]:
        return [Section((kind,), None, body=self.paragraphs)]

    def item(self, **fields: Any) -> Item:
        """An item with the place of all the words, and the printed ones where some were mended."""
        made = fields | {"source": dict(self.sheet.source(self.words)), "confidence": Decimal(1)}
        return made | ({"as_read": raw} if (raw := self.sheet.as_read(self.words)) else {})


def marked(plan: Plan, start: int, end: int) -> Marked | None:
    """The paragraphs between two places of `x_text`, whole words only; None where no words stand."""
    sheet = Sheet(plan.get("x_text", ""))
    pages = read_pages(sheet)
    everything = sorted([*pages.body, *pages.notes], key=lambda one: one.whole.places[0] if one.whole else 0)
    cut = [part for one in everything if (part := _within(one, start, end)) is not None]
    return Marked(plan, sheet, cut) if len(joined([one.body for one in cut]).text) >= SHORTEST else None


def _within(paragraph: Paragraph, start: int, end: int) -> Paragraph | None:
    words, text = paragraph.whole, paragraph.whole.text
    left, right = bisect_left(words.places, start), bisect_left(words.places, end)
    if left >= right:
        return None
    while left and text[left - 1].isalnum() and text[left].isalnum():
        left -= 1
    while right < len(text) and text[right - 1].isalnum() and text[right].isalnum():
        right += 1
    if left == 0 and right >= len(text):
        return paragraph
    length = paragraph.label.length
    if left == 0 and right > length:
        whole = words.cut(0, right)
        return replace(paragraph, whole=whole, body=whole.cut(length), cells=())
    whole = words.cut(left, right)
    return replace(paragraph, whole=whole, label=NO_LABEL, body=whole, cells=()) if whole else None


def item_from_passage(plan: Plan, kind: str, start: int, end: int, *, unit: str = "") -> tuple[list[Item], Verdict]:
    """The items of a kind that the words between two places of `x_text` hold, without ids; or why there are none.

    The same readers look at the words as when the paper came. What has a form of its own (a time limit, a span, a
    duty) needs it printed; a sentence is taken as it stands. `unit` names whose duty it is where no unit is printed.
    """
    if kind not in _READERS:
        return [], no("no_such_kind", "Chọn loại mục cần thêm.", field="kind")
    found = marked(plan, start, end) if 0 <= start < end else None
    if found is None:
        return [], no("nothing_marked", "Đánh dấu ít nhất một cụm từ trong văn bản.", field="words")
    if (long := len(found.words.text)) > PASSAGE:
        params = {"found": format_number(long), "most": format_number(PASSAGE)}
        return [], no("D03", "Đoạn đánh dấu dài {found} ký tự, tối đa {most}.", field="words", **params)
    items = _assignments(found, unit) if kind == "assignments" else _READERS[kind](found)
    if not items:
        return [], no(f"no_{kind}", _MISSING.get(kind, "Không đọc được mục nào trong đoạn này."), field="words")
    return items, YES


def add_passage(
    plan: Plan, kind: str, start: int, end: int, *, into: str = "", unit: str = ""
) -> tuple[Plan, list[str], Verdict]:
    """The plan with the items of a marked passage where they belong in the paper, and the paths of the new ones.

    `into` is the path of the target that a sub-target goes under. Duties of a unit that is known already join its own.
    """
    items, verdict = item_from_passage(plan, kind, start, end, unit=unit)
    if not verdict:
        return plan, [], verdict
    if known := _same_place(plan, kind, items):
        return plan, [], no("already_read", "Đoạn này đã có trong danh sách: “{words}”.", field="words", words=known)
    changed = copy.deepcopy(plan)
    outer: Any = changed
    if kind == "sub_targets":
        outer = item_at(changed, into) if into.startswith("targets/") else None
        if outer is None or "measures" not in outer:
            return plan, [], no("no_such_item", "Chọn chỉ tiêu có ý này.", field="into")
        outer.setdefault("sub_targets", [])
    rows = outer[kind]
    added = [_known_unit(rows, one) if kind == "assignments" else _placed(rows, one) for one in items]
    prefix = f"{into}/sub_targets" if kind == "sub_targets" else kind
    return changed, [f"{prefix}/{_index(rows, one)}" for one in added], YES


def _placed(rows: list[Item], item: Item) -> Item:
    place(rows, item)
    return item


def _index(rows: list[Item], item: Item) -> int:
    return next(at for at, row in enumerate(rows) if row is item)


def _known_unit(rows: list[Item], item: Item) -> Item:
    """The entry of the same unit with the new duties, or the item itself put in its place."""
    for row in rows:
        if fold(row["unit"]) == fold(item["unit"]):
            row["duties"] += item["duties"]
            return row
    return _placed(rows, item)


def _same_place(plan: Plan, kind: str, items: list[Item]) -> str:
    """The words of an item of the list that stands exactly where a new one does."""
    rows: list[Any] = plan.get(kind) or []  # type: ignore[assignment]
    if kind == "sub_targets":
        rows = [part for target in plan["targets"] for part in target.get("sub_targets") or ()]
    if kind == "assignments":
        rows = [duty for row in rows for duty in row["duties"]]
        items = [duty for row in items for duty in row["duties"]]
    taken = {tuple(row["source"]["chars"]): row for row in rows if (row.get("source") or {}).get("chars")}
    hit = next((taken[spot] for one in items if (spot := tuple(one["source"]["chars"])) in taken), None)
    if hit is None:
        return ""
    if kind in ("deadlines", "legal_bases") and not any(_alike(hit, one) for one in items):
        return ""
    return next((str(hit[name])[:80] for name in _SAID if hit.get(name)), "")


def _alike(known: Item, item: Item) -> bool:
    return all(known.get(name) == item.get(name) for name in ("date", "recurrence", "after", "number", "title"))


def _targets(found: Marked) -> list[Item]:
    measures = [dict(one) for one in read_measures(found.sheet, found.words)]
    return [found.item(label=found.label, group=None, text=found.words.text, measures=measures)]


def _sentences(found: Marked) -> list[Item]:
    return [found.item(label=found.label, text=found.words.text)]


def _deadlines(found: Marked) -> list[Item]:
    signed, period = found.plan["document"]["date"], found.plan["period"]
    rows: list[Any] = list(read_deadlines(found.sheet, found.section("reporting"), [], signed, period))
    return rows


def _assignments(found: Marked, unit: str) -> list[Item]:
    rows: list[Any] = list(read_duties(found.sheet, found.section("organisation"))[0])
    if rows:
        return rows
    subject = read_subject(found.words)
    named = subject.unit.text if subject else unit.strip()
    words = subject.rest if subject and subject.rest else found.words
    if not named:
        return []
    duty = {"role": read_role(words.text), "text": words.text, "source": dict(found.sheet.source(words))}
    return [found.item(unit=named, duties=[duty])]


def _commendation(found: Marked) -> list[Item]:
    rows: list[Any] = list(read_commendation(found.sheet, found.section("commendation"), "campaign"))
    return rows


def _bases(found: Marked) -> list[Item]:
    rows: list[Any] = list(read_bases(found.sheet, [], found.paragraphs, [], None))
    if not rows:
        rows = list(read_bases(found.sheet, found.paragraphs, [], [], None))
    if rows:
        return rows
    title = found.words.trim(_QUOTES)
    return [found.item(type="other", number=None, date=None, issuer=None, title=title.text, role="cited")]


def _phases(found: Marked) -> list[Item]:
    rows: list[Any] = list(read_phases(found.sheet, found.section("period")))
    if rows:
        return rows
    span = find_span(found.words.text)
    if span is None or not (span.since or span.until):
        return []
    name = found.words.cut(0, span.start).trim(_QUOTES).text
    name = re.sub(r"\s+từ$", "", name).strip(_QUOTES) or "Đợt"
    return [found.item(label=name[:120], **{"from": span.since, "to": span.until}, text=found.words.text)]


def _recipients(found: Marked) -> list[Item]:
    lines = [replace(one, body=one.whole) for one in found.paragraphs]
    rows: list[Any] = list(read_recipients(found.sheet, [Section(("recipients",), None, body=lines)]))
    return rows or [found.item(name=found.words.trim(_QUOTES).text)]


def _themes(found: Marked) -> list[Item]:
    issuer = found.plan["document"]["issuer"]["level"]
    rows: list[Any] = list(read_themes(found.sheet, found.paragraphs, issuer))
    of = issuer if issuer in ("province", "commune", "block", "school") else "agency"
    return rows or [found.item(of=of, text=found.words.trim(_QUOTES).text, year=None)]


def _linked(found: Marked) -> list[Item]:
    rows: list[Any] = list(read_linked(found.sheet, found.paragraphs, ""))
    return rows or [found.item(name=found.words.trim(_QUOTES).text, launched_by=None)]


def _channels(found: Marked) -> list[Item]:
    return [found.item(name=found.words.trim(_QUOTES).text)]


_READERS: dict[str, Callable[[Marked], list[Item]]] = {
    "targets": _targets,
    "sub_targets": _targets,
    "tasks": _sentences,
    "deadlines": _deadlines,
    "assignments": lambda found: _assignments(found, ""),
    "commendation": _commendation,
    "legal_bases": _bases,
    "purposes": _sentences,
    "requirements": _sentences,
    "phases": _phases,
    "recipients": _recipients,
    "themes": _themes,
    "linked_movements": _linked,
    "channels": _channels,
}
MARKED_KINDS = tuple(_READERS)
_MISSING = {
    "deadlines": "Đoạn này không nêu ngày hoặc kỳ hạn. Đánh dấu cả câu có hạn, hoặc bấm Thêm mốc để gõ.",
    "assignments": "Đoạn này không nêu tên đơn vị. Đánh dấu cả tên đơn vị và việc, hoặc ghi tên đơn vị vào ô bên.",
    "commendation": "Đoạn này không nêu hình thức khen. Đánh dấu cả câu có hình thức khen.",
    "phases": "Đoạn này không nêu khoảng thời gian. Đánh dấu cả câu có ngày bắt đầu, kết thúc.",
}


def find_words(text: str, words: str) -> list[tuple[int, int]]:
    """Places of the text that read like `words`, whatever blanks, line ends and signs of markdown stand between;
    with the same capitals where there are such, else without."""
    parts = [re.escape(part) for part in words.split()[:400]]
    form = r"[\s*#_|]+".join(parts)
    hits = [hit.span() for hit in re.finditer(form, text)] if parts else []
    return hits or ([hit.span() for hit in re.finditer(form, text, re.IGNORECASE)] if parts else [])
