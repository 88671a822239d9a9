"""Time limits that the plan sets: one date, a rhythm, or days after an event; with who, to whom and what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from thidua.core.plans.model import Assignment, Deadline, DeadlineKind, Period
from thidua.core.plans.places import Places
from thidua.core.plans.reading.bases import find_numbered
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.letters import CLAUSE_END, compiled
from thidua.core.plans.reading.structure.lines import LONGEST_SENTENCE, Paragraph
from thidua.core.plans.reading.structure.organisations import read_subject
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.tables.dues import due_of
from thidua.core.plans.reading.tables.ladders import Row, limit_rows
from thidua.core.plans.reading.times.moments import (
    Moment,
    Years,
    beside_events,
    earlier_ends,
    find_afters,
    find_moments,
    later_starts,
    short_moments,
)
from thidua.core.plans.reading.times.rhythms import read_rhythms
from thidua.core.viet.text import fold

_I = re.IGNORECASE
_Y = r"(?:19|20)\d{2}"
_ACT = compiled(
    r"\b(?:báo cáo|gửi|nộp|đăng ký|hồ sơ|sơ kết|tổng kết|bình xét|chấm điểm|tờ trình|trình|xây dựng kế hoạch"
    r"|cung cấp|thông báo|công bố|chấm|báo (?:số liệu|sản lượng|kết quả|tình hình|tiến độ)|đối chiếu"
    r"|xếp hạng|kiểm tra chéo|chấm chéo|bình chọn|giao ban|họp|ban hành kế hoạch"
    r"|kế hoạch|danh sách|hoàn thành|thẩm định|xét|rút kinh nghiệm|tổng hợp)\b",
    _I,
)
_KINDS: tuple[tuple[DeadlineKind, re.Pattern[str]], ...] = (
    ("dossier", compiled(r"\bhồ sơ\b|\btờ trình\b|\bdanh sách (?:đề nghị )?khen thưởng", _I)),
    ("registration", compiled(r"\bđăng ký\b|\bký (?:kết )?(?:giao ước|cam kết)", _I)),
    ("report", compiled(r"\bbáo cáo\b|\bgửi (?:về )?kết quả|\btổng hợp kết quả", _I)),
    (
        "review",
        compiled(
            r"\b(?:sơ kết|tổng kết|chấm điểm|bình xét|đánh giá|xét thi đua|kiểm tra chéo|chấm chéo|xếp hạng)\b", _I
        ),
    ),
)
_VIA = compiled(r"(?:\(\s*)?\b(?:thông )?qua\s+(?P<v>[^();.,]{4,120}(?:,\s*[^();.,]{4,60})?)", _I)
_TO = compiled(
    r"\b(?:báo cáo(?: kết quả)?|gửi(?: báo cáo)?|nộp|trình)\s+(?:về|cho|lên|tới|đến)?\s*(?P<t>(?:UBND|Ủy ban"
    r"|Uỷ ban|Hội đồng|Phòng|phòng|Ban|Sở|Thường trực|Trưởng khối|Trưởng Khối|Trưởng cụm|Chủ tịch|Văn phòng"
    r"|Công an|Nhà trường|nhà trường)[^();,.]{0,90}?)"
    r"(?=\s+(?:kết quả|trước|chậm nhất|để|theo|trong|vào|hằng|hàng|qua|và|tình hình|danh sách|hồ sơ|định kỳ"
    r"|về)\b|\s*[();,.]|\s*$)|\bvề\s+(?P<t2>(?:UBND|Ủy ban|Uỷ ban|Hội đồng|Phòng|phòng|Sở|Ban|Thường trực"
    r"|Trưởng)[^();,.]{2,80}?)(?=\s+(?:trước|chậm nhất|để|theo|trong|vào|hằng|hàng|qua)\b|\s*[();,.]|\s*$)"
)
_THING = compiled(
    r"\b(?:báo cáo|kết quả|đăng ký|hồ sơ|danh sách|tờ trình|sơ kết|tổng kết|bình xét|chấm điểm"
    r"|xây dựng kế hoạch|hoàn thành)\b",
    _I,
)
_STRONG = compiled(
    r"\b(?:trước|chậm nhất(?: là)?"
    r"|muộn nhất)\s+(?:ngày\s+)?\d{1,2}\s*(?:[/.]\s*\d{1,2}\s*[/.]|tháng\s*\d{1,2}\s*năm)\s*\d{4}",
    _I,
)
_SUBMITS = compiled(
    r"^(?!\W*(?:Căn cứ|Thực hiện|Theo|Xét|Kính gửi|Thi hành)\b).*\b(?:gửi|nộp|báo cáo|báo về|đăng ký|hồ sơ"
    r"|sơ kết|tổng kết|bình xét)\b",
    _I,
)
# "theo Công văn ngày 03/01/2026": the day of a document that is named without its number.
_DATED_PAPER = compiled(
    r"\b(?:Công văn|Thông báo|Kế hoạch|Quyết định|Chỉ thị|Nghị quyết|Hướng dẫn|Tờ trình|Kết luận|Công điện)"
    r"(?:\s+của\s+[^,;.()]{2,60}?)?\s+ngày\s+(?:\d{1,2}\s*[/.]\s*\d{1,2}\s*[/.]|\d{1,2}\s+tháng\s+\d{1,2}\s+năm)\s*\d{4}"
)
# A sentence that begins with what is due: "Hồ sơ xét thi đua nộp trước ...".
_LED_BY = compiled(r"\W*(?:hồ sơ|báo cáo|(?:bản )?đăng ký)\b", _I)
_STOP = compiled(r"[;,]|\s(?:để|qua|về)\s|\s+(?:và|đồng thời)\s+(?=(?:gửi|nộp|báo cáo|đăng ký|trình)\b)", _I)


def read_deadlines(
    sheet: Sheet, sections: list[Section], assignments: list[Assignment], signed: str | None, period: Period
) -> list[Deadline]:
    """The deadlines in printed order; the same limit for the same act stands once.

    `signed` is the ISO date of the paper, whole or partial: with the period it says which year a day without one means.
    """
    found: dict[object, Deadline] = {}
    years = Years(signed, period["from"], period["to"], _year_of(sections))
    owners = _Owners(assignments)
    running = all(section.kind in ("head", "recipients") for section in sections)
    for section in sections:
        skipped = (
            "purpose",
            "requirement",
            "recipients",
            "targets",
            "objective",
            "annex",
            *(() if running else ("head",)),
        )
        if section.kind in skipped:
            continue
        for paragraph in section.body:
            for deadline in _in_paragraph(sheet, section, paragraph, years):
                deadline["who"] = owners.of(deadline) or _speaks_to(paragraph)
                found.setdefault(_key(deadline), deadline)
    for row in limit_rows([p for section in sections for p in section.body]):
        for deadline in _in_row(sheet, row, years):
            found.setdefault(_key(deadline), deadline)
    return list(found.values())


def _in_row(sheet: Sheet, row: Row, years: Years) -> Iterator[Deadline]:
    """The time limits of a row of a table: its first column says what, another when, more of them who and to whom."""
    words = row.cells.get("what", Passage("", ())).join(row.cells.get("due", Passage("", ())))
    found = list(_in_sentence(sheet, words, words.text, years, loose=True, yearly=False))
    if not found and (date := due_of(row.text("due"))):
        found = [{"kind": "other", "when": row.text("due"), "what": "", "source": {}, "date": date, "bound": "by"}]  # type: ignore[typeddict-item]
    for deadline in found:
        deadline["kind"] = _kind(row.text("what")) or "other"
        deadline["what"] = row.text("what") or deadline["what"]
        deadline["who"] = [row.text("who")] if row.text("who") else []
        if to := row.text("to"):
            deadline["to"] = to
        deadline["source"] = sheet.source(*row.cells.values())
        yield deadline


def _year_of(sections: list[Section]) -> str | None:
    """The year that the head names most often; among equals the one that it names first."""
    years = re.findall(_Y, " ".join(p.text for s in sections[:1] for p in s.body[:6] if p.text[:1].isupper()))
    return Counter(years).most_common(1)[0][0] if years else None


class _Owners:
    """The units in whose duties a time limit stands."""

    def __init__(self, assignments: list[Assignment]) -> None:
        duties = [(entry["unit"], duty["source"]) for entry in assignments for duty in entry["duties"]]
        self._units = [unit for unit, _ in duties]
        self._places = Places(source for _, source in duties)

    def of(self, deadline: Deadline) -> list[str]:
        """The unit of the duty that holds most of the sentence; its name before a colon is no part of the duty."""
        shared = self._places.sharing(deadline["source"])
        return [self._units[max(shared, key=lambda one: one[1])[0]]] if shared else []


def _speaks_to(paragraph: Paragraph) -> list[str]:
    subject = read_subject(paragraph.body)
    return [subject.unit.text] if subject and subject.rest else []


def _key(deadline: Deadline) -> tuple[object, ...]:
    """What two mentions of one time limit have in common: kind, time, who, and what is due but for its writing."""
    beats = tuple(sorted((deadline.get("recurrence") or {}).items()))
    time = (deadline.get("date"), beats, deadline.get("after"))
    return (deadline["kind"], *time, tuple(deadline.get("who") or ()), fold(deadline["what"]))


def _in_paragraph(sheet: Sheet, section: Section, paragraph: Paragraph, years: Years) -> Iterator[Deadline]:
    if paragraph.cells or (section.kind == "head" and not _SUBMITS.search(paragraph.text)):
        return
    loose = section.kind not in ("content", "tasks", "goals", "scope", "targets")
    yearly = False
    for whole in paragraph.body.pieces(CLAUSE_END):
        words = whole.cut(0, LONGEST_SENTENCE)
        hidden = list(words.text)
        papers = (match.span() for match in _DATED_PAPER.finditer(words.text))
        for start, end in (*find_numbered(words.text), *papers):
            hidden[start:end] = " " * (end - start)
        text = "".join(hidden)
        if not _ACT.search(text) and not (loose and _STRONG.search(text)):
            continue
        yield from _in_sentence(sheet, words, text, years, loose=loose, yearly=yearly)
        yearly = yearly or bool(re.search(r"\bh[àằ]ng năm\b", text, _I))


def _in_sentence(
    sheet: Sheet, words: Passage, text: str, years: Years, *, loose: bool, yearly: bool
) -> Iterator[Deadline]:
    if events := list(find_afters(text)):
        yield from _at_moments(sheet, words, text, [*events, *beside_events(text, events)])
        return
    bounded = re.search(r"\b(?:trước|chậm nhất|muộn nhất)\b", text, _I)
    rhythm = read_rhythms(text, yearly=yearly) if loose or bounded else []
    for recurrence, span, bound in rhythm:
        fields: Deadline = {"recurrence": recurrence}  # type: ignore[typeddict-item]
        yield _deadline(sheet, words, text, span, {**fields, **({"bound": bound} if bound else {})})
    taken: list[tuple[int, int]] = [span for _, span, _ in rhythm]
    yield from _at_moments(sheet, words, text, list(find_moments(text, taken, loose=loose)), taken)
    if not taken and loose and _ACT.search(text):
        yield from _at_moments(sheet, words, text, list(short_moments(text, years)))


def _at_moments(
    sheet: Sheet, words: Passage, text: str, moments: list[Moment], others: Sequence[tuple[int, int]] = ()
) -> Iterator[Deadline]:
    """A deadline for each moment, in printed order. `others`: the spans of the sentence's further limits."""
    spans = [*others, *(moment.span for moment in moments)]
    for moment in sorted(moments, key=lambda one: one.span):
        time = {"after": moment.after} if moment.after else {"date": moment.date}
        deadline = _deadline(sheet, words, text, moment.span, {**time, "bound": moment.bound}, others=spans)
        if moment.unsure:
            deadline["confidence"] = Decimal("0.6")
        yield deadline


