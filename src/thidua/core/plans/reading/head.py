"""The head of the paper: kind, number, symbol, place and date, title, issuer, and the movement it launches."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from thidua.core.plans.model import Document, Issuer, Kind, Level
from thidua.core.plans.reading.ending import spoken
from thidua.core.plans.reading.structure.headings import Section
from thidua.core.plans.reading.structure.labels import is_capitals
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Pages, Paragraph
from thidua.core.plans.reading.structure.organisations import opens_name
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.dates import paper_date
from thidua.core.viet.text import fold

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
    r"(?P<p>[A-ZĐÀ-Ỹ][^\W_]*(?:\s+[^\W_]+){0,5}),\s*"
    r"(?P<d>[Nn]gày\s+\d{1,2}\s*/\s*\d{1,2}\s*/\s*(?:19|20)\d\d|[Nn]gày[\s.…_]*\d{0,2}[\s.…_/]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*(?:(?:19|20)\d\d)?)"
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
_PROPER = r"[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:[ ][A-ZĐÀ-Ỹ][a-zđà-ỹ]*){0,4}"
_COMMUNE = compiled(rf"\b(?P<k>[Pp]hường|[Xx]ã|[Đđ]ặc khu|[Tt]hị trấn)\s+(?P<n>{_PROPER})")
_PROVINCE = compiled(rf"\b(?P<k>thành phố|tỉnh|Thành phố|Tỉnh) (?P<n>{_PROPER})")
_ISSUES = compiled(
    r"(?<!của )(?<!do )(?P<i>(?:(?:Quyền |Phó )?Chủ tịch )?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND"
    r"|Hội đồng Thi đua[\w ,-]{0,40}|Hội đồng TĐKT[\w -]{0,30}|Khối thi đua[^,.;:]{0,60}|Cụm thi đua[^,.;:]{0,60}"
    r"|Ban Thi đua[\w ,-]{0,40}|Trường [\w ]{3,60}?|Nhà trường|Phòng [A-ZĐ][\w ,-]{2,50}?|Sở [A-ZĐ][\w ,-]{2,40}?"
    r"|Ban Giám hiệu[\w ]{0,40}?|Trung tâm [\w ]{3,60}?)(?:\s*\([A-ZĐ]{2,8}\))?"
    r"(?:\s+(?:phường|xã|đặc khu|thành phố|tỉnh)(?:\s+[A-ZĐÀ-Ỹ]\w*){0,5})?)\s+(?:ban hành|xây dựng|phát động"
    r"|đề ra|triển khai)\b"
)
_ACTS = compiled(
    r"(?:^|[,;.]\s+)(?P<i>[A-ZĐÀ-Ỹ][^,;.:“”\"]{3,110}?)\s+(?:ban hành|xây dựng|phát động|triển khai|đề ra|hướng dẫn|báo cáo|chỉ thị|yêu cầu"
    r"|tổ chức|cùng|thống nhất|đề nghị)\b"
)
_POST = compiled(r"^(?:Giám đốc|Chủ tịch|Hiệu trưởng|Tổng Giám đốc|Thủ trưởng|Trưởng)\s+(?=[A-ZĐÀ-Ỹ])")
_OPENED = (
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("TĐKT", "Thi đua - Khen thưởng"),
    ("TĐ-KT", "Thi đua - Khen thưởng"),
)


_SCHOOL = re.compile(
    r"(?P<k>TRƯỜNG(?: (?:TIỂU HỌC VÀ THCS|TIỂU HỌC|TRUNG HỌC CƠ SỞ|TRUNG HỌC PHỔ THÔNG|THCS|THPT|TH|MẦM NON"
    r"|MẪU GIÁO|PTDT))?) (?P<n>.+)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says: the document, its title as a passage, and the paragraphs of the preamble."""

    document: Document
    title: Passage
    preamble: list[Paragraph]
    found_kind: bool


def read_head(sheet: Sheet, pages: Pages, sections: list[Section]) -> Head:
    """The document record. Number, date or issuer that is not printed is None or, for the name, the best mention."""
    body = sections[0].body if sections else []
    at, kind = find_kind(body)
    above = body[:at] if at is not None else body[:12]
    title, rest = _title(body, at)
    lines = [*above, *(body[at + 1 : at + 5] if at is not None else [])]
    number = _search(lines, _NUMBER)
    place = _search(lines, _PLACE)
    preamble = rest
    issuer = _issuer(sheet, pages, above, preamble, title)
    document: Document = {
        "kind": kind,
        "number": number["n"] if number else None,
        "symbol": re.sub(r"\s+", "", number["s"]).replace("–", "-") if number else None,
        "date": _date(place["d"]) if place else None,
        "place": place["p"].strip() if place else None,
        "title": title.text if len(title.text) >= 5 else "(không thấy trích yếu)",
        "issuer": issuer,
        "source": sheet.source(*(p.whole for p in [*above[:8], *([body[at]] if at is not None else [])]), title),
    }
    if raw := sheet.as_read(title):
        document["as_read"] = raw
    if at is None or not title:
        document["confidence"] = Decimal("0.4")
    return Head(document, title, preamble, at is not None)


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


