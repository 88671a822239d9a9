"""Clusters and blocks of emulation: the name and the members, head and deputies among them."""

from __future__ import annotations

import re

from thidua.core.plans.model import Block, Member, MemberRole
from thidua.core.plans.reading.structure.letters import compiled
from thidua.core.plans.reading.structure.lines import Paragraph
from thidua.core.plans.reading.structure.organisations import split_organisations
from thidua.core.plans.reading.structure.passages import Passage, Sheet
from thidua.core.viet.text import fold

_NAME = (
    r"(?:Khối|Cụm|KHỐI|CỤM)\s+(?:thi đua\s+|Thi đua\s+|THI ĐUA\s+)?(?:số\s+\d+|[IVX]+\b|\d+"
    r"|các [^,.;:()]{3,80}?)?(?:\s+(?:thuộc\s+)?(?:xã|phường|đặc khu|thành phố|tỉnh|huyện)(?:\s+[A-ZĐÀ-Ỹ]\w*){1,4})?"
)
_MEMBERS = compiled(
    r"(?P<n>(?:Khối|Cụm|KHỐI|CỤM)\s[^.;:()]{0,110}?)\s*,?\s*(?:gồm(?: có)?(?: \d+ (?:đơn vị|thành viên"
    r"|cơ quan))?(?: các đơn vị)?(?: thành viên)?|bao gồm)\s*[^:;.]{0,40}?:?\s*(?P<m>.+)$"
)
_LISTED = compiled(r"(?P<n>(?:Khối|Cụm|KHỐI|CỤM)\s[^.;:()]{0,110}?)?\s*\b(?:gồm|thành viên)[^.;]{0,60}:\s*$")
_NAMED = compiled(_NAME)
_VERB = compiled(
    r"\s+(?:cùng nhau|(?:xây dựng|ban hành|thống nhất|tổ chức|ký kết|cùng)\s+(?:(?:và\s+)?ban hành\s+)?(?:Kế hoạch"
    r"|kế hoạch|phát động|ký|giao ước|thực hiện)|như sau).*$"
)
_HEAD = compiled(r"(?<!phó )(?<!phó\s)\b(?:khối trưởng|trưởng khối|cụm trưởng|trưởng cụm)\b", re.IGNORECASE)
_DEPUTY = compiled(
    r"\b(?:phó (?:khối )?trưởng(?: khối| cụm)?|khối phó|cụm phó|phó trưởng (?:khối|cụm))\b", re.IGNORECASE
)
_ROLE_NOTE = compiled(
    r"\s*[-–:(,]?\s*(?:là\s+)?(?:(?:làm\s+)?(?:phó\s+)?(?:khối trưởng|trưởng khối|cụm trưởng|trưởng cụm)"
    r"|khối phó|cụm phó)\s*\)?\s*:?\s*",
    re.IGNORECASE,
)
_BLOCK_WORD = compiled(r"\b(?:khối|cụm)\b", re.IGNORECASE)
_PLACE_END = compiled(r"\s+(?:xã|phường|đặc khu)$")


def read_block(sheet: Sheet, body: list[Paragraph]) -> Block | None:
    """The block whose members the paper lists ("... gồm: A, B, C", in a sentence or in bullets), or None."""
    for at, paragraph in enumerate(body):
        if not re.search(r"\b(?:gồm|thành viên)\b", paragraph.text) or not _BLOCK_WORD.search(paragraph.text):
            continue
        found = _MEMBERS.search(paragraph.text)
        listed = _LISTED.search(paragraph.text)
        names: list[Passage] = []
        if found:
            verb = _VERB.search(paragraph.text, found.start("m"))
            names = _split(paragraph.body.cut(found.start("m"), verb.start() if verb else None))
        if len(names) < 2 and listed:
            names = [p.body.trim(".;,") for p in _bullets(body[at + 1 :])]
        if len(names) >= 2:
            members = _members(sheet, names, body)
            if len(members) >= 2:
                title = (found or listed)["n"] if (found or listed) else None  # type: ignore[index]
                return {"name": _block_name(title, body), "members": members, "source": sheet.source(paragraph.body)}
    return None


def _bullets(body: list[Paragraph]) -> list[Paragraph]:
    bullets: list[Paragraph] = []
    for paragraph in body:
        if (
            paragraph.label.style == "none"
            or (bullets and paragraph.label.style != bullets[0].label.style)
            or len(paragraph.text) > 120
        ):
            break
        bullets.append(paragraph)
    return bullets


def _split(words: Passage) -> list[Passage]:
    if words.text.count(";") >= 2:
        return [part.trim(".;,") for part in words.pieces(compiled(r";\s*"))]
    return [part.trim(".;,") for part in split_organisations(words)]


def _members(sheet: Sheet, names: list[Passage], body: list[Paragraph]) -> list[Member]:
    members: list[Member] = []
    for name in names:
        note = _ROLE_NOTE.search(name.text)
        unit = name.drop([note.span()]).trim(" -–:(),.;") if note else name
        role: MemberRole = "deputy" if note and _DEPUTY.search(note.group()) else "head" if note else "member"
        if len(unit.text) >= 2:
            members.append({"unit": unit.text, "role": role, "source": sheet.source(unit)})
    for paragraph in body:
        note = _ROLE_NOTE.search(paragraph.text) if len(paragraph.text) < 200 else None
        if note:
            _give_role(members, paragraph.text, "deputy" if _DEPUTY.search(note.group()) else "head")
    return members


def _give_role(members: list[Member], text: str, role: MemberRole) -> None:
    """The role that a heading of duties or a sentence gives to a member; only the first one of each kind."""
    words = fold(text)
    held = [m for m in members if m["role"] == role]
    if role == "head" and held:
        return
    for member in members:
        if fold(_PLACE_END.sub("", member["unit"])) in words and member["role"] == "member":
            member["role"] = role
            return


def _block_name(printed: str | None, body: list[Paragraph]) -> str:
    name = re.sub(r"\s+", " ", printed or "").strip(" ,")
    if len(name) > 8:
        return name
    for paragraph in body:
        if (found := _NAMED.search(paragraph.text)) and len(found.group()) > 8:
            return found.group().strip()
    return name or "Khối thi đua"
