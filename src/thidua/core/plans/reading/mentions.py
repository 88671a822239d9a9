"""What the plan names: its movement, slogans of the year, other movements, channels of publicity."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from thidua.core.lexicons import lines
from thidua.core.plans.model import Channel, Level, LinkedMovement, Movement, MovementType, Theme, ThemeOf
from thidua.core.plans.reading.head import Head
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.passages import Sheet
from thidua.core.viet.text import fold

_I = re.IGNORECASE
_THEME = re.compile(r"chủ đề(?P<x>[^“\"”;.:]{0,80}?)\s*(?:là\s*)?:?\s*[“\"](?P<t>[^”\"“]{3,300})[”\"]", _I)
_NEXT_THEME = re.compile(
    r"\s*(?:,|;|và|,\s*và)\s*(?P<x>(?:chủ đề[^“\"”;.:]{0,60}?"
    r"|của [^“\"”;.:]{3,60}?))\s*:?\s*[“\"](?P<t>[^”\"“]{3,300})[”\"]",
    _I,
)
_OF: tuple[tuple[ThemeOf, re.Pattern[str]], ...] = (
    ("block", re.compile(r"\b(?:khối|cụm)\b", _I)),
    ("school", re.compile(r"\b(?:trường|nhà trường|ngành giáo dục)\b", _I)),
    ("commune", re.compile(r"\b(?:phường|xã|đặc khu|thị trấn)\b", _I)),
    ("province", re.compile(r"\b(?:thành phố|tỉnh)\b", _I)),
    ("national", re.compile(r"\b(?:cả nước|toàn quốc|quốc gia|trung ương|chính phủ)\b", _I)),
)
_OWN_THEME: dict[Level, ThemeOf] = {
    "central": "national",
    "province": "province",
    "commune": "commune",
    "block": "block",
    "school": "school",
}
# A name in quotation marks; where the closing mark was forgotten it ends at the semicolon.
_QUOTED = (
    r"(?:“(?P<a>[^“”]{3,260})”|“(?P<c>[^“”;]{3,260})(?=;|$)|\"(?P<b>[^\"“”]{3,260})\"|\"(?P<d>[^\";“]{3,260})(?=;|$))"
)
_MOVEMENT = re.compile(rf"(?:[Pp]hong trào|PTTĐ)(?:\s+thi đua)?(?:\s+yêu nước)?\s*:?\s*{_QUOTED}")
_AND_MOVEMENT = re.compile(r"\s*(?:,|;|và|;\s*và)\s*(?:“(?P<a>[^”]{3,260}?)”|\"(?P<b>[^\"]{3,260}?)\")")
_LAUNCHED = re.compile(r"phong trào(?: thi đua)?(?: yêu nước)?\s+do\s+(?P<l>[^;:“\"]{3,90}?)\s+phát động", _I)


def read_themes(sheet: Sheet, body: list[Paragraph], issuer: Level) -> list[Theme]:
    """Slogans in quotation marks after "chủ đề", each with whose it is (the issuer's if none is named); once each."""
    themes: list[Theme] = []
    for paragraph in body:
        at = 0
        while found := _THEME.search(paragraph.whole.text, at):
            _add_theme(sheet, themes, paragraph, found, issuer)
            at = found.end()
            context = found["x"]
            while following := _NEXT_THEME.match(paragraph.whole.text, at):
                _add_theme(sheet, themes, paragraph, following, issuer, context=context)
                at = following.end()
    return themes


def _add_theme(
    sheet: Sheet, themes: list[Theme], paragraph: Paragraph, found: re.Match[str], issuer: Level, *, context: str = ""
) -> None:
    text, owner = found["t"].strip(" .,"), found["x"]
    of: ThemeOf = next((kind for kind, form in _OF if form.search(owner)), _OWN_THEME.get(issuer, "agency"))
    if any(fold(theme["text"]) == fold(text) and theme["of"] == of for theme in themes):
        return
    words = paragraph.whole.cut(found.start("t"), found.end("t"))
    theme: Theme = {"of": of, "text": text, "source": sheet.source(words)}
    year = re.search(r"20\d\d", owner) or re.search(r"20\d\d", context)
    theme["year"] = int(year[0]) if year else None
    if raw := sheet.as_read(words):
        theme["as_read"] = raw
    themes.append(theme)


def read_linked(sheet: Sheet, body: list[Paragraph], own: str) -> list[LinkedMovement]:
    """Other movements with a name in quotation marks; a quotation mark that is never closed ends at the semicolon."""
    linked: dict[str, LinkedMovement] = {}
    for paragraph in body:
        launched = _LAUNCHED.search(paragraph.text)
        text = paragraph.body.text
        for opening in _MOVEMENT.finditer(text):
            found: re.Match[str] | None = opening
            while found:
                group = found.lastgroup or "a"
                name = (found[group] or "").strip(" .,;")
                if len(name) >= 3 and not _is_own(name, own):
                    linked.setdefault(
                        re.sub(r"\W+", " ", fold(name)),
                        {
                            "name": name,
                            "launched_by": launched["l"].strip() if launched else None,
                            "source": sheet.source(paragraph.body.cut(found.start(group), found.end(group))),
                        },
                    )
                found = _AND_MOVEMENT.match(text, found.end())
    return list(linked.values())


def _is_own(name: str, own: str) -> bool:
    return fuzz.partial_ratio(fold(name), fold(own)) > 90 if len(name) > 12 else fold(name) in fold(own)


@cache
def _channel_form() -> re.Pattern[str]:
    names = sorted(lines("plan_channels"), key=len, reverse=True)
    # "nhóm Zalo “...”", "trang Facebook của xã": what kind of place it is and whose belong to the name.
    kind = r"(?:(?<!\w)(?:trang|nhóm|kênh|tài khoản|các nhóm|các trang)\s+)?"
    whose = (
        r"(?:\s+(?:của\s+)?(?:tỉnh|thành phố|xã|phường|đặc khu|(?:các )?thôn(?:, (?:bản|buôn|ấp|xóm|tổ dân phố))?"
        r"|(?:các )?(?:bản|buôn|ấp|xóm|khu phố|tổ dân phố|xã|phường)|nhà trường|trường|cơ quan|đơn vị|khối|cụm|sở"
        r"|công ty|trung tâm|bệnh viện|công nhân)(?!\w))?"
    )
    named = r"(?:\s+(?-i:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+)(?:\s+\w+){0,4}?(?=\s*[,.;()“]|\s+và\b|\s*$))?"
    whom = (
        r"(?:\s+(?:nội bộ|cơ sở|cha mẹ học sinh|phụ huynh|chào cờ đầu tuần|của (?:trường|cơ quan|đơn vị|ngành)"
        r"|(?:của )?các (?:khoa|phòng|tổ|lớp|đơn vị|chi hội|bệnh viện|trường|ngành))(?!\w))*"
    )
    quoted = r"[“\"][^”\"]{3,80}[”\"]"
    return re.compile(
        rf"{kind}(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w){whose}{named}{whom}(?:\s+(?:nhóm\s+)?{quoted})?"
        rf"|\b(?:trang|chuyên mục|chuyên trang|nhóm|kênh)\s+{quoted}",
        _I,
    )


@cache
def _stems() -> re.Pattern[str]:
    """Words without which a paragraph names no channel."""
    stems = {*(" ".join(name.split()[:2]) for name in lines("plan_channels"))}
    stems |= {"trang “", 'trang "', "chuyên", "nhóm", "kênh"}
    return re.compile("|".join(map(re.escape, sorted(stems))))


def read_channels(sheet: Sheet, body: list[Paragraph]) -> list[Channel]:
    """Named channels of publicity in the body of the paper, each once."""
    channels: dict[str, Channel] = {}
    for paragraph in body:
        low = paragraph.text.lower()
        if not _stems().search(low):
            continue
        for found in _channel_form().finditer(paragraph.text):
            if re.search(r"\bcông\s*$", paragraph.text[: found.start()], _I):
                continue
            words = paragraph.body.cut(found.start(), found.end())
            channels.setdefault(fold(words.text), {"name": words.text, "source": sheet.source(words)})
    return list(channels.values())


_LAUNCH = re.compile(
    r"^(?:(?:về việc|v/v)\s+)?(?:(?:tổ chức|phát động|triển khai|hưởng ứng|thực hiện|ban hành"
    r"|tham gia)(?:\s*,\s*|\s+và\s+|\s+)?)+(?=phong trào|đợt|thi đua|các phong trào|cao điểm)",
    re.IGNORECASE,
)


def is_campaign(title: str) -> bool:
    """Whether the title speaks of a round with dates of its own, not of a year or years."""
    return bool(re.search(r"\bđợt\b|cao điểm|\bngày đêm\b|chào mừng|\b\d+ ngày\b|nước rút", title, re.IGNORECASE))


def read_movement(sheet: Sheet, head: Head) -> Movement | None:
    """The movement that the title names, and its type from the words of the title and the issuer."""
    title = head.title.text[:1000]
    if len(title) < 5:
        return None
    quoted = re.search(r"phong trào(?: thi đua)?\s*[“\"](?P<q>[^”\"]{5,250})[”\"]", title, re.IGNORECASE)
    name = quoted["q"] if quoted else _LAUNCH.sub("", title)
    name = re.sub(r"\s*[“\"][^”\"]*[”\"]", "", name).strip(" ,.;") if not quoted else name
    kind: MovementType = "annual"
    if head.document["issuer"]["level"] == "block":
        kind = "block"
    elif is_campaign(title):
        kind = "campaign"
    elif re.search(r"năm học", title, re.IGNORECASE):
        kind = "school_year"
    elif quoted or re.search(r"giai đoạn\s+20\d\d\s*[-–]", title):
        kind = "thematic"
    name = name[:1].upper() + name[1:]
    return {"name": name, "type": kind, "source": sheet.source(head.title)} if len(name) >= 5 else None