def _search(paragraphs: list[Paragraph], form: re.Pattern[str]) -> re.Match[str] | None:
    for paragraph in paragraphs:
        for part in paragraph.cells or (paragraph.whole,):
            if len(part.text) < 120 and (found := form.match(part.text) or form.search(part.text)):
                return found
    return None


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
        if _PLACE.search(text) or _NUMBER.match(text) or re.match(r"(?:CỘNG H|Độc lập)", text):
            rest = rest[1:]
            continue
        opening = _PREAMBLE if title else _FIRST_OF_PREAMBLE
        plain = (
            opening.match(text)
            or re.match(r"Chủ đề\b", text)
            or (title and is_capitals(text) and not is_capitals(title.text))
            or line.cells
            or line.label.style in ("roman", "dash", "letter")
            or _ISSUES.match(text)
        )
        if plain or (title and (line.apart or text.endswith((";", ":", ".")))) or len(title.text) > 700:
            break
        title = title.join(line.whole)
        rest = rest[1:]
    about = re.match(r"(?:V/v|Về việc)\s*:?\s+(?=\S)", title.text) if title.text.startswith("V/v") else None
    return (title.cut(about.end()) if about else title).trim("*_"), rest


def _issuer(sheet: Sheet, pages: Pages, above: list[Paragraph], preamble: list[Paragraph], title: Passage) -> Issuer:
    whole = "\n".join(p.text for p in pages.body)
    province = _most_named(_PROVINCE, whole)
    printed, words = _letterhead(above)
    parent: str | None = (
        f"thành phố {province[1]}"
        if province and "thành" in province[0].lower()
        else f"tỉnh {province[1]}"
        if province
        else None
    )
    confidence = Decimal("0.95")
    if printed is None:
        printed, words = _in_sentence(preamble or pages.body[:12])
        confidence = Decimal("0.8")
    name = _as_spoken(_opened(printed), whole) if printed else ""
    if fuller := _named_in_preamble(preamble, name):
        name = _opened(fuller)
    commune = _most_named(_COMMUNE, f"{name} {name} {title.text} {whole}") if not re.search(_COMMUNE, name) else None
    if commune and _level(name) == "block" and not re.search(_PROVINCE, name):
        name += f" {commune[0].lower()} {commune[1]}"
    elif commune and re.search(r"(?:phường|xã|đặc khu|Ủy ban nhân dân)$", name):
        name = re.sub(r"\s+(?:phường|xã|đặc khu)$", "", name) + f" {commune[0].lower()} {commune[1]}"
    place = re.search(_COMMUNE, name)
    level = _level(name)
    local = bool(level == "block" and re.search(r"\bsố \d|thi đua$", name)) or bool(re.match(r"(?:Sở|Thanh tra|Văn phòng|Ban Thi đua|Công an|Chi cục)\b", name))
    if parent and level in ("agency", "block") and local and not place and province and province[1] not in name:
        name += f" {parent}"
    if level == "province":
        parent = None
    elif level in ("school", "agency") and (superior := _most_named(_COMMUNE, whole)):
        parent = f"{superior[0].lower()} {superior[1]}"
    issuer: Issuer = {
        "name": name if len(name) >= 3 else "(chưa rõ cơ quan ban hành)",
        "level": level,
        "place": f"{place['k'].lower()} {place['n']}" if place else parent if level == "province" else None,
        "parent": parent,
        "source": sheet.source(words or title),
        "confidence": confidence if len(name) >= 3 else Decimal("0.1"),
    }
    return issuer


def _most_named(form: re.Pattern[str], text: str) -> tuple[str, str] | None:
    named = Counter((m["k"], m["n"]) for m in form.finditer(text))
    return named.most_common(1)[0][0] if named else None


def _letterhead(above: list[Paragraph]) -> tuple[str | None, Passage | None]:
    """The issuer printed in capitals at the top; its place may stand on the next line, its superior above it."""
    lines = [
        part
        for p in above
        for part in (p.cells or (p.whole,))
        if is_capitals(part.text)
        and not re.search(r"CỘNG H|ĐỘC LẬP|Độc lập|DỰ THẢO|PHỤ LỤC", part.text)
        and len(part.text) > 3
    ]
    lines = [line for line in lines if not _NUMBER.search(line.text)]
    if not lines:
        return None, None
    last = lines[-1]
    text = last.text
    if len(lines) > 1 and re.match(r"(?:TỈNH|THÀNH PHỐ)\b", text) and _PLACED.search(lines[-2].text):
        return _titled(lines[-2].text), lines[-2]
    if len(lines) > 1 and re.match(r"(?:PHƯỜNG|XÃ|ĐẶC KHU|THÀNH PHỐ|TỈNH|CHI NHÁNH|CÁC)\b", text):
        text, last = f"{lines[-2].text} {text}", lines[-2].join(last)
    elif len(lines) > 1 and opens_name(lines[-2].text) and not opens_name(text) and _level(text) == "other":
        # A long name stands in two lines: "CÔNG TY CỔ PHẦN / NÔNG SẢN ...".
        text, last = f"{lines[-2].text} {text}", lines[-2].join(last)
    text = re.sub(r"\s*CỘNG HÒA.*$|\s*CỘNG HOÀ.*$", "", text)
    return _titled(text), last


