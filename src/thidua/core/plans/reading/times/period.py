"""When the movement runs: the period, its phases, and how spans of time are written."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import NamedTuple

from thidua.core.plans.model import Period, Phase
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.plans.reading.tables.ladders import phase_rows
from thidua.core.viet.dates import QUARTER_NUMERAL, paper_date

_Y = r"(?:19|20)\d{2}"
_POINT = (
    rf"(?:(?:hết|cuối"
    rf"|đầu)\s+)?(?:"
    rf"(?:ngày\s*)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_Y}"
    rf"|ngày\s*\d{{1,2}}\s*tháng\s*\d{{1,2}}(?:\s*năm\s*{_Y})?"
    rf"|(?:ngày\s*)?\d{{1,2}}\s*/\s*\d{{1,2}}(?!\d|/)|tháng\s*\d{{1,2}}\s*(?:/|năm"
    rf"|/năm)?\s*{_Y}|\d{{1,2}}/{_Y}|tháng\s*\d{{1,2}}|quý\s*{QUARTER_NUMERAL}\s*(?:/|năm"
    rf"|/năm)?\s*{_Y}|(?:năm\s*)?{_Y})"
)
_SPAN = re.compile(
    rf"(?:(?P<now>(?:kể )?từ (?:nay|khi (?:ban hành|phát động)[^,;.]{{0,30}}?|ngày (?:ban hành|ký"
    rf"|phát động)[^,;.]{{0,30}}?))|(?:kể từ|từ|bắt đầu từ)?\s*(?P<a>{_POINT}))"
    rf"\s*(?:,\s*)?(?:đến(?: hết)?|tới|-|–|và kết thúc(?: vào)?"
    rf"|;?\s*kết thúc(?: vào)?)\s*(?P<end>hết\s+)?(?P<b>{_POINT})",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?:giai đoạn|nhiệm kỳ|năm học|trong các năm)\s*(?P<a>{_Y})\s*(?:[-–]|đến)\s*(?P<b>{_Y})", re.IGNORECASE
)
_ONE_YEAR = re.compile(rf"(?:trong\s+)?năm\s+(?P<y>{_Y})", re.IGNORECASE)
_PHASE = re.compile(
    r"(?P<l>(?:Giai đoạn|Đợt|Bước|Chặng|Vòng|Học kỳ|Kỳ)\s+(?:thi đua\s+)?(?:thứ\s+(?:nhất|hai|ba|tư)"
    r"|cao điểm(?:\s+\d{1,2})?|một|hai|ba|bốn|đầu|giữa|cuối|\d{1,2}(?!\d)|I{1,3}V?|IV|V)(?![\w]))",
    re.IGNORECASE,
)
# "Giai đoạn khởi động: ...": a phase by its word, with a name in the place of a number.
_CALLED = re.compile(r"(?:Giai đoạn|Đợt|Bước|Chặng|Vòng)\s+(?!\d)[^\W\d_]")
# A step that has a name of its own in the place of a number: "Ra quân (từ 01/6 đến 15/6/2026)", "Tổng kết: ...".
_NAMED_STEP = re.compile(
    r"(?P<l>[^\W\d][^():;,.]{1,60}?)\s*(?:[:(–-]|,)\s*(?=(?:kể\s+)?(?:từ|ngày|tháng|\d))", re.IGNORECASE
)
_NAME = re.compile(r"\s*(?:[,:]?\s*[“\"](?P<q>[^”\"]{3,150})[”\"]|[-–:]\s*(?P<n>[^\W\d][^():;,.]{1,60}?)\s*\()")
_LONGEST = 2000
# A year that is not printed is read with doubt.
_DOUBT = Decimal("0.6")
_BARE_YEAR = re.compile(rf"\s*\((?P<y>{_Y})\)")


class Span(NamedTuple):
    """A span of time in ISO dates, whole or partial, the words it was read from, and whether its first year was lent
    from the last although the months run over a new year."""

    since: str | None
    until: str | None
    start: int
    end: int
    unsure: bool = False


def _iso(point: str, year: str | None, *, first: bool = False) -> str | None:
    """The date of one end of a span; a year that only the other end names is lent to it."""
    words = re.sub(r"^(?:hết|cuối|đầu)\s+", "", point.strip(), flags=re.IGNORECASE)
    date = paper_date(words)
    if date is None and year:
        day = re.fullmatch(r"(?:ngày\s*)?(\d{1,2})\s*(?:/|tháng)\s*(\d{1,2})", words, re.IGNORECASE)
        month = re.fullmatch(r"tháng\s*(\d{1,2})", words, re.IGNORECASE)
        date = (
            paper_date(f"{day[1]}/{day[2]}/{year}")
            if day
            else paper_date(f"tháng {month[1]} năm {year}")
            if month
            else None
        )
    return _quarter_month(date, first=first) if date else None


def _quarter_month(date: str, *, first: bool) -> str:
    """A quarter as its first or last month: spans of the contract hold no quarters."""
    return f"{date[:4]}-{int(date[6]) * 3 - 2 * first:02d}" if "Q" in date else date


def _last_day(date: str) -> str:
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return f"{date}-12-31" if len(date) == 4 else date


def find_span(text: str) -> Span | None:
    """The first span of time in the text: "từ nay đến hết tháng 12 năm 2026", "giai đoạn 2026 - 2030"."""
    if found := _SPAN.search(text):
        end_year = re.search(_Y, found["b"])
        until = _iso(found["b"], end_year[0] if end_year else None)
        whole = bool(
            found["end"]
            or re.match(r"hết", found["b"], re.IGNORECASE)
            or re.search(r"đến hết\s*$", text[: found.start("b")], re.IGNORECASE)
        )
        since = None if found["now"] else _iso(found["a"], end_year[0] if end_year else None, first=True)
        unsure = bool(since and until and end_year and since > until and not re.search(_Y, found["a"]))
        if unsure and end_year:
            since = _iso(found["a"], str(int(end_year[0]) - 1), first=True)
        if until or since:
            last = _last_day(until) if until and whole else until
            return Span(since, last, found.start(), found.end(), unsure)
    if found := _YEARS.search(text):
        return Span(found["a"], found["b"], found.start(), found.end())
    if found := _ONE_YEAR.search(text):
        return Span(found["y"], found["y"], found.start(), found.end())
    return None


def read_phases(sheet: Sheet, sections: list[Section]) -> list[Phase]:
    """Phases and rounds with a span of their own, from the section on time or, failing it, from any labelled line."""
    tabled = _tabled(sheet, sections)
    timed = [p for s in sections if s.within("period") for p in s.body]
    phases = tabled or [phase for paragraph in timed for phase in _phases_in(sheet, paragraph)]
    if not phases:
        begun = [p for s in sections for p in s.body if s.kind != "recipients" and _PHASE.match(p.text)]
        labelled = [p for p in begun if p.label.text]
        # Lines without a number of their own count where there are several of them.
        lines = labelled or (begun if sum(names_phase(p.text) for p in begun) > 1 else [])
        phases = [phase for paragraph in lines for phase in _phases_in(sheet, paragraph)]
    called = [p for s in sections for p in s.body if s.kind not in ("recipients", "targets") and _CALLED.match(p.text)]
    phases = phases or _named_steps(sheet, timed) or _named_steps(sheet, called) or _in_one_sentence(sheet, sections)
    unique: dict[str, Phase] = {}
    for phase in phases:
        unique.setdefault(phase["label"].lower(), phase)
    return list(unique.values()) if len(unique) > 1 or any(len(p["from"] or "") > 4 for p in unique.values()) else []


def _tabled(sheet: Sheet, sections: list[Section]) -> list[Phase]:
    """Phases that a table lists with their days."""
    phases: list[Phase] = []
    for row in phase_rows([p for s in sections if s.kind != "recipients" for p in s.body]):
        label, name = row.text("label"), row.text("name")
        span = find_span(row.text("span") or f"từ {row.text('from')} đến {row.text('to')}")
        if span is None or len(label) < 1 or (span.since is None and span.until is None):
            continue
        if not _PHASE.match(label):
            label, name = name or label, ""
        phases.append(_phase(sheet, row.paragraph.body, label, span, name))
    return phases if len(phases) > 1 else []


def _named_steps(sheet: Sheet, timed: list[Paragraph]) -> list[Phase]:
    """Steps with names of their own, where two or more entries in a row have a span each."""
    phases: list[Phase] = []
    for paragraph in timed:
        sign = _NAMED_STEP.match(paragraph.text) if paragraph.label.text and not paragraph.cells else None
        span = find_span(paragraph.text[sign.end() : sign.end() + 120]) if sign else None
        whole = (span and len(span.since or "") > 4) or _CALLED.match(paragraph.text)
        if sign and span and span.since and span.until and whole:
            phases.append(_phase(sheet, paragraph.body, sign["l"], span, ""))
    return phases if len(phases) > 1 else []


def _in_one_sentence(sheet: Sheet, sections: list[Section]) -> list[Phase]:
    """Phases that one paragraph tells one after the other: "giai đoạn một từ ... đến ...; giai đoạn hai từ ..."."""
    for section in sections:
        for paragraph in section.body if section.kind not in ("targets", "recipients", "commendation") else ():
            if not paragraph.cells and len(_PHASE.findall(paragraph.text[:_LONGEST])) > 1:
                found = [one for one in _phases_in(sheet, paragraph) if len(one["from"] or "") > 4]
                if len(found) > 1:
                    return found
    return []


def _phase(sheet: Sheet, words: Passage, label: str, span: Span, name: str) -> Phase:
    label = re.sub(r"\s+", " ", label).strip()
    phase: Phase = {
        "label": label[0].upper() + label[1:],
        "from": span.since,
        "to": span.until,
        "text": words.text.rstrip(" ;,"),
        "source": sheet.source(words),
    }
    if span.unsure:
        phase["confidence"] = _DOUBT
    if name:
        phase["name"] = name
    return phase


def _phases_in(sheet: Sheet, paragraph: Paragraph) -> list[Phase]:
    text = paragraph.text
    signs = list(_PHASE.finditer(text))
    phases: list[Phase] = []
    for sign, following in zip(signs, [*signs[1:], None], strict=False):
        words = paragraph.body.cut(sign.start(), following.start() if following else None)
        told = words.text[len(sign["l"]) : 260]
        year = _BARE_YEAR.match(told)
        span = find_span(told) or (Span(year["y"], year["y"], year.start(), year.end()) if year else None)
        if span is None or (span.since is None and span.until is None):
            continue
        named = _NAME.match(told)
        phases.append(_phase(sheet, words, sign["l"], span, (named["q"] or named["n"]) if named else ""))
    return phases


def names_phase(text: str) -> bool:
    """Whether a paragraph tells when a phase or round runs, so that it is no task."""
    phase = _PHASE.match(text)
    told = text[phase.end() : phase.end() + 60] if phase else ""
    return bool(phase) and bool(_BARE_YEAR.match(told) or _SPAN.search(told) or _YEARS.search(told))


def read_period(sheet: Sheet, sections: list[Section], phases: list[Phase], title: Passage) -> Period:
    """The span of the movement: what the section on time prints, else the phases, else the years of the title."""
    for section in sections:
        if section.kind == "period":
            for paragraph in section.body:
                span = find_span(paragraph.text)
                if span and not _PHASE.match(paragraph.text) and not (phases and _CALLED.match(paragraph.text)):
                    return _period(sheet, paragraph.body, span)
    for section in sections:
        if section.kind not in ("head", "purpose", "requirement", "recipients"):
            for paragraph in section.body:
                if re.match(
                    r"(?:Thời gian(?: thực hiện| thi đua| triển khai)?"
                    r"|Phong trào[^.;]{0,60}thực hiện)\b[^.;]{0,40}?(?:từ|:)",
                    paragraph.text,
                ):
                    if (span := find_span(paragraph.text)) is not None:
                        return _period(sheet, paragraph.body, span)
    if phases:
        starts, ends = [p["from"] for p in phases if p["from"]], [p["to"] for p in phases if p["to"]]
        return {"from": min(starts, default=None), "to": max(ends, default=None), "source": phases[0]["source"]}
    span = find_span(title.text) if title else None
    return _period(sheet, title, span) if span else {"from": None, "to": None}


def _period(sheet: Sheet, words: Passage, span: Span) -> Period:
    part = words.cut(span.start, span.end)
    period: Period = {"from": span.since, "to": span.until, "text": part.text, "source": sheet.source(part)}
    if span.unsure:
        period["confidence"] = _DOUBT
    return period
