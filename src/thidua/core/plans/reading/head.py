"""The head of the paper: kind, number, symbol, place and date, title, issuer, and the movement it launches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.plans.model import Document, Kind
from thidua.core.plans.reading.issuer import ISSUES, read_issuer
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import is_capitals
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Pages, Paragraph
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("KẾ HOẠCH", "plan"),
    ("QUYẾT ĐỊNH", "decision"),
    ("CHỈ THỊ", "directive"),
    ("HƯỚNG DẪN", "guideline"),
    ("QUY CHẾ", "regulation"),
    ("QUY ĐỊNH", "regulation"),
    ("BẢN GIAO ƯỚC THI ĐUA", "pledge"),
    ("GIAO ƯỚC THI ĐUA", "pledge"),
    ("BẢN ĐĂNG KÝ THI ĐUA", "pledge"),
    ("BẢN GIAO ƯỚC", "pledge"),
    ("GIAO ƯỚC", "pledge"),
    ("BẢN ĐĂNG KÝ", "pledge"),
    ("ĐĂNG KÝ", "pledge"),
    ("BÁO CÁO", "report"),
    ("CHƯƠNG TRÌNH", "plan"),
)
_NUMBER = compiled(
    r"(?<![\w ])Số\s*[:.]?\s*(?P<n>\d{1,5}[a-z]?)?[\s.…_]*(?:/"
    r"|-)\s*(?P<s>[A-ZĐ][A-ZĐa-zƠƯ]*\d{0,2}(?:\s*[-–/&.]\s*[A-ZĐƯa-z\d][\wĐ]*)*)"
)
_PLACE = compiled(
    r"(?P<p>(?:TP\.? ?)?[A-ZĐÀ-Ỹ][a-zđà-ỹ][^\W_]*(?:[\s-]+[^\W_]+){0,5}),\s*"
    r"(?P<d>[Nn]gày\s+\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d"
    r"|[Nn]gày[\s.…_]*\d{0,2}[\s.…_/]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*(?:(?:19|20)\d\d)?)"
)
_PREAMBLE = compiled(
    r"^\W*(?:Căn cứ|Thực hiện|Theo|Kính gửi|Năm \d{4} là|Nhằm|Để|Xét|Trên cơ sở|Hưởng ứng|Tiếp tục|Phát huy"
    r"|Chào mừng|Sau khi|Ngày \d|Trong năm|Thi hành|Triển khai thực hiện (?:Kế hoạch|Nghị quyết|Chỉ thị|Quyết định"
    r"|Công văn|Hướng dẫn))\b"
)
# Right under the kind stands the title, even if it begins as a preamble may ("Thực hiện phong trào ...").
_FIRST_OF_PREAMBLE = compiled(
    r"^\W*(?:Căn cứ|Kính gửi|(?:Thực hiện|Theo|Xét) [^.;]{0,60}(?:số \d|ngày \d)|Năm 20\d\d,|Năm 20\d\d là)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: the document, its title as a passage, and the paragraphs of the preamble."""

    document: Document
    title: Passage
    preamble: list[Paragraph]


def read_head(sheet: Sheet, pages: Pages, sections: list[Section]) -> Head:
    """The document record. Number, date or issuer that is not printed is None or, for the name, the best mention."""
    body = sections[0].body if sections else []
    at, kind = find_kind(body)
    above = body[:at] if at is not None else body[:12]
    title, rest = _title(body, at)
    lines = [*above, *(body[at + 1 : at + 5] if at is not None else [])]
    number, numbered = _search(lines, _NUMBER)
    place, placed = _search(lines, _PLACE)
    head_lines = [*(p.whole for p in [*above[:8], *([body[at]] if at is not None else [])]), numbered, placed]
    preamble = rest
    issuer = read_issuer(sheet, pages, above, preamble, title)
    document: Document = {
        "kind": kind,
        "number": number["n"] if number else None,
        "symbol": re.sub(r"\s+", "", number["s"]).replace("–", "-") if number else None,
        "date": _date(place["d"]) if place else None,
        "place": place["p"].strip() if place else None,
        "title": title.text if len(title.text) >= 5 else "(không thấy trích yếu)",
        "issuer": issuer,
        "source": sheet.source(*head_lines, title),
    }
    if raw := sheet.as_read(title):
        document["as_read"] = raw
    if at is None or not title:
        document["confidence"] = Decimal("0.4")
    return Head(document, title, preamble)


def find_kind(body: list[Paragraph]) -> tuple[int | None, Kind]:
    """Where the name of the kind of paper stands, if it does, and which kind it is."""
    for at, paragraph in enumerate(body[:40]):
        text = paragraph.whole.text
        for words, kind in _KINDS:
            if (
                text.startswith(words)
                and (len(text) == len(words) or not text[len(words)].isalpha())
                and (len(text) < len(words) + 4 or is_capitals(text) or paragraph.marked)
            ):
                return at, kind
    for at, paragraph in enumerate(body[:40]):
        if re.match(r"(?:V/v|Về việc)\b", paragraph.whole.text):
            return at, "dispatch"
    return None, "dispatch" if any(p.text.startswith("Kính gửi") for p in body[:40]) else "plan"


def _search(paragraphs: list[Paragraph], form: re.Pattern[str]) -> tuple[re.Match[str] | None, Passage]:
    """The first place of a form, and the words around it."""
    for paragraph in paragraphs:
        for part in paragraph.cells or (paragraph.whole,):
            if len(part.text) < 120 and (found := form.match(part.text) or form.search(part.text)):
                return found, part
    return None, Passage("", ())


def _date(words: str) -> str | None:
    date = paper_date(re.sub(r"\s+", " ", words))
    if date:
        return date
    year = re.search(r"(?:19|20)\d\d", words)
    return year[0] if year else None


def _title(body: list[Paragraph], at: int | None) -> tuple[Passage, list[Paragraph]]:
    """The words under the kind, joined, and the paragraphs that follow them."""
    if at is None:
        return Passage("", ()), [p for p in body if len(p.text) > 60]
    kind_line = body[at].whole
    word = next((w for w, _ in _KINDS if kind_line.text.startswith(w)), "")
    title = kind_line.cut(len(word)).trim(":.") if kind_line.text.startswith(word) else kind_line
    rest = body[at + 1 :]
    while rest:
        line = rest[0]
        text = line.whole.text
        if _PLACE.search(text[:200]) or _NUMBER.match(text) or re.match(r"(?:CỘNG H|Độc lập)", text):
            rest = rest[1:]
            continue
        opening = _PREAMBLE if title else _FIRST_OF_PREAMBLE
        plain = (
            opening.match(text)
            or re.match(r"Chủ đề\b", text)
            or (title and is_capitals(text) and not is_capitals(title.text))
            or line.cells
            or line.label.style in ("roman", "dash", "letter")
            or ISSUES.match(text)
        )
        if plain or (title and (line.apart or text.endswith((";", ":", ".")))) or len(title.text) > 700:
            break
        title = title.join(line.whole)
        rest = rest[1:]
    about = re.match(r"(?:V/v|Về việc)\s*:?\s+(?=\S)", title.text) if title.text.startswith("V/v") else None
    return (title.cut(about.end()) if about else title).trim("*_"), rest