def _kind(text: str) -> DeadlineKind | None:
    for kind, form in _KINDS:
        if form.search(text):
            return kind
    return None


def _deadline(
    sheet: Sheet,
    words: Passage,
    text: str,
    span: tuple[int, int],
    fields: dict[str, object] | Deadline,
    *,
    others: Sequence[tuple[int, int]] = (),
) -> Deadline:
    when = words.cut(*span)
    act = next((m for m in reversed(list(_ACT.finditer(text[: span[0]])))), None) or _ACT.search(text)
    # The nearest act before the date says what kind it is; a whole sentence may name several.
    near = text[max(0, act.start() - 25) : span[0]] if act and act.start() < span[0] else text
    led = _LED_BY.match(text) if len(others) < 2 else None
    kind = (_kind(led.group()) if led else None) or _kind(near) or _kind(text) or "other"
    deadline: Deadline = {
        "kind": kind,
        "when": when.text.strip(" ,"),
        "what": _what(words, text, span, others),
        "source": sheet.source(words),
    }
    for key, value in fields.items():
        deadline[key] = value  # type: ignore[literal-required]
    if to := _TO.search(words.text):
        deadline["to"] = (to["t"] or to["t2"]).strip()
    if via := _VIA.search(words.text):
        name = re.split(r"\s+(?:để|tổng hợp|trước|chậm nhất)\b", via["v"])[0].strip(" ,")
        deadline["via"] = name
    return deadline


