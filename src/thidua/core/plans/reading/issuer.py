"""Who issues the paper: from the letterhead, completed by how the paper's own sentence names it."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from thidua.core.plans.model import Issuer, Level
from thidua.core.plans.reading.ending import spoken
from thidua.core.plans.reading.structure.labels import is_capitals
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Pages, Paragraph
from thidua.core.plans.reading.structure.organisations import opens_name
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.text import fold

_SYMBOL = compiled(r"(?<![\w ])Số\s*[:.]?\s*\d*[\s.…_]*(?:/|-)\s*[A-ZĐ]")
_PROPER = r"[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:[ ][A-ZĐÀ-Ỹ][a-zđà-ỹ]*){0,4}"
_COMMUNE = compiled(rf"\b(?P<k>[Pp]hường|[Xx]ã|[Đđ]ặc khu|[Tt]hị trấn)\s+(?P<n>{_PROPER})")
_PROVINCE = compiled(rf"\b(?P<k>thành phố|tỉnh|Thành phố|Tỉnh) (?P<n>{_PROPER})")
ISSUES = compiled(
    r"(?<!của )(?<!do )(?P<i>(?:(?:Quyền |Phó )?Chủ tịch )?(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND"
    r"|Hội đồng Thi đua[\w ,-]{0,40}|Hội đồng TĐKT[\w -]{0,30}|Khối thi đua[^,.;:]{0,60}|Cụm thi đua[^,.;:]{0,60}"
    r"|Ban Thi đua[\w ,-]{0,40}|Trường [\w ]{3,60}?|Nhà trường|Phòng [A-ZĐ][\w ,-]{2,50}?|Sở [A-ZĐ][\w ,-]{2,40}?"
    r"|Ban Giám hiệu[\w ]{0,40}?|Trung tâm [\w ]{3,60}?)(?:\s*\([A-ZĐ]{2,8}\))?"
    r"(?:\s+(?:phường|xã|đặc khu|thành phố|tỉnh)(?:\s+[A-ZĐÀ-Ỹ]\w*){0,5})?)\s+(?:ban hành|xây dựng|phát động"
    r"|đề ra|triển khai)\b"
)
_ACTS = compiled(
    r"(?:^|[,;.]\s+)(?P<i>[A-ZĐÀ-Ỹ][^,;.:“”\"]{3,110}?)\s+(?:ban hành|xây dựng|phát động|triển khai|đề ra"
    r"|hướng dẫn|báo cáo|chỉ thị|yêu cầu"
    r"|tổ chức|cùng|thống nhất|đề nghị)\b"
)
_POST = compiled(r"^(?:Giám đốc|Chủ tịch|Hiệu trưởng|Tổng Giám đốc|Thủ trưởng|Trưởng)\s+(?=[A-ZĐÀ-Ỹ])")
_OPENED = (
    ("UBND", "Ủy ban nhân dân"),
    ("HTX", "Hợp tác xã"),
    ("Htx", "Hợp tác xã"),
    ("HĐND", "Hội đồng nhân dân"),
    ("TĐKT", "Thi đua - Khen thưởng"),
    ("TĐ-KT", "Thi đua - Khen thưởng"),
)


_SCHOOL = re.compile(
    r"(?P<k>TRƯỜNG(?: (?:TIỂU HỌC VÀ THCS|TIỂU HỌC|TRUNG HỌC CƠ SỞ|TRUNG HỌC PHỔ THÔNG|THCS|THPT|TH|MẦM NON"
    r"|MẪU GIÁO|PTDT))?) (?P<n>.+)"
)


def read_issuer(
    sheet: Sheet, pages: Pages, above: list[Paragraph], preamble: list[Paragraph], title: Passage
) -> Issuer:
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
    local = bool(level == "block" and re.search(r"\bsố \d|thi đua$", name)) or bool(
        re.match(r"(?:Sở|Thanh tra|Văn phòng|Ban Thi đua|Công an|Chi cục)\b", name)
    )
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
    lines = [line for line in lines if not _SYMBOL.search(line.text)]
    if not lines:
        return None, None
    last = lines[-1]
    text = last.text
    if len(lines) > 1 and re.match(r"(?:TỈNH|THÀNH PHỐ)\b", text) and _PLACED.search(lines[-2].text):
        return _titled(lines[-2].text), lines[-2]
    if len(lines) > 1 and re.match(r"(?:PHƯỜNG|XÃ|ĐẶC KHU|THÀNH PHỐ|TỈNH|CHI NHÁNH|CÁC)\b", text):
        text, last = f"{lines[-2].text} {text}", lines[-2].join(last)
    elif not opens_name(text) and not _BODY_OF_PLACE.match(text):
        # A long name stands in two or three lines: "CÔNG TY CỔ PHẦN / NÔNG SẢN ...".
        opening = next((at for at in (2, 3) if at <= len(lines) and opens_name(lines[-at].text)), 0)
        for line in reversed(lines[-opening:-1]) if opening else ():
            text, last = f"{line.text} {text}", line.join(last)
    text = re.sub(r"\s*CỘNG HÒA.*$|\s*CỘNG HOÀ.*$", "", text)
    return _titled(text), last


_BODY_OF_PLACE = re.compile(r"(?:UBND|ĐẢNG ỦY|ĐẢNG UỶ)\b")
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
        if found := ISSUES.search(paragraph.text):
            return found["i"], paragraph.body.cut(found.start("i"), found.end("i"))
        if block := re.match(
            r"(?:Khối|Cụm)\s+(?:thi đua\s+)?[^,.;:]{2,80}?(?=\s+(?:bao gồm|gồm|ban hành|xây dựng))", paragraph.text
        ):
            return block.group(), paragraph.body.cut(0, block.end())
    return None, None


def _opened(name: str) -> str:
    name = re.sub(r"\s*\([A-ZĐ]{2,8}\)", "", name)
    for short, full in (("P", "phường"), ("TP", "thành phố"), ("X", "xã")):
        name = re.sub(rf"\b{short}\. ?(?=\w)", f"{full} ", name, flags=re.IGNORECASE)
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


_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("block", re.compile(r"\b(?:khối|cụm)\b.*thi đua|^(?:khối|cụm)\b")),
    ("council", re.compile(r"hội đồng thi đua")),
    ("school", re.compile(r"^(?:trường|nhà trường|ban giám hiệu)\b")),
    ("other", re.compile(r"^ban (?:chấp hành|thường vụ|thường trực)\b")),
    ("agency", re.compile(r"^(?:phòng|ban|sở|trung tâm|văn phòng|công an)\b")),
    (
        "enterprise",
        re.compile(
            r"^(?:ngân hàng|công ty|tổng công ty|doanh nghiệp|hợp tác xã|liên hiệp hợp tác xã|xí nghiệp|nhà máy"
            r"|tập đoàn)\b"
        ),
    ),
    (
        "other",
        re.compile(
            r"^(?:bệnh viện|viện|trạm|hội|đoàn|liên minh|liên đoàn|công đoàn|mặt trận"
            r"|(?:ban thường trực )?[uủ][ỷy] ban m)"
        ),
    ),
    ("commune", re.compile(r"\b(?:phường|xã|đặc khu|thị trấn)\b")),
    ("province", re.compile(r"\b(?:thành phố|tỉnh)\b")),
    ("central", re.compile(r"^(?:chính phủ|thủ tướng|bộ)\b")),
)
"""Levels by the words of a name, the first that fits: a co-operative ("hợp tác xã") is no commune."""


def _level(name: str) -> Level:
    low = name.lower()
    return next((level for level, form in _LEVELS if form.search(low)), "other")
