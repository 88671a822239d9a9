"""Documents that the plan rests on or cites: one entry per document, number, date, issuer and subject as printed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from thidua.core.lexicons import load
from thidua.core.plans.model import InstrumentType, LegalBasis
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date

_NUMBER = (
    r"(?P<n>\d{1,5}[a-z]?(?:\s*/\s*(?:19"
    r"|20)\d{2})?\s*[-–/]\s*[A-ZĐ][A-ZĐa-zƠƯ]*\d{0,2}(?:\s*[-–/&]\s*[A-ZĐƯ][\wĐ]*)*)"
)
DATE = (
    r"(?:ngày\s*)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:19|20)\d{2}"
    r"|ngày\s*\d{0,2}\s*tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}|tháng\s*\d{1,2}\s*(?:năm|/)\s*(?:19|20)\d{2}"
)
_WHEN = compiled(rf"\s*,?\s*(?:được (?:ban hành|thông qua)\s+)?(?P<d>{DATE}|năm\s+(?:19|20)\d{{2}})", re.IGNORECASE)
_OF = compiled(
    r"\s*,?\s*của\s+(?P<i>.{3,160}?)(?=\s+(?:về|v/v|quy định|hướng dẫn|phê duyệt|ban hành|sửa đổi|phát động"
    r"|thực hiện|tăng cường|triển khai|giai đoạn|công nhận|tổ chức thực hiện)\b|\s*[;,.:(]|\s*$)",
    re.IGNORECASE,
)
_ABOUT = compiled(
    r"\s*,?\s*(?:(?:về việc|về|v/v)\s+)?(?P<t>.{4,600}?)\s*(?=[;]|\.(?:\s|$)|$|,\s+(?:Chủ tịch "
    r"|các )?(?:Ủy ban nhân dân|UBND|cơ quan|đơn vị|Hội đồng|Trường|Khối|Phòng|Ban) |,?\s+(?:và\s+)?(?:Nghị quyết"
    r"|Chỉ thị|Quyết định|Kế hoạch|Kết luận|Nghị định|Thông tư|Hướng dẫn|Công văn) (?:số )?\d"
    r"|\s+và\s+(?:Nghị quyết|Chỉ thị|Kế hoạch|Chương trình|Quy chế|Hướng dẫn) [A-ZĐ])"
)
_PREAMBLE = compiled(
    r"^\W*(?:Căn cứ(?: vào)?|Thực hiện|Theo|Xét|Trên cơ sở|Tiếp tục thực hiện|Để thực hiện"
    r"|Triển khai(?: thực hiện)?)\s+",
    re.IGNORECASE,
)


# A law is named with the year it was passed; the year in the name of a plan or resolution is what it is about.
_LAW_OF_YEAR = compiled(r"(?<=\w)\s*,?\s+(?:ban hành )?(?P<d>năm (?:19|20)\d{2})\s*[,.]?\s*$")
_ISSUED_IN = compiled(r"(?<=\w)\s*,?\s+ban hành (?P<d>năm (?:19|20)\d{2})\s*[,.]?\s*$")
_DATED_LAW = compiled(rf"\b(?P<t>Luật [A-ZĐ][^;.:()]{{3,60}}?),?\s*(?P<d>{DATE})")


@cache
def _types() -> tuple[dict[str, InstrumentType], re.Pattern[str], list[tuple[str, InstrumentType]]]:
    names = load("plan_instruments")
    words: dict[str, InstrumentType] = {word: kind for kind, listed in names["words"].items() for word in listed}
    form = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    letters: list[tuple[str, InstrumentType]] = [
        (code, kind) for kind, codes in names["letters"].items() for code in codes
    ]
    numbered = compiled(rf"(?:(?<!\w)(?i:(?P<w>{form}))\s+)?(?:(?i:số)\s*:?\s*)?(?<![\d/.])\b{_NUMBER}")
    return words, numbered, sorted(letters, key=lambda pair: -len(pair[0]))


_ANY_NUMBER = compiled(r"\d[a-z]?\s*(?:/\s*(?:19|20)\d\d)?\s*[-–/]\s*[A-ZĐ]")


def find_numbered(text: str) -> list[tuple[int, int]]:
    """Spans of numbered documents with their dates: other readers must not take those dates for deadlines."""
    spans: list[tuple[int, int]] = []
    if not _ANY_NUMBER.search(text):
        return spans
    for found in _types()[1].finditer(text):
        when = _WHEN.match(text, found.end())
        spans.append((found.start(), when.end() if when else found.end()))
    return spans


def read_bases(
    sheet: Sheet, preamble: list[Paragraph], body: list[Paragraph], notes: list[Paragraph], own: str | None
) -> list[LegalBasis]:
    """The documents of the preamble (numbered or not), then numbered ones; `own` is the number of the plan."""
    found: dict[str, LegalBasis] = {}
    for paragraph in preamble:
        numbered = _numbered(sheet, paragraph, "basis", found, own)
        if _PREAMBLE.match(paragraph.text):
            _unnumbered(sheet, paragraph, numbered, found)
        _dated_laws(sheet, paragraph, found)
    for paragraph in [*body, *notes]:
        marked = paragraph.note and _mentioned_early(sheet, paragraph, preamble)
        _numbered(sheet, paragraph, "basis" if marked else "cited", found, own)
    return list(found.values())


def _mentioned_early(sheet: Sheet, note: Paragraph, preamble: list[Paragraph]) -> bool:
    """Whether the mark of a footnote stands in the preamble."""
    if not preamble:
        return False
    start = preamble[0].whole.places[0]
    end = sheet.text.find("\n", preamble[-1].whole.places[-1])
    mark = re.match(r"\s*(<sup>\s*\d{1,2}\s*</sup>)", sheet.text[sheet.text.rfind("\n", 0, note.whole.places[0]) + 1 :])
    return bool(mark) and mark is not None and mark[1] in sheet.text[start : end if end >= 0 else None]


def _numbered(
    sheet: Sheet, paragraph: Paragraph, role: Literal["basis", "cited"], found: dict[str, LegalBasis], own: str | None
) -> list[tuple[int, int]]:
    words, numbered, _ = _types()
    text = paragraph.whole.text
    spans: list[tuple[int, int]] = []
    if not _ANY_NUMBER.search(text):
        return spans
    for mention in numbered.finditer(text):
        number = re.sub(r"\s+", "", mention["n"]).replace("–", "-")
        kind = words.get((mention["w"] or "").lower()) or _by_letters(number)
        in_label = mention.start("n") < paragraph.label.length  # "1- UBND xã ..." begins an entry
        if kind is None or number == own or in_label or not _plausible(number):
            continue
        entry, end = _details(sheet, paragraph.whole, mention, kind=kind, number=number)
        entry["role"] = role
        spans.append((mention.start(), end))
        key = number.upper()
        known = found.get(key)
        if known is None:
            found[key] = entry
        elif known["date"] is None and entry["date"]:
            found[key] = {**known, "date": entry["date"]}
    return spans


def _plausible(number: str) -> bool:
    letters = re.sub(r"[^A-ZĐa-zƠƯ]", "", number)
    return len(letters) >= 2 and not re.fullmatch(r"\d+/?(?:GB|MB|KM|HA|CP)", number, re.IGNORECASE)


def _by_letters(number: str) -> InstrumentType | None:
    body = re.sub(r"^\d+[a-z]?(?:/\d{4})?[-/]", "", number)
    for code, kind in _types()[2]:
        if body.startswith(code) and not body[len(code) :][:1].islower():
            return kind
    return "dispatch" if re.match(r"^[A-ZĐ]{2,}", body) else None


def _details(
    sheet: Sheet, whole: Passage, mention: re.Match[str], *, kind: InstrumentType, number: str
) -> tuple[LegalBasis, int]:
    text, at = whole.text, mention.end()
    when = _WHEN.match(text, at)
    at = when.end() if when else at
    issuer = _OF.match(text, at)
    at = issuer.end() if issuer else at
    about = (
        _ABOUT.match(text, at)
        if re.match(
            r"\s*,?\s*(?:về|v/v|quy định|hướng dẫn|phê duyệt|ban hành|phát động|thực hiện"
            r"|sửa đổi)",
            text[at:],
        )
        else None
    )
    entry: LegalBasis = {
        "type": kind,
        "number": number,
        "date": paper_date(when["d"]) if when else None,
        "issuer": issuer["i"].strip() if issuer else None,
        "title": about["t"].strip(" ,") if about else None,
        "role": "cited",
        "source": sheet.source(whole.cut(mention.start(), at)),
    }
    return entry, (about.end() if about else at)


def _unnumbered(sheet: Sheet, paragraph: Paragraph, taken: list[tuple[int, int]], found: dict[str, LegalBasis]) -> None:
    """Documents of a preamble line that have a name and perhaps a date, but no number."""
    words = _types()[0]
    lead = _PREAMBLE.match(paragraph.text)
    start = lead.end() if lead else 0
    offset = paragraph.label.length
    listed = rf";\s*|,?\s+và\s+(?=(?:{'|'.join(w.capitalize() for w in words)})\s)"
    for piece in paragraph.body.cut(start).pieces(compiled(listed)):
        at = paragraph.body.text.find(piece.text)
        if any(s - offset < at + len(piece.text) and e - offset > at for s, e in taken):
            continue
        kind_word = next(
            (w for w in sorted(words, key=len, reverse=True) if piece.text.lower().startswith(w + " ")), None
        )
        if kind_word is None or kind_word == "văn bản" or not piece.text[0].isupper():
            continue
        passed = _LAW_OF_YEAR if words[kind_word] == "law" else _ISSUED_IN
        when = re.search(rf"\s*,?\s*(?P<d>{DATE})", piece.text) or passed.search(piece.text)
        title = piece.text[: when.start()] if when else re.split(r",\s+(?=với |[A-ZĐÀ-Ỹ])", piece.text)[0]
        issuer = _OF.search(title)
        key = piece.text.lower()
        found.setdefault(
            key,
            {
                "type": words[kind_word],
                "number": None,
                "date": paper_date(when["d"]) if when else None,
                "issuer": None if words[kind_word] == "law" or not issuer else issuer["i"].strip(),
                "title": title.strip(" ,."),
                "role": "basis",
                "source": sheet.source(piece),
            },
        )


def _dated_laws(sheet: Sheet, paragraph: Paragraph, found: dict[str, LegalBasis]) -> None:
    """Laws that a preamble names by their day, inside the subject of another document too."""
    for law in _DATED_LAW.finditer(paragraph.text):
        date = paper_date(law["d"])
        if date and not any(known["type"] == "law" and known["date"] == date for known in found.values()):
            source = sheet.source(paragraph.body.cut(*law.span()))
            found[law.group().lower()] = {
                "type": "law",
                "number": None,
                "date": date,
                "issuer": None,
                "title": law["t"].strip(" ,"),
                "role": "basis",
                "source": source,
            }