def _what(words: Passage, text: str, span: tuple[int, int], others: Sequence[tuple[int, int]]) -> str:
    """The thing that is due: from its word to the time limit; brackets and earlier limits left out."""
    limits = [end for _, end in others if end <= span[0]]
    window = max([*earlier_ends(text, span[0]), *limits], default=0)
    thing = _THING.search(text, window, span[0]) or _THING.search(text, 0, span[0])
    begin, end = (thing.start(), span[0]) if thing else (0, len(text))
    if thing and end - begin < 14:
        end = min([len(text), *later_starts(text, span[1]), *_stops(text, span[1])])
    rest = words.cut(begin, end).drop(
        [(max(0, a - begin), b - begin) for a, b in (span, *_brackets(text)) if b > begin]
    )
    what = re.sub(r"\s+để\s+(?:tổng hợp|theo dõi|báo cáo|xem xét).*$", "", rest.text).strip(" ,.;:")
    what = re.sub(r"\s+(?:và|trong|vào|trước|từ|cuối|xong)$", "", what).strip(" ,")
    return what if len(what) >= 3 else words.text if len(words.text) >= 3 else "(trống)"


def _stops(text: str, start: int) -> list[int]:
    return [start + sign.start() for sign in _STOP.finditer(text[start:])]


def _brackets(text: str) -> list[tuple[int, int]]:
    return [sign.span() for sign in re.finditer(r"\([^()]*\)", text)]