_PLACED = compiled(r"\b(?:PHƯỜNG|XÃ|ĐẶC KHU)\s+[A-ZĐÀ-Ỹ]")


def _titled(capitals: str) -> str:
    """A name in capitals as a sentence writes it: kinds of bodies small, names of places with capitals."""
    found = re.match(r"(?P<b>.*?\b(?:PHƯỜNG|XÃ|ĐẶC KHU|THÀNH PHỐ|TỈNH))\s+(?P<n>.+)$", capitals)
    if found:
        return f"{spoken(found['b'])} {found['n'].title()}"
    if school := _SCHOOL.match(capitals):
        return f"{spoken(school['k'])} {school['n'].title()}"
    return spoken(capitals)


def _in_sentence(preamble: list[Paragraph]) -> tuple[str | None, Passage | None]:
    for paragraph in preamble:
        if found := _ISSUES.search(paragraph.text):
            return found["i"], paragraph.body.cut(found.start("i"), found.end("i"))
        if block := re.match(
            r"(?:Khối|Cụm)\s+(?:thi đua\s+)?[^,.;:]{2,80}?(?=\s+(?:bao gồm|gồm|ban hành|xây dựng))", paragraph.text
        ):
            return block.group(), paragraph.body.cut(0, block.end())
    return None, None


def _opened(name: str) -> str:
    name = re.sub(r"\s*\([A-ZĐ]{2,8}\)", "", name)
    for short, full in _OPENED:
        name = re.sub(rf"\b{short}\b", full, name)
    return re.sub(r"\s+", " ", name).replace("Uỷ ban", "Ủy ban").strip(" ,.")


def _named_in_preamble(preamble: list[Paragraph], printed: str) -> str | None:
    """The issuer as the sentence that opens the paper names it, if it holds all words of the letterhead and more."""
    wanted = set(fold(printed).split())
    for paragraph in preamble[:14]:
        for found in _ACTS.finditer(paragraph.text):
            name = _POST.sub("", found["i"]).strip()
            words = set(fold(_opened(name)).split())
            if (wanted <= words and len(words) > len(wanted)) or (not wanted and _level(name) == "block"):
                return name
    return None


def _as_spoken(name: str, text: str) -> str:
    """The name as the text of the paper writes it, with its capitals and its place, if it stands there in full."""
    if len(name) < 8:
        return name
    # Capitals printed small are no guide: the first mention that is not all capitals is.
    for found in compiled(rf"(?i:{re.escape(name)})(?P<p> (?:tỉnh|thành phố) {_PROPER})?").finditer(text):
        if not is_capitals(found.group()) and found.group()[:1].isupper():
            return found.group() if not found["p"] or found["p"][-1].isalpha() else name
    return name


def _level(name: str) -> Level:
    low = name.lower()
    if re.search(r"\b(?:khối|cụm)\b.*thi đua|^(?:khối|cụm)\b", low):
        return "block"
    if "hội đồng thi đua" in low:
        return "council"
    if re.match(r"(?:trường|nhà trường|ban giám hiệu)\b", low):
        return "school"
    if re.match(r"ban (?:chấp hành|thường vụ|thường trực)\b", low):
        return "other"
    if re.match(r"(?:phòng|ban|sở|trung tâm|văn phòng|công an)\b", low):
        return "agency"
    if re.match(r"(?:ngân hàng|công ty|tổng công ty|doanh nghiệp|hợp tác xã|liên hiệp hợp tác xã|xí nghiệp|nhà máy|tập đoàn)\b", low):
        return "enterprise"
    if re.match(r"(?:bệnh viện|viện|trạm|hội|đoàn|liên minh|liên đoàn|công đoàn|mặt trận|(?:ban thường trực )?[uủ][ỷy] ban m)", low):
        return "other"
    if re.search(r"\b(?:phường|xã|đặc khu|thị trấn)\b", low):
        return "commune"
    if re.search(r"\b(?:thành phố|tỉnh)\b", low):
        return "province"
    if re.match(r"(?:chính phủ|thủ tướng|bộ)\b", low):
        return "central"
    return "other"
